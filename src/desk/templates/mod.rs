//! Visit templates.

mod update;
mod view;

pub use update::{TemplateList, language_name, written_in};
