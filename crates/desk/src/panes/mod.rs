//! The panes: which is focused, how far each is scrolled, and the area of each.

mod update;
mod view;

pub(crate) use update::{front_pane, outbox_due_in, sync_preview, vertical};

pub(super) use view::{LEAST_RAIL, are_empty, draw, draw_key, draw_title};
