//! The clock on which times are read and shown, and the mode of each clinic.

use chrono_tz::Tz;

use booking::time::Clock;
use booking::{ClinicId, Hours, Mode, Reference, Setting};
use i18n::Language;
use words::Wording;

use super::{Desk, InWords, Shown, slots};

impl Desk {
    /// Returns the mode of the current form's clinic: whether bookings are real.
    pub fn mode(&self) -> Mode {
        self.office.mode_of(self.clinic)
    }

    /// Returns the mode of the current clinic as the booking key words it.
    pub fn mode_phrase(&self) -> &'static str {
        self.mode_phrase_of(self.clinic)
    }

    /// Returns the mode of a clinic as the booking key words it.
    pub fn mode_phrase_of(&self, clinic: ClinicId) -> &'static str {
        self.words().mode_phrase(clinic)
    }

    /// Returns the setting in which the current form's texts are read.
    pub fn setting(&self) -> Setting {
        self.setting_of(self.clinic)
    }

    /// Returns the setting of a clinic's form, with the clock of its location or else of the clinic. While
    /// another location is being picked, the clock stays as it was.
    pub fn setting_of(&self, clinic: ClinicId) -> Setting {
        let form = self.form_of(clinic);
        let place = self
            .office
            .lists
            .place(clinic, form.draft().text(clinic.provider_field()));
        let last = form
            .clock
            .filter(|_| clinic.can().has_places && place.is_none());
        let zone = last.unwrap_or_else(|| self.office.setup.zone_of(clinic, place));
        let open = slots::hours_of(self, clinic).map(Hours::full_hours);
        let reference = self.office.setup.references_at(clinic);
        Setting {
            clock: Clock {
                open,
                ..self.words().clock_in(zone)
            },
            here: self.words().clock_beside(zone),
            reference: reference.map(|seed| Reference::draw(seed, self.office.launched)),
            missing: self.office.missing_at(clinic),
        }
    }

    /// Returns how the desk says what its office knows.
    pub fn words(&self) -> Wording<'_> {
        Wording {
            office: &self.office,
            language: self.setup.language,
            naming: self.naming,
            date_order: self.setup.date_order,
            shows_desk_clock: self.setup.shows_desk_clock,
        }
    }

    /// Returns a content that the desk words in whatever language it has by then, from what its office knows now.
    pub(crate) fn each_language<T: Clone + Send + Sync + 'static>(
        &self,
        wording: impl Fn(Wording<'_>) -> T,
    ) -> InWords<T> {
        let each = Language::ALL.map(|language| {
            wording(Wording {
                language,
                ..self.words()
            })
        });
        InWords::new(move |language| each[language as usize].clone())
    }

    /// Returns the time zone of the appointment in the Appointment pane.
    pub fn zone_of_shown(&self, shown: &Shown) -> Tz {
        self.office.zone_at(
            shown.appointment.clinic,
            shown.provider.as_deref().unwrap_or_default(),
        )
    }

    /// Returns the time zone of the current form.
    pub fn zone(&self) -> Tz {
        self.setting().clock.zone
    }
}
