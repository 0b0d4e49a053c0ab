//! Records shared by many desks: the other desks at work, their held times, and what to do while the records
//! can't be reached.

mod collisions;
mod holds;

use i18n::say;

use super::{Action, Press};
use crate::{Desk, Facts, Part, ToSend};

/// Returns the number of desks that share the current form's records, with this desk's name if it has one. Each text is
/// shorter than the one before. Empty if the records are not shared or can't be reached.
pub(crate) fn desks_text(desk: &Desk) -> Vec<String> {
    let shared = desk
        .office
        .sharing()
        .modes
        .get(&desk.mode())
        .filter(|shared| shared.alone_since.is_none());
    let Some(count) = shared.map(|shared| shared.desks).filter(|count| *count > 0) else {
        return Vec::new();
    };
    let desks = say!(desk.setup.language, "sharing-desks", count);
    let named = desk
        .office
        .setup
        .desk_name
        .as_ref()
        .map(|name| format!("{desks} · {name}"));
    named.into_iter().chain([desks]).collect()
}

/// Returns since when this desk has been alone, if it is; the second text is shorter.
pub(crate) fn alone_texts(desk: &Desk) -> Option<[String; 2]> {
    let at = desk.words().oclock(desk.office.alone_since()?);
    let language = desk.setup.language;
    let short = say!(language, "sharing-alone-short", at = at.as_str());
    Some([say!(language, "sharing-alone", at), short])
}

impl Part<'_, Facts> {
    /// Continues the action of the booking key, as the person agreed.
    pub(crate) fn go_on_alone(&mut self, to_send: ToSend) {
        self.office_mut().go_alone();
        match to_send {
            ToSend::Booking => self.desk().submissions().send_unless_asked(),
            ToSend::Change(change) => self.desk().submissions().send_unless_objected(*change),
            ToSend::Overlay => self.desk().press_in_overlay(Press::Act(Action::Book)),
            ToSend::Removal(change) => self.desk().submissions().remove_entry(*change),
        }
    }
}
