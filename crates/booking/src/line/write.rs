//! The entry line equivalent to a booking made through the form.

use chrono::{DateTime, Datelike, Utc};

use super::Patient;
use super::resolve::{ListMatch, resolve};
use super::roster::Roster;
use super::token::parse;
use crate::fold;
use crate::time::{Clock, DateOrder, print};

/// A booking that was made.
#[derive(Clone, Copy, Debug)]
pub struct BookedVisit<'a> {
    /// The patient's id, `pt_…` or a UUID.
    pub patient: &'a str,
    /// The id of the practitioner or location, if there is one.
    pub provider: Option<&'a str>,
    /// The letter of the template with the same contents as the form, if there is one.
    pub template: Option<char>,
    /// The start, if there is one.
    pub start: Option<DateTime<Utc>>,
}

/// Returns the line that means this booking: `220385s ki f 2027-02-10 10:00`. Uses the shortest unambiguous names of
/// the patient and the provider. `roster.here` is the clinic of the booking.
pub fn line_of(booked: &BookedVisit<'_>, roster: &Roster<'_>, clock: &Clock) -> String {
    let read = |token: &str| resolve(&parse(token, clock), roster);
    let template = booked.template.map(String::from);
    let provider = booked.provider.map(|id| {
        let listed = roster
            .providers
            .unwrap_or_default()
            .iter()
            .find(|provider| provider.id == id);
        let code = listed.and_then(|provider| provider.code).map(str::to_owned);
        let surname = listed.map(|provider| fold(provider.surname()));
        code.into_iter()
            .chain(surname)
            .find(|word| read(word).provider == ListMatch::One(id.to_owned()))
            .unwrap_or_else(|| id.to_owned())
    });
    let listed = roster
        .patients
        .unwrap_or_default()
        .iter()
        .find(|patient| patient.id == booked.patient);
    let names = listed
        .map(|patient| names(patient, clock.date_order))
        .unwrap_or_default();
    let patient = names
        .into_iter()
        .find(|name| read(name).patient == ListMatch::One(booked.patient.to_owned()))
        .unwrap_or_else(|| booked.patient.to_owned());
    let start = booked.start.map(|start| print(start, clock.zone));
    let parts = [Some(patient), provider, template, start];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Returns the ways to name a patient, the shortest first: birth date with initial, with surname.
fn names(patient: &Patient<'_>, order: Option<DateOrder>) -> Vec<String> {
    let Some(born) = patient.born else {
        return Vec::new();
    };
    let day = born.day();
    let month = born.month();
    let year = born.year();
    let short = year.rem_euclid(100);
    let digits = match order {
        Some(DateOrder::Dmy) | None => format!("{day:02}{month:02}{short:02}"),
        Some(DateOrder::Mdy) => format!("{month:02}{day:02}{short:02}"),
        Some(DateOrder::Ymd) => format!("{short:02}{month:02}{day:02}"),
    };
    let surname = fold(patient.surname);
    let word: String = surname
        .chars()
        .take_while(|letter| letter.is_alphanumeric())
        .collect();
    let initial = word.chars().next().map(String::from).unwrap_or_default();
    // The whole year distinguishes the centuries, and dots leave no doubt about the order.
    let date = format!("{day}.{month}.{year}");
    vec![
        format!("{digits}{initial}"),
        format!("{date}{initial}"),
        format!("{date}{word}"),
    ]
}
