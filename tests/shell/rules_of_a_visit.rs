//! Rules of a kind of visit, and holidays, in commands: the same warnings as at the desk.

use std::fs;

use super::Shell;
use super::altering::id_of;
use crate::desk_at_work::{BERLIN, PROFILE};

const OWN: &str = r#"
[[template]]
key = "d"
name = "fasting draw"
backend = "clinik"
minutes = 15
reason = "Fasting draw"
between = "09:00-10:00"
practitioners = ["Oksana Melnyk"]
ages = "150-"
"#;
const HOLIDAYS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20990210\r\n\
     SUMMARY:Founding day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn with_rules(shell: Shell) -> Shell {
    let folder = shell.home(".config/bookdesk");
    fs::create_dir_all(&folder).expect("the usual place");
    fs::write(folder.join("config.toml"), "holidays = \"by.ics\"\n").expect("a configuration");
    fs::write(folder.join("templates.toml"), OWN).expect("templates");
    fs::write(folder.join("by.ics"), HOLIDAYS).expect("holidays");
    shell
}

#[test]
fn book_takes_a_template_and_says_everything_against_its_rules() {
    let shell = with_rules(Shell::open());
    let visit = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --template d";
    let said = shell
        .run(&format!("{visit} --start 2099-02-10+17:00 --dry-run"))
        .ends_with(5);
    let all = format!("{}{}", said.out, said.err);
    for warning in [
        "“fasting draw” begins from 09:00 to 10:00 only.",
        "“fasting draw” is done by Oksana Melnyk only.",
        "“fasting draw” is for ages from 150, and the patient will be 113.",
        "Tue 10 Feb 2099 is a holiday: Founding day.",
    ] {
        assert!(all.contains(warning), "{warning}: {all}");
    }
    assert!(shell.creates().is_empty());
    shell
        .run(&format!("{visit} --start 2099-02-11+09:00 --yes"))
        .ends_with(0);
    let body = &shell.creates()[0]["body"];
    assert_eq!(body["minutesDuration"], 15, "the template's");
    assert_eq!(body["reasonCode"], "Fasting draw");
    let said = shell
        .run("book --backend clinik --patient-id pt_abc123 --template zz --start 2099-02-11+09:00")
        .ends_with(2);
    let all = format!("{}{}", said.out, said.err);
    assert!(all.contains("no visit template “zz”"), "{all}");
    assert!(all.contains("d (fasting draw)"), "{all}");
}

const NOVEMBER_TO_CHRISTMAS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n\
     DTSTART;VALUE=DATE:20201126\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\r\nSUMMARY:Thanksgiving\r\nEND:VEVENT\r\n\
     BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20201225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\n\
     END:VCALENDAR\r\n";

/// The answer to a booking of a weekday in 2099, where the file of holidays has this text; `None` if it is missing.
fn booked_on(holidays: Option<&str>, start: &str) -> (i32, String) {
    let shell = with_rules(Shell::open());
    let file = shell.home(".config/bookdesk/by.ics");
    match holidays {
        Some(text) => fs::write(file, text).expect("holidays"),
        None => fs::remove_file(file).expect("it was there"),
    }
    let said = shell.run(&format!(
        "book --backend clinik --patient-id pt_abc123 --practitioner-id om --start {start} --end {}",
        start.replace("09:00", "09:15"),
    ));
    assert_eq!(shell.creates().is_empty(), said.code != 0);
    (said.code, format!("{}{}", said.out, said.err))
}

#[test]
fn a_holiday_on_a_weekday_of_its_month_leaves_the_others_as_they_are() {
    for (start, name) in [
        ("2099-11-26+09:00", "Thanksgiving"),
        ("2099-12-25+09:00", "Christmas"),
    ] {
        let (code, all) = booked_on(Some(NOVEMBER_TO_CHRISTMAS), start);
        assert_eq!(code, 5, "{all}");
        assert!(all.contains(&format!("is a holiday: {name}.")), "{all}");
    }
    let (code, all) = booked_on(Some(NOVEMBER_TO_CHRISTMAS), "2099-11-19+09:00");
    assert_eq!(code, 0, "{all}");
}

#[test]
fn a_day_that_may_be_a_holiday_is_asked_about_and_says_why_it_is_not_known() {
    let hourly = NOVEMBER_TO_CHRISTMAS.replace("YEARLY;BYMONTH=11;BYDAY=4TH", "HOURLY");
    let (code, all) = booked_on(Some(&hourly), "2099-11-26+09:00");
    assert_eq!(code, 5, "{all}");
    let unread =
        "Thu 26 Nov 2099 may be a holiday: “Thanksgiving” in the file of holidays can't be read.";
    assert!(all.contains(unread), "{all}");
    let (_, all) = booked_on(Some(&hourly), "2099-12-25+09:00");
    assert!(
        all.contains("Fri 25 Dec 2099 is a holiday: Christmas."),
        "{all}"
    );
    let nested = format!("BEGIN:VCALENDAR\r\n{}", "BEGIN:X\r\n".repeat(10_000));
    for holidays in [None, Some("not a calendar"), Some(nested.as_str())] {
        let (code, all) = booked_on(holidays, "2099-11-19+09:00");
        assert_eq!(code, 5, "{all}");
        let unread = "Thu 19 Nov 2099 may be a holiday: the file of holidays can't be read.";
        assert!(all.contains(unread), "{all}");
        assert!(all.contains("bookdesk doctor"), "{all}");
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the command lives by the machine's clock; whoever is free is so on days to come"
)]
fn find_times_keeps_to_the_rules_of_a_template() {
    let now = chrono::Utc::now().to_rfc3339();
    let shell = with_rules(Shell::open_at(&now));
    let found = shell
        .run("find times --any --template fasting+draw --json")
        .ends_with(0)
        .json();
    let found = found.as_array().expect("a list");
    assert!(!found.is_empty());
    for one in found {
        assert_eq!(one["name"], "Oksana Melnyk", "{one}");
        let start = one["start"].as_str().expect("a start");
        assert!(start.contains("T09:"), "{start}");
    }
    let of_one = shell
        .run("find times om --template d --json")
        .ends_with(0)
        .json();
    let starts = of_one.as_array().expect("a list").iter();
    let mut starts = starts.map(|one| one["start"].as_str().unwrap_or_default());
    assert!(starts.all(|start| start.contains("T09:")), "{of_one}");
}

#[test]
fn move_says_what_is_against_the_rules_of_its_kind_of_visit() {
    for shell in Shell::for_visits() {
        let shell = with_rules(shell);
        let visit =
            "book --backend clinik --patient-id pt_abc123 --practitioner-id om --template d";
        let booked = shell
            .run(&format!("{visit} --start 2099-02-11+09:00 --json --yes"))
            .ends_with(0);
        let to = format!(
            "move --backend clinik --id {} --start 2099-02-11",
            id_of(&booked)
        );
        let said = shell.run(&format!("{to}+17:00")).ends_with(5);
        let all = format!("{}{}", said.out, said.err);
        assert!(
            all.contains("“fasting draw” begins from 09:00 to 10:00 only."),
            "{all}"
        );
        assert!(!all.contains("is for ages"), "it was so before: {all}");
        assert!(shell.alterations().is_empty());
        shell.run(&format!("{to}+09:30")).ends_with(0);
        shell.run(&format!("{to}+17:00 --yes")).ends_with(0);
        assert_eq!(shell.alterations().len(), 2);
    }
}

#[test]
fn a_draw_that_is_moved_is_known_by_its_panels() {
    let shell = Shell::open();
    let draw = format!(
        "--profile-id {PROFILE} --location-id {BERLIN} --panel-ids Basic+Check,Lipid+Profile"
    );
    let booked = shell
        .run(&format!(
            "book --backend aniva {draw} --scheduled-at 2099-02-11T08:00:00Z --json --yes"
        ))
        .ends_with(0);
    let id = id_of(&booked);
    let said = shell
        .run(&format!(
            "move --backend aniva --id {id} --scheduled-at 2099-02-11T14:00:00Z"
        ))
        .ends_with(5);
    let all = format!("{}{}", said.out, said.err);
    assert!(
        all.contains("“blood draw, fasting” begins from 07:00 to 11:00 only."),
        "{all}"
    );
    assert!(shell.alterations().is_empty());
}

/// Henrik Sandström has no hours; his published slots are from 8 to 12 and from 13 to 17 o'clock.
#[test]
fn a_time_outside_the_published_slots_is_a_warning() {
    let shell = Shell::open();
    let visit = "book --backend clinik --patient-id pt_abc123 --practitioner-id hs --minutes-duration 30 --start 2099-02-10";
    let outside = "Henrik Sandström has published times 08:00–12:00, 13:00–17:00 that day";
    let said = shell.run(&format!("{visit}+19:00")).ends_with(5);
    let all = format!("{}{}", said.out, said.err);
    assert!(all.contains(outside), "{all}");
    assert!(shell.creates().is_empty());
    let booked = shell.run(&format!("{visit}+10:00 --json --yes"));
    let id = id_of(&booked.ends_with(0));
    let to = format!("move --backend clinik --id {id} --start 2099-02-10");
    let said = shell.run(&format!("{to}+22:00")).ends_with(5);
    let all = format!("{}{}", said.out, said.err);
    assert!(all.contains(outside), "{all}");
    assert!(shell.alterations().is_empty());
    shell.run(&format!("{to}+16:30")).ends_with(0);
    shell.run(&format!("{visit}+19:00 --yes")).ends_with(0);
}
