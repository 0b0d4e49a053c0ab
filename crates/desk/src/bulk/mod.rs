//! Several changes at once: previewed with the conflicts of each, then sent one after the other by a single
//! booking key. Each is a change of its own with its own outcome.

mod preview;
mod propose;
mod rows;
mod series;
mod update;
mod view;
mod work;

pub use preview::bulk_of;
pub(crate) use rows::visit_in_list;
pub use rows::{bulk_row_text, row_remark, row_word};
pub use series::cancels_one_of_several;
pub(crate) use work::bulk_under_way;
pub use work::row_state;
