//! The clock on which times are read and shown, and the mode of each clinic.

use chrono::Datelike;
use zones::Zone;

use booking::time;
use booking::{ClinicId, Mode, Setting};
use i18n::Language;
use screen::cells;
use words::Wording;

use crate::{Desk, InWords, Shown, current};

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
    pub(crate) fn mode_phrase_of(&self, clinic: ClinicId) -> &'static str {
        self.words().mode_phrase(clinic)
    }

    /// Returns the setting for reading the current form's texts.
    pub fn setting(&self) -> Setting {
        self.setting_of(self.clinic)
    }

    /// Returns the setting of a clinic's form, with the clock of its location or else of the clinic. While
    /// another location is being picked, the clock stays as it was.
    pub fn setting_of(&self, clinic: ClinicId) -> Setting {
        let form = self.form_of(clinic);
        self.words().setting_of(form.draft(), form.zone())
    }

    /// Returns how the desk words what its office knows.
    pub fn words(&self) -> Wording<'_> {
        Wording {
            office: &self.office,
            language: self.setup.language,
            naming: self.naming,
            date_order: self.setup.date_order,
            shows_desk_clock: true,
            speaks: false,
        }
    }

    /// Returns a content in each language, from what the office knows now: a later change of the language translates
    /// it.
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
    pub(crate) fn zone_of_shown(&self, shown: &Shown) -> Zone {
        self.office.zone_at(
            shown.appointment.clinic,
            shown.provider.as_deref().unwrap_or_default(),
        )
    }

    /// Returns the time zone of the current form.
    pub fn zone(&self) -> Zone {
        self.setting().clock.zone
    }
}

/// Returns a text about times without the current year and the desk's own time zone; if it is too long, also without
/// the provider in brackets at its end.
pub(crate) fn shortened(desk: &Desk, when: &str, room: u16) -> String {
    let year = current::today(desk).year().to_string();
    let mut when = when.replace(&format!(" {year}"), "").replace(&year, "");
    let zone = desk.office.setup.zone;
    if desk.zone() == zone || cells(&when) > room {
        let word = time::zone_word_at(desk.office.moment.now, zone, desk.setup.language);
        when = when.replace(&format!(" {word}"), "");
    }
    match when.rsplit_once(", ") {
        Some((rest, with)) if cells(&when) > room && with.ends_with(')') && !with.contains('(') => {
            format!("{rest})")
        }
        _ => when,
    }
}
