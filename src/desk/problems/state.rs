//! What the Problems pane lists.

use std::borrow::Cow;

use crate::booking::{Booking, PerVendor, Problem, Vendors};
use crate::desk::claims::VisitClaims;
use crate::desk::{Desk, OpenId};

use crate::desk::people::CalendarQuery;

/// What the Problems pane remembers, and what conflicts are found by.
#[derive(Clone)]
pub(in crate::desk) struct Problems {
    /// Which of the listed rows is chosen.
    pub(in crate::desk) chosen: Option<usize>,
    /// What whom each form books with has on its days.
    pub(in crate::desk) days: PerVendor<Option<CalendarQuery>>,
    /// What the records hold of the visit in each form.
    pub(in crate::desk) claims: PerVendor<Option<VisitClaims>>,
}

impl Problems {
    pub(in crate::desk) fn of(vendors: Vendors) -> Problems {
        Problems {
            chosen: None,
            days: PerVendor::of(vendors, |_| None),
            claims: PerVendor::of(vendors, |_| None),
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
    /// The booking of the form in front that it is the outcome of.
    pub tried: Option<&'a Booking>,
}

impl Desk {
    /// What the Problems pane lists: what is unknown first, then panels that are not added, then what stands in the way of the form in front.
    pub fn listed(&self) -> Vec<Listed<'_>> {
        let language = self.setup.language;
        let unknown = self.changes.lost().flat_map(|open| {
            open.problems(language).into_iter().map(|problem| Listed {
                problem: Cow::Owned(problem),
                change: Some(open.id()),
                panels: None,
                tried: None,
            })
        });
        let panels = self.panels.iter().enumerate().filter_map(|(number, order)| {
            order.problem(language).map(|problem| Listed {
                problem: Cow::Owned(problem),
                change: None,
                panels: Some(number),
                tried: None,
            })
        });
        let tried = |problem: &Problem| self.form().judged().filter(|_| problem.meaning.is_some());
        let here = self.form().listed.iter();
        let here = here.map(|problem| Listed {
            problem: Cow::Borrowed(problem),
            change: None,
            panels: None,
            tried: tried(problem),
        });
        unknown.chain(panels).chain(here).collect()
    }
}
