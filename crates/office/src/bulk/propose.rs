//! Proposals for moves: the next free times of the same provider, or the nearest ones of another. No two rows get the same
//! time.

use chrono::{DateTime, Days as DayCount, NaiveDate, NaiveTime, TimeDelta, Utc};
use zones::Zone;

use booking::time::{Minutes, Span, midnight};
use booking::{Appointment, AppointmentRef, Basis, Change, Failure, Free, Provider, Slot};

use crate::{
    AppointmentPlace, ClinicCall, Effect, FreeTimes, Known, Notice, Office, Search, Ticket,
};

use super::leaving::TimesLeft;
use super::{Bulk, BulkRow, NoTime, Proposal, ProposedWith};

/// Days searched for a free time.
const DAYS_AHEAD: u64 = 28;
/// The most free times tried in a search for one without conflicts.
const MOST_TRIED: usize = 48;

/// The result of searching for a proposal for a row.
enum ProposalSearch {
    /// More has to be read first.
    Reading,
    Nothing(NoTime),
    Change(Box<Change>),
}

impl Office {
    /// Requests a time for a row by this proposal. Free times that could not be read are requested again.
    pub fn propose(&mut self, index: usize, proposal: Proposal) {
        let Some(mut bulk) = self.bulk.take() else {
            return;
        };
        let row = bulk.rows.get(index);
        if let Some(of) = row.and_then(|row| row.change.starts_from()) {
            let providers = self.providers_of(&proposal, of);
            let is_unread = |times: &FreeTimes| {
                times.has_failed() && providers.contains(&times.question().provider)
            };
            bulk.free.retain(|times| !is_unread(times));
            bulk.rows[index].proposal = Some(proposal);
        }
        self.bulk = Some(bulk);
    }

    /// Returns the providers that a visit may be with by its proposal, in their usual order.
    fn providers_of(&self, proposal: &Proposal, of: &AppointmentRef) -> Vec<Provider> {
        match &proposal.with {
            ProposedWith::TheSame => of.provider().into_iter().collect(),
            ProposedWith::Another(to) => vec![to.clone()],
            ProposedWith::AnyOf(members) => {
                let others = members.iter().filter(|member| !of.is_with(member));
                let patient = of.person.as_deref().unwrap_or_default();
                let rules = self.rules_of_appointment(of);
                self.suited(of.clinic, patient, &rules, others.cloned().collect())
            }
        }
    }

    /// Returns the change of a row at another time, with the new provider if one is named.
    pub(super) fn row_at(&self, row: &BulkRow, start: DateTime<Utc>) -> Option<Change> {
        if let Some((proposal, of)) = row.proposal.as_ref().zip(row.change.starts_from())
            && let ProposedWith::Another(to) = &proposal.with
        {
            return self.moved_to(proposal, of, start, Some(to));
        }
        row.change.at(start)
    }

    fn moved_to(
        &self,
        proposal: &Proposal,
        of: &AppointmentRef,
        start: DateTime<Utc>,
        to: Option<&Provider>,
    ) -> Option<Change> {
        let span = Span::resolve(Some(start), None, of.minutes()).ok()?;
        let Some(to) = to else {
            return Change::moved(of.clone(), span, None);
        };
        let reference = self.reference_at(of.clinic);
        let reason = &proposal.reason;
        let read = proposal.read.as_deref();
        let replacing =
            read.and_then(|read| Change::given_to(to, of.clone(), read, span, reference, reason));
        replacing.or_else(|| Change::moved(of.clone(), span, Some(to.clone())))
    }

    /// Returns the read that the proposal for a row needs: the appointment, if a new one with another provider replaces
    /// it; or free times, first everybody's around the old time, then later ones.
    pub(super) fn next_read_to_propose(&mut self, bulk: &mut Bulk, index: usize) -> Option<Effect> {
        let row = &bulk.rows[index];
        if !row.seeks_time() || !row.is_pending() {
            return None;
        }
        let proposal = row.proposal.as_ref()?;
        let of = row.change.starts_from()?.clone();
        if proposal.makes_anew(&of) && proposal.read.is_none() {
            if proposal.asked.is_some() {
                return None;
            }
            let ticket = self.ticket();
            bulk.rows[index]
                .proposal
                .iter_mut()
                .for_each(|proposal| proposal.asked = Some(ticket));
            return Some(Effect::Clinic(
                ticket,
                ClinicCall::Open(AppointmentPlace::Row, of.clinic, of.id),
            ));
        }
        let providers = self.providers_of(proposal, &of);
        let question = |provider| self.free_times_question(provider, of.minutes());
        let questions: Vec<_> = providers.into_iter().map(question).collect();
        let center = proposal.center(&of)?;
        let unread = |bulk: &mut Bulk, last: fn(DateTime<Utc>, Zone) -> Option<NaiveDate>| {
            questions.iter().find_map(|question| {
                let times = bulk.times_like(FreeTimes::new(question.clone()));
                let first = first_day(center, question.zone)?;
                let day = times.first_unasked(first, last(center, question.zone)?)?;
                Some((question.clone(), day))
            })
        };
        let (question, day) = unread(bulk, first_day).or_else(|| unread(bulk, last_day))?;
        let length = question.length;
        let times = bulk.times_like(FreeTimes::new(question));
        times.request(day, length, self.moment, &mut self.tickets)
    }

    /// Handles an appointment that a new one with another provider is to replace, or whose change is to be taken back.
    pub(crate) fn on_row_read(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) {
        let Some(answer) = self.on_read_to_undo(ticket, answer) else {
            return;
        };
        let rows = self.bulk.iter_mut().flat_map(|bulk| &mut bulk.rows);
        let mut proposals = rows.filter_map(|row| row.proposal.as_mut());
        let Some(proposal) = proposals.find(|proposal| proposal.asked == Some(ticket)) else {
            return;
        };
        match answer {
            Ok(appointment) => proposal.read = Some(Box::new(appointment)),
            // The appointment can't be copied.
            Err(_) => proposal.failure = Some(NoTime::Unread),
        }
    }

    /// Handles free times that rows have requested. Returns an answer that they did not request.
    pub(crate) fn on_free_times_of_rows(
        &mut self,
        ticket: Ticket,
        answer: Result<Free, Failure>,
    ) -> Option<Result<Free, Failure>> {
        let moment = self.moment;
        let mut times = self.bulk.iter_mut().flat_map(|bulk| &mut bulk.free);
        let Some(times) = times.find(|times| times.awaits(ticket)) else {
            return Some(answer);
        };
        times.answer(ticket, answer, moment);
        None
    }

    /// Gives each row its proposal once its reads are done, the earliest appointment first.
    pub(super) fn propose_times(&mut self, bulk: &mut Bulk) {
        let mut times = TimesLeft::of(bulk);
        for index in 0..bulk.rows.len() {
            let row = &bulk.rows[index];
            if !row.seeks_time() || !row.is_pending() {
                continue;
            }
            match self.proposal_of(bulk, &times, index) {
                ProposalSearch::Reading => {}
                ProposalSearch::Nothing(why) => {
                    let proposal = bulk.rows[index].proposal.iter_mut();
                    proposal.for_each(|proposal| proposal.failure = Some(why));
                }
                ProposalSearch::Change(change) => {
                    self.next_reference += 1;
                    let row = &mut bulk.rows[index];
                    let asked_for = row.proposal.as_ref().and_then(|proposal| proposal.wished);
                    row.retime(*change);
                    row.wished = row.start();
                    row.asked_for = asked_for;
                    times.retime(bulk, index);
                }
            }
        }
    }

    fn proposal_of(&self, bulk: &Bulk, left: &TimesLeft, index: usize) -> ProposalSearch {
        let row = &bulk.rows[index];
        let Some((proposal, of)) = row.proposal.as_ref().zip(row.change.starts_from()) else {
            return ProposalSearch::Nothing(NoTime::NoneFree);
        };
        let providers = self.providers_of(proposal, of);
        if self.is_unreachable(of.clinic) {
            return ProposalSearch::Nothing(NoTime::Unread);
        }
        if proposal.makes_anew(of) && proposal.read.is_none() {
            return ProposalSearch::Reading;
        }
        let times = providers.iter().map(|provider| bulk.free_of(provider));
        let Some(times) = times.collect::<Option<Vec<&FreeTimes>>>() else {
            return ProposalSearch::Reading;
        };
        let Some(center) = proposal.center(of) else {
            return ProposalSearch::Nothing(NoTime::NoneFree);
        };
        let is_to_read = |last: fn(DateTime<Utc>, Zone) -> Option<NaiveDate>| {
            times.iter().any(|times| {
                let zone = times.question().zone;
                let days = first_day(center, zone).zip(last(center, zone));
                let day = days.and_then(|(first, last)| times.first_unasked(first, last));
                times.is_asking() || day.is_some()
            })
        };
        if is_to_read(first_day) {
            return ProposalSearch::Reading;
        }
        let is_unpublished = |times: &&FreeTimes| {
            let known = times.known();
            known.is_some_and(|free| free.basis == Basis::NoSchedule)
        };
        match self.first_proposal(bulk, left, index, &times) {
            Some(change) => ProposalSearch::Change(Box::new(change)),
            None if times.is_empty() => ProposalSearch::Nothing(NoTime::NoneFree),
            None if is_to_read(last_day) => ProposalSearch::Reading,
            None if times.iter().all(|times| times.has_failed()) => {
                ProposalSearch::Nothing(NoTime::Unread)
            }
            None if times.iter().all(is_unpublished) => {
                ProposalSearch::Nothing(NoTime::Unpublished)
            }
            None => ProposalSearch::Nothing(NoTime::NoneFree),
        }
    }

    /// Returns the move to the first free time without conflicts that no other row has. With the same provider, it is
    /// on the next day with free times, at the hour nearest to the old one; with another provider, nearest to the old
    /// time on its day or later; with a wished time, on the first day with free times from then on, at the hour nearest
    /// to it.
    fn first_proposal(
        &self,
        bulk: &Bulk,
        left: &TimesLeft,
        index: usize,
        of_each: &[&FreeTimes],
    ) -> Option<Change> {
        let row = &bulk.rows[index];
        let proposal = row.proposal.as_ref()?;
        let of = row.change.starts_from()?;
        let stays = proposal.with == ProposedWith::TheSame;
        let leaving = self.leaving_before(bulk, left, index);
        let starts = of_each.iter().enumerate().flat_map(|(place, times)| {
            let starts = self.starts_proposed(of, proposal, times, &leaving);
            let starts = starts.unwrap_or_default().into_iter();
            starts.map(move |(remoteness, slot)| (remoteness, place, slot))
        });
        let mut starts: Vec<(Remoteness, usize, Slot)> = starts.collect();
        starts.sort();
        let provider = |place: usize| &of_each[place].question().provider;
        let is_open = |(_, place, slot): &(Remoteness, usize, Slot)| {
            !bulk.is_taken_by_another(index, provider(*place), slot.start, slot.end)
        };
        let starts = starts.into_iter().filter(is_open);
        starts.take(MOST_TRIED).find_map(|(_, place, slot)| {
            let to = (!stays).then(|| provider(place));
            let change = self.moved_to(proposal, of, slot.start, to)?;
            self.conflicts_in_list(bulk, &change, &leaving)
                .is_empty()
                .then_some(change)
        })
    }

    /// Returns the times that may be proposed for a visit with a provider, and how far each is from the old one.
    fn starts_proposed(
        &self,
        of: &AppointmentRef,
        proposal: &Proposal,
        times: &FreeTimes,
        leaving: &[AppointmentRef],
    ) -> Option<Vec<(Remoteness, Slot)>> {
        let zone = times.question().zone;
        let stays = proposal.with == ProposedWith::TheSame;
        let old = proposal.center(of)?;
        let date = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let soonest = self.earliest_proposed();
        let earliest = if proposal.wished.is_some() {
            soonest.max(midnight(date(old), zone)?)
        } else if stays {
            soonest.max(midnight(date(old).succ_opt()?, zone)?)
        } else {
            // The old time, on the same day or later. Another patient can have the old time.
            soonest.max(midnight(date(old), zone)?).min(old)
        };
        let rules = self.rules_of_appointment(of);
        let search = Search {
            notice: Notice::None,
            leaving,
            ..Search::of_move(of, &rules)
        };
        let offers = self.offers(times, search).into_iter();
        let is_known = |slot: &Slot| matches!(times.of_day(date(slot.start)), Known::AsOf(_));
        let hour = |at: DateTime<Utc>| at.with_timezone(&zone).time() - NaiveTime::MIN;
        let remoteness = |start: DateTime<Utc>| {
            if stays || proposal.wished.is_some() {
                (Some(date(start)), (hour(start) - hour(old)).abs())
            } else {
                (None, (start - old).abs())
            }
        };
        let offers = offers.filter(|slot| slot.start >= earliest && is_known(slot));
        let starts = offers.map(|slot| {
            let start = slot.start;
            let length = of.minutes().map(Minutes::delta);
            let end = length.map_or(slot.end, |length| start + length);
            (remoteness(start), Slot { start, end })
        });
        Some(starts.collect())
    }
}

/// The distance of a time from the old one: by its day, then by the time in between.
type Remoteness = (Option<NaiveDate>, TimeDelta);

/// Returns the first day to search: the day of `center`.
fn first_day(center: DateTime<Utc>, zone: Zone) -> Option<NaiveDate> {
    Some(center.with_timezone(&zone).date_naive())
}

/// Returns the last day to search.
fn last_day(center: DateTime<Utc>, zone: Zone) -> Option<NaiveDate> {
    first_day(center, zone)?.checked_add_days(DayCount::new(DAYS_AHEAD))
}
