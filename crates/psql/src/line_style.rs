//! What lines of tables are drawn with: `\pset linestyle` and the `\pset unicode_…` settings.

/// The characters of one line across a table.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) line: &'static str,
    pub(crate) left: &'static str,
    pub(crate) middle: &'static str,
    pub(crate) right: &'static str,
}

/// How lines are drawn, and what marks cells that go on in the next line.
#[derive(Clone, Debug)]
pub(crate) struct LineStyle {
    pub(crate) top: Rule,
    pub(crate) below_headers: Rule,
    pub(crate) bottom: Rule,
    /// At both sides of a row.
    pub(crate) side: &'static str,
    /// Between two cells.
    pub(crate) between: &'static str,
    /// Before a cell that goes on behind a line feed.
    pub(crate) between_newline: &'static str,
    /// Before a cell that goes on because it was wrapped.
    pub(crate) between_wrapped: &'static str,
    /// Before a cell that has ended.
    pub(crate) between_blank: &'static str,
    pub(crate) header_left: &'static str,
    pub(crate) header_right: &'static str,
    pub(crate) newline_right: &'static str,
    pub(crate) wrapped_left: &'static str,
    pub(crate) wrapped_right: &'static str,
    /// Whether a mark takes the place of the blank right of a cell.
    pub(crate) marks_on_right: bool,
}

const ASCII_RULE: Rule = Rule { line: "-", left: "+", middle: "+", right: "+" };

impl LineStyle {
    pub(crate) const ASCII: LineStyle = LineStyle {
        top: ASCII_RULE,
        below_headers: ASCII_RULE,
        bottom: ASCII_RULE,
        side: "|",
        between: "|",
        between_newline: "|",
        between_wrapped: "|",
        between_blank: "|",
        header_left: " ",
        header_right: "+",
        newline_right: "+",
        wrapped_left: ".",
        wrapped_right: ".",
        marks_on_right: true,
    };
}

#[cfg(feature = "client")]
impl LineStyle {
    pub(crate) const OLD_ASCII: LineStyle = LineStyle {
        between_newline: ":",
        between_wrapped: ";",
        between_blank: " ",
        header_left: "+",
        header_right: " ",
        newline_right: " ",
        wrapped_left: " ",
        wrapped_right: " ",
        marks_on_right: false,
        ..LineStyle::ASCII
    };

    /// Lines of Unicode, each kind single or double.
    pub(crate) fn unicode(lines: UnicodeLines) -> LineStyle {
        let UnicodeLines { border, column, header } = lines;
        let pick = |weight: Weight, single, double| if weight == Weight::Single { single } else { double };
        let line = |weight| pick(weight, "─", "═");
        let between = pick(column, "│", "║");
        LineStyle {
            top: Rule {
                line: line(border),
                left: pick(border, "┌", "╔"),
                middle: pick(column, pick(border, "┬", "╤"), pick(border, "╥", "╦")),
                right: pick(border, "┐", "╗"),
            },
            below_headers: Rule {
                line: line(header),
                left: pick(header, pick(border, "├", "╟"), pick(border, "╞", "╠")),
                middle: pick(column, pick(header, "┼", "╪"), pick(header, "╫", "╬")),
                right: pick(header, pick(border, "┤", "╢"), pick(border, "╡", "╣")),
            },
            bottom: Rule {
                line: line(border),
                left: pick(border, "└", "╚"),
                middle: pick(column, pick(border, "┴", "╧"), pick(border, "╨", "╩")),
                right: pick(border, "┘", "╝"),
            },
            side: pick(border, "│", "║"),
            between,
            between_newline: between,
            between_wrapped: between,
            between_blank: between,
            header_left: " ",
            header_right: "↵",
            newline_right: "↵",
            wrapped_left: "…",
            wrapped_right: "…",
            marks_on_right: true,
        }
    }
}

/// Whether a line is drawn once or twice.
#[cfg(feature = "client")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Weight {
    #[default]
    Single,
    Double,
}

#[cfg(feature = "client")]
impl Weight {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Weight::Single => "single",
            Weight::Double => "double",
        }
    }
}

/// The three kinds of lines that Unicode draws.
#[cfg(feature = "client")]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct UnicodeLines {
    pub(crate) border: Weight,
    pub(crate) column: Weight,
    pub(crate) header: Weight,
}
