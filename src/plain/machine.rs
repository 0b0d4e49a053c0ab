//! The machine of a conversation: its model, and the answers to its own requests.

use std::time::Duration;

use office::{Effect, Office, OfficeEvent, SAVE_PAUSE, save_before_effects};

use super::model::PlainModel;
use runtime::{FaceAnswers, Machine};

/// The machine of a conversation.
pub(super) struct PlainMachine {
    pub(super) model: PlainModel,
    /// The answers to the conversation's own requests.
    pub(super) answers: FaceAnswers,
}

impl PlainMachine {
    pub(super) fn new(model: PlainModel) -> PlainMachine {
        PlainMachine {
            model,
            answers: FaceAnswers::default(),
        }
    }

    /// Ends the work: the drafts are saved.
    pub(super) fn end(&mut self) {
        self.model.heard.has_ended = true;
    }

    /// Does what follows from the last event, and takes the requested effects. The drafts are saved within this time;
    /// `None` if none has changed.
    fn follow_up(&mut self, save_within: Option<Duration>) -> Vec<Effect> {
        let model = &mut self.model;
        model.hear();
        model.sync();
        model.hear();
        let has_ended = model.heard.has_ended;
        if model.manner.saves_drafts {
            save_before_effects(model, save_within, has_ended);
        }
        if has_ended {
            model.office.end();
        }
        model.office.take_effects()
    }
}

impl Machine for PlainMachine {
    type Message = OfficeEvent;

    fn event_in(message: &OfficeEvent) -> Option<&OfficeEvent> {
        Some(message)
    }

    fn begin(&mut self) -> Vec<Effect> {
        self.model.office.begin();
        self.follow_up(None)
    }

    fn handle(&mut self, event: OfficeEvent) -> Vec<Effect> {
        let save_within = event.save_delay();
        let unclaimed = self.model.handle(event);
        self.answers.keep(unclaimed);
        self.follow_up(save_within)
    }

    fn office(&self) -> &Office {
        &self.model.office
    }

    fn office_mut(&mut self) -> &mut Office {
        &mut self.model.office
    }

    fn take_effects(&mut self) -> Vec<Effect> {
        self.follow_up(Some(SAVE_PAUSE))
    }

    fn due_in(&self) -> Duration {
        let office = &self.model.office;
        let timers = [
            office.due_in(),
            office.drafts_due_in(),
            self.model.sheets.due_in(office),
        ];
        let minute = office.moment.until_next_minute();
        timers.into_iter().flatten().fold(minute, Duration::min)
    }
}
