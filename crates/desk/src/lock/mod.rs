//! The lock: a blank screen in place of everything. The desk locks after a time without input, or by a key;
//! the PIN, or without one any key, unlocks it. Meanwhile changes still get their answers, and drafts are saved.
//! The PIN is never shown, never formatted, and wiped when dropped.

mod update;
mod view;

pub(super) use view::draw;
