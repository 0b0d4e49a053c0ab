//! A booking from an entry line: it takes the first free time that fits.

use booking::line::{ListMatch, Pick, Resolved, parse};
use booking::sanitize::sanitize;
use booking::time::{self, Wish};
use booking::{ClinicId, Directory, Draft, FieldRole, Problem, Spot};
use i18n::say;
use office::{
    BookingCase, BookingForm, Calendars, LineCase, LineList, LineNote, LineRefusal, LineRequest,
    LineSources, LineTask, MOST_OFFERED, NoFreeTime, SearchEnd, Sought, TimeOfLine, VisitNeeds,
};

use super::book::FilledForm;
use super::{AtWork, Clerk, Unanswered};
use crate::{ReadLine, find_time, read_entry_line, read_hours, read_upcoming};

/// The maximum number of people with similar names in a refusal.
const MOST_SIMILAR: usize = 9;

/// Returns the command that does what a line asks for that is not about a visit; `none` if only the desk does it.
fn command_of(task: &Result<LineTask, LineRefusal>) -> &'static str {
    match task {
        Ok(LineTask::Show(LineList::WhoWaits)) => "board",
        Ok(LineTask::Show(LineList::WaitingList)) => "waiting",
        Ok(LineTask::Show(LineList::Absences) | LineTask::Open(LineCase::Absence { .. }))
        | Err(LineRefusal::Absence(_)) => "away",
        Ok(LineTask::Open(LineCase::Death { .. })) => "died",
        Ok(LineTask::Write(LineNote::CallBack(_))) | Err(LineRefusal::CallBack(_)) => "call-back",
        Ok(LineTask::Write(LineNote::Late(_)))
        | Err(LineRefusal::LateUnsaid(_) | LineRefusal::LateOnOtherDay(_)) => "none",
    }
}

impl<O: AtWork> Clerk<O> {
    /// Returns the form filled from a line, with the first free time that fits. With `only`, a line for another clinic
    /// is refused.
    ///
    /// # Errors
    /// Returns what can't be understood, or that no time is free.
    pub(super) fn fill_line(
        &mut self,
        only: Option<ClinicId>,
        read: &ReadLine,
    ) -> Result<FilledForm, Unanswered> {
        let means = &read.means;
        let language = self.language;
        let refused = |what: &str| Err(Problem::error(Spot::Whole, what, "").into());
        match &read.asks_for {
            LineRequest::Verb(_) => return refused(say!(language, "line-verbs-in-desk-only")),
            LineRequest::Other(request) => {
                let command = command_of(&request.task);
                return refused(&say!(language, "line-of-another-command", command));
            }
            LineRequest::Unclear | LineRequest::LookUp | LineRequest::Booking => {}
        }
        if means.series.is_some() {
            return refused(say!(language, "line-series-in-desk-only"));
        }
        if let ListMatch::One(_) = &means.patient
            && !read.search.is_whole()
        {
            return Err(self.others_may_be_called_so(read));
        }
        self.read_hours_of_line(means);
        let (patient, wish) = self
            .complete_meaning(read)
            .map_err(|doubt| self.failure_of_line(only, read, &doubt).unwrap_or(doubt))?;
        let clinic = means.clinic;
        if let Some(only) = only.filter(|only| *only != clinic) {
            return Err(means_other(only, clinic, language));
        }
        let mut form = BookingForm::new(clinic);
        let clock = self.setting_of(form.draft()).clock;
        let base = form.draft().clone();
        let patient = Some(patient);
        let (mut case, unlisted) =
            BookingCase::fill(self.office(), &mut form, means, patient, base, &clock);
        let changed = self.without_panels(clinic, &unlisted)?;
        let clock = self.setting_of(form.draft()).clock;
        let time = case.time_of_line(&mut form, means, &wish, &clock);
        let mut filled = FilledForm {
            form,
            changed: changed.into_iter().collect(),
            times: None,
        };
        match time {
            TimeOfLine::InForm | TimeOfLine::Entered => {
                filled.times = self.take_published_length(&mut filled.form);
            }
            TimeOfLine::Sought(sought) => {
                self.take_free_time(&mut filled, &mut case, &sought, &wish)?;
            }
            TimeOfLine::WithNobody => {
                let whom = clinic.words().with_whom.text(language);
                return Err(at_start(clinic, say!(language, "hold-or-time", whom)));
            }
            TimeOfLine::TooFar(last) => {
                let last = time::day(last, language);
                return Err(at_start(clinic, say!(language, "hold-too-far", last)));
            }
        }
        Ok(filled)
    }

    /// Returns the warning about the template's panels that the clinic does not have.
    ///
    /// # Errors
    /// Returns why the panels are unknown.
    pub(super) fn without_panels(
        &self,
        clinic: ClinicId,
        unlisted: &[String],
    ) -> Result<Option<Problem>, Unanswered> {
        if unlisted.is_empty() {
            return Ok(None);
        }
        let field = clinic.field(FieldRole::Panels);
        let Some((field, list)) = field.zip(clinic.panels) else {
            return Ok(None);
        };
        let spot = Spot::Field(field);
        let language = self.language;
        if let Some(failure) = self.failure_of_list(list) {
            return Err(Unanswered::unread(spot, failure, clinic, language));
        }
        let panels = unlisted.join(", ");
        let what = say!(language, "panels-unlisted", panels, clinic = clinic.name());
        Ok(Some(Problem::warning(spot, what, "")))
    }

    /// Reads a line with the lists of all clinics and the people whom their servers find for its words.
    pub(super) fn read_line(&mut self, text: &str) -> ReadLine {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = sanitize(&text).into_owned();
        let here = self.clinic();
        let Ok(read) = read_entry_line(self, |clerk, search| {
            let clock = clerk.setting_of(&Draft::new(here)).clock;
            let words = clerk.words();
            let meaning_of = |part: &str| {
                let line = parse(part, &clock);
                let means = words.meaning_of(&line, here);
                (line, means)
            };
            let sources = LineSources {
                part: &meaning_of,
                visit: &|| meaning_of(&text),
                clock: &|provider| words.clock_at(provider.clinic(), provider.id()),
                current_patient: &|| None,
                search,
            };
            clerk.office().read_line(&text, &sources)
        });
        read
    }

    /// Reads the hours of the practitioner named in a line: they determine whether `2` is in the afternoon.
    fn read_hours_of_line(&mut self, means: &Resolved) {
        if let ListMatch::One(provider) = &means.provider {
            let Ok(()) = read_hours(self, means.clinic, provider);
        }
    }

    /// Returns the patient of a line, and its wish for a time.
    ///
    /// # Errors
    /// Returns what the line lacks, or what can't be understood.
    fn complete_meaning(&self, read: &ReadLine) -> Result<(String, Wish), Unanswered> {
        let ReadLine {
            line,
            means,
            search,
            ..
        } = read;
        let language = self.language;
        let words = self.words();
        let clock = words.clock_of_line(means, || self.setting_of(&Draft::new(means.clinic)).clock);
        let similar = |people: Directory, names: &str| self.similar_people(people, names);
        if let Some(doubt) = words.doubt_about(line, means, search, similar) {
            let picks = doubt.picks.iter().take(MOST_SIMILAR);
            let choices: Vec<String> = picks
                .map(|pick| format!("{}: {}", pick.text, pick.label))
                .collect();
            let advice = match &choices[..] {
                [] => String::new(),
                choices => say!(language, "shell-say-which", choices = choices.join("; ")),
            };
            return Err(Problem::error(Spot::Whole, doubt.text, advice).into());
        }
        let doubtful = |what: String| Err(Problem::error(Spot::Whole, what, "").into());
        if let Some(doubt) = words.doubt_about_time(means, &clock) {
            return doubtful(doubt);
        }
        let read = words.wish_of_line(means, "", &clock);
        let (patient, wish) = read.map_err(|what| Problem::error(Spot::Whole, what, ""))?;
        Ok((patient.unwrap_or_default(), wish))
    }

    /// Returns the patients of a list with similar names.
    fn similar_people(&self, directory: Directory, names: &str) -> Vec<Pick> {
        let clinic = directory.clinic();
        let clock = self.setting_of(&Draft::new(clinic)).clock;
        let words = self.words();
        let people = words.similar_people(directory, names, &clock, MOST_SIMILAR);
        Pick::of_each(&people, words.naming, words.language)
    }

    /// Returns the doubt that a line may mean another patient than the only known match.
    fn others_may_be_called_so(&self, read: &ReadLine) -> Unanswered {
        let clinic = read.means.clinic;
        let spot = Spot::Field(clinic.patient_field());
        let remark = self.words().search_remark(clinic, &read.search);
        let problem = Problem::error(spot, remark.unwrap_or_default(), "");
        match &read.search {
            SearchEnd::Failed(failure) => Unanswered {
                unread: Some(Box::new(failure.clone())),
                ..problem.into()
            },
            SearchEnd::Whole | SearchEnd::CutOff => problem.into(),
        }
    }

    /// Returns why a line can't be understood, if a list that it needs could not be read.
    fn failure_of_line(
        &self,
        only: Option<ClinicId>,
        read: &ReadLine,
        doubt: &Unanswered,
    ) -> Option<Unanswered> {
        let means = &read.means;
        let spot = doubt.problem.spot;
        if let SearchEnd::Failed(failure) = &read.search
            && !matches!(means.patient, ListMatch::One(_))
        {
            let clinic = means.clinic;
            return Some(Unanswered::unread(spot, failure, clinic, self.language));
        }
        // A doubt concerns the clinic of the line. Without one, the people named may be at any clinic.
        let mut clinics = vec![means.clinic];
        if means.problems.is_empty() {
            clinics.extend(self.clinics(only));
        }
        for clinic in clinics {
            for list in [clinic.people(), clinic.providers()] {
                if let Some(failure) = self.failure_of_list(list) {
                    let why = Unanswered::unread(spot, failure, clinic, self.language);
                    return Some(why);
                }
            }
        }
        None
    }

    /// Enters the first free time that fits a wish. A warning names the providers whose calendars could not be read.
    fn take_free_time(
        &mut self,
        filled: &mut FilledForm,
        case: &mut BookingCase,
        sought: &Sought,
        wish: &Wish,
    ) -> Result<(), Unanswered> {
        let draft = filled.form.draft();
        let clinic = draft.clinic();
        let patient = draft.text(clinic.patient_field()).trim().to_owned();
        let Ok(()) = read_upcoming(self, clinic, &patient);
        let Ok((times, needs, found)) = find_time(self, sought, &filled.form, wish);
        let among = times.calendars();
        let found = found.map_err(|why| self.none_found(clinic, why, among, &needs, wish))?;
        if let Calendars::Any(group) = among {
            let spot = Spot::Field(clinic.provider_field());
            let unread = self.words().unread_of(group);
            let unread = unread.map(|what| Problem::warning(spot, what, ""));
            filled.changed.extend(unread);
        }
        let clock = self.setting_of(filled.form.draft()).clock;
        let first = found.first.clone();
        case.take_found(self.office(), &mut filled.form, first, among, wish, &clock);
        filled.times = times.into_times_of(&found.first);
        Ok(())
    }

    /// Returns why a search found no free time; the failure of a calendar that could not be read comes first.
    pub(super) fn none_found(
        &self,
        clinic: ClinicId,
        why: NoFreeTime,
        among: Calendars<'_>,
        needs: &VisitNeeds,
        wish: &Wish,
    ) -> Unanswered {
        let words = self.words();
        let unread = match among {
            Calendars::One(times) => times.first_failure(),
            Calendars::Any(group) => group.unread().next().map(|(_, failure)| failure),
        };
        let mut unanswered = match unread {
            Some(failure) if why.is_unread() => {
                let spot = Spot::Field(clinic.start_field());
                Unanswered::unread(spot, failure, clinic, self.language)
            }
            _ => {
                let search = needs.search().with_wish(wish);
                let next = self.office().times_instead(among, search, MOST_OFFERED);
                at_start(clinic, words.none_found(why, among, needs, wish, &next))
            }
        };
        if let Calendars::Any(group) = among
            && let Some(unread) = words.unread_of(group)
        {
            let problem = &mut unanswered.problem;
            problem.what = format!("{} {unread}", problem.what);
        }
        unanswered
    }
}

/// Returns a problem of the start of a booking.
pub(super) fn at_start(clinic: ClinicId, what: String) -> Unanswered {
    Problem::error(Spot::Field(clinic.start_field()), what, "").into()
}

/// Returns the problem that a line means another clinic than the one named.
fn means_other(only: ClinicId, means: ClinicId, language: i18n::Language) -> Unanswered {
    let other = only.name();
    let what = say!(
        language,
        "shell-line-means-other",
        clinic = means.name(),
        other
    );
    Problem::error(Spot::Whole, what, say!(language, "shell-line-mend")).into()
}
