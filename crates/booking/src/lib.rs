//! The domain of appointments, for all clinics: fields, drafts, rules, problems, time. No I/O, no async, no
//! terminal, and no clock but the one passed in.

pub mod api;
pub mod appointment;
pub mod book;
pub mod calendar;
pub mod change;
pub mod clinic;
pub mod clinics;
pub mod conflict;
pub mod failure;
pub mod form;
pub mod line;
pub mod people;
mod pin_attempt;
pub mod print;
pub mod report;
pub mod review;
pub mod template;
pub mod text;
pub mod time;
pub mod verdict;
pub mod waiting;

pub use appointment::*;
pub use book::*;
pub use calendar::*;
pub use change::*;
pub use clinic::*;
pub use conflict::*;
pub use failure::*;
pub use form::*;
pub use people::*;
pub use print::*;
pub use report::*;
pub use review::*;
pub use template::*;
pub use text::*;
pub use verdict::*;
pub use waiting::*;

pub use pin_attempt::PinAttempt;

pub use i18n::Language;
