//! Everything that stands against booking, in the order in which it is listed.

use std::borrow::Cow;

use crate::booking::Problem;
use crate::desk::Desk;

use super::state::Listed;

impl Desk {
    /// What the Problems pane lists: what collided with another desk's first, what is
    /// unknown, panels that are not added, then what stands in the way of the form in front.
    pub fn listed(&self) -> Vec<Listed<'_>> {
        let language = self.setup.language;
        let unknown = self.changes.lost().flat_map(|open| {
            open.problems(language).into_iter().map(|problem| Listed {
                problem: Cow::Owned(problem),
                change: Some(open.id()),
                panels: None,
                collision: None,
                tried: None,
            })
        });
        let panels = self.panels.iter().enumerate().filter_map(|(number, order)| {
            order.problem(language).map(|problem| Listed {
                problem: Cow::Owned(problem),
                change: None,
                panels: Some(number),
                collision: None,
                tried: None,
            })
        });
        let tried = |problem: &Problem| self.form().judged().filter(|_| problem.meaning.is_some());
        let here = self.form().listed.iter();
        let here = here.map(|problem| Listed {
            problem: Cow::Borrowed(problem),
            change: None,
            panels: None,
            collision: None,
            tried: tried(problem),
        });
        let collisions = self.collision_problems().map(|(collision, problem)| Listed {
            problem: Cow::Owned(problem),
            change: None,
            panels: None,
            collision: Some(collision),
            tried: None,
        });
        collisions.chain(unknown).chain(panels).chain(here).collect()
    }
}
