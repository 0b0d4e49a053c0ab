//! What belongs to a booking and is no field of it: someone new, drafts put aside, templates, panels.

use serde_json::json;

use super::{Desk, a_visit};

/// Someone new at ClinikAPI, asked for where the patient is.
const ZOE: [&str; 9] = [
    "clinik",
    "",
    "new",
    "Zoë",
    "Brûlé",
    "1.6.1990",
    "2",
    "030 23125001",
    "",
];

#[test]
fn someone_new_is_added_and_booked_for() {
    let desk = Desk::new();
    let mut answers = ZOE.to_vec();
    answers.push("y");
    answers.extend(["ivers", "11.02.2098 10:00", "30", "", "y"]);
    let said = desk.answers(&answers);
    said.ends_with(0)
        .has_line("New patient at ClinikAPI, SANDBOX")
        .has_line("First name (required; all first names):")
        .mentions("Birth date: 1 Jun 1990, ")
        .has_line("Add the patient at ClinikAPI, SANDBOX (y or n):")
        .has_line("Patient: Zoë Brûlé, 1 Jun 1990")
        .mentions("ClinikAPI: booked, appt_");
    let creates = desk.creates();
    assert_eq!(
        (&creates[0].0["firstName"], &creates[0].0["gender"]),
        (&json!("Zoë"), &json!("female"))
    );
    assert_eq!(creates[1].1, 201);
}

#[test]
fn someone_who_looks_alike_is_taken_instead() {
    let desk = Desk::new();
    let said = desk.answers(&[
        "2",
        "",
        "new",
        "Maria",
        "Schmidt",
        "2",
        "22.03.1985",
        "",
        "",
        "",
        "front-desk",
        "fields",
        "y",
        "1",
        "fields",
    ]);
    said.has_line("Someone like this is already known. Is it the same person?.")
        .has_line("Last name: Schmidt")
        .mentions("1 Maria Schmidt, 22 Mar 1985, ")
        .has_line("1 to 1 takes that one; y adds a new one all the same; n goes back:")
        .mentions("1 Patient: Maria Schmidt, 22 Mar 1985, ");
    assert!(desk.creates().is_empty());
}

#[test]
fn what_is_wrong_with_someone_new_is_said_and_asked_once_more() {
    let desk = Desk::new();
    let said = desk.answers(&[
        "", "", "new", "Zoe", "Brule", "x", "1.6.1990", "", "", "not one", "back", "back",
    ]);
    said.mentions("Birth date must be ")
        .mentions("Birth date: 1 Jun 1990, ")
        .mentions("E-mail must be ");
    assert!(desk.creates().is_empty());
}

#[test]
fn a_draft_is_put_aside_and_taken_up_again() {
    let desk = Desk::new();
    let mut answers = vec!["", "", "pt_abc123", "park"];
    answers.extend(a_visit("pt_abc123", "12.02.2098 10:00"));
    answers.extend(["y", "y", "", "drafts", "1", "y", "fields"]);
    let said = desk.answers(&answers);
    said.has_line("Parked as A")
        .mentions("Maria Schmidt, clinic visit, ")
        .mentions("ClinikAPI: booked, appt_")
        .mentions("Draft A: Maria Schmidt")
        .has_line("1 Patient: Maria Schmidt, 22 Mar 1985, pt_abc123")
        .has_line("Go on with what is in the form (y or n):");
    desk.answers(&["park", "drafts"])
        .has_line("There is nothing to park: the form is empty.")
        .has_line("No draft is parked.");
}

#[test]
fn a_template_is_taken_by_its_name() {
    let desk = Desk::new();
    let said = desk.answers(&[
        "",
        "",
        "pt_abc123",
        "template",
        "vacc",
        "template",
        "nothing like it",
        "fields",
    ]);
    said.has_line("1 follow-up")
        .mentions("vaccination, ")
        .has_line("That is none of the choices.");
    assert!(
        said.out.contains("6 Appointment type: ")
            && !said.out.contains("6 Appointment type: empty"),
        "{}",
        said.out
    );
}

#[test]
fn panels_that_were_not_added_are_asked_for_again() {
    let desk = Desk::new();
    let fault = json!({"backend": "aniva", "call": "panels", "fault": "status", "code": 403});
    desk.fault(&fault);
    let mut answers = vec![
        "2",
        "",
        "maria schmidt",
        "berlin",
        "2098-02-11 08:30",
        "lipid",
        "",
        "y",
    ];
    answers.extend(["y", "n", "quit"]);
    let said = desk.answers(&answers);
    said.ends_with(0)
        .mentions("Its panels are not added (Lipid Profile): ")
        .has_line("Try again to add the panels (y or n):")
        .has_line("Panels: added: Lipid Profile");
    assert_eq!(desk.creates().len(), 1);
    assert!(!said.out.contains("the key p"), "{}", said.out);
}
