//! What the Problems pane lists.

use std::borrow::Cow;

use uuid::Uuid;

use crate::booking::{Booking, Claim, PerVendor, Problem, TimedVisit, Vendors};
use crate::desk::people::CalendarQuery;
use crate::desk::{OpenId, Remote};

/// What the Problems pane remembers, and what conflicts are found by.
#[derive(Clone)]
pub(in crate::desk) struct Problems {
    /// Which of the listed rows is chosen.
    pub(in crate::desk) chosen: Option<usize>,
    /// How many warnings of the form in front were there last, but for the field with the cursor.
    pub(super) warnings: usize,
    /// Whether the pane has come to the front because of a warning.
    pub(super) came_to_front: bool,
    /// What whom each form books with has on its days.
    pub(in crate::desk) days: PerVendor<Option<CalendarQuery>>,
    /// What the records hold of the visit in each form, and of its time.
    pub(in crate::desk) claims: PerVendor<Option<VisitClaims>>,
    /// The same of the move in front.
    pub(in crate::desk) move_claims: Option<VisitClaims>,
}

impl Problems {
    pub(in crate::desk) fn of(vendors: Vendors) -> Problems {
        Problems {
            chosen: None,
            warnings: 0,
            came_to_front: false,
            days: PerVendor::of(vendors, |_| None),
            claims: PerVendor::of(vendors, |_| None),
            move_claims: None,
        }
    }
}

/// One row of the Problems pane.
#[derive(Clone, Debug)]
pub struct Listed<'a> {
    /// What it says.
    pub problem: Cow<'a, Problem>,
    /// The lost change that it speaks of.
    pub change: Option<OpenId>,
    /// The panels it speaks of, by the number of their order.
    pub panels: Option<usize>,
    /// The collision it speaks of, by this desk's change.
    pub collision: Option<Uuid>,
    /// The booking of the form in front that it is the outcome of.
    pub tried: Option<&'a Booking>,
}

impl Listed<'_> {
    /// Whether it speaks of the form in front.
    pub fn is_of_form(&self) -> bool {
        self.change.is_none() && self.panels.is_none() && self.collision.is_none()
    }
}

/// The claims on a visit and its time.
#[derive(Clone, Debug)]
pub(in crate::desk) struct VisitClaims {
    pub(super) wanted: TimedVisit,
    pub(super) claims: Remote<Vec<Claim>>,
}
