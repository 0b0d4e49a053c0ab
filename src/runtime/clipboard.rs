//! PURE. The control sequence that fills a terminal's clipboard.

use base64::prelude::{BASE64_STANDARD, Engine};

use crate::desk::Clip;

/// Returns the bytes (OSC 52, xterm's control sequences): the text in Base64, empty to clear it. A terminal
/// that doesn't support or allow this does nothing.
pub(super) fn filled_with(clip: &Clip) -> Vec<u8> {
    format!("\x1b]52;c;{}\x1b\\", BASE64_STANDARD.encode(clip.text())).into_bytes()
}
