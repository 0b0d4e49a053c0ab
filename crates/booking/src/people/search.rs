//! Searches for patients by the data that a caller gives.

use std::fmt;

use chrono::NaiveDate;
use strum::IntoStaticStr;

use crate::{Id, Listing, Person, PhoneNumber};

/// A search for patients. `Debug` shows the kind of search and nothing personal.
#[derive(Clone, IntoStaticStr, PartialEq, Eq)]
pub enum PatientQuery {
    /// Part of the first name, the surname, or both with a blank between them, in any case.
    Name(String),
    /// A surname, or a part of it, and the beginning of a first name.
    Named {
        /// Part of the surname.
        surname: String,
        /// The first letters of a first name; empty for any.
        given: String,
    },
    /// Everyone born on this day.
    Born(NaiveDate),
    /// Everyone born on this day whose surname may begin so; the order of day and month is known.
    BornNamed {
        /// The birth date.
        born: NaiveDate,
        /// The first letters of the surname, one or more.
        surname: String,
    },
    /// The whole phone number.
    Phone(PhoneNumber),
    /// The whole e-mail address.
    Email(String),
    /// The whole number that the clinic or an insurer has given.
    Number(String),
    /// The one patient of this id.
    Id(Id),
}

/// The people found, perhaps not all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The people in the clinic's order, each id once.
    pub people: Vec<Person>,
    /// Whether these are all.
    pub complete: bool,
}

/// A page of the people of a clinic API without a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfilePage {
    /// The people in the clinic's order.
    pub people: Vec<Person>,
    /// The offset of the next page; `None` after the last.
    pub next: Option<usize>,
}

impl People {
    pub(crate) fn only(mut self, keep: impl Fn(&Person) -> bool) -> People {
        self.people.retain(keep);
        self
    }
}

impl PatientQuery {
    /// Returns whether a person found by the server really matches, because the server compares less than the query
    /// asks.
    pub fn means(&self, person: &Person) -> bool {
        match self {
            PatientQuery::Named { given, .. } => person.first_name_may_begin(given),
            PatientQuery::BornNamed { born, surname } => {
                person.birth_date() == Some(*born) && person.surname_may_begin(surname)
            }
            PatientQuery::Born(born) => person.birth_date() == Some(*born),
            PatientQuery::Name(_)
            | PatientQuery::Phone(_)
            | PatientQuery::Email(_)
            | PatientQuery::Number(_)
            | PatientQuery::Id(_) => true,
        }
    }

    /// Returns whether all of the server's results must be read before the matches are known.
    pub(crate) fn sifts(&self) -> bool {
        matches!(
            self,
            PatientQuery::Named { .. } | PatientQuery::Born(_) | PatientQuery::BornNamed { .. }
        )
    }
}

impl fmt::Debug for PatientQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.into())
    }
}

impl From<&People> for Listing {
    fn from(found: &People) -> Listing {
        Listing {
            entries: found.people.iter().map(Into::into).collect(),
            complete: found.complete,
        }
    }
}
