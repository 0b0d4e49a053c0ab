//! Proposals for moves: the next free times of the same provider, or the nearest ones of another. No two rows get the same
//! time.

use chrono::{DateTime, Days as DayCount, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use booking::time::{Span, midnight};
use booking::{
    Appointment, AppointmentRef, Basis, Change, Failure, Free, Provider, Reference, Slot,
    USUAL_LENGTH,
};

use crate::{AppointmentPlace, ClinicCall, Effect, FreeTimes, Known, Office, Ticket};

use super::{Bulk, BulkRow, NoTime, Proposal};

/// The number of days searched for a free time.
const DAYS_AHEAD: u64 = 28;
/// The maximum number of free times tried in search of one without conflicts.
const MOST_TRIED: usize = 48;

/// The result of searching a proposal for a row.
enum ProposalSearch {
    /// More has to be read first.
    Reading,
    Nothing(NoTime),
    Change(Box<Change>),
}

impl Office {
    /// Returns the change of a row at another time, with the new provider if there is one.
    pub(super) fn row_at(&self, row: &BulkRow, start: DateTime<Utc>) -> Option<Change> {
        match row.proposal.as_ref().zip(row.change.starts_from()) {
            Some((proposal, of)) if proposal.to.is_some() => self.moved_to(proposal, of, start),
            _ => row.change.at(start),
        }
    }

    fn moved_to(
        &self,
        proposal: &Proposal,
        of: &AppointmentRef,
        start: DateTime<Utc>,
    ) -> Option<Change> {
        let span = Span::resolve(Some(start), None, of.minutes()).ok()?;
        let Some(to) = &proposal.to else {
            return Change::moved(of.clone(), span, None);
        };
        let reference = self.setup.references_at(of.clinic);
        let reference = reference.map(|seed| Reference::draw(seed, self.next_reference));
        let reason = &proposal.reason;
        let read = proposal.read.as_deref();
        let replacing =
            read.and_then(|read| Change::given_to(to, of.clone(), read, span, reference, reason));
        replacing.or_else(|| Change::moved(of.clone(), span, Some(to.clone())))
    }

    /// Returns the read that the proposal for a row needs: the appointment, if a new one with another provider replaces
    /// it, or free times.
    pub(super) fn next_read_to_propose(&mut self, bulk: &mut Bulk, index: usize) -> Option<Effect> {
        let row = &bulk.rows[index];
        if !row.seeks_time() || !row.is_pending() {
            return None;
        }
        let proposal = row.proposal.as_ref()?;
        let of = row.change.starts_from()?.clone();
        let provider = proposal.to.clone().or_else(|| of.provider())?;
        if proposal.to.is_some() && of.clinic.can().replaces && proposal.read.is_none() {
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
        let question = self.free_times_question(provider, of.minutes());
        let times = bulk.times_like(FreeTimes::new(question.clone()));
        let (first, last) = days_to_search(&of, question.zone)?;
        let day = times.first_unasked(first, last)?;
        times.request(day, question.length, self.moment, &mut self.tickets)
    }

    /// Handles an appointment that a new one with another provider is to replace.
    pub(crate) fn on_row_read(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) {
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

    /// Handles free times that rows have asked for. Returns an answer that they did not ask for.
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
        for index in 0..bulk.rows.len() {
            let row = &bulk.rows[index];
            if !row.seeks_time() || !row.is_pending() {
                continue;
            }
            match self.proposal_of(bulk, index) {
                ProposalSearch::Reading => {}
                ProposalSearch::Nothing(why) => {
                    let proposal = bulk.rows[index].proposal.iter_mut();
                    proposal.for_each(|proposal| proposal.failure = Some(why));
                }
                ProposalSearch::Change(change) => {
                    self.next_reference += 1;
                    bulk.rows[index].retime(*change);
                    bulk.rows[index].wished = bulk.rows[index].start();
                }
            }
        }
    }

    fn proposal_of(&self, bulk: &Bulk, index: usize) -> ProposalSearch {
        let row = &bulk.rows[index];
        let Some((proposal, of)) = row.proposal.as_ref().zip(row.change.starts_from()) else {
            return ProposalSearch::Nothing(NoTime::NoneFree);
        };
        let Some(provider) = proposal.to.clone().or_else(|| of.provider()) else {
            return ProposalSearch::Nothing(NoTime::NoneFree);
        };
        if self.is_unreachable(of.clinic) {
            return ProposalSearch::Nothing(NoTime::Unread);
        }
        let is_copied = proposal.to.is_some() && of.clinic.can().replaces;
        let Some(times) = bulk
            .free_of(&provider)
            .filter(|_| !is_copied || proposal.read.is_some())
        else {
            return ProposalSearch::Reading;
        };
        let Some((first, last)) = days_to_search(of, times.question().zone) else {
            return ProposalSearch::Nothing(NoTime::NoneFree);
        };
        match self.first_proposal(bulk, index, &provider, times) {
            Some(change) => ProposalSearch::Change(Box::new(change)),
            None if times.is_asking() || times.first_unasked(first, last).is_some() => {
                ProposalSearch::Reading
            }
            None if times.has_failed() => ProposalSearch::Nothing(NoTime::Unread),
            None if times
                .known()
                .is_some_and(|free| free.basis == Basis::NoSchedule) =>
            {
                ProposalSearch::Nothing(NoTime::Unpublished)
            }
            None => ProposalSearch::Nothing(NoTime::NoneFree),
        }
    }

    /// Returns the move to the first free time without conflicts that no other row has: with the same provider, on the
    /// next day with free times, at the hour nearest to the old one; with another provider, the one nearest to the old
    /// time.
    fn first_proposal(
        &self,
        bulk: &Bulk,
        index: usize,
        provider: &Provider,
        times: &FreeTimes,
    ) -> Option<Change> {
        let row = &bulk.rows[index];
        let proposal = row.proposal.as_ref()?;
        let of = row.change.starts_from()?;
        let zone = times.question().zone;
        let old = of.start?;
        let date = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let stays = proposal.to.is_none();
        let soonest = self.earliest_proposed();
        let earliest = if stays {
            soonest.max(midnight(date(old).succ_opt()?, zone)?)
        } else {
            // Whoever comes at the old time can be seen by somebody else then.
            soonest.min(old)
        };
        let free = self.known_free(times)?;
        let slot = free
            .minutes
            .map(|minutes| TimeDelta::minutes(minutes.into()));
        let length = of
            .minutes()
            .map(|minutes| TimeDelta::minutes(minutes.get().into()))
            .or(slot);
        let length = length.unwrap_or(USUAL_LENGTH);
        let template = self.template_of(of);
        let suits_kind = |slot: &&Slot| {
            template.is_none_or(|one| one.rules().admit(slot.start, self.moment.now, zone))
        };
        let is_known = |slot: &&Slot| matches!(times.of_day(date(slot.start)), Known::AsOf(_));
        let bookable = free
            .bookable(self.moment.now, length)
            .filter(|slot| slot.start >= earliest && self.keeps_to_rules(times, slot.start));
        let bookable = bookable.filter(suits_kind).filter(is_known);
        let mut starts: Vec<DateTime<Utc>> = bookable.map(|slot| slot.start).collect();
        let hour = |at: DateTime<Utc>| at.with_timezone(&zone).time() - NaiveTime::MIN;
        starts.sort_by_key(|start| {
            if stays {
                (Some(date(*start)), (hour(*start) - hour(old)).abs())
            } else {
                (None, (*start - old).abs())
            }
        });
        let starts = starts
            .into_iter()
            .filter(|start| !bulk.continues(index, provider, *start, *start + length));
        starts.take(MOST_TRIED).find_map(|start| {
            let change = self.moved_to(proposal, of, start)?;
            self.conflicts_in_list(bulk, &change)
                .is_empty()
                .then_some(change)
        })
    }
}

/// Returns the first and the last day to search, beginning with the appointment's day.
fn days_to_search(of: &AppointmentRef, zone: Tz) -> Option<(NaiveDate, NaiveDate)> {
    let first = of.start?.with_timezone(&zone).date_naive();
    Some((first, first.checked_add_days(DayCount::new(DAYS_AHEAD))?))
}
