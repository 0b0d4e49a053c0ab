//! Shows and alters appointments. Nothing is sent without a yes.

use std::time::Duration;

use crate::runtime::{Earlier, finish_earlier, submit};
use booking::{AppointmentRef, CancelReason, Change, ChangeKind, Meaning, Outcome, Status, Verb};
use desk::{Action, ChangeForm, Command, Pane, PanelRow, Shown, appointment_lines, reads_as_line};
use i18n::say;

use super::answer::{Keyword, LineAnswer, numbered};
use super::conversation::Conversation;
use super::lines::End;
use super::spoken;

/// How long an unfinished change is looked up before a new one is refused.
const LOOK_UP: Duration = Duration::from_secs(30);
/// The largest number of free times read out.
const MOST_TIMES: usize = 9;

impl Conversation {
    /// Asks for an appointment, reads it out, and asks what to change. The form keeps its text.
    pub(super) fn appointment(&mut self) -> Result<(), End> {
        let before = self.desk().panes.focused;
        let result = self.show_appointment();
        if self.is_altering() {
            self.act(Action::Close);
        }
        match (before, self.desk().panes.focused) {
            (Pane::Line, _) => self.act(Action::EntryLine),
            (_, Pane::Form) => {}
            (_, Pane::Line) => {
                let field = self.desk().form().focus();
                self.command(Command::Focus(self.desk().clinic, field));
            }
            _ => self.act(Action::Close),
        }
        result
    }

    fn show_appointment(&mut self) -> Result<(), End> {
        let language = self.language();
        let shown_id = self.shown_id();
        let question = match &shown_id {
            Some(id) => say!(language, "plain-which-appointment-or", stands = id.as_str()),
            None => say!(language, "plain-which-appointment").to_owned(),
        };
        let id = match (self.ask_here(&spoken::question(&question))?, shown_id) {
            (LineAnswer::Text(id), _) | (LineAnswer::Nothing, Some(id)) => id,
            (LineAnswer::Nothing | LineAnswer::Keyword(_), _) => return Ok(()),
        };
        let shown = self
            .desk()
            .appointment
            .shown
            .as_ref()
            .map(|shown| &shown.appointment);
        let clinic = match shown.filter(|appointment| appointment.id == id) {
            Some(appointment) => appointment.clinic,
            None => self
                .desk()
                .office
                .setup
                .clinics
                .of_id(&id, self.desk().clinic),
        };
        self.command(Command::Open(clinic, id.clone().into()));
        self.settle()?;
        if self.shown_id().as_ref() != Some(&id) || self.desk().appointment.opening.key().is_some()
        {
            return self.print_note();
        }
        let lines = appointment_lines(self.desk())
            .into_iter()
            .filter(|line| !line.is_empty());
        let unfinished = self
            .shown_ref()
            .map(|of| self.unfinished_text(&of))
            .unwrap_or_default();
        let lines: Vec<String> = lines.chain(unfinished).collect();
        self.print_all(lines)?;
        let verbs = self.verbs_of_shown();
        self.offer(
            verbs
                .iter()
                .map(|verb| say!(language, "now-verb", verb = *verb).to_owned()),
        )?;
        let Some(text) = self.ask_text(say!(language, "plain-what-becomes"))? else {
            return Ok(());
        };
        match numbered(&text).and_then(|place| verbs.get(place)) {
            Some(verb) => self.alter(*verb),
            None => self.print(say!(language, "plain-no-such-choice")),
        }
    }

    fn shown_ref(&self) -> Option<AppointmentRef> {
        self.desk().appointment.shown.as_ref().map(Shown::named)
    }

    /// Returns the verbs that the shown appointment allows.
    fn verbs_of_shown(&self) -> Vec<Verb> {
        let desk = self.desk();
        let Some(of) = self.shown_ref() else {
            return Vec::new();
        };
        let verbs = Verb::ALL.iter().copied();
        verbs
            .filter(|verb| desk.office.obstacle(*verb, &of).is_none())
            .collect()
    }

    /// Returns the problems of an appointment's unfinished changes.
    fn unfinished_text(&self, of: &AppointmentRef) -> Vec<String> {
        let desk = self.desk();
        let language = self.language();
        let problems = desk
            .office
            .changes
            .unfinished_about(of)
            .flat_map(|open| open.problems(language));
        problems.map(|problem| problem.what).collect()
    }

    /// Settles an appointment's unfinished changes, and says their outcome. Returns whether the appointment is
    /// still as it was read.
    pub(super) fn settle_earlier(&mut self, of: &AppointmentRef) -> Result<bool, End> {
        let changes = &self.desk().office.changes;
        if changes
            .unfinished_about(of)
            .chain(changes.missed_about(of))
            .next()
            .is_none()
        {
            return Ok(true);
        }
        let earlier = finish_earlier(self, of, LOOK_UP)?;
        self.print_news()?;
        match earlier {
            Earlier::Nothing => return Ok(true),
            Earlier::Unknown(_) | Earlier::Incomplete(_) => {
                let unfinished = self.unfinished_text(of);
                self.print_all(unfinished)?;
            }
            Earlier::Made(_, made) if made == of.id => self.print_note()?,
            Earlier::Made(_, made) => {
                self.print(&say!(
                    self.language(),
                    "finished-earlier",
                    new = made.as_str()
                ))?;
            }
        }
        Ok(false)
    }

    /// Settles earlier changes, opens the form of a change, fills it, and submits it after a yes.
    fn alter(&mut self, verb: Verb) -> Result<(), End> {
        if let Some(of) = self.shown_ref()
            && !self.settle_earlier(&of)?
        {
            return Ok(());
        }
        if verb == Verb::Remove {
            return self.submit_change(Command::Alter(verb));
        }
        self.command(Command::Alter(verb));
        if self.is_altering() {
            self.fill_and_send(verb.kind())
        } else {
            self.print_note()
        }
    }

    /// Asks for what the form of the change lacks, reads out the change, and submits it after a yes.
    pub(super) fn fill_and_send(&mut self, kind: ChangeKind) -> Result<(), End> {
        let is_filled = match kind {
            ChangeKind::Move if desk::change_in_form(self.desk()).is_some() => true,
            ChangeKind::Cancel => self.reason()? && !self.cancel_later()?,
            ChangeKind::Status => self.status()?,
            ChangeKind::Panels => self.panels()?,
            ChangeKind::Confirm => self.barcode()?,
            _ => self.new_time()?,
        };
        let Some(change) = desk::change_in_form(self.desk()).filter(|_| is_filled) else {
            return Ok(());
        };
        let language = self.language();
        let clinic = change.clinic();
        let what = self.desk().words().change_text(&change);
        let mode = self.desk().office.mode_of(clinic).word();
        self.print(&say!(
            language,
            "plain-goes-out",
            clinic = clinic.name(),
            mode,
            what
        ))?;
        let how = self.desk().mode_phrase_of(clinic);
        let question = say!(language, "plain-alter", kind, how);
        if self.ask_whether(&self.whether(&question))? {
            self.submit_change(Command::Act(Action::Book))
        } else {
            Ok(())
        }
    }

    /// Asks for the new time until there is one. Returns whether the change has a time.
    fn new_time(&mut self) -> Result<bool, End> {
        let language = self.language();
        let question = spoken::question(say!(language, "plain-new-time"));
        let mut offered = 0;
        loop {
            let text = match self.ask_here(&question)? {
                LineAnswer::Text(text) => match text.strip_prefix('@') {
                    Some(name) => {
                        self.set_provider(name.trim())?;
                        continue;
                    }
                    None => text,
                },
                LineAnswer::Keyword(Keyword::Times) => {
                    offered = self.offer_times()?;
                    continue;
                }
                LineAnswer::Nothing if desk::change_in_form(self.desk()).is_some() => {
                    return Ok(true);
                }
                LineAnswer::Nothing | LineAnswer::Keyword(_) => return Ok(false),
            };
            self.act(Action::ClearField);
            match numbered(&text).filter(|place| *place < offered) {
                Some(place) => (0..=place).for_each(|_| self.act(Action::Down)),
                None => self.type_text(&text),
            }
            match desk::new_time(self.desk()) {
                Some(Err(problem)) => self.print(&format!("{}.", problem.what(language)))?,
                Some(Ok(_)) if desk::change_in_form(self.desk()).is_some() => return Ok(true),
                Some(Ok(_)) => self.print(say!(language, "change-is-so"))?,
                None => {}
            }
        }
    }

    /// Sets the provider of the move if the name matches exactly one; otherwise lists the matches.
    fn set_provider(&mut self, name: &str) -> Result<(), End> {
        self.act(Action::ClearField);
        self.act(Action::NextField);
        self.settle()?;
        self.type_text(name);
        let matches: Vec<String> = desk::providers_to_choose(self.desk())
            .iter()
            .map(|entry| entry.name.clone())
            .collect();
        if let [name] = &matches[..] {
            self.act(Action::Enter);
            return self.print(name);
        }
        if desk::asks_for_provider(self.desk()) {
            self.act(Action::NextField);
        }
        if matches.is_empty() {
            self.print(say!(self.language(), "plain-no-such-choice"))
        } else {
            self.offer(matches)
        }
    }

    /// Lists the free times and returns their number.
    fn offer_times(&mut self) -> Result<usize, End> {
        self.act(Action::ClearField);
        self.settle()?;
        let desk = self.desk();
        let language = self.language();
        let visit = desk
            .change_form()
            .map(|form| AppointmentRef::visit(&form.of));
        let zone = visit.map_or(desk.office.setup.zone, |visit| desk.office.zone_of(&visit));
        // The first Down key selects the proposed time.
        let times = desk::times_to_move_to(desk)
            .into_iter()
            .skip(desk::proposed_time_to_move_to(desk));
        let times: Vec<String> = times
            .take(MOST_TIMES)
            .map(|slot| spoken::time_to_move_to(desk, &slot, zone))
            .collect();
        if times.is_empty() {
            self.print(say!(language, "change-times-none"))?;
        }
        let count = times.len();
        self.offer(times)?;
        Ok(count)
    }

    /// Asks for the cancellation reason; an empty answer takes the first usual one. Returns `false` if a
    /// command was typed instead.
    fn reason(&mut self) -> Result<bool, End> {
        let language = self.language();
        let reasons: Vec<&str> = CancelReason::ALL
            .iter()
            .map(|reason| reason.to_text(language))
            .collect();
        let question = say!(
            language,
            "plain-reason",
            last = reasons.len(),
            first = reasons[0]
        );
        self.offer(reasons.iter().copied().map(str::to_owned))?;
        let text = match self.ask_here(&spoken::question(&question))? {
            LineAnswer::Keyword(_) => return Ok(false),
            LineAnswer::Nothing => return Ok(true),
            LineAnswer::Text(text) => text,
        };
        let usual = numbered(&text).and_then(|place| reasons.get(place).copied());
        if usual.is_none() && reads_as_line(self.desk(), &text) {
            self.print(say!(language, "change-reason-is-line"))?;
            return Ok(false);
        }
        let of = self.desk().change_form().map(|form| form.of.clone());
        let change = of.and_then(|of| Change::cancelled(of, usual.unwrap_or(&text)));
        let Some(change) = change else {
            self.print(say!(language, "change-reason-unusable"))?;
            return Ok(false);
        };
        self.command(Command::Propose(Box::new(change)));
        Ok(true)
    }

    /// Offers choices, and types the answer: a choice by its number, or another text. An empty answer types
    /// nothing. Returns `false` if a command was typed instead.
    fn choose(&mut self, choices: &[&str], question: &str) -> Result<bool, End> {
        self.offer(choices.iter().copied().map(str::to_owned))?;
        match self.ask_here(&spoken::question(question))? {
            LineAnswer::Keyword(_) => return Ok(false),
            LineAnswer::Nothing => {}
            LineAnswer::Text(text) => {
                self.act(Action::ClearField);
                let choice = numbered(&text).and_then(|place| choices.get(place).copied());
                self.type_text(choice.unwrap_or(&text));
            }
        }
        Ok(true)
    }

    /// Asks whether to cancel the later appointments of the series too, if there are any, and cancels them all
    /// after a yes. Returns whether the answer was yes.
    fn cancel_later(&mut self) -> Result<bool, End> {
        let question = self.whether(say!(self.language(), "plain-all-later"));
        if !desk::cancels_one_of_several(self.desk()) || !self.ask_whether(&question)? {
            return Ok(false);
        }
        self.command(Command::CancelSeries);
        self.settle()?;
        if self.desk().bulk().is_some() {
            self.send_list()?;
        } else {
            self.print_note()?;
        }
        Ok(true)
    }

    /// Asks for the new status; an empty answer takes the proposed one. Returns whether there is a status.
    fn status(&mut self) -> Result<bool, End> {
        let language = self.language();
        let text = |status: Status| status.to_text(language);
        let statuses: Vec<&str> = desk::statuses_to_set(self.desk())
            .into_iter()
            .map(text)
            .collect();
        let question = say!(
            language,
            "plain-status",
            first = desk::new_status(self.desk()).map_or("", text)
        );
        if !self.choose(&statuses, &question)? {
            return Ok(false);
        }
        let is_set = desk::new_status(self.desk()).is_some();
        if !is_set {
            self.print(&say!(
                language,
                "change-not-clear",
                kind = ChangeKind::Status
            ))?;
        }
        Ok(is_set)
    }

    /// Lists the panels, and adds or takes off panels until the answer is empty. Returns whether anything
    /// changes.
    fn panels(&mut self) -> Result<bool, End> {
        let language = self.language();
        self.settle()?;
        loop {
            let rows: Vec<String> = desk::panels_to_choose(self.desk())
                .iter()
                .map(PanelRow::to_text)
                .collect();
            self.offer(rows)?;
            let text = match self.ask_here(&spoken::question(say!(language, "plain-panel")))? {
                LineAnswer::Text(text) => text,
                LineAnswer::Nothing => return Ok(desk::change_in_form(self.desk()).is_some()),
                LineAnswer::Keyword(_) => return Ok(false),
            };
            match numbered(&text).filter(|place| *place < desk::panels_to_choose(self.desk()).len())
            {
                Some(place) => (0..=place).for_each(|_| self.act(Action::Down)),
                None => self.type_text(&text),
            }
            self.act(Action::Enter);
        }
    }

    /// Asks for the barcode twice. Returns whether both are the same.
    fn barcode(&mut self) -> Result<bool, End> {
        let language = self.language();
        let again = say!(language, "draw-again");
        for question in [
            &*say!(language, "change-label", kind = ChangeKind::Confirm),
            again,
        ] {
            let Some(text) = self.ask_text(question)? else {
                return Ok(false);
            };
            self.type_text(&text);
            self.act(Action::Enter);
        }
        let is_clear = desk::change_in_form(self.desk()).is_some();
        if !is_clear {
            self.print(&say!(
                language,
                "change-not-clear",
                kind = ChangeKind::Confirm
            ))?;
        }
        Ok(is_clear)
    }

    /// Submits a change with this command and reads out the outcome.
    fn submit_change(&mut self, command: Command) -> Result<(), End> {
        match submit(self, command, Duration::ZERO)? {
            None => Ok(()),
            Some(Outcome::Failed(Meaning::Unknown) | Outcome::Incomplete(_)) => {
                self.print_unknown()
            }
            Some(_) if self.is_altering() => self.print_conflicts(),
            Some(outcome) => {
                self.print_note()?;
                let Outcome::Made(..) = outcome else {
                    return Ok(());
                };
                self.has_altered = true;
                self.print_shown()
            }
        }
    }

    pub(super) fn print_conflicts(&mut self) -> Result<(), End> {
        let problems = desk::problems_of_change_form(self.desk());
        self.print_problems(&problems)
    }

    /// Returns whether the form for a change is in front.
    pub(super) fn is_altering(&self) -> bool {
        self.desk().overlays.shows::<ChangeForm>()
    }
}
