//! Absences. A new one is read back day by day with the appointments booked in it, and sent after a yes. The upcoming
//! ones are read out, and removed by number.

use booking::AwayWish;
use i18n::say;
use office::{AbsenceTask, AskedAbsence, SubmissionId};
use words::{ComingAbsences, Written, why_not_entered, why_not_taken_back};

use super::answer::numbered;
use super::conversation::Conversation;
use super::line::LineResult;
use super::lines::End;
use super::lists::{LONGEST, MOST};
use super::question::{Question, Topic};
use super::read_list::Numbering;
use runtime::Machine;

impl Conversation {
    /// Asks about the absence typed on the line.
    pub(super) fn enter_absence(&mut self, wish: AwayWish) -> Result<LineResult, End> {
        self.work(|office| office.want_absence(&wish));
        self.aside_from_line(|talk| talk.ask_about_absence(AbsenceTask::Enter(wish)))
    }

    /// Reads out the upcoming absences, and removes the one whose number is the answer.
    pub(super) fn coming_absences(&mut self) -> Result<(), End> {
        let mut listing = self.work(|office| ComingAbsences::ask(office, None));
        let language = self.language();
        let mut list = self.read_listing(&mut listing)?;
        list.rows.truncate(MOST);
        self.read_out(&list, Numbering::Places)?;
        let mut coming = listing.all(self.office());
        coming.truncate(MOST);
        if coming.is_empty() {
            return Ok(());
        }
        let question = Question::new(Topic::Absences, say!(language, "plain-absences"));
        let Some(text) = self.ask_text(&question)? else {
            return Ok(());
        };
        let chosen = numbered(&text).filter(|place| *place < coming.len());
        match chosen.map(|place| coming.swap_remove(place)) {
            Some(coming) => match why_not_taken_back(&coming, language) {
                None => self.ask_about_absence(AbsenceTask::TakeBack(coming)),
                Some(why) => self.print_without_keys(&why),
            },
            None => self.print(say!(language, "plain-no-such-choice")),
        }
    }

    /// Asks again about an absence in the Outbox, with all its days that wait there.
    pub(super) fn bring_absence_back(&mut self, id: SubmissionId) -> Result<(), End> {
        let task = self.work(|office| {
            let open = office.take_up(id)?;
            office.gather_absence(&open)
        });
        let Some(task) = task else {
            return Ok(());
        };
        if let AbsenceTask::Enter(wish) = &task {
            self.work(|office| office.want_absence(wish));
        }
        self.aside(|talk| talk.ask_about_absence(task))
    }

    /// Reads out an absence, and sends it after a yes. If its calendar has changed meanwhile, reads it out and asks
    /// again.
    fn ask_about_absence(&mut self, task: AbsenceTask) -> Result<(), End> {
        let mut asked = AskedAbsence::new(task);
        self.name_booked_in(&asked)?;
        loop {
            let said = self.words().written(Written::Absence(&asked));
            if asked.obstacle(self.office()).is_some() {
                return self.print_all(said);
            }
            let question = self.words().question_about_absence(&asked);
            let question = Question::whether(Topic::Send, &question, self.language());
            if !self.ask_whether(&question.after(said.clone()))? {
                return Ok(());
            }
            if let AbsenceTask::Enter(wish) = asked.task() {
                self.work(|office| office.refresh_absence(wish));
                self.name_booked_in(&asked)?;
            }
            if self.words().written(Written::Absence(&asked)) == said {
                return self.send_absence(&mut asked);
            }
        }
    }

    /// Waits for the data shown with an absence, and for the names of the patients booked in it.
    fn name_booked_in(&mut self, asked: &AskedAbsence) -> Result<(), End> {
        self.settle_until(|model| !asked.is_reading(&model.office))?;
        let booked = asked.booked(self.office());
        self.work(|office| office.name_booked(&booked));
        self.settle()
    }

    /// Sends an absence that was agreed to, and reads out the outcome.
    fn send_absence(&mut self, asked: &mut AskedAbsence) -> Result<(), End> {
        if let Some(obstacle) = asked.obstacle(self.office()) {
            let why = why_not_entered(&obstacle, self.language());
            return self.print_without_keys(&why);
        }
        if !asked.is_kept_here(self.office()) {
            let changes = asked.changes(self.office());
            if !self.agrees_to_going_alone(changes.first())? {
                return Ok(());
            }
        }
        self.work(|office| asked.send(office));
        self.wait(LONGEST, |session| {
            !asked.is_under_way(session.machine().office())
        })?;
        let outcome = self.words().written(Written::Absence(asked));
        self.print_all(outcome)?;
        self.has_written |= asked.has_changed(self.office());
        Ok(())
    }
}
