//! The effect of Enter on the line, in a word or two.

use crate::Desk;
use crate::model::{AwayReading, CallBackReading, LateReading};
use i18n::say;

/// Returns the effect that Enter has on the present text; `None` if it only says what the text lacks.
pub(crate) fn effect_of_enter(desk: &Desk) -> Option<&'static str> {
    let language = desk.setup.language;
    let reading = desk.line.reading.as_ref()?;
    if desk.line.chosen.is_some() {
        return Some(say!(language, "now-pick"));
    }
    if reading.doubt().is_some() && !reading.is_waiting() {
        return None;
    }
    if let Some(away) = &reading.away {
        return match away {
            AwayReading::Coming => Some(say!(language, "now-show-list")),
            AwayReading::Enter(_) => Some(say!(language, "now-open")),
            AwayReading::Problem(_) => None,
        };
    }
    if let Some(call_back) = &reading.call_back {
        let is_worded = matches!(call_back, CallBackReading::Ask(_));
        return is_worded.then(|| say!(language, "now-call-back"));
    }
    if let Some(late) = &reading.late {
        let is_said = matches!(late, LateReading::Note(_));
        return is_said.then(|| say!(language, "now-late"));
    }
    Some(if reading.list.is_some() {
        say!(language, "now-show-list")
    } else if reading.means.verb.is_some() {
        say!(language, "now-open")
    } else if desk.line.asks_for_appointments() {
        say!(language, "now-look-up")
    } else {
        say!(language, "now-preview")
    })
}
