//! PURE. Changes on the desk that nobody asked for, each said once.

use chrono::{DateTime, Utc};

use booking::Outcome;
use desk::Desk;

use super::spoken;

/// A change with an unknown outcome: the patient, and when it was given up.
type LostChange = (String, DateTime<Utc>);

/// The news already said.
#[derive(Default)]
pub(super) struct SpokenNews {
    intents: Vec<(LostChange, Outcome<String>)>,
    remarks: Vec<String>,
}

impl SpokenNews {
    /// Returns what is new since the last call.
    pub(super) fn since(&mut self, desk: &Desk) -> Vec<String> {
        let mut said = Vec::new();
        let mut known = Vec::new();
        for intent in desk::intents(desk) {
            let stands = ((intent.change.subject().0, intent.at), intent.outcome.clone());
            if !self.intents.contains(&stands) {
                said.push(spoken::intent(desk, &intent));
            }
            known.push(stands);
        }
        self.intents = known;
        let collisions = spoken::collisions(desk).into_iter().map(|(_, said)| said);
        let remarks: Vec<String> =
            desk::store_remarks(desk).chain(desk::skew_remark(desk)).chain(collisions).collect();
        said.extend(remarks.iter().filter(|remark| !self.remarks.contains(remark)).cloned());
        self.remarks = remarks;
        said
    }
}
