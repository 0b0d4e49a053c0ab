//! Looks for a booking whose answer was lost among the appointments of its clinic.

use crate::clinic::same_id;
use crate::{Agenda, Booked, Booking};

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
    /// Looks for this booking, whose answer was lost, among the patient's appointments. `others` are the ids
    /// of appointments known to be other ones: made before it was sent, or made or altered since by a known
    /// change.
    ///
    /// If the booking bears a reference, the appointment with that reference is the one, whoever has altered
    /// it since. A matching appointment without any comment may be the one, on a server that doesn't return
    /// comments: then a person decides. Without a reference, the only appointment with the same person, place
    /// and time is the one.
    pub fn lookup_result(&self, agenda: &Agenda, others: &[String]) -> LookupResult {
        let (marked, unmarked): (Vec<&Booked>, Vec<&Booked>) = agenda
            .bookings
            .iter()
            .partition(|booked| self.marks(booked));
        if !marked.is_empty() {
            return one_of(&marked);
        }
        let may_be = |booked: &&Booked| {
            !others.contains(&booked.id) && (self.reference().is_none() || booked.comment.is_none())
        };
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

    /// Returns whether the appointment bears this booking's reference.
    fn marks(&self, booked: &Booked) -> bool {
        let both = self.reference().zip(booked.comment.as_ref());
        both.is_some_and(|(own, comment)| own.is_in(comment.shown()))
    }

    /// Returns whether the appointment has the same person, provider and start. One that was cancelled since
    /// does not count as a visit that has just been booked.
    fn is_alike(&self, booked: &Booked) -> bool {
        let (who, when) = self.subject();
        let provider = self.provider().map(|provider| provider.id());
        booked.clinic == self.clinic()
            && (booked.person.is_none() || same_id(booked.person.as_deref(), Some(&who)))
            && same_id(booked.provider.as_deref(), provider.as_deref())
            && booked.start == when
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
