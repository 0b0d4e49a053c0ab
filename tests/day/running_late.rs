//! A practitioner says that she runs late: it is typed on the entry line, every desk sees it that day, and the next three
//! patients are listed to be called.

use std::path::Path;

use booking::Provider;
use booking::clinics::CLINIK;
use chrono::TimeDelta;
use desk::Size;
use headless::Options;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

const KARIN: &str = "prac_xyz789";

fn wide(folder: &Path, options: Options) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        size: Size {
            cols: 120,
            rows: 40,
        },
        ..options
    }
}

impl DeskAtWork {
    /// Types a line on the entry line, and presses Enter.
    fn says_on_the_line(&mut self, line: &str) -> &mut Self {
        self.press("Ctrl+E Ctrl+U").types(line).settle();
        self.press("Enter").settle()
    }

    /// The number of requests that were no reads.
    fn writes(&self) -> usize {
        let requests = self.requests();
        requests.iter().filter(|one| one["method"] != "GET").count()
    }
}

/// Four visits with Karin this afternoon.
fn with_an_afternoon(folder: &Path) -> DeskAtWork {
    let mut desk = DeskAtWork::open(wide(folder, at_clinik()));
    for start in ["15:00", "15:30", "16:00", "16:30"] {
        let visit = json!({
            "patientId": PATIENT, "practitionerId": KARIN, "status": "booked", "minutesDuration": 30,
            "start": format!("2026-11-20T{start}:00+01:00"),
        });
        desk.sandbox()
            .book(CLINIK, &visit)
            .expect("another program can book");
    }
    // Searches are ten seconds behind.
    desk.pass(300).settle();
    desk
}

#[test]
fn typed_lateness_is_shown_on_the_board_and_the_next_three_are_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = with_an_afternoon(folder.path());
    let before = desk.writes();
    desk.press("Ctrl+E").types("ki late 20").settle();
    desk.sees("Karin Ivers")
        .sees("20 minutes late today: Enter notes it");
    desk.press("Enter").settle();
    desk.sees(
        "Karin Ivers runs 20 min late today. 4 are waiting or coming: Schmidt 15:00, Schmidt",
    );
    desk.sees("16:00, … Ctrl-D marks them,");
    assert_eq!(desk.state()["line"]["text"], "", "{}", desk.state());
    desk.press("Ctrl+D Home").settle();
    desk.sees("4 booked · Karin Ivers 20 min behind");
    desk.types("ivers booked").settle().press("Alt+R").settle();
    assert_eq!(desk.state()["overlay"], "calls");
    desk.sees("15:00")
        .sees("15:30")
        .sees("16:00")
        .sees_no("16:30");
    desk.press("Esc Esc Esc");
    desk.says_on_the_line("ki late 0");
    desk.sees("Karin Ivers is not noted as late any more.");
    desk.press("Ctrl+D Home").settle().sees_no("behind");
    assert_eq!(desk.writes(), before, "no clinic is told");
}

#[test]
fn those_who_have_to_be_told_are_marked_on_the_board_and_listed_to_be_called() {
    for typed in ["Karin Ivers is 20 minutes late", "ki late 20"] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut desk = with_an_afternoon(folder.path());
        desk.says_on_the_line(typed).press("Alt+R").settle();
        assert_eq!(desk.state()["overlay"], "calls", "{typed}");
        desk.sees("15:00").sees("15:30").sees("16:00");
        desk.sees_no("16:30");
        desk.press("Esc").settle().press("Ctrl+D").settle();
        assert_eq!(desk.state()["overlay"], "day", "{typed}");
        desk.sees("4 marked").press("Esc").settle();
        desk.press("Ctrl+D").settle().sees_no("4 marked");
    }
}

#[test]
fn a_line_without_minutes_asks_for_them_and_the_next_day_nobody_is_late() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open(wide(folder.path(), at_clinik()));
    desk.press("Ctrl+E").types("ki late").settle();
    desk.sees("How many minutes late?").press("Enter").settle();
    assert_eq!(desk.state()["line"]["text"], "ki late");
    desk.says_on_the_line("ki verspätet 35 min");
    desk.sees(
        "Karin Ivers runs 35 min late today. Nobody is booked with Karin Ivers today any more.",
    );
    assert!(
        desk.desk()
            .office
            .book
            .late_note(&karin(), at(&desk))
            .is_some()
    );
    let tomorrow = at(&desk) + TimeDelta::days(1);
    assert!(
        desk.desk()
            .office
            .book
            .late_note(&karin(), tomorrow)
            .is_none()
    );
}

fn karin() -> Provider {
    Provider::named(CLINIK, KARIN).expect("a practitioner")
}

fn at(desk: &DeskAtWork) -> chrono::DateTime<chrono::Utc> {
    desk.desk().office.moment.now
}

#[test]
fn of_two_desks_that_note_it_at_once_the_second_is_told_and_0_takes_all_of_it_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || DeskAtWork::open(wide(folder.path(), at_clinik()));
    let [mut desk, mut other] = [open(), open()];
    desk.press("Ctrl+E").types("ki late 20").settle();
    other.says_on_the_line("ki late 30");
    desk.press("Enter").settle();
    desk.sees("Another desk has noted meanwhile: Karin Ivers 30 min late.");
    desk.press("Enter")
        .settle()
        .sees("Karin Ivers runs 20 min late today.");
    other.pass(60).settle();
    other.says_on_the_line("ki late 0");
    other.sees("Karin Ivers is not noted as late any more.");
    for desk in [&mut desk, &mut other] {
        desk.pass(60).settle();
        let now = at(desk);
        assert!(desk.desk().office.book.late_note(&karin(), now).is_none());
    }
}
