//! The arguments of `play` and `headless` that make runs of the desk on its own sandbox repeatable.

use chrono::{DateTime, Utc};
use clap::Args;

use super::size;
use crate::desk::Size;

/// The scene that is set; what a tape sets gives way to it.
#[derive(Debug, Args)]
pub(super) struct SceneArgs {
    /// The size of the screen, whatever a tape sets
    #[arg(long, value_name = "COLSxROWS", value_parser = size)]
    pub(super) size: Option<Size>,
    /// What desk and sandbox take for now, whatever a tape sets
    #[arg(long, value_name = "RFC3339")]
    pub(super) now: Option<DateTime<Utc>>,
    /// What booking references are drawn from
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
}
