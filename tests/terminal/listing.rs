//! Commands in a terminal, on the embedded sandbox: lists under their heads, and appointments that outlive the process
//! that has made them.

use std::path::Path;
use std::process::Command;

use super::pty::{BOOKDESK, Start, home};
use crate::desk_at_work::at_home;

fn shown(home: &Path, words: &[&str]) -> String {
    shown_in("C", home, words)
}

/// In a terminal with room for every row, however many there are on that day.
fn shown_in(locale: &str, home: &Path, words: &[&str]) -> String {
    let start = Start::desk(home).with("LC_ALL", locale).sized(120, 300);
    let start = words.iter().fold(start, |start, word| start.argument(word));
    let mut terminal = start.go();
    assert_eq!(terminal.ends().exit_code(), 0, "{}", terminal.screen());
    terminal.screen()
}

/// What a command writes into a pipe, and how it ends.
fn piped(home: &Path, words: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(BOOKDESK)
        .args(words)
        .env_clear()
        .envs(at_home(home))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("TZ", "Europe/Berlin")
        .output()
        .expect("the command runs");
    (
        String::from_utf8(output.stdout).expect("text"),
        output.status.code(),
    )
}

#[test]
fn a_list_is_aligned_under_its_heads_in_a_terminal_and_tabbed_in_a_pipe() {
    let home = home();
    let screen = shown(home.path(), &["find", "practitioners", "ivers"]);
    let lines: Vec<&str> = screen.lines().collect();
    let heads = "clinic  id           code  name         detail";
    assert_eq!(
        lines[..2],
        [heads, "clinik  prac_xyz789  ki    Karin Ivers  Cardiology"]
    );
    let day = shown(home.path(), &["day", "ki", "mo"]);
    let lines: Vec<&str> = day.lines().collect();
    assert!(
        lines[0].starts_with("with ") && lines[1].starts_with("Karin Ivers "),
        "{day}"
    );
    let (out, _) = piped(home.path(), &["find", "practitioners", "ivers"]);
    assert_eq!(out, "clinik\tprac_xyz789\tki\tKarin Ivers\tCardiology\n");
}

#[test]
fn what_is_booked_in_the_embedded_sandbox_is_there_in_the_next_process() {
    let home = home();
    let (out, code) = piped(home.path(), &["book", "--line", "220385s ki f"]);
    assert_eq!(code, Some(0), "{out}");
    let id = id_in(&out);
    let (out, code) = piped(home.path(), &["show", &id]);
    assert!(code == Some(0) && out.contains("Maria Schmidt"), "{out}");
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    let (out, code) = piped(home.path(), &["cancel", &id]);
    assert_eq!(code, Some(0), "beside an open desk: {out}");
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
    let (out, _) = piped(home.path(), &["show", &id, "--json"]);
    assert!(out.contains("\"status\":\"cancelled\""), "{out}");

    let (board, _) = piped(home.path(), &["board", "--on", "mo", "--backend", "clinik"]);
    let other = board
        .lines()
        .filter_map(|line| line.rsplit('\t').next())
        .find(|other| *other != id);
    let other = other.expect("somebody comes on a Monday");
    let (out, code) = piped(home.path(), &["show", other]);
    assert_eq!(code, Some(0), "invented people keep their ids: {out}");
}

#[test]
fn a_list_in_a_terminal_speaks_the_language_of_the_desk() {
    let home = home();
    let german = |words: &[&str]| shown_in("de_DE.UTF-8", home.path(), words);
    for (words, heads) in [
        (
            &["find", "practitioners", "ivers"][..],
            "Praxis  Nummer       Kürzel  Name         Angabe",
        ),
        (
            &["board", "--on", "mo", "--backend", "clinik"],
            "Beginn  Ende",
        ),
        (&["calls", "--on", "mo", "--backend", "clinik"], "Beginn"),
    ] {
        let screen = german(words);
        assert!(
            screen.lines().any(|line| line.starts_with(heads)),
            "{words:?}: {screen}"
        );
        assert!(
            !screen.contains("booked") && !screen.contains("patient "),
            "{screen}"
        );
    }
    let board = german(&["board", "--on", "mo", "--backend", "clinik"]);
    assert!(board.contains("gebucht"), "{board}");
    let (out, _) = piped(home.path(), &["board", "--on", "mo", "--backend", "clinik"]);
    assert!(out.contains("\tbooked\t"), "{out}");
}

/// The id of the appointment that these lines tell of.
fn id_in(out: &str) -> String {
    out.split([' ', ','])
        .find(|word| word.starts_with("appt_"))
        .expect("an id")
        .to_owned()
}

#[test]
fn what_is_booked_line_by_line_in_the_embedded_sandbox_is_there_in_the_next_process() {
    let home = home();
    let mut plain = Start::desk(home.path()).argument("--plain").go();
    plain.sees("Clinic (1 or 2)");
    plain.keys("220385s ki f\r");
    plain.sees("Book in the SANDBOX (y or n):");
    plain.keys("y\r");
    let screen = plain.sees("Another booking");
    let id = id_in(&screen);
    let (out, code) = piped(home.path(), &["show", &id]);
    assert!(
        code == Some(0) && out.contains("Maria Schmidt"),
        "beside it: {out}"
    );
    plain.keys("quit\r");
    assert_eq!(plain.ends().exit_code(), 0);
    let (out, code) = piped(home.path(), &["show", &id]);
    assert!(code == Some(0) && out.contains("Maria Schmidt"), "{out}");
}

#[test]
fn a_move_to_a_part_of_a_day_takes_the_first_free_time_of_such_a_day() {
    let home = home();
    let (out, code) = piped(home.path(), &["book", "--line", "220385s ki f"]);
    assert_eq!(code, Some(0), "{out}");
    let id = id_in(&out);
    let (out, code) = piped(home.path(), &["move", &id, "th afternoon", "--yes"]);
    let hour = out
        .split_whitespace()
        .find_map(|word| word.strip_suffix(":00").or(word.strip_suffix(":30")));
    let is_afternoon = hour.is_some_and(|hour| ("12".."18").contains(&hour));
    assert!(
        code == Some(0) && out.contains(" Thu ") && is_afternoon,
        "{out}"
    );
}

#[test]
fn a_list_is_no_wider_than_the_terminal_and_keeps_its_ids() {
    let home = home();
    let board = shown(home.path(), &["board", "--on", "mo"]);
    let (piped, _) = piped(home.path(), &["board", "--on", "mo", "--json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&piped).expect("a list");
    let ids: Vec<&str> = rows.iter().filter_map(|row| row["id"].as_str()).collect();
    let rows = board
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_digit()));
    assert!(rows.clone().count() > 2, "{board}");
    for row in rows {
        assert!(ids.iter().any(|id| row.ends_with(id)), "{row}");
    }
}
