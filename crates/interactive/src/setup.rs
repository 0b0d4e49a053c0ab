//! Derives the parameters of a desk from the configuration.

use desk::{DeskSetup, Setup};

use super::file_writer::FileOptions;
use config::Config;
use runtime::office_setup;

/// Returns the configured desk. It never locks, because nobody may be in front of it: see [`runtime::lock_setup`].
pub fn setup(config: &Config) -> Setup {
    let desk = DeskSetup {
        date_order: config.date_order,
        language: config.language,
        look: config.look,
        colour: config.colour,
        keys: config.keys.all.clone(),
        mouse: config.mouse,
        has_printer: config.print_command.is_some(),
        save_folder: FileOptions::of(config).save_folder(),
        ..DeskSetup::new(config.clinic)
    };
    Setup {
        office: office_setup(config),
        desk,
    }
}
