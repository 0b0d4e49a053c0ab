//! The entry line: a whole booking in a dozen keys, its parts in any order.
//!
//! `220385s ki f` is Maria Schmidt, born 22 March 1985, with Karin Ivers for a follow-up. A [`TokenLine`] is read in
//! two steps. [`parse`] classifies each token by its shape; it needs no list and can't fail. [`resolve()`] looks the
//! tokens up in the lists that the desk has loaded. An ambiguous token is never guessed: it is a [`LineProblem`] with a
//! [`Pick`] for each meaning.
//!
//! Names and birth dates are kept out of every `Debug` here.

mod details;
#[cfg(test)]
mod laws;
mod resolve;
mod roster;
#[cfg(test)]
mod tests;
mod token;
mod write;

pub use crate::people::{Patient, PatientWish};
pub use details::{DetailKind, TypedDetail, TypedDetails};
pub use resolve::{
    KindsNamed, LineProblem, ListMatch, NumberedVerb, Pick, ProviderGroup, Resolved, TimeBase,
    resolve,
};
pub use roster::{
    EarlierVisit, JustBooked, LastVisit, PatientPast, Roster, RosterProvider, VisitsBefore,
};
pub use token::{NOW, Token, TokenKind, TokenLine, means_at_once, parse};
pub use write::{BookedVisit, line_of};

/// The maximum number of characters of a line.
pub const LONGEST_LINE: usize = 200;
