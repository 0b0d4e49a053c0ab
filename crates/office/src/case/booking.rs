//! A booking that a line begins: what the line puts into a form, the search for its time, the time that is found and the
//! others that are offered, until the form is sent or belongs to somebody else.

use std::slice;

use ::booking::line::{ListMatch, ProviderGroup, Resolved};
use ::booking::time::{self, Clock, Minutes, Wish};
use ::booking::{Booking, ChangeId, Draft, Hours, Provider, Series};
use chrono::{DateTime, NaiveDate, Utc};

use crate::form::BookingForm;
use crate::{
    FreeSearch, FreeStart, FreeTimes, FreeTimesQuestion, GroupSearch, GroupTimes, NoFreeTime,
    Office, last_day,
};

/// The maximum number of free times offered beside the one in the form, or where none fits.
pub const MOST_OFFERED: usize = 3;

/// What a line has put into a form, and what it stands for beside that.
#[derive(Clone, Debug)]
pub struct BookingCase {
    /// The draft that the line continued: entering the line again continues it again.
    base: Draft,
    /// The form as the line left it: the line does not change texts that were typed since.
    draft: Draft,
    /// The series that begins with the booking, until it is listed.
    series: Option<Series>,
    /// The booking right after which the visit begins.
    follows: Option<ChangeId>,
    /// Those of whom the line wants whoever is free first.
    group: Option<ProviderGroup>,
    /// The free time that the form holds.
    held: Option<OfferedTime>,
    /// The free times that can be taken in its place.
    others: Vec<OfferedTime>,
}

/// A free time that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedTime {
    /// The start.
    pub start: DateTime<Utc>,
    /// The practitioner or location, if the line leaves open who it is.
    pub provider: Option<Provider>,
}

impl From<DateTime<Utc>> for OfferedTime {
    fn from(start: DateTime<Utc>) -> OfferedTime {
        OfferedTime {
            start,
            provider: None,
        }
    }
}

impl From<FreeStart> for OfferedTime {
    fn from(FreeStart { provider, start }: FreeStart) -> OfferedTime {
        OfferedTime {
            start,
            provider: Some(provider),
        }
    }
}

/// How a visit on a line gets its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeOfLine {
    /// The form has it, or puts the patient on the waiting list.
    InForm,
    /// The line names it, and it is in the form.
    Entered,
    /// The first free time that the line admits is searched with these.
    Sought(Sought),
    /// Nobody is named with whom one could be searched.
    WithNobody,
    /// It is to be after this day, the last that may have free times.
    TooFar(NaiveDate),
}

/// Those with whom a free time is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A practitioner or location.
    One(Provider),
    /// Whoever of these is free first.
    Any(ProviderGroup),
}

/// The calendars among which a free time is searched.
#[derive(Clone, Copy, Debug)]
pub enum Calendars<'a> {
    /// That of a practitioner or location.
    One(&'a FreeTimes),
    /// Those of a group, of whom whoever is free first is wanted.
    Any(&'a GroupTimes),
}

/// The result of a search among the calendars that are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeSearch {
    /// A free time is there.
    Found(FoundTime),
    /// Answers are awaited.
    Awaited,
    /// No known time fits; the days from this one have to be requested next.
    Further(NaiveDate),
    /// There is none.
    Ended(NoFreeTime),
}

/// The first free time that a wish admits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundTime {
    /// The time.
    pub first: OfferedTime,
    /// Whether an earlier one would do, had the patient no other appointment then.
    pub is_passed_over: bool,
}

impl<'a> Calendars<'a> {
    /// Returns the free times of each of them.
    pub fn times(self) -> &'a [FreeTimes] {
        match self {
            Calendars::One(times) => slice::from_ref(times),
            Calendars::Any(group) => group.members(),
        }
    }

    /// Returns the calendar that has an offered time.
    fn of(self, offered: &OfferedTime) -> Option<&'a FreeTimes> {
        match (self, &offered.provider) {
            (Calendars::One(times), _) => Some(times),
            (Calendars::Any(group), Some(provider)) => group.of(provider),
            (Calendars::Any(_), None) => None,
        }
    }
}

impl BookingCase {
    /// Fills a form from a line that continues the draft `base`, but for the time of the visit. `patient` is `None` if the
    /// line leaves that of the draft; `clock` is that of the form. Returns the panels of the line's template that the clinic
    /// does not have, too.
    pub fn fill(
        office: &Office,
        form: &mut BookingForm,
        means: &Resolved,
        patient: Option<String>,
        base: Draft,
        clock: &Clock,
    ) -> (BookingCase, Vec<String>) {
        let letter = form.letter();
        let template = means.template.or(form.template());
        let base = form.without_found_time(base, means);
        let (mut draft, unlisted) =
            office.filled_from_line(means, patient, base.clone(), clock.language);
        if draft.start(clock).is_none() {
            // Of a start that can't be read, nothing is kept: the line promises the first free time.
            draft.set(draft.clinic().start_field(), String::new());
        }
        form.fill_by_line(draft.clone(), means);
        form.set_letter(letter);
        form.set_template(template);
        let follows = office.book.last_booking();
        let case = BookingCase {
            base,
            series: means.series,
            follows: if means.follows_booking { follows } else { None },
            ..BookingCase::of_typed(draft)
        };
        (case, unlisted)
    }

    /// Creates the case of a draft that is taken up together with its line: all its texts count as typed.
    pub fn of_typed(draft: Draft) -> BookingCase {
        BookingCase {
            base: draft.clone(),
            draft,
            series: None,
            follows: None,
            group: None,
            held: None,
            others: Vec::new(),
        }
    }

    /// Returns the draft as the line has filled it.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Whether a form is as the line has filled it.
    pub fn is_as_filled(&self, form: &BookingForm) -> bool {
        self.draft == *form.draft()
    }

    /// Returns the draft that the line has continued, if nobody has edited the form since.
    pub fn base_of(&self, form: &BookingForm) -> Option<&Draft> {
        self.is_as_filled(form).then_some(&self.base)
    }

    /// Counts this draft, which is in the form, as filled in by the line.
    pub fn record(&mut self, draft: Draft) {
        self.draft = draft;
    }

    /// Returns a form without what the line has filled in, if it is as the line left it: it holds the draft that the line has
    /// continued, `base`. `None` if there is nothing to be taken back.
    pub fn taken_back(&self, form: &BookingForm, base: Draft) -> Option<BookingForm> {
        if !self.is_as_filled(form) || self.draft == base {
            return None;
        }
        let mut before = form.clone();
        before.go_back_to(base);
        before.set_letter(form.letter());
        Some(before)
    }

    /// Returns the series that begins with the booking, until it is listed.
    pub fn series(&self) -> Option<Series> {
        self.series
    }

    /// Takes the series that begins with the booking, to list it.
    pub fn take_series(&mut self) -> Option<Series> {
        self.series.take()
    }

    /// Returns the booking right after which this one begins; `None` if the form has another patient by now.
    pub fn follows(&self, booking: &Booking) -> Option<ChangeId> {
        let clinic = self.draft.clinic();
        let patient = self.draft.text(clinic.patient_field()).trim();
        let is_theirs =
            clinic == booking.clinic() && patient.eq_ignore_ascii_case(&booking.subject().0);
        if is_theirs { self.follows } else { None }
    }

    /// Returns those of whom the line wants whoever is free first.
    pub fn group(&self) -> Option<&ProviderGroup> {
        self.group.as_ref()
    }

    /// Returns the free time that the form holds.
    pub fn held(&self) -> Option<&OfferedTime> {
        self.held.as_ref()
    }

    /// Returns the free times that can be taken in its place.
    pub fn others(&self) -> &[OfferedTime] {
        &self.others
    }

    /// Notes the free time that the form holds, and those that can be taken in its place.
    pub fn offer(&mut self, held: Option<OfferedTime>, others: Vec<OfferedTime>) {
        (self.held, self.others) = (held, others);
    }

    /// Returns how the visit of the line gets its time, and enters one that the line names. `clock` is that of the form.
    pub fn time_of_line(
        &mut self,
        form: &mut BookingForm,
        means: &Resolved,
        wish: &Wish,
        clock: &Clock,
    ) -> TimeOfLine {
        let clinic = form.clinic();
        let today = clock.now.with_timezone(&clock.zone).date_naive();
        let last = last_day(clinic, today);
        let provider = form.draft().provider();
        if let ListMatch::AnyOf(group) = &means.provider
            && provider.is_none()
        {
            if wish.from > last {
                return TimeOfLine::TooFar(last);
            }
            self.group = Some(group.clone());
            return TimeOfLine::Sought(Sought::Any(group.clone()));
        }
        let has_time = !form.draft().text(clinic.start_field()).trim().is_empty();
        if has_time && means.time.is_empty() || form.draft().asks_for_wish() {
            return TimeOfLine::InForm;
        }
        if let Ok(span) = time::span(&means.time.join(" "), clock) {
            form.put_span(span, clock);
            form.note_start_found();
            self.record(form.draft().clone());
            return TimeOfLine::Entered;
        }
        match provider {
            None => TimeOfLine::WithNobody,
            Some(_) if wish.from > last => TimeOfLine::TooFar(last),
            Some(provider) => TimeOfLine::Sought(Sought::One(provider)),
        }
    }

    /// Enters a free time that was found in the form, with its length if that has none, and offers the next ones that the
    /// wish admits in its place. `clock` is that of the form.
    pub fn take_found(
        &mut self,
        office: &Office,
        form: &mut BookingForm,
        first: OfferedTime,
        among: Calendars<'_>,
        wish: &Wish,
        clock: &Clock,
    ) {
        let clock = put_member(office, form, &first, clock);
        let free = among
            .of(&first)
            .and_then(|times| office.known_free(times)?.minutes_around(first.start));
        form.take_length(free, first.start);
        // The others have room for a visit of that length.
        let mut others = office.times_offered(among, form.draft().minutes(), wish);
        others.retain(|other| *other != first);
        others.truncate(MOST_OFFERED);
        form.put_moment(first.start, &clock);
        form.note_start_found();
        self.offer(Some(first), others);
        self.record(form.draft().clone());
    }

    /// Enters another of the free times in the form; the one held before can be taken in its place. `clock` is that of the
    /// form. Returns the time; `None` if there is none with this index.
    pub fn take_other(
        &mut self,
        office: &Office,
        form: &mut BookingForm,
        number: usize,
        clock: &Clock,
    ) -> Option<OfferedTime> {
        let taken = self.others.get(number)?.clone();
        match self.held.replace(taken.clone()) {
            Some(held) => self.others[number] = held,
            None => drop(self.others.remove(number)),
        }
        self.others.sort_by_key(|other| other.start);
        let clock = put_member(office, form, &taken, clock);
        form.put_moment(taken.start, &clock);
        self.record(form.draft().clone());
        Some(taken)
    }
}

/// Enters whoever has an offered time in a form, if the line leaves that open: the clock of the time that is there does not
/// matter any more. Returns the clock of the form from then on.
fn put_member(
    office: &Office,
    form: &mut BookingForm,
    offered: &OfferedTime,
    clock: &Clock,
) -> Clock {
    let Some(provider) = &offered.provider else {
        return *clock;
    };
    let zone = office.zone_at(provider.clinic(), &provider.id());
    form.put(form.clinic().provider_field(), provider.id());
    form.set_zone(zone);
    Clock {
        zone,
        open: office.hours_with(provider).map(Hours::full_hours),
        ..*clock
    }
}

impl Office {
    /// Returns the questions of the free times of those of a group to whom the patient in a form may go.
    pub fn questions_of_group(
        &self,
        form: &BookingForm,
        group: &ProviderGroup,
    ) -> Vec<FreeTimesQuestion> {
        let clinic = form.clinic();
        let patient = form.draft().text(clinic.patient_field()).trim();
        let members = self.suited(clinic, patient, group.members(clinic));
        self.group_questions(members, form.draft().minutes())
    }

    /// Searches the known free times for the first that a wish admits, for a visit of that length.
    pub fn search_time(
        &self,
        among: Calendars<'_>,
        length: Option<Minutes>,
        first_day: NaiveDate,
        wish: &Wish,
    ) -> TimeSearch {
        match among {
            Calendars::One(times) => {
                match self.search_free(times, times.search(length), first_day, wish) {
                    FreeSearch::Found {
                        first,
                        is_passed_over,
                    } => TimeSearch::Found(FoundTime {
                        first: first.into(),
                        is_passed_over,
                    }),
                    FreeSearch::Awaited => TimeSearch::Awaited,
                    FreeSearch::Further(day) => TimeSearch::Further(day),
                    FreeSearch::Ended(why) => TimeSearch::Ended(why),
                }
            }
            Calendars::Any(group) => match self.search_group(group, length, first_day, wish) {
                GroupSearch::Found {
                    first,
                    is_passed_over,
                } => TimeSearch::Found(FoundTime {
                    first: first.into(),
                    is_passed_over,
                }),
                GroupSearch::Awaited => TimeSearch::Awaited,
                GroupSearch::Ended(why) => TimeSearch::Ended(why),
            },
        }
    }

    /// Returns the known free times that a wish admits, in order.
    fn times_offered(
        &self,
        among: Calendars<'_>,
        length: Option<Minutes>,
        wish: &Wish,
    ) -> Vec<OfferedTime> {
        match among {
            Calendars::One(times) => {
                let search = times.search(length).with_wish(wish);
                let starts = self.starts_offered(times, search).into_iter();
                starts.map(OfferedTime::from).collect()
            }
            Calendars::Any(group) => {
                let starts = self.group_starts(group, length, wish).into_iter();
                starts.map(OfferedTime::from).collect()
            }
        }
    }

    /// Returns the free times to offer where none fits a wish, in order. `clock` is that on which the wish was read.
    pub fn times_instead(
        &self,
        among: Calendars<'_>,
        length: Option<Minutes>,
        wish: &Wish,
        clock: &Clock,
    ) -> Vec<OfferedTime> {
        match among {
            Calendars::One(times) => {
                let next = self.alternatives(times, times.search(length), wish, MOST_OFFERED);
                next.into_iter().map(OfferedTime::from).collect()
            }
            Calendars::Any(group) => {
                let Ok(any_time) = time::wish::<&str>(&[], clock) else {
                    return Vec::new();
                };
                let next = self.group_alternatives(group, length, wish, &any_time, MOST_OFFERED);
                next.into_iter().map(OfferedTime::from).collect()
            }
        }
    }
}
