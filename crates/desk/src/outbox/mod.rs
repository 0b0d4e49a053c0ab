//! The Outbox: its rows, their texts, and its keys.

mod view;

use crate::model::ProblemOf;
use crate::{
    Action, Code, Cx, Desk, Key, Pane, Part, Submission, SubmissionId, Submissions, line, note,
    problems,
};
use booking::Meaning;
use i18n::say;
use words::OutboxRow;

pub(crate) use view::page;

/// Returns the rows of the Outbox.
pub(crate) fn rows(desk: &Desk) -> Vec<OutboxRow<'_>> {
    desk.words().outbox()
}

/// Returns the number of rows.
pub fn outbox_row_count(desk: &Desk) -> usize {
    desk.office.changes().in_outbox().count()
}

/// Returns whether there is anything to list.
pub(crate) fn has_rows(desk: &Desk) -> bool {
    desk.office.changes().in_outbox().next().is_some()
}

/// Focuses the Outbox, or notes that it is empty.
pub(crate) fn show(cx: &mut Cx<'_>) {
    if has_rows(cx) {
        cx.turn_to_pane(Pane::Outbox);
    } else {
        cx.note(note!("outbox-empty"));
    }
}

fn keys_of_rows(desk: &Desk) -> Vec<SubmissionId> {
    let rows = desk.office.changes().in_outbox();
    rows.map(Submission::id).collect()
}

/// Returns the change in the chosen row.
fn chosen_submission(desk: &Desk) -> Option<&Submission> {
    let place = desk.outbox.place(&keys_of_rows(desk));
    desk.office.changes().in_outbox().nth(place)
}

/// Returns the lost change that the keys of the focused pane apply to.
pub(crate) fn selected_lost(desk: &Desk) -> Option<&Submission> {
    let open = match desk.panes.focused {
        Pane::Problems => match problems::chosen_row(desk)?.of {
            ProblemOf::Change(id, _) => desk.office.changes().get(id),
            _ => None,
        },
        Pane::Outbox => chosen_submission(desk),
        Pane::Line | Pane::Form | Pane::Appointment | Pane::Request => None,
    };
    open.filter(|open| open.meaning().is_some())
}

/// Returns the queued change that the keys of the Outbox apply to.
pub(crate) fn selected_queued(desk: &Desk) -> Option<&Submission> {
    chosen_submission(desk).filter(|open| open.is_queued() && desk.panes.focused == Pane::Outbox)
}

/// Returns the second step that waits in the chosen row of the Outbox, which a person who has looked at both
/// appointments takes off.
pub(crate) fn chosen_second_step(desk: &Desk) -> Option<&Submission> {
    selected_queued(desk).filter(|open| open.is_unfinished())
}

/// Returns the keys of the Outbox, for the last line.
pub(crate) fn outbox_footer(desk: &Desk) -> Vec<(Key, String)> {
    let language = desk.setup.language;
    let letter = |c| Key::plain(Code::Char(c));
    let mut keys = match selected_lost(desk).and_then(Submission::meaning) {
        Some(Meaning::Unknown) => vec![
            (letter('b'), say!(language, "now-it-is-booked")),
            (letter('n'), say!(language, "now-it-is-not-booked")),
        ],
        Some(_) => vec![
            (Key::plain(Code::Enter), say!(language, "now-bring-back")),
            (Key::plain(Code::Delete), say!(language, "now-drop")),
        ],
        None if selected_queued(desk).is_some() => {
            let all = (desk.office.changes().queued().count() > 1)
                .then(|| (letter('a'), say!(language, "now-all-queued")));
            let chosen = (Key::plain(Code::Enter), say!(language, "now-bring-back"));
            let drop = (Key::plain(Code::Delete), say!(language, "now-drop"));
            let drop = chosen_second_step(desk).map(|_| drop);
            [chosen].into_iter().chain(drop).chain(all).collect()
        }
        None => Vec::new(),
    };
    keys.push((
        desk.setup.keys.key(Action::CyclePanes),
        say!(language, "now-next-pane"),
    ));
    keys.push((Key::plain(Code::Escape), line::way_back(desk)));
    keys.into_iter()
        .map(|(key, does)| (key, does.to_owned()))
        .collect()
}

impl Part<'_, Submissions> {
    /// Chooses the row above or below.
    pub(crate) fn step_outbox_row(&mut self, action: Action) {
        let keys = keys_of_rows(self);
        self.outbox_mut().step(action, &keys);
    }

    /// Chooses the row at this index.
    pub(crate) fn choose_outbox_row(&mut self, place: usize) {
        let keys = keys_of_rows(self);
        self.outbox_mut().choose(&keys, place);
    }

    /// Keeps a row chosen while the Outbox is focused. Focuses the form once the Outbox is empty.
    pub(crate) fn keep_outbox_row(&mut self) {
        if self.panes.focused != Pane::Outbox {
            return;
        }
        let keys = keys_of_rows(self);
        self.outbox_mut().keep(&keys);
        if keys.is_empty() {
            self.focus_pane(Pane::Form);
        }
    }

    pub(crate) fn enter_in_outbox(&mut self) {
        if let Some(id) = selected_lost(self).map(Submission::id) {
            return self.bring_back(id);
        }
        if let Some(id) = selected_queued(self).map(Submission::id) {
            return self.take_back(id);
        }
        self.note(note!("outbox-known"));
    }
}
