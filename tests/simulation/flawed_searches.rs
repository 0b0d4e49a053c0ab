//! FHIR servers whose searches don't show what is there: they drop the identifiers of bookings, or are minutes behind.
//! Nothing that is there may be told *not there*.

use std::time::Duration;

use booking::api::{Body, Reply};
use booking::clinics::FHIR;
use booking::{Agenda, ClinicId};
use chrono::{DateTime, SecondsFormat, Utc};
use desk::Settlement;
use office::{ChangeRef, Ticket};
use serde_json::{Value, json};

use super::invariants::Fate;
use super::world::{BEGINS, Create, World};

/// How far the searches of some servers are behind.
const FAR_BEHIND: Duration = Duration::from_secs(120);

/// What is wrong with a server's searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SearchFlaw {
    /// It keeps no identifiers, by which bookings are found.
    NoIdentifiers,
    /// They are two minutes behind.
    FarBehind,
}

impl World {
    /// A desk at a FHIR server with such searches.
    pub(super) fn with_flaw(seed: u64, flaw: SearchFlaw) -> World {
        let mut world = World::new(seed);
        match flaw {
            SearchFlaw::NoIdentifiers => world.server.drops_identifiers(),
            SearchFlaw::FarBehind => world.server.lags_at_fhir(FAR_BEHIND),
        }
        world.visits = FHIR;
        world.references = true;
        world.flaw = Some(flaw);
        world
    }

    /// What a search has found, as a desk looks at it that knows what it has been shown until then.
    pub(super) fn looked_at(
        &mut self,
        number: usize,
        clinic: ClinicId,
        found: Agenda,
        at: Duration,
    ) -> Agenda {
        if self.flaw.is_none() || clinic != FHIR {
            return found;
        }
        let shown = FHIR.api().search_traits(&self.answer_with(&found, at));
        let Some(window) = self.windows[number].as_mut() else {
            return found;
        };
        window.traits = window.traits.or(shown);
        Agenda {
            may_lag: !window.traits.prove_absence(),
            ..found
        }
    }

    /// The server's answer with these records.
    fn answer_with(&self, found: &Agenda, at: Duration) -> Body {
        let entries: Value = found
            .bookings
            .iter()
            .filter_map(|booked| self.server.record(&booked.id, at))
            .map(|(mut record, written)| {
                let written = on_servers_clock(written).to_rfc3339_opts(SecondsFormat::Secs, true);
                record.insert("meta".to_owned(), json!({ "lastUpdated": written }));
                json!({"resource": record, "search": {"mode": "match"}})
            })
            .collect();
        let bundle = json!({"resourceType": "Bundle", "type": "searchset", "entry": entries});
        let reply = Reply {
            at: Some(on_servers_clock(at)),
            ..Reply::new(200, bundle.to_string())
        };
        FHIR.api().body_of(&reply).expect("a body")
    }

    /// A desk says that a booking is not there: it has to be so.
    pub(super) fn notes_not_there(
        &mut self,
        number: usize,
        change: ChangeRef,
        settlement: &Settlement,
    ) {
        let ChangeRef::Sent(ticket) = change else {
            return;
        };
        if *settlement != Settlement::NotThere || self.flaw.is_none() {
            return;
        }
        if let Some(wish) = self.made_under(number, ticket) {
            self.untrue
                .push(format!("wish {wish} is told not there, and it is"));
        }
    }

    /// The wish of the booking that a window's run has sent under a ticket, if the clinic has made it.
    fn made_under(&self, number: usize, ticket: Ticket) -> Option<usize> {
        let run = self.windows[number].as_ref()?.run;
        let is_it = |create: &Create| create.ticket == ticket && create.from == (number, run);
        let place = self.creates.iter().position(is_it)?;
        let create = &self.creates[place];
        let is_made = create.change.makes().is_some() && self.server.made_by(place).is_some();
        is_made.then_some(create.wish)
    }

    /// What the records call not there in the end is not.
    pub(super) fn nothing_there_is_told_not_there(
        &self,
        ended: &[(&Create, &Fate)],
        complaints: &mut Vec<String>,
    ) {
        if self.flaw.is_none() {
            return;
        }
        for (create, fate) in ended.iter().filter(|(_, fate)| fate.word == "not-there") {
            let place = self
                .creates
                .iter()
                .position(|other| std::ptr::eq(other, *create));
            let is_made = place.is_some_and(|place| self.server.made_by(place).is_some());
            if is_made {
                let wish = create.wish;
                complaints.push(format!(
                    "wish {wish} is on record as {fate:?}, and is there"
                ));
            }
        }
    }
}

fn on_servers_clock(passed: Duration) -> DateTime<Utc> {
    let passed = i64::try_from(passed.as_millis()).expect("a run ends");
    DateTime::from_timestamp_millis(BEGINS + passed).expect("a moment")
}
