//! The state of the Problems pane.

use uuid::Uuid;

use crate::{Chosen, Pane, Panes, SubmissionId};
use booking::FieldId;

#[derive(Clone, Default)]
pub(crate) struct Problems {
    pub(crate) chosen: Chosen<ProblemOf>,
    /// The last number of warnings of the current form that no field shows.
    pub(crate) warnings: usize,
    /// Whether the pane has come to the front because of a warning.
    pub(crate) came_to_front: bool,
}

impl Problems {
    /// Shows the pane in front if the line or the form is focused, from its first row unless the pane itself is
    /// focused.
    pub(crate) fn show(&mut self, panes: &mut Panes) {
        panes.show_problems();
        if panes.focused != Pane::Problems {
            self.chosen = Chosen::default();
        }
    }
}

/// The subject of a row of the Problems pane, with the number of the row among those of the subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ProblemOf {
    /// A field of the current form; `None` for the form as a whole.
    Form(Option<FieldId>, usize),
    /// A lost change.
    Change(SubmissionId, usize),
    /// The panels ordered for the appointment with this id.
    Panels(String),
    /// The collision of this desk's change, by its name in the records.
    Collision(Uuid),
}
