//! The form for a patient's data: of a patient new to the clinic, or being corrected.

mod adding;
mod correcting;
mod update;
mod view;

pub(super) use view::{alike, doubt, in_short, similar_patients};
