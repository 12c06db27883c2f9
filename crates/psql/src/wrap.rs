//! The wrapped format: columns are made narrower until a table has the width that is wished.

use crate::aligned::Layout;
use crate::table::{CellLine, cell_width};
use crate::width::char_width;

/// Makes columns narrower until lines are no wider than `wished`, if that is possible without
/// breaking headers. Each step takes from the column of which the fewest values will be broken.
pub(crate) fn shrink(layout: &mut Layout, wished: usize, border: u8) {
    let headers: Vec<usize> = layout.headers.iter().map(|lines| cell_width(lines)).collect();
    if layout.rows.is_empty() || wished < Layout::total(&headers, border) {
        return;
    }
    let full = layout.widths.clone();
    let average = |column: usize| {
        let widths = layout.rows.iter().filter_map(|row| row.get(column)).map(|lines| cell_width(lines));
        widths.sum::<usize>() / layout.rows.len()
    };
    let averages: Vec<usize> = (0..full.len()).map(average).collect();
    let mut total = Layout::total(&full, border);
    while total > wished {
        let mut worst: Option<(usize, f64)> = None;
        for (column, (((width, header), full), average)) in
            layout.widths.iter().zip(&headers).zip(&full).zip(&averages).enumerate()
        {
            if *average > 0 && width > header {
                // Wide columns count one per cent of their width more.
                let ratio = *width as f64 / *average as f64 + *full as f64 * 0.01;
                if ratio > worst.map_or(0.0, |(_, ratio)| ratio) {
                    worst = Some((column, ratio));
                }
            }
        }
        let Some(width) = worst.and_then(|(column, _)| layout.widths.get_mut(column)) else { break };
        *width -= 1;
        total -= 1;
    }
    for row in &mut layout.rows {
        for (lines, width) in row.iter_mut().zip(&layout.widths) {
            *lines = wrapped(lines, *width);
        }
    }
}

/// The lines of a cell, none wider than this, if a single character is not.
pub(crate) fn wrapped(lines: &[CellLine], width: usize) -> Vec<CellLine> {
    let mut broken = Vec::with_capacity(lines.len());
    for line in lines {
        let mut part = CellLine::default();
        for character in line.text.chars() {
            let columns = char_width(character).unwrap_or(0);
            if part.width + columns > width && part.width > 0 {
                broken.push(CellLine { wraps: true, ..std::mem::take(&mut part) });
            }
            part.text.push(character);
            part.width += columns;
        }
        broken.push(CellLine { wraps: line.wraps, ..part });
    }
    broken
}
