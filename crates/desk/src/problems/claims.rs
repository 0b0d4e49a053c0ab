//! Claims in the records on the visit in a form and on its time: other changes, of any window or process of
//! the desk, that were made, are being sent, are unknown or wait to be sent. Requested as soon as the form
//! can be booked, and checked again when the change is recorded.

use crate::{Asker, Desk, Effect, Facts, Part, Query, StoreOp, Ticket, change_form, form};
use booking::{Booked, Booking, Change, ChangeKind, Claim, Conflict, RecordedChange, TimedVisit};

use super::{ClaimQuery, Problems};

/// Returns the known claims on a booking's visit and time.
pub(crate) fn claims_on<'a>(desk: &'a Desk, booking: &Booking) -> &'a [Claim] {
    let known = desk.problems.claims[booking.clinic()].value_of(&booking.into());
    known.map(Vec::as_slice).unwrap_or_default()
}

/// Returns the claims that conflict with a booking. A location that sees several patients has room for
/// both if it offers the time.
pub(super) fn claims_against<'a>(
    desk: &'a Desk,
    booking: &Booking,
) -> impl Iterator<Item = &'a Claim> {
    let is_offered = booking.clinic().can().sees_several && form::is_from_list(desk, booking);
    claims_on(desk, booking)
        .iter()
        .filter(move |claim| claim.is_same_visit || !is_offered)
}

/// Returns the claims that conflict with the new time of a move, except those of the moved appointment
/// itself.
/// With `is_offered`, other visits at its time are no conflict.
pub(crate) fn claims_against_move<'a>(
    desk: &'a Desk,
    change: &Change,
    is_offered: bool,
) -> impl Iterator<Item = &'a Claim> {
    let known = change
        .target()
        .and_then(|to| desk.problems.move_claims.value_of(&to.into()));
    let claims = known.map(Vec::as_slice).unwrap_or_default();
    let of = change.starts_from().map(|of| of.id.clone());
    claims.iter().filter(move |claim| {
        (claim.is_same_visit || !is_offered)
            && (claim.appointment.is_none() || claim.appointment != of)
    })
}

/// Adds claims to conflicts, without duplicates: a conflict known from the clinic or from this window's own work
/// is kept; another desk's change is replaced by its claim, which names the desk.
pub(crate) fn add_claims<'a>(
    desk: &Desk,
    claims: impl IntoIterator<Item = &'a Claim>,
    conflicts: &mut Vec<Conflict>,
) {
    let is_new = |claim: &&Claim| {
        let is_same = |other: &Conflict| is_about(other, claim) && is_known_first_hand(desk, other);
        let is_listed = conflicts.iter().any(is_same) || is_listed_as_made(desk, claim, conflicts);
        !is_listed && !desk.office.book.is_voided(claim)
    };
    let claims: Vec<&Claim> = claims.into_iter().filter(is_new).collect();
    conflicts.retain(|conflict| !claims.iter().any(|claim| is_about(conflict, claim)));
    conflicts.splice(0..0, claims.into_iter().cloned().map(Conflict::OnRecord));
}

/// Whether the change of a claim has made an appointment since that is listed already.
fn is_listed_as_made(desk: &Desk, claim: &Claim, conflicts: &[Conflict]) -> bool {
    let made = || {
        desk.office
            .book
            .on_record(claim.intent)
            .and_then(RecordedChange::made)
    };
    let is_listed = |made: &Booked| {
        conflicts
            .iter()
            .any(|other| other.appointment_id() == Some(made.id.as_str()))
    };
    claim.appointment.is_none() && made().is_some_and(is_listed)
}

/// Whether a conflict is known from its clinic or from this window's own work.
fn is_known_first_hand(desk: &Desk, conflict: &Conflict) -> bool {
    match conflict {
        Conflict::MayBeBusy(change) => change.is_own(),
        conflict => conflict.appointment().is_some_and(|booked| {
            desk.office
                .book
                .knows_appointment(booked.clinic, &booked.id)
        }),
    }
}

impl Part<'_, Facts> {
    /// Requests the claims on the current booking, once it is complete.
    pub(crate) fn ask_for_claims(&mut self) {
        let wanted = self.form().review().booking.as_ref().map(TimedVisit::from);
        let clinic = self.clinic;
        self.want_claims(|problems| &mut problems.claims[clinic], wanted);
    }

    /// Requests the claims on the current move, once it has a new time.
    pub(crate) fn ask_for_claims_on_move(&mut self) {
        let Some(form) = self.change_form() else {
            return;
        };
        let is_move = form.kind == ChangeKind::Move;
        let change = change_form::change_in_form(self).filter(|_| is_move);
        let wanted = change
            .as_ref()
            .and_then(Change::target)
            .map(TimedVisit::from);
        self.want_claims(|problems| &mut problems.move_claims, wanted);
    }

    fn want_claims(
        &mut self,
        query: impl FnOnce(&mut Problems) -> &mut ClaimQuery,
        visit: Option<TimedVisit>,
    ) {
        self.request_by(|part, moment, tickets| {
            query(part.problems_mut())
                .want(visit, moment, || tickets.next(Asker::Claims))
                .map(request)
        });
    }

    /// Adds a claim to those known on a booking's visit and time.
    pub(crate) fn note_claim(&mut self, booking: &Booking, claim: Claim) {
        let known = claims_on(self, booking)
            .iter()
            .filter(|known| known.intent != claim.intent);
        let claims = known.cloned().chain([claim.clone()]).collect();
        let moment = self.office.moment;
        self.problems_mut().claims[booking.clinic()] =
            Query::answered(booking.into(), claims, moment);
    }
}

impl Problems {
    /// Returns the queries for the claims on all forms.
    pub(crate) fn claim_queries(&mut self) -> impl Iterator<Item = &mut ClaimQuery> {
        self.claims.values_mut().chain([&mut self.move_claims])
    }
}

fn request((ticket, visit): (Ticket, &TimedVisit)) -> Effect {
    Effect::Store(StoreOp::Claims(ticket, Box::new(visit.clone())))
}

/// Whether a conflict is with the change that a claim belongs to.
fn is_about(conflict: &Conflict, claim: &Claim) -> bool {
    let visit = &claim.holds.visit;
    match conflict {
        Conflict::MayBeBusy(change) => match change.by.record {
            Some(record) => record == claim.intent,
            None => change.is_of(visit.clinic, &visit.person) && change.start == visit.start,
        },
        conflict => conflict
            .appointment_id()
            .is_some_and(|id| claim.appointment.as_deref() == Some(id)),
    }
}
