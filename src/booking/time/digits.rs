//! Numbers in typed times: plain digits, and no more of them than fit.

use std::ops::RangeInclusive;

/// Parses a number, if the text is only plain digits and `width` allows their count (at most nine).
pub(super) fn number(text: &str, width: RangeInclusive<usize>) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    if plain && width.contains(&text.len()) { text.parse().ok() } else { None }
}
