//! What stands beside the form: the appointment, the problems, the request, the keys.

use booking::Language;
use booking::clinics::{ANIVA, CLINIK};
use desk::{Size, TABLE};
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{BERLIN, DeskAtWork, PROFILE, StandIn, at_aniva, at_clinik};

#[test]
fn the_request_is_shown_as_it_will_be_sent_without_the_key() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let key = desk.sandbox().clinik_key();
    let url = format!("{}/appointments", desk.sandbox().clinik_url());
    desk.resize(160, 30)
        .fill("Reason", "knee")
        .press("Ctrl+R")
        .settle();
    desk.sees(&format!("POST {url}"))
        .sees("x-api-key: clk_test_")
        .sees("content-type: application/json");
    desk.sees(
        r#"{ "status": "booked", "patientId": "pt_abc123", "start": "2027-02-10T09:00:00.000Z","#,
    );
    desk.keeps(key);

    desk.types("!")
        .settle()
        .press("PgDn")
        .sees(r#""reasonCode": "knee!""#);
    desk.turn_to("request")
        .press("PgDn")
        .sees("curl -X POST")
        .sees("$BOOKDESK_CLINIK_KEY")
        .keeps(key);
    desk.press("F4");
    assert_eq!(desk.state()["request_open"], false);
    desk.book_at_once().keeps(key);
    assert_eq!(desk.creates()[0]["path"], "/v1/appointments");
}

#[test]
fn a_draws_request_is_shown_without_the_key_too() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    let key = desk.sandbox().aniva_key();
    desk.resize(160, 30)
        .press("Ctrl+R")
        .settle()
        .sees("/api/v1/appointments")
        .sees("x-api-key: sbx1")
        .keeps(key);
    desk.press("PgDn").sees("$BOOKDESK_ANIVA_KEY").keeps(key);
    desk.book_at_once().keeps(key);
    assert_eq!(desk.creates()[0]["path"], "/api/v1/appointments");
}

#[test]
fn a_form_that_cannot_be_booked_has_no_request() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Start", "soon")
        .press("Ctrl+R")
        .settle()
        .sees("there is no request to show");
    desk.press("Ctrl+U")
        .types("2027-02-10 10:00")
        .settle()
        .sees(r#""start": "2027-02-10T09:00:00.000Z""#);
}

#[test]
fn the_keys_go_round_the_panes() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let round = |desk: &mut DeskAtWork, key| {
        let mut panes = Vec::new();
        while panes.len() < 2 || panes[0] != panes[panes.len() - 1] {
            desk.press(key);
            panes.push(desk.state()["pane"].as_str().unwrap_or_default().to_owned());
        }
        panes.pop();
        panes.sort();
        panes
    };
    assert_eq!(
        round(&mut desk, "Ctrl+O"),
        ["appointment", "form", "problems"]
    );
    desk.press("Esc Ctrl+R").settle();
    assert_eq!(
        round(&mut desk, "F7"),
        ["appointment", "form", "problems", "request"]
    );
}

#[test]
fn letters_pressed_in_a_pane_change_nothing() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let typed = desk.typed();
    desk.turn_to("appointment")
        .types("lost?")
        .paste("lost?")
        .press("Backspace Ctrl+U Delete");
    assert_eq!(desk.typed(), typed);
}

#[test]
fn a_long_answer_is_paged_through() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.book_at_once()
        .resize(100, 26)
        .sees("scheduled")
        .sees_no("language German");
    desk.press("PgDn PgDn PgDn")
        .sees("language German")
        .press("PgUp PgUp PgUp")
        .sees_no("language German");
    desk.turn_to("appointment").press("Down Down Down Up");
}

#[test]
fn every_member_that_came_back_can_be_read() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Priority", "7")
        .fill("Reason", "knee")
        .book_at_once();
    let appointment = desk.state()["appointment"].clone();
    assert_eq!(appointment["members"]["priority"], "7");
    let id = appointment["id"].as_str().unwrap_or_default().to_owned();
    desk.sees("✓ booked")
        .sees("Wednesday 10 February 2027")
        .sees("10:00–10:30")
        .sees_no(&id);
    desk.turn_to("appointment")
        .sees(&format!("{id} at ClinikAPI"));
    for words in ["Maria Schmidt", "knee", "created"] {
        let found = (0..3).any(|_| {
            let seen = desk.screen().contains(words);
            desk.press("PgDn");
            seen
        });
        assert!(found, "{words}");
        desk.press("PgUp PgUp PgUp PgUp");
    }
}

#[test]
fn members_nobody_has_heard_of_are_shown_and_none_can_harm_the_terminal() {
    let visit = json!({
        "id": "appt_x", "status": "half-booked", "unheard": { "of": "\u{1b}[2J\u{202e}deb" }, "start": "sometime",
    });
    let clinic = StandIn::saying(201, &json!({ "data": visit }));
    let mut desk = DeskAtWork::with_a_visit(Options {
        address: Some(clinic.address()),
        ..at_clinik()
    });
    desk.book_at_once()
        .sees("half-booked")
        .sees("unheard.of ␛[2J<U+202E>deb")
        .sees("sometime");
    assert!(!desk.screen().contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn a_problem_leads_to_its_field() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Priority", "99").fill("Minutes", "0").book();
    desk.turn_to("problems").press("Down Enter");
    assert_eq!(
        (desk.focus().as_str(), desk.state()["pane"].as_str()),
        ("Priority", Some("form"))
    );
    desk.turn_to("problems").press("Up Up Enter");
    assert_eq!(desk.focus(), "Minutes");
}

#[test]
fn help_lists_every_key_there_is() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.resize(99, 120).press("F1");
    for binding in TABLE {
        desk.sees(binding.long(Language::En));
        for key in binding.keys {
            desk.sees(&key.to_string());
        }
    }
    desk.types("x").press("Esc").resize(100, 30);
    assert_eq!(
        (
            desk.text("Patient").as_str(),
            desk.state()["overlay"].as_str()
        ),
        ("", None)
    );
}

#[test]
fn help_says_what_the_field_wants() {
    let mut desk = DeskAtWork::open(at_aniva());
    for field in ANIVA.form() {
        desk.go_to(field.name_in_state())
            .press("F1")
            .sees(&format!("This field: {}", field.label(Language::En)))
            .sees(field.hint(Language::En));
        desk.press("F1");
    }
}

#[test]
fn a_screen_too_small_says_so_and_loses_nothing() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let typed = desk.typed();
    desk.resize(59, 16)
        .sees("Too small for bookdesk.")
        .resize(60, 15)
        .sees("Too small");
    desk.press("Ctrl+S").settle();
    assert_eq!(
        desk.creates(),
        [] as [Value; 0],
        "nobody can read what it would book"
    );
    desk.resize(60, 16).sees_no("Too small");
    assert_eq!(
        desk.note(),
        "Nothing was sent: the window was too small to read it."
    );
    assert_eq!(desk.typed(), typed);
    desk.book_at_once();
}

#[test]
fn a_filled_form_follows_a_window_through_every_size() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.resize(120, 40)
        .types("220385s ki f mo 11")
        .press("Enter")
        .settle();
    for (cols, rows) in [
        (59, 15),
        (200, 60),
        (1, 1),
        (100, 30),
        (60, 16),
        (59, 16),
        (120, 40),
    ] {
        desk.resize(cols, rows).pass(1).settle();
    }
    desk.sees("Maria Schmidt")
        .press("Ctrl+S")
        .resize(10, 10)
        .settle()
        .resize(80, 24)
        .sees("✓ booked");
}

#[test]
fn a_list_that_cannot_be_had_does_not_stop_a_booking() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fault(
        &json!({"backend": "aniva", "call": "search", "fault": "status", "code": 403, "times": 0}),
    );
    desk.press("Ctrl+T")
        .settle()
        .sees("the list of patients is not available now; type the id");
    desk.types(PROFILE).go_to("Location").settle();
    desk.sees("the list of locations is not available now; type the id");
    desk.types(BERLIN)
        .go_to("Scheduled at")
        .types("2027-02-11 08:30")
        .book_at_once();
}

#[test]
fn a_page_on_passes_over_no_line_at_any_height() {
    for rows in [22, 24, 27, 30, 33, 40, 50] {
        let mut desk = DeskAtWork::with_a_visit(at_clinik());
        desk.fill("Priority", "7")
            .fill("Reason", "knee")
            .fill("Comment", "rings twice")
            .book_at_once();
        let all = desk::appointment_lines(desk.desk());
        // Its ids stand in the pane once it has the keys.
        desk.resize(120, rows).press("Ctrl+O");
        let mut seen = desk.screen();
        for _ in 0..all.len() {
            desk.press("PgDn");
            seen.push_str(&desk.screen());
        }
        let mut words = all.iter().flat_map(|line| line.split_whitespace());
        let missing = words.find(|word| word.len() > 3 && !seen.contains(word));
        assert_eq!(missing, None, "{rows}: {all:#?} in\n{seen}");
    }
}

#[test]
fn a_page_back_begins_at_once_however_often_the_end_was_passed() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.book_at_once().resize(100, 30);
    desk.press("PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn");
    let end = desk.screen();
    desk.press("PgDn");
    assert_eq!(desk.screen(), end);
    desk.press("PgUp");
    assert_ne!(desk.screen(), end, "one page is enough");
}

#[test]
fn the_pane_with_the_news_is_in_front_where_there_is_room_for_one() {
    let front = |desk: &DeskAtWork| {
        desk.state()["front"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let again = |desk: &mut DeskAtWork, start: &str| {
        desk.fill("Patient", "pt_abc123")
            .fill("Start", start)
            .fill("Minutes", "30")
            .settle();
    };
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.resize(80, 24)
        .fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": 422}));
    desk.book().sees("Not booked");
    assert_eq!(front(&desk), "problems");
    desk.book().booked();
    assert_eq!(front(&desk), "appointment");

    again(&mut desk, "11.02.2027 10:00");
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    desk.book().sees("Unknown").sees_no("✓ booked");
    assert_eq!(front(&desk), "problems");
    desk.wait(60).settle().sees("✓ booked");
    assert_eq!(front(&desk), "appointment");

    again(&mut desk, "12.02.2027 10:00");
    desk.turn_to("problems")
        .press("Esc")
        .fill("Status", "waitlist")
        .settle()
        .book();
    desk.sees("on the waiting list, not booked");
    assert_eq!(front(&desk), "appointment", "{}", desk.screen());
}

#[test]
fn on_a_small_screen_every_line_of_a_pane_is_reached() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        size: Size { cols: 80, rows: 24 },
        ..at_clinik()
    });
    for week in 0..9 {
        let start = chrono::DateTime::parse_from_rfc3339("2026-11-24T09:00:00Z").expect("a time")
            + chrono::TimeDelta::weeks(week);
        let visit = json!({
            "patientId": "pt_abc123", "practitionerId": "prac_xyz789", "status": "booked",
            "start": start.to_rfc3339(), "minutesDuration": 30,
        });
        desk.sandbox().book(CLINIK, &visit).expect("it is free");
    }
    desk.pass(60).settle();
    desk.sees("next free")
        .types("220385s")
        .settle()
        .press("Enter")
        .settle();
    desk.press("PgDn PgDn PgDn PgDn").settle();
    desk.sees_no("more  PgDn").sees("and 4 more: ");
    // The key that is named lists the others, too.
    desk.turn_to("appointment").press("PgDn PgDn PgDn PgDn");
    desk.settle().sees("19 Jan").sees_no("and 4 more");
}
