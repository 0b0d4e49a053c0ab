//! Answers that are wrong in themselves, and those that never come to an end: what can't be read leaves the booking
//! unknown, within the memory and the time a desk has.

use std::io::Write;

use booking::ClinicId;
use booking::clinics::CLINIK;
use flate2::Compression;
use flate2::write::GzEncoder;
use headless::Options;
use serde_json::json;

use super::{impatient, patient};
use crate::desk_at_work::{DeskAtWork, StandIn, response};

const NOT_JSON: &str = "The answer can't be read: it is not JSON. It may be booked.";
const TOO_LARGE: &str = "The answer was too large to be one. It may be booked.";
const LOST: &str = "The answer was lost after sending. It may be booked.";
const LATE: &str = "No answer came in time. It may be booked.";

/// Books at a clinic that answers so.
fn books_at(clinic: &StandIn, opened: fn(ClinicId) -> Options) -> DeskAtWork {
    let options = Options {
        address: Some(clinic.address()),
        ..opened(CLINIK)
    };
    let mut desk = DeskAtWork::with_a_visit(options);
    desk.book();
    desk
}

/// Books, and is told that nobody knows; it was sent once.
fn is_lost(clinic: &StandIn, opened: fn(ClinicId) -> Options, what: &str) {
    books_at(clinic, opened).sees_unknown(&json!({ "what": what }));
    assert_eq!(clinic.creates(), 1, "{what}");
}

#[test]
fn what_is_no_json_leaves_it_unknown() {
    let nested = "[".repeat(100_000);
    let closed = format!(
        "{{\"id\":\"appt_1\",\"deep\":{nested}{}}}",
        "]".repeat(100_000)
    );
    let bodies: [&[u8]; 5] = [
        nested.as_bytes(),
        closed.as_bytes(),
        br#"{"id":"appt_1","minutesDuration":1e400}"#,
        b"{\"id\":\"appt_1\",\"comment\":\"\xc3\x28\xff\"}",
        br#"{"id":"appt_1"}{"id":"appt_2"}"#,
    ];
    for body in bodies {
        is_lost(
            &StandIn::sending(response(201, body, "")),
            patient,
            NOT_JSON,
        );
    }
}

#[test]
fn a_member_named_twice_counts_as_it_is_named_last() {
    let clinic = StandIn::sending(response(
        201,
        br#"{"id":"appt_1","id":"appt_2","status":7,"status":"hovering"}"#,
        "",
    ));
    let mut desk = books_at(&clinic, patient);
    desk.booked();
    let appointment = desk.state()["appointment"].clone();
    assert_eq!(
        (&appointment["id"], &appointment["status"]),
        (&json!("appt_2"), &json!("hovering"))
    );
}

#[test]
fn an_answer_at_the_end_of_time_is_no_yes_and_one_beyond_it_states_no_time() {
    for (start, is_time) in [
        ("9999-12-31T23:59:59Z", true),
        ("0000-01-01T00:00:00+23:59", true),
        ("+262142-12-31T23:59:59Z", false),
        ("soon", false),
    ] {
        let body =
            json!({"id": "appt_1", "start": start, "end": start, "minutesDuration": i64::MAX});
        let clinic = StandIn::saying(201, &body);
        let mut desk = books_at(&clinic, patient);
        if is_time {
            desk.sees("its answer shows another time. It may be booked.");
        } else {
            desk.booked().turn_to("appointment").sees("appt_1");
        }
    }
}

#[test]
fn a_small_answer_that_unpacks_into_a_large_one_is_not_unpacked_to_its_end() {
    let mut packing = GzEncoder::new(Vec::new(), Compression::fast());
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..64 {
        packing.write_all(&blanks).expect("room for it");
    }
    let bomb = packing.finish().expect("room for it");
    assert!(
        bomb.len() < 1 << 20,
        "it is small on its way: {}",
        bomb.len()
    );
    let clinic = StandIn::sending(response(201, &bomb, "content-encoding: gzip\r\n"));
    is_lost(&clinic, patient, TOO_LARGE);
}

#[test]
fn a_body_without_a_length_is_read_as_far_as_an_answer_may_go() {
    let clinic = StandIn::never_ending("HTTP/1.1 201 Created\r\n\r\n", &[b' '; 1 << 16]);
    is_lost(&clinic, patient, TOO_LARGE);
}

#[test]
fn a_head_without_end_is_given_up() {
    let one_header = StandIn::never_ending("HTTP/1.1 201 Created\r\nx-endless: ", &[b'a'; 1 << 12]);
    let many_headers = StandIn::never_ending("HTTP/1.1 201 Created\r\n", b"x-again: and again\r\n");
    for clinic in [one_header, many_headers] {
        is_lost(&clinic, patient, LOST);
    }
}

#[test]
fn a_server_that_only_ever_announces_an_answer_is_waited_for_as_long_as_any() {
    let announcement = format!(
        "HTTP/1.1 103 Early Hints\r\nlink: </{}>\r\n\r\n",
        "a".repeat(4000)
    );
    let clinic = StandIn::never_ending("", announcement.as_bytes());
    is_lost(&clinic, impatient, LATE);
}

#[test]
fn an_answer_that_leads_back_to_itself_is_not_followed() {
    let clinic = StandIn::sending(response(308, b"", "location: /v1/appointments\r\n"));
    is_lost(
        &clinic,
        patient,
        "ClinikAPI sent the desk to another address. It may be booked.",
    );
}
