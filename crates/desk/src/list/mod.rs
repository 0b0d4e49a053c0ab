//! The parts that all lists have: the chosen row, the keys that move it, the marked rows, the letters that act, and the
//! page for the rows.

mod chosen;
mod marks;
mod page;
mod word;

pub(crate) use chosen::{Chosen, ListKey, PAGE, stepped};
pub(crate) use marks::{AppointmentKey, AskedKey, Marks, counted, key_of, verb_of_letter};
pub(crate) use page::{ListPage, text_width};
pub(crate) use word::{ListWord, WordKey};
