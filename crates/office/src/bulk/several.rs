//! One action on several appointments: the change of each, and the appointments that are left out.

use chrono::{DateTime, TimeDelta, Utc};

use booking::line::Resolved;
use booking::time::{self, Clock, Span, TimeProblem};
use booking::{AppointmentRef, Change, Personal, Provider, Status, Verb, VerbObstacle, Visit};
use zones::Zone;

use crate::Office;

use super::{BulkRow, Proposal, ProposedWith, RowInput};

/// The request for several appointments.
#[derive(Clone)]
pub struct SeveralAsked {
    /// The action on each.
    pub verb: Verb,
    /// The reason of cancellations; `None` for the patient's request.
    pub reason: Option<Personal<String>>,
    /// The new time of moves.
    pub time: TimeOfEach,
    /// The new practitioner or location of moves, if that changes.
    pub to: Option<Provider>,
}

impl SeveralAsked {
    /// Creates the request for an action with its defaults.
    pub fn of(verb: Verb) -> SeveralAsked {
        SeveralAsked {
            verb,
            reason: None,
            time: TimeOfEach::NextFree,
            to: None,
        }
    }
}

impl SeveralAsked {
    /// Creates the move of several appointments by as much as this one moves to a new start, on the clock of its place.
    pub fn moved_like(
        of: &AppointmentRef,
        start: DateTime<Utc>,
        to: Option<Provider>,
        zone: Zone,
    ) -> Option<SeveralAsked> {
        let local = |at: DateTime<Utc>| at.with_timezone(&zone).naive_local();
        Some(SeveralAsked {
            time: TimeOfEach::Later(local(start) - local(of.start?)),
            to,
            ..SeveralAsked::of(Verb::Move)
        })
    }
}

/// The new time of each of several appointments. If it is not free, the next free one from its day on is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeOfEach {
    /// The next free one; with another practitioner or location, the one nearest to the old one.
    NextFree,
    /// The one that this text means, relative to the day of each.
    Typed(String),
    /// This much later than the old one on the clock of its place.
    Later(TimeDelta),
}

impl SeveralAsked {
    /// Returns the request of a line for all appointments that it means; `None` if it has no verb.
    pub fn of_line(means: &Resolved) -> Option<SeveralAsked> {
        let reason = means.reason();
        Some(SeveralAsked {
            verb: means.verb.as_ref()?.verb,
            reason: (!reason.is_empty()).then(|| reason.to_owned().into()),
            time: if means.time.is_empty() {
                TimeOfEach::NextFree
            } else {
                TimeOfEach::Typed(means.time.join(" "))
            },
            to: means.provider_named(),
        })
    }
}

/// One action on several appointments.
#[derive(Default)]
pub struct ActionOnSeveral {
    /// The rows. A move has no time while no free one is known.
    pub rows: Vec<BulkRow>,
    /// The appointments that don't allow the action, each with the reason.
    pub left_out: Vec<(VerbObstacle, AppointmentRef)>,
}

impl Office {
    /// Returns the changes of an action on these appointments, by their dates: a move to a time that is still to be found,
    /// a cancellation (for `usual_reason` if none is given), or the usual next status.
    pub fn action_on_several(
        &self,
        mut of: Vec<AppointmentRef>,
        asked: &SeveralAsked,
        usual_reason: &str,
    ) -> ActionOnSeveral {
        let verb = asked.verb;
        let reason = asked.reason.as_ref();
        let reason = reason.map_or(usual_reason, |reason| reason.shown().as_str());
        let mut action = ActionOnSeveral::default();
        of.sort_by_key(|of| of.start);
        for of in of {
            let obstacle = self.obstacle(verb, &of);
            match obstacle.or_else(|| obstacle_in_list(verb, &of)) {
                Some(why) => action.left_out.push((why, of)),
                None => {
                    let change = self.change_in_list(verb, of, reason);
                    action
                        .rows
                        .extend(change.map(|change| row_of(verb, change)));
                }
            }
        }
        action
    }

    /// Returns the proposals that give each open move of the list a free time: from its new time on, and with another
    /// provider if one is named. `reason` is for cancelling the old appointment if a new one replaces it.
    ///
    /// # Errors
    ///
    /// Returns why a typed time can't be read.
    pub fn proposals_for_each(
        &self,
        time: &TimeOfEach,
        to: Option<&Provider>,
        reason: &str,
        clock_of: impl Fn(&Visit) -> Clock,
    ) -> Result<Vec<(usize, Proposal)>, TimeProblem> {
        let mut proposals = Vec::new();
        let rows = self.bulk().map(|bulk| bulk.rows.as_slice());
        for (index, row) in rows.unwrap_or_default().iter().enumerate() {
            let Some(of) = row.open_move() else {
                continue;
            };
            let clock = clock_of(&row.change.visit());
            let wished = match time {
                TimeOfEach::NextFree => None,
                TimeOfEach::Later(by) => of.later(*by, clock.zone),
                TimeOfEach::Typed(typed) => Some(row.start_typed(typed, &clock)?),
            };
            let with = to.map(|to| ProposedWith::provider(of, to.clone()));
            let proposal = Proposal::with(with.unwrap_or_default(), reason).at(wished);
            proposals.push((index, proposal));
        }
        Ok(proposals)
    }

    /// Returns the change of an action: a move by one day while no free time is known, a cancellation for this reason, or
    /// the usual next status.
    fn change_in_list(&self, verb: Verb, of: AppointmentRef, reason: &str) -> Option<Change> {
        match verb {
            Verb::Move => {
                let next_day = of.start? + TimeDelta::days(1);
                let span = Span::resolve(Some(next_day), None, of.minutes()).ok()?;
                Change::moved(of, span, None)
            }
            Verb::Cancel => Change::cancelled(of, reason),
            Verb::NextStatus => {
                let next = of.next_statuses(self.moment.now).first().copied()?;
                Change::with_status(of, next)
            }
            Verb::NotCome => Change::with_status(of, Status::NoShow),
            // Any other is for one appointment only (`Verb::is_for_several`).
            _ => None,
        }
    }
}

impl BulkRow {
    /// Returns the start that a typed time means for the row. A time without a date is on the day that was asked for, or
    /// else on that of the visit.
    ///
    /// # Errors
    ///
    /// As [`time::read`].
    pub fn start_typed(&self, typed: &str, clock: &Clock) -> Result<DateTime<Utc>, TimeProblem> {
        let meant = if time::is_told_by_old_time(typed) {
            time::moved_to(typed, self.start_before(), clock.zone)
        } else {
            let (from, beside) = self.start_to_count_from();
            time::beside_day_of(typed, from, beside, clock)
        };
        time::read(&meant, clock)
    }

    /// Returns the appointment that the row moves, if it may still get another time and practitioner.
    pub fn open_move(&self) -> Option<&AppointmentRef> {
        let is_open = self.open.is_none() && self.is_pending() && self.takes() == RowInput::Time;
        if is_open {
            self.change.starts_from()
        } else {
            None
        }
    }
}

impl ProposedWith {
    /// Creates the wish for a visit to be with this practitioner or location.
    pub fn provider(of: &AppointmentRef, provider: Provider) -> ProposedWith {
        if of.is_with(&provider) {
            ProposedWith::TheSame
        } else {
            ProposedWith::Another(provider)
        }
    }
}

/// Returns why an action is possible for a single appointment but not in a list: undoing a final status has to be
/// confirmed each time.
fn obstacle_in_list(verb: Verb, of: &AppointmentRef) -> Option<VerbObstacle> {
    let sets_status = matches!(verb, Verb::NextStatus | Verb::NotCome);
    (sets_status && of.is_final()).then_some(VerbObstacle::Over)
}

fn row_of(verb: Verb, change: Change) -> BulkRow {
    let mut row = BulkRow::new(change, None);
    row.proposal = (verb == Verb::Move).then(Proposal::default);
    row
}
