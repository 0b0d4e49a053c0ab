//! The lock: a blank screen in place of everything. It begins after a time without input, or by a key. The PIN ends it,
//! or any key if there is no PIN. Meanwhile changes still get their answers, and drafts are saved. The PIN is never
//! shown, never formatted, and wiped when dropped.

mod update;
mod view;

pub(super) use view::draw;
