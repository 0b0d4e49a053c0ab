//! The machine of a conversation: an office at which the conversation works, and an undrawn desk with the form of a
//! booking.

use std::collections::{HashMap, HashSet};
use std::mem;
use std::time::Duration;

use booking::Change;
use desk::{Desk, DeskEffect, Msg, due_in, update};
use office::{
    Answer, ChangeNews, Effect, FaceAnswer, Office, OfficeEvent, OfficeNews, Submission, Ticket,
};

use crate::runtime::Machine;

/// The ticket under which nothing was asked.
const NOTHING: Ticket = Ticket::new(0);

/// A desk, at whose office a conversation works: the conversation gets the answers that it has asked for, and the news of
/// the appointments that it alters.
pub(super) struct PlainMachine {
    /// The desk.
    pub(super) desk: Desk,
    /// The tickets under which the conversation has asked.
    asked: HashSet<Ticket>,
    answers: HashMap<Ticket, FaceAnswer>,
    news: Vec<OfficeNews>,
}

impl PlainMachine {
    pub(super) fn new(desk: Desk) -> PlainMachine {
        PlainMachine {
            desk,
            asked: HashSet::new(),
            answers: HashMap::new(),
            news: Vec::new(),
        }
    }

    /// Takes the answer under this ticket, if it has come.
    pub(super) fn take_answer(&mut self, ticket: Ticket) -> Option<FaceAnswer> {
        self.answers.remove(&ticket)
    }

    /// Takes the news for the conversation.
    pub(super) fn take_news(&mut self) -> Vec<OfficeNews> {
        mem::take(&mut self.news)
    }

    /// Opens these changes as a list.
    pub(super) fn open_list(&mut self, changes: Vec<Change>) {
        desk::bulk_of(&mut self.desk, changes);
    }

    /// Lets the office handle an event, and keeps what of it is for the conversation.
    fn handle_at_office(&mut self, event: OfficeEvent) {
        if let Some(ticket) = event.ended() {
            self.asked.remove(&ticket);
        }
        let unclaimed = self.desk.office.handle(event);
        self.answers.extend(unclaimed);
        self.keep_news();
    }

    /// Takes the news for the conversation out of those for the desk.
    fn keep_news(&mut self) {
        for news in mem::take(&mut self.desk.office.news) {
            if is_for_conversation(&news) {
                self.news.push(news);
            } else {
                self.desk.office.tell(news);
            }
        }
    }

    /// Whether an appointment is being altered.
    fn is_altering(&self) -> bool {
        let mut awaited = self.desk.office.changes.awaited();
        awaited.any(is_alteration)
    }
}

impl Machine for PlainMachine {
    fn handle(&mut self, message: Msg) -> Vec<DeskEffect> {
        match message {
            Msg::Office(OfficeEvent::Answer(ticket, answer))
                if answer.is_about_change() || self.asked.contains(&ticket) =>
            {
                self.handle_at_office(OfficeEvent::Answer(ticket, answer));
                // The desk draws its conclusions from what the office has learnt.
                let learnt = OfficeEvent::Answer(NOTHING, Answer::Probed(Ok(())));
                update(&mut self.desk, Msg::Office(learnt))
            }
            Msg::Office(event @ OfficeEvent::Time(_)) if self.is_altering() => {
                self.handle_at_office(event.clone());
                update(&mut self.desk, Msg::Office(event))
            }
            message => update(&mut self.desk, message),
        }
    }

    fn office(&self) -> &Office {
        &self.desk.office
    }

    fn office_mut(&mut self) -> &mut Office {
        &mut self.desk.office
    }

    fn take_effects(&mut self) -> Vec<DeskEffect> {
        self.keep_news();
        let effects = self.desk.office.take_effects();
        self.asked.extend(effects.iter().filter_map(Effect::ticket));
        effects.into_iter().map(DeskEffect::from).collect()
    }

    fn due_in(&self) -> Duration {
        due_in(&self.desk)
    }

    fn waits_for_first_pin(&self) -> bool {
        self.desk.office.lock.waits_for_first_pin()
    }
}

/// Whether a change alters an appointment, and is no row of a list and no day of an absence.
fn is_alteration(open: &Submission) -> bool {
    open.change().starts_from().is_some() && !open.is_of_bulk() && !open.is_of_absence()
}

fn is_for_conversation(news: &OfficeNews) -> bool {
    match news {
        OfficeNews::CallNotNoted(_) => true,
        OfficeNews::Change(news) => match &**news {
            ChangeNews::UnderWay(open)
            | ChangeNews::Checked(open)
            | ChangeNews::Withheld(open, _)
            | ChangeNews::Made(open, ..)
            | ChangeNews::NotMade(open, _)
            | ChangeNews::Unknown(open)
            | ChangeNews::NotAwaited { open, .. } => is_alteration(open),
            _ => false,
        },
        _ => false,
    }
}
