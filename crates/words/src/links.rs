//! The records and the clinics: their failures, and the consequences.

use chrono::{DateTime, TimeDelta, Utc};

use booking::{Cause, ClinicId, Mode, time, why_unread};
use i18n::{Language, MessageId, say};
use office::{StoreTrouble, whole_seconds};

use crate::Wording;

/// The largest difference between two clocks that is not mentioned.
const TOLERATED: TimeDelta = TimeDelta::seconds(60);

impl<'a> Wording<'a> {
    /// Returns the troubles of the records as sentences.
    pub fn store_remarks(self) -> impl Iterator<Item = String> + use<'a> {
        let troubles = &self.office.records().troubles;
        let language = self.language;
        // Each mode has records of its own, and their troubles usually share one reason.
        let is_repeated = |place: usize| match &troubles[place] {
            StoreTrouble::NotShared(_, why) => troubles[..place]
                .iter()
                .any(|other| matches!(other, StoreTrouble::NotShared(_, same) if same == why)),
            _ => false,
        };
        let places = (0..troubles.len()).filter(move |place| !is_repeated(*place));
        places.map(move |place| troubles[place].to_text(language))
    }

    /// Returns since when a clinic has been unreachable, and when it is tried next; `None` if it can be reached.
    pub fn unreachable(&self, clinic: ClinicId) -> Option<String> {
        let since = self.office.unreachable_since(clinic)?;
        Some(say!(
            self.language,
            "link-remark",
            clinic = clinic.name(),
            at = self.oclock(since),
            next = self.next_try(clinic)
        ))
    }

    /// Returns the clinic's verdict on its key, with advice.
    pub fn key_remark(&self, clinic: ClinicId) -> Option<String> {
        let refused = self.office.refused_key(clinic)?;
        Some(why_unread(refused, clinic, self.language))
    }

    /// Returns the verdict of a clinic that has certainly rejected the key altogether.
    pub fn dead_key_remark(&self, clinic: ClinicId) -> Option<String> {
        let is_certain = self.office.refused_key(clinic)?.report().cause != Cause::Forbidden;
        if is_certain {
            self.key_remark(clinic)
        } else {
            None
        }
    }

    /// Returns when an unreachable clinic is tried next.
    pub fn next_try(&self, clinic: ClinicId) -> String {
        match self.office.probe_due(clinic) {
            Some(due) => {
                let remaining = due.saturating_sub(self.office.moment.up);
                say!(
                    self.language,
                    "link-next-in",
                    seconds = whole_seconds(remaining)
                )
            }
            None => say!(self.language, "link-next-now").to_owned(),
        }
    }

    /// Returns the mode of a clinic as it is named in questions about sending: `in the SANDBOX`.
    pub fn mode_phrase(&self, clinic: ClinicId) -> &'static str {
        match self.office.mode_of(clinic) {
            Mode::Live => say!(self.language, "mode-live"),
            Mode::Test => say!(self.language, "mode-test"),
            Mode::Sandbox => say!(self.language, "mode-sandbox"),
        }
    }

    /// Returns a time of day on the desk's own clock.
    pub fn oclock(&self, at: DateTime<Utc>) -> String {
        time::to_the_minute(at, self.office.setup.zone, self.language)
    }

    /// Returns the sentence about the difference between this desk's clock and a clinic's server, if it is more than a
    /// minute.
    pub fn skew_remark(&self, clinic: ClinicId) -> Option<String> {
        let (by, which_way) = self.skew(clinic)?;
        Some(say!(
            self.language,
            MessageId::attribute("clock", which_way),
            by,
            clinic = clinic.name()
        ))
    }

    /// Returns by how much this clock is wrong, and in which direction: `behind` or `ahead`.
    pub fn skew(&self, clinic: ClinicId) -> Option<(String, &'static str)> {
        let ahead = self
            .office
            .skew(clinic)
            .filter(|ahead| ahead.abs() > TOLERATED)?;
        let which_way = if ahead > TimeDelta::zero() {
            "behind"
        } else {
            "ahead"
        };
        Some((how_far(ahead.abs(), self.language), which_way))
    }
}

/// Returns a duration in the largest unit that it holds at least twice.
fn how_far(apart: TimeDelta, language: Language) -> String {
    match apart {
        _ if apart >= TimeDelta::days(2) => say!(language, "clock-days", count = apart.num_days()),
        _ if apart >= TimeDelta::hours(2) => {
            say!(language, "clock-hours", count = apart.num_hours())
        }
        _ => say!(language, "clock-minutes", count = apart.num_minutes()),
    }
}
