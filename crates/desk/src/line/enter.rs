//! The effect of Enter on the line, in a word or two.

use crate::Desk;
use booking::line::LineRequest;
use i18n::say;

/// Returns the effect of Enter on the present text; `None` if it only notes what the text lacks.
pub(crate) fn effect_of_enter(desk: &Desk) -> Option<&'static str> {
    let language = desk.setup.language;
    let reading = desk.line.reading.as_ref()?;
    if desk.line.chosen.is_some() {
        return Some(say!(language, "now-pick"));
    }
    if reading.doubt().is_some() && !reading.is_waiting() {
        return None;
    }
    Some(match &reading.asks_for {
        LineRequest::List(_) | LineRequest::ComingAbsences => say!(language, "now-show-list"),
        LineRequest::Away { wish: Ok(_), .. } | LineRequest::Died { .. } | LineRequest::Verb(_) => {
            say!(language, "now-open")
        }
        LineRequest::CallBack { request: Ok(_), .. } => say!(language, "now-call-back"),
        LineRequest::Late { wish: Ok(_), .. } => say!(language, "now-late"),
        LineRequest::Away { wish: Err(_), .. }
        | LineRequest::CallBack {
            request: Err(_), ..
        }
        | LineRequest::Late { wish: Err(_), .. } => return None,
        LineRequest::LookUp => say!(language, "now-look-up"),
        LineRequest::Booking | LineRequest::Unclear => say!(language, "now-preview"),
    })
}
