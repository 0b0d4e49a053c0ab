//! A booking that a line begins: the contents that the line gives to a form, the search for its time, the time found
//! and the alternatives, until the form is sent or is for another patient.

use booking::is_same_id;
use std::slice;

use ::booking::line::{ListMatch, ProviderGroup, Resolved};
use ::booking::time::{self, Clock, Wish};
use ::booking::{Booking, ChangeId, Draft, Hours, Provider, Series};
use chrono::{DateTime, NaiveDate, Utc};

use crate::form::BookingForm;
use crate::{
    FreeSearch, FreeStart, FreeTimes, FreeTimesQuestion, GroupSearch, GroupTimes, NoFreeTime,
    Office, Search, last_day_before,
};

/// The most free times offered in addition to the one in the form, or if none fits.
pub const MOST_OFFERED: usize = 3;

/// The contents that a line has given to a form, and the rest of its meaning.
#[derive(Clone, Debug)]
pub struct BookingCase {
    /// The draft that the line has continued, and continues again if it is entered again.
    base: Draft,
    /// The form as the line left it. The line does not change texts that were typed since.
    draft: Draft,
    /// The series that begins with the booking, until it is listed.
    series: Option<Series>,
    /// The booking right before the visit.
    follows: Option<ChangeId>,
    /// The group to find the first available provider in.
    group: Option<ProviderGroup>,
    /// The free time that the form holds.
    held: Option<OfferedTime>,
    /// The free times that can replace it.
    others: Vec<OfferedTime>,
}

/// A free time that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedTime {
    /// The start.
    pub start: DateTime<Utc>,
    /// The practitioner or location, if the line leaves that open.
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
    /// The line names it; it has been entered in the form.
    Entered,
    /// It is the first free time with these providers that the line admits.
    Sought(Sought),
    /// No provider is named to search a time with.
    WithNobody,
    /// It is after this day, the last that may have free times.
    TooFar(NaiveDate),
}

/// The providers whose free times are searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A practitioner or location.
    One(Provider),
    /// The first available of these.
    Any(ProviderGroup),
}

/// The calendars in which a free time is searched.
#[derive(Clone, Copy, Debug)]
pub enum Calendars<'a> {
    /// The calendar of a practitioner or location.
    One(&'a FreeTimes),
    /// The calendars of a group, to find the first available provider.
    Any(&'a GroupTimes),
}

/// The result of a search in the known calendars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeSearch {
    /// A free time was found.
    Found(FoundTime),
    /// Answers are awaited.
    Awaited,
    /// No known time fits; the days from this one on are to be requested next.
    Further(NaiveDate),
    /// There is no free time.
    Ended(NoFreeTime),
}

/// The first free time that a wish admits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundTime {
    /// The time.
    pub first: OfferedTime,
    /// Whether there is an earlier one at which the patient has another appointment.
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
    /// Fills a form from a line that continues the draft `base`, except for the time of the visit. `patient` is `None`
    /// if the draft's patient stays; `clock` is that of the form. Also returns the panels of the line's template that
    /// the clinic does not have.
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
            // A start that can't be read is dropped: the line promises the first free time.
            draft.set(draft.clinic().start_field(), String::new());
        }
        form.fill_by_line(draft.clone(), means);
        form.set_letter(letter);
        form.set_template(template);
        let follows = office.book.last_booking();
        let case = BookingCase {
            base,
            series: means.series,
            follows: if means.follows_booking() {
                follows
            } else {
                None
            },
            ..BookingCase::of_typed(draft)
        };
        (case, unlisted)
    }

    /// Creates the case of a draft taken up together with its line. All its texts count as typed.
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

    /// Returns whether a form is as the line has filled it.
    pub fn is_as_filled(&self, form: &BookingForm) -> bool {
        self.draft == *form.draft()
    }

    /// Returns the draft that the line has continued, if the form has not been edited since.
    pub fn base_of(&self, form: &BookingForm) -> Option<&Draft> {
        self.is_as_filled(form).then_some(&self.base)
    }

    /// Records that the form's present draft was filled in by the line.
    pub fn record(&mut self, draft: Draft) {
        self.draft = draft;
    }

    /// Returns a form as it was before the line, with the draft `base` that the line has continued. `None` if there is
    /// nothing to take back, or if the form has been edited since.
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
        let is_theirs = clinic == booking.clinic() && is_same_id(patient, &booking.patient());
        if is_theirs { self.follows } else { None }
    }

    /// Returns the group to find the first available provider in.
    pub fn group(&self) -> Option<&ProviderGroup> {
        self.group.as_ref()
    }

    /// Returns the free time that the form holds.
    pub fn held(&self) -> Option<&OfferedTime> {
        self.held.as_ref()
    }

    /// Returns the free times that can replace it.
    pub fn others(&self) -> &[OfferedTime] {
        &self.others
    }

    /// Notes the free time in the form, and the ones that can replace it.
    pub fn offer(&mut self, held: Option<OfferedTime>, others: Vec<OfferedTime>) {
        (self.held, self.others) = (held, others);
    }

    /// Returns how the visit of the line gets its time, and enters the time if the line names it. `clock` is that of
    /// the form.
    pub fn time_of_line(
        &mut self,
        form: &mut BookingForm,
        means: &Resolved,
        wish: &Wish,
        clock: &Clock,
    ) -> TimeOfLine {
        let clinic = form.clinic();
        let today = clock.now.with_timezone(&clock.zone).date_naive();
        let too_far = last_day_before(wish, clinic, today);
        let provider = form.draft().provider();
        if let ListMatch::AnyOf(group) = &means.provider
            && provider.is_none()
        {
            if let Some(last) = too_far {
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
        match (provider, too_far) {
            (None, _) => TimeOfLine::WithNobody,
            (Some(_), Some(last)) => TimeOfLine::TooFar(last),
            (Some(provider), None) => TimeOfLine::Sought(Sought::One(provider)),
        }
    }

    /// Enters a free time in the form, with its length if the form has none, and offers the next ones that the wish
    /// admits as alternatives. `clock` is that of the form.
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
        let needs = office.needs_of_form(form.draft(), &clock);
        let mut others = office.times_offered(among, needs.search().with_wish(wish));
        others.retain(|other| *other != first);
        others.truncate(MOST_OFFERED);
        form.put_moment(first.start, &clock);
        form.note_start_found();
        self.offer(Some(first), others);
        self.record(form.draft().clone());
    }

    /// Enters another of the free times in the form; the one held before becomes an alternative. `clock` is that of the
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

/// Enters the practitioner or location of an offered time in a form, if the line leaves that open. Returns the form's
/// clock, which may change with it.
fn put_member(
    office: &Office,
    form: &mut BookingForm,
    offered: &OfferedTime,
    clock: &Clock,
) -> Clock {
    let Some(provider) = &offered.provider else {
        return *clock;
    };
    let zone = office.zone_at(provider.clinic(), provider.id());
    form.put(form.clinic().provider_field(), provider.id().to_owned());
    form.set_zone(zone);
    Clock {
        zone,
        open: office.hours_with(provider).map(Hours::full_hours),
        ..*clock
    }
}

impl Office {
    /// Returns the questions for the free times of those members of a group who see the form's patient.
    pub fn questions_of_group(
        &self,
        form: &BookingForm,
        group: &ProviderGroup,
    ) -> Vec<FreeTimesQuestion> {
        let clinic = form.clinic();
        let patient = form.draft().text(clinic.patient_field()).trim();
        let rules = self.setup.templates.rules_of(form.draft());
        let members = self.suited(clinic, patient, &rules, group.members(clinic));
        self.group_questions(members, form.draft().minutes())
    }

    /// Searches the known free times for the first at which a visit can be.
    pub fn search_time(&self, among: Calendars<'_>, search: Search<'_>) -> TimeSearch {
        match among {
            Calendars::One(times) => match self.search_free(times, search) {
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
            },
            Calendars::Any(group) => match self.search_group(group, search) {
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

    /// Returns the known free times at which a visit can be, in order.
    fn times_offered(&self, among: Calendars<'_>, search: Search<'_>) -> Vec<OfferedTime> {
        match among {
            Calendars::One(times) => {
                let starts = self.starts_offered(times, search).into_iter();
                starts.map(OfferedTime::from).collect()
            }
            Calendars::Any(group) => {
                let starts = self.group_starts(group, search).into_iter();
                starts.map(OfferedTime::from).collect()
            }
        }
    }

    /// Returns the times to offer if none fits the wish of a search, at most `most`, in order. Times at a wished hour
    /// are preferred.
    pub fn times_instead(
        &self,
        among: Calendars<'_>,
        search: Search<'_>,
        most: usize,
    ) -> Vec<OfferedTime> {
        let any_time = Search {
            wish: None,
            // A patient who is present needs no time to come.
            notice: search.notice(),
            ..search
        };
        let mut times = self.times_offered(among, any_time);
        let is_at_hour = |offered: &OfferedTime| {
            let zone = among.of(offered).map(|times| times.question().zone);
            let zone = zone.unwrap_or(self.setup.zone);
            let wish = search.wish;
            wish.is_none_or(|wish| wish.admits_hour(offered.start, zone))
        };
        times.sort_by_key(|offered| (!is_at_hour(offered), offered.start));
        times.truncate(most);
        times.sort_by_key(|offered| offered.start);
        times
    }
}
