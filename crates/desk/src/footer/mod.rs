//! The last line: the note on the last key, and the keys that work here.

mod keys;
mod view;

pub use keys::footer;
pub(super) use keys::{closing, key_for, keys_under, named, of_list, verbs};
pub(super) use view::draw;
