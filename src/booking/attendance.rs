//! Attendance as an appointment's status tells it: awaited, here, seen, or not coming.

use super::Booked;

/// Whether the patient has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// The patient is still to come. Unknown statuses count as this.
    Awaited,
    /// The patient has come, and is waiting or being seen.
    Here,
    /// The patient was seen.
    Seen,
    /// The patient did not come.
    Missed,
    /// The appointment does not take place.
    Off,
}

/// The statuses of both clinic APIs. At Aniva `confirmed` means that blood was drawn.
const KNOWN: [(&str, Attendance); 10] = [
    ("arrived", Attendance::Here),
    ("checked-in", Attendance::Here),
    ("fulfilled", Attendance::Seen),
    ("confirmed", Attendance::Seen),
    ("completed", Attendance::Seen),
    ("noshow", Attendance::Missed),
    ("cancelled", Attendance::Off),
    ("entered-in-error", Attendance::Off),
    ("proposed", Attendance::Off),
    ("waitlist", Attendance::Off),
];

impl Attendance {
    /// Returns the meaning of a status.
    pub fn of(status: &str) -> Attendance {
        let known = KNOWN.iter().find(|(word, _)| status.trim().eq_ignore_ascii_case(word));
        known.map_or(Attendance::Awaited, |(_, attendance)| *attendance)
    }
}

impl Booked {
    /// Returns whether the patient is awaited, here, seen, or not coming.
    pub fn attendance(&self) -> Attendance {
        Attendance::of(&self.status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::booking::booked::takes_time;

    #[test]
    fn whoever_does_not_come_takes_no_time() {
        let nobody_comes = |attendance| matches!(attendance, Attendance::Missed | Attendance::Off);
        for (word, attendance) in KNOWN.into_iter().chain([("booked", Attendance::Awaited)]) {
            assert_eq!(Attendance::of(&word.to_uppercase()), attendance);
            assert_eq!(takes_time(word), !nobody_comes(attendance), "{word}");
        }
    }
}
