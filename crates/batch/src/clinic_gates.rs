//! Whether rows may be sent to each clinic: not while it asks to wait, and not at all after it stops answering or the
//! run is stopped.

use std::time::Duration;

use super::check::LANGUAGE;
use booking::{Cause, ClinicId, Clinics, Failure, PerClinic, Problem, problems_of};
use client::Client;

/// After this many successive rows without an answer, the rest of a clinic's rows is not sent.
const MOST_SILENT: u32 = 20;

/// The gates for a run's rows, one for each clinic.
pub(super) struct ClinicGates(PerClinic<ClinicGate>);

struct ClinicGate {
    /// No row is sent before this moment, because the clinic asked to wait.
    opens: Duration,
    /// The number of rows without an answer since the last answer.
    silent: u32,
    /// Why no more rows are sent to the clinic.
    shut: Option<Vec<Problem>>,
}

impl ClinicGates {
    /// Creates gates that are open, except those of clinics that can't be used at all.
    pub(super) fn new(clinics: Clinics, client: &Client) -> ClinicGates {
        ClinicGates(PerClinic::of(clinics, |clinic| ClinicGate {
            opens: Duration::ZERO,
            silent: 0,
            shut: client
                .trouble(clinic)
                .map(|failure| problems_of(failure, clinic, LANGUAGE)),
        }))
    }

    /// Returns why no more rows are sent to a clinic; `None` if its gate is not shut.
    pub(super) fn why_shut(&self, clinic: ClinicId) -> Option<&Vec<Problem>> {
        self.0[clinic].shut.as_ref()
    }

    pub(super) fn has_shut(&self) -> bool {
        self.0.values().any(|gate| gate.shut.is_some())
    }

    /// Returns whether a clinic asks to wait.
    pub(super) fn is_waiting(&self, clinic: ClinicId, up: Duration) -> bool {
        self.0[clinic].opens > up
    }

    /// Returns the time until the next clinic accepts requests again, if any asks to wait.
    pub(super) fn next_opening(&self, up: Duration) -> Option<Duration> {
        let waits = self
            .0
            .values()
            .filter_map(|gate| gate.opens.checked_sub(up));
        waits.filter(|wait| !wait.is_zero()).min()
    }

    /// Shuts every gate that is not shut yet.
    pub(super) fn shut_all(&mut self, why: &[Problem]) {
        for gate in self.0.values_mut() {
            gate.shut.get_or_insert_with(|| why.to_vec());
        }
    }

    /// Makes a clinic's rows wait until `until`. Returns whether that is later than `up` and any earlier wait.
    pub(super) fn wait_until(&mut self, clinic: ClinicId, until: Duration, up: Duration) -> bool {
        let gate = &mut self.0[clinic];
        let is_later = until > gate.opens.max(up);
        gate.opens = gate.opens.max(until);
        is_later
    }

    /// Counts a successful call, or the failure of one. Shuts the gate if no later call would succeed.
    pub(super) fn count_answer(&mut self, clinic: ClinicId, failure: Option<&Failure>) {
        let gate = &mut self.0[clinic];
        let Some(failure) = failure else {
            gate.silent = 0;
            return;
        };
        let cause = &failure.report().cause;
        let has_answered = matches!(failure, Failure::Refused(_)) || *cause == Cause::Altered;
        gate.silent = if has_answered { 0 } else { gate.silent + 1 };
        if gate.silent >= MOST_SILENT || cause.is_of_every_call() {
            gate.shut
                .get_or_insert_with(|| problems_of(failure, clinic, LANGUAGE));
        }
    }
}
