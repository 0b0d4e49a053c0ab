//! The charts of a report as SVG in the page itself: stacked columns over time, and bars beside names. Their
//! colours are the page's, so that they suit light and dark alike.

use std::fmt::Write;

use strum::VariantArray;

use super::{CountedAction, Counts};
use crate::{escaped, text};

/// The height of the columns, and the space above and below them.
const HEIGHT: f64 = 140.0;
const ABOVE: f64 = 16.0;
const BELOW: f64 = 18.0;
/// The distance from one column to the next: few columns are wide.
const STEP: std::ops::RangeInclusive<f64> = 30.0..=64.0;
/// The width of all columns, if there is room.
const WIDE: f64 = 640.0;

/// Draws columns in the order of their names, each as high as its counts, which are stacked, with the sum
/// above.
pub(super) fn columns(title: &str, counted: &[(String, Counts)]) -> String {
    let longest = counted
        .iter()
        .map(|(_, counts)| counts.sum())
        .max()
        .unwrap_or(0)
        .max(1);
    let step = (WIDE / counted.len().max(1) as f64).clamp(*STEP.start(), *STEP.end());
    let width = step * counted.len() as f64;
    let column = step * 0.7;
    let mut picture = String::new();
    for ((name, counts), place) in counted.iter().zip(0..) {
        let left = f64::from(place) * step + (step - column) / 2.0;
        let middle = left + column / 2.0;
        let mut bottom = ABOVE + HEIGHT;
        for action in CountedAction::VARIANTS {
            let height = HEIGHT * counts.of(*action) as f64 / longest as f64;
            bottom -= height;
            piece(
                &mut picture,
                *action,
                [left, bottom, column, height],
                counts.of(*action),
            );
        }
        if counts.sum() > 0 {
            let above = bottom - 4.0;
            let _ = write!(
                picture,
                "<text x=\"{middle:.1}\" y=\"{above:.1}\">{}</text>",
                counts.sum()
            );
        }
        let below = ABOVE + HEIGHT + 13.0;
        let _ = write!(
            picture,
            "<text x=\"{middle:.1}\" y=\"{below:.1}\">{}</text>",
            escaped(name)
        );
    }
    let floor = ABOVE + HEIGHT;
    let _ = write!(
        picture,
        "<path class=\"floor\" d=\"M0 {floor}H{width:.1}\"/>"
    );
    framed(title, width, ABOVE + HEIGHT + BELOW, &picture)
}

/// The left edge of the bars, their length, the distance of the rows and the height of a bar.
const NAMES: f64 = 190.0;
const LENGTH: f64 = 300.0;
const ROW: f64 = 22.0;
const BAR: f64 = 14.0;

/// Draws bars beside their names, each as long as its counts, which follow one another.
pub(super) fn bars(title: &str, counted: &[(String, Counts)]) -> String {
    let longest = counted
        .iter()
        .map(|(_, counts)| counts.sum())
        .max()
        .unwrap_or(0)
        .max(1);
    let mut picture = String::new();
    for ((name, counts), place) in counted.iter().zip(0..) {
        let top = f64::from(place) * ROW + (ROW - BAR) / 2.0;
        let line = top + BAR - 3.0;
        let name = text::shortened(name, 28);
        let edge = NAMES - 8.0;
        let _ = write!(
            picture,
            "<text class=\"name\" x=\"{edge}\" y=\"{line:.1}\">{}</text>",
            escaped(&name)
        );
        let mut left = NAMES;
        for action in CountedAction::VARIANTS {
            let length = LENGTH * counts.of(*action) as f64 / longest as f64;
            piece(
                &mut picture,
                *action,
                [left, top, length, BAR],
                counts.of(*action),
            );
            left += length;
        }
        let behind = left + 6.0;
        let sum = counts.sum();
        let _ = write!(
            picture,
            "<text class=\"sum\" x=\"{behind:.1}\" y=\"{line:.1}\">{sum}</text>"
        );
    }
    framed(
        title,
        NAMES + LENGTH + 40.0,
        ROW * counted.len() as f64,
        &picture,
    )
}

fn piece(picture: &mut String, action: CountedAction, [x, y, width, height]: [f64; 4], count: u64) {
    if count > 0 {
        let class: &str = action.into();
        // Writing to a string does not fail.
        let _ = write!(
            picture,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
        );
    }
}

fn framed(title: &str, width: f64, height: f64, picture: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" role=\"img\" aria-label=\"{}\">{picture}</svg>",
        escaped(title)
    )
}
