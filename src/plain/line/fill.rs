//! From the entry line into the form, with the first free time that the line admits.

use booking::Provider;
use booking::line::{ListMatch, ProviderGroup, Resolved};
use booking::time::{self, Wish};
use i18n::say;
use office::{FreeStart, GroupSearch, GroupTimes, NoFreeTime, Office};
use words::{NextFree, nobody_free, nothing_free};

use super::LineResult;
use crate::plain::conversation::Conversation;
use crate::plain::lines::End;
use clerk::{FoundTime, find_free_time, read_group};

/// The largest number of free times named where none fits.
const MOST_NEXT: usize = 3;

/// The remark on a time that a line has found, or has not found.
struct TimeRemark {
    text: String,
    /// Whether it is said although the form has a time.
    is_said_always: bool,
    /// Whether it is said after what has become of the rest of the form.
    follows_others: bool,
}

impl TimeRemark {
    fn of_no_time(text: impl Into<String>) -> TimeRemark {
        TimeRemark {
            text: text.into(),
            is_said_always: false,
            follows_others: false,
        }
    }

    fn without_search(text: String) -> TimeRemark {
        TimeRemark {
            follows_others: true,
            ..TimeRemark::of_no_time(text)
        }
    }
}

impl Conversation {
    /// Fills the form from a line, and enters the first free time that it admits; or says the appointments of the patient
    /// whom the line names alone.
    pub(super) fn book_from_line(&mut self, means: &Resolved) -> Result<LineResult, End> {
        let mut means = means.clone();
        self.model().form_of(means.clinic).keep_time(&mut means);
        let means = &means;
        let (patient, wish) = match self.wish_of_line(means) {
            Ok(read) => read,
            Err(why) => return self.refuse_line(&why),
        };
        let clinic = means.clinic;
        let language = self.language();
        if let Some(patient) = patient.clone().filter(|_| means.is_patient_alone()) {
            self.with_model(|model| model.show_patient(clinic, patient.clone()));
            self.print_notes_about(&patient)?;
            return self.print_appointments_of_line();
        }
        let based = self.with_model(|model| model.base_of_line(clinic, patient.as_deref()));
        let Some((base, parked)) = based else {
            let why = say!(language, "line-no-letter-left", clinic = clinic.name());
            return self.refuse_line(&why);
        };
        let parked = parked.and_then(|parked| self.words().put_aside(&parked));
        let unlisted = self.with_model(|model| model.fill_from_line(means, patient, base));
        let unlisted = (!unlisted.is_empty()).then(|| self.words().without_panels(&unlisted));
        let time = self.enter_time_of_line(means, &wish)?;
        self.read_about_form()?;
        self.with_model(|model| {
            model.note_filled();
            model.open_series()
        });
        let is_untimed = self.model().start_text().is_empty();
        if let Some(time) = time.filter(|time| is_untimed || time.is_said_always) {
            let others = [parked, unlisted].into_iter().flatten();
            let others = others.filter(|_| time.follows_others);
            let all: Vec<String> = others.chain([time.text]).collect();
            self.print_without_keys(&all.join(" "))?;
        }
        let person = self.model().patient_in_form(clinic).to_owned();
        self.print_notes_about(&person)?;
        Ok(LineResult::Filled)
    }

    /// Returns the patient of a line and its wish for a time.
    ///
    /// # Errors
    ///
    /// Returns what the line lacks, or what of its time can't be understood.
    fn wish_of_line(&self, means: &Resolved) -> Result<(Option<String>, Wish), String> {
        let model = self.model();
        let words = self.words();
        let clinic = means.clinic;
        if [&means.patient, &means.provider].contains(&&ListMatch::Awaited) {
            return Err(self.lists_awaited());
        }
        let of_form = || model.setting_of(clinic).clock;
        let clock = words.clock_of_line(means, of_form);
        match words.doubt_about_time(means, &clock) {
            Some(doubt) => Err(doubt),
            None => words.wish_of_line(means, model.patient_in_form(clinic), &clock),
        }
    }

    /// Returns that a line can't be understood while its lists are not there.
    pub(in crate::plain) fn lists_awaited(&self) -> String {
        let words = self.words();
        let remark = words.dead_key_remark(self.model().clinic);
        remark.unwrap_or_else(|| say!(words.language, "line-no-lists").to_owned())
    }

    /// Enters the time that a line names, or the first free one that it admits. Returns what is to be said of it.
    fn enter_time_of_line(
        &mut self,
        means: &Resolved,
        wish: &Wish,
    ) -> Result<Option<TimeRemark>, End> {
        if let ListMatch::AnyOf(group) = &means.provider {
            return self.enter_whoever_is_free(group, wish).map(Some);
        }
        let model = self.model();
        if !model.start_text().is_empty() && means.time.is_empty() {
            return Ok(None);
        }
        let clock = model.setting().clock;
        if let Ok(span) = time::span(&means.time.join(" "), &clock) {
            self.with_model(|model| model.form_mut().put_span(span, &clock));
            return Ok(None);
        }
        match model.form().draft().provider() {
            Some(provider) => self.enter_first_free(provider, wish),
            None => {
                let whom = model.clinic.words().with_whom.text(self.language());
                let text = say!(self.language(), "hold-or-time", whom);
                Ok(Some(TimeRemark::without_search(text)))
            }
        }
    }

    /// Enters the first free time of a practitioner or location that the line admits.
    fn enter_first_free(
        &mut self,
        provider: Provider,
        wish: &Wish,
    ) -> Result<Option<TimeRemark>, End> {
        let language = self.language();
        self.settle()?;
        let model = self.model();
        let length = model.form().draft().minutes();
        let first_day = model.first_day();
        let rules = model.rules();
        let first = Some(first_day);
        let found = find_free_time(self, provider.clone(), length, first, wish, &rules)?;
        let (why, times) = match found {
            FoundTime::Found(first, times) => {
                self.with_model(|model| model.take_free_time(first, times));
                return Ok(None);
            }
            FoundTime::TooFar(last) => {
                let last = time::day(last, language);
                let text = say!(language, "hold-too-far", last);
                return Ok(Some(TimeRemark::without_search(text)));
            }
            FoundTime::NoneFits(why, times) => (why, times),
        };
        let text = self.words().why_none_found(why, || {
            let who = self.words().provider(provider.clinic(), &provider.id());
            let search = times.search(length);
            let next = self.office().alternatives(&times, search, wish, MOST_NEXT);
            nothing_free(&who, wish, &next, times.question().zone, language)
        });
        self.with_model(|model| model.times = Some(times));
        Ok(Some(TimeRemark::of_no_time(text)))
    }

    /// Enters whoever of a group is free first, with the time.
    fn enter_whoever_is_free(
        &mut self,
        group: &ProviderGroup,
        wish: &Wish,
    ) -> Result<TimeRemark, End> {
        let language = self.language();
        self.settle()?;
        let model = self.model();
        let clinic = model.clinic;
        let first_day = model.first_day();
        let length = model.form().draft().minutes();
        let members = group.ids.iter();
        let members = members
            .filter_map(|id| Provider::named(clinic, id))
            .collect();
        let patient = model.patient_in_form(clinic);
        let members = self.office().suited(clinic, patient, members);
        let rules = model.rules();
        let questions = self.office().group_questions(members, length);
        let last = questions.first().map(|question| question.last);
        if let Some(last) = last.filter(|last| wish.from > *last) {
            let last = time::day(last, language);
            let text = say!(language, "hold-too-far", last);
            return Ok(TimeRemark {
                is_said_always: true,
                ..TimeRemark::without_search(text)
            });
        }
        let mut group = Office::group_times(questions);
        group.keep_to(&rules);
        read_group(self, &mut group, |office, group| {
            office.ask_for_search(group, first_day, wish)
        })?;
        let why = match self.office().search_group(&group, first_day, wish) {
            GroupSearch::Found {
                first,
                is_passed_over,
            } => Ok(self.enter_whoever(first, &group, is_passed_over)),
            GroupSearch::Ended(why) => Err(why),
            GroupSearch::Awaited => Err(NoFreeTime::Unread),
        };
        let text = why.unwrap_or_else(|why| {
            let words = self.words();
            words.why_none_found(why, || self.nobody_free(&group, wish))
        });
        let unread = self.words().unread_members(&group);
        let unread = unread.map(|who| say!(language, "hold-not-asked", who));
        let texts: Vec<String> = [Some(text), unread].into_iter().flatten().collect();
        Ok(TimeRemark {
            is_said_always: true,
            ..TimeRemark::of_no_time(texts.join(" "))
        })
    }

    fn enter_whoever(
        &mut self,
        first: FreeStart,
        group: &GroupTimes,
        is_passed_over: bool,
    ) -> String {
        let language = self.language();
        let clinic = first.provider.clinic();
        let who = self.words().provider(clinic, &first.provider.id());
        let times = group.of(&first.provider).cloned();
        self.with_model(|model| {
            model.put_provider_before_time(first.provider.id());
            if let Some(times) = times {
                model.take_free_time(first.start, times);
            }
        });
        let patient = self.office().coming_up(clinic);
        match patient.filter(|_| is_passed_over) {
            Some((patient, _)) => say!(language, "hold-whoever-for-both", who, patient),
            None => say!(language, "hold-whoever", who),
        }
    }

    /// Returns that nobody of a group is free when the line wishes, and who is next.
    fn nobody_free(&self, group: &GroupTimes, wish: &Wish) -> String {
        let words = self.words();
        let model = self.model();
        let open = time::wish::<&str>(&[], &model.setting().clock).ok();
        let next = open.map(|open| {
            let office = self.office();
            office.group_alternatives(group, wish, &open, MOST_NEXT)
        });
        let next = next.unwrap_or_default();
        let next: Vec<NextFree> = next.iter().map(|one| words.next_free(one)).collect();
        let until = group.searched_until(model.first_day(), wish);
        nobody_free(group.members().len(), wish, until, &next, words.language)
    }
}
