//! Absences, by answers alone.

use serde_json::Value;

use super::Desk;

impl Desk {
    /// The methods of the requests that wrote slots.
    pub(super) fn slots_written(&self) -> Vec<String> {
        let requests = self.sandbox.requests().expect("the sandbox answers");
        let is_slot = |request: &&Value| {
            let path = request["path"].as_str().unwrap_or_default().to_lowercase();
            request["method"] != "GET" && path.contains("/slot")
        };
        let written = requests.iter().filter(is_slot);
        written
            .filter_map(|request| request["method"].as_str())
            .map(str::to_owned)
            .collect()
    }
}

#[test]
fn an_absence_is_read_back_and_entered_after_a_yes() {
    let desk = Desk::new();
    let line = "ki away 9.2.2098-10.2.2098 9-12 congress";
    let said = desk.answers(&[line, "n", "quit"]);
    said.mentions("Karin Ivers is away: congress")
        .mentions("Sun 9 Feb 2098 09:00-12:00")
        .mentions("Nobody is booked within this time.")
        .mentions("Enter the absence");
    assert!(desk.slots_written().is_empty(), "{}", said.out);
    let said = desk.answers(&[line, "y", "quit"]);
    said.mentions("2 days entered.").ends_with(0);
    assert_eq!(desk.slots_written(), ["POST", "POST"], "{}", said.out);
    let said = desk.answers(&[line, "quit"]);
    said.mentions("All of it is entered; nobody is affected any more.");
    assert_eq!(desk.slots_written().len(), 2, "{}", said.out);
}

#[test]
fn until_a_day_is_the_end_and_the_days_after_the_first_are_whole() {
    let desk = Desk::new();
    let said = desk.answers(&["ki ill 9.2.2098 11 until 11.2.2098", "y", "quit"]);
    said.mentions("Karin Ivers is away: ill")
        .mentions("Sun 9 Feb 2098 11:00-24:00")
        .mentions("Tue 11 Feb 2098")
        .mentions("3 days entered.");
    let said = desk.answers(&["ki away 12.2.2098 11-14 meeting fr", "quit"]);
    said.mentions("is a time, so it is no part of the reason");
    assert_eq!(desk.slots_written().len(), 3, "{}", said.out);
}

#[test]
fn a_whole_line_is_no_reason_of_an_absence() {
    let desk = Desk::new();
    for next in ["neumann ki f", "schmidt ki c"] {
        let line = format!("ki away 9.2.2098 9-12 {next}");
        let said = desk.answers(&[&line, "y", "quit"]);
        said.mentions("The reason is a line, so nothing is entered");
    }
    assert!(desk.slots_written().is_empty());
}

#[test]
fn the_word_for_the_absence_may_stand_at_the_end() {
    let desk = Desk::new();
    let said = desk.answers(&["Karin Ivers 9.2.2027 ill", "y", "quit"]);
    said.mentions("Karin Ivers: the absence is entered.");
    assert_eq!(desk.slots_written().len(), 1, "{}", said.out);
}

#[test]
fn what_is_coming_is_read_out_and_taken_back_by_its_number() {
    let desk = Desk::new();
    desk.answers(&["ki ill 9.2.2027", "y", "quit"]);
    let said = desk.answers(&["away", "", "quit"]);
    said.mentions("Who will be away (")
        .mentions("Karin Ivers, ill");
    assert_eq!(desk.slots_written().len(), 1, "{}", said.out);
    let number = said.number_of("Karin Ivers, ill");
    let said = desk.answers(&["away", &number, "y", "quit"]);
    said.mentions("Absence of Karin Ivers to be taken back: ill")
        .mentions("1 absence taken back.");
    assert_eq!(desk.slots_written().len(), 2, "{}", said.out);
}

#[test]
fn one_that_was_just_entered_is_listed_with_its_reason() {
    let desk = Desk::new();
    let said = desk.answers(&["ki ill 9.2.2027", "y", "away", "", "quit"]);
    said.mentions(" Tue 9 Feb 2027, Karin Ivers, ill");
}

#[test]
fn who_is_booked_within_it_is_read_out() {
    let desk = Desk::new();
    desk.answers(&["220385s ki f 11.2.2098 10:00", "y", "1", "n"]);
    let before = desk.slots_written();
    let said = desk.answers(&[
        "ki away 11.2.2098 9-12",
        "n",
        "ki away 11.2.2098 11-12",
        "n",
        "quit",
    ]);
    said.mentions("1 appointment is within this time. Then they can be moved")
        .has_line("Tue 11 Feb 2098 09:00-12:00, 1 appointment")
        .has_line("10:00 Maria Schmidt")
        .has_line("Nobody is booked within this time.");
    assert_eq!(desk.slots_written(), before, "{}", said.out);
}

#[test]
fn a_time_that_can_not_be_read_is_said_and_nothing_is_asked() {
    let desk = Desk::new();
    let said = desk.answers(&["ki away gibberish", "ki away 1.1.2020", "quit", "y"]);
    said.mentions("can't be read as a time.")
        .has_line("That time is past.");
    assert!(!said.out.contains("Enter the absence"), "{}", said.out);
    assert!(desk.slots_written().is_empty(), "{}", said.out);
}

#[test]
fn where_the_clinic_keeps_none_the_desks_note_it() {
    let desk = Desk::new();
    let said = desk.answers(&["berlin away 9.2.2098", "y", "away", "", "quit"]);
    said.mentions("Aniva keeps no absences; only these desks do.")
        .mentions("Noted at these desks; nothing was sent to a clinic.")
        .mentions("only at these desks");
    let number = said.number_of("only at these desks");
    let said = desk.answers(&["away", &number, "y", "quit"]);
    said.mentions("Remove the note (y or n)")
        .mentions("The note was removed; nothing was sent to a clinic.");
    let said = desk.answers(&["away", "", "quit"]);
    assert!(!said.out.contains("only at these desks"), "{}", said.out);
    said.ends_with(0);
    assert!(desk.slots_written().is_empty(), "{}", said.out);
}
