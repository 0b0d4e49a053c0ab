//! The codes that a site has for fields of the form: from a value set that the server expands, or from the
//! configuration.

use serde_json::{Map, Value, json};

use super::capabilities::capabilities;
use super::change::Members;
use super::record::{CONCEPTS, text_of};
use crate::api::{Read, Request, Reuse, shown_in_list};
use crate::{ClinicId, Directory, Entry, EntryKind, FieldId, Listing, SiteCode, SiteCodes};

/// The most codes of a value set.
const MOST_CODES: usize = 500;

/// Reads the codes that a clinic has for a field; empty if it has none, or if the server does not expand them.
pub(super) fn codes_of(clinic: ClinicId, field: FieldId) -> Read<Vec<SiteCode>> {
    let Some(codes) = clinic.codes(field) else {
        return Read::Done(Ok(Vec::new()));
    };
    let SiteCodes { table, value_set } = codes;
    let Some(value_set) = value_set else {
        return Read::Done(Ok(table.clone()));
    };
    capabilities().then(move |server| {
        if !server.is_ok_and(|server| server.expands_value_sets()) {
            return Read::Done(Ok(table.clone()));
        }
        let request = Request::get(&["ValueSet", "$expand"])
            .with_query([("url", value_set.clone())])
            .reusing(Reuse::OfLastHour);
        Read::of(request)
            .try_map(|body| body.read(|answer| Ok(expansion(&answer))))
            .then(move |read| {
                let codes = read.unwrap_or_default();
                Read::Done(Ok(if codes.is_empty() {
                    table.clone()
                } else {
                    codes
                }))
            })
    })
}

/// Returns the codes of an expanded value set that may be chosen.
fn expansion(answer: &Value) -> Vec<SiteCode> {
    let mut codes = Vec::new();
    if let Some(listed) = answer.pointer("/expansion/contains") {
        collect(listed, &mut codes);
    }
    codes
}

fn collect(listed: &Value, codes: &mut Vec<SiteCode>) {
    let is = |one: &Value, name: &str| one.get(name) == Some(&Value::Bool(true));
    for one in listed.as_array().into_iter().flatten() {
        if codes.len() >= MOST_CODES {
            return;
        }
        let code = one.get("code").and_then(Value::as_str);
        if let Some(code) = code
            && !is(one, "abstract")
            && !is(one, "inactive")
        {
            let display = one.get("display").and_then(Value::as_str);
            codes.push(SiteCode {
                code: code.to_owned(),
                display: shown_in_list(display.unwrap_or(code)),
                system: one.get("system").and_then(Value::as_str).map(str::to_owned),
            });
        }
        if let Some(within) = one.get("contains") {
            collect(within, codes);
        }
    }
}

/// Reads the list of a clinic's codes; `None` if the list has no codes.
pub(super) fn list(clinic: ClinicId, list: Directory) -> Option<Read<Listing>> {
    let field = clinic.field_of_codes(list)?;
    let entry = |code: SiteCode| Entry {
        id: code.code,
        name: code.display,
        detail: String::new(),
        kind: EntryKind::Code,
    };
    Some(codes_of(clinic, field).map(move |codes| Listing {
        entries: codes.into_iter().map(entry).collect(),
        complete: true,
    }))
}

/// Returns a text as a CodeableConcept, with its code if it means one of these.
pub(super) fn concept(codes: &[SiteCode], text: &str) -> Value {
    let Some(code) = codes.iter().find(|code| code.is_meant_by(text)) else {
        return json!({ "text": text });
    };
    let mut coding = Map::from_iter([
        ("code".to_owned(), code.code.as_str().into()),
        ("display".to_owned(), code.display.as_str().into()),
    ]);
    if let Some(system) = &code.system {
        coding.insert("system".to_owned(), system.as_str().into());
    }
    json!({"coding": [coding], "text": code.display})
}

/// Returns a text as a CodeableConcept, with its code if that is known without a read.
pub(super) fn concept_by_table(clinic: ClinicId, name: &str, text: &str) -> Value {
    let field = clinic.field_by_key(name);
    let codes = field.and_then(|field| clinic.codes(field));
    let known = codes.filter(|codes| codes.value_set.is_none());
    concept(known.map_or(&[], |codes| &codes.table), text)
}

/// Returns the words of a CodeableConcept: its text, else the display of its first coding, else the display of the same
/// code in the clinic's table, else the code.
pub(super) fn words_of(clinic: ClinicId, name: &str, concept: &Value) -> Option<String> {
    let words = text_of(concept)?;
    let field = clinic.field_by_key(name);
    let codes = field.and_then(|field| clinic.codes(field));
    let table = codes.map_or(&[][..], |codes| &codes.table);
    let is_it = |code: &&SiteCode| {
        concept["coding"][0]["code"] == *code.code
            && code.system.as_deref() == concept["coding"][0]["system"].as_str()
    };
    let is_bare = concept["coding"][0]["code"] == words;
    let known = if is_bare {
        table.iter().find(is_it)
    } else {
        None
    };
    Some(known.map_or_else(|| words.to_owned(), |code| code.display.clone()))
}

/// Reads the codes that the texts in an appointment's new elements mean in value sets, and returns the elements with
/// them.
pub(super) fn coded_members(clinic: ClinicId, members: Members) -> Read<Members> {
    let stated = members
        .iter()
        .filter_map(|(name, value)| Some(((*name).to_owned(), value.clone()?)));
    coded(clinic, stated.collect()).map(move |record| {
        let members = members.into_iter();
        let read = |name: &str| record.get(name).cloned();
        members
            .map(|(name, value)| (name, value.and_then(|_| read(name))))
            .collect()
    })
}

/// Reads the codes that the texts of an appointment mean in value sets, and returns it with them.
pub(super) fn coded(clinic: ClinicId, record: Map<String, Value>) -> Read<Map<String, Value>> {
    coded_from(clinic, record, 0)
}

/// Does so for the elements from `place` on.
fn coded_from(
    clinic: ClinicId,
    mut record: Map<String, Value>,
    place: usize,
) -> Read<Map<String, Value>> {
    let Some((name, is_list)) = CONCEPTS.get(place).copied() else {
        return Read::Done(Ok(record));
    };
    let present = record
        .get(name)
        .map(|value| if is_list { &value[0] } else { value });
    let text = present.filter(|concept| concept.get("coding").is_none());
    let text = text.and_then(|concept| concept["text"].as_str().map(str::to_owned));
    let has_value_set = |field: &FieldId| {
        let codes = clinic.codes(*field);
        codes.is_some_and(|codes| codes.value_set.is_some())
    };
    let field = clinic.field_by_key(name).filter(has_value_set);
    let Some((text, field)) = text.zip(field) else {
        return coded_from(clinic, record, place + 1);
    };
    codes_of(clinic, field).and_then(move |codes| {
        let concept = concept(&codes, &text);
        let value = if is_list { json!([concept]) } else { concept };
        record.insert(name.to_owned(), value);
        coded_from(clinic, record, place + 1)
    })
}
