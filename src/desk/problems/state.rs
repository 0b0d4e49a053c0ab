//! What the Problems pane lists.

use crate::booking::{Booking, Problem};

use crate::desk::Desk;

/// One row of the Problems pane.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    /// What it says.
    pub problem: &'a Problem,
    /// The unknown booking it speaks of, by its number.
    pub attempt: Option<usize>,
    /// The panels it speaks of, by the number of their order.
    pub panels: Option<usize>,
    /// The booking of the form in front that it is the outcome of.
    pub tried: Option<&'a Booking>,
}

impl Desk {
    /// What the Problems pane lists: what is unknown first, then panels that are not added, then what stands in the way of the form in front.
    pub fn listed(&self) -> Vec<Listed<'_>> {
        let unknown = self.unknown.iter().enumerate().flat_map(|(number, attempt)| {
            attempt.problems.iter().map(move |problem| Listed {
                problem,
                attempt: Some(number),
                panels: None,
                tried: None,
            })
        });
        let panels = self.panels.iter().enumerate().filter_map(|(number, order)| {
            order.problem().map(|problem| Listed {
                problem,
                attempt: None,
                panels: Some(number),
                tried: None,
            })
        });
        let tried = |problem: &Problem| self.form().judged().filter(|_| problem.meaning.is_some());
        let here = self.form().listed.iter();
        let here = here.map(|problem| Listed { problem, attempt: None, panels: None, tried: tried(problem) });
        unknown.chain(panels).chain(here).collect()
    }
}
