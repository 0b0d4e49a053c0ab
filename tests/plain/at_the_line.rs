//! The first screen, a whole line as the first answer, and a patient alone.

use super::{Desk, a_visit};

#[test]
fn the_first_screen_says_the_mode_and_a_whole_line_books_at_once() {
    let desk = Desk::new();
    let said = desk.answers(&["220385s ki f 10.2.2098 10:00", "y", "1", "n"]);
    assert!(
        said.out.starts_with("SANDBOX: ClinikAPI, Aniva."),
        "{}",
        said.out
    );
    said.mentions("A whole line is welcome");
    assert_eq!(desk.creates().len(), 1, "{}", said.out);
    let said = desk.answers_in("de_DE.UTF-8", &["hilfe"]);
    assert!(
        said.out
            .starts_with("SANDBOX: ClinikAPI, Aniva. Die Personen sind erfunden"),
        "{}",
        said.out
    );
    assert_eq!(
        said.out.matches("Bei jeder Frage").count(),
        2,
        "{}",
        said.out
    );
}

#[test]
fn a_whole_line_is_another_booking() {
    for desk in Desk::for_visits() {
        let said = desk.answers(&[
            "220385s ki f 10.2.2098 10:00",
            "y",
            "1",
            "maybe",
            "220385s ki f 12.2.2098 10:00",
            "y",
            "1",
            "n",
        ]);
        said.ends_with(0);
        assert_eq!(
            said.out.matches("Answer y or n.").count(),
            1,
            "{}",
            said.out
        );
        let starts: Vec<_> = desk
            .creates()
            .into_iter()
            .map(|(body, _)| body["start"].clone())
            .collect();
        assert_eq!(
            starts,
            ["2098-02-10T09:00:00.000Z", "2098-02-12T09:00:00.000Z"]
        );
    }
}

#[test]
fn a_patient_alone_is_a_look_up_and_leaves_the_form_as_it_is() {
    let desk = Desk::new();
    let id = desk.with_a_visit();
    for answers in [&["220385s", "quit"][..], &["1", "220385s", "quit"]] {
        let said = desk.answers(answers);
        said.mentions("Upcoming for Maria Schmidt").mentions(&id);
        assert_eq!(said.code, Some(0), "{}", said.out);
        assert!(
            !said.out.contains("With whom") && !said.out.contains("Practitioner"),
            "{}",
            said.out
        );
    }
    let said = desk.answers(&["190784l", "quit"]);
    said.mentions("Greta Lindner has no upcoming appointments.");
    let mut answers = vec!["help", "220385s"];
    answers.extend(&a_visit("pt_abc123", "11.02.2098 14:00")[1..]);
    answers.extend(["y", "n"]);
    desk.answers(&answers);
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn a_line_for_whoever_is_free_first_says_who_it_is() {
    let desk = Desk::new();
    let said = desk.answers(&["220385s any cardio f", "n", "n"]);
    said.mentions("is free first (not reserved).");
    assert!(
        ["Karin Ivers", "Ingrid Vásquez-Lindqvist"]
            .iter()
            .any(|who| said.out.contains(&format!("{who} is free first"))),
        "{}",
        said.out
    );
    assert!(desk.creates().is_empty());
    let said = desk.answers(&["220385s egal wer kardio f", "y", "1", "n"]);
    assert_eq!(desk.creates().len(), 1, "{}", said.out);
}
