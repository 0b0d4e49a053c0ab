//! What the patient takes home: a slip in their language, looked at first, saved only where somebody says so.

use std::fs;

use booking::clinics::CLINIK;
use headless::{Desk, HeadlessError, Options};
use i18n::Language;
use icalendar::{Calendar, Component, EventStatus};
use serde_json::json;
use tempfile::TempDir;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_aniva, at_clinik, is_private};
use crate::screen::frames::{at_every_size, in_every_language};

/// A follow-up for Maria Schmidt, who speaks German, booked from its template.
fn booked() -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki f mo 10:00")
        .press("Enter")
        .settle()
        .book_at_once();
    desk
}

/// The slip, with its file to be saved in a folder.
fn saved_in(folder: &TempDir, desk: &mut DeskAtWork, name: &str) -> std::path::PathBuf {
    let path = folder.path().join(name);
    desk.press("Ctrl+U").types(&path.display().to_string());
    path
}

fn id(desk: &DeskAtWork) -> String {
    desk.state()["appointment"]["id"]
        .as_str()
        .expect("an appointment")
        .to_owned()
}

#[test]
fn a_page_is_saved_for_its_owner_only_and_only_once_somebody_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = booked();
    let id = id(&desk);
    desk.press("Alt+S")
        .sees(&format!(
            "Slip for M. S.: {id}, in German, the patient's language"
        ))
        .sees(&format!("Save as › {id}.txt"));
    desk.press("Down").sees(&format!("Save as › {id}.html"));
    assert_eq!(desk.state()["overlay"], "slip");
    let path = saved_in(&folder, &mut desk, "slip.html");
    assert!(!path.exists(), "nothing is written on the way");
    desk.press("Enter").settle().sees("Saved: ");
    assert!(is_private(&path));
    let page = fs::read_to_string(&path).unwrap();
    assert!(
        page.contains("<html lang=\"de\">") && page.contains("SANDBOX: Termin in der Praxis"),
        "{page}"
    );
    assert!(
        page.contains("Karin Ivers") && page.contains("<svg"),
        "{page}"
    );
    assert!(!page.contains("Schmidt"), "it names nobody unasked");
}

#[test]
fn the_slip_follows_the_patients_language_and_takes_the_name_when_told() {
    let mut desk = booked();
    desk.press("Shift+F5")
        .sees("Termin in der Praxis")
        .press("Alt+L")
        .sees("Vastaanottokäynti");
    desk.press("Alt+L")
        .sees("Clinic visit")
        .sees("This is not a real appointment.");
    assert!(!desk.screen().contains("Schmidt"));
    desk.press("Down Down Down Down Enter")
        .sees("The patient's name is on it.")
        .sees("Maria Schmidt");
    desk.press("Enter").sees("The patient's name is not on it.");
    assert!(!desk.screen().contains("Schmidt"), "{}", desk.screen());
    desk.press("Escape");
    assert_eq!(desk.state()["overlay"], serde_json::Value::Null);
}

#[test]
fn what_is_there_already_is_replaced_only_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = booked();
    desk.press("Alt+S");
    let path = saved_in(&folder, &mut desk, "slip.txt");
    fs::write(&path, "somebody else's").unwrap();
    desk.press("Enter")
        .settle()
        .sees("Replace the file?")
        .sees("is there already.");
    desk.press("Esc");
    assert_eq!(fs::read_to_string(&path).unwrap(), "somebody else's");
    desk.press("Enter")
        .settle()
        .confirm_despite()
        .settle()
        .sees("Saved: ");
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("Termin in der Praxis")
    );
    desk.press("Ctrl+U Enter").sees("Type a file name first.");
    saved_in(&folder, &mut desk, "no/such/folder.txt");
    desk.press("Enter")
        .settle()
        .sees("Not saved: there is no such folder.");
}

#[test]
fn what_is_there_already_can_stay_beside_one_of_another_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = booked();
    desk.press("Alt+S");
    let path = saved_in(&folder, &mut desk, "slip.txt");
    fs::write(&path, "somebody else's").unwrap();
    for name in ["slip-2.txt", "slip-3.txt"] {
        desk.press("Enter")
            .settle()
            .sees("1 replace it")
            .sees(&format!("2 save it as {name}"))
            .press("2")
            .sees("save it under that name")
            .pass(1)
            .press("Ctrl+S")
            .settle()
            .sees("Saved: ");
        let saved = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(saved.contains("Termin in der Praxis"), "{saved}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "somebody else's");
}

#[test]
fn a_note_of_two_lines_leaves_the_frame_above_it_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = booked();
    desk.resize(120, 40).press("Alt+S");
    let name = format!("{}.txt", "a-long-name-".repeat(10));
    saved_in(&folder, &mut desk, &name);
    desk.press("Enter").settle();
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let note = lines.iter().position(|line| line.contains(" Saved:"));
    let note = note.expect("the note");
    assert!(lines[note + 1].contains("a-long-name-"), "{screen}");
    let edge = lines[note - 1];
    assert!(edge.starts_with('╰') && edge.ends_with('╯'), "{screen}");
}

#[test]
fn a_tilde_is_the_home_directory_and_the_whole_path_is_said() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open_at_the_line(Options {
        home: Some(home.path().to_owned()),
        ..at_clinik()
    });
    desk.types("220385s ki f mo 10:00")
        .press("Enter")
        .settle()
        .book_at_once();
    desk.press("Alt+S Ctrl+U")
        .types("~/slip.txt")
        .press("Enter")
        .settle();
    let path = home.path().canonicalize().unwrap().join("slip.txt");
    assert_eq!(desk.note(), format!("Saved: {}", path.display()));
    assert!(path.exists());
}

#[test]
fn a_blood_draw_goes_into_a_calendar_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.fill("Desk note", "Come fasting, please.")
        .settle()
        .book_at_once();
    desk.press("Alt+S Down Down").sees(".ics");
    let path = saved_in(&folder, &mut desk, "slip.ics");
    desk.press("Enter").settle().sees("Saved: ");
    let calendar: Calendar = fs::read_to_string(&path).unwrap().parse().unwrap();
    let event = calendar.events().next().expect("an event");
    assert_eq!(
        event.get_uid(),
        Some(format!("{}@aniva.bookdesk", id(&desk)).as_str())
    );
    assert!(
        event
            .property_value("DTSTART")
            .is_some_and(|start| start.ends_with('Z'))
    );
    assert!(
        event
            .get_description()
            .is_some_and(|text| text.contains("Come fasting, please."))
    );
    assert!(
        event
            .property_value("LOCATION")
            .is_some_and(|place| place.contains("Berlin"))
    );
}

#[test]
fn a_telephone_reads_the_code_off_the_screen() {
    let mut desk = booked();
    desk.resize(80, 24).press("Alt+S Down Down Down Enter");
    let screen = desk.screen();
    let read = read_off(&screen);
    assert!(
        read.starts_with("BEGIN:VEVENT\nDTSTART:") && read.ends_with("END:VEVENT"),
        "{read}"
    );
    assert!(!read.contains("Schmidt"));
    desk.press("Escape")
        .sees("show as a code to scan")
        .press("Escape");
    desk.resize(80, 24);
}

/// The slip of what is shown, for a calendar.
fn calendar_of(desk: &mut DeskAtWork, folder: &TempDir, name: &str) -> Calendar {
    desk.press("Alt+S Down Down").sees(".ics");
    let path = saved_in(folder, desk, name);
    desk.press("Enter").settle().sees("Saved: ").press("Escape");
    fs::read_to_string(path)
        .expect("the file")
        .parse()
        .expect("a calendar")
}

#[test]
fn the_slips_of_a_moved_and_of_a_cancelled_visit_take_the_place_of_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    let booked = calendar_of(&mut desk, &folder, "booked.ics");
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("11.02.2027 14:15")
        .press("Ctrl+S")
        .settle();
    desk.press("Alt+S")
        .sees("Neuer Termin statt Mi 10. Feb. 2027 10:00")
        .press("Escape");
    let moved = calendar_of(&mut desk, &folder, "moved.ics");
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle()
        .sees("Cancelled at ClinikAPI.");
    desk.press("Alt+S")
        .sees("Dieser Termin ist abgesagt.")
        .sees_no("Neuer Termin");
    desk.press("Down Down Down Enter")
        .sees("A cancelled appointment has no code.")
        .press("Escape");
    let cancelled = calendar_of(&mut desk, &folder, "cancelled.ics");

    let told = |calendar: &Calendar| {
        let event = calendar.events().next().expect("an event");
        let uid = event.get_uid().map(str::to_owned);
        (
            calendar.property_value("METHOD").map(str::to_owned),
            event.get_sequence(),
            event.get_status(),
            uid,
        )
    };
    let uid = Some(format!("{}@clinik.bookdesk", id(&desk)));
    let is = |method: &str, sequence, status| {
        (
            Some(method.to_owned()),
            Some(sequence),
            Some(status),
            uid.clone(),
        )
    };
    assert_eq!(told(&booked), is("PUBLISH", 0, EventStatus::Confirmed));
    assert_eq!(told(&moved), is("PUBLISH", 1, EventStatus::Confirmed));
    assert_eq!(told(&cancelled), is("CANCEL", 2, EventStatus::Cancelled));
}

/// A fasting draw for Maria Schmidt on Wednesday 10 February 2027 at 9:00, booked from its template.
fn fasting(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(options);
    desk.types("220385s be b 10.2.2027 9:00")
        .press("Enter")
        .settle()
        .book_at_once();
    desk
}

/// A part of the instruction of a fasting draw, which Maria Schmidt reads in German.
const FASTING: &str = "trinken Sie nur Wasser.";

impl DeskAtWork {
    fn slip_says(&mut self, text: &str) -> &mut Self {
        self.press("Alt+S").sees(text).press("Escape")
    }

    /// Opens the draw from the board of its day, as another desk would.
    fn opens_the_draw_from_the_board(&mut self) -> &mut Self {
        self.press("Ctrl+D").settle();
        for _ in 0..11 {
            self.press("PageDown");
        }
        self.press("Right Right Right Right Right")
            .settle()
            .sees("← Wed 10 Feb 2027 →")
            .types("schmidt")
            .press("Enter")
            .settle()
    }
}

#[test]
fn the_slip_of_a_fasting_draw_keeps_its_instruction_whatever_is_changed_and_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_aniva()
    };
    let mut desk = fasting(options());
    desk.slip_says(FASTING);
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("10.02.2027 10:30")
        .press("Ctrl+S")
        .settle()
        .sees("Moved at Aniva.")
        .slip_says(FASTING);
    desk.turn_to("appointment")
        .press("p")
        .settle()
        .types("lipid")
        .press("Enter")
        .press("Ctrl+S")
        .settle()
        .sees("The panels are changed at Aniva.")
        .slip_says(FASTING);
    let mut desk = desk.closed().reopened(options());
    desk.settle()
        .opens_the_draw_from_the_board()
        .sees("10:30")
        .slip_says(FASTING);
    // What is changed after that goes on having it.
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("10.02.2027 11:00")
        .press("Ctrl+S")
        .settle()
        .slip_says(FASTING);
}

#[test]
fn the_instruction_is_sealed_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let desk = fasting(Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_aniva()
    });
    drop(desk.closed());
    for file in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap_or_default();
        let has = |text: &str| {
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        };
        assert!(!has(FASTING));
    }
}

#[test]
fn a_slip_without_an_instruction_says_that_it_has_none() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.settle().book_at_once();
    desk.slip_says("Für diesen Termin sind keine Hinweise vermerkt.");
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle();
    desk.press("Alt+S")
        .sees("Dieser Termin ist abgesagt.")
        .sees_no("keine Hinweise vermerkt");
}

#[test]
fn an_instruction_that_an_answer_leaves_out_stays_on_the_slip() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Patient instruction", "Bring the letter.")
        .book_at_once();
    desk.fault(&serde_json::json!({
        "backend": "clinik", "call": "patch", "fault": "contradict", "members": {"patientInstruction": null},
    }));
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("11.02.2027 14:15")
        .press("Ctrl+S")
        .settle()
        .slip_says("Bring the letter.");
}

/// What a reader makes of the half blocks in the lines of a screen.
fn read_off(screen: &str) -> String {
    let rows: Vec<Vec<char>> = screen.lines().map(|line| line.chars().collect()).collect();
    let cell = |x: usize, y: usize| {
        rows.get(y / 2)
            .and_then(|row| row.get(x))
            .copied()
            .unwrap_or(' ')
    };
    let dark = |x: usize, y: usize| matches!((cell(x, y), y % 2), ('█', _) | ('▀', 0) | ('▄', 1));
    let all: Vec<(usize, usize)> = (0..2 * rows.len())
        .flat_map(|y| (0..60).map(move |x| (x, y)))
        .filter(|(x, y)| dark(*x, *y))
        .collect();
    let ends =
        |of: fn(&(usize, usize)) -> usize| (all.iter().map(of).min(), all.iter().map(of).max());
    let ((Some(left), _), (Some(top), Some(bottom))) = (ends(|at| at.0), ends(|at| at.1)) else {
        panic!("no code on\n{screen}")
    };
    let side = bottom - top + 1;
    let grid = rqrr::SimpleGrid::from_func(side, |x, y| dark(left + x, top + y));
    rqrr::Grid::new(grid).decode().expect("a code").1
}

#[test]
fn without_an_appointment_there_is_no_slip() {
    DeskAtWork::open(at_clinik())
        .press("Alt+S")
        .sees("There is no appointment to make a slip for.");
}

fn a_slip(desk: &mut Desk) -> Result<(), HeadlessError> {
    desk.press("Ctrl+E")?;
    desk.type_text("220385s ki f mo 10:00");
    desk.press("Enter")?;
    desk.settle()?;
    desk.press("Ctrl+S")?;
    desk.settle()?;
    desk.press("Alt+S")
}

#[test]
fn the_slip_as_a_person_sees_it() -> Result<(), HeadlessError> {
    at_every_size("slip", CLINIK, a_slip)?;
    in_every_language("slip", a_slip)?;
    at_every_size("slip code", CLINIK, |desk| {
        a_slip(desk)?;
        desk.press("Down Down Down Enter")
    })
}

/// Maria Schmidt at ten with Karin Ivers, and two more right after her, booked in one call.
fn with_a_family(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(options);
    desk.books_line("220385s ki f 10.2.2027 10:00");
    desk.books_line("041268c then f");
    desk.books_line("190784l then f");
    desk
}

#[test]
fn a_family_booked_one_after_the_other_gets_one_paper() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = with_a_family(at_clinik());
    desk.resize(120, 60).press("Alt+S");
    desk.sees("Slip for M. S., J. C., G. L.: 3 appointments, in German");
    desk.sees("SANDBOX: 3 Termine");
    let screen = desk.screen();
    let mut rest = screen.as_str();
    for text in [
        "M. S.",
        "10:00 – 10:30",
        "J. C.",
        "10:30 – 11:00",
        "G. L.",
        "11:00 – 11:30",
    ] {
        let place = rest[1..]
            .find(text)
            .unwrap_or_else(|| panic!("no {text} in {screen}"));
        rest = &rest[1 + place..];
    }
    assert!(!screen.contains("Carter"), "{screen}");

    desk.press("Down Down");
    let path = saved_in(&folder, &mut desk, "family.ics");
    desk.press("Enter").settle().sees("Saved: ");
    let calendar: Calendar = fs::read_to_string(path)
        .expect("the file")
        .parse()
        .expect("a calendar");
    assert_eq!(calendar.events().count(), 3);

    // The names, and then only the visit that is shown.
    desk.press("Down Down Enter").sees("John Carter");
    desk.press("Down Enter").sees_no("John Carter");
    desk.sees("Greta Lindner").sees_no("3 Termine");
    desk.press("Enter").sees("3 Termine").sees("John Carter");
}

#[test]
fn the_code_of_each_visit_is_shown_in_turn() {
    let mut desk = with_a_family(at_clinik());
    desk.resize(120, 40).press("Alt+S Down Down Down Enter");
    let starts_at = |desk: &DeskAtWork| {
        let read = read_off(&desk.screen());
        read.lines().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(
        starts_at(&desk),
        "DTSTART:20270210T100000Z",
        "the shown one"
    );
    desk.press("Up");
    assert_eq!(starts_at(&desk), "DTSTART:20270210T093000Z");
    desk.sees("2/3 · J. C. · Wed 10 Feb 2027 10:30");
    desk.press("Up");
    assert_eq!(starts_at(&desk), "DTSTART:20270210T090000Z");
}

/// Somebody who takes the next free time is another caller, and gets nobody else's visit.
#[test]
fn the_next_caller_s_slip_has_no_visit_of_the_one_before() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.books_line("220385s ki f 10.2.2027 10:00");
    desk.books_line("041268c ki f 10.2.2027 10:30");
    desk.press("Alt+S")
        .sees("Slip for J. C.: ")
        .sees_no("M. S.");
}

#[test]
fn a_second_visit_of_the_same_patient_is_on_it_unless_it_was_booked_long_before() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.books_line("220385s ki f 10.2.2027 10:00");
    desk.books_line("220385s hs f 11.2.2027 9:00");
    desk.press("Alt+S")
        .sees("Slip for M. S.: 2 appointments")
        .press("Esc");
    desk.pass(31 * 60);
    desk.books_line("220385s ki f 17.2.2027 10:00");
    desk.press("Alt+S").sees("Slip for M. S.: appt_");
}

#[test]
fn it_has_the_visits_as_they_are_by_now() {
    let mut desk = with_a_family(at_clinik());
    for line in ["041268c -", "220385s > 10.2.2027 9:00"] {
        desk.types(line).settle().press("Enter").settle();
        desk.press("Ctrl+S").settle();
    }
    desk.resize(120, 60).press("Alt+S");
    desk.sees("Slip for M. S., G. L.: 2 appointments")
        .sees("09:00 – 09:30")
        .sees("statt Mi 10. Feb. 2027 10:00");
}

#[test]
fn a_series_is_one_paper_that_says_once_what_to_bring() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki f +2w mo 9 x6w").settle();
    desk.press("Enter").settle().press("Ctrl+S").settle();
    desk.sees("6 of 6 done.").sees("Alt-S slip").press("Alt+S");
    desk.sees("Slip for M. S.: 6 appointments")
        .press("Esc Esc")
        .settle();
    // Once the list is closed, until somebody else is on the phone.
    desk.press("Alt+S").sees("Slip for M. S.: 6 appointments");
    desk.resize(120, 60);
    let screen = desk.screen();
    assert_eq!(
        screen.matches("Für jeden dieser Termine:").count(),
        1,
        "{screen}"
    );
    desk.press("Esc").types("041268c ki").settle();
    desk.press("Alt+S").sees_no("Slip for");
}

#[test]
fn a_long_paper_is_scrolled() {
    let mut desk = with_a_family(at_clinik());
    desk.resize(80, 24).press("Alt+S").sees("10:00 – 10:30");
    desk.sees_no("11:00 – 11:30")
        .press("PageDown PageDown PageDown PageDown");
    desk.sees("11:00 – 11:30")
        .press("PageUp PageUp PageUp PageUp PageUp PageUp");
    desk.sees("10:00 – 10:30").sees("Slip for M. S.");
}

#[test]
fn the_paper_of_a_family_fits_a_small_screen_and_is_whole_on_a_large_one() {
    let mut desk = with_a_family(Options {
        language: Language::De,
        ..at_clinik()
    });
    for (cols, rows) in [(80, 24), (120, 40)] {
        desk.resize(cols, rows).press("Alt+S");
        let name = format!("slip of a family de {cols}x{rows}");
        crate::screen::frames::assert_frame(&name, &desk.styled_screen());
        desk.press("Esc");
    }
}

#[test]
fn one_key_makes_the_slip_of_the_only_visit_of_somebody_looked_up() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let visit = json!({"status": "booked", "patientId": PATIENT, "practitionerId": "prac_xyz789",
        "start": "2026-11-23T09:00:00Z", "minutesDuration": 30});
    let booked = desk.sandbox().book(CLINIK, &visit);
    booked.expect("another program can book");
    desk.types("220385s").settle().press("Enter").settle();
    desk.press("Alt+S").settle();
    assert_eq!(desk.state()["overlay"], "slip", "{}", desk.screen());
    desk.sees("Slip for M. S.: ").press("Esc").types("renate");
    desk.settle();
    assert_eq!(desk.state()["line"]["text"], "renate", "the next caller");
}

#[test]
fn letters_go_into_the_file_name_only_once_its_key_was_pressed() {
    let mut desk = booked();
    let id = id(&desk);
    desk.press("Alt+S").types("renate").paste("renate");
    desk.sees(&format!("Save as › {id}.txt")).sees_no("renate");
    desk.press("Tab")
        .types("slip.txt")
        .sees("Save as › slip.txt");
    desk.press("Down Down").sees("Save as › slip.ics");
}

#[test]
fn a_file_that_nobody_has_named_goes_where_its_user_finds_it() {
    for folders in [vec![], vec!["Documents"], vec!["Dokumente", ".config"]] {
        let home = tempfile::tempdir().unwrap();
        for folder in &folders {
            fs::create_dir(home.path().join(folder)).unwrap();
        }
        if folders.contains(&".config") {
            let named = "XDG_DOCUMENTS_DIR=\"$HOME/Dokumente\"\n";
            fs::write(home.path().join(".config/user-dirs.dirs"), named).unwrap();
        }
        let mut desk = DeskAtWork::open_at_the_line(Options {
            home: Some(home.path().to_owned()),
            ..at_clinik()
        });
        desk.types("220385s ki f mo 10:00")
            .press("Enter")
            .settle()
            .book_at_once();
        let file = format!("{}.txt", id(&desk));
        desk.press("Alt+S Enter").settle();
        let mut folder = home.path().canonicalize().unwrap();
        folder.extend(folders.first());
        let path = folder.join(&file);
        assert_eq!(desk.note(), format!("Saved: {}", path.display()));
        assert!(path.exists());
    }
}
