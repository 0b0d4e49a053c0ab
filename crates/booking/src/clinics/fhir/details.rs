//! Changed details of an Appointment: its reason, its texts, its priority.

use serde_json::Value;

use super::PRIORITY;
use super::change::{FhirRecord, Members};
use super::record::value_to_json;
use crate::{ClinicId, Detail, FormValue};

/// Returns the new values of these details, given the present record. In a list, the first value is replaced: it is the
/// one that staff see.
pub(super) fn new_details(
    clinic: ClinicId,
    details: &[Detail],
) -> impl FnOnce(&FhirRecord) -> Members + Send + 'static {
    let values: Members = details
        .iter()
        .filter(|detail| !detail.is_length())
        .map(|detail| (detail.field.key, detail_to_json(clinic, detail)))
        .collect();
    move |record| {
        let with_others = |(name, value): (&'static str, Option<Value>)| {
            let first = value.as_ref().and_then(Value::as_array);
            let old = record.get(name).and_then(Value::as_array);
            match (first, old) {
                (Some(first), Some(old)) => {
                    let others = old.iter().skip(1);
                    let all: Vec<Value> = first.iter().chain(others).cloned().collect();
                    (name, Some(all.into()))
                }
                _ => (name, value),
            }
        };
        values.into_iter().map(with_others).collect()
    }
}

/// Returns the value of a detail, or `None` for a priority of 0, which means none.
fn detail_to_json(clinic: ClinicId, detail: &Detail) -> Option<Value> {
    match FormValue::from(&detail.to) {
        FormValue::Number(0) if detail.field.key == PRIORITY.key => None,
        value => Some(value_to_json(clinic, detail.field.key, value)),
    }
}
