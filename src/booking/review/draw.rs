//! Reading a blood draw for Aniva.

use uuid::Uuid;

use super::Reader;
use crate::booking::{AnivaBooking, FieldId};

const UUID_ADVICE: &str = "Pick it from the list, or paste the whole UUID.";

impl Reader<'_> {
    /// The draw, if every part of it can be read. Every part is read, so that all problems show at once.
    pub(super) fn draw(&mut self) -> Option<AnivaBooking> {
        let uuid = |text: &str| Uuid::try_parse(text).ok();
        let profile = self.parsed(FieldId::Profile, "Profile is not a UUID.", UUID_ADVICE, uuid);
        let location = self.parsed(FieldId::Location, "Location is not a UUID.", UUID_ADVICE, uuid);
        let at = self.instant(FieldId::ScheduledAt);
        if at.is_some_and(|at| at <= self.setting.clock.now) {
            self.error(
                FieldId::ScheduledAt,
                "Scheduled at lies in the past; Aniva takes future times only.",
                "Give a later time.",
            );
        }
        let desk_note = self.text(FieldId::DeskNote);
        Some(AnivaBooking { profile: profile?, location: location?, at: at?, desk_note })
    }
}
