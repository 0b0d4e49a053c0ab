//! Shows and alters appointments. Nothing is sent without a yes.

use std::mem;
use std::time::Duration;

use booking::line::TypedDetails;
use booking::{
    Appointment, AppointmentRef, CancelReason, Change, ChangeKind, FieldId, Status, Verb,
    fields_of_details, fields_of_move, read_details,
};
use clerk::{Earlier, finish_earlier};
use i18n::say;
use office::{AskedChange, CalendarKey, SubmissionId, Whose, panel_changes, reference_of};
use words::{PanelRow, Shown, Written};

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
    /// There is nothing to send, or it is sent already.
    Nothing,
    /// Back to the question before.
    Back,
}

/// Whether a change was filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filled {
    /// It was asked about, and sent if the answer was yes.
    Done,
    /// Back to the question before.
    Back,
}

/// The answer to a question for a detail of an appointment.
pub(super) enum DetailAnswer {
    /// The detail stays as it is.
    Stays,
    /// It becomes this text, or this id.
    New(String),
    /// A line was typed instead.
    Line,
    /// Back to the question before.
    Back,
}

/// The answer to why an appointment is cancelled.
enum Reasoned {
    /// For this reason.
    For(String),
    /// A line was typed instead.
    Not,
    /// Back to the question before.
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
    /// Asks for an appointment, reads it out, and asks what to change. The form keeps its text.
    pub(super) fn appointment(&mut self) -> Result<(), End> {
        self.aside(Conversation::show_appointment)
    }

    /// Talks about a subject of its own, beside the booking.
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
            .changes
            .unfinished_about(of)
            .flat_map(|open| open.problems(language));
        problems.map(|problem| problem.what).collect()
    }

    /// Settles an appointment's unfinished changes, and says their outcome. Returns whether the appointment is
    /// still as it was read.
    pub(super) fn settle_earlier(&mut self, of: &AppointmentRef) -> Result<bool, End> {
        let changes = &self.office().changes;
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
        if !self.settle_earlier(&of)? || !self.is_allowed(verb, &of)? {
            return Ok(Filled::Done);
        }
        match Change::removed(of).filter(|_| verb == Verb::Remove) {
            Some(removal) => self.submit_change(&removal.into()).map(|()| Filled::Done),
            None => self.fill_and_send(verb, shown, AskedMove::default()),
        }
    }

    /// Whether an appointment allows a change; says why not.
    pub(super) fn is_allowed(&mut self, verb: Verb, of: &AppointmentRef) -> Result<bool, End> {
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
        let filled = match verb.kind() {
            ChangeKind::Cancel => self.cancellation(shown)?,
            ChangeKind::Status => self.status(verb, &shown.named())?,
            ChangeKind::Details => self.details(shown)?,
            ChangeKind::Panels => self.panels(shown)?,
            ChangeKind::Confirm => self.barcode(&shown.named())?,
            _ => self.new_time(shown, to)?,
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

    /// Reads out changes of one kind and one appointment, and submits them after a yes, one after the other. The change
    /// may have waited in the Outbox.
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

    /// Asks whether to write these lines in the desks' own records, and says if nothing was written. The form stays as it
    /// is.
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

    /// Returns what a change writes, as it is read out before a question about it.
    pub(super) fn written(&self, asked: &AskedChange) -> Vec<String> {
        let shown = self.model().heard.shown.as_ref();
        let read = shown.map(|shown| &shown.appointment);
        self.words().written(Written::Change(asked, read))
    }

    /// Whether an appointment can move to another practitioner or location.
    pub(super) fn may_change_provider(of: &AppointmentRef) -> bool {
        fields_of_move(of.clinic).contains(&of.clinic.provider_field())
    }

    /// Asks for the reason of a cancellation, and whether to cancel the rest of the series too.
    fn cancellation(&mut self, shown: &Shown) -> Result<FilledChange, End> {
        let reason = match self.reason()? {
            Reasoned::For(reason) => reason,
            Reasoned::Not => return Ok(FilledChange::Nothing),
            Reasoned::Back => return Ok(FilledChange::Back),
        };
        let of = shown.named();
        let Some(change) = Change::cancelled(of, &reason) else {
            self.print(say!(self.language(), "change-reason-unusable"))?;
            return Ok(FilledChange::Nothing);
        };
        if self.cancel_later(shown, &reason)? {
            return Ok(FilledChange::Nothing);
        }
        Ok(AskedChange::from(change).into())
    }

    /// Asks for each detail, the patient last; an empty answer leaves it as it is.
    fn details(&mut self, shown: &Shown) -> Result<FilledChange, End> {
        let of = shown.named();
        let record = &shown.appointment;
        let mut texts = Vec::new();
        let patient = of.clinic.patient_field();
        let fields = fields_of_details(of.clinic).into_iter();
        let mut fields: Vec<FieldId> = fields.filter(|field| *field != patient).collect();
        fields.extend(of.can_be_given().then_some(patient));
        let mut at = 0;
        while let Some(field) = fields.get(at).copied() {
            let answer = if field == patient {
                self.other_patient(shown)?
            } else {
                self.detail(record, field)?
            };
            texts.retain(|(other, _)| *other != field);
            match answer {
                DetailAnswer::New(text) => texts.push((field, text)),
                DetailAnswer::Stays => {}
                DetailAnswer::Line => return Ok(FilledChange::Nothing),
                DetailAnswer::Back if at == 0 => return Ok(FilledChange::Back),
                DetailAnswer::Back => {
                    at -= 1;
                    continue;
                }
            }
            at += 1;
        }
        self.read_details(shown, &texts)
    }

    /// Asks for a detail.
    fn detail(&mut self, record: &Appointment, field: FieldId) -> Result<DetailAnswer, End> {
        let language = self.language();
        let label = field.label(language);
        let question = match record.detail(field) {
            Some(stands) => say!(language, "plain-detail-or", label, stands),
            None => label.to_owned(),
        };
        Ok(match self.ask(&Question::new(Topic::Detail, &question))? {
            LineAnswer::Keyword(_) => DetailAnswer::Back,
            LineAnswer::Nothing => DetailAnswer::Stays,
            LineAnswer::Text(text) if self.reads_as_line(&text) => {
                self.print(say!(language, "details-is-line"))?;
                DetailAnswer::Line
            }
            LineAnswer::Text(text) => DetailAnswer::New(text),
        })
    }

    /// Gives an appointment the details that a line states, after a yes.
    pub(super) fn change_details(
        &mut self,
        shown: &Shown,
        details: &TypedDetails,
    ) -> Result<(), End> {
        let clinic = shown.named().clinic;
        let mut texts = Vec::new();
        for (role, text) in details.texts() {
            let Some(field) = clinic.field(role) else {
                let clinic = clinic.name();
                return self.print(&say!(self.language(), "change-no-such-call", clinic));
            };
            texts.push((field, text));
        }
        match self.read_details(shown, &texts)? {
            FilledChange::Changes(changes) => self.send_after_a_yes(&changes, None),
            FilledChange::Nothing | FilledChange::Back => Ok(()),
        }
    }

    /// Returns the change that these texts make of the details of an appointment; says why there is none.
    fn read_details(
        &mut self,
        shown: &Shown,
        texts: &[(FieldId, String)],
    ) -> Result<FilledChange, End> {
        let of = shown.named();
        let provider = of.provider.clone().unwrap_or_default();
        let setting = self.words().setting_at(of.clinic, &provider);
        match read_details(&of, &shown.appointment, texts, &setting) {
            Ok(change) => Ok(AskedChange::from(change).into()),
            Err(problems) => {
                self.print_all(problems.into_iter().map(|problem| problem.what))?;
                Ok(FilledChange::Nothing)
            }
        }
    }

    /// Asks for the cancellation reason; an empty answer takes the first usual one.
    fn reason(&mut self) -> Result<Reasoned, End> {
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
        let choices = conversation::numbered(reasons.iter().copied().map(str::to_owned));
        let question = Question::new(Topic::Reason, &question).after(choices);
        let text = match self.ask(&question)? {
            LineAnswer::Keyword(_) => return Ok(Reasoned::Back),
            LineAnswer::Nothing => return Ok(Reasoned::For(reasons[0].to_owned())),
            LineAnswer::Text(text) => text,
        };
        let usual = numbered(&text).and_then(|place| reasons.get(place).copied());
        if usual.is_none() && self.reads_as_line(&text) {
            self.print(say!(language, "change-reason-is-line"))?;
            return Ok(Reasoned::Not);
        }
        Ok(Reasoned::For(usual.unwrap_or(&text).to_owned()))
    }

    /// Whether a text is an entry line rather than an answer.
    fn reads_as_line(&self, text: &str) -> bool {
        let clinic = self.model().clinic;
        let clock = self.model().setting().clock;
        self.words().reads_as_line(text, clinic, &clock)
    }

    /// Asks whether to cancel the later appointments of the series too, if there are any, and cancels them all
    /// after a yes. Returns whether the answer was yes.
    fn cancel_later(&mut self, shown: &Shown, reason: &str) -> Result<bool, End> {
        let language = self.language();
        let from = shown.named();
        let reference = reference_of(&shown.appointment);
        let known = self.office().series_from(&from, reference.as_ref());
        let question = say!(language, "plain-all-later");
        let question = Question::whether(Topic::AllLater, question, language);
        if known.len() < 2 || !self.ask_whether(&question)? {
            return Ok(false);
        }
        let clinic = from.clinic.name();
        let days = self.office().days_of_series(&from);
        let Some((person, days)) = from.person.clone().zip(days) else {
            self.print(&say!(language, "change-not-known", clinic))?;
            return Ok(true);
        };
        let key = CalendarKey::Person(Whose::of(from.clinic, person, Some(days)));
        self.work(|office| office.read_calendar(key.clone()));
        self.settle()?;
        let read = self.office().calendar(&key);
        let is_read = read.is_some_and(|read| !read.is_asking() && read.failure().is_none());
        let series = self.office().series_from(&from, reference.as_ref());
        if !is_read {
            self.print(&say!(language, "series-not-read", clinic))?;
        } else if series.len() < 2 {
            self.print(say!(language, "series-none"))?;
        } else {
            let changes = series.into_iter();
            self.open_list(
                changes
                    .filter_map(|of| Change::cancelled(of, reason))
                    .collect(),
            );
            self.send_list()?;
        }
        Ok(true)
    }

    /// Asks for the new status; an empty answer takes the proposed one.
    fn status(&mut self, verb: Verb, of: &AppointmentRef) -> Result<FilledChange, End> {
        let language = self.language();
        let text = |status: Status| status.to_text(language);
        let statuses = of.next_statuses(self.office().moment.now);
        let has_not_come = statuses.contains(&Status::NoShow) && verb == Verb::NotCome;
        let proposed = if has_not_come {
            Some(Status::NoShow)
        } else {
            statuses.first().copied()
        };
        let question = say!(language, "plain-status", first = proposed.map_or("", text));
        let choices = statuses.iter().map(|status| text(*status).to_owned());
        let choices = conversation::numbered(choices);
        let question = Question::new(Topic::Status, &question).after(choices);
        let status = match self.ask(&question)? {
            LineAnswer::Keyword(_) => return Ok(FilledChange::Back),
            LineAnswer::Nothing => proposed,
            LineAnswer::Text(typed) => numbered(&typed)
                .and_then(|place| statuses.get(place).copied())
                .or_else(|| Status::named(&typed, language))
                .filter(|status| statuses.contains(status)),
        };
        let change = status.and_then(|status| Change::with_status(of.clone(), status));
        if status.is_none() {
            self.print(&say!(
                language,
                "change-not-clear",
                kind = ChangeKind::Status
            ))?;
        }
        Ok(FilledChange::of(change))
    }

    /// Lists the panels, and adds or takes off panels until the answer is empty.
    fn panels(&mut self, shown: &Shown) -> Result<FilledChange, End> {
        let language = self.language();
        let of = shown.named();
        let has = shown.appointment.panels.clone().unwrap_or_default();
        if let Some(list) = of.clinic.panels {
            self.work(|office| office.read_list_first(list));
        }
        self.settle()?;
        let mut toggled: Vec<String> = Vec::new();
        loop {
            let rows = |talk: &Conversation, typed: &str| -> Vec<(String, String)> {
                let words = talk.words();
                let rows = words.panels_to_choose(of.clinic, &has, &toggled, typed);
                rows.iter()
                    .map(|row: &PanelRow<'_>| (row.entry.id.clone(), row.to_text()))
                    .collect()
            };
            let all = rows(self, "");
            let choices = conversation::numbered(all.iter().map(|(_, text)| text.clone()));
            let question = Question::new(Topic::Panel, say!(language, "plain-panel"));
            let text = match self.ask(&question.after(choices))? {
                LineAnswer::Text(text) => text,
                LineAnswer::Nothing => break,
                LineAnswer::Keyword(_) => return Ok(FilledChange::Back),
            };
            let chosen = match numbered(&text).and_then(|place| all.get(place).cloned()) {
                Some(row) => Some(row),
                None => rows(self, &text).into_iter().next(),
            };
            match chosen {
                Some((id, _)) if toggled.contains(&id) => toggled.retain(|other| *other != id),
                Some((id, _)) => toggled.push(id),
                None => self.print(say!(language, "plain-no-such-choice"))?,
            }
        }
        let changes = panel_changes(&of, &has, &toggled);
        Ok(FilledChange::Changes(
            changes.into_iter().map(AskedChange::from).collect(),
        ))
    }

    /// Asks for the barcode twice.
    fn barcode(&mut self, of: &AppointmentRef) -> Result<FilledChange, End> {
        let language = self.language();
        let label = say!(language, "change-label", kind = ChangeKind::Confirm);
        let mut typed: Vec<String> = Vec::new();
        while typed.len() < 2 {
            let question = match typed.len() {
                0 => &*label,
                _ => say!(language, "draw-again"),
            };
            match self.ask(&Question::new(Topic::Barcode, question))? {
                LineAnswer::Text(text) => typed.push(text),
                LineAnswer::Nothing => return Ok(FilledChange::Nothing),
                LineAnswer::Keyword(_) if typed.pop().is_none() => return Ok(FilledChange::Back),
                LineAnswer::Keyword(_) => {}
            }
        }
        let [barcode, again] = &typed[..] else {
            return Ok(FilledChange::Nothing);
        };
        let change = Change::drawn(of.clone(), barcode, again);
        if change.is_none() {
            self.print(&say!(
                language,
                "change-not-clear",
                kind = ChangeKind::Confirm
            ))?;
        }
        Ok(FilledChange::of(change))
    }
}
