//! The executor's part of noting telephone calls.

use chrono::{DateTime, Utc};
use tracing::error;

use crate::booking::{CallHistory, CallNote};

use super::stores::Stores;

impl Stores {
    /// Notes a call, or takes the last one back; returns the history after that. `None` if no records are
    /// kept.
    ///
    /// # Errors
    ///
    /// Returns the reason if the note can't be written.
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

    /// Returns the calls about appointments from a moment on that all windows have noted. `None` if the
    /// records can't be read.
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
