//! Numbers as people write them in times: plain digits, and no more of them than belong there.

use std::ops::RangeInclusive;

/// The number, if the text is nothing but plain digits and as many as `width` allows (at most nine).
pub(super) fn number(text: &str, width: RangeInclusive<usize>) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    if plain && width.contains(&text.len()) { text.parse().ok() } else { None }
}
