//! Colours as numbers, and the contrast between them.

use ratatui::style::Color;

/// A colour by its red, green and blue parts.
pub type RgbParts = [u8; 3];

/// Returns the parts of a colour that looks the same in every terminal: one from 16 to 255, which are a cube of six
/// shades a side and 24 greys, or a true colour. `None` for the terminal's own colours.
pub fn rgb_of(colour: Color) -> Option<RgbParts> {
    match colour {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(number @ 16..232) => {
            let place = number - 16;
            Some([place / 36, place / 6 % 6, place % 6].map(shade))
        }
        Color::Indexed(number @ 232..) => Some([8 + 10 * (number - 232); 3]),
        _ => None,
    }
}

/// Returns a shade, given its step along the side of the cube.
pub(super) fn shade(step: u8) -> u8 {
    if step == 0 { 0 } else { 55 + 40 * step }
}

/// Returns the contrast of two colours, from 1 to 21 (WCAG 2.2).
pub fn contrast(one: RgbParts, other: RgbParts) -> f64 {
    let one = luminance(one);
    let other = luminance(other);
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns the relative luminance (WCAG 2.2).
fn luminance(colour: RgbParts) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
