//! Fills the form from the entry line, with the first free time that fits.

use booking::FieldRole;
use booking::line::{ListMatch, Resolved};
use booking::time::{self, Wish};
use i18n::say;
use office::{Calendars, FreeTimes, MOST_OFFERED, Sought, TimeOfLine};

use super::LineResult;
use crate::plain::conversation::Conversation;
use crate::plain::lines::End;
use clerk::{ReadTimes, find_time, read_free_times};

/// The remark on a time that a line has found, or not found.
struct TimeRemark {
    text: String,
    /// Whether it is said even if the form has a time.
    is_said_always: bool,
    /// Whether it is said after the message about the rest of the form.
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
    /// Fills the form from a line, and enters the first free time that fits. If the line only names a patient, says the
    /// patient's appointments.
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
        if let Some(patient) = patient.clone()
            && means.is_patient_alone()
        {
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
            let mut all = Vec::new();
            if time.follows_others {
                all.extend([parked, unlisted].into_iter().flatten());
            }
            all.push(time.text);
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
    /// Returns what the line lacks, or what part of its time can't be understood.
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

    /// Returns the message that a line can't be understood until its lists are read.
    pub(in crate::plain) fn lists_awaited(&self) -> String {
        let words = self.words();
        let remark = words.dead_key_remark(self.model().clinic);
        remark.unwrap_or_else(|| say!(words.language, "line-no-lists").to_owned())
    }

    /// Enters the time on the line, or the first free one that fits. Returns the remark to say.
    fn enter_time_of_line(
        &mut self,
        means: &Resolved,
        wish: &Wish,
    ) -> Result<Option<TimeRemark>, End> {
        let language = self.language();
        if means.follows_booking() {
            return self.enter_time_after_booked(means, wish);
        }
        let remark = match self.with_model(|model| model.time_of_line(means, wish)) {
            TimeOfLine::InForm | TimeOfLine::Entered => return Ok(None),
            TimeOfLine::Sought(sought) => return self.enter_free_time(&sought, wish),
            TimeOfLine::WithNobody => {
                let whom = means.clinic.words().with_whom.text(language);
                TimeRemark::without_search(say!(language, "hold-or-time", whom))
            }
            TimeOfLine::TooFar(last) => {
                let last = time::day(last, language);
                TimeRemark {
                    is_said_always: matches!(means.provider, ListMatch::AnyOf(_)),
                    ..TimeRemark::without_search(say!(language, "hold-too-far", last))
                }
            }
        };
        Ok(Some(remark))
    }

    /// Enters the first time from the end of the visit just booked on that is known to be free. Returns the pause between
    /// the two.
    fn enter_time_after_booked(
        &mut self,
        means: &Resolved,
        wish: &Wish,
    ) -> Result<Option<TimeRemark>, End> {
        let mut means = means.clone();
        // The patient's own visits are read first.
        self.settle()?;
        let end = self.office().just_booked().map(|booked| booked.end);
        let provider = self.model().form().draft().provider();
        if let Some((provider, end)) = provider.zip(end) {
            let office = self.office();
            let length = if means.clinic.field(FieldRole::Minutes).is_some() {
                office.length_on_line(&means)
            } else {
                None
            };
            let question = office.free_times_question(provider, length);
            let day = end.with_timezone(&question.zone).date_naive();
            let mut times = FreeTimes::new(question);
            read_free_times(self, &mut times, day, length)?;
            self.office().follow_at_free_time(&mut means, &[&times]);
        }
        self.with_model(|model| model.time_of_line(&means, wish));
        let pause = self.words().pause_after_booked(&means);
        Ok(pause.map(|pause| TimeRemark {
            is_said_always: true,
            ..TimeRemark::of_no_time(pause)
        }))
    }

    /// Enters the first free time that fits, and its provider if the line leaves that open.
    fn enter_free_time(&mut self, sought: &Sought, wish: &Wish) -> Result<Option<TimeRemark>, End> {
        self.settle()?;
        let model = self.model();
        let clinic = model.clinic;
        let form = model.form().clone();
        let (times, needs, found) = find_time(self, sought, &form, wish)?;
        if let (Ok(found), Sought::One(_)) = (&found, sought) {
            self.with_model(|model| model.take_found(found, times, wish));
            return Ok(None);
        }
        let words = self.words();
        let unread = match times.calendars() {
            Calendars::One(_) => None,
            Calendars::Any(group) => words.unread_of(group),
        };
        let text = match &found {
            Ok(found) => words.time_found(clinic, found, times.calendars(), &needs, wish),
            Err(why) => {
                let among = times.calendars();
                let search = needs.search().with_wish(wish);
                let next = self.office().times_instead(among, search, MOST_OFFERED);
                words.none_found(*why, among, &needs, wish, &next)
            }
        };
        self.with_model(|model| match (found, times) {
            (Ok(found), times) => model.take_found(&found, times, wish),
            (Err(_), ReadTimes::One(times)) => model.times = Some(*times),
            (Err(_), ReadTimes::Any(_)) => {}
        });
        let texts: Vec<String> = [Some(text), unread].into_iter().flatten().collect();
        Ok(Some(TimeRemark {
            is_said_always: matches!(sought, Sought::Any(_)),
            ..TimeRemark::of_no_time(texts.join(" "))
        }))
    }
}
