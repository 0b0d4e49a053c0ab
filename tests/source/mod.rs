//! The source and the documents: structure, words, links.

mod architecture;
mod links;
mod papers;
mod prose;
mod ratchet;
mod releases;
mod sentences_in_the_source;
mod systems;
