//! Who was booked for stands first where nothing is typed, today and after a restart; whoever is forgotten does not.
//! What was typed of someone new is there after a restart too.

use std::path::Path;

use booking::Mode;
use booking::clinics::ANIVA;
use chrono::TimeDelta;
use headless::Options;
use serde_json::json;
use store::{Erasure, Trail, Who};

use crate::desk_at_work::{BERLIN, DeskAtWork, PROFILE, at_aniva, at_clinik};

const GRETA: &str = "pt_32ut2e";

fn keeping(folder: &Path) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        ..at_clinik()
    }
}

/// The first row under the field, opened with nothing in it.
fn first_of(desk: &mut DeskAtWork, label: &str) -> String {
    desk.press("Ctrl+E Tab")
        .go_to(label)
        .press("Ctrl+U Space")
        .settle();
    let first = desk.rows().into_iter().next();
    desk.press("Esc");
    first.unwrap_or_else(|| panic!("no row\n{}", desk.screen()))
}

fn with_greta_booked(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(options);
    desk.fill("Patient", GRETA)
        .fill("Practitioner", "ivers")
        .settle()
        .press("Down Enter")
        .settle()
        .book_at_once();
    desk
}

#[test]
fn whoever_was_booked_for_last_stands_first_and_whom_with() {
    let mut desk = with_greta_booked(at_clinik());
    assert!(
        first_of(&mut desk, "Patient").contains("Greta Lindner"),
        "{}",
        desk.screen()
    );
    assert!(
        first_of(&mut desk, "Practitioner").contains("Karin Ivers"),
        "{}",
        desk.screen()
    );
}

#[test]
fn among_thousands_too() {
    let mut desk = DeskAtWork::with_a_draw(Options {
        patients: Some(3_000),
        ..at_aniva()
    });
    desk.settle().book_at_once();
    assert!(
        first_of(&mut desk, "Profile").contains("Maria Schmidt"),
        "{}",
        desk.screen()
    );
    desk.fill("Profile", PROFILE)
        .fill("Location", BERLIN)
        .settle();
}

#[test]
fn it_outlives_the_desk_and_not_the_day() {
    let folder = tempfile::tempdir().unwrap();
    let desk = with_greta_booked(keeping(folder.path()));
    let mut desk = desk.killed_after(50).reopened(keeping(folder.path()));
    assert!(first_of(&mut desk, "Patient").contains("Greta Lindner"));
    let tomorrow = Options {
        now: at_clinik().now + TimeDelta::days(1),
        ..keeping(folder.path())
    };
    let mut desk = desk.killed_after(50).reopened(tomorrow);
    assert!(!first_of(&mut desk, "Patient").contains("Greta Lindner"));
}

#[test]
fn whoever_is_forgotten_is_not_recent_either() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = with_greta_booked(keeping(folder.path()));
    desk.fill("Patient", GRETA).press("Ctrl+N").settle();
    let closed = desk.killed_after(50);
    let forgotten = forget(folder.path(), GRETA);
    assert_eq!(
        (forgotten.bookings, forgotten.drafts),
        (1, 2),
        "the parked draft, and that she was here"
    );
    let mut desk = closed.reopened(keeping(folder.path()));
    assert_eq!(desk.state()["parked"], json!([]));
    assert!(!first_of(&mut desk, "Patient").contains("Greta Lindner"));
    assert!(
        first_of(&mut desk, "Practitioner").contains("Karin Ivers"),
        "whom with is nobody's business but hers"
    );
}

fn forget(folder: &Path, person: &str) -> Erasure {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let trail = Trail::open(folder, Mode::Sandbox)
            .await
            .expect("it can be read")
            .expect("there is one");
        trail
            .forget(person, &Who::default(), at_clinik().now)
            .await
            .expect("it can be written")
    })
}

#[test]
fn what_was_typed_of_someone_new_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open(keeping(folder.path()));
    desk.press("Alt+N")
        .types("Noor")
        .press("Tab")
        .types("Østergård")
        .press("Tab")
        .types("31.12.1979");
    let mut desk = desk.killed_after(50).reopened(keeping(folder.path()));
    assert_eq!(
        desk.note(),
        "What you had typed for a new patient is back: Alt-N shows it."
    );
    desk.press("Alt+N")
        .sees("Noor")
        .sees("Østergård")
        .sees("31 Dec 1979, 46 years old");
    assert!(
        desk.line_with_the_cursor().contains("31.12.1979"),
        "{}",
        desk.screen()
    );
    desk.press("Tab")
        .types("f")
        .press("Ctrl+S")
        .settle()
        .sees("Read back: Noor Østergård");
    let mut desk = desk.killed_after(0).reopened(keeping(folder.path()));
    desk.press("Alt+N")
        .sees_no("Østergård 31")
        .sees_no("31.12.1979");
}

#[test]
fn someone_who_may_have_been_added_before_the_desk_ended_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        clinic: ANIVA,
        ..keeping(folder.path())
    };
    let mut desk = DeskAtWork::open(options());
    desk.press("Alt+N");
    for text in ["Noor", "Østergård", "fe", "311279", "noor@example.com"] {
        desk.types(text).press("Tab");
    }
    desk.fault(&json!({"backend": "aniva", "call": "create", "fault": "drop-before"}))
        .press("Ctrl+S")
        .settle();
    let mut desk = desk.killed_after(50).reopened(options());
    desk.press("Alt+N Ctrl+S").settle();
    assert_eq!(
        desk.creates().len(),
        1,
        "not sent again before a person has said so: {}",
        desk.screen()
    );
    desk.confirm_despite().settle();
    assert_eq!(desk.creates().len(), 2, "{}", desk.screen());
}
