//! Visit templates.

mod state;
mod update;
mod view;

pub use state::{TemplateList, language_name};
pub use update::written_in;
