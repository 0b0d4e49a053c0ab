//! The entry line: a whole booking in a dozen keys, its parts in any order.
//!
//! `220385s ki f` is Maria Schmidt, born 22 March 1985, with Karin Ivers for a follow-up. A [`Line`] is read in
//! two steps. [`parse`] tells by its shape what each token is about; it needs no list and can't fail.
//! [`resolve()`] finds out whom and what the tokens mean in the lists the desk knows. Where a token may mean two,
//! that is a [`LineProblem`] with a [`Pick`] for each: never a guess.
//!
//! Names and birth dates are kept out of every `Debug` here.

#[cfg(test)]
mod laws;
mod resolve;
mod roster;
#[cfg(test)]
mod tests;
mod token;
mod wish;
mod write;

pub use resolve::{Found, LineProblem, NumberedVerb, Pick, Resolved, resolve};
pub use roster::{Patient, Provider, Roster};
pub use token::{Line, Token, TokenKind, parse};
pub use wish::PatientWish;
pub use write::{Booked, line_of};
