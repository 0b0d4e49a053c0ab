//! Machines that fall asleep between claiming a change and sending it, and what another desk does meanwhile.

use std::time::Duration;

use booking::{Cause, Change, Failure, Report};

use super::at_once::can_begin;
use super::in_touch::is_same_desk;
use super::world::{HEARD_AFTER, Happening, World};

/// How long a short sleep takes at most, and a long one: by then another desk has taken over what was left, and looked for
/// it for long enough.
const SLEEPS: [u64; 2] = [70, 240];

impl World {
    /// The machine of a window may fall asleep right before a change leaves, in one of ten cases.
    pub(super) fn falls_asleep(&mut self, number: usize, create: usize) -> bool {
        let falls = self.desks.is_some() && self.deadly > 0 && self.sleep.u8(0..10) == 0;
        let Some(run) = self.windows[number]
            .as_ref()
            .map(|window| window.run)
            .filter(|_| falls)
        else {
            return false;
        };
        let longest = self.sleep.choice(SLEEPS).unwrap_or(1);
        let seconds = self.sleep.u64(1..longest);
        let time = Duration::from_secs(seconds);
        self.notes(format_args!(
            "window {number} sleeps for {time:?} before {create} leaves"
        ));
        let until = self.now + time;
        self.windows[number]
            .iter_mut()
            .for_each(|window| window.asleep = Some(until));
        self.happens_in(time, Happening::Wakes(number, run, create));
        let meanwhile = Duration::from_millis(self.sleep.u64(0..seconds * 1000));
        self.happens_in(meanwhile, Happening::Meanwhile(create));
        true
    }

    /// A machine wakes: the change leaves only if its claim certainly holds.
    pub(super) fn wakes(&mut self, (number, run): (usize, u32), create: usize) {
        let Some(window) = self.windows[number]
            .as_mut()
            .filter(|window| window.run == run)
        else {
            return;
        };
        window.asleep = None;
        if self.sleep.bool() {
            // It renews its lease, or takes another one, before it goes on.
            self.keeps_in_touch(number);
            self.ends_its_step(number);
            // What it was told then comes before the change's answer.
            self.a_moment_goes_by(HEARD_AFTER);
        }
        let Some(window) = self.windows[number]
            .as_ref()
            .filter(|window| window.run == run)
        else {
            return;
        };
        let fence = window.books.fence(self.creates[create].ticket);
        if fence.is_none_or(|fence| fence()) {
            self.notes(format_args!("window {number} wakes, and {create} leaves"));
            return self.leaves_for_clinic(create);
        }
        self.notes(format_args!(
            "window {number} wakes, and {create} does not leave"
        ));
        let lapsed = Failure::NotSent(Report::of(Cause::Lapsed));
        self.creates[create]
            .task
            .iter_mut()
            .for_each(|task| task.is_answered(Err(lapsed.clone())));
        self.goes_on(create);
    }

    /// While a machine sleeps, somebody at another desk books the time that its change is for, or changes the appointment.
    pub(super) fn another_desk_goes_ahead(&mut self, create: usize) {
        let (asleep, _) = self.creates[create].from;
        let is_free = |number: &usize| {
            let desk = self.desk(*number);
            !is_same_desk(*number, asleep) && desk.is_some_and(can_begin)
        };
        let others: Vec<usize> = (0..self.windows.len()).filter(is_free).collect();
        let Some(other) = self.sleep.choice(others) else {
            return;
        };
        self.tells_time(other);
        let change = self.creates[create].change.clone();
        match (&change, change.starts_from()) {
            (Change::Book(_), _) => self.books_the_time_of(other, self.creates[create].wish),
            (_, Some(of)) => {
                self.notes(format_args!(
                    "person at {other} changes the appointment of {create} meanwhile"
                ));
                if self.proposes(other, of.clone()) {
                    self.confirms_the_change(other);
                }
            }
            _ => {}
        }
    }

    fn books_the_time_of(&mut self, window: usize, wish: usize) {
        self.has_room(window);
        let before = self.wishes[wish].clone();
        let Some(run) = self.windows[window].as_ref().map(|window| window.run) else {
            return;
        };
        if self.free_for(window) != Some(before.clinic) {
            return self.presses(window, "Ctrl+T");
        }
        let new = self.has_a_wish((window, run), before.clinic);
        self.wishes[new].is_then_too(&before);
        self.notes(format_args!(
            "person at {window} is for the time of wish {wish} meanwhile"
        ));
        self.types(window, new);
        self.quick_until = self.now + Duration::from_millis(200);
        self.presses(window, "Ctrl+S");
    }
}
