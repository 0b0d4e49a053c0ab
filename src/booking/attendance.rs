//! What an appointment's status says of the patient: awaited, here, seen, or not coming.

use super::Booked;

/// Whether somebody has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// They are to come. A status that isn't known is taken to mean this.
    Awaited,
    /// They have come, and are waiting or being seen.
    Here,
    /// They were seen.
    Seen,
    /// They did not come.
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
    /// What a status means.
    pub fn of(status: &str) -> Attendance {
        let known = KNOWN.iter().find(|(word, _)| status.trim().eq_ignore_ascii_case(word));
        known.map_or(Attendance::Awaited, |(_, attendance)| *attendance)
    }
}

impl Booked {
    /// Whether the patient is awaited, here, seen, or not coming.
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
