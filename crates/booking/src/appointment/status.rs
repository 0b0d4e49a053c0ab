//! Statuses of appointments in words, and whether an appointment on record is a booking.

use strum::{Display, EnumString, VariantArray, VariantNames};

use super::Attendance;
use i18n::{Language, MessageId, say};

/// The nine possible statuses of a new visit (ClinikAPI create, `status`).
#[derive(
    Clone, Copy, Debug, Display, EnumString, VariantArray, VariantNames, PartialEq, Eq, Hash,
)]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "each is its own word on the wire")]
pub enum Status {
    Proposed,
    Pending,
    Booked,
    Arrived,
    Fulfilled,
    Cancelled,
    #[strum(serialize = "noshow")]
    NoShow,
    CheckedIn,
    Waitlist,
}

impl Status {
    /// All nine, in the contract's order.
    pub const ALL: &'static [Status] = <Status as VariantArray>::VARIANTS;

    /// Their words, in the same order.
    pub const WORDS: &'static [&'static str] = <Status as VariantNames>::VARIANTS;

    /// Returns the word on the wire.
    pub const fn word(self) -> &'static str {
        Status::WORDS[self as usize]
    }

    /// Returns whether a visit with this status may be sent without a time: it is not fixed yet.
    pub(crate) fn needs_no_time(self) -> bool {
        matches!(self, Status::Proposed | Status::Pending | Status::Waitlist)
    }

    /// Returns the word on screen: `booked`, `gebucht`.
    pub fn to_text(self, language: Language) -> &'static str {
        status_text(self.word(), language)
    }

    /// Returns the statuses that begin with the typed text, by the word on screen or on the wire.
    pub fn beginning(text: &str, language: Language) -> Vec<Status> {
        let typed = text.trim().to_lowercase();
        let begins = |status: &Status| {
            status
                .words(language)
                .iter()
                .any(|word| word.starts_with(&typed))
        };
        Status::ALL.iter().copied().filter(begins).collect()
    }

    /// Returns the status that `text` names: by either of its words, or the first letters of exactly one.
    pub fn named(text: &str, language: Language) -> Option<Status> {
        let text = text.trim();
        // The usual content of the field; this is called for every field and frame.
        if text.is_empty() {
            return None;
        }
        if let Ok(status) = text.parse() {
            return Some(status);
        }
        let typed = text.to_lowercase();
        let exact = Status::ALL
            .iter()
            .copied()
            .find(|status| status.words(language).contains(&typed));
        exact.or_else(|| match Status::beginning(&typed, language)[..] {
            [only] => Some(only),
            _ => None,
        })
    }

    fn words(self, language: Language) -> [String; 2] {
        [
            self.word().to_owned(),
            self.to_text(language).to_lowercase(),
        ]
    }
}

/// The status of an appointment whose record states none.
pub(crate) const NOT_STATED: &str = "not stated";

/// Returns a status without surrounding blanks, if one is stated.
pub(crate) fn stated(status: &str) -> Option<&str> {
    Some(status.trim()).filter(|status| !status.is_empty() && *status != NOT_STATED)
}

/// The known statuses of all clinics by their own words, on screen, and with their meaning. ClinikAPI's are FHIR's; at
/// Aniva `confirmed` means that blood was drawn.
pub(super) static KNOWN: [(&str, MessageId, Attendance, Certainty); 13] = [
    (
        "proposed",
        MessageId::new("status-proposed"),
        Attendance::Off,
        Certainty::Tentative,
    ),
    (
        "pending",
        MessageId::new("status-pending"),
        Attendance::Awaited,
        Certainty::Tentative,
    ),
    (
        "booked",
        MessageId::new("status-booked"),
        Attendance::Awaited,
        Certainty::Confirmed,
    ),
    (
        "arrived",
        MessageId::new("status-arrived"),
        Attendance::Here,
        Certainty::Confirmed,
    ),
    (
        "fulfilled",
        MessageId::new("status-fulfilled"),
        Attendance::Seen,
        Certainty::Confirmed,
    ),
    (
        "cancelled",
        MessageId::new("status-cancelled"),
        Attendance::Off,
        Certainty::Cancelled,
    ),
    (
        "noshow",
        MessageId::new("status-noshow"),
        Attendance::Missed,
        Certainty::Cancelled,
    ),
    (
        "checked-in",
        MessageId::new("status-checked-in"),
        Attendance::Here,
        Certainty::Confirmed,
    ),
    (
        "waitlist",
        MessageId::new("status-waitlist"),
        Attendance::Off,
        Certainty::Tentative,
    ),
    (
        "scheduled",
        MessageId::new("status-scheduled"),
        Attendance::Awaited,
        Certainty::Confirmed,
    ),
    (
        "confirmed",
        MessageId::new("status-confirmed"),
        Attendance::Seen,
        Certainty::Confirmed,
    ),
    (
        "completed",
        MessageId::new("status-completed"),
        Attendance::Seen,
        Certainty::Confirmed,
    ),
    (
        "entered-in-error",
        MessageId::new("status-entered-in-error"),
        Attendance::Off,
        Certainty::Cancelled,
    ),
];

fn known(status: &str) -> Option<&'static (&'static str, MessageId, Attendance, Certainty)> {
    let status = status.trim();
    KNOWN
        .iter()
        .find(|(word, ..)| status.eq_ignore_ascii_case(word))
}

impl Attendance {
    /// Returns the meaning of a status.
    pub fn of(status: &str) -> Attendance {
        known(status).map_or(Attendance::Awaited, |(_, _, attendance, _)| *attendance)
    }

    /// Returns whether the patient comes, or has come.
    pub(super) fn takes_time(self) -> bool {
        !matches!(self, Attendance::Missed | Attendance::Off)
    }
}

/// Returns the known statuses under which an appointment does not take up its time.
pub fn statuses_without_time() -> impl Iterator<Item = &'static str> {
    KNOWN
        .iter()
        .filter(|(_, _, attendance, _)| !attendance.takes_time())
        .map(|(word, ..)| *word)
}

/// Returns the width in cells of the longest status of an appointment in a day.
pub fn status_room(language: Language) -> usize {
    let words = KNOWN
        .iter()
        .filter(|(word, ..)| *word != "entered-in-error");
    words
        .map(|(_, text, ..)| text.text(language).chars().count())
        .max()
        .unwrap_or_default()
}

/// Returns the status on screen; an unknown one stays as its clinic has it.
pub fn status_text(word: &str, language: Language) -> &str {
    known(word).map_or(word, |(_, text, ..)| text.text(language))
}

/// Returns the text of a usual appointment type; `None` for a clinic's own type.
pub(crate) fn type_name(word: &str, language: Language) -> Option<&'static str> {
    Some(match word {
        "ROUTINE" => say!(language, "type-routine"),
        "FOLLOWUP" => say!(language, "type-followup"),
        "WALKIN" => say!(language, "type-walkin"),
        "URGENT" => say!(language, "type-urgent"),
        _ => return None,
    })
}

/// Returns the appointment type among `words` that the typed text names on screen.
pub(crate) fn type_called(
    words: &'static [&'static str],
    typed: &str,
    language: Language,
) -> Option<&'static str> {
    let typed = typed.trim().to_lowercase();
    words
        .iter()
        .find(|word| type_name(word, language).is_some_and(|name| name.to_lowercase() == typed))
        .copied()
}

/// The certainty of a visit by its status; an unknown status has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certainty {
    Confirmed,
    Tentative,
    Cancelled,
}

impl Certainty {
    pub(crate) fn of(status: &str) -> Option<Certainty> {
        known(status).map(|(.., certainty)| *certainty)
    }
}

/// Returns whether a status means that nobody is booked, or not yet.
pub fn is_no_booking(status: &str) -> bool {
    matches!(
        Certainty::of(status),
        Some(Certainty::Tentative | Certainty::Cancelled)
    )
}

/// Returns whether a status means that nobody is booked yet, as of a request or an entry on the waiting list.
pub fn awaits_booking(status: &str) -> bool {
    Certainty::of(status) == Some(Certainty::Tentative)
}

/// Returns how an appointment was recorded, in a complete phrase: `booked`, `entered as cancelled, nobody is booked`.
pub fn recorded_as(status: &str, language: Language) -> String {
    let text = status_text(status, language);
    match status.trim().to_ascii_lowercase().as_str() {
        "booked" => say!(language, "outcome-booked").to_owned(),
        "scheduled" | "confirmed" => say!(language, "outcome-booked-as", status = text),
        known => say!(language, "outcome-recorded", known, status = text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Status;

    #[test]
    fn a_status_is_known_by_its_word_in_the_language_and_on_the_wire() {
        let german = |text| Status::named(text, Language::De);
        assert_eq!(german("gebucht"), Some(Status::Booked));
        assert_eq!(german("abg"), Some(Status::Cancelled));
        assert_eq!(german("WARTE"), Some(Status::Waitlist));
        assert_eq!(german("checked-in"), Some(Status::CheckedIn));
        assert_eq!(german("a"), None, "arrived, abgesagt, angemeldet");
        assert_eq!(Status::named("a", Language::En), Some(Status::Arrived));
        assert_eq!(Status::named("gebucht", Language::En), None);
        assert_eq!(Status::named("peru", Language::Fi), Some(Status::Cancelled));
        assert_eq!(german(" "), None);
    }

    #[test]
    fn english_says_what_a_front_desk_says_and_no_two_are_called_the_same() {
        let said_otherwise = [
            ("noshow", "no-show"),
            ("fulfilled", "done"),
            ("proposed", "requested"),
            ("entered-in-error", "in error"),
        ];
        for (word, said, ..) in &KNOWN {
            let other = said_otherwise.iter().find(|(other, _)| other == word);
            assert_eq!(
                said.text(Language::En),
                other.map_or(*word, |(_, said)| said)
            );
            assert!(said.text(Language::En).len() <= 10, "{word}");
        }
        for language in Language::ALL {
            for (place, one) in Status::ALL.iter().copied().enumerate() {
                assert_eq!(Status::named(one.to_text(language), language), Some(one));
                assert!(
                    !Status::ALL[..place]
                        .iter()
                        .any(|other| other.to_text(language) == one.to_text(language))
                );
            }
        }
        assert_eq!(status_text("in_transit", Language::De), "in_transit");
        assert_eq!(status_text("Cancelled", Language::De), "abgesagt");
    }

    #[test]
    fn each_has_room_in_the_day() {
        for language in Language::ALL {
            assert!(
                (10..=16).contains(&status_room(language)),
                "{language:?}: {}",
                status_room(language)
            );
        }
    }

    #[test]
    fn what_is_no_booking_is_not_called_booked() {
        for status in Status::ALL.iter().copied() {
            let said = recorded_as(status.word(), Language::En);
            let is_called_booked =
                said.contains("booked") && !said.contains("nobody") && !said.contains("not booked");
            assert_eq!(
                is_called_booked,
                status == Status::Booked,
                "{status}: {said}"
            );
            assert_eq!(
                is_no_booking(status.word()),
                status.needs_no_time() || [Status::Cancelled, Status::NoShow].contains(&status),
                "{status}"
            );
        }
        assert_eq!(recorded_as("mystery", Language::En), "entered as mystery");
        assert_eq!(recorded_as("scheduled", Language::En), "booked (scheduled)");
    }
}
