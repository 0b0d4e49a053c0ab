//! A desk as the machine of a session.

use std::mem;
use std::time::Duration;

use desk::{Desk, DeskEffect, Msg, ScreenEffect, update};
use office::{Effect, Office, OfficeEvent};

use runtime::Machine;

/// A desk, and its effects beyond the office, which the session doesn't execute.
pub(super) struct DeskMachine {
    pub(super) desk: Desk,
    own: Vec<ScreenEffect>,
}

impl DeskMachine {
    /// Creates the machine of a desk without effects.
    pub(super) fn new(desk: Desk) -> DeskMachine {
        DeskMachine {
            desk,
            own: Vec::new(),
        }
    }

    /// Takes the desk's effects beyond its office.
    pub(super) fn take_own(&mut self) -> Vec<ScreenEffect> {
        mem::take(&mut self.own)
    }
}

impl Machine for DeskMachine {
    type Message = Msg;

    fn event_in(message: &Msg) -> Option<&OfficeEvent> {
        match message {
            Msg::Office(event) => Some(event),
            _ => None,
        }
    }

    fn begin(&mut self) -> Vec<Effect> {
        self.handle(Msg::Opened)
    }

    fn handle(&mut self, message: Msg) -> Vec<Effect> {
        let mut of_office = Vec::new();
        for effect in update(&mut self.desk, message) {
            match effect {
                DeskEffect::Office(effect) => of_office.push(effect),
                DeskEffect::Screen(effect) => self.own.push(effect),
            }
        }
        of_office
    }

    fn office(&self) -> &Office {
        &self.desk.office
    }

    fn office_mut(&mut self) -> &mut Office {
        &mut self.desk.office
    }

    fn due_in(&self) -> Duration {
        desk::due_in(&self.desk)
    }
}
