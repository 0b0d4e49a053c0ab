//! The new time of an appointment, and its new practitioner or location: the meaning of a typed text, and the free
//! times that the appointment can move to.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use booking::time::{self, Clock, Minutes, Span, TimeProblem, Wish};
use booking::{
    Appointment, AppointmentRef, Basis, Change, FieldRole, Provider, Setting, Slot, USUAL_LENGTH,
    fields_of_move, moved,
};

use super::super::{Effect, FreeTimes, Moment, Notice, Office, Search, Tickets, VisitNeeds};

/// The most free times to propose one from.
pub const MOST_SOUGHT: usize = 60;
/// The most listed times before the old one.
const MOST_EARLIER: usize = 3;
/// Days searched for a free time to propose.
const DAYS_AHEAD: Days = Days::new(56);

/// A move that a person is preparing.
#[derive(Clone, Default)]
pub struct MoveCase {
    /// The current question.
    pub stage: MoveStage,
    /// The new practitioner or location, if that changes.
    pub provider: Option<Provider>,
    /// The free times, if they were requested.
    pub free: Option<FreeTimes>,
}

/// The question of a move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MoveStage {
    /// The time, which is typed.
    #[default]
    Time,
    /// The first free time that the typed text admits; it is chosen when it is known.
    FirstFree,
    /// No question: the free time with this start is chosen. Its row changes as times pass, or become held or free.
    Chosen(DateTime<Utc>),
    /// The practitioner or location.
    Provider,
}

/// The meaning of a text as a new time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeMeant {
    /// This time, with its end if that is typed. Without a text, it is the old time with another practitioner or
    /// location.
    At(Span),
    /// The first free time that this wish admits.
    FirstFree(Wish),
    /// No time, for this reason.
    Unread(TimeProblem),
}

impl TimeMeant {
    /// Returns the meaning of a text as the new time of an appointment that is at `old`. A time without a day is on its
    /// day.
    pub fn of(text: &str, old: Option<DateTime<Utc>>, clock: &Clock) -> TimeMeant {
        match read(text, old, clock) {
            Ok(span) => TimeMeant::At(span),
            Err(problem) => match wish(text, old, clock) {
                Some(wish) if wish.at.is_none() => TimeMeant::FirstFree(wish),
                _ => TimeMeant::Unread(problem),
            },
        }
    }
}

fn read(text: &str, old: Option<DateTime<Utc>>, clock: &Clock) -> Result<Span, TimeProblem> {
    time::span(&time::moved_to(text, old, clock.zone), clock)
}

/// Returns a text as a wish for a time, if it can be read.
fn wish(text: &str, old: Option<DateTime<Utc>>, clock: &Clock) -> Option<Wish> {
    let text = time::moved_to(text, old, clock.zone);
    let typed: Vec<&str> = text.split_whitespace().collect();
    if typed.is_empty() {
        return None;
    }
    time::wish(&typed, clock).ok()
}

/// Returns whether an appointment can move to another practitioner or location.
pub fn can_change_provider(of: &AppointmentRef) -> bool {
    fields_of_move(of.clinic).contains(&of.clinic.provider_field())
}

impl MoveCase {
    /// Returns the known facts about the new time, with this text typed for it.
    pub fn new_time<'a>(&'a self, of: &'a AppointmentRef, typed: &'a str) -> NewTime<'a> {
        NewTime {
            of,
            provider: self.provider.as_ref(),
            typed,
            free: self.free.as_ref(),
        }
    }

    /// Sets the practitioner or location, which has other free times, and returns to the question of the time.
    pub fn take_provider(&mut self, provider: Option<Provider>, of: &AppointmentRef) {
        let provider = provider.filter(|provider| !of.is_with(provider));
        if self.provider != provider {
            self.free = None;
        }
        self.provider = provider;
        self.stage = MoveStage::Time;
    }

    /// Returns whether it asks for the practitioner or location, rather than for the time.
    pub fn asks_provider(&self) -> bool {
        self.stage == MoveStage::Provider
    }

    /// Switches between the questions of the practitioner or location and of the time.
    pub fn toggle_provider(&mut self) {
        self.stage = match self.stage {
            MoveStage::Provider => MoveStage::Time,
            MoveStage::Time | MoveStage::FirstFree | MoveStage::Chosen(_) => MoveStage::Provider,
        };
    }

    /// Returns to the question of the time, unless the question is the practitioner or location.
    pub(crate) fn drop_chosen_time(&mut self) {
        if !self.asks_provider() {
            self.stage = MoveStage::Time;
        }
    }

    /// Leaves the choice of a free time to a person.
    pub fn stop_seeking(&mut self) {
        if self.stage == MoveStage::FirstFree {
            self.stage = MoveStage::Time;
        }
    }

    /// Returns the start of the chosen free time.
    pub fn chosen_time(&self) -> Option<DateTime<Utc>> {
        match self.stage {
            MoveStage::Chosen(start) => Some(start),
            MoveStage::Time | MoveStage::FirstFree | MoveStage::Provider => None,
        }
    }

    /// Returns the source of the free times.
    pub fn basis(&self) -> Option<Basis> {
        Some(self.free.as_ref()?.known()?.basis)
    }

    /// Returns the source of the free times, if one of them is chosen.
    pub fn taken_from(&self) -> Option<Basis> {
        self.chosen_time()?;
        self.basis()
    }

    /// Returns the move of an appointment, as read, to a time; `None` if it is there already.
    pub fn change(
        &self,
        of: &AppointmentRef,
        read: &Appointment,
        span: Span,
        setting: &Setting,
    ) -> Option<Change> {
        let span = self.new_time(of, "").with_length(span)?;
        moved(of.clone(), read, span, self.provider.clone(), setting)
    }
}

/// The known facts about the new time of an appointment. Texts are read on the clock of its place.
#[derive(Clone, Copy)]
pub struct NewTime<'a> {
    /// The appointment.
    pub of: &'a AppointmentRef,
    /// The new practitioner or location, if that changes.
    pub provider: Option<&'a Provider>,
    /// The typed text.
    pub typed: &'a str,
    /// The free times, if they were requested.
    pub free: Option<&'a FreeTimes>,
}

impl NewTime<'_> {
    /// Returns the provider of the appointment after the move.
    pub fn with(&self) -> Option<Provider> {
        self.provider.cloned().or_else(|| self.of.provider())
    }

    /// Returns the appointment with its new provider, whose clock applies to new times.
    pub fn place(&self) -> AppointmentRef {
        let provider = self.with().map(|provider| provider.id().to_owned());
        AppointmentRef {
            provider: provider.or_else(|| self.of.provider.clone()),
            ..self.of.clone()
        }
    }

    /// Returns the meaning of the typed text; `None` if nothing is typed or chosen.
    pub fn meant(&self, clock: &Clock) -> Option<TimeMeant> {
        if self.typed.is_empty() {
            self.provider?;
            return self.of.start.map(Span::from_start).map(TimeMeant::At);
        }
        Some(TimeMeant::of(self.typed, self.of.start, clock))
    }

    /// Returns the typed text as a time, with its end if that is typed. A time without a day is on the appointment's.
    ///
    /// # Errors
    ///
    /// Returns why it can't be read.
    pub fn read(&self, clock: &Clock) -> Result<Span, TimeProblem> {
        read(self.typed, self.of.start, clock)
    }

    /// Returns the time with the appointment's length unless it has an end; `None` if the clinic takes no end. An entry
    /// of the waiting list without a length gets the slot's.
    pub fn with_length(&self, new: Span) -> Option<Span> {
        if new.end().is_some() {
            // A clinic without lengths takes no end.
            let has_lengths = self.of.clinic.field(FieldRole::Minutes).is_some();
            return has_lengths.then_some(new);
        }
        let mut minutes = self.of.minutes();
        if minutes.is_none() && self.of.is_waiting() {
            let usual = || Minutes::new(USUAL_LENGTH.num_minutes());
            minutes = self.length_of_slot(new).or_else(usual);
        }
        Span::resolve(new.start(), None, minutes).ok()
    }

    fn length_of_slot(&self, new: Span) -> Option<Minutes> {
        let known = self.free?.known()?;
        let start = new.start()?;
        let minutes = known.published_minutes_at(start);
        let minutes = minutes.or_else(|| known.minutes_at(start))?;
        Minutes::new(minutes.into())
    }

    /// Returns the typed text as a wish for a time, if it can be read.
    fn wish(&self, clock: &Clock) -> Option<Wish> {
        wish(self.typed, self.of.start, clock)
    }

    /// Returns at most `most` free times that the appointment can move to, also those that other desks hold, narrowed
    /// by the typed text. Without a text, the last few before the old time come first. If none matches the text,
    /// returns the free times from its time on.
    pub fn times(&self, office: &Office, clock: &Clock, most: usize) -> Vec<Slot> {
        let Some(times) = self.free else {
            return Vec::new();
        };
        let zone = times.question().zone;
        let wish = self.wish(clock);
        let needs = self.needs(office, clock);
        let notice = if self.of.is_waiting() {
            Notice::ForCaller
        } else {
            Notice::None
        };
        let any = self.search(&needs, notice);
        let fitting = wish
            .as_ref()
            .map(|wish| {
                let search = any.with_wish(wish);
                (search, office.offers(times, search))
            })
            .filter(|(_, slots)| !slots.is_empty());
        let is_narrowed = fitting.is_some();
        let (search, mut slots) = fitting.unwrap_or_else(|| (any, office.offers(times, any)));
        let from = match &wish {
            Some(wish) => wish.from,
            None => self.earliest(office).with_timezone(&zone).date_naive(),
        };
        let is_listed =
            |slot: &Slot| is_narrowed || slot.start.with_timezone(&zone).date_naive() >= from;
        slots.retain(is_listed);
        if self.typed.is_empty() {
            self.leave_out_earlier(&mut slots);
        }
        let held = office.offers_held(times, search, is_listed).into_iter();
        slots.extend(held.map(|(slot, _)| slot));
        slots.sort_by_key(|slot| slot.start);
        slots.truncate(most);
        slots
    }

    /// Removes all times before the old one except the last few.
    fn leave_out_earlier(&self, slots: &mut Vec<Slot>) {
        let is_earlier = |slot: &&Slot| Some(slot.start) < self.of.start;
        let earlier = slots.iter().take_while(is_earlier).count();
        slots.drain(..earlier.saturating_sub(MOST_EARLIER));
    }

    /// Returns the length of the appointment after the move: that of the typed time, else its own.
    fn length(&self, clock: &Clock) -> Option<Minutes> {
        let typed = self.read(clock).ok();
        typed
            .and_then(|span| span.minutes())
            .or_else(|| self.of.minutes())
    }

    /// Returns what the appointment needs of its new time. The times wished on the waiting list count while nothing is
    /// typed.
    fn needs(&self, office: &Office, clock: &Clock) -> VisitNeeds {
        VisitNeeds {
            length: self.length(clock),
            rules: office.rules_of_appointment(self.of),
            wished: if self.typed.is_empty() {
                office.wish_of(self.of)
            } else {
                None
            },
        }
    }

    /// Returns the search for a free time that the appointment can move to.
    fn search<'a>(&'a self, needs: &'a VisitNeeds, notice: Notice) -> Search<'a> {
        Search {
            length: needs.length,
            wished: needs.wished.as_ref(),
            notice,
            ..Search::of_move(self.of, &needs.rules)
        }
    }

    /// Returns the index of the free time to propose, which no other desk holds and which leaves enough time to come:
    /// the first after the old time, else the first that matches the typed text. Returns their number if there is none.
    pub fn proposed(&self, office: &Office, clock: &Clock, times: &[Slot]) -> usize {
        let offers = self.offers_in_time(office, clock, None);
        self.first_of(times, &offers).unwrap_or(times.len())
    }

    /// Returns the free time to propose out of these, if the typed text admits it.
    pub fn proposal(&self, office: &Office, clock: &Clock, times: &[Slot]) -> Option<Slot> {
        let wish = self.wish(clock);
        let offers = self.offers_in_time(office, clock, wish.as_ref());
        times.get(self.first_of(times, &offers)?).copied()
    }

    /// Returns the free times that leave enough time to come, and that a wish admits if there is one.
    fn offers_in_time(&self, office: &Office, clock: &Clock, wish: Option<&Wish>) -> Vec<Slot> {
        let Some(free) = self.free else {
            return Vec::new();
        };
        let notice = match self.wish(clock) {
            Some(wish) if wish.at_once => Notice::AtOnce,
            _ => Notice::ForCaller,
        };
        let needs = self.needs(office, clock);
        let search = Search {
            wish,
            ..self.search(&needs, notice)
        };
        office.offers(free, search)
    }

    /// Returns the index of the first listed time that is offered; without a typed text, of those after the old one.
    fn first_of(&self, times: &[Slot], offers: &[Slot]) -> Option<usize> {
        let is_later = |slot: &Slot| !self.typed.is_empty() || Some(slot.start) > self.of.start;
        let mut times = times.iter();
        times.position(|slot| is_later(slot) && offers.contains(slot))
    }

    /// Returns the earliest free time listed without a text: from the day before the appointment's on.
    fn earliest(&self, office: &Office) -> DateTime<Utc> {
        let now = office.moment.now;
        if let Some(wished) = office.wish_of(self.of) {
            let starts = wished.periods().iter().filter_map(|period| period.start);
            return starts.min().unwrap_or(now).max(office.earliest_proposed());
        }
        let day_before = self.of.start.map(|start| start - TimeDelta::days(1));
        day_before.map_or(now, |before| before.max(now))
    }

    /// Returns the days whose free times are needed: from the typed one on, else from the appointment's if that is in
    /// the future.
    pub fn days(&self, office: &Office, clock: &Clock) -> DaysToMoveTo {
        let wish = self.wish(clock);
        let first = match &wish {
            Some(wish) => wish.from,
            None => self
                .earliest(office)
                .with_timezone(&clock.zone)
                .date_naive(),
        };
        let far = first.checked_add_days(DAYS_AHEAD).unwrap_or(NaiveDate::MAX);
        let last = wish.map_or(far, |wish| wish.to.min(far));
        DaysToMoveTo { first, last }
    }
}

/// The days whose free times a move needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaysToMoveTo {
    /// The first day.
    pub first: NaiveDate,
    /// The last day searched while no time can be proposed.
    pub last: NaiveDate,
}

/// Requests the free times of the first day, unless they are known, and more while none can be proposed.
pub fn request_new_times(
    times: &mut FreeTimes,
    days: DaysToMoveTo,
    has_proposal: bool,
    moment: Moment,
    tickets: &mut Tickets,
) -> Option<Effect> {
    let day = if times.wants(days.first, moment) {
        days.first
    } else if has_proposal || times.is_asking() {
        return None;
    } else {
        times.first_unasked(days.first, days.last)?
    };
    let length = times.question().length;
    times.request(day, length, moment, tickets)
}
