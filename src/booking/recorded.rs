//! Whether an appointment on record is a booking.

use super::status_said;
use crate::i18n::{Language, say};

/// How certain the visit is, by a status in its clinic's own word. ClinikAPI's statuses are FHIR's; Aniva's
/// are `scheduled`, `confirmed`, `completed`, `cancelled`. An unknown status tells nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    Confirmed,
    Tentative,
    Cancelled,
}

impl Certainty {
    pub(super) fn of(status: &str) -> Option<Certainty> {
        Some(match status.trim().to_ascii_lowercase().as_str() {
            "booked" | "arrived" | "checked-in" | "fulfilled" | "scheduled" | "confirmed" | "completed" => {
                Certainty::Confirmed
            }
            "proposed" | "pending" | "waitlist" => Certainty::Tentative,
            "cancelled" | "noshow" | "entered-in-error" => Certainty::Cancelled,
            _ => return None,
        })
    }
}

/// Returns whether a status means that nobody is booked, or not yet.
pub fn is_no_booking(status: &str) -> bool {
    matches!(Certainty::of(status), Some(Certainty::Tentative | Certainty::Cancelled))
}

/// What an appointment was recorded as, in words that stand alone: `booked`, `entered as cancelled, nobody is booked`.
pub fn recorded_as(status: &str, language: Language) -> String {
    match status.trim().to_ascii_lowercase().as_str() {
        "booked" => say!(language, "outcome-booked").to_owned(),
        "scheduled" | "confirmed" => {
            say!(language, "outcome-booked-as", status = status_said(status, language))
        }
        known => {
            say!(language, "outcome-recorded", known = known, status = status_said(status, language))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::booking::Status;

    #[test]
    fn what_is_no_booking_is_not_called_booked() {
        for status in Status::ALL.iter().copied() {
            let said = recorded_as(status.word(), Language::En);
            let is_called_booked =
                said.contains("booked") && !said.contains("nobody") && !said.contains("not booked");
            assert_eq!(is_called_booked, status == Status::Booked, "{status}: {said}");
            assert_eq!(
                is_no_booking(status.word()),
                !status.means_a_visit() || status == Status::NoShow,
                "{status}"
            );
        }
        assert_eq!(recorded_as("mystery", Language::En), "entered as mystery");
        assert_eq!(recorded_as("scheduled", Language::En), "booked (scheduled)");
    }
}
