//! PURE. What tells a terminal to put something on its clipboard.

use base64::prelude::{BASE64_STANDARD, Engine};

use crate::desk::Clip;

/// The bytes (OSC 52, xterm's control sequences): the text in Base64, nothing to clear it. A terminal that doesn't
/// know them, or doesn't allow them, does nothing.
pub(super) fn filled_with(clip: &Clip) -> Vec<u8> {
    format!("\x1b]52;c;{}\x1b\\", BASE64_STANDARD.encode(clip.text())).into_bytes()
}
