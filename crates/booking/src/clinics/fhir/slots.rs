//! The published slots that an appointment takes up.

use serde_json::{Value, json};

use super::change::FhirRecord;
use super::site::FhirRows;
use crate::api::{PublishedSlot, Read, Reuse};
use crate::clinics::reference::parts_of;
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

/// Returns references to the slots within a time that are free or that `old` names; `None` if there are none. `old` is
/// the appointment that gives up its time or gets this one.
pub(super) fn references_to(
    slots: &[PublishedSlot],
    time: Slot,
    old: &FhirRecord,
) -> Option<Value> {
    let is_within = |slot: &Slot| time.start <= slot.start && slot.end <= time.end;
    let named = old.get("slot").and_then(Value::as_array);
    let is_named = |id: &str| {
        let mut named = named.into_iter().flatten();
        named.any(|slot| {
            let reference = slot["reference"].as_str().and_then(parts_of);
            reference.is_some_and(|(_, named)| named == id)
        })
    };
    let slots = slots.iter().filter(|published| {
        (published.is_free || is_named(&published.id)) && is_within(&published.slot)
    });
    let references: Vec<Value> = slots
        .map(|published| json!({"reference": format!("Slot/{}", published.id)}))
        .collect();
    (!references.is_empty()).then(|| references.into())
}
