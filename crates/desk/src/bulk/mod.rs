//! Several changes at once: previewed with the conflicts of each, then sent one after the other by a single
//! booking key. The office keeps the list and sends it.

mod died;
mod preview;
mod series;
mod several;
mod undo;
mod update;
mod view;
mod visit;
mod work;

pub use preview::bulk_of;
pub(crate) use series::changes_one_of_several;

pub(crate) use visit::visit_in_list;
pub(crate) use work::bulk_under_way;
