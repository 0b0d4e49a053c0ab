//! The effect of Enter on the line, in a word or two.

use crate::Desk;
use i18n::say;
use office::LineRequest;

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
        LineRequest::Other(request) => {
            let task = request.task.as_ref().ok()?;
            desk.words().effect_of_task(task)
        }
        LineRequest::Verb(_) => say!(language, "now-open"),
        LineRequest::LookUp => say!(language, "now-look-up"),
        LineRequest::Booking | LineRequest::Unclear => say!(language, "now-preview"),
    })
}
