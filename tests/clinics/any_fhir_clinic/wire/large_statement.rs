//! A server's account of itself may be very long: of it, what is needed is read.

use booking::api::Capability;

use super::*;

/// A statement as the largest servers give it, with every parameter of every kind of record described at length. It says
/// last what is allowed with appointments.
fn large_statement(appointments: &[&str]) -> Value {
    let described = |name: usize| {
        json!({"name": format!("parameter-{name}"), "type": "token", "definition": "http://hl7.org/fhir/x",
               "documentation": "a".repeat(900), "extension": [[], [], [], [], [], [], [], []]})
    };
    let other = |kind: usize| {
        let parameters: Value = (0..60).map(described).collect();
        json!({"type": format!("Other{kind}"), "interaction": [{"code": "read", "documentation": "all"}],
               "searchParam": parameters, "operation": [{"name": "x"}]})
    };
    let codes: Value = appointments
        .iter()
        .map(|code| json!({ "code": code }))
        .collect();
    let mut resources: Vec<Value> = (0..150).map(other).collect();
    resources.push(json!({"type": "Patient", "interaction": [{"code": "create"}]}));
    resources.push(json!({"type": "Appointment", "interaction": codes, "versioning": "versioned"}));
    json!({"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1",
           "rest": [{"mode": "server", "resource": resources}]})
}

#[tokio::test]
async fn what_a_server_lacks_is_read_however_much_it_says_of_itself() {
    let server = Scripted::start().await;
    let statement = large_statement(&["read", "search-type"]);
    let length = statement.to_string().len();
    assert!(length > 8 << 20, "{length} bytes are none too many");
    server.gives(200, &[], &statement);
    let client = client(&server.url, Some("sesame"));
    let missing = client.missing(FHIR).await;
    assert!(missing.has(Capability::Book) && missing.has(Capability::Alter));
    assert!(!missing.has(Capability::AddPatient));
}

#[tokio::test]
async fn a_server_with_much_to_say_is_there() {
    let server = Scripted::start().await;
    server.gives(200, &[], &large_statement(&["create"]));
    let client = client(&server.url, Some("sesame"));
    client.probe(FHIR).await.expect("it answers");
}
