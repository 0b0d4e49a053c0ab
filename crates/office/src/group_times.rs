//! The free times of several practitioners or locations, to find the first available one.

use chrono::{DateTime, Days as DayCount, NaiveDate, Utc};

use super::lists::GROWN_UP;
use super::search::Search;
use super::{FreeTimes, FreeTimesQuestion, Known, Moment, NoFreeTime, Office, Ticket};
use booking::time::Minutes;
use booking::{Basis, ClinicId, Entry, Failure, Free, Provider, VisitRules};

/// Days requested at once: the first free time is mostly in the same week.
const DAYS_AT_ONCE: u64 = 7;
/// The fewest calendars that make it worth reading shared data once for all of them.
const MANY: usize = 4;
/// The weeks of calendars that a search without an end reads in total, and the fewest weeks of each.
const CALENDAR_WEEKS: usize = 60;
const FEWEST_WEEKS: usize = 4;
/// The most calendars read at once.
const MOST_AT_ONCE: usize = 4;

/// The known free times of the members of a group, in their usual order.
#[derive(Clone, Debug)]
pub struct GroupTimes {
    members: Vec<FreeTimes>,
}

/// A free time of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreeStart {
    /// The practitioner or location.
    pub provider: Provider,
    /// The start.
    pub start: DateTime<Utc>,
}

/// The result of a search among the known free times of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupSearch {
    /// No calendar that could be read has an earlier time that the wish admits.
    Found {
        /// The time.
        first: FreeStart,
        /// Whether there is an earlier one at which the patient has another appointment.
        is_passed_over: bool,
    },
    /// Answers are awaited, or days are still to be requested.
    Awaited,
    /// There is no free time.
    Ended(NoFreeTime),
}

/// The number of calendars of a group read so far, of those needed at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupProgress {
    /// The number of calendars that were read, or could not be.
    pub read: usize,
    /// The number of all calendars.
    pub all: usize,
}

impl GroupTimes {
    /// Returns the free times of each member, in their usual order.
    pub fn members(&self) -> &[FreeTimes] {
        &self.members
    }

    pub(crate) fn members_mut(&mut self) -> &mut [FreeTimes] {
        &mut self.members
    }

    /// Returns the free times of a member.
    pub fn of(&self, provider: &Provider) -> Option<&FreeTimes> {
        let mut members = self.members.iter();
        members.find(|times| times.question().provider == *provider)
    }

    /// Returns the members whose calendars could not be read, and why.
    pub fn unread(&self) -> impl Iterator<Item = (&Provider, &Failure)> {
        self.members
            .iter()
            .filter_map(|times| Some((&times.question().provider, times.first_failure()?)))
    }

    /// Returns whether these are the free times of these members for a visit of this length, recent and without
    /// failures.
    pub fn still_answer(&self, questions: &[FreeTimesQuestion], now: Moment) -> bool {
        let is_same = |(times, question): (&FreeTimes, &FreeTimesQuestion)| {
            times.answers(question) && !times.are_old(now) && !times.has_failed()
        };
        self.members.len() == questions.len() && self.members.iter().zip(questions).all(is_same)
    }

    /// Returns the progress of reading the calendars. One that is being read again does not count as read.
    pub fn progress(&self) -> GroupProgress {
        let asking = self
            .members
            .iter()
            .filter(|times| times.is_asking())
            .count();
        let unasked = |times: &&FreeTimes| times.known().is_none() && !times.has_failed();
        let unread = self.members.iter().filter(unasked).count();
        GroupProgress {
            read: self.members.len() - unread.max(asking),
            all: self.members.len(),
        }
    }

    /// Returns whether any calendar is being read.
    pub fn is_asking(&self) -> bool {
        self.members.iter().any(FreeTimes::is_asking)
    }

    /// Returns the tickets of the awaited answers.
    pub fn awaited(&self) -> Vec<Ticket> {
        self.members.iter().flat_map(FreeTimes::awaited).collect()
    }

    /// Returns whether the answer with this ticket is awaited.
    pub fn awaits(&self, ticket: Ticket) -> bool {
        self.members.iter().any(|times| times.awaits(ticket))
    }

    /// Handles an answer. Returns whether it was awaited.
    pub fn answer(&mut self, ticket: Ticket, answer: Result<Free, Failure>, now: Moment) -> bool {
        let mut members = self.members.iter_mut();
        let asking = members.find(|times| times.awaits(ticket));
        asking.is_some_and(|times| times.answer(ticket, answer, now))
    }

    /// Abandons all requests. Returns their tickets.
    pub fn give_up(&mut self) -> Vec<Ticket> {
        self.members
            .iter_mut()
            .flat_map(FreeTimes::give_up)
            .collect()
    }

    /// Returns a counter that increases whenever the known free times change.
    pub fn edition(&self) -> u64 {
        self.members.iter().map(FreeTimes::edition).sum()
    }

    /// Returns the last day that a search covers, if that is before the last day of its wish.
    pub fn searched_until(&self, search: Search<'_>) -> Option<NaiveDate> {
        let times = self.members.first()?;
        let (_, wished) = search.days_among(times);
        let (_, to) = days_needed(times, self.weeks_searched(), search, None);
        (to < wished).then_some(to)
    }

    /// Returns how many weeks of each calendar a search covers.
    fn weeks_searched(&self) -> u64 {
        let weeks = CALENDAR_WEEKS / self.members.len().max(1);
        u64::try_from(weeks.max(FEWEST_WEEKS)).unwrap_or(u64::MAX)
    }

    /// Returns the members whose further days may be requested: their calendars could be read, and have times.
    fn open(&self) -> impl Iterator<Item = &FreeTimes> {
        self.members.iter().filter(|times| is_open(times))
    }

    /// Returns the first day that has not been requested of a readable calendar, among the days that `needed` returns
    /// for it.
    fn first_unasked(
        &self,
        needed: impl Fn(&FreeTimes) -> (NaiveDate, NaiveDate),
    ) -> Option<NaiveDate> {
        let unasked = self.open().filter_map(|times| {
            let (from, to) = needed(times);
            times.first_unasked(from, to)
        });
        unasked.min()
    }
}

/// Returns the days of a calendar that a search over this many weeks needs; none after a time that was found.
fn days_needed(
    times: &FreeTimes,
    weeks: u64,
    search: Search<'_>,
    found: Option<&FreeStart>,
) -> (NaiveDate, NaiveDate) {
    let (from, to) = days_until(times, search, found);
    let far = from.checked_add_days(DayCount::new(7 * weeks));
    (from, far.map_or(to, |far| far.min(to)))
}

/// Returns the days of a calendar that a search needs to be sure of the first time; none after a time that was found.
fn days_until(
    times: &FreeTimes,
    search: Search<'_>,
    found: Option<&FreeStart>,
) -> (NaiveDate, NaiveDate) {
    let (from, to) = search.days_among(times);
    let zone = times.question().zone;
    let found = found.map(|found| found.start.with_timezone(&zone).date_naive());
    (from, found.map_or(to, |found| found.min(to)))
}

/// Returns whether a calendar could be read so far, and has free times or hours.
fn is_open(times: &FreeTimes) -> bool {
    let publishes = times
        .known()
        .is_none_or(|free| free.basis != Basis::NoSchedule);
    publishes && !times.has_failed()
}

/// Returns whether free times are for visits of this length: if they are computed from hours, those for other lengths
/// begin at other times.
fn are_for_length(times: &FreeTimes, length: Option<Minutes>) -> bool {
    let computed = times.known().filter(|free| free.basis == Basis::Hours);
    let Some(minutes) = computed.map(|free| free.minutes) else {
        return true;
    };
    let is_theirs = |length: Minutes| minutes == Some(length.get().into());
    length == times.question().length || length.is_some_and(is_theirs)
}

impl Office {
    /// Returns those providers with whom a visit by these rules can be: they do such visits and see the patient, which is
    /// empty if nobody is known. A grown-up is not seen by providers for children, unless all are.
    pub fn suited(
        &self,
        clinic: ClinicId,
        patient: &str,
        rules: &VisitRules,
        mut all: Vec<Provider>,
    ) -> Vec<Provider> {
        all.retain(|provider| {
            let performer = self.lists.performer(provider);
            performer.is_none_or(|performer| rules.are_done_by(performer))
        });
        let today = self.moment.now.with_timezone(&self.setup.zone).date_naive();
        let age = self.lists.age_on(clinic, patient, today);
        if age.is_none_or(|age| age < GROWN_UP) {
            return all;
        }
        let is_for_all = |provider: &&Provider| {
            let entry = self.lists.entry(clinic.providers(), provider.id());
            let skills = entry.and_then(Entry::skills);
            skills.is_none_or(|skills| skills.for_children().is_none())
        };
        let suited: Vec<Provider> = all.iter().filter(is_for_all).cloned().collect();
        if suited.is_empty() { all } else { suited }
    }

    /// Returns the questions for the free times of these providers, for a visit of this length.
    pub fn group_questions(
        &self,
        providers: impl IntoIterator<Item = Provider>,
        length: Option<Minutes>,
    ) -> Vec<FreeTimesQuestion> {
        let question = |provider| self.free_times_question(provider, length);
        providers.into_iter().map(question).collect()
    }

    /// Creates free times for these questions, without any requests.
    pub fn group_times(questions: Vec<FreeTimesQuestion>) -> GroupTimes {
        let are_many = questions.len() >= MANY;
        let times = |question| FreeTimes::in_steps_of(DAYS_AT_ONCE, are_many, question);
        GroupTimes {
            members: questions.into_iter().map(times).collect(),
        }
    }

    /// Requests what a search for the first available needs next: a few calendars at once, and no week before all
    /// calendars of the previous week have been read.
    pub fn ask_for_search(&mut self, group: &mut GroupTimes, search: Search<'_>) {
        let found = self.group_starts(group, search).into_iter().next();
        let weeks = group.weeks_searched();
        self.ask_group(group, |times| {
            days_needed(times, weeks, search, found.as_ref())
        });
    }

    /// Requests the free times of all members on these days in the same way.
    pub fn ask_for_days(&mut self, group: &mut GroupTimes, from: NaiveDate, to: NaiveDate) {
        self.ask_group(group, |_| (from, to));
    }

    fn ask_group(
        &mut self,
        group: &mut GroupTimes,
        needed: impl Fn(&FreeTimes) -> (NaiveDate, NaiveDate),
    ) {
        let Some(next) = group.first_unasked(&needed) else {
            return;
        };
        let asking = || group.members.iter().filter(|times| times.is_asking());
        if asking().any(|times| times.of_day(next) != Known::Asking) {
            return;
        }
        let mut under_way = asking().count();
        for times in &mut group.members {
            let (from, to) = needed(times);
            let day = times.first_unasked(from, to);
            let is_now = |day: &NaiveDate| {
                times
                    .days_with(next)
                    .is_some_and(|days| *day <= days.last())
            };
            let Some(day) = day.filter(is_now) else {
                continue;
            };
            if under_way >= MOST_AT_ONCE || times.is_asking() || !is_open(times) {
                continue;
            }
            let length = times.question().length;
            let request = times.request(day, length, self.moment, &mut self.tickets);
            under_way += usize::from(request.is_some());
            self.effects.extend(request);
        }
    }

    /// Searches the known free times of a group for the first available. A calendar that could not be read is skipped;
    /// [`GroupTimes::unread`] names it.
    pub fn search_group(&self, group: &GroupTimes, search: Search<'_>) -> GroupSearch {
        let found = self.group_starts(group, search).into_iter().next();
        let weeks = group.weeks_searched();
        let unasked =
            group.first_unasked(|times| days_needed(times, weeks, search, found.as_ref()));
        if unasked.is_some() || group.is_asking() {
            return GroupSearch::Awaited;
        }
        match found {
            Some(first) => {
                let is_passed_over = self.is_passed_over(group, search, &first);
                GroupSearch::Found {
                    first,
                    is_passed_over,
                }
            }
            None if group.unread().count() == group.members.len() => {
                GroupSearch::Ended(NoFreeTime::Unread)
            }
            None if group.open().next().is_none() && group.unread().next().is_none() => {
                GroupSearch::Ended(NoFreeTime::Unpublished)
            }
            None => GroupSearch::Ended(NoFreeTime::NoneFits),
        }
    }

    /// Returns the known free times of a group at which a visit can be, sorted by start and then by the usual order of
    /// the members.
    pub fn group_starts(&self, group: &GroupTimes, search: Search<'_>) -> Vec<FreeStart> {
        let mut starts: Vec<(DateTime<Utc>, usize)> = Vec::new();
        for (place, times) in group.members.iter().enumerate() {
            let theirs = self.starts_offered(times, search).into_iter();
            starts.extend(theirs.map(|start| (start, place)));
        }
        starts.sort_unstable();
        let start = |(start, place): (DateTime<Utc>, usize)| FreeStart {
            provider: group.members[place].question().provider.clone(),
            start,
        };
        starts.into_iter().map(start).collect()
    }

    /// Returns the first free time of these members at which a visit can be, if it is certain: all their calendars have
    /// been read up to then, for visits of this length if it matters.
    pub fn first_known(
        &self,
        group: &GroupTimes,
        members: &[Provider],
        search: Search<'_>,
    ) -> Option<FreeStart> {
        let firsts = members.iter().filter_map(|provider| {
            let times = group.of(provider)?;
            let start = *self.starts_offered(times, search).first()?;
            let provider = provider.clone();
            Some(FreeStart { provider, start })
        });
        let first = firsts.min_by_key(|free| free.start)?;
        let is_known = |provider: &Provider| {
            group.of(provider).is_some_and(|times| {
                let (from, to) = days_until(times, search, Some(&first));
                let is_read = times.first_unasked(from, to).is_none();
                is_read && !times.is_asking() && are_for_length(times, search.length)
                    || !is_open(times)
            })
        };
        members.iter().all(is_known).then_some(first)
    }

    /// Returns whether there is a time before `first` at which the patient has another appointment.
    fn is_passed_over(&self, group: &GroupTimes, search: Search<'_>, first: &FreeStart) -> bool {
        let mut members = group.members.iter();
        members.any(|times| self.has_passed_over(times, search, first.start))
    }
}
