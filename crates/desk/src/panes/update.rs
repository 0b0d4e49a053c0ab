//! Focusing and scrolling panes.

use std::time::Duration;

use crate::{
    Action, ClinicCall, Cx, Desk, Effect, Pane, Panes, ScreenShape, appointment, change_form, form,
    outbox, problems,
};
use booking::{Change, LookupActivity, LookupSchedule};
use office::until_next_second;

use super::view::extent;

/// Returns how far a pane is scrolled, in lines.
pub(super) fn scrolled(desk: &Desk, pane: Pane) -> u16 {
    scroll_place(pane).map_or(0, |place| desk.panes.scrolls[place])
}

/// Moves up or down by one: a row to pick, a line of text, a problem, a field.
pub(crate) fn vertical(desk: &mut Desk, down: bool) {
    let action = if down { Action::Down } else { Action::Up };
    match desk.panes.focused {
        Pane::Form if down && form::down_opens_rows(desk) => desk.forms().open_rows(),
        Pane::Form => {
            if desk.forms().move_choice(down) || desk.forms().move_by_line(down) {
                return;
            }
            desk.forms().step(down)
        }
        Pane::Problems => desk.facts().step_problem(action),
        Pane::Outbox => desk.submissions().step_outbox_row(action),
        Pane::Line => {}
        Pane::Appointment | Pane::Request => {
            let pane = desk.panes.focused;
            desk.handle(|cx| cx.scroll_by(pane, if down { 1 } else { -1 }));
        }
    }
}

/// Returns the available panes, in the order of focus.
pub(crate) fn available_panes(desk: &Desk) -> impl Iterator<Item = Pane> + '_ {
    let all = [
        Pane::Appointment,
        Pane::Problems,
        Pane::Outbox,
        Pane::Request,
    ];
    all.into_iter().filter(|pane| match pane {
        Pane::Outbox => outbox::has_rows(desk),
        Pane::Request => desk.panes.request_open,
        Pane::Line | Pane::Form | Pane::Appointment | Pane::Problems => true,
    })
}

/// Returns the pane that is focused next.
pub(super) fn next_pane(desk: &Desk) -> Pane {
    let mut order = vec![Pane::Form];
    order.extend(available_panes(desk));
    // What was queued names this key, and so does the first line once it can be sent.
    if desk.office.changes().queued().next().is_some() {
        order.retain(|pane| *pane != Pane::Outbox);
        order.insert(1, Pane::Outbox);
    }
    let here = order
        .iter()
        .position(|pane| *pane == desk.panes.focused)
        .unwrap_or(0);
    order[(here + 1) % order.len()]
}

/// Requests the view again when its change has changed.
pub(crate) fn sync_preview(desk: &mut Desk) {
    let change = match desk.change_form() {
        _ if !desk.panes.request_open => None,
        Some(_) => change_form::change_in_form(desk),
        None => desk.form().review().booking.clone().map(Change::Book),
    };
    let ticket = || desk.office.tickets.issue();
    let request = desk.panes.preview.want(change, desk.office.moment, ticket);
    desk.office.request(request.map(|(ticket, change)| {
        Effect::Clinic(ticket, ClinicCall::Preview(Box::new(change.clone())))
    }));
}

/// Returns the pane that is shown if there is room for only one.
pub(crate) fn front_pane(desk: &Desk) -> Pane {
    match desk.panes.front {
        Pane::Line | Pane::Form => Pane::Appointment,
        Pane::Request if !desk.panes.request_open => Pane::Appointment,
        Pane::Outbox if !outbox::has_rows(desk) => Pane::Appointment,
        Pane::Problems if desk.panes.focused != Pane::Problems && problems::is_empty(desk) => {
            Pane::Appointment
        }
        pane => pane,
    }
}

/// Returns whether the Outbox is visible, so that its countdown needs frames.
fn is_outbox_visible(desk: &Desk) -> bool {
    desk.overlays.is_empty()
        && (front_pane(desk) == Pane::Outbox || desk.geometry().shape == ScreenShape::Wide)
}

/// Returns the time until the countdown of a look-up shows another second, while it is visible.
pub(crate) fn outbox_due_in(desk: &Desk) -> Option<Duration> {
    let up = desk.office.moment.up;
    let counts = |lookup: &LookupSchedule| {
        matches!(
            lookup.doing(up),
            LookupActivity::Waiting(_) | LookupActivity::Looking
        )
    };
    let lookups: Vec<_> = desk
        .office
        .changes()
        .unresolved()
        .filter_map(|open| open.life.lookup())
        .collect();
    let is_visible = is_outbox_visible(desk) && lookups.iter().any(|lookup| counts(lookup));
    let next = lookups.iter().filter_map(|lookup| lookup.due()).min()?;
    is_visible.then(|| until_next_second(next, up))
}

impl Cx<'_> {
    pub(crate) fn cycle_panes(&mut self) {
        let next = next_pane(self);
        self.turn_to_pane(next);
    }

    /// Focuses a pane that a person moves to. The Appointment pane is then about the current patient: the appointment
    /// of another, on which its letters would act, is put away, and the current patient's next one is opened if it is
    /// known.
    pub(crate) fn turn_to_pane(&mut self, pane: Pane) {
        let puts_away = pane == Pane::Appointment
            && self.panes.focused != pane
            && appointment::shows_another(self);
        let put_away = match &self.appointment.shown {
            Some(shown) if puts_away => Some(appointment::note_of_put_away(self, shown)),
            _ => None,
        };
        let opens_next = appointment::knows_coming(self);
        self.then(move |desk| desk.focus_pane(pane));
        let Some(put_away) = put_away else { return };
        self.then(|desk| desk.appointment.shown = None);
        self.note(put_away);
        if opens_next {
            appointment::open_coming(1, self);
        }
    }

    /// Scrolls a page forward or back: one line less than is visible, so that none is skipped.
    pub(crate) fn scroll(&mut self, action: Action) {
        let pane = match self.panes.focused {
            Pane::Line | Pane::Form => self.panes.front,
            focused => focused,
        };
        let in_view = extent(self, pane).map_or(1, |(height, _)| height);
        let page = i32::from(in_view.saturating_sub(1).max(1));
        self.scroll_by(
            pane,
            if action == Action::ScrollDown {
                page
            } else {
                -page
            },
        );
    }

    pub(crate) fn scroll_by(&mut self, pane: Pane, lines: i32) {
        self.scroll_to(pane, i32::from(scrolled(self, pane)) + lines);
    }

    /// Scrolls a pane to begin with this line, at most until its last line is at the bottom.
    pub(crate) fn scroll_to(&mut self, pane: Pane, line: i32) {
        let last = extent(self, pane).map_or(u16::MAX, |(_, last)| last);
        let first = u16::try_from(line.max(0)).unwrap_or(u16::MAX).min(last);
        self.then(move |desk| desk.panes.scroll_to(pane, first));
    }
}

impl Panes {
    pub(crate) fn scroll_to(&mut self, pane: Pane, line: u16) {
        if let Some(place) = scroll_place(pane) {
            self.scrolls[place] = line;
        }
    }
}

fn scroll_place(pane: Pane) -> Option<usize> {
    match pane {
        Pane::Line | Pane::Form => None,
        Pane::Appointment => Some(0),
        Pane::Problems => Some(1),
        Pane::Request => Some(2),
        Pane::Outbox => Some(3),
    }
}
