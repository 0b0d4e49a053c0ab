//! Everything that stands against booking, in the order in which it is listed.

use std::borrow::Cow;

use crate::booking::Problem;
use crate::desk::Desk;

use super::state::Listed;

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
