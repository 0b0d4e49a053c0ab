//! Shows and alters appointments. Nothing is sent without a yes.

use std::mem;
use std::time::Duration;

use booking::line::TypedDetails;
use booking::{AppointmentRef, Change, ChangeKind, FieldId, Problem, Status, Verb};
use clerk::{Earlier, finish_earlier};
use i18n::say;
use office::{
    AskedChange, CancelCase, ChangeCase, DetailsCase, DrawCase, LaterOfSeries, PanelsCase,
    ReasonChoice, SeveralAsked, StatusCase, SubmissionId, TypedText,
};
use words::{Shown, Written, panel_text};

use super::answer::{LineAnswer, numbered};
use super::conversation::{self, Conversation};
use super::lines::End;
use super::new_time::AskedMove;
use super::question::{Question, Topic};

/// How long an unfinished change is looked up before a new one is refused.
const LOOK_UP: Duration = Duration::from_secs(30);

/// The answers to the questions about a change.
pub(super) enum FilledChange {
    /// The changes to send, one after the other.
    Changes(Vec<AskedChange>),
    /// There is nothing to send, or it has been sent.
    Nothing,
    /// Back to the previous question.
    Back,
}

/// Whether a change was filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filled {
    /// The question was asked, and the change sent if the answer was yes.
    Done,
    /// Back to the previous question.
    Back,
}

/// The answer to a question about a detail of an appointment.
pub(super) enum DetailAnswer {
    /// The detail is unchanged.
    Stays,
    /// The new text or id.
    New(String),
    /// Back to the previous question.
    Back,
}

impl From<AskedChange> for FilledChange {
    fn from(asked: AskedChange) -> FilledChange {
        FilledChange::Changes(vec![asked])
    }
}

impl FilledChange {
    /// Returns the change, if there is one.
    pub(super) fn of(change: Option<Change>) -> FilledChange {
        change.map_or(FilledChange::Nothing, |change| {
            AskedChange::from(change).into()
        })
    }
}

impl Conversation {
    /// Asks for an appointment, reads it out, and asks what to change. The form is unchanged.
    pub(super) fn appointment(&mut self) -> Result<(), End> {
        self.aside(Conversation::show_appointment)
    }

    /// Talks about a separate subject, outside of the booking.
    pub(super) fn aside<T>(
        &mut self,
        talk: impl FnOnce(&mut Conversation) -> Result<T, End>,
    ) -> Result<T, End> {
        let before = mem::replace(&mut self.is_aside, true);
        let result = talk(self);
        self.is_aside = before;
        result
    }

    fn show_appointment(&mut self) -> Result<(), End> {
        let language = self.language();
        let shown = self
            .model()
            .heard
            .shown
            .as_ref()
            .map(|shown| (shown.appointment.clinic, shown.appointment.id.clone()));
        let question = match &shown {
            Some((_, id)) => say!(language, "plain-which-appointment-or", stands = id.as_str()),
            None => say!(language, "plain-which-appointment").to_owned(),
        };
        let question = Question::new(Topic::Appointment, &question);
        let id = match (self.ask(&question)?, &shown) {
            (LineAnswer::Text(id), _) => id,
            (LineAnswer::Nothing, Some((_, id))) => id.clone(),
            (LineAnswer::Nothing, None) => return Ok(()),
            (LineAnswer::Keyword(_), _) => {
                return self.print(say!(language, "plain-left-as-it-was"));
            }
        };
        let clinic = match shown.filter(|(_, other)| *other == id) {
            Some((clinic, _)) => clinic,
            None => {
                let clinics = self.office().setup.clinics;
                clinics.of_id(&id, self.model().clinic)
            }
        };
        let Some(shown) = self.read_appointment(clinic, &id)? else {
            return Ok(());
        };
        self.print_opened(&shown)?;
        let unfinished = self.unfinished_text(&shown.named());
        self.print_all(unfinished)?;
        let verbs = self.verbs_of(&shown.named());
        let labels = verbs
            .iter()
            .map(|verb| say!(language, "now-verb", verb = *verb).to_owned());
        let labels = conversation::numbered(labels);
        loop {
            let question = Question::new(Topic::WhatBecomes, say!(language, "plain-what-becomes"));
            let question = question.after(labels.iter().cloned());
            let Some(text) = self.ask_text(&question)? else {
                return Ok(());
            };
            match numbered(&text).and_then(|place| verbs.get(place)) {
                Some(verb) if self.alter(*verb, &shown)? == Filled::Back => {}
                Some(_) => return Ok(()),
                None => self.print(say!(language, "plain-no-such-choice"))?,
            }
        }
    }

    /// Returns the verbs that an appointment allows.
    fn verbs_of(&self, of: &AppointmentRef) -> Vec<Verb> {
        let verbs = Verb::ALL.iter().copied();
        verbs
            .filter(|verb| self.office().obstacle(*verb, of).is_none())
            .collect()
    }

    /// Returns the problems of an appointment's unfinished changes.
    fn unfinished_text(&self, of: &AppointmentRef) -> Vec<String> {
        let language = self.language();
        let problems = self
            .office()
            .changes()
            .unfinished_about(of)
            .flat_map(|open| open.problems(language));
        problems.map(|problem| problem.what).collect()
    }

    /// Settles an appointment's unfinished changes, and says their outcome. Returns whether the appointment is still as
    /// it was read.
    pub(super) fn settle_earlier(&mut self, of: &AppointmentRef) -> Result<bool, End> {
        let changes = self.office().changes();
        if changes
            .unfinished_about(of)
            .chain(changes.missed_about(of))
            .next()
            .is_none()
        {
            return Ok(true);
        }
        self.with_model(|model| model.heard.made = None);
        let earlier = finish_earlier(self, of, LOOK_UP)?;
        self.print_news()?;
        match earlier {
            Earlier::Nothing => return Ok(true),
            Earlier::Unknown(_) | Earlier::Incomplete(_) => {
                let unfinished = self.unfinished_text(of);
                self.print_all(unfinished)?;
            }
            Earlier::Made(_, made) if made == of.id => {
                let made = self.with_model(|model| model.heard.made.take());
                self.print_all(made)?;
            }
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

    /// Settles earlier changes, asks for what a change lacks, and submits it after a yes.
    fn alter(&mut self, verb: Verb, shown: &Shown) -> Result<Filled, End> {
        let of = shown.named();
        if !self.settle_earlier(&of)? || !self.check_allowed(verb, &of)? {
            return Ok(Filled::Done);
        }
        self.fill_and_send(verb, shown, AskedMove::default())
    }

    /// Says why an appointment does not allow a change. Returns whether it does.
    pub(super) fn check_allowed(&mut self, verb: Verb, of: &AppointmentRef) -> Result<bool, End> {
        let office = self.office();
        let why = office
            .obstacle(verb, of)
            .map(|why| why.to_text(of, office.zone_of(&of.visit()), self.language()));
        let is_allowed = why.is_none();
        self.print_all(why)?;
        Ok(is_allowed)
    }

    /// Asks for what a change lacks, reads it out, and submits it after a yes. `to` is what is known of the new time.
    pub(super) fn fill_and_send(
        &mut self,
        verb: Verb,
        shown: &Shown,
        to: AskedMove,
    ) -> Result<Filled, End> {
        let of = shown.named();
        let now = self.office().moment.now;
        let filled = match ChangeCase::new(verb, &of, Some(&shown.appointment), now) {
            ChangeCase::Move(_) => self.move_of_one_or_series(shown, to)?,
            ChangeCase::Cancel(case) => self.cancellation(case, shown)?,
            ChangeCase::Status(case) => self.status(case, &of)?,
            ChangeCase::Details(case) => self.details(case, shown)?,
            ChangeCase::Panels(case) => self.panels(case, shown)?,
            ChangeCase::ConfirmDraw(case) => self.barcode(case, &of)?,
            // The question whether to remove it comes when it is submitted.
            ChangeCase::Remove => {
                if let Some(removal) = Change::removed(of) {
                    self.submit_change(&removal.into())?;
                }
                return Ok(Filled::Done);
            }
        };
        match filled {
            FilledChange::Changes(changes) => self.send_after_a_yes(&changes, None)?,
            FilledChange::Nothing => {}
            FilledChange::Back => {
                self.print(say!(self.language(), "plain-left-as-it-was"))?;
                return Ok(Filled::Back);
            }
        }
        Ok(Filled::Done)
    }

    /// Reads out changes of one kind to one appointment, and submits them one by one after a yes. The change may have
    /// waited in the Outbox.
    pub(super) fn send_after_a_yes(
        &mut self,
        changes: &[AskedChange],
        outbox: Option<SubmissionId>,
    ) -> Result<(), End> {
        let Some(first) = changes.first().map(|asked| &asked.change) else {
            return Ok(());
        };
        let language = self.language();
        let how = self.words().mode_phrase(first.clinic());
        let question = say!(language, "plain-alter", kind = first.kind(), how);
        let written = changes.iter().flat_map(|asked| self.written(asked));
        let question = Question::whether(Topic::Send, &question, language).after(written);
        if !self.ask_whether(&question)? {
            return self.print(say!(language, "plain-left-as-it-was"));
        }
        for asked in changes {
            if !self.submit_from(outbox, asked)? {
                break;
            }
        }
        Ok(())
    }

    /// Asks whether to write these lines to the desks' own records, and says if nothing was written. The form is
    /// unchanged.
    pub(super) fn agrees_to_write(
        &mut self,
        written: Vec<String>,
        question: &str,
    ) -> Result<bool, End> {
        let question = Question::whether(Topic::Note, question, self.language()).after(written);
        let agrees = self.aside(|talk| talk.ask_whether(&question))?;
        if !agrees {
            self.print(say!(self.language(), "plain-left-as-it-was"))?;
        }
        Ok(agrees)
    }

    /// Returns what a change will write, for reading out before a question about it.
    pub(super) fn written(&self, asked: &AskedChange) -> Vec<String> {
        let shown = self.model().heard.shown.as_ref();
        let read = shown.map(|shown| &shown.appointment);
        self.words().written(Written::Change(asked, read))
    }

    /// Asks for the reason of a cancellation, and whether to cancel the rest of the series, too. An empty answer takes
    /// the first listed reason.
    fn cancellation(&mut self, mut case: CancelCase, shown: &Shown) -> Result<FilledChange, End> {
        let language = self.language();
        let of = shown.named();
        let listed = ReasonChoice::listed(of.clinic);
        let texts: Vec<&str> = listed
            .iter()
            .filter_map(|reason| reason.text(language))
            .collect();
        let question = say!(
            language,
            "plain-reason",
            last = texts.len(),
            first = texts.first().copied().unwrap_or_default()
        );
        let choices = conversation::numbered(texts.into_iter().map(str::to_owned));
        let question = Question::new(Topic::Reason, &question).after(choices);
        let mut typed = String::new();
        match self.ask(&question)? {
            LineAnswer::Keyword(_) => return Ok(FilledChange::Back),
            LineAnswer::Nothing => {}
            LineAnswer::Text(text) => match numbered(&text).and_then(|place| listed.get(place)) {
                Some(reason) => case.choose(Some(*reason)),
                None => {
                    case.give_own(self.typed_text(&text));
                    typed = text;
                }
            },
        }
        let Some(change) = case.change(&of, &typed, language) else {
            self.print(if case.has_line() {
                say!(language, "change-reason-is-line")
            } else {
                say!(language, "change-reason-unusable")
            })?;
            return Ok(FilledChange::Nothing);
        };
        let reason = case.reason(of.clinic, &typed, language);
        let series = SeveralAsked {
            reason: reason.map(Into::into),
            ..SeveralAsked::of(Verb::Cancel)
        };
        if self.change_series(shown, &series)? {
            return Ok(FilledChange::Nothing);
        }
        Ok(AskedChange::from(change).into())
    }

    /// Asks for each detail, the patient last. An empty answer keeps it.
    fn details(&mut self, mut case: DetailsCase, shown: &Shown) -> Result<FilledChange, End> {
        let mut order: Vec<usize> = (0..case.rows().len()).collect();
        order.sort_by_key(|place| case.rows()[*place].is_patient());
        let mut at = 0;
        while let Some(place) = order.get(at) {
            case.ask_for(*place);
            let answer = match case.row() {
                Some(row) if row.is_patient() => self.other_patient(shown)?,
                Some(row) => self.detail(shown, row.field)?,
                None => break,
            };
            match answer {
                DetailAnswer::New(patient) if case.is_at_patient() => case.give_to(patient),
                DetailAnswer::New(text) => {
                    case.type_text(self.typed_text(&text));
                    if case.has_line() {
                        self.print(say!(self.language(), "details-is-line"))?;
                        return Ok(FilledChange::Nothing);
                    }
                }
                DetailAnswer::Stays => case.leave(),
                DetailAnswer::Back if at == 0 => return Ok(FilledChange::Back),
                DetailAnswer::Back => {
                    case.leave();
                    at -= 1;
                    continue;
                }
            }
            at += 1;
        }
        self.read_details(&case, shown)
    }

    /// Asks for a detail.
    fn detail(&mut self, shown: &Shown, field: FieldId) -> Result<DetailAnswer, End> {
        let language = self.language();
        let label = field.label(language);
        let question = match shown.appointment.detail(field) {
            Some(stands) => say!(language, "plain-detail-or", label, stands),
            None => label.to_owned(),
        };
        Ok(match self.ask(&Question::new(Topic::Detail, &question))? {
            LineAnswer::Keyword(_) => DetailAnswer::Back,
            LineAnswer::Nothing => DetailAnswer::Stays,
            LineAnswer::Text(text) => DetailAnswer::New(text),
        })
    }

    /// Gives an appointment the details that a line states, after a yes.
    pub(super) fn change_details(
        &mut self,
        shown: &Shown,
        details: &TypedDetails,
    ) -> Result<(), End> {
        let of = shown.named();
        let mut case = DetailsCase::of(&shown.appointment);
        let text = details.text.as_ref();
        let typed = text.map(|detail| self.typed_text(&detail.text));
        if !case.take_typed(details, typed, &of) {
            let clinic = of.clinic.name();
            return self.print(&say!(self.language(), "change-no-such-call", clinic));
        }
        match self.read_details(&case, shown)? {
            FilledChange::Changes(changes) => self.send_after_a_yes(&changes, None),
            FilledChange::Nothing | FilledChange::Back => Ok(()),
        }
    }

    /// Returns the change of the details; if there is none, says why.
    fn read_details(&mut self, case: &DetailsCase, shown: &Shown) -> Result<FilledChange, End> {
        let of = shown.named();
        let provider = of.provider.clone().unwrap_or_default();
        let setting = self.words().setting_at(of.clinic, &provider);
        match case.change(&of, &setting) {
            Some(Ok(change)) => Ok(AskedChange::from(change).into()),
            Some(Err(problems)) => {
                self.print_all(problems.into_iter().map(|problem: Problem| problem.what))?;
                Ok(FilledChange::Nothing)
            }
            None => Ok(FilledChange::Nothing),
        }
    }

    fn typed_text<'a>(&self, text: &'a str) -> TypedText<'a> {
        let clinic = self.model().clinic;
        let clock = self.model().setting().clock;
        self.office().typed_text(text, clinic, &clock)
    }

    /// Asks for the new time, and whether to move the later appointments of the series by as much, too.
    fn move_of_one_or_series(&mut self, shown: &Shown, to: AskedMove) -> Result<FilledChange, End> {
        let filled = self.new_time(shown, to)?;
        let of = shown.named();
        let first = match &filled {
            FilledChange::Changes(changes) => changes.first().map(|asked| &asked.change),
            FilledChange::Nothing | FilledChange::Back => None,
        };
        let asked = first.and_then(Change::target).and_then(|target| {
            let zone = self.office().zone_of(&of.visit());
            let to = target.provider().filter(|to| !of.is_with(to));
            SeveralAsked::moved_like(&of, target.start()?, to, zone)
        });
        match asked {
            Some(asked) if self.change_series(shown, &asked)? => Ok(FilledChange::Nothing),
            _ => Ok(filled),
        }
    }

    /// Asks whether to change the later appointments of the series too, if there are any, and changes them all after a yes.
    /// Returns whether the answer was yes.
    fn change_series(&mut self, shown: &Shown, asked: &SeveralAsked) -> Result<bool, End> {
        let language = self.language();
        let from = shown.named();
        let clinic = from.clinic.name();
        let has_later = self.office().has_later_of_series(&from, &shown.appointment);
        let question = say!(language, "plain-all-later", kind = asked.verb.kind());
        let question = Question::whether(Topic::AllLater, &question, language);
        if !has_later || !self.ask_whether(&question)? {
            return Ok(false);
        }
        let read = &shown.appointment;
        let series = self.work(|office| office.read_series(from, read));
        let Some(series) = series else {
            self.print(&say!(language, "change-not-known", clinic))?;
            return Ok(true);
        };
        self.settle()?;
        match self.office().later_of_series(&series) {
            LaterOfSeries::Awaited | LaterOfSeries::Unread => {
                self.print(&say!(language, "series-not-read", clinic))?;
            }
            LaterOfSeries::Nothing => self.print(say!(language, "series-none"))?,
            LaterOfSeries::Known(of) => {
                self.change_several(of, asked)?;
            }
        }
        Ok(true)
    }

    /// Asks for the new status; an empty answer takes the proposed one.
    fn status(&mut self, mut case: StatusCase, of: &AppointmentRef) -> Result<FilledChange, End> {
        let language = self.language();
        let text = |status: Status| status.to_text(language);
        let now = self.office().moment.now;
        let statuses = of.next_statuses(now);
        let question = say!(
            language,
            "plain-status",
            first = case.chosen().map_or("", text)
        );
        let choices = statuses.iter().map(|status| text(*status).to_owned());
        let choices = conversation::numbered(choices);
        let question = Question::new(Topic::Status, &question).after(choices);
        match self.ask(&question)? {
            LineAnswer::Keyword(_) => return Ok(FilledChange::Back),
            LineAnswer::Nothing => {}
            LineAnswer::Text(typed) => match numbered(&typed).and_then(|place| statuses.get(place))
            {
                Some(status) => case.choose(Some(*status)),
                None => case.type_text(&typed, of, language, now),
            },
        }
        if case.chosen().is_none() {
            self.print(&say!(
                language,
                "change-not-clear",
                kind = ChangeKind::Status
            ))?;
        }
        Ok(FilledChange::of(case.change(of)))
    }

    /// Returns the id and the text of each panel that matches the typed text.
    fn panels_matching(
        &self,
        case: &PanelsCase,
        shown: &Shown,
        typed: &str,
    ) -> Vec<(String, String)> {
        let has = shown.appointment.panels.as_deref().unwrap_or_default();
        let rows = case.rows(&self.office().lists, shown.appointment.clinic, has, typed);
        rows.iter()
            .map(|row| (row.entry.id.clone(), panel_text(row)))
            .collect()
    }

    /// Lists the panels, and adds or removes panels until the answer is empty.
    fn panels(&mut self, mut case: PanelsCase, shown: &Shown) -> Result<FilledChange, End> {
        let language = self.language();
        let of = shown.named();
        if let Some(list) = of.clinic.panels {
            self.work(|office| office.read_list_first(list));
        }
        self.settle()?;
        loop {
            let all = self.panels_matching(&case, shown, "");
            let choices = conversation::numbered(all.iter().map(|(_, text)| text.clone()));
            let question = Question::new(Topic::Panel, say!(language, "plain-panel"));
            let text = match self.ask(&question.after(choices))? {
                LineAnswer::Text(text) => text,
                LineAnswer::Nothing => break,
                LineAnswer::Keyword(_) => return Ok(FilledChange::Back),
            };
            let chosen = match numbered(&text).and_then(|place| all.get(place).cloned()) {
                Some(row) => Some(row),
                None => self.panels_matching(&case, shown, &text).into_iter().next(),
            };
            match chosen {
                Some((id, _)) => case.toggle(&id),
                None => self.print(say!(language, "plain-no-such-choice"))?,
            }
        }
        let has = shown.appointment.panels.as_deref().unwrap_or_default();
        let changes = case.changes(&of, has).into_iter();
        Ok(FilledChange::Changes(
            changes.map(AskedChange::from).collect(),
        ))
    }

    /// Asks for the barcode twice.
    fn barcode(&mut self, mut case: DrawCase, of: &AppointmentRef) -> Result<FilledChange, End> {
        let language = self.language();
        let label = say!(language, "change-label", kind = ChangeKind::ConfirmDraw);
        let again = loop {
            let question = match case.first {
                None => &*label,
                Some(_) => say!(language, "draw-again"),
            };
            match self.ask(&Question::new(Topic::Barcode, question))? {
                LineAnswer::Text(text) if case.first.is_some() => break text,
                LineAnswer::Text(text) => case.first = Some(text),
                LineAnswer::Nothing => return Ok(FilledChange::Nothing),
                LineAnswer::Keyword(_) if case.first.take().is_none() => {
                    return Ok(FilledChange::Back);
                }
                LineAnswer::Keyword(_) => {}
            }
        };
        let change = case.change(of, &again);
        if change.is_none() {
            self.print(&say!(
                language,
                "change-not-clear",
                kind = ChangeKind::ConfirmDraw
            ))?;
        }
        Ok(FilledChange::of(change))
    }
}
