//! Whether a booking whose answer was lost is among the appointments that its backend holds.

use super::conflict::same_id;
use super::{Agenda, Booked, Booking};

/// What a look at the backend says of a lost booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupResult {
    /// It is there, under this id.
    There(String),
    /// It is not among the appointments there are.
    NotThere,
    /// It can't be told by itself: one of these ids may be it, or not all there is was read.
    Unclear(Vec<String>),
}

impl Booking {
    /// Looks for this booking, of which no answer came, among whom it is for has booked. `others` are the ids of
    /// appointments known to be other ones: made before it went out, or made or altered since by a change that is known.
    ///
    /// Where the booking bears a reference, the appointment that bears it is the one, whoever has altered it since, and
    /// whatever else is known of it. An appointment for the same at the same time that shows no comment at all may be it, on
    /// a server that doesn't tell comments: then a person decides. Without a reference the one appointment for the same
    /// person, at the same place and time is the one.
    pub fn lookup_result(&self, agenda: &Agenda, others: &[String]) -> LookupResult {
        let (marked, unmarked): (Vec<&Booked>, Vec<&Booked>) =
            agenda.bookings.iter().partition(|booked| self.marks(booked));
        if !marked.is_empty() {
            return one_of(&marked);
        }
        let may_be = |booked: &&Booked| {
            !others.contains(&booked.id) && (self.reference().is_none() || booked.comment.is_none())
        };
        let alike: Vec<&Booked> =
            unmarked.into_iter().filter(may_be).filter(|booked| self.is_alike(booked)).collect();
        match alike.is_empty() {
            true if agenda.complete => LookupResult::NotThere,
            false if agenda.complete && self.reference().is_none() => one_of(&alike),
            _ => LookupResult::Unclear(ids(&alike)),
        }
    }

    /// Whether the appointment bears this booking's reference.
    fn marks(&self, booked: &Booked) -> bool {
        let both = self.reference().zip(booked.comment.as_ref());
        both.is_some_and(|(own, comment)| own.is_in(comment.shown()))
    }

    /// Whether the appointment is for the same person, with the same provider and at the same moment. One that was
    /// called off since is not taken for a visit that has just been booked.
    fn is_alike(&self, booked: &Booked) -> bool {
        let (who, when) = self.subject();
        let provider = self.provider().map(|provider| provider.id());
        booked.backend == self.backend()
            && (booked.person.is_none() || same_id(booked.person.as_deref(), Some(&who)))
            && same_id(booked.provider.as_deref(), provider.as_deref())
            && booked.start == when
            && booked.is_live() == self.takes_time()
    }
}

fn one_of(found: &[&Booked]) -> LookupResult {
    match found {
        [one] => LookupResult::There(one.id.clone()),
        several => LookupResult::Unclear(ids(several)),
    }
}

fn ids(found: &[&Booked]) -> Vec<String> {
    found.iter().map(|booked| booked.id.clone()).collect()
}

#[cfg(test)]
mod tests;
