//! PURE. What has changed on the desk without anyone having asked: said once each.

use chrono::{DateTime, Utc};

use crate::booking::Outcome;
use crate::desk::Desk;

use super::spoken;

/// A booking that was lost sight of: whose, and when it was given up.
type Lost = (String, DateTime<Utc>);

/// What has been said already.
#[derive(Default)]
pub(super) struct News {
    intents: Vec<(Lost, Outcome<String>)>,
    remarks: Vec<String>,
}

impl News {
    /// What is new since it was asked last.
    pub(super) fn since(&mut self, desk: &Desk) -> Vec<String> {
        let mut said = Vec::new();
        let mut known = Vec::new();
        for intent in desk.intents() {
            let stands = ((intent.change.subject().0, intent.at), intent.outcome.clone());
            if !self.intents.contains(&stands) {
                said.push(spoken::intent(desk, &intent));
            }
            known.push(stands);
        }
        self.intents = known;
        let collisions = spoken::collisions(desk).into_iter().map(|(_, said)| said);
        let remarks: Vec<String> = desk.store_remarks().chain(desk.skew_remark()).chain(collisions).collect();
        said.extend(remarks.iter().filter(|remark| !self.remarks.contains(remark)).cloned());
        self.remarks = remarks;
        said
    }
}
