//! The published slots that an appointment takes up.

use serde_json::{Value, json};

use super::site::FhirRows;
use crate::api::{PublishedSlot, Read, Reuse};
use crate::{Provider, Slot};

/// Reads the published slots at a time; empty if they can't be read.
pub(super) fn slots_at(
    rows: &'static FhirRows,
    provider: Option<Provider>,
    time: Option<Slot>,
) -> Read<Vec<PublishedSlot>> {
    let Some((provider, time)) = provider.zip(time) else {
        return Read::Done(Ok(Vec::new()));
    };
    rows.calendars
        .slots_at(&provider, time, Reuse::OfSameAct)
        .or_else(|_| Ok(Vec::new()))
}

/// Returns references to the free slots within a time; `None` if there are none.
pub(super) fn references_to(slots: &[PublishedSlot], time: Slot) -> Option<Value> {
    let is_within = |slot: &Slot| time.start <= slot.start && slot.end <= time.end;
    let slots = slots
        .iter()
        .filter(|published| published.is_free && is_within(&published.slot));
    let references: Vec<Value> = slots
        .map(|published| json!({"reference": format!("Slot/{}", published.id)}))
        .collect();
    (!references.is_empty()).then(|| references.into())
}
