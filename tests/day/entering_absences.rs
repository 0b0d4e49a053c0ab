//! A practitioner will be away: typed on the entry line, shown day by day with those who are booked, sent by the booking
//! key, and taken back from the list.

use std::time::Duration;

use booking::clinics::CLINIK;
use booking::{AwayWish, Cause, Change, Failure, Language, Provider, Report, Slot};
use chrono::TimeDelta;
use desk::{DayBoard, DeskEffect, Msg, Pane, Size};
use headless::Options;
use office::{Answer, Effect, Moment, OfficeEvent, Ticket};
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik, at_fhir, unplugged};

const KARIN: &str = "prac_xyz789";

fn wide() -> Options {
    Options {
        size: Size {
            cols: 120,
            rows: 40,
        },
        ..at_clinik()
    }
}

impl DeskAtWork {
    /// Types a line, and presses Enter.
    fn enters(&mut self, line: &str) -> &mut Self {
        self.press("Ctrl+E").types(line).settle();
        self.press("Enter").settle()
    }

    /// The slots that were created, changed or deleted, oldest first: method, and what was sent.
    fn slots_sent(&self) -> Vec<(String, Value)> {
        let is_slot = |request: &Value| {
            let path = request["path"].as_str().unwrap_or_default().to_lowercase();
            request["method"] != "GET" && path.contains("/slot")
        };
        let sent = self.requests().into_iter().filter(is_slot);
        sent.map(|request| {
            let method = request["method"].as_str().unwrap_or_default().to_owned();
            (method, request["body"].clone())
        })
        .collect()
    }
}

/// Maria is with Karin on Monday at 11:30.
fn with_maria_on_monday() -> DeskAtWork {
    with_maria_on_monday_at(wide())
}

fn with_maria_on_monday_at(options: Options) -> DeskAtWork {
    let desk = DeskAtWork::open(options);
    let visit = json!({
        "patientId": PATIENT, "practitionerId": KARIN, "status": "booked",
        "start": "2026-11-23T10:30:00Z", "end": "2026-11-23T11:00:00Z", "minutesDuration": 30,
    });
    desk.sandbox()
        .book(CLINIK, &visit)
        .expect("another program can book");
    let mut desk = desk;
    // Searches are ten seconds behind.
    desk.pass(300).settle();
    desk
}

#[test]
fn a_letter_typed_at_the_card_before_it_is_sent_is_answered() {
    let mut desk = DeskAtWork::open(wide());
    desk.enters("ki away mo-mi 11-14 congress").types("Maria");
    assert_eq!(
        desk.note(),
        "Nothing is typed here: Ctrl-S enters the absence; Esc closes the card."
    );
    assert_eq!(desk.slots_sent(), [] as [(String, Value); 0]);
}

#[test]
fn a_letter_typed_in_a_list_without_letters_is_answered() {
    for opens in ["Alt+O", "Alt+U", "Alt+W"] {
        let mut desk = DeskAtWork::open(wide());
        desk.press(opens).settle().types("M");
        let note = desk.note();
        assert_eq!(note, "Nothing is typed here. Esc closes it.", "{opens}");
    }
}

#[test]
fn the_card_says_day_by_day_what_is_entered_and_only_the_booking_key_sends_it() {
    for options in [wide(), at_fhir()] {
        let mut desk = DeskAtWork::open(options);
        desk.press("Ctrl+E").types("ki away mo-mi 11-14 congress");
        desk.settle()
            .sees("Karin Ivers")
            .sees("away Mon 23 Nov 11:00–14:00 to Wed 25 Nov 11:00–14:00 (3 days)");
        desk.press("Enter").settle();
        desk.sees("Karin Ivers is away: congress")
            .sees("Mon 23 Nov 11:00–14:00")
            .sees("Tue 24 Nov 11:00–14:00")
            .sees("Wed 25 Nov 11:00–14:00")
            .sees("Nobody is booked within this time.");
        assert_eq!(desk.slots_sent().len(), 0);
        desk.press("Ctrl+S").settle();
        desk.sees("3 days entered.");
        let sent = desk.slots_sent();
        assert_eq!(sent.len(), 3, "{sent:?}");
        for (method, body) in &sent {
            assert_eq!(method, "POST");
            assert_eq!(body["comment"], "congress");
        }
        desk.press("Ctrl+S").settle();
        assert_eq!(desk.slots_sent().len(), 3, "it is sent once");
        desk.press("Esc").settle();
        assert_eq!(desk.state()["line"]["text"], "", "{}", desk.state());
    }
}

#[test]
fn until_a_day_is_the_end_and_a_time_is_no_reason() {
    let mut desk = DeskAtWork::open(wide());
    desk.enters("ki ill mo from 11 until mi");
    desk.sees("Karin Ivers is away: ill")
        .sees("Mon 23 Nov 11:00–24:00")
        .sees("Tue 24 Nov")
        .sees("Wed 25 Nov")
        .press("Ctrl+S")
        .settle()
        .sees("3 days entered.");
    let sent = desk.slots_sent();
    let end = "2026-11-25T23:00:00.000Z";
    assert_eq!(sent.len(), 3, "{sent:?}");
    assert_eq!(sent[2].1["end"], end, "Wednesday is whole");
    desk.press("Esc").settle();
    desk.enters("ki away do 11-14 meeting fr");
    desk.sees("“fr” is a time, so it is no part of the reason");
    assert_eq!(desk.slots_sent().len(), 3);
}

#[test]
fn a_card_in_which_nothing_is_left_to_do_gives_way_to_what_is_opened() {
    let mut desk = with_maria_on_monday();
    desk.enters("ki away mo 8-14 ill")
        .press("Ctrl+D")
        .sees("is away: ill");
    desk.press("Ctrl+S").settle().sees("the absence is entered");
    desk.press("Ctrl+D").settle().sees("type to narrow");
}

#[test]
fn a_card_of_one_row_offers_no_other_and_says_when_nobody_is_affected_any_more() {
    let mut desk = DeskAtWork::open(wide());
    desk.enters("ki away di 8-14 ill");
    let footer = |desk: &DeskAtWork| {
        let screen = desk.screen();
        screen.lines().last().unwrap_or_default().to_owned()
    };
    assert!(footer(&desk).contains("enter"), "{}", desk.screen());
    assert!(!footer(&desk).contains('↓'), "{}", desk.screen());
    desk.press("Ctrl+S").settle().press("Esc").settle();
    desk.enters("ki away di 8-14 ill");
    desk.sees("All of it is entered; nobody is affected any more.");
    assert!(!footer(&desk).contains('↓'), "{}", desk.screen());
}

#[test]
fn who_is_booked_in_it_can_be_moved_called_or_cancelled_at_once() {
    let mut desk = with_maria_on_monday();
    desk.enters("ki weg mo");
    desk.sees("Karin Ivers is away")
        .sees("1 appointment")
        .sees("11:30 Maria Schmidt");
    desk.press("m").settle();
    assert_eq!(
        desk.state()["overlay"],
        "absence",
        "nothing is moved before the absence is entered"
    );
    desk.press("Ctrl+S").settle();
    desk.sees("the absence is entered.")
        .sees("m moves or gives to another");
    desk.press("m").settle();
    assert_eq!(desk.state()["overlay"], "bulk");
    desk.sees("Maria Schmidt").sees_no("→ Mon 23 Nov");
    desk.press("Esc").settle().sees("11:30 Maria Schmidt");
    desk.press("x").settle();
    assert_eq!(desk.state()["overlay"], "bulk");
    desk.press("Esc").press("Alt+R").settle();
    assert_eq!(desk.state()["overlay"], "calls");
    desk.sees("Maria Schmidt");
}

/// Karin is ill on Monday until 14, and Maria is booked with her at 11:30; the day board shows Monday.
fn with_maria_in_an_absence(options: Options) -> DeskAtWork {
    let mut desk = with_maria_on_monday_at(options);
    desk.enters("ki away mo 8-14 ill")
        .press("Ctrl+S")
        .settle()
        .press("Esc Esc Ctrl+D")
        .settle()
        .press("Home Right Right Right")
        .settle()
        .sees("← Mon 23 Nov 2026 →");
    desk
}

#[test]
fn a_visit_in_an_absence_is_marked_on_the_board_in_columns_and_on_paper() {
    let mut desk = with_maria_in_an_absence(wide());
    desk.sees("1 booked · 1 in an absence")
        .sees("! 11:30–12:00 Maria Schmidt 1985 Karin Ivers ○ booked away: ill");
    desk.types("away").settle().sees("Maria Schmidt");
    let board: &DayBoard = desk.desk().overlays.get().expect("the board is open");
    let page = board.day.listed_as(desk.desk().words(), "", true).page();
    assert!(page.contains("<td>away: ill</td>"), "{page}");
    desk.press("Ctrl+U Tab").settle();
    desk.sees("! Maria Schmidt").sees("away: ill");
}

#[test]
fn the_list_of_calls_says_beside_the_name_who_is_away() {
    let mut desk = with_maria_in_an_absence(wide());
    desk.press("Alt+R").settle();
    assert_eq!(desk.state()["overlay"], "calls");
    desk.sees("11:30 Maria Schmidt")
        .sees("Ivers is away")
        .sees_no("ill");
}

#[test]
fn nothing_is_marked_before_and_after_an_absence() {
    let mut desk = with_maria_on_monday();
    desk.enters("ki away mo 8-11:30 ill");
    desk.press("Ctrl+S").settle().press("Esc Esc");
    desk.enters("ki away mo 12-14 ill");
    desk.press("Ctrl+S")
        .settle()
        .press("Esc Esc Ctrl+D")
        .settle();
    desk.press("Home Right Right Right").settle();
    desk.sees("11:30–12:00 Maria Schmidt").sees_no("away: ill");
}

/// Greta is with Karin, too, on Wednesday at 10.
fn with_greta_on_wednesday(desk: &mut DeskAtWork) {
    let visit = json!({
        "patientId": "pt_32ut2e", "practitionerId": KARIN, "status": "booked",
        "start": "2026-11-25T09:00:00Z", "end": "2026-11-25T09:30:00Z", "minutesDuration": 30,
    });
    desk.sandbox()
        .book(CLINIK, &visit)
        .expect("another program can book");
    desk.pass(300).settle();
}

#[test]
fn whoever_is_booked_on_any_day_of_a_holiday_is_in_one_list() {
    let mut desk = with_maria_on_monday();
    with_greta_on_wednesday(&mut desk);
    desk.enters("ki weg mo-mi holiday").press("Ctrl+S").settle();
    desk.sees("3 days entered.").press("x").settle();
    assert_eq!(desk.state()["overlay"], "bulk");
    desk.sees("Maria Schmidt").sees("Greta Lindner");
}

#[test]
fn an_absence_that_was_entered_before_is_cleared_from_the_list_of_absences() {
    let mut desk = with_maria_on_monday();
    desk.enters("ki weg mo-di holiday").press("Ctrl+S").settle();
    desk.sees("2 days entered.").press("Esc");
    desk.enters("ki weg mi holiday")
        .press("Ctrl+S")
        .settle()
        .press("Esc");
    desk.enters("ki weg do congress")
        .press("Ctrl+S")
        .settle()
        .press("Esc");
    // Who books elsewhere is not asked about it.
    with_greta_on_wednesday(&mut desk);
    let sent = desk.slots_sent().len();
    desk.enters("away").sees("Who will be away (7)");
    desk.press("Down b").settle();
    desk.sees("Karin Ivers is away: holiday")
        .sees("Mon 23 Nov")
        .sees("Tue 24 Nov")
        .sees("Wed 25 Nov");
    desk.sees("11:30 Maria Schmidt").sees("10:00 Greta Lindner");
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.slots_sent().len(), sent, "all of it is entered");
    desk.press("m").settle();
    assert_eq!(desk.state()["overlay"], "bulk");
    desk.sees("Maria Schmidt").sees("Greta Lindner");
    desk.press("Esc").settle().press("Alt+R").settle();
    desk.sees("Maria Schmidt").sees("Greta Lindner");
}

#[test]
fn an_appointment_in_an_illness_is_cancelled_because_of_it() {
    let mut desk = with_maria_on_monday();
    desk.enters("ki krank mo").press("Ctrl+S").settle();
    desk.press("x").settle();
    assert_eq!(desk.state()["overlay"], "bulk");
    desk.sees("practitioner is ill");
}

#[test]
fn the_word_for_the_absence_may_stand_at_the_end() {
    for typed in ["Karin Ivers mo 11-14 ill", "ki mo 11-14 weg"] {
        let mut desk = DeskAtWork::open(wide());
        desk.enters(typed);
        desk.sees("Karin Ivers is away").sees("Mon 23 Nov");
        desk.press("Ctrl+S").settle();
        assert_eq!(desk.slots_sent().len(), 1, "{typed}: {}", desk.screen());
    }
}

#[test]
fn what_is_coming_is_listed_and_taken_back() {
    let mut desk = DeskAtWork::open(wide());
    desk.enters("ki krank mo");
    desk.press("Ctrl+S").settle().press("Esc");
    desk.enters("away");
    desk.sees("Who will be away (4)")
        .sees("Mon 23 Nov")
        .sees("krank");
    let sent = desk.slots_sent().len();
    desk.press("Enter").settle();
    desk.sees("Absence of Karin Ivers to be taken back: krank");
    assert_eq!(desk.slots_sent().len(), sent, "only the booking key sends");
    desk.press("Ctrl+S").settle().sees("1 absence taken back.");
    let (method, _) = desk.slots_sent().pop().expect("a request");
    assert_eq!(method, "DELETE", "this desk has made it");
    desk.press("Esc").settle();
    desk.sees("Who will be away (3)").sees_no("krank");
}

#[test]
fn a_time_that_cannot_be_read_is_said_and_enters_nothing() {
    let mut desk = DeskAtWork::open(wide());
    desk.press("Ctrl+E").types("ki away 1.11.2026").settle();
    desk.sees("That time is past");
    desk.press("Enter").settle().sees("That time is past.");
    assert_eq!(desk.state()["overlay"], Value::Null);
}

#[test]
fn the_next_patient_typed_behind_it_is_no_reason() {
    let mut desk = DeskAtWork::open(wide());
    desk.enters("ki away mo 220385s ki f");
    assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
    desk.press("Ctrl+U").enters("ki away mo");
    desk.sees("Karin Ivers is away");
    desk.types("220385s ki f").settle();
    desk.press("Ctrl+S")
        .settle()
        .sees("the absence is entered.");
    let (_, body) = desk.slots_sent().pop().expect("a request");
    assert_eq!(body["comment"], Value::Null);
}

#[test]
fn a_line_about_a_patient_stays_one() {
    let mut desk = DeskAtWork::open(wide());
    desk.enters("220385s ki mo 11");
    assert_eq!(desk.state()["overlay"], Value::Null);
    assert_eq!(desk.text("Practitioner"), KARIN);
}

#[test]
fn in_german_it_reads_like_german() {
    let mut desk = DeskAtWork::open(Options {
        language: Language::De,
        ..wide()
    });
    desk.enters("ki urlaub 24.12.-2.1.");
    desk.sees("Karin Ivers ist abwesend: urlaub")
        .sees("trägt die Abwesenheit ein.");
    desk.press("Ctrl+S").settle().sees("10 Tage eingetragen.");
}

#[test]
fn a_lost_answer_is_unknown_and_looked_up() {
    let mut desk = DeskAtWork::open(wide());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    desk.enters("ki away mo 11-14");
    desk.press("Ctrl+S").settle();
    desk.sees("unknown: it is looked up");
    desk.wait(60);
    desk.sees("has it after all");
    assert_eq!(desk.slots_sent().len(), 1, "it is never sent twice");
}

impl DeskAtWork {
    /// Presses Enter on the first row of the Outbox.
    fn takes_up_in_outbox(&mut self) -> &mut Self {
        for _ in 0..8 {
            if self.desk().panes.focused != Pane::Outbox {
                self.press("Ctrl+O").settle();
            }
        }
        self.press("Enter").settle()
    }

    /// The starts of her absences, as the clinic has them.
    fn days_at_the_clinic(&self) -> Vec<String> {
        let slots = self.sandbox().absences("sched_ki4v9r");
        let slots = slots.expect("the sandbox answers");
        let starts = slots.iter().filter_map(|slot| slot["start"].as_str());
        let mut starts: Vec<String> = starts.map(str::to_owned).collect();
        starts.sort_unstable();
        starts
    }
}

#[test]
fn a_day_that_was_lost_and_is_not_there_opens_its_card_again() {
    let mut desk = DeskAtWork::open(wide());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    desk.enters("ki away mo-mi 11-14 congress");
    desk.press("Ctrl+S").settle().wait(90);
    desk.press("Esc");
    assert_eq!(desk.days_at_the_clinic().len(), 2);
    desk.takes_up_in_outbox();
    assert_eq!(desk.state()["overlay"], "absence", "{}", desk.screen());
    desk.sees("Karin Ivers is away: congress")
        .sees("Mon 23 Nov 11:00–14:00");
    assert_eq!(desk.days_at_the_clinic().len(), 2, "not sent yet");
    desk.press("Ctrl+S")
        .settle()
        .sees("the absence is entered.");
    assert_eq!(desk.days_at_the_clinic().len(), 3);
    assert_eq!(desk.state()["outbox"], json!([]));
}

#[test]
fn what_a_crash_has_left_of_an_absence_opens_as_one_card() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..wide()
    };
    let mut desk = DeskAtWork::open(options());
    desk.enters("ki away mo-fr 11-14 congress");
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    desk.press("Ctrl+S").until_received();
    let mut desk = desk.killed_after(0).reopened(options());
    desk.wait(90);
    let made = desk.days_at_the_clinic().len();
    assert!(made < 5, "{made}");
    desk.takes_up_in_outbox();
    assert_eq!(desk.state()["overlay"], "absence", "{}", desk.screen());
    desk.press("Ctrl+S").settle();
    let days = desk.days_at_the_clinic();
    let mut once = days.clone();
    once.dedup();
    assert_eq!((days.len(), once.len()), (5, 5), "{days:?}");
    assert_eq!(desk.state()["outbox"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_a_crash_has_left_of_an_absence_is_sent_when_it_is_typed_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..wide()
    };
    let mut desk = DeskAtWork::open(options());
    desk.enters("ki away mo-fr 11-14 congress");
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    desk.press("Ctrl+S").until_received();
    let mut desk = desk.killed_after(0).reopened(options());
    desk.wait(90);
    desk.enters("ki away mo-fr 11-14 congress");
    desk.press("Ctrl+S").settle();
    let days = desk.days_at_the_clinic();
    let mut once = days.clone();
    once.dedup();
    assert_eq!((days.len(), once.len()), (5, 5), "{days:?}");
    assert_eq!(
        desk.state()["outbox"].as_array().map(Vec::len),
        Some(0),
        "nothing waits there any more: {}",
        desk.screen()
    );
}

#[test]
fn what_a_killed_window_has_left_is_taken_over_by_the_one_that_is_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..wide()
    };
    let mut open = DeskAtWork::open(options());
    let mut desk = DeskAtWork::open(options());
    desk.enters("ki away mo-fr 11-14 congress");
    desk.press("Ctrl+S").until_received();
    desk.killed_after(0);
    open.press("Alt+U").wait(90);
    let left = open.state()["outbox"].as_array().map(Vec::len);
    assert_eq!(left, Some(5), "{}", open.screen());
}

/// Bernhard Tauber's congress and holidays stand with his hours, and in no calendar.
#[test]
fn absences_that_stand_with_the_hours_of_practitioners_are_listed_and_changed_at_the_clinic() {
    let mut desk = DeskAtWork::open(wide());
    desk.press("Alt+U").settle();
    desk.sees("Who will be away (3), up to Sat 20 Feb 2027")
        .sees("Tue 24 Nov 14:00–18:00 Grégoire Delacroix-Ott Surgery at the hospital")
        .sees("Mon 7 Dec 08:00 – Wed 9 Dec 17:00 Bernhard Tauber Congress")
        .sees("Mon 21 Dec 08:00 – Fri 1 Jan 2027 12:30 Bernhard Tauber Winter holidays");
    for key in ["Enter", "Ctrl+S", "b"] {
        desk.press(key).settle();
        assert_eq!(
            desk.note(),
            "ClinikAPI keeps this with the hours of the practitioner: it is changed there, not here.",
            "{key}"
        );
    }
    assert_eq!(desk.slots_sent(), [] as [(String, Value); 0]);
}

#[test]
fn what_cannot_be_read_is_not_said_to_be_nothing() {
    let mut desk = DeskAtWork::open(wide());
    desk.fault(&json!({"backend": "clinik", "call": "any", "fault": "drop-before", "times": 0}));
    for _ in 0..4 {
        desk.press("Alt+U").settle().sees("Who will be away (0)");
        desk.sees_no("Nobody will be away");
        desk.press("Esc").pass(6).settle();
    }
    desk.press("Alt+U")
        .settle()
        .sees("has been unreachable since");
}

#[test]
fn the_next_day_is_sent_once_the_look_up_of_the_last_one_has_taken_too_long() {
    let mut desk = unplugged::blank();
    let start = desk.office.moment.now + TimeDelta::days(3);
    let time = |day: i64| Slot {
        start: start + TimeDelta::days(day),
        end: start + TimeDelta::days(day) + TimeDelta::hours(2),
    };
    let wish = AwayWish {
        provider: Provider::named(CLINIK, KARIN).expect("a practitioner"),
        times: vec![time(0), time(1)],
        why: None,
    };
    desk.office
        .work_on_absence(wish.each().filter_map(Change::away).collect());
    let first = sent(&unplugged::tell(&mut desk, [Msg::Behind])).expect("the first day is sent");
    let asks_to_wait = Failure::Refused(Report {
        retry_after: Some(Duration::from_secs(5)),
        ..Report::of(Cause::RateLimited)
    });
    let answer = Answer::Changed(Box::new(Err(asks_to_wait)));
    let answered = Msg::Office(OfficeEvent::Answer(first, answer));
    assert_eq!(sent(&unplugged::tell(&mut desk, [answered])), None);
    // Nothing answers from now on.
    let next = (0..300).find_map(|_| {
        let Moment { now, up } = desk.office.moment;
        let moment = Moment {
            now: now + TimeDelta::seconds(1),
            up: up + Duration::from_secs(1),
        };
        let passed = Msg::Office(OfficeEvent::Time(moment));
        sent(&unplugged::tell(&mut desk, [passed]))
    });
    assert!(next.is_some_and(|next| next != first), "{next:?}");
}

/// The ticket of the change that is sent.
fn sent(effects: &[DeskEffect]) -> Option<Ticket> {
    effects.iter().find_map(|effect| match effect {
        DeskEffect::Office(Effect::Send(ticket, _)) => Some(*ticket),
        _ => None,
    })
}

#[test]
fn a_whole_line_is_no_reason_of_an_absence() {
    let mut desk = DeskAtWork::open_at_the_line(wide());
    for next in ["neumann ki f", "schmidt ki c"] {
        desk.enters(&format!("ki away 9.2.2098 9-12 {next}"));
        assert!(
            desk.note().starts_with("The reason is a line"),
            "{next}: {}",
            desk.note()
        );
        assert_ne!(desk.state()["overlay"], "absence", "{}", desk.screen());
        desk.press("Ctrl+U");
    }
    assert_eq!(desk.slots_sent(), []);
}
