//! The parts that all lists have: the chosen row, and the keys that move it.

mod chosen;

pub(crate) use chosen::{Chosen, ListKey, stepped};
