//! Reading a blood draw for Aniva.

use uuid::Uuid;

use super::Reader;
use crate::booking::{AnivaBooking, FieldId};
use crate::words::say;

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
        Some(AnivaBooking { profile: profile?, location: location?, at: at?, desk_note })
    }

    fn uuid(&mut self, id: FieldId) -> Option<Uuid> {
        let language = self.language();
        let what = say!(language, "review-no-uuid", field = id.field().label(language));
        self.parsed(id, &what, say!(language, "review-pick-or-paste"), |text| Uuid::try_parse(text).ok())
    }
}
