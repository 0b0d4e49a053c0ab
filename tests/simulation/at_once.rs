//! Two people at two desks who book one time of the same practitioner, or change one appointment, at the same moment.

use std::time::Duration;

use booking::{AppointmentRef, ClinicId};
use desk::Desk;

use super::in_touch::is_same_desk;
use super::world::{Create, World};

/// After this time desks that are in touch have told one another.
const TOLD: Duration = Duration::from_millis(200);

impl World {
    /// Two people type the same time, and book within the fifth of a second in which their desks have not told one
    /// another; or after it, and then each is asked. Where nobody else is free, one goes on alone.
    pub(super) fn two_book_at_once(&mut self, window: usize) {
        let others: Vec<usize> = (0..self.windows.len())
            .filter(|other| !is_same_desk(*other, window))
            .collect();
        let Some(other) = self.dice.choice(others) else {
            return;
        };
        let pair = [window, other];
        pair.iter().for_each(|window| self.has_room(*window));
        let [Some(clinic), Some(same)] = pair.map(|window| self.free_for(window)) else {
            return self.acts(window);
        };
        if clinic != same {
            return self.presses(other, "Ctrl+T");
        }
        let [one, second] = pair.map(|window| {
            let run = self.windows[window].as_ref().map_or(0, |window| window.run);
            self.has_a_wish((window, run), clinic)
        });
        self.wishes[one].is_with_somebody();
        let time = self.wishes[one].clone();
        self.wishes[second].is_then_too(&time);
        self.notes(format_args!(
            "people at {window} and {other} are for the same time"
        ));
        self.types(window, one);
        self.types(other, second);
        // What each desk reads before it sends takes as long as at the other one.
        self.quick_until = self.now + TOLD;
        for window in pair {
            let longest = self.dice.choice([1, 50, 300]).unwrap_or(1);
            let hesitates = self.dice.u64(0..longest);
            self.passes(Duration::from_millis(hesitates));
            self.presses(window, "Ctrl+S");
        }
    }

    /// Two people propose a change of one appointment each, and say that it shall go out within the fifth of a second.
    pub(super) fn two_change_at_once(&mut self, window: usize) {
        let is_free = |number: usize| self.desk(number).is_some_and(can_begin);
        let others = (0..self.windows.len()).filter(|other| !is_same_desk(*other, window));
        let others: Vec<usize> = others.filter(|other| is_free(*other)).collect();
        let is_own_free = is_free(window);
        let standing: Vec<AppointmentRef> = self.server.standing().collect();
        let (Some(other), Some(of)) = (self.dice.choice(others), self.dice.choice(standing)) else {
            return self.acts(window);
        };
        if !is_own_free {
            return self.acts(window);
        }
        self.notes(format_args!(
            "people at {window} and {other} are for the same appointment"
        ));
        let pair: Vec<usize> = [window, other]
            .into_iter()
            .filter(|window| {
                self.tells_time(*window);
                self.proposes(*window, of.clone())
            })
            .collect();
        self.quick_until = self.now + TOLD;
        for window in pair {
            let longest = self.dice.choice([1, 50, 300]).unwrap_or(1);
            let hesitates = self.dice.u64(0..longest);
            self.passes(Duration::from_millis(hesitates));
            self.confirms_the_change(window);
        }
    }

    /// A change leaves while the clinic is at work on another one of its appointment, and both desks could have known.
    pub(super) fn notes_what_is_at_clinic(&mut self, create: usize) {
        let about = |create: &Create| create.change.starts_from().map(|of| of.id.clone());
        let own = &self.creates[create];
        let others = self.creates.iter().enumerate().filter(|(place, other)| {
            let is_same = about(own).is_some() && about(own) == about(other);
            *place != create && is_same && self.is_at_clinic(*place)
        });
        let unknowing = |other: &Create| {
            own.is_alone || other.is_alone || self.is_hidden_by_restore([own, other])
        };
        let met: Vec<usize> = others
            .filter(|(_, other)| !unknowing(other))
            .map(|(place, _)| place)
            .collect();
        self.at_once
            .extend(met.into_iter().map(|other| (other, create)));
    }

    /// What somebody has typed at a window is put aside.
    pub(super) fn has_room(&mut self, window: usize) {
        self.tells_time(window);
        if self
            .desk(window)
            .is_some_and(|desk| can_begin(desk) && !desk.form().draft().is_blank())
        {
            self.presses(window, "Ctrl+N");
        }
    }

    /// The clinic that somebody at a window can book at now, if they can.
    pub(super) fn free_for(&self, window: usize) -> Option<ClinicId> {
        let desk = self
            .desk(window)
            .filter(|desk| can_begin(desk) && desk.form().draft().is_blank())?;
        Some(desk.clinic)
    }
}

/// Whether somebody can begin something there.
pub(super) fn can_begin(desk: &Desk) -> bool {
    desk.asked().is_none()
        && desk.overlays.is_empty()
        && desk.office.changes().under_way().is_none()
}
