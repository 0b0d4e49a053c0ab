//! The clinics: their servers, what they answer, and what is made of it.

pub(crate) mod any_fhir_clinic;
mod asking_the_clinics;
mod decoding_anything;
// The server is reached by a socket of Unix.
#[cfg(unix)]
mod far_from_the_server;
mod keys_of_each_call;
mod losing_the_server;
mod meeting_the_server;
mod outages;
