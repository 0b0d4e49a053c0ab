//! The known free times of a provider, requested a fortnight or a week at a time and merged.

use std::time::Duration;

use chrono::{DateTime, Days as DayCount, NaiveDate, Utc};
use zones::Zone;

use super::{ClinicCall, Effect, FreeTimesPlace, Moment, Office, Query, Ticket, Tickets};
use booking::time::{Minutes, Wish};
use booking::{Basis, ClinicId, Days, Draft, Failure, FieldId, Free, Provider, Slot};

/// Days requested at once.
const WINDOW: u64 = 14;
/// The most days kept: a quarter of a year, and a little more.
pub(crate) const MOST_DAYS_KEPT: u64 = 8 * WINDOW;
/// The age at which free times are requested again (Aniva's own answers may be 30 s old).
const FRESH_FOR: Duration = Duration::from_secs(30);

/// The known free times of one provider.
#[derive(Clone, Debug)]
pub struct FreeTimes {
    question: FreeTimesQuestion,
    /// The number of days requested at once.
    days_at_once: u64,
    /// Whether the free times of many others are requested at the same time.
    is_among_many: bool,
    /// A query for each of these stretches of days, numbered from today.
    windows: Vec<Window>,
    /// The merged content of all windows.
    known: Option<Free>,
    /// The number of changes of the merged content.
    edition: u64,
}

/// Returns whether a field of a draft takes a free time of the draft's practitioner or location.
pub fn takes_free_time(draft: &Draft, field: FieldId) -> bool {
    field == draft.clinic().start_field() && draft.provider().is_some()
}

/// The question that free times answer; they apply to no other question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreeTimesQuestion {
    /// The practitioner or location.
    pub provider: Provider,
    /// Today in `zone`; windows are counted from it.
    pub today: NaiveDate,
    /// The time zone of the days.
    pub zone: Zone,
    /// The last day that may have an answer.
    pub last: NaiveDate,
    /// The length of the visit, if the form has one.
    pub length: Option<Minutes>,
}

/// The query for a fortnight.
type Window = Query<u64, Fortnight>;

/// The free times of a fortnight, and the time of their request.
#[derive(Clone, Debug)]
struct Fortnight {
    free: Free,
    as_of: Moment,
}

/// The state of knowledge about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The day has not been requested.
    Unasked,
    /// The day has been requested and has no earlier answer.
    Asking,
    /// The free times are known as of this moment.
    AsOf(DateTime<Utc>),
    /// The request failed.
    Failed,
}

impl Office {
    /// Returns the question for the free times of a practitioner or location, for a visit of this length.
    pub fn free_times_question(
        &self,
        provider: Provider,
        length: Option<Minutes>,
    ) -> FreeTimesQuestion {
        let clinic = provider.clinic();
        let zone = self.zone_at(clinic, provider.id());
        let today = self.moment.now.with_timezone(&zone).date_naive();
        FreeTimesQuestion {
            provider,
            today,
            zone,
            last: last_day(clinic, today),
            length,
        }
    }
}

/// Returns the last day that may have free times.
pub fn last_day(clinic: ClinicId, today: NaiveDate) -> NaiveDate {
    today
        .checked_add_days(DayCount::new(clinic.can().days_ahead))
        .unwrap_or(NaiveDate::MAX)
}

/// Returns the last day that may have free times, if a wish is for later ones only.
pub fn last_day_before(wish: &Wish, clinic: ClinicId, today: NaiveDate) -> Option<NaiveDate> {
    let last = last_day(clinic, today);
    (wish.from > last).then_some(last)
}

impl FreeTimes {
    /// Creates free times without any requests.
    pub fn new(question: FreeTimesQuestion) -> FreeTimes {
        FreeTimes::in_steps_of(WINDOW, false, question)
    }

    /// Creates free times without any requests, to be requested `days_at_once`. `is_among_many` is whether many others
    /// will be requested at the same time.
    pub(crate) fn in_steps_of(
        days_at_once: u64,
        is_among_many: bool,
        question: FreeTimesQuestion,
    ) -> FreeTimes {
        FreeTimes {
            question,
            days_at_once,
            is_among_many,
            windows: Vec::new(),
            known: None,
            edition: 0,
        }
    }

    /// Returns the question that they answer.
    pub fn question(&self) -> &FreeTimesQuestion {
        &self.question
    }

    /// Returns whether the known times answer a question. A different length matters only for free times that are
    /// computed from hours.
    pub fn answers(&self, question: &FreeTimesQuestion) -> bool {
        let by_length = self
            .known
            .as_ref()
            .is_some_and(|free| free.basis == Basis::Hours);
        let length = if by_length {
            question.length
        } else {
            self.question.length
        };
        self.question
            == FreeTimesQuestion {
                length,
                ..question.clone()
            }
    }

    /// Returns the days that are requested together with a day.
    pub(crate) fn days_with(&self, day: NaiveDate) -> Option<Days> {
        self.days(self.number_of(day)?)
    }

    /// Returns the merged free times of all requested days.
    pub fn known(&self) -> Option<&Free> {
        self.known.as_ref()
    }

    /// Returns a counter that increases whenever the known free times change.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// Returns the state of knowledge about a day.
    pub fn of_day(&self, day: NaiveDate) -> Known {
        let window = self.window(day);
        match window.and_then(Window::value) {
            Some(known) => Known::AsOf(known.as_of.now),
            None if window.is_some_and(Window::is_asking) => Known::Asking,
            None if window.is_some_and(|window| window.failure().is_some()) => Known::Failed,
            None => Known::Unasked,
        }
    }

    /// Returns when the free times of a day were requested, on the monotonic clock; `None` unless they are known
    /// and complete.
    pub fn read_on(&self, day: NaiveDate) -> Option<Duration> {
        let known = self.window(day)?.value()?;
        known.free.complete.then_some(known.as_of.up)
    }

    /// Returns when the free times of a day were last requested, on the monotonic clock.
    pub(crate) fn asked_on(&self, day: NaiveDate) -> Option<Duration> {
        Some(self.window(day)?.asked()?.up)
    }

    /// Returns the first of these days that has not been requested yet.
    pub fn first_unasked(&self, from: NaiveDate, to: NaiveDate) -> Option<NaiveDate> {
        let from = from.max(self.question.today);
        let to = to.min(self.question.last);
        let windows = (self.number_of(from)?..).map_while(|number| self.days(number));
        let windows = windows.take_while(|days| days.first() <= to);
        windows
            .map(|days| days.first().max(from))
            .find(|day| self.of_day(*day) == Known::Unasked)
    }

    /// Returns whether some of the days should be requested again.
    pub(crate) fn are_old(&self, now: Moment) -> bool {
        self.windows
            .iter()
            .any(|window| window.is_due(FRESH_FOR, now))
    }

    /// Returns whether any day is being requested.
    pub fn is_asking(&self) -> bool {
        self.windows.iter().any(Window::is_asking)
    }

    /// Returns whether the last request for some of the days failed.
    pub fn has_failed(&self) -> bool {
        self.first_failure().is_some()
    }

    /// Returns why the last request for some of the days failed, if it did.
    pub fn first_failure(&self) -> Option<&Failure> {
        self.windows.iter().find_map(Window::failure)
    }

    /// Returns why the last request for a day failed, if it did.
    pub fn failure(&self, day: NaiveDate) -> Option<&Failure> {
        self.window(day)?.failure()
    }

    /// Returns whether a day should be requested, for the first time or again.
    pub fn wants(&self, day: NaiveDate, now: Moment) -> bool {
        let is_offered = (self.question.today..=self.question.last).contains(&day);
        is_offered
            && self
                .window(day)
                .is_none_or(|window| window.is_due(FRESH_FOR, now))
    }

    /// Requests the fortnight with this day, for visits of this length.
    pub fn request(
        &mut self,
        day: NaiveDate,
        length: Option<Minutes>,
        now: Moment,
        tickets: &mut Tickets,
    ) -> Option<Effect> {
        let ticket = tickets.issue();
        let days = self.ask(day, ticket, now)?;
        let provider = self.question.provider.clone();
        let call = if self.is_among_many {
            ClinicCall::FreeTimesInGroup(provider, days, length)
        } else {
            ClinicCall::FreeTimes(FreeTimesPlace::Face, provider, days, length)
        };
        Some(Effect::Clinic(ticket, call))
    }

    /// Records a request for the fortnight with this day. Returns its days.
    fn ask(&mut self, day: NaiveDate, ticket: Ticket, now: Moment) -> Option<Days> {
        let number = self.number_of(day)?;
        let days = self.days(number)?;
        if self.window(day).is_none() {
            self.drop_oldest();
            self.windows.push(Window::of(number));
        }
        let window = self
            .windows
            .iter_mut()
            .find(|window| window.is_of(&number))?;
        window.ask(now, || ticket)?;
        Some(days)
    }

    /// Returns the tickets of the awaited answers.
    pub fn awaited(&self) -> impl Iterator<Item = Ticket> {
        self.windows.iter().filter_map(Window::awaited)
    }

    /// Returns whether the answer with this ticket is awaited.
    pub fn awaits(&self, ticket: Ticket) -> bool {
        self.windows.iter().any(|window| window.awaits(ticket))
    }

    /// Handles an answer. Returns whether it was awaited.
    pub fn answer(&mut self, ticket: Ticket, answer: Result<Free, Failure>, now: Moment) -> bool {
        let Some(window) = self.windows.iter_mut().find(|window| window.awaits(ticket)) else {
            return false;
        };
        let as_of = window.asked().unwrap_or(now);
        window.answer(ticket, answer.map(|free| Fortnight { free, as_of }), now);
        self.merge();
        true
    }

    /// Sets the free times of a fortnight that were read separately.
    pub fn read(&mut self, day: NaiveDate, free: Free, moment: Moment) {
        if let Some(number) = self.number_of(day) {
            self.windows.retain(|window| !window.is_of(&number));
            self.windows.push(Window::answered(
                number,
                Fortnight {
                    free,
                    as_of: moment,
                },
                moment,
            ));
            self.merge();
        }
    }

    /// Abandons all requests. Returns their tickets.
    pub fn give_up(&mut self) -> Vec<Ticket> {
        let tickets = self.windows.iter().filter_map(Window::awaited).collect();
        self.windows
            .iter_mut()
            .filter(|window| window.is_asking())
            .for_each(Window::doubt);
        self.windows.retain(|window| window.value().is_some());
        tickets
    }

    /// Merges all windows. The time zone is that of the newest answer.
    fn merge(&mut self) {
        self.edition += 1;
        let mut fortnights: Vec<&Fortnight> =
            self.windows.iter().filter_map(Window::value).collect();
        fortnights.sort_by_key(|fortnight| fortnight.as_of.up);
        let all: Vec<&Free> = fortnights
            .into_iter()
            .map(|fortnight| &fortnight.free)
            .collect();
        let Some(last) = all.last() else { return };
        let slots: Vec<Slot> = all
            .iter()
            .flat_map(|free| free.slots.iter().copied())
            .collect();
        let basis = all
            .iter()
            .map(|free| free.basis)
            .find(|basis| *basis != Basis::NoSchedule);
        let known = Free::of(basis.unwrap_or(last.basis), slots);
        let complete = all.iter().all(|free| free.complete);
        self.known = Some(Free {
            at: last.at,
            zone: last.zone,
            complete,
            ..known
        });
    }

    fn drop_oldest(&mut self) {
        let kept = usize::try_from(MOST_DAYS_KEPT / self.days_at_once).unwrap_or(usize::MAX);
        if self.windows.len() < kept {
            return;
        }
        let answered = self.windows.iter().filter(|window| !window.is_asking());
        let oldest = answered.min_by_key(|window| window.asked().map(|asked| asked.up));
        if let Some(number) = oldest.and_then(Window::key).copied() {
            self.windows.retain(|window| !window.is_of(&number));
            self.merge();
        }
    }

    fn window(&self, day: NaiveDate) -> Option<&Window> {
        let number = self.number_of(day)?;
        self.windows.iter().find(|window| window.is_of(&number))
    }

    fn number_of(&self, day: NaiveDate) -> Option<u64> {
        u64::try_from((day - self.question.today).num_days())
            .ok()
            .map(|days| days / self.days_at_once)
    }

    fn days(&self, number: u64) -> Option<Days> {
        let FreeTimesQuestion {
            today, zone, last, ..
        } = self.question;
        let first =
            today.checked_add_days(DayCount::new(number.checked_mul(self.days_at_once)?))?;
        let end = first.checked_add_days(DayCount::new(self.days_at_once - 1))?;
        Days::new(first, end.min(last), zone)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn times() -> FreeTimes {
        let provider = Provider::named(booking::clinics::CLINIK, "prac_1").unwrap();
        let today = day("2026-11-20");
        let last = day("2027-11-20");
        FreeTimes::new(FreeTimesQuestion {
            provider,
            today,
            zone: Zone::BERLIN,
            last,
            length: None,
        })
    }

    fn half_hours(starts: &[&str]) -> Free {
        let slot = |start: &&str| Slot {
            start: at(start),
            end: at(start) + TimeDelta::minutes(30),
        };
        Free::of(Basis::Slots, starts.iter().map(slot).collect())
    }

    const NOW: &str = "2026-11-20T13:32:00Z";

    fn moment(text: &str) -> Moment {
        Moment {
            now: at(text),
            up: Duration::ZERO,
        }
    }

    fn seconds_later(count: i64) -> Moment {
        let up = Duration::from_secs(u64::try_from(count).unwrap());
        Moment {
            now: at(NOW) + TimeDelta::seconds(count),
            up,
        }
    }

    #[test]
    fn windows_are_asked_for_once_and_merged_in_order() {
        let mut times = times();
        assert!(times.wants(day("2026-12-10"), moment(NOW)));
        let later = times
            .ask(day("2026-12-10"), Ticket::new(1), moment(NOW))
            .unwrap();
        assert_eq!(
            (later.first(), later.last()),
            (day("2026-12-04"), day("2026-12-17"))
        );
        assert!(
            !times.wants(day("2026-12-04"), moment(NOW)),
            "it is on its way"
        );
        times.ask(day("2026-11-20"), Ticket::new(2), moment(NOW));
        assert!(times.answer(
            Ticket::new(1),
            Ok(half_hours(&["2026-12-10T09:00:00Z"])),
            moment(NOW)
        ));
        assert!(times.answer(
            Ticket::new(2),
            Ok(half_hours(&["2026-11-23T09:00:00Z"])),
            moment(NOW)
        ));
        assert!(
            !times.answer(Ticket::new(9), Ok(half_hours(&[])), moment(NOW)),
            "nobody waits for that"
        );
        let starts: Vec<_> = times
            .known()
            .unwrap()
            .slots
            .iter()
            .map(|slot| slot.start)
            .collect();
        assert_eq!(
            starts,
            [at("2026-11-23T09:00:00Z"), at("2026-12-10T09:00:00Z")]
        );
        assert_eq!(times.known().unwrap().minutes, Some(30));
        assert_eq!(times.of_day(day("2026-11-21")), Known::AsOf(at(NOW)));
        assert_eq!(
            times.first_unasked(day("2026-11-20"), day("2027-01-30")),
            Some(day("2026-12-18"))
        );
        assert_eq!(
            times.first_unasked(day("2026-11-20"), day("2026-12-17")),
            None
        );
    }

    #[test]
    fn an_answer_takes_the_place_of_the_one_before_and_a_failure_does_not() {
        let mut times = times();
        let first = moment(NOW);
        let later = seconds_later(30);
        let today = day("2026-11-20");
        times.ask(today, Ticket::new(1), first);
        times.answer(
            Ticket::new(1),
            Ok(half_hours(&["2026-11-23T09:00:00Z"])),
            moment(NOW),
        );
        assert!(!times.wants(today, first) && times.wants(today, later));
        times.ask(today, Ticket::new(2), later);
        let lost = Failure::NotSent(booking::Report::of(booking::Cause::ConnectionLost));
        times.answer(Ticket::new(2), Err(lost), moment(NOW));
        assert_eq!(
            times.known().unwrap().slots.len(),
            1,
            "what was known stays"
        );
        assert_eq!(
            times.of_day(today),
            Known::AsOf(first.now),
            "and is as old as it is"
        );
        times.ask(today, Ticket::new(3), later);
        times.answer(Ticket::new(3), Ok(half_hours(&[])), moment(NOW));
        assert_eq!(times.known().unwrap().slots.len(), 0);
    }

    #[test]
    fn what_was_given_up_is_asked_for_again() {
        let mut times = times();
        times.ask(day("2026-11-20"), Ticket::new(1), moment(NOW));
        assert_eq!(times.give_up(), [Ticket::new(1)]);
        assert!(!times.is_asking() && times.wants(day("2026-11-20"), moment(NOW)));
        assert!(!times.answer(Ticket::new(1), Ok(half_hours(&[])), moment(NOW)));
    }

    #[test]
    fn the_oldest_window_makes_room() {
        let mut times = times();
        let kept = MOST_DAYS_KEPT / WINDOW;
        for number in 0..=kept {
            let first = day("2026-11-20") + DayCount::new(number * WINDOW);
            let asked = seconds_later(i64::try_from(number).unwrap());
            times.ask(first, Ticket::new(number), asked);
            times.answer(Ticket::new(number), Ok(half_hours(&[])), moment(NOW));
        }
        assert_eq!(times.of_day(day("2026-11-20")), Known::Unasked);
        assert_eq!(times.windows.len() as u64, kept);
    }

    #[test]
    fn nothing_is_asked_beyond_the_last_day() {
        let mut times = times();
        times.question.last = day("2027-02-18");
        let last = times
            .ask(day("2027-02-15"), Ticket::new(1), moment(NOW))
            .unwrap();
        assert_eq!(
            (last.first(), last.last()),
            (day("2027-02-12"), day("2027-02-18"))
        );
        assert!(!times.wants(day("2027-02-19"), moment(NOW)));
        assert_eq!(
            times.ask(day("2027-03-01"), Ticket::new(2), moment(NOW)),
            None
        );
        assert_eq!(
            times.ask(day("2026-11-19"), Ticket::new(3), moment(NOW)),
            None,
            "nor before today"
        );
    }
}
