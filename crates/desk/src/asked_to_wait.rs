//! The wait for a change that the server has refused, in words.

use crate::{Desk, Phase};
use booking::LookupActivity;
use i18n::say;
use office::whole_seconds;

/// Whether the waiting change is sent again automatically once it is known not to have been made.
fn is_resent_automatically(desk: &Desk) -> bool {
    let under_way = desk.office.changes.under_way();
    under_way.is_some_and(|open| open.life.is_resent())
}

/// Returns the reason why the refused change is waiting, in words.
pub fn waiting_text(desk: &Desk) -> String {
    let language = desk.setup.language;
    let under_way = desk.office.changes.under_way();
    let waiting = under_way.filter(|open| open.phase() == Some(Phase::Waiting));
    let Some((open, lookup)) = waiting.and_then(|open| Some((open, open.life.lookup()?))) else {
        return String::new();
    };
    let clinic = open.change().clinic().name();
    match lookup.doing(desk.office.moment.up) {
        LookupActivity::Waiting(remaining) if is_resent_automatically(desk) => {
            let seconds = whole_seconds(remaining);
            say!(language, "shown-waiting", clinic, seconds)
        }
        LookupActivity::Waiting(remaining) => {
            let seconds = whole_seconds(remaining);
            say!(language, "shown-refused-looks", clinic, seconds)
        }
        _ => say!(language, "shown-refused-looking", clinic),
    }
}

/// Returns the hint on how a person stops the wait.
pub(crate) fn how_to_stop_waiting(desk: &Desk) -> &'static str {
    if is_resent_automatically(desk) {
        say!(desk.setup.language, "shown-may-stop")
    } else {
        say!(desk.setup.language, "shown-may-stop-looking")
    }
}
