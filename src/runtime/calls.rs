//! Telephone calls, as the executor has them noted.

use chrono::{DateTime, Utc};
use tracing::error;

use crate::booking::{CallHistory, CallNote};

use super::stores::Stores;

impl Stores {
    /// Notes a call, or takes the last one back; says what is noted then. Nothing where no records are kept.
    ///
    /// # Errors
    /// When it can't be written; says why.
    pub(super) async fn note_call(&self, note: &CallNote) -> Result<Option<CallHistory>, String> {
        let vendor = note.subject.vendor;
        self.try_again(vendor).await;
        let Some(store) = self.state(vendor).map_err(|closed| closed.why)? else { return Ok(None) };
        let noted = store.note_call(note, (self.clock)()).await;
        noted.map(Some).map_err(|error| {
            error!(%error, "call not noted");
            error.to_string()
        })
    }

    /// What every window has noted about appointments from a moment on, and since it. Nothing where no records are kept.
    pub(super) async fn calls(&self, from: DateTime<Utc>) -> Option<Vec<CallHistory>> {
        let open = self.each_open();
        let mut calls = Vec::new();
        for (_, store) in &open {
            match store.calls(from).await {
                Ok(known) => calls.extend(known),
                Err(error) => {
                    error!(%error, "calls not read");
                    return None;
                }
            }
        }
        (!open.is_empty()).then_some(calls)
    }
}
