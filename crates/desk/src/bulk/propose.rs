//! Proposals for moves: the next free times of the same provider, or the nearest ones of another. No two rows
//! get the same time.

use chrono::{DateTime, Days as DayCount, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::bulk::preview::conflicts_in_list;
use crate::model::{NoTime, Proposal};
use crate::{
    AppointmentPlace, Bulk, BulkRow, ClinicCall, Desk, Effect, FaceAppointment, FreeTimes, Part,
    Submissions, Ticket, note,
};
use booking::time::{Span, midnight};
use booking::{
    Appointment, AppointmentRef, Basis, Change, Failure, Finder, Provider, Reference, Slot,
    USUAL_LENGTH,
};
use i18n::say;
use office::Known;

/// The number of days searched for a free time.
const DAYS_AHEAD: u64 = 28;
/// The maximum number of free times tried in search of one without conflicts.
const MOST_TRIED: usize = 48;

/// Returns the change of a row at another time, with the new provider if there is one.
pub(super) fn row_at(desk: &Desk, row: &BulkRow, start: DateTime<Utc>) -> Option<Change> {
    match row.proposal.as_ref().zip(row.change.starts_from()) {
        Some((proposal, of)) if proposal.to.is_some() => moved_to(desk, proposal, of, start),
        _ => row.change.at(start),
    }
}

fn moved_to(
    desk: &Desk,
    proposal: &Proposal,
    of: &AppointmentRef,
    start: DateTime<Utc>,
) -> Option<Change> {
    let span = Span::resolve(Some(start), None, of.minutes()).ok()?;
    let Some(to) = &proposal.to else {
        return Change::moved(of.clone(), span, None);
    };
    let reference = desk.office.setup.references_at(of.clinic);
    let reference = reference.map(|seed| Reference::draw(seed, desk.office.launched));
    let reason = say!(desk.setup.language, "cancel-given-to-another");
    let read = proposal.read.as_deref();
    let replacing =
        read.and_then(|read| Change::given_to(to, of.clone(), read, span, reference, reason));
    replacing.or_else(|| Change::moved(of.clone(), span, Some(to.clone())))
}

impl Part<'_, Submissions> {
    /// Opens these moves as a list. Each gets a free time once free times are known.
    pub(crate) fn bulk_of_moves(&mut self, changes: Vec<Change>) {
        self.open_bulk_of(changes);
        for row in self.bulk_mut().iter_mut().flat_map(|bulk| &mut bulk.rows) {
            row.proposal = Some(Proposal::default());
        }
    }

    /// Returns the read that the proposal for a row needs: the appointment, if a new one with another provider
    /// replaces it, or free times.
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
            let place = AppointmentPlace::Face(FaceAppointment::Row);
            return Some(Effect::Clinic(
                ticket,
                ClinicCall::Open(place, of.clinic, of.id),
            ));
        }
        let question = self.office.free_times_question(provider, of.minutes());
        let times = bulk.times_like(FreeTimes::new(question.clone()));
        let (first, last) = days_to_search(&of, question.zone)?;
        let day = times.first_unasked(first, last)?;
        let moment = self.office.moment;
        times.request(day, question.length, moment, self.tickets())
    }

    /// Handles an appointment that a new one with another provider is to replace.
    pub(crate) fn on_bulk_appointment(
        &mut self,
        ticket: Ticket,
        answer: Result<Appointment, Failure>,
    ) {
        let rows = self.bulk_mut().iter_mut().flat_map(|bulk| &mut bulk.rows);
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
                    self.office_mut().launched += 1;
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
        if self.office.is_unreachable(of.clinic) {
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

    /// Returns the move to the first free time without conflicts that no other row has: with the same provider,
    /// on the next day with free times, at the hour nearest to the old one; with another provider, the one
    /// nearest to the old time.
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
        let soonest = self.office.earliest_proposed();
        let earliest = if stays {
            soonest.max(midnight(date(old).succ_opt()?, zone)?)
        } else {
            // Whoever comes at the old time can be seen by somebody else then.
            soonest.min(old)
        };
        let free = self.office.known_free(times)?;
        let slot = free
            .minutes
            .map(|minutes| TimeDelta::minutes(minutes.into()));
        let length = of
            .minutes()
            .map(|minutes| TimeDelta::minutes(minutes.get().into()))
            .or(slot);
        let length = length.unwrap_or(USUAL_LENGTH);
        let is_known = |slot: &&Slot| matches!(times.of_day(date(slot.start)), Known::AsOf(_));
        let bookable = free
            .bookable(self.office.moment.now, length)
            .filter(|slot| slot.start >= earliest);
        let mut starts: Vec<DateTime<Utc>> =
            bookable.filter(is_known).map(|slot| slot.start).collect();
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
            let change = moved_to(self, proposal, of, start)?;
            conflicts_in_list(self, bulk, &change)
                .is_empty()
                .then_some(change)
        })
    }

    /// Gives rows the typed provider. Returns `false` if no provider matches.
    pub(super) fn apply_typed_provider(&mut self, indices: std::ops::Range<usize>) -> bool {
        let Some(bulk) = self.bulk.as_ref() else {
            return false;
        };
        let typed = bulk.input.value().trim().to_owned();
        let mut named = Vec::new();
        for index in indices {
            let Some(row) = bulk.rows.get(index) else {
                continue;
            };
            let is_open_move =
                row.open.is_none() && row.is_pending() && row.change.target().is_some();
            let Some(of) = row.change.starts_from().filter(|_| is_open_move) else {
                continue;
            };
            let list = self.office.lists.list(of.clinic.providers()).value();
            let found = list.and_then(|list| list.found_by(&Finder::new(&typed)).first().copied());
            let Some(provider) = found.and_then(|entry| Provider::named(of.clinic, &entry.id))
            else {
                continue;
            };
            let to = Some(provider.clone()).filter(|provider| !of.is_with(provider));
            named.push((
                index,
                provider,
                Proposal {
                    to,
                    ..Proposal::default()
                },
            ));
        }
        let Some(bulk) = self.bulk_mut().as_mut().filter(|_| !named.is_empty()) else {
            return false;
        };
        for (index, provider, proposal) in named {
            // Free times that could not be read before are requested again.
            bulk.free
                .retain(|times| times.question().provider != provider || !times.has_failed());
            bulk.rows[index].proposal = Some(proposal);
        }
        bulk.input = tui_input::Input::default();
        true
    }

    /// Gives all rows the typed provider.
    pub(super) fn apply_typed_to_all(&mut self) {
        let count = self.bulk().map_or(0, |bulk| bulk.rows.len());
        if !self.apply_typed_provider(0..count) {
            self.note(note!("bulk-nobody-so-called"));
        }
    }
}

/// The result of searching a proposal for a row.
enum ProposalSearch {
    /// More has to be read first.
    Reading,
    Nothing(NoTime),
    Change(Box<Change>),
}

/// Returns the first and the last day to search, beginning with the appointment's day.
fn days_to_search(of: &AppointmentRef, zone: Tz) -> Option<(NaiveDate, NaiveDate)> {
    let first = of.start?.with_timezone(&zone).date_naive();
    Some((first, first.checked_add_days(DayCount::new(DAYS_AHEAD))?))
}
