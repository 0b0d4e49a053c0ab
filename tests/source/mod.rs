//! The source and the documents: structure, words, links.

mod architecture;
// The clock of each command is one that Linux loads before it.
#[cfg(target_os = "linux")]
mod commands;
mod links;
mod papers;
mod prose;
mod ratchet;
mod releases;
mod sentences_in_the_source;
mod systems;
