//! What a desk is set up with, and what follows from it: how real bookings are, and whose clock counts.

use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::booking::time::DateOrder;
use crate::booking::{CALL_LIMIT, Language, Mode, PerVendor, Place, Templates, Vendor, Vendors};
use crate::screen::Look;

use super::{Access, Keymap, Tutor};

/// What stays as it is for a session.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The zone of the desk's own wall clock.
    pub zone: Tz,
    /// The clinic APIs it books at.
    pub vendors: Vendors,
    /// The zone each one's clinic is in, for a place that doesn't say its own.
    pub clinic_zones: PerVendor<Tz>,
    /// The order of numeric dates, where it has been set.
    pub date_order: Option<DateOrder>,
    /// How real bookings at each backend are.
    pub modes: PerVendor<Mode>,
    /// The backend the desk opens with.
    pub backend: Vendor,
    /// The visits that the entry line knows by a letter.
    pub templates: Templates,
    /// The language of the interface.
    pub language: Language,
    /// Who books, for the record of overrides; none where nobody says.
    pub operator: Option<String>,
    /// What the desk is called, where it has a name.
    pub desk: Option<String>,
    /// How the desk looks as it opens.
    pub look: Look,
    /// Whether it may show colours at all.
    pub colour: bool,
    /// The group that new patients go to where a clinic API asks for one, by its slug; asked for where there is none.
    pub profile_groups: PerVendor<Option<String>>,
    /// What the references in comments are drawn from, another at each start; none where comments stay as
    /// they are typed.
    pub references: Option<u64>,
    /// Which keys do what.
    pub keys: Keymap,
    /// When it locks, how it is unlocked, and how it names people in lists.
    pub access: Access,
    /// Whether it takes the mouse from the terminal as it opens.
    pub mouse: bool,
    /// How long a call to a clinic may take.
    pub call_limit: Duration,
    /// Whether a person looks at its screen; else nothing is read that is only for the eye.
    pub is_on_screen: bool,
    /// Whether the desk's own clock stands beside the clinic's where they differ.
    pub shows_desk_clock: bool,
    /// Where the tutor begins, where it is open.
    pub tutor: Option<Tutor>,
}

impl Setup {
    /// A desk and its clinics in that zone, on the sandbox, opened with that backend; everything else as it is unless set.
    pub fn new(vendors: Vendors, zone: Tz, backend: Vendor) -> Setup {
        Setup {
            zone,
            vendors,
            clinic_zones: PerVendor::of(vendors, |_| zone),
            date_order: None,
            modes: PerVendor::of(vendors, |_| Mode::Sandbox),
            backend,
            templates: Templates::shipped(vendors),
            language: Language::default(),
            operator: None,
            desk: None,
            look: Look::default(),
            colour: true,
            profile_groups: PerVendor::of(vendors, |_| None),
            references: None,
            keys: Keymap::default(),
            access: Access::default(),
            mouse: false,
            call_limit: CALL_LIMIT,
            shows_desk_clock: true,
            is_on_screen: true,
            tutor: None,
        }
    }

    /// The zone whose wall clock an appointment runs on: that of the place it is at, where that has one, else that of
    /// the backend's clinic.
    pub fn zone_of(&self, backend: Vendor, place: Option<&Place>) -> Tz {
        place.and_then(|place| place.zone).unwrap_or(self.clinic_zones[backend])
    }
}

/// A moment, on the wall and on a clock that nobody sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// What the wall clock says.
    pub now: DateTime<Utc>,
    /// How long the desk has been up; never jumps.
    pub up: Duration,
}

impl Moment {
    /// The minute the wall clock shows, counted from 1970.
    pub fn minute(self) -> i64 {
        self.now.timestamp().div_euclid(60)
    }
}
