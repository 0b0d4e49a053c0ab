//! Printing: the board, a list of calls and a slip go to the printer that the configuration names; without one they are
//! files, and the desk says where.

use std::fs;
use std::path::Path;

use config::PrintCommand;
use headless::Options;

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// A desk with a follow-up for Maria Schmidt, and a printer that is this command.
fn with_printer(command: &[&str]) -> DeskAtWork {
    let words = command.iter().map(|word| (*word).to_owned()).collect();
    let mut desk = DeskAtWork::open_at_the_line(Options {
        print_command: Some(PrintCommand::of(words)),
        ..at_clinik()
    });
    desk.types("220385s ki f mo 10:00")
        .press("Enter")
        .settle()
        .book_at_once();
    desk
}

/// Has the page of the slip saved in a folder, and printed.
fn prints_slip(desk: &mut DeskAtWork, folder: &Path) {
    desk.press("Alt+S Down Ctrl+U");
    desk.types(&folder.join("slip.html").display().to_string());
    desk.press("Enter").settle();
}

#[test]
fn a_page_goes_to_the_printer_and_stays_as_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let printed = folder
        .path()
        .join("printed copy.html")
        .display()
        .to_string();
    let mut desk = with_printer(&["cp", "{}", &printed]);
    desk.press("Alt+S")
        .sees("print it; the page stays as a file")
        .press("Esc");
    prints_slip(&mut desk, folder.path());
    desk.sees("Handed to the printer; the file is ");
    let page = fs::read_to_string(folder.path().join("slip.html")).unwrap();
    assert_eq!(fs::read_to_string(printed).unwrap(), page);
    // A calendar file is for no printer.
    desk.press("Down Ctrl+U");
    desk.types(&folder.path().join("visit.ics").display().to_string());
    desk.press("Enter").settle().sees("Saved: ");
}

#[test]
fn no_shell_reads_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let touched = folder.path().join("touched");
    let trick = format!("; touch {}", touched.display());
    let mut desk = with_printer(&["true", &trick]);
    prints_slip(&mut desk, folder.path());
    desk.sees("Handed to the printer");
    assert!(!touched.exists());
}

#[test]
fn a_printer_that_fails_is_named_with_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = with_printer(&["no-such-printer-here"]);
    prints_slip(&mut desk, folder.path());
    desk.sees("Not printed: ").sees("no-such-printer-here");
    assert!(folder.path().join("slip.html").exists());
}

#[test]
fn a_board_that_lists_nothing_is_not_printed() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+D").settle().types("nobody").settle();
    desk.press("Alt+S").settle();
    assert_eq!(
        desk.note(),
        "Nothing is listed, so there is nothing to print."
    );
}
