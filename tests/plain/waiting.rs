//! The waiting list, by answers alone.

use super::{Desk, a_visit};

#[test]
fn who_waits_is_said_and_an_answer_puts_the_patient_on_the_list() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc123", "11.02.2098 14:00");
        answers.extend(["waiting", "from 2098-02-09", "fields", "n"]);
        let said = desk.answers(&answers);
        said.mentions("Waiting list (0)")
            .mentions("Wished times: from Sun 9 Feb 2098");
        assert_eq!(
            desk.creates().len(),
            0,
            "nothing goes out before somebody says yes"
        );
    }
}

#[test]
fn where_the_clinic_keeps_no_list_the_desks_keep_it() {
    let desk = Desk::new();
    let answers = [
        "2",
        "",
        "maria schmidt",
        "berlin",
        "waiting",
        "from 2098-02-09",
        "y",
        "waiting",
        "",
        "quit",
    ];
    let said = desk.answers(&answers);
    said.mentions("Aniva does not know of it.")
        .mentions("Waiting list (1)");
    // Another wish of the same patient is asked about once more, and takes the place of the first.
    let mut again = answers;
    again[5] = "from 2098-03-09";
    let again = [&again[..7], &["y"], &again[7..]].concat();
    let said = desk.answers(&again);
    said.mentions("is on the waiting list already: +49 30 2312 5001, from Sun 9 Feb 2098")
        .mentions("Aniva does not know of it.")
        .mentions("Waiting list (1)");
    assert_eq!(desk.creates().len(), 0);
}
