//! A machine at work: its messages, its effects, and the effects that have not ended. A session executes the effects
//! and waits for their ends.

use std::collections::HashSet;

use office::{Effect, OfficeEvent, Ticket};

use super::machine::Machine;

/// A machine, and the tickets of its effects that have not ended.
pub(super) struct MachineAtWork<M> {
    machine: M,
    pending: HashSet<Ticket>,
}

impl<M: Machine> MachineAtWork<M> {
    /// Creates a machine without effects.
    pub(super) fn new(machine: M) -> MachineAtWork<M> {
        MachineAtWork {
            machine,
            pending: HashSet::new(),
        }
    }

    /// Returns the machine in its current state.
    pub(super) fn machine(&self) -> &M {
        &self.machine
    }

    /// Returns the machine, for operations that request nothing.
    pub(super) fn machine_mut(&mut self) -> &mut M {
        &mut self.machine
    }

    /// Begins the work. Returns the effects to execute.
    pub(super) fn begin(&mut self) -> Vec<Effect> {
        let effects = self.machine.begin();
        self.requested(effects)
    }

    /// Works at the machine. Also returns the effects to execute.
    pub(super) fn work<T>(&mut self, work: impl FnOnce(&mut M) -> T) -> (T, Vec<Effect>) {
        let result = work(&mut self.machine);
        let effects = self.machine.take_effects();
        (result, self.requested(effects))
    }

    /// Lets the machine handle a message. Returns the effects to execute.
    pub(super) fn tell(&mut self, message: M::Message) -> Vec<Effect> {
        if let Some(ticket) = M::event_in(&message).and_then(OfficeEvent::ended) {
            self.pending.remove(&ticket);
        }
        let effects = self.machine.handle(message);
        self.requested(effects)
    }

    /// Returns the tickets of the effects that have not ended.
    pub(super) fn pending(&self) -> &HashSet<Ticket> {
        &self.pending
    }

    fn requested(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        for effect in &effects {
            if let Effect::Abandon(abandoned) = effect {
                self.pending.remove(abandoned);
            }
            self.pending.extend(effect.ticket());
        }
        effects
    }
}
