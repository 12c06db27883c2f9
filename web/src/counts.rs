//! How many errors, warnings and notices the script has, and how the page says so.

use medlar_protocol::{Analysis, Diagnostic, DiagnosticSeverity};

use crate::words::count;

/// The diagnostics of a script by how grave they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    errors: u32,
    warnings: u32,
    notices: u32,
    /// Of very many diagnostics not all are handed over; these are no errors.
    others: u32,
}

impl Counts {
    /// Counts what the engine says.
    pub fn of(analysis: &Analysis) -> Self {
        let warnings = number(&analysis.diagnostics, |severity| matches!(severity, DiagnosticSeverity::Warning));
        let notices = number(&analysis.diagnostics, |severity| matches!(severity, DiagnosticSeverity::Notice));
        let rest = analysis.diagnostic_count.saturating_sub(analysis.error_count);
        match analysis.diagnostics.len() as u64 == u64::from(analysis.diagnostic_count) {
            true => Counts { errors: analysis.error_count, warnings, notices, others: 0 },
            false => Counts { errors: analysis.error_count, warnings: 0, notices: 0, others: rest },
        }
    }

    /// Errors and warnings: what the reader may want to mend.
    pub fn problems(&self) -> u32 {
        self.errors + self.warnings
    }

    /// A class of the style sheet and a text for each kind that there is, the gravest first.
    pub fn said(&self) -> Vec<(&'static str, String)> {
        let kinds = [
            ("bad", self.errors, "error"),
            ("warn", self.warnings, "warning"),
            ("info", self.notices, "notice"),
            ("info", self.others, "other"),
        ];
        kinds
            .into_iter()
            .filter(|(_, number, _)| *number > 0)
            .map(|(class, n, thing)| (class, count(n, thing)))
            .collect()
    }
}

fn number(diagnostics: &[Diagnostic], counts: fn(&DiagnosticSeverity) -> bool) -> u32 {
    diagnostics.iter().filter(|diagnostic| counts(&diagnostic.severity)).map(|_| 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_said_when_there_is_one() {
        let counts = Counts { errors: 2, warnings: 0, notices: 1, others: 0 };
        assert_eq!(counts.said(), [("bad", "2 errors".to_owned()), ("info", "1 notice".to_owned())]);
        assert_eq!(counts.problems(), 2);
    }
}
