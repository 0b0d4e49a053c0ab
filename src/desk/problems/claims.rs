//! What the records hold of the visit in a form: other bookings for it that were made, are being sent or are unknown,
//! by whichever window or process of the desk. Asked as soon as the form can be booked, and decided once more when the
//! booking is written down.

use crate::booking::{Booking, Cause, Claim, Conflict, Failure, Report};
use crate::desk::{Asker, Desk, Effect, OpenChange, Remote, Ticket};

use super::state::VisitClaims;

impl Desk {
    /// Asks the records about the booking in front, once it is one.
    pub(in crate::desk) fn ask_for_claims(&mut self) -> Option<Effect> {
        let visit = self.form().review().booking.as_ref().map(Booking::visit);
        let known = &mut self.problems.claims[self.backend];
        known.take_if(|known| Some(&known.visit) != visit.as_ref());
        if known.as_ref().is_some_and(|known| !known.claims.wants_asking()) {
            return None;
        }
        let visit = visit?;
        let ticket = self.ticket(Asker::Claims);
        let known = self.problems.claims[self.backend]
            .get_or_insert_with(|| VisitClaims { visit: visit.clone(), claims: Remote::default() });
        known.claims.ask(ticket);
        Some(Effect::Claims(ticket, Box::new(visit)))
    }

    /// The records have answered.
    pub(in crate::desk) fn claims_are(&mut self, ticket: Ticket, claims: Vec<Claim>) {
        for known in self.problems.claims.values_mut().flatten() {
            if known.claims.awaits(ticket) {
                known.claims = Remote::Ready(claims);
                return;
            }
        }
    }

    /// What the records hold may have changed: they are asked again, and what they held counts until they have answered.
    pub(in crate::desk) fn doubt_claims(&mut self) {
        for known in self.problems.claims.values_mut().flatten() {
            known.claims = Remote::Stopped(known.claims.take());
        }
    }

    /// The records hold its visit for another booking: nothing was sent, and a person is asked.
    pub(in crate::desk) fn refuse_claimed(&mut self, open: &OpenChange, claim: Claim) -> Vec<Effect> {
        self.record_not_made(open.recorded);
        let visit = open.change().visit();
        let backend = visit.backend;
        let Some(booking) = open.change().booking() else {
            return self.ask_about_claimed_move(claim);
        };
        let known = self.claims_on(booking).iter().filter(|known| known.intent != claim.intent);
        let claims = known.cloned().chain([claim.clone()]).collect();
        self.problems.claims[backend] = Some(VisitClaims { visit, claims: Remote::Ready(claims) });
        self.weigh(backend, false);
        if self.form_of(backend).conflicts().contains(&Conflict::OnRecord(claim.clone())) {
            self.ask_about_warnings(backend);
            return Vec::new();
        }
        // The form says something else by now.
        self.mend(open, &Failure::NotSent(Report::of(Cause::Claimed(claim))))
    }

    /// What is known to be on record for the visit of a booking.
    pub(in crate::desk) fn claims_on(&self, booking: &Booking) -> &[Claim] {
        let known = self.problems.claims[booking.backend()].as_ref();
        let known = known.filter(|known| known.visit == booking.visit());
        known.and_then(|known| known.claims.value()).map(Vec::as_slice).unwrap_or_default()
    }

    /// Those that stand against a booking. Where the clinic itself tells of the appointment that a claim has become,
    /// its word counts: it may have been moved or cancelled since.
    pub(in crate::desk) fn claims_against<'a>(
        &'a self,
        booking: &Booking,
    ) -> impl Iterator<Item = &'a Claim> {
        let backend = booking.backend();
        self.claims_on(booking)
            .iter()
            .filter(move |claim| claim.appointment.as_ref().is_none_or(|id| !self.book.tells_of(backend, id)))
    }
}
