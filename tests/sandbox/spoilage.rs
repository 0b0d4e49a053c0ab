//! Answers that hang, break off, drip or lie, seen byte by byte.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use super::{MARIA, Rig};

/// Orders a fault for the next create, makes that create, and reads all there is to read.
async fn spoilt(rig: &Rig, mut fault: Value) -> Vec<u8> {
    fault["backend"] = json!("clinik");
    fault["call"] = json!("create");
    rig.order(fault).await;
    let mut received = Vec::new();
    // A body that breaks off may end in a reset.
    let _ = create(rig).read_to_end(&mut received);
    received
}

/// A connection on which a visit has been asked for.
fn create(rig: &Rig) -> TcpStream {
    let body = json!({"status": "booked", "patientId": MARIA}).to_string();
    let mut connection = TcpStream::connect(rig.sandbox.addr()).unwrap();
    write!(
        connection,
        "POST /v1/appointments HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nX-Api-Key: {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        rig.sandbox.addr(),
        rig.sandbox.clinik_key(),
        body.len()
    )
    .unwrap();
    connection
}

/// How long the body of an answer is said to be.
fn promised(head: &str) -> usize {
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap();
    length.parse().unwrap()
}

/// The head of an answer, in lower case, and its body.
fn parts(answer: &[u8]) -> (String, &[u8]) {
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    (
        String::from_utf8_lossy(&answer[..end]).to_lowercase(),
        &answer[end + 4..],
    )
}

async fn booked(rig: &Rig) -> u64 {
    let visits = rig
        .get(&format!("/v1/appointments?patientId={MARIA}"))
        .await;
    visits.body["data"]["total"].as_u64().unwrap()
}

async fn logged(rig: &Rig) -> Value {
    rig.requests()
        .await
        .into_iter()
        .rfind(|entry| entry["call"] == "create")
        .unwrap()["status"]
        .clone()
}

#[tokio::test]
async fn half_a_body_is_half_of_what_its_length_promises() {
    let rig = Rig::start().await;
    let answer = spoilt(&rig, json!({"fault": "half-body"})).await;
    let (head, body) = parts(&answer);
    assert_eq!(promised(&head) / 2, body.len());
    assert!(!body.is_empty());
    assert_eq!((booked(&rig).await, logged(&rig).await), (1, json!(201)));
}

#[tokio::test]
async fn garbage_and_pages_come_in_place_of_a_booking_that_stands() {
    let rig = Rig::start().await;
    let answer = spoilt(&rig, json!({"fault": "garbage"})).await;
    let (head, body) = parts(&answer);
    assert!(
        head.starts_with("http/1.1 201") && head.contains("content-type: application/json"),
        "{head}"
    );
    assert!(std::str::from_utf8(body).is_err(), "it is no text at all");

    let answer = spoilt(&rig, json!({"fault": "html"})).await;
    let (head, body) = parts(&answer);
    assert!(
        head.starts_with("http/1.1 201") && head.contains("content-type: text/html"),
        "{head}"
    );
    assert!(body.starts_with(b"<!DOCTYPE html>"));
    assert_eq!(booked(&rig).await, 2);
}

#[tokio::test]
async fn a_huge_answer_has_nothing_wrong_with_it_but_its_size() {
    let rig = Rig::start().await;
    let answer = spoilt(&rig, json!({"fault": "huge"})).await;
    let (_, body) = parts(&answer);
    assert!(body.len() > 8 << 20);
    assert!(serde_json::from_slice::<Value>(body).unwrap()["data"]["id"].is_string());
}

#[tokio::test]
async fn a_wrong_content_type_changes_nothing_else() {
    let rig = Rig::start().await;
    let answer = spoilt(&rig, json!({"fault": "content-type"})).await;
    let (head, body) = parts(&answer);
    assert!(head.contains("content-type: text/plain"), "{head}");
    assert!(serde_json::from_slice::<Value>(body).unwrap()["data"]["id"].is_string());
}

#[tokio::test]
async fn a_redirect_leads_where_it_is_told_or_to_nobody() {
    let rig = Rig::start().await;
    let to = "http://127.0.0.1:1/elsewhere";
    for (fault, location) in [
        (json!({"fault": "redirect", "to": to}), to.to_owned()),
        (
            json!({"fault": "redirect"}),
            "http://127.0.0.1:9/v1/appointments".to_owned(),
        ),
    ] {
        let answer = spoilt(&rig, fault).await;
        let (head, _) = parts(&answer);
        assert!(head.starts_with("http/1.1 307"), "{head}");
        assert!(
            head.lines()
                .any(|line| line == format!("location: {location}")),
            "{head}"
        );
        assert_eq!(logged(&rig).await, 307);
    }
    assert_eq!(booked(&rig).await, 2);
}

#[tokio::test]
async fn a_hostile_answer_keeps_its_id_and_poisons_every_other_text() {
    fn texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::String(text) => found.push(text),
            Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
            Value::Object(members) => {
                members
                    .iter()
                    .filter(|(name, _)| *name != "id")
                    .for_each(|(_, member)| texts(member, found));
            }
            _ => {}
        }
    }
    let rig = Rig::start().await;
    let answer = spoilt(&rig, json!({"fault": "hostile"})).await;
    let (_, body) = parts(&answer);
    assert!(
        body.len() < 8 << 20,
        "a cap on bodies is another fault's business"
    );
    let body: Value = serde_json::from_slice(body).unwrap();
    assert!(
        body["data"]["id"]
            .as_str()
            .unwrap()
            .bytes()
            .all(|byte| byte.is_ascii_graphic())
    );
    let mut found = Vec::new();
    texts(&body, &mut found);
    for trick in [
        "\u{1b}[2J",
        "\u{1b}]52;",
        "\u{1b}]8;;",
        "\u{9b}",
        "\u{202e}",
        "\u{200b}",
        "\0",
    ] {
        assert!(found.iter().all(|text| text.contains(trick)), "{trick:?}");
    }
    assert!(found.iter().any(|text| text.len() > 1 << 20));
}

#[tokio::test]
async fn an_answer_that_contradicts_shows_other_members_than_are_stored() {
    let rig = Rig::start().await;
    let members = json!({"status": "cancelled", "patientId": null, "colour": "blue"});
    let answer = spoilt(&rig, json!({"fault": "contradict", "members": members})).await;
    let (_, body) = parts(&answer);
    let told: Value = serde_json::from_slice(body).unwrap();
    let record = &told["data"];
    assert_eq!(
        (
            &record["status"],
            record.get("patientId"),
            &record["colour"]
        ),
        (&json!("cancelled"), None, &json!("blue"))
    );
    let id = record["id"].as_str().unwrap();
    let stored = rig.get(&format!("/v1/appointments/{id}")).await.body;
    assert_eq!(
        (&stored["data"]["status"], &stored["data"]["patientId"]),
        (&json!("booked"), &json!(MARIA))
    );
}

#[tokio::test]
async fn a_drip_brings_the_whole_answer_bit_by_bit() {
    let rig = Rig::start().await;
    let answer = spoilt(&rig, json!({"fault": "drip", "bytes_per_s": 20_000})).await;
    let (_, body) = parts(&answer);
    assert!(serde_json::from_slice::<Value>(body).unwrap()["data"]["id"].is_string());

    rig.order(json!({"backend": "clinik", "call": "create", "fault": "drip", "bytes_per_s": 1}))
        .await;
    let mut first = vec![0; 1 << 16];
    let length = create(&rig).read(&mut first).unwrap();
    let (head, body) = parts(&first[..length]);
    assert!(
        body.len() < promised(&head) / 2,
        "{} bytes at once",
        body.len()
    );
}

#[tokio::test]
async fn who_hangs_is_silent_and_holds_up_nobody() {
    let rig = Rig::start().await;
    let mut hanging = Vec::new();
    for when in ["before", "after"] {
        rig.order(json!({"backend": "clinik", "call": "create", "fault": "hang", "when": when}))
            .await;
        hanging.push(create(&rig));
        // The answers to these come while the other does not.
        while rig
            .requests()
            .await
            .iter()
            .filter(|entry| entry["call"] == "create")
            .count()
            < hanging.len()
        {}
        while when == "after" && booked(&rig).await == 0 {}
        assert_eq!(logged(&rig).await, json!(null), "{when}");
    }
    assert_eq!(booked(&rig).await, 1, "before the commit nothing is stored");
    rig.sandbox.stop().await;
    for mut connection in hanging {
        let mut received = Vec::new();
        let _ = connection.read_to_end(&mut received);
        assert_eq!(received, b"", "closed without a byte");
    }
}
