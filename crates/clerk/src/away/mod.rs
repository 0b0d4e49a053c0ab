//! Enters or removes practitioners' absences in one command.

mod answer;

use std::time::Duration;

use booking::{
    AbsenceStanding, AwayNote, AwayProblem, AwayTime, AwayWish, Blocked, Booked, Change,
    ChangeKind, ClinicId, Meaning, Outcome, Problem, Provider, Spot, problems_of_change,
    why_unread,
};
use i18n::say;
use office::{
    AbsenceDay, AbsencePlace, AskedChange, ChangeNews, NoteEnd, NoteStep, NoteSubject, Objection,
    Objections, Office, OfficeNews, StepState,
};

use answer::{AnswerDay, DayState};

use super::{AtWork, ChangeVerdict, Clerk, CommandAnswer, READ_TIMEOUT, SendOptions};
use crate::{NO_TIMEOUT, NotFound};

/// A request to enter or remove an absence.
pub struct AwayRequest {
    /// The clinic, if named.
    pub clinic: Option<ClinicId>,
    /// The practitioner: an id, a code or a name.
    pub who: String,
    /// The words about the time, followed by the reason.
    pub when: Vec<String>,
    /// The reason.
    pub reason: Option<String>,
    /// Whether to remove it.
    pub removes: bool,
    /// The consent, and how long to wait for an unknown outcome.
    pub manner: SendOptions,
}

impl<O: AtWork> Clerk<O> {
    /// Enters or removes an absence, and follows it to its outcome.
    pub fn away(&mut self, request: &AwayRequest) -> CommandAnswer {
        let provider = match self.practitioner_named(request) {
            Ok(provider) => provider,
            Err(verdict) => return self.answer(request.kind(), None, *verdict, Vec::new()),
        };
        match self.wish_of_absence(&provider, request) {
            Ok(wish) if request.removes => self.take_back(&wish, request),
            Ok(wish) => self.enter(&wish, request),
            Err(problem) => {
                let what = format!("{}.", problem.what(self.language));
                let verdict = ChangeVerdict::with_message(Outcome::Invalid, what);
                self.answer(request.kind(), Some(&provider), verdict, Vec::new())
            }
        }
    }

    /// Returns the practitioner, who must be known at exactly one clinic.
    fn practitioner_named(
        &mut self,
        request: &AwayRequest,
    ) -> Result<Provider, Box<ChangeVerdict>> {
        let mut found = Vec::new();
        let mut problems = Vec::new();
        let clinics = match self.clinics_with(&request.who, request.clinic) {
            Ok(clinics) => clinics,
            Err(NotFound { why, .. }) => {
                let outcome = Outcome::Failed(Meaning::NotSent);
                return Err(Box::new(ChangeVerdict::with_message(outcome, why)));
            }
        };
        for clinic in clinics {
            let list = clinic.providers();
            let named = self.provider_named(clinic, &request.who);
            let listed = named.and_then(|id| {
                let is_listed = self.is_listed(clinic.provider_field(), list, &id)?;
                Ok(is_listed.then_some(id))
            });
            match listed {
                Ok(id) => found.extend(id.and_then(|id| Provider::named(clinic, &id))),
                Err(why) => problems.push(why),
            }
        }
        if let [only] = found.as_slice() {
            return Ok(only.clone());
        }
        let language = self.language;
        let typed = request.who.as_str();
        if found.len() > 1 {
            let what = say!(language, "shell-several", typed);
            return Err(Box::new(ChangeVerdict::with_message(
                Outcome::Invalid,
                what,
            )));
        }
        // A list that could not be read may have the name.
        let unread = problems.iter().position(|why| why.unread.is_some());
        let why = problems.into_iter().nth(unread.unwrap_or_default());
        let outcome = why.as_ref().and_then(|why| why.unread.as_deref());
        let outcome = outcome.map_or(Outcome::Invalid, super::verdict::outcome_unread);
        let problem = match why {
            Some(why) => why.problem,
            None => Problem::error(Spot::Whole, say!(language, "shell-nobody", typed), ""),
        };
        Err(Box::new(ChangeVerdict::of(outcome, vec![problem])))
    }

    fn wish_of_absence(
        &self,
        provider: &Provider,
        request: &AwayRequest,
    ) -> Result<AwayWish, AwayProblem> {
        let words: Vec<&str> = request.when.iter().map(String::as_str).collect();
        let reason = request.reason.as_deref();
        self.words().absence_wish(provider.clone(), &words, reason)
    }

    /// Reads what is shown with an absence. Returns the verdict if that fails.
    fn read_absence(&mut self, wish: &AwayWish) -> Result<(), Box<ChangeVerdict>> {
        self.wait_for_reach(wish.provider.clinic());
        self.work(|office| office.want_absence(wish));
        self.settle(READ_TIMEOUT);
        if !self.office().has_read_absence(wish) {
            let clinic = wish.provider.clinic();
            let outcome = Outcome::Failed(Meaning::NotSent);
            return Err(Box::new(match self.office().why_absence_unread(wish) {
                Some(why) => {
                    let what = why_unread(why, clinic, self.language);
                    ChangeVerdict::with_message(super::verdict::outcome_unread(why), what)
                }
                None => {
                    ChangeVerdict::with_message(outcome, say!(self.language, "shell-day-unread"))
                }
            }));
        }
        let days = self.office().absence_days(wish).into_iter();
        let booked: Vec<Booked> = days.flat_map(|day| day.booked).collect();
        self.work(|office| office.name_booked(&booked));
        self.settle(READ_TIMEOUT);
        Ok(())
    }

    fn enter(&mut self, wish: &AwayWish, request: &AwayRequest) -> CommandAnswer {
        let kind = request.kind();
        let provider = Some(&wish.provider);
        if let Err(verdict) = self.read_absence(wish) {
            return self.answer(kind, provider, *verdict, Vec::new());
        }
        if !request.manner.dry_run {
            self.await_outcomes(request.manner.wait, |office| {
                let days = office.absence_days(wish);
                days.iter().any(|day| is_open(&day.standing))
            });
        }
        let days = self.office().absence_days(wish).into_iter();
        let mut answer: Vec<AnswerDay> = days.map(|day| self.answer_day(day)).collect();
        let place = self.office().absence_place(&wish.provider);
        let new = answer.iter().filter(|day| day.state == DayState::New);
        let changes: Vec<Change> = new
            .filter_map(|day| Change::away(day.time.clone()))
            .collect();
        let warnings = self.booked_within(wish, &answer);
        let has_new = answer.iter().any(|day| day.state == DayState::New);
        let verdict = if has_new && place != Some(AbsencePlace::Clinic) {
            let new = answer.iter().filter(|day| day.state == DayState::New);
            let step = NoteStep::Put(new.map(|day| day.time.clone()).collect());
            self.write_notes(step, warnings, request, &mut answer)
        } else {
            self.work_through(changes, warnings, request, &mut answer)
        };
        let verdict = self.with_open_days(verdict, &answer);
        self.answer(kind, provider, verdict, answer)
    }

    /// Waits for a while for the outcome of days that another desk, or an earlier command of this one, was entering or
    /// removing.
    fn await_outcomes(&mut self, at_most: Duration, is_any_open: impl Fn(&Office) -> bool) {
        self.wait(at_most, |session| !is_any_open(session.office()));
    }

    fn answer_day(&self, day: AbsenceDay) -> AnswerDay {
        AnswerDay {
            said: self.words().standing_text(&day.standing),
            state: DayState::of_standing(&day.standing),
            id: match day.standing {
                AbsenceStanding::Entered(known) => Some(known.id),
                _ => None,
            },
            time: day.time,
            booked: day.booked,
        }
    }

    /// Returns the verdict for an absence that was entered. If days of it are unknown or are being sent by another
    /// desk, that is the outcome.
    fn with_open_days(&self, verdict: ChangeVerdict, days: &[AnswerDay]) -> ChangeVerdict {
        if !matches!(verdict.outcome, Outcome::Made(..) | Outcome::Clean) {
            return verdict;
        }
        let states = [
            (DayState::Unknown, Outcome::Failed(Meaning::Unknown)),
            (DayState::SentElsewhere, Outcome::Conflict),
        ];
        let open = states.into_iter().find_map(|(state, outcome)| {
            let day = days.iter().find(|day| day.state == state)?;
            Some((outcome, day))
        });
        let Some((outcome, day)) = open else {
            return verdict;
        };
        let problem = Problem::error(Spot::Whole, day.text(self.words()), "");
        let problems = [problem].into_iter().chain(verdict.problems).collect();
        ChangeVerdict {
            kind: verdict.kind,
            ..ChangeVerdict::of(outcome, problems)
        }
    }

    /// Returns the warning about appointments booked within an absence.
    fn booked_within(&self, wish: &AwayWish, days: &[AnswerDay]) -> Option<Problem> {
        let words = self.words();
        let clinic = wish.provider.clinic();
        let zone = words.office.zone_at(clinic, wish.provider.id());
        let booked = days.iter().flat_map(|day| &day.booked);
        let rows: Vec<String> = booked
            .map(|booked| words.booked_in_absence(booked, zone))
            .collect();
        if rows.is_empty() {
            return None;
        }
        let who = words.provider(clinic, wish.provider.id());
        let what = say!(
            self.language,
            "away-within",
            who,
            count = rows.len(),
            rows = rows.join(", ")
        );
        let advice = say!(self.language, "away-within-do");
        Some(Problem::warning(Spot::Whole, what, advice))
    }

    /// Removes the absences within a period. Those that extend beyond it are removed as a whole, and only with consent.
    fn take_back(&mut self, wish: &AwayWish, request: &AwayRequest) -> CommandAnswer {
        let kind = request.kind();
        let provider = Some(&wish.provider);
        if let Err(verdict) = self.read_absence(wish) {
            return self.answer(kind, provider, *verdict, Vec::new());
        }
        if !request.manner.dry_run {
            self.await_outcomes(request.manner.wait, |office| {
                let known = office.absences_met(wish).into_all();
                let standing =
                    |known: &Blocked| office.absence_standing(&wish.provider, known.slot);
                known.iter().any(|known| is_open(&standing(known)))
            });
        }
        let met = self.office().absences_met(wish);
        let warning = self.reaches_beyond(wish, &met.beyond);
        let (noted, entered): (Vec<Blocked>, Vec<Blocked>) = met
            .into_all()
            .into_iter()
            .partition(|known| known.note.is_some());
        let notes: Vec<AwayNote> = noted
            .iter()
            .filter_map(|known| AwayNote::of_blocked(&wish.provider, known))
            .collect();
        let mut noted: Vec<AnswerDay> = noted
            .iter()
            .map(|known| self.day_to_take_back(wish, known))
            .collect();
        let mut answer: Vec<AnswerDay> = entered
            .iter()
            .map(|known| self.day_to_take_back(wish, known))
            .collect();
        if answer.is_empty() && noted.is_empty() {
            let who = self
                .words()
                .provider(wish.provider.clinic(), wish.provider.id());
            let what = say!(self.language, "away-nothing-then", who);
            let outcome = Outcome::Failed(Meaning::Refused);
            let verdict = ChangeVerdict::with_message(outcome, what);
            return self.answer(kind, provider, verdict, answer);
        }
        let mut verdict = ChangeVerdict::of(Outcome::Clean, Vec::new());
        if !noted.is_empty() {
            let step = NoteStep::Remove(notes);
            verdict = self.write_notes(step, warning.clone(), request, &mut noted);
        }
        let is_done = matches!(verdict.outcome, Outcome::Made(..) | Outcome::Clean);
        if is_done && !answer.is_empty() {
            let new = answer.iter().filter(|day| day.state == DayState::New);
            let changes = new
                .filter_map(|day| Change::back(day.time.clone()))
                .collect();
            verdict = self.work_through(changes, warning, request, &mut answer);
        }
        let verdict = self.with_open_days(verdict, &answer);
        answer.extend(noted);
        answer.sort_by_key(|day| day.time.time());
        self.answer(kind, provider, verdict, answer)
    }

    /// Returns an absence to be removed, unless it is being removed already.
    fn day_to_take_back(&self, wish: &AwayWish, known: &Blocked) -> AnswerDay {
        let standing = self.office().absence_standing(&wish.provider, known.slot);
        let (state, said) = match &standing {
            AbsenceStanding::Free | AbsenceStanding::Entered(_) => (DayState::New, String::new()),
            open @ (AbsenceStanding::SentElsewhere(_) | AbsenceStanding::Unknown) => (
                DayState::of_standing(open),
                self.words().standing_text(open),
            ),
        };
        AnswerDay {
            time: AwayTime::of_blocked(&wish.provider, known, false),
            said,
            state,
            id: Some(known.id.clone()).filter(|id| !id.is_empty()),
            booked: Vec::new(),
        }
    }

    /// Returns the warning about absences that extend beyond the period to be removed.
    fn reaches_beyond(&self, wish: &AwayWish, beyond: &[Blocked]) -> Option<Problem> {
        if beyond.is_empty() {
            return None;
        }
        let words = self.words();
        let clinic = wish.provider.clinic();
        let zone = words.office.zone_at(clinic, wish.provider.id());
        let rows: Vec<String> = beyond
            .iter()
            .map(|known| words.away_when(known.slot, zone))
            .collect();
        let what = say!(
            self.language,
            "away-beyond",
            who = words.provider(clinic, wish.provider.id()),
            count = rows.len(),
            rows = rows.join(", ")
        );
        let advice = say!(self.language, "away-beyond-do");
        Some(Problem::warning(Spot::Whole, what, advice))
    }

    /// Writes or removes notes in the desks' own records, unless something prevents it.
    fn write_notes(
        &mut self,
        step: NoteStep,
        warning: Option<Problem>,
        request: &AwayRequest,
        days: &mut [AnswerDay],
    ) -> ChangeVerdict {
        let kind = request.kind();
        if let Some(verdict) = request.held_back(&warning) {
            return verdict;
        }
        if let Some(doubt) = self.doubtful_records() {
            return doubt;
        }
        self.work(|office| office.take_note_step(step));
        self.settle(READ_TIMEOUT);
        let why = match self.office().note_end(NoteSubject::Absence) {
            Some(NoteEnd::Done) => None,
            Some(NoteEnd::NotWritten(why)) => Some(why.as_str()),
            _ => Some(""),
        };
        if let Some(why) = why {
            let what = say!(self.language, "away-not-noted", why);
            return ChangeVerdict::with_message(Outcome::Failed(Meaning::NotSent), what);
        }
        let noted = match kind {
            _ if self.office().is_noted_here_only() => say!(self.language, "noted-here"),
            ChangeKind::Back => say!(self.language, "away-note-removed"),
            _ => say!(self.language, "away-note"),
        };
        let mut made = None;
        for day in days.iter_mut().filter(|day| day.state == DayState::New) {
            day.state = DayState::Made(kind);
            day.said = noted.to_owned();
            made = Some(day.time.once_entered());
        }
        let outcome = made.map_or(Outcome::Clean, |made| Outcome::Made(kind, made));
        ChangeVerdict {
            kind: Some(kind),
            ..ChangeVerdict::of(outcome, warning.into_iter().collect())
        }
    }

    /// Sends the changes of the days, unless something prevents it, and records in `days` the outcome of each.
    fn work_through(
        &mut self,
        changes: Vec<Change>,
        warning: Option<Problem>,
        request: &AwayRequest,
        days: &mut [AnswerDay],
    ) -> ChangeVerdict {
        let kind = request.kind();
        let manner = &request.manner;
        let verdict = |outcome, problems: Option<Problem>| ChangeVerdict {
            kind: Some(kind),
            ..ChangeVerdict::of(outcome, problems.into_iter().collect())
        };
        let first = changes.first().cloned();
        let is_held_back = manner.dry_run || first.is_some();
        if let Some(held_back) = request.held_back(&warning)
            && is_held_back
        {
            return held_back;
        }
        let Some(first) = first else {
            // The whole absence is entered already.
            let known = days.first().map(|day| day.time.once_entered());
            let outcome = known.map_or(Outcome::Clean, |known| Outcome::Made(kind, known));
            return verdict(outcome, None);
        };
        if let Some(doubt) = self.doubtful_records() {
            return doubt;
        }
        self.wait_for_reach(first.clinic());
        let asked = AskedChange::from(first);
        let mut objections = Objections::default();
        while let Some(objection) = objections.next(self.office(), &asked, false) {
            if !manner.consent.covers(objection) {
                return self.refusal_of(objection, &asked.change);
            }
            self.work(|office| objections.agree(office, &asked, objection, None));
        }
        self.work(|office| office.work_on_absence(changes));
        self.follow_absence(manner.wait);
        self.note_steps(days);
        // Consent was given, so the advice on how to give it is superfluous.
        let warning = warning.map(|warning| Problem {
            advice: String::new(),
            ..warning
        });
        verdict(
            self.outcome_of_absence(kind),
            self.problem_of_absence().or(warning),
        )
    }

    /// Returns why the first day that was not made failed.
    fn problem_of_absence(&self) -> Option<Problem> {
        let steps = self.office().absence_work()?.steps();
        let failed = steps.iter().find_map(|step| match &step.state {
            StepState::NotMade(failure) => Some((failure, &step.change)),
            _ => None,
        });
        let (failure, change) = failed?;
        let problems = problems_of_change(failure, change, self.language);
        problems.into_iter().next()
    }

    /// Waits until every day has been sent, and for a while until the outcome of each is known. A command that must
    /// stop sends no more days.
    fn follow_absence(&mut self, at_most: Duration) {
        let is_working =
            |office: &Office| office.absence_work().is_some_and(|work| work.is_working());
        let has_ended = self.wait(NO_TIMEOUT, |session| !is_working(session.office()));
        if !has_ended {
            self.work(Office::stop_absence);
        }
        self.wait(at_most, |session| {
            let work = session.office().absence_work();
            work.is_none_or(|work| !work.is_unknown())
        });
        while let Some(news) = self.work(Office::next_news) {
            if let OfficeNews::Change(news) = news
                && let ChangeNews::TakenOver(visit, loss) = *news
            {
                self.taken_over = Some(self.words().taken_over(&visit, &loss));
            }
        }
    }

    fn note_steps(&self, days: &mut [AnswerDay]) {
        let words = self.words();
        let steps = words.office.absence_work().into_iter();
        for step in steps.flat_map(|work| work.steps()) {
            let time = step.change.away_time().map(AwayTime::time);
            for day in days.iter_mut().filter(|day| Some(day.time.time()) == time) {
                day.said = words.step_text(step).unwrap_or_default();
                day.state = DayState::of_step(step);
                if let StepState::Made(id) = &step.state {
                    day.id = Some(id.clone()).filter(|id| !id.is_empty());
                }
            }
        }
    }

    /// Returns the outcome of all days together: made if every day was.
    fn outcome_of_absence(&self, kind: ChangeKind) -> Outcome {
        let Some(work) = self.office().absence_work() else {
            return Outcome::Invalid;
        };
        if work.is_unknown() {
            return Outcome::Failed(Meaning::Unknown);
        }
        if let Some(failure) = work.failure() {
            return Outcome::of_failure(failure);
        }
        let left = work
            .steps()
            .iter()
            .any(|step| !matches!(step.state, StepState::Made(_)));
        match work
            .steps()
            .first()
            .and_then(|step| step.change.away_time())
        {
            Some(time) if !left => Outcome::Made(kind, time.once_entered()),
            _ => Outcome::Failed(Meaning::NotSent),
        }
    }

    fn refusal_of(&self, objection: Objection, change: &Change) -> ChangeVerdict {
        let words = self.words();
        let language = self.language;
        let (outcome, what) = if objection.may_wait() {
            let why = words.unreachable(change.clinic());
            (Outcome::Failed(Meaning::NotSent), why)
        } else {
            let question = words.question_about(objection, change);
            (Outcome::Conflict, Some(question))
        };
        let advice = if objection.is_about_desks() {
            say!(language, "asks-alone")
        } else {
            ""
        };
        let problem = Problem::error(Spot::Whole, what.unwrap_or_default(), advice);
        ChangeVerdict {
            kind: Some(change.kind()),
            ..ChangeVerdict::of(outcome, vec![problem])
        }
    }
}

/// Returns whether the outcome of an absence that was sent is unknown.
fn is_open(standing: &AbsenceStanding) -> bool {
    matches!(
        standing,
        AbsenceStanding::SentElsewhere(_) | AbsenceStanding::Unknown
    )
}

impl AwayRequest {
    fn kind(&self) -> ChangeKind {
        if self.removes {
            ChangeKind::Back
        } else {
            ChangeKind::Away
        }
    }

    /// Returns the verdict if nothing is to be sent, or only despite a warning.
    fn held_back(&self, warning: &Option<Problem>) -> Option<ChangeVerdict> {
        let objects = warning.is_some() && !self.manner.consent.to_warnings;
        let outcome = match (objects, self.manner.dry_run) {
            (true, _) => Outcome::Conflict,
            (false, true) => Outcome::Clean,
            (false, false) => return None,
        };
        Some(ChangeVerdict {
            kind: Some(self.kind()),
            ..ChangeVerdict::of(outcome, warning.iter().cloned().collect())
        })
    }
}
