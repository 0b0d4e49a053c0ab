//! Reading a blood draw for Aniva.

use uuid::Uuid;

use super::Reader;
use crate::booking::id_list::parts;
use crate::booking::{AnivaBooking, FieldId};
use crate::i18n::say;

impl Reader<'_> {
    /// The draw, if every part of it can be read. Every part is read, so that all problems show at once.
    pub(super) fn draw(&mut self) -> Option<AnivaBooking> {
        let profile = self.uuid(FieldId::Profile);
        let location = self.uuid(FieldId::Location);
        let at = self.instant(FieldId::ScheduledAt);
        if at.is_some_and(|at| at <= self.setting.clock.now) {
            let language = self.language();
            let what = say!(language, "review-draw-in-past");
            self.error(FieldId::ScheduledAt, what, say!(language, "review-give-later-time"));
        }
        let desk_note = self.text(FieldId::DeskNote);
        let panels = self.panels();
        Some(AnivaBooking { profile: profile?, location: location?, at: at?, panels, desk_note })
    }

    /// The panels that are named, each once, in the order they were named in.
    fn panels(&mut self) -> Vec<Uuid> {
        let (language, draft) = (self.language(), self.draft);
        let mut panels = Vec::new();
        for part in parts(draft.text(FieldId::Panels)) {
            match Uuid::try_parse(part) {
                Ok(id) if panels.contains(&id) => {}
                Ok(id) => panels.push(id),
                Err(_) => {
                    let what = say!(language, "review-no-panel", said = part);
                    self.error(FieldId::Panels, what, say!(language, "review-pick-panels"));
                }
            }
        }
        panels
    }

    fn uuid(&mut self, id: FieldId) -> Option<Uuid> {
        let language = self.language();
        let what = say!(language, "review-no-uuid", field = id.label(language));
        self.parsed(id, &what, say!(language, "review-pick-or-paste"), |text| Uuid::try_parse(text).ok())
    }
}
