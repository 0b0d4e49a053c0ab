//! Claims in the records on a visit and on its time: other changes, of any window or process of the desk, that were
//! made, are being sent, are unknown or wait to be sent. They are requested as soon as a visit can be booked, and
//! checked again when the change is recorded.

use booking::{AppointmentRef, Booked, Booking, Claim, Conflict, RecordedChange, TimedVisit};

use super::{Effect, Office, Query, StoreOp, Ticket, VisitTime};

/// The claims on a visit and its time.
pub type ClaimQuery = Query<TimedVisit, Vec<Claim>>;

impl Office {
    /// Requests the claims on these visits, unless they are known, and forgets claims on other visits.
    pub fn want_claims(&mut self, wanted: Vec<TimedVisit>) {
        self.claims
            .retain(|query| query.key().is_some_and(|visit| wanted.contains(visit)));
        for visit in wanted {
            let known = self.claims.iter().position(|query| query.is_of(&visit));
            let index = known.unwrap_or_else(|| {
                self.claims.push(ClaimQuery::default());
                self.claims.len() - 1
            });
            let tickets = &mut self.tickets;
            let ticket = || tickets.issue();
            let request = self.claims[index].want(Some(visit), self.moment, ticket);
            let effect = request.map(|(ticket, visit)| {
                Effect::Store(StoreOp::Claims(ticket, Box::new(visit.clone())))
            });
            self.request(effect);
        }
    }

    /// Marks the claims to be requested again. They stay in use until the answer arrives.
    pub fn doubt_claims(&mut self) {
        self.claims.iter_mut().for_each(Query::doubt);
    }

    /// Handles the claims on a visit.
    pub(crate) fn on_claims(&mut self, ticket: Ticket, claims: Vec<Claim>) {
        Query::answer_one(&mut self.claims, ticket, Ok(claims), self.moment);
    }

    /// Returns the known claims on a booking's visit and time.
    pub fn claims_on(&self, booking: &Booking) -> &[Claim] {
        let visit = TimedVisit::from(booking);
        let mut known = self.claims.iter();
        known
            .find_map(|query| query.value_of(&visit))
            .map_or(&[], Vec::as_slice)
    }

    /// Adds a claim to those known on a booking's visit and time, which are requested again.
    pub fn note_claim(&mut self, booking: &Booking, claim: Claim) {
        let visit = TimedVisit::from(booking);
        let mut claims = self.claims_on(booking).to_vec();
        claims.retain(|known| known.change != claim.change);
        claims.push(claim);
        self.claims.retain(|query| !query.is_of(&visit));
        let mut known = ClaimQuery::answered(visit, claims, self.moment);
        // There may be others.
        known.doubt();
        self.claims.push(known);
    }

    /// Returns all conflicts of a booking, the gravest first: with its time, and with the changes on record that claim
    /// its visit or its time. `moved` is the appointment that the booking moves or revives, which is no conflict.
    pub fn conflicts_of(
        &self,
        booking: &Booking,
        time: &VisitTime,
        moved: Option<&AppointmentRef>,
    ) -> Vec<Conflict> {
        let mut conflicts = self.conflicts_of_time(booking, time, moved);
        let is_offered = time.is_offered(booking.clinic());
        let moved_key = moved.map(AppointmentRef::key);
        let is_of_moved = |claim: &Claim| moved.is_some() && claim.appointment_key() == moved_key;
        let claims = self.claims_on(booking).iter();
        let against =
            claims.filter(|claim| (claim.is_same_visit || !is_offered) && !is_of_moved(claim));
        self.add_claims(against, &mut conflicts);
        let is_new = moved.is_none() && !conflicts.iter().any(Conflict::is_same_visit);
        if is_new && self.book.has_sent(booking) {
            conflicts.insert(0, Conflict::SentBefore);
        }
        conflicts.sort_by_key(Conflict::rank);
        conflicts
    }

    /// Adds claims to conflicts, without duplicates. A conflict known from the clinic or from this office's own work is
    /// kept; another desk's change is replaced by its claim, which names the desk.
    pub(crate) fn add_claims<'a>(
        &self,
        claims: impl IntoIterator<Item = &'a Claim>,
        conflicts: &mut Vec<Conflict>,
    ) {
        let is_new = |claim: &&Claim| {
            let is_same =
                |other: &Conflict| is_about(other, claim) && self.is_known_first_hand(other);
            let is_listed =
                conflicts.iter().any(is_same) || self.is_listed_as_made(claim, conflicts);
            !is_listed && !self.book.is_voided(claim)
        };
        let claims: Vec<&Claim> = claims.into_iter().filter(is_new).collect();
        conflicts.retain(|conflict| !claims.iter().any(|claim| is_about(conflict, claim)));
        conflicts.splice(0..0, claims.into_iter().cloned().map(Conflict::OnRecord));
    }

    /// Returns whether the change of a claim has made an appointment that is listed already.
    fn is_listed_as_made(&self, claim: &Claim, conflicts: &[Conflict]) -> bool {
        let on_record = self.book.on_record(claim.change);
        let made = on_record.and_then(RecordedChange::made);
        let is_listed = |made: &Booked| {
            let mut listed = conflicts.iter().filter_map(Conflict::appointment_key);
            listed.any(|key| key == made.key())
        };
        claim.appointment.is_none() && made.is_some_and(is_listed)
    }

    /// Returns whether a conflict is known from its clinic or from this office's own work.
    fn is_known_first_hand(&self, conflict: &Conflict) -> bool {
        match conflict {
            Conflict::MayBeBusy(change) => change.is_own(),
            conflict => conflict
                .appointment()
                .is_some_and(|booked| self.book.knows_appointment(booked.clinic, &booked.id)),
        }
    }
}

/// Returns whether a conflict is with the change of a claim.
fn is_about(conflict: &Conflict, claim: &Claim) -> bool {
    let visit = &claim.holds.visit;
    match conflict {
        Conflict::MayBeBusy(change) => match change.by.record {
            Some(record) => record == claim.change,
            None => change.is_of(visit.clinic, &visit.person) && change.start == visit.start,
        },
        conflict => conflict
            .appointment_key()
            .is_some_and(|key| claim.appointment_key() == Some(key)),
    }
}
