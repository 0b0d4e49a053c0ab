//! Holidays of a region, and from an iCalendar file.

use std::fs;

use bookdesk::cli::doctor::examine;

use super::Home;

const CHRISTMAS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20201225\r\n\
     RRULE:FREQ=YEARLY\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn with(file: Option<&str>) -> Home {
    let home = Home::with("holidays = \"by.ics\"\n");
    if let Some(text) = file {
        fs::write(home.path(".config/bookdesk/by.ics"), text).expect("a file of holidays");
    }
    home
}

/// The line of `bookdesk doctor` about holidays with what is below it, and whether all is well.
fn examined(home: &Home) -> (bool, String) {
    let mut said = Vec::new();
    let config = home.load(&[]).expect("the desk opens all the same");
    let works = examine(&config, &mut said).expect("an examination");
    let said = String::from_utf8(said).expect("text");
    let said = said.replace(&home.path("").display().to_string(), "~/");
    let from = said.find("Holidays").expect("a line about holidays");
    let line = said[from..].split("\nOpens").next().unwrap_or_default();
    (works, line.to_owned())
}

#[test]
fn the_file_beside_the_configuration_names_them() {
    let home = with(Some(CHRISTMAS));
    let holidays = home.load(&[]).expect("a configuration").holidays;
    let day = "2031-12-25".parse().expect("a day");
    assert_eq!(holidays.all.on(day), Some("Christmas"));
    let line = "Holidays       ~/.config/bookdesk/by.ics (1 holiday)";
    assert_eq!(examined(&home), (true, line.to_owned()));
}

#[test]
fn a_file_that_cannot_be_used_stops_nobody_and_doctor_says_why() {
    let hourly = CHRISTMAS.replace("YEARLY", "HOURLY");
    let nested = format!("BEGIN:VCALENDAR\r\n{}", "BEGIN:X\r\n".repeat(10_000));
    for (file, why) in [
        (None, "there is no such file"),
        (Some("PK\u{3}\u{4}"), "This is no iCalendar file."),
        (
            Some(nested.as_str()),
            "More than 16 of its parts lie in one another",
        ),
        (
            Some(hourly.as_str()),
            "“Christmas” repeats by a rule that can't be read",
        ),
    ] {
        let home = with(file);
        let holidays = home.load(&[]).expect("a configuration").holidays;
        assert_eq!((holidays.all.count(), holidays.mistakes.len()), (0, 1));
        let (works, line) = examined(&home);
        assert!(
            !works && line.contains(why) && line.contains("by.ics"),
            "{line}"
        );
    }
}

#[test]
fn what_cannot_be_read_of_a_file_is_named_and_the_rest_counts() {
    let outing =
        "BEGIN:VEVENT\r\nDTSTART:20261126T120000\r\nSUMMARY:Outing\r\nEND:VEVENT\r\nEND:VCALENDAR";
    let home = with(Some(&CHRISTMAS.replace("END:VCALENDAR", outing)));
    let holidays = home.load(&[]).expect("a configuration").holidays;
    let day = "2031-12-25".parse().expect("a day");
    assert_eq!(holidays.all.on(day), Some("Christmas"));
    let (works, line) = examined(&home);
    assert!(!works);
    assert_eq!(
        line,
        "Holidays       ~/.config/bookdesk/by.ics (1 holiday), but not all of it can be read; a booking on a day \
         that may be meant is asked about:\n  ~/.config/bookdesk/by.ics: “Outing” is a part of a day; holidays are \
         whole days."
    );
}

#[test]
fn without_one_doctor_says_nothing_of_them() {
    let home = Home::with("");
    let mut said = Vec::new();
    let config = home.load(&[]).expect("a configuration");
    examine(&config, &mut said).expect("an examination");
    assert!(!String::from_utf8_lossy(&said).contains("Holidays"));
}

#[test]
fn a_region_has_its_own_and_a_file_adds_to_them() {
    let home = Home::with("holidays = [\"de-by\", \"by.ics\"]\n");
    let outing = CHRISTMAS
        .replace("1225", "0714")
        .replace("Christmas", "Outing");
    fs::write(home.path(".config/bookdesk/by.ics"), outing).expect("a file of holidays");
    let holidays = home.load(&[]).expect("a configuration").holidays;
    let on = |day: &str| holidays.all.on(day.parse().expect("a day"));
    assert_eq!(on("2027-05-27"), Some("Fronleichnam"));
    assert_eq!(on("2027-07-14"), Some("Outing"));
    assert_eq!(on("2027-05-28"), None);
    let line = "Holidays       DE-BY, ~/.config/bookdesk/by.ics (14 holidays)";
    assert_eq!(examined(&home), (true, line.to_owned()));
}

#[test]
fn an_unknown_region_is_named_with_those_that_there_are() {
    let home = Home::with("holidays = \"DE-XX\"\n");
    let (works, line) = examined(&home);
    assert!(!works, "{line}");
    assert!(
        line.contains("No holidays come with bookdesk for “DE-XX”; they do for DE-BB, DE-BE"),
        "{line}"
    );
}
