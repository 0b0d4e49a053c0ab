//! Kinds of visit by their colours and letters, wherever many visits are in view; and whoever is late, or has waited for
//! long, on a ground of their own.

use booking::Templates;
use booking::clinics::{CLINIK, SHIPPED};
use desk::Size;
use headless::Options;
use screen::Theme;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

const KARIN: &str = "prac_xyz789";
const GRETA: &str = "pt_32ut2e";
const LUKAS: &str = "pt_gqwcty";

fn sized(cols: u16, rows: u16) -> Options {
    Options {
        size: Size { cols, rows },
        now: "2026-11-20T08:12:00Z".parse().expect("a moment"),
        ..at_clinik()
    }
}

fn visit(patient: &str, start: &str, reason: &str) -> Value {
    json!({"status": "booked", "patientId": patient, "practitionerId": KARIN, "start": start,
        "minutesDuration": 30, "reasonCode": reason})
}

/// Karin Ivers has a vaccination, booked elsewhere in German, a follow-up and something of no kind.
fn with_kinds(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(options);
    for visit in [
        visit(GRETA, "2026-11-20T09:00:00Z", "impfung"),
        visit(LUKAS, "2026-11-20T09:30:00Z", "Follow-up visit"),
        visit(PATIENT, "2026-11-20T10:30:00Z", "Blood pressure"),
    ] {
        let booked = desk.sandbox().book(CLINIK, &visit);
        booked.expect("another program can book");
    }
    desk.pass(300).settle();
    desk
}

/// Returns the roles of the cells from the beginning of a text to its end, on the first line with it.
fn roles_of(desk: &DeskAtWork, text: &str) -> Vec<String> {
    let styled = desk.styled_screen();
    let (screen, roles) = styled.split_once("\n---\n").expect("the roles");
    let found = screen.lines().enumerate();
    let mut found = found.filter_map(|(row, line)| Some((row, line.find(text)?, line)));
    let (row, from, line) = found
        .next()
        .unwrap_or_else(|| panic!("no {text}:\n{screen}"));
    let from = line[..from].chars().count();
    let until = from + text.chars().count();
    let prefix = format!("r{row} ");
    let runs = roles.lines().filter_map(|run| run.strip_prefix(&prefix));
    let runs = runs.filter_map(|run| {
        let (place, role) = run.split_once(' ')?;
        let (first, end) = place.strip_prefix('c')?.split_once("..")?;
        let (first, end): (usize, usize) = (first.parse().ok()?, end.parse().ok()?);
        (first < until && from < end).then(|| role.to_owned())
    });
    runs.collect()
}

#[test]
fn a_kind_has_its_colour_and_its_letter_wherever_many_visits_are_in_view() {
    let mut desk = with_kinds(sized(120, 40));
    let has_kinds = |desk: &DeskAtWork, vaccination: &str, follow_up: &str| {
        assert_eq!(roles_of(desk, vaccination), ["cyan"], "{}", desk.screen());
        assert_eq!(roles_of(desk, follow_up), ["blue"], "{}", desk.screen());
    };
    // The start screen, with what the colours mean.
    has_kinds(&desk, "Lindner", "Brenner");
    desk.sees("○vLindner").sees("○fBrenner");
    desk.sees(" v  vaccination").sees(" f  follow-up");
    // The day beside the form.
    desk.types("220385s ki 14:00").press("Enter").settle();
    has_kinds(&desk, "Greta Lindner", "Lukas Brenner");
    desk.sees("○ Maria Schmidt");
    // The board: as a list, in columns, and the week.
    desk.press("Ctrl+D").settle().press("Down Down");
    has_kinds(&desk, " v ", " f ");
    desk.press("Tab");
    has_kinds(&desk, "Greta Lindner", "Lukas Brenner");
    desk.press("Ctrl+F").settle();
    has_kinds(&desk, "Greta", "Lukas");
}

#[test]
fn without_colours_the_letter_tells_the_kind() {
    let mut options = sized(120, 40);
    options.look.theme = Theme::Mono;
    let mut desk = with_kinds(options);
    desk.sees("○v Lindner").sees("○f Brenner");
    let plain = roles_of(&desk, "v Lindner");
    assert!(plain.is_empty(), "{plain:?}");
}

#[test]
fn a_template_of_the_practices_own_has_the_colour_that_its_file_says() {
    let text = "[[template]]\nkey = \"x\"\nname = \"pressure\"\nalso = [\"Blood pressure\"]\nbackend = \"clinik\"\n\
        minutes = 10\ncolor = \"magenta\"\n";
    let own = Templates::read(SHIPPED, text, &|_| false).expect("no mistake");
    let mut options = sized(120, 40);
    options.templates = Some(own.over_shipped(SHIPPED));
    let mut desk = with_kinds(options);
    desk.sees("○xSchmidt");
    assert_eq!(roles_of(&desk, "Schmidt"), ["magenta"]);
}

#[test]
fn whoever_is_late_stands_out_from_the_kinds_and_so_does_who_has_waited_for_long() {
    let mut desk = with_kinds(sized(120, 40));
    desk.press("Ctrl+D").settle().press("Down");
    assert!(roles_of(&desk, "Greta Lindner").is_empty());
    // It is 9:17; her visit begins at ten.
    desk.pass(45 * 60).settle();
    desk.sees("2 min late");
    assert_eq!(roles_of(&desk, "Greta Lindner"), ["late"]);
    desk.press("Tab");
    assert_eq!(roles_of(&desk, "Greta Lindner"), ["late"]);
    desk.press("Tab Home").settle();
    // She comes, and nobody sees her.
    desk.types("lindner").press("+").settle().press("Ctrl+S");
    desk.settle().press("Ctrl+D").settle().press("Down");
    assert!(
        roles_of(&desk, "Greta Lindner").is_empty(),
        "{}",
        desk.screen()
    );
    desk.pass(29 * 60).settle();
    assert!(
        roles_of(&desk, "Greta Lindner").is_empty(),
        "{}",
        desk.screen()
    );
    desk.pass(120).settle();
    assert_eq!(
        roles_of(&desk, "Greta Lindner"),
        ["late"],
        "{}",
        desk.screen()
    );
}
