//! Focusing and scrolling panes.

use crate::{
    Action, Asker, ChangeOverlay, ClinicCall, Cx, Desk, Effect, Intent, change, form, outbox, problems,
};
use booking::Change;

use super::view::extent;
use super::{Pane, Panes};

impl Desk {
    /// Returns how far a pane is scrolled, in lines.
    pub fn scrolled(&self, pane: Pane) -> u16 {
        scroll_place(pane).map_or(0, |place| self.panes.scrolls[place])
    }

    /// Moves up or down by one: a row to pick, a line of text, a problem, a field.
    pub(crate) fn vertical(&mut self, down: bool) {
        match self.panes.focused {
            Pane::Form if down && form::down_opens_rows(self) => self.forms().open_rows(),
            Pane::Form => {
                if self.forms().move_choice(down) || self.forms().move_by_line(down) {
                    return;
                }
                self.forms().step(down)
            }
            Pane::Problems => {
                self.choose_problem(down);
            }
            Pane::Outbox => {
                self.submissions().choose_intent(down);
            }
            Pane::Line => {}
            Pane::Appointment | Pane::Request => {
                let pane = self.panes.focused;
                self.handle(|cx| cx.scroll_by(pane, if down { 1 } else { -1 }));
            }
        }
    }

    fn choose_problem(&mut self, down: bool) {
        let count = problems::listed(self).len();
        if count > 0 {
            let at = self.problems.chosen.unwrap_or(0);
            self.problems.chosen = Some(if down { (at + 1).min(count - 1) } else { at.saturating_sub(1) });
        }
    }

    /// Returns the available panes, in the order of focus.
    pub fn panes(&self) -> impl Iterator<Item = Pane> + '_ {
        let all = [Pane::Appointment, Pane::Problems, Pane::Outbox, Pane::Request];
        all.into_iter().filter(|pane| match pane {
            Pane::Outbox => outbox::has_intents(self),
            Pane::Request => self.panes.request_open,
            _ => true,
        })
    }

    /// Returns the pane that takes the keys next.
    pub(crate) fn next_pane(&self) -> Pane {
        let mut order = vec![Pane::Form];
        order.extend(self.panes());
        let here = order.iter().position(|pane| *pane == self.panes.focused).unwrap_or(0);
        order[(here + 1) % order.len()]
    }

    /// Requests the view again when its change has changed.
    pub(crate) fn sync_preview(&mut self) {
        let change = match self.overlays.get::<ChangeOverlay>() {
            _ if !self.panes.request_open => None,
            Some(_) => change::change_in_form(self),
            None => self.form().review().booking.clone().map(Change::Book),
        };
        let ticket = || self.tickets.next(Asker::Preview);
        let asked = self.panes.preview.want(change, self.moment, ticket);
        self.effects.extend(
            asked.map(|(ticket, change)| {
                Effect::Clinic(ticket, ClinicCall::Preview(Box::new(change.clone())))
            }),
        );
    }

    /// Returns the pane that is shown if there is room for only one.
    pub fn front_pane(&self) -> Pane {
        match self.panes.front {
            Pane::Line | Pane::Form => Pane::Appointment,
            Pane::Request if !self.panes.request_open => Pane::Appointment,
            Pane::Outbox if !outbox::has_intents(self) => Pane::Appointment,
            Pane::Problems if self.panes.focused != Pane::Problems && problems::is_empty(self) => {
                Pane::Appointment
            }
            pane => pane,
        }
    }
}

impl Cx<'_> {
    pub(crate) fn cycle_panes(&mut self) {
        self.want(Intent::FocusPane(self.next_pane()));
    }

    /// Scrolls a page forward or back: one line less than is visible, so that none is passed over.
    pub(crate) fn scroll(&mut self, action: Action) {
        let pane = match self.panes.focused {
            Pane::Line | Pane::Form => self.panes.front,
            focused => focused,
        };
        let in_view = extent(self, pane).map_or(1, |(height, _)| height);
        let page = i32::from(in_view.saturating_sub(1).max(1));
        self.scroll_by(pane, if action == Action::ScrollDown { page } else { -page });
    }

    pub(crate) fn scroll_by(&mut self, pane: Pane, lines: i32) {
        self.scroll_to(pane, i32::from(self.scrolled(pane)) + lines);
    }

    /// Scrolls a pane to begin with this line, at most until its last line is at the bottom.
    pub(crate) fn scroll_to(&mut self, pane: Pane, line: i32) {
        let last = extent(self, pane).map_or(u16::MAX, |(_, last)| last);
        self.want(Intent::Scroll(pane, u16::try_from(line.max(0)).unwrap_or(u16::MAX).min(last)));
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
