//! What ClinikAPI and FHIR have in common: visits with patient, practitioner and time, in the flat format of
//! ClinikAPI's pages or in FHIR's, from which they come.

mod calendar;
mod fields;
mod people;
mod roles;

pub(super) use calendar::{Calendars, booked, last_segment, participant, published};
pub(super) use fields::{NEW_PATIENT, STEPS, visit_fields};
pub(super) use people::{gender, person, practitioner, query_like, searched};
