//! A model of the clinics: what they hold, and what of it a search shows just now. Everything that lasts is in one
//! list; time is told from outside.

use std::time::Duration;

use booking::api::ChangeRequest;
use booking::clinics::{ANIVA, FHIR};
use booking::{
    Agenda, Appointment, AppointmentRef, Booked, Booking, Change, ClinicId, Days, Member, Provider,
};
use office::Whose;

/// An appointment that a clinic holds.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// Which create made it.
    pub(super) create: usize,
    /// As it is now.
    pub(super) booked: Booked,
    /// What it was booked with, as the clinic answers it.
    record: Record,
    /// Since when it is as it is.
    since: Duration,
    /// As it was before, and since when.
    older: Vec<(Duration, Booked)>,
}

impl Held {
    /// Whether it was moved or called off.
    pub(super) fn was_altered(&self) -> bool {
        !self.older.is_empty()
    }

    /// As it was at a moment; nothing where it was not made yet.
    fn at(&self, moment: Duration) -> Option<&Booked> {
        if self.since <= moment {
            return Some(&self.booked);
        }
        self.older
            .iter()
            .rev()
            .find(|(since, _)| *since <= moment)
            .map(|(_, booked)| booked)
    }
}

type Record = serde_json::Map<String, serde_json::Value>;

/// The status of what was called off, at both.
const CANCELLED: &str = "cancelled";

/// The clinics.
#[derive(Debug)]
pub(super) struct Server {
    held: Vec<Held>,
    /// How far searches are behind.
    lag: Duration,
    /// How far those of FHIR are.
    lag_of_fhir: Duration,
    /// Whether FHIR keeps the identifiers of bookings.
    keeps_identifiers: bool,
}

impl Server {
    pub(super) fn new(lag: Duration) -> Server {
        Server {
            held: Vec::new(),
            lag,
            lag_of_fhir: lag,
            keeps_identifiers: true,
        }
    }

    /// From now on the searches of FHIR are so far behind.
    pub(super) fn lags_at_fhir(&mut self, lag: Duration) {
        self.lag_of_fhir = lag;
    }

    /// What a search shows now is as it was then.
    fn shown_at(&self, clinic: ClinicId, now: Duration) -> Option<Duration> {
        let lag = if clinic == FHIR {
            self.lag_of_fhir
        } else {
            self.lag
        };
        now.checked_sub(lag)
    }

    /// From now on FHIR keeps no identifiers of bookings.
    pub(super) fn drops_identifiers(&mut self) {
        self.keeps_identifiers = false;
    }

    /// Makes an appointment of a booking.
    pub(super) fn commit(&mut self, create: usize, booking: &Booking, now: Duration) -> bool {
        let booked = Booked {
            person: Some(booking.patient()),
            provider: booking.provider().map(|provider| provider.id().to_owned()),
            status: "booked".to_owned(),
            comment: comment(booking).map(Into::into),
            version: (booking.clinic() == FHIR).then(|| "1".to_owned()),
            ..Booked::new(
                booking.clinic(),
                format!("appt_{}", self.held.len() + 1),
                booking.start(),
            )
        };
        let asked = booking.clinic().api().change(&ChangeRequest::Book(booking));
        let body = asked
            .and_then(|asked| asked.body)
            .map(|body| body.shown().clone());
        let mut record = body
            .and_then(|body| body.as_object().cloned())
            .unwrap_or_default();
        let mut booked = booked;
        if booked.clinic == FHIR && !self.keeps_identifiers {
            record.remove("identifier");
            booked.comment = Some("by the side door".to_owned().into());
        }
        self.held.push(Held {
            create,
            booked,
            record,
            since: now,
            older: Vec::new(),
        });
        true
    }

    /// Alters an appointment, unless nobody comes to it any more. Says whether it is done.
    pub(super) fn alter(&mut self, change: &Change, now: Duration) -> bool {
        let id = change.appointment().map_or("", |of| &of.id);
        let Some(held) = self.held.iter_mut().find(|held| held.booked.id == id) else {
            return false;
        };
        if held.booked.status == CANCELLED || is_stale(held, change) {
            return false;
        }
        held.older.push((held.since, held.booked.clone()));
        held.since = now;
        if held.booked.version.is_some() {
            held.booked.version = Some((held.older.len() + 1).to_string());
        }
        match (change.target(), change) {
            (Some(to), _) => {
                held.booked.start = to.start();
                // Whoever waited has a time then.
                if held.booked.is_waiting() {
                    "booked".clone_into(&mut held.booked.status);
                }
            }
            (None, Change::SetStatus(set)) => set.to().word().clone_into(&mut held.booked.status),
            (None, _) => held.booked.status = CANCELLED.to_owned(),
        }
        true
    }

    /// Whether somebody has altered an appointment since the version that a change is of.
    pub(super) fn is_stale(&self, change: &Change) -> bool {
        let id = change.appointment().map_or("", |of| &of.id);
        self.held
            .iter()
            .any(|held| held.booked.id == id && is_stale(held, change))
    }

    /// What a create has made, if it has.
    pub(super) fn made_by(&self, create: usize) -> Option<&Held> {
        self.held.iter().find(|held| held.create == create)
    }

    pub(super) fn held(&self) -> &[Held] {
        &self.held
    }

    /// What is answered to a create, and to reading an appointment by its id: at once, without lag.
    pub(super) fn read(&self, id: &str) -> Option<Appointment> {
        self.held
            .iter()
            .find(|held| held.booked.id == id)
            .map(|held| Appointment {
                record: held.record.clone().into(),
                ..appointment(&held.booked)
            })
    }

    /// What was not called off, as somebody names it who has it before them.
    pub(super) fn standing(&self) -> impl Iterator<Item = AppointmentRef> {
        let standing = self
            .held
            .iter()
            .map(|held| &held.booked)
            .filter(|booked| booked.is_live());
        standing.map(|booked| {
            let (person, provider) = (booked.person.clone(), booked.provider.clone());
            AppointmentRef {
                person,
                provider,
                ..AppointmentRef::of(&appointment(booked))
            }
        })
    }

    pub(super) fn is_cancelled(&self, id: &str) -> bool {
        self.held
            .iter()
            .any(|held| held.booked.id == id && held.booked.status == CANCELLED)
    }

    /// Someone's appointments, as a search shows them.
    pub(super) fn agenda_of(&self, whose: &Whose, now: Duration) -> Agenda {
        self.listed(now, |booked| {
            let is_then = |days: &Days| booked.start.is_some_and(|start| days.contains(start));
            is(&booked.person, whose.person()) && whose.days().is_none_or(is_then)
        })
    }

    /// What a provider has on some days, as a search shows it.
    pub(super) fn day_of(&self, provider: &Provider, days: &Days, now: Duration) -> Agenda {
        self.listed(now, |booked| {
            is(&booked.provider, provider.id())
                && booked.start.is_some_and(|start| days.contains(start))
        })
    }

    /// What everybody has on some days, as a search shows it.
    pub(super) fn day_of_all(&self, clinic: ClinicId, days: &Days, now: Duration) -> Agenda {
        self.listed(now, |booked| {
            booked.clinic == clinic && booked.start.is_some_and(|start| days.contains(start))
        })
    }

    /// A record as a search shows it, and when it was written so.
    pub(super) fn record(&self, id: &str, now: Duration) -> Option<(Record, Duration)> {
        let held = self.held.iter().find(|held| held.booked.id == id)?;
        let shown = self.shown_at(held.booked.clinic, now)?;
        let older = held.older.iter().map(|(since, _)| *since);
        let written = older
            .chain([held.since])
            .rev()
            .find(|since| *since <= shown)?;
        Some((held.record.clone(), written))
    }

    fn listed(&self, now: Duration, wanted: impl Fn(&Booked) -> bool) -> Agenda {
        let shown = |held: &Held| held.at(self.shown_at(held.booked.clinic, now)?).cloned();
        let seen = self.held.iter().filter_map(shown);
        Agenda::of(seen.filter(wanted).collect(), true)
    }
}

fn is_stale(held: &Held, change: &Change) -> bool {
    let seen = change.appointment().and_then(|of| of.version.as_ref());
    seen.zip(held.booked.version.as_ref())
        .is_some_and(|(seen, now)| seen != now)
}

fn is(known: &Option<String>, own: &str) -> bool {
    known.as_deref() == Some(own)
}

/// What ClinikAPI keeps as the comment; Aniva keeps none.
fn comment(booking: &Booking) -> Option<String> {
    let keeps = booking.clinic().bears_references();
    keeps.then(|| {
        booking
            .reference()
            .map_or_else(String::new, |own| own.behind(None))
    })
}

fn appointment(booked: &Booked) -> Appointment {
    let name = match booked.clinic {
        one if one == ANIVA => "profile_id",
        _ => "patientId",
    };
    let value = booked.person.clone().unwrap_or_default();
    Appointment {
        clinic: booked.clinic,
        id: booked.id.clone(),
        status: booked.status.clone(),
        start: booked.start,
        end: None,
        panels: None,
        also: Default::default(),
        members: vec![Member {
            name: name.to_owned(),
            value: value.into(),
        }],
        record: serde_json::Map::new().into(),
        request_id: None,
        version: booked.version.clone(),
    }
}
