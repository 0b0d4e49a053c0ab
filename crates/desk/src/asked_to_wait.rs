//! The wait for a change that the server has refused.

use crate::Desk;
use i18n::say;

/// Returns the hint on how a person stops the wait.
pub(crate) fn how_to_stop_waiting(desk: &Desk) -> &'static str {
    if desk.words().is_resent_automatically() {
        say!(desk.setup.language, "shown-may-stop")
    } else {
        say!(desk.setup.language, "shown-may-stop-looking")
    }
}
