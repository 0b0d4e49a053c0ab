//! References from one record to another, in FHIR's format.

use std::collections::BTreeSet;

use serde_json::Value;

/// Returns the kind and the id of the record in a reference, without its version. `None` if the record is at another
/// server, or has no address.
pub(super) fn parts_of(reference: &str) -> Option<(&str, &str)> {
    let (kind, rest) = reference.trim().split_once('/')?;
    let (id, version) = rest.split_once('/').unwrap_or((rest, ""));
    let is_record = !kind.is_empty() && !kind.contains(':') && !id.is_empty();
    (is_record && (version.is_empty() || version.starts_with("_history/"))).then_some((kind, id))
}

/// Makes every reference to a record of the server with this address relative. The addresses of the entries of a Bundle
/// show the server's own address, which may differ behind a proxy.
pub(super) fn localize(answer: &mut Value, address: &str) {
    let mut addresses = BTreeSet::from([format!("{}/", address.trim_end_matches('/'))]);
    let entries = answer.get("entry").and_then(Value::as_array);
    addresses.extend(entries.into_iter().flatten().filter_map(address_by));
    make_relative(answer, &addresses);
}

/// Returns the server's address, derived from that of an entry.
fn address_by(entry: &Value) -> Option<String> {
    let text = |pointer: &str| entry.pointer(pointer)?.as_str();
    let own = format!(
        "{}/{}",
        text("/resource/resourceType")?,
        text("/resource/id")?
    );
    let address = text("/fullUrl")?.strip_suffix(&own)?;
    address.contains("://").then(|| address.to_owned())
}

fn make_relative(value: &mut Value, addresses: &BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                match member {
                    Value::String(text) if name == "reference" => {
                        let own = addresses.iter().find(|own| text.starts_with(*own));
                        if let Some(own) = own {
                            text.drain(..own.len());
                        }
                    }
                    member => make_relative(member, addresses),
                }
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| make_relative(item, addresses)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reference_leads_to_a_record_here_in_any_version() {
        for (reference, parts) in [
            ("Patient/p1", Some(("Patient", "p1"))),
            ("Patient/p1/_history/3", Some(("Patient", "p1"))),
            ("https://elsewhere.example/fhir/Patient/p1", None),
            ("urn:uuid:7f6c3d1e-0000-4000-8000-000000000000", None),
            ("#contained", None),
            ("Patient/", None),
            ("", None),
        ] {
            assert_eq!(parts_of(reference), parts, "{reference}");
        }
    }

    #[test]
    fn references_to_the_server_itself_become_relative_and_others_stay() {
        let actor = |reference: &str| json!({"actor": {"reference": reference}});
        let mut answer = json!({"resourceType": "Bundle", "entry": [{
            "fullUrl": "http://inside:8080/fhir/Appointment/a1",
            "resource": {"resourceType": "Appointment", "id": "a1", "participant": [
                actor("https://clinic.example/fhir/Patient/p1"), actor("http://inside:8080/fhir/Patient/p2"),
                actor("https://elsewhere.example/fhir/Patient/p3"), actor("Patient/p4")]}}]});
        localize(&mut answer, "https://clinic.example/fhir");
        let read: Vec<_> = answer["entry"][0]["resource"]["participant"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["actor"]["reference"].as_str().unwrap())
            .collect();
        let others = "https://elsewhere.example/fhir/Patient/p3";
        assert_eq!(read, ["Patient/p1", "Patient/p2", others, "Patient/p4"]);
    }
}
