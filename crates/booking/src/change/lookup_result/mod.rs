//! Looks for a booking among its clinic's appointments after its answer was lost.

use crate::clinic::same_id;
use crate::{Agenda, Booked, Booking, Reference};

/// The result of a look-up of a lost booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupResult {
    /// The booking was made, under this id.
    There(String),
    /// The booking is not among the appointments.
    NotThere,
    /// The result is ambiguous: one of these ids may be the booking, or the read was incomplete.
    Unclear(Vec<String>),
}

impl Booking {
    /// Looks for this booking, whose answer was lost, among the patient's appointments. `others` are the ids of
    /// appointments known to be other ones: made before it was sent, or made or altered since by a known change.
    ///
    /// If the booking has a reference, the appointment with that reference is the one, even if it was altered since. On
    /// a server that doesn't return references, any matching appointment may be the one, so a person decides. Without a
    /// reference, it is the only appointment with the same person, place and time.
    pub(crate) fn lookup_result(&self, agenda: &Agenda, others: &[String]) -> LookupResult {
        let (marked, unmarked): (Vec<&Booked>, Vec<&Booked>) = agenda
            .bookings
            .iter()
            .partition(|booked| self.marks(booked));
        if !marked.is_empty() {
            return one_of(&marked);
        }
        let may_be = |booked: &&Booked| !others.contains(&booked.id) && !self.is_told_apart(booked);
        let alike: Vec<&Booked> = unmarked
            .into_iter()
            .filter(may_be)
            .filter(|booked| self.is_alike(booked))
            .collect();
        if agenda.complete && alike.is_empty() {
            LookupResult::NotThere
        } else if agenda.complete && self.reference().is_none() {
            one_of(&alike)
        } else {
            LookupResult::Unclear(ids(&alike))
        }
    }

    /// Returns whether the appointment has this booking's reference.
    fn marks(&self, booked: &Booked) -> bool {
        let both = self.reference().zip(booked.comment.as_ref());
        both.is_some_and(|(own, comment)| own.is_in(comment.shown()))
    }

    /// Returns whether the appointment lacks the reference that it would have if it were the one. A reference in a
    /// comment is lost only together with the comment. One in an identifier may be lost on a server that keeps none,
    /// although it returns the comment.
    fn is_told_apart(&self, booked: &Booked) -> bool {
        let Some(comment) = self.reference().and(booked.comment.as_ref()) else {
            return false;
        };
        !self.clinic().api().identifies_bookings() || Reference::borne_by(comment.shown()).is_some()
    }

    /// Returns whether the appointment has the same person, provider and start. One that has been cancelled since does
    /// not count.
    fn is_alike(&self, booked: &Booked) -> bool {
        let who = self.patient();
        let provider = self.provider().map(|provider| provider.id().to_owned());
        booked.clinic == self.clinic()
            && (booked.person.is_none() || same_id(booked.person.as_deref(), Some(&who)))
            && same_id(booked.provider.as_deref(), provider.as_deref())
            && booked.start == self.start()
            && booked.is_live() == self.takes_time()
    }
}

fn one_of(matches: &[&Booked]) -> LookupResult {
    match matches {
        [only] => LookupResult::There(only.id.clone()),
        several => LookupResult::Unclear(ids(several)),
    }
}

fn ids(bookings: &[&Booked]) -> Vec<String> {
    bookings.iter().map(|booked| booked.id.clone()).collect()
}

#[cfg(test)]
mod tests;
