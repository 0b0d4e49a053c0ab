//! The texts of a form: what arrives is what was typed, to its limit and no further.

use headless::Options;
use i18n::Language;
use serde_json::json;

use crate::desk_at_work::{
    BERLIN, DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik, without_references,
};

/// Every limited text of a visit: its label, its name in the body, the most it holds.
const TEXTS: [(&str, &str, usize); 10] = [
    ("Service type", "serviceType", 200),
    ("Service category", "serviceCategory", 200),
    ("Specialty", "specialty", 200),
    ("Appointment type", "appointmentType", 100),
    ("Reason", "reasonCode", 500),
    ("Description", "description", 2000),
    ("Comment", "comment", 2000),
    ("Patient instruction", "patientInstruction", 2000),
    ("Cancellation reason", "cancelationReason", 500),
    ("Desk note", "", 2000),
];

#[test]
fn a_text_exactly_at_its_limit_goes_out_whole() {
    let mut desk = a_cancelled_visit();
    for (label, _, limit) in visit_texts() {
        desk.fill_by_paste(label, &"x".repeat(limit));
    }
    desk.book_all_the_same();
    let body = desk.body();
    for (label, name, limit) in visit_texts() {
        assert_eq!(body[name], json!("x".repeat(limit)), "{label}");
    }
}

#[test]
fn one_letter_more_is_refused_at_its_field_and_nothing_is_cut() {
    let mut visit = a_cancelled_visit();
    let mut draw = DeskAtWork::with_a_draw(at_aniva());
    for (label, _, limit) in TEXTS {
        let desk = if label == "Desk note" {
            &mut draw
        } else {
            &mut visit
        };
        let text = "x".repeat(limit + 1);
        desk.fill_by_paste(label, &text).press("Alt+1").book();
        assert!(
            desk.problem_at(label)
                .starts_with(&format!("{label} is too long: ")),
            "{label}"
        );
        let problems = desk.problems();
        let mut advice = problems.iter().map(|problem| &problem["advice"]);
        assert!(advice.any(|advice| advice == "Shorten it by 1."), "{label}");
        assert_eq!((desk.focus().as_str(), desk.creates().len()), (label, 0));
        assert_eq!(desk.text(label), text);
        desk.press("Backspace");
        assert_eq!(desk.problem_at(label), "", "exactly enough");
    }
    visit.book_all_the_same();
    draw.book_at_once();
}

#[test]
fn letters_count_as_the_servers_count_them() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill_by_paste("Service type", &"😀".repeat(101)).book();
    assert_eq!(
        desk.problem_at("Service type"),
        "Service type is too long: 202 of 200."
    );
    assert_eq!(desk.creates().len(), 0);
    desk.press("Backspace")
        .sees("200 of 200 (an emoji counts as 2)")
        .book_at_once();
    assert_eq!(desk.body()["serviceType"], "😀".repeat(100));
}

#[test]
fn the_count_shows_when_the_end_comes_near() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill_by_paste("Service type", &"x".repeat(179))
        .sees_no("of 200");
    desk.types("x").sees("180 of 200");
    desk.fill_by_paste("Description", &"x".repeat(1900))
        .sees("1,900 of 2,000");
}

#[test]
fn how_far_a_text_is_over_its_limit_is_said_with_every_letter() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill_by_paste("Description", &"a word ".repeat(2_000))
        .book();
    for (letter, length, over) in [("x", "14,001", "12,001"), ("y", "14,002", "12,002")] {
        desk.types(letter)
            .sees(&format!("Description is too long: {length} of 2,000."));
        desk.sees(&format!("Shorten it by {over}."));
    }
    desk.fill_by_paste("Patient instruction", &"a word ".repeat(2_000))
        .types("x")
        .sees("14,001 of 2,000");
    desk.types("y").sees("14,002 of 2,000");
}

#[test]
fn nothing_is_trimmed_on_the_way() {
    let mut desk = DeskAtWork::with_a_visit(without_references());
    desk.fill("Reason", "  left knee ")
        .fill("Comment", " first\n\n  second \n")
        .book_at_once();
    let body = desk.body();
    assert_eq!(body["reasonCode"], "  left knee ");
    assert_eq!(body["comment"], " first\n\n  second \n");
}

#[test]
fn letters_of_every_kind_arrive_as_they_are() {
    let text = "Ärztin · عيادة · 診察 · e\u{301}\u{323} · 👩‍⚕️ · \"quoted\" \\ <b>";
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Reason", text)
        .fill_by_paste("Patient instruction", text)
        .book_at_once();
    assert_eq!(desk.body()["reasonCode"], text);
    assert_eq!(desk.body()["patientInstruction"], text);
}

#[test]
fn what_is_empty_is_left_out() {
    let mut desk = DeskAtWork::open(without_references());
    desk.fill("Patient", PATIENT)
        .fill("Status", "waitlist")
        .fill("Reason", "   ")
        .fill("Comment", "\n \n");
    desk.book_at_once();
    assert_eq!(
        desk.body(),
        json!({ "status": "waitlist", "patientId": PATIENT })
    );
}

#[test]
fn what_is_required_is_asked_for_all_at_once() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.book();
    for label in ["Profile", "Location", "Scheduled at"] {
        assert!(desk.problem_at(label).ends_with(" is missing."), "{label}");
    }
    assert_eq!(
        (desk.focus().as_str(), desk.creates().len()),
        ("Profile", 0)
    );

    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Status", "").go_to("Reason").book();
    assert_eq!(desk.problem_at("Patient"), "Patient is missing.");
    assert_eq!(desk.problem_at("Status"), "Status is missing.");
    assert_eq!(
        (desk.focus().as_str(), desk.creates().len()),
        ("Patient", 0)
    );
}

#[test]
fn what_is_no_id_is_not_sent() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Patient", "no one here")
        .fill("Practitioner", "prac/../xyz")
        .book();
    assert_eq!(desk.problem_at("Patient"), "Nobody is called that.");
    assert!(
        desk.problem_at("Practitioner").contains("is not an id"),
        "{}",
        desk.problem_at("Practitioner")
    );
    assert_eq!(desk.creates().len(), 0);

    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.fill("Profile", "b3f1c2d4-8b7e")
        .fill("Location", "Nowhere")
        .book();
    assert_eq!(desk.problem_at("Profile"), "Nobody is called that.");
    assert_eq!(
        desk.problem_at("Location"),
        "Location: that is not a number from Aniva."
    );
    assert_eq!(desk.creates().len(), 0);
}

#[test]
fn priority_is_nothing_to_nine() {
    for (text, sent) in [("0", json!(0)), ("9", json!(9)), ("", json!(null))] {
        let mut desk = DeskAtWork::with_a_visit(at_clinik());
        desk.fill("Priority", text).book_at_once();
        assert_eq!(desk.body()["priority"], sent);
    }
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    for text in ["10", "-1", "1.5", "high"] {
        desk.fill("Priority", text).book();
        assert_eq!(
            desk.problem_at("Priority"),
            "Priority is not a whole number from 0 to 9."
        );
        assert_eq!(desk.creates().len(), 0);
    }
}

#[test]
fn the_first_letters_name_a_status() {
    let rows = [
        ("pr", "proposed"),
        ("pe", "pending"),
        ("b", "booked"),
        ("a", "arrived"),
        ("f", "fulfilled"),
        ("do", "fulfilled"),
        ("re", "proposed"),
        ("ca", "cancelled"),
        ("n", "noshow"),
        ("CH", "checked-in"),
        ("w", "waitlist"),
    ];
    let mut desk = DeskAtWork::open(at_clinik());
    for (hour, (typed, status)) in (10..).zip(rows) {
        desk.fill_a_visit(&format!("2027-02-10 {hour}:00"))
            .go_to("Status")
            .types(typed)
            .press("Tab");
        assert_eq!(
            desk.text("Status"),
            status,
            "said back in full once the field is left"
        );
        match status {
            "cancelled" | "noshow" => desk.book_all_the_same(),
            _ => desk.book_at_once(),
        };
        assert_eq!(
            desk.creates()
                .last()
                .map(|create| &create["body"]["status"]),
            Some(&json!(status))
        );
    }
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    for (typed, said) in [
        ("p", "Status can be requested or pending."),
        ("c", "Status can be cancelled or checked-in."),
        ("cancelling", "That is none of the nine statuses."),
        ("x", "That is none of the nine statuses."),
    ] {
        desk.fill("Status", typed).press("Tab").book();
        assert_eq!(desk.problem_at("Status"), said);
        assert_eq!(desk.creates().len(), 0);
    }
}

#[test]
fn a_status_is_called_as_the_language_calls_it_and_sent_as_the_api_does() {
    let mut desk = DeskAtWork::with_a_visit(Options {
        language: Language::De,
        ..at_clinik()
    });
    desk.sees("Status gebucht").sees_no("booked");
    desk.fill("Status", "ang").sees("= angemeldet").press("Tab");
    assert_eq!(desk.text("Status"), "checked-in");
    desk.sees("Status angemeldet")
        .go_to("Status")
        .press("Space")
        .sees("Warteliste")
        .sees_no("waitlist");
    desk.types("a").press("Tab").book();
    assert_eq!(
        desk.problem_at("Status"),
        "Status kann Anfrage oder eingetroffen oder abgesagt oder angemeldet sein."
    );
    desk.fill("Status", "checked").book_at_once();
    assert_eq!(desk.body()["status"], "checked-in");
}

#[test]
fn why_it_was_called_off_is_asked_only_where_it_was() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    for status in [
        "proposed",
        "pending",
        "booked",
        "arrived",
        "fulfilled",
        "checked-in",
        "waitlist",
    ] {
        assert!(
            !desk.fill("Status", status).asks_for("Cancellation reason"),
            "{status}"
        );
    }
    for status in ["cancelled", "noshow"] {
        let mut desk = DeskAtWork::with_a_visit(at_clinik());
        desk.fill("Status", status)
            .fill("Cancellation reason", "ill")
            .book_all_the_same();
        assert_eq!(desk.body()["cancelationReason"], "ill");
    }
}

#[test]
fn a_reason_left_from_another_status_stays_behind_and_that_is_said() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Status", "cancelled")
        .fill("Cancellation reason", "ill")
        .fill("Status", "booked")
        .book();
    assert_eq!(
        desk.problem_at("Status"),
        "Cancellation reason belongs to another status; it is not sent."
    );
    assert_eq!(desk.creates().len(), 0);
    desk.confirm_despite().settle().booked();
    assert_eq!(desk.body()["cancelationReason"], json!(null));
}

#[test]
fn an_appointment_type_is_suggested_but_free() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Appointment type", "wa")
        .sees("walk-in")
        .press("Down Enter");
    assert_eq!(desk.text("Appointment type"), "WALKIN");
    desk.fill("Appointment type", "second opinion")
        .book_at_once();
    assert_eq!(desk.body()["appointmentType"], "second opinion");
}

#[test]
fn a_desk_note_never_leaves_the_desk() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.go_to("Desk note")
        .sees("not for Aniva")
        .types("faints at needles\nbring juice")
        .book_at_once();
    assert_eq!(
        desk.body(),
        json!({
            "profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2027-02-11T07:30:00Z",
        })
    );
    assert!(!desk.everything_sent().contains("faints"));
    desk.press("PgDn PgDn")
        .sees("faints at needles")
        .sees("not sent to Aniva");
}

fn visit_texts() -> impl Iterator<Item = (&'static str, &'static str, usize)> {
    TEXTS.into_iter().filter(|(_, name, _)| !name.is_empty())
}

/// A visit that asks for every field there is.
fn a_cancelled_visit() -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(without_references());
    desk.fill("Status", "cancelled");
    desk
}

#[test]
fn a_name_is_picked_before_anything_is_sent() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Patient", "maria").book();
    assert_eq!(desk.problem_at("Patient"), "Patient: nothing picked yet.");
    assert_eq!(
        (desk.focus().as_str(), desk.creates().len()),
        ("Patient", 0)
    );
    desk.sees("Mariam Haddad")
        .press("Down Enter")
        .sees("born 22 Mar 1985");
    desk.book_at_once();
    assert_eq!(desk.body()["patientId"], PATIENT);
}

#[test]
fn a_patient_beyond_the_list_is_looked_for_on_the_server() {
    let mut desk = DeskAtWork::open(Options {
        patients: Some(700),
        ..at_clinik()
    });
    let searches = |desk: &DeskAtWork| {
        let requests = desk.requests();
        requests
            .iter()
            .filter(|request| request["path"].as_str().unwrap_or("").contains("name="))
            .count()
    };
    desk.types("ab");
    assert_eq!(searches(&desk), 0, "not while someone is typing");
    desk.types("r").sees("searching ClinikAPI").pass(1).settle();
    assert_eq!(searches(&desk), 1);
}
