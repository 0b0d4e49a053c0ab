//! Tapes: those that ship hold what they show and look the same each time; a mistake is shown with its place; what is
//! expected and not there ends the play with the screen and the state.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use headless::picture::{self, PictureFormat};
use headless::play::{FrameRecorder, PlayError, PlayOptions, PlaybackObserver, Scene, play};
use headless::{FrameRecording, Tape};

use crate::screen::pictures::drift;

/// Tapes that are played at once: each has a server of its own, and a call that waits too long for a core looks otherwise.
const AT_ONCE: usize = 3;

/// What was filmed of a tape.
fn filmed(tape: &Tape, wishes: &PlayOptions) -> Result<FrameRecording, PlayError> {
    let mut camera = FrameRecorder::new(&tape.title);
    play(tape, wishes, &mut camera)?;
    Ok(camera.recording().expect("something was to be seen"))
}

fn parsed(text: &str) -> Tape {
    Tape::parse(Path::new("a.tape"), text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

fn played(text: &str) -> Result<FrameRecording, PlayError> {
    filmed(&parsed(text), &PlayOptions::default())
}

/// Why a tape does not hold.
fn failure(text: &str) -> String {
    match played(text) {
        Err(PlayError::Failed(report)) => report,
        other => panic!("{other:?}"),
    }
}

/// What is said of a tape that can't be read.
fn mistakes(text: &str) -> String {
    Tape::parse(Path::new("a.tape"), text.to_owned())
        .expect_err("it has mistakes")
        .to_string()
}

fn shipped() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/tapes");
    let mut tapes: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the tapes")
        .map(|entry| entry.expect("a tape").path())
        .collect();
    tapes.sort();
    tapes
}

#[test]
fn every_tape_that_ships_holds_and_looks_the_same_twice() {
    let tapes = shipped();
    assert!(tapes.len() >= 7, "{tapes:?}");
    for some in tapes.chunks(AT_ONCE) {
        thread::scope(|scope| {
            for path in some {
                scope.spawn(|| holds_and_looks_the_same_twice(path));
            }
        });
    }
}

/// The tapes that the guide shows no picture of: the demo is to be watched, and the day of sixty calls is measured.
const WITHOUT_PICTURE: [&str; 2] = ["demo", "a-day-of-sixty-calls"];

fn holds_and_looks_the_same_twice(path: &Path) {
    let tape = Tape::read(path).unwrap_or_else(|error| panic!("{error}"));
    let recording = |_| {
        filmed(&tape, &PlayOptions::default())
            .unwrap_or_else(|error| panic!("{}: {error}", tape.title))
    };
    let [one, other] = [0, 1].map(recording);
    assert!(
        one.shots == other.shots,
        "{} looks otherwise the second time",
        tape.title
    );
    assert!(
        one.shots.iter().any(|shot| shot.caption.is_some()),
        "{} says nothing",
        tape.title
    );
    // Pictures are made of the film alone.
    for format in [PictureFormat::Text, PictureFormat::Svg] {
        let [one, other] = [&one, &other]
            .map(|recording| picture::recording(format, recording).expect("a picture"));
        assert!(one == other, "{format:?} of {}", tape.title);
    }
    let name = path.file_stem().expect("a name").to_str().expect("a name");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/guide/src/pictures")
        .join(format!("{name}.svg"));
    assert_eq!(
        if WITHOUT_PICTURE.contains(&name) {
            None
        } else {
            drift(&kept, &one)
        },
        None
    );
}

#[test]
fn a_mistake_is_shown_with_its_place_and_what_was_meant() {
    assert_eq!(
        mistakes("# fine\n  Typ \"x\"\n"),
        "a.tape:2:3: there is no command `Typ`; did you mean `Type`?\n  2 |   Typ \"x\"\n    |   ^^^"
    );
    for (line, said) in [
        (
            "Entr",
            "1:1: there is no command `Entr`; did you mean `Enter`?",
        ),
        (
            "Ctlr+S",
            "1:1: there is no key `Ctlr+S`; did you mean `Ctrl+S`?",
        ),
        (
            "Ctrl+Entr",
            "1:1: there is no key `Ctrl+Entr`; did you mean `Ctrl+Enter`?",
        ),
        ("q", "1:1: there is no command `q`"),
        ("F13", "1:1: there is no command `F13`"),
        (
            "Set Hight 3",
            "1:5: there is no setting `Hight`; did you mean `Height`?",
        ),
        (
            "Set Backend aniwa",
            "1:13: `aniwa` is none of clinik, aniva, fhir; did you mean `aniva`?",
        ),
        (
            "Set Width 0",
            "1:11: a width is a whole number from 1 to 500",
        ),
        (
            "Set Now today",
            "1:9: a moment is written with its offset: 2026-11-20T13:32:00Z",
        ),
        (
            "Type hello",
            "1:6: what to type stands between quotes: \"…\", '…' or `…`",
        ),
        ("Type \"hello", "1:6: the closing \" is missing"),
        ("Type", "1:5: what to type is missing"),
        ("Tab 0", "1:5: how often is a whole number from 1 to 999"),
        ("Tab 3 4", "1:7: nothing more belongs on this line"),
        (
            "Sleep 3",
            "1:7: a time is a number with its unit: 500ms, 2s, 1.5s or 1m",
        ),
        ("Enter@3s", "1:1: only Type and Wait take a time after @"),
        (
            "Type@x \"y\"",
            "1:6: a time is a number with its unit: 500ms, 2s, 1.5s or 1m",
        ),
        ("Wait /a(/", "1:6: this is no pattern: "),
        ("Expect found", "1:8: a pattern stands between slashes: /…/"),
        (
            "ExpectState flight \"idle\"",
            "1:13: a JSON pointer begins with a slash",
        ),
        (
            "ExpectState /a {\"b\": }",
            "1:22: this is no JSON: expected value",
        ),
        (
            "ExpectRequest 0 {}",
            "1:15: a request's number is a whole number from 1 to 65534",
        ),
        (
            "Output a.jpg",
            "1:8: `a.jpg` is no picture; the name of one ends in .txt, .ansi, .svg",
        ),
        (
            "Output a.cast",
            "1:8: `a.cast` is no picture; the name of one ends in .txt, .ansi, .svg",
        ),
        (
            "Output a.PNG",
            "1:8: `a.PNG` is no picture; the name of one ends in .txt, .ansi, .svg; for a PNG write an .svg and have it made: `resvg shot.svg shot.png`",
        ),
        (
            "Enter\nSet Width 80",
            "2:1: everything is set before the first key",
        ),
    ] {
        let shown = mistakes(line);
        assert!(
            shown.starts_with(&format!("a.tape:{said}")),
            "{line}: {shown}"
        );
    }
}

#[test]
fn every_line_with_a_mistake_is_named_at_once() {
    let said = mistakes("Typ\nTab\nSlep 1s\n");
    assert_eq!(said.matches("a.tape:").count(), 2, "{said}");
}

#[test]
fn texts_are_taken_as_they_stand_and_slashes_may_be_escaped() {
    let text = "Alt+1\nType 'say \"hi\" # no comment' # a comment\nExpect /say \"hi\" # no com/\nCtrl+U\nType `a/b`\nExpect /a\\/b/\n";
    assert!(played(text).is_ok());
}

#[test]
fn what_is_pasted_may_have_several_lines() {
    let recording = played("Alt+4\nTab\nPaste \"one\" 'and two' \"\" `four`\nExpect /one/\n")
        .expect("it plays");
    let shown =
        String::from_utf8(picture::still(PictureFormat::Text, &recording).expect("a frame"))
            .expect("text");
    let rows: Vec<&str> = shown
        .lines()
        .skip_while(|row| !row.contains("› one"))
        .collect();
    assert!(
        rows[1].contains("and two") && rows[3].contains("four"),
        "{shown}"
    );
}

#[test]
fn a_tape_plays_another_from_its_own_folder_and_never_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a tape");
    write(
        "outer.tape",
        "Set Backend aniva\nSource \"inner.tape\"\nExpectState /backend \"clinik\"\n",
    );
    write("inner.tape", "Ctrl+T\n");
    write("round.tape", "Source again.tape\n");
    write("again.tape", "\n  Source ./round.tape\n");
    write("nothing.tape", "Source none.tape\n");
    let read =
        |name: &str| Tape::read(&folder.path().join(name)).map_err(|error| error.to_string());
    assert!(
        filmed(
            &read("outer.tape").expect("a tape"),
            &PlayOptions::default()
        )
        .is_ok()
    );
    let said = read("round.tape").expect_err("it never ends");
    assert!(
        said.contains("again.tape:2:10: this tape is being read already"),
        "{said}"
    );
    let said = read("nothing.tape").expect_err("there is no such tape");
    assert!(
        said.contains("nothing.tape:1:8: there is no such file"),
        "{said}"
    );
}

#[test]
fn what_is_expected_and_not_there_is_told_with_the_screen_and_the_state() {
    let said = failure("Alt+1\nType \"pt_abc123\"\nExpect /nobody here/\n");
    assert!(
        said.starts_with("a.tape:3:1: the screen does not show this\n"),
        "{said}"
    );
    assert!(
        said.contains("Maria Schmidt") && said.contains("\"flight\": \"idle\""),
        "{said}"
    );
    let said = failure("ExpectState /flight \"sending\"\n");
    assert!(
        said.contains("/flight is \"idle\", not \"sending\""),
        "{said}"
    );
    let said = failure("ExpectRequest 1 {}\n");
    assert!(
        said.contains("the server has received 0 requests"),
        "{said}"
    );
    let said = failure("Fault {\"fault\": \"nonsense\"}\n");
    assert!(said.starts_with("a.tape:1:1: the sandbox says: "), "{said}");
}

#[test]
fn waiting_lets_the_tapes_time_pass_and_not_the_machines() {
    let recording = played(
        "Type \"220385s ki f\"\nEnter\nFault {\"backend\": \"clinik\", \"call\": \"create\", \"fault\": \
         \"rate-limit\", \"retry_after\": 300}\nCtrl+S\nExpectState /flight \"waiting\"\nWait@301s /✓ booked/\n",
    )
    .expect("it is booked once the wait is over");
    let end = recording.shots.last().expect("a shot").at;
    assert!((300..310).contains(&end.as_secs()), "{end:?}");
    let said = failure("Wait@2s /never/\n");
    assert!(
        said.starts_with("a.tape:1:1: this has not come to the screen in 2s"),
        "{said}"
    );
}

/// A visit whose server takes this long to answer, or never does.
fn kept_waiting(fault: &str, then: &str) -> FrameRecording {
    let fault = format!("Fault {{\"backend\": \"clinik\", \"call\": \"create\", {fault}}}");
    played(&format!(
        "Type \"220385s ki f\"\nEnter\n{fault}\nCtrl+S\nExpectState /flight \"sending\"\n{then}"
    ))
    .unwrap_or_else(|error| panic!("{error}"))
}

fn lasts(recording: &FrameRecording) -> u64 {
    recording.shots.last().expect("a shot").at.as_secs()
}

#[test]
fn a_server_that_never_answers_is_waited_for_on_the_tapes_clock() {
    let hangs = "\"fault\": \"hang\", \"when\": \"after\"";
    let then = "Sleep 17s\nExpect /booking… 17 s/\nExpectState /flight \"sending\"\nWait@4s /No answer came in time/\n\
                ExpectState /outbox/0/state \"unknown\"\nWait@60s /it is booked/\nExpectRequest 1 {}\n";
    let recording = kept_waiting(hangs, then);
    assert!(
        (21..60).contains(&lasts(&recording)),
        "{}",
        lasts(&recording)
    );
    assert!(
        recording.shots == kept_waiting(hangs, then).shots,
        "it looks otherwise the second time"
    );
}

#[test]
fn whoever_stops_waiting_is_filmed() {
    let recording = kept_waiting(
        "\"fault\": \"hang\"",
        "Sleep 6s\nEscape\nExpect /Stop waiting\\?/\nSleep 500ms\nCtrl+S\nExpectState /flight \"idle\"\n\
         Expect /You stopped waiting/\nWait@90s /not there/\n",
    );
    assert!(
        recording
            .shots
            .iter()
            .filter(|shot| (1..6).contains(&shot.at.as_secs()))
            .count()
            >= 5,
        "its seconds count"
    );
}

#[test]
fn a_slow_server_takes_the_tapes_time() {
    let recording = kept_waiting(
        "\"fault\": \"slow\", \"ms\": 9000",
        "Sleep 8s\nExpect /booking… 8 s/\nWait@2s /✓ booked/\n",
    );
    assert!(
        (9..12).contains(&lasts(&recording)),
        "{}",
        lasts(&recording)
    );
}

#[test]
fn everything_that_hangs_ends_one_after_the_other() {
    let tape = "Fault {\"backend\": \"clinik\", \"call\": \"any\", \"fault\": \"hang\", \"times\": 0}\nAlt+1\n\
                Type \"pt_def456\"\nTab\nSpace\nSleep 58s\nExpect /looking it up/\nSleep 3s\n";
    let [one, other] = [0, 1].map(|_| played(tape).unwrap_or_else(|error| panic!("{error}")));
    assert!(
        one.shots == other.shots,
        "it looks otherwise the second time"
    );
    let end = picture::still(PictureFormat::Text, &one).expect("a frame");
    assert!(
        !String::from_utf8_lossy(&end).contains("looking it up"),
        "a read is tried three times, 20 s each"
    );
}

#[test]
fn the_recording_keeps_the_tapes_time_and_leaves_out_what_is_hidden() {
    let recording = played("Alt+1\nHide\nType@1s \"hidden\"\nShow\nType@1s \"ab\"\nSleep 3s\n")
        .expect("it plays");
    // One key at 50 ms, two at 1 s, three seconds.
    assert_eq!(
        recording.shots.last().expect("a shot").at,
        Duration::from_millis(5_050)
    );
    let times: Vec<Duration> = recording.shots.iter().map(|shot| shot.at).collect();
    assert!(times.is_sorted_by(|one, next| one < next), "{times:?}");
    let text =
        String::from_utf8(picture::recording(PictureFormat::Text, &recording).expect("a film"))
            .expect("text");
    assert!(
        text.contains("hiddenab") && !text.contains("hidde\n"),
        "{text}"
    );
}

#[test]
fn flags_win_over_what_the_tape_sets() {
    let tape = parsed("Set Width 90\nSet Height 30\nSet Now \"2026-11-20T13:32:00Z\"\nTab\n");
    let now = "2027-01-04T07:00:00Z".parse().expect("a moment");
    let size = Some(desk::Size {
        cols: 110,
        rows: 32,
    });
    let recording = filmed(
        &tape,
        &PlayOptions {
            size,
            now: Some(now),
            ..PlayOptions::default()
        },
    )
    .expect("it plays");
    assert_eq!((recording.cols, recording.rows), (110, 32));
    let text = String::from_utf8(picture::still(PictureFormat::Text, &recording).expect("a frame"))
        .expect("text");
    assert!(text.contains("Mon 4 Jan 2027"), "{text}");
    assert_eq!(
        (filmed(&tape, &PlayOptions::default()).expect("it plays")).cols,
        90
    );
}

#[test]
fn the_seed_draws_the_booking_reference() {
    let tape = parsed(
        "Set Height 90\nType \"220385s ki f\"\nEnter\nCtrl+R\nExpect /\\[bd:\\w{8}\\]/\nCtrl+S\n",
    );
    let booked = |seed| {
        filmed(
            &tape,
            &PlayOptions {
                seed: Some(seed),
                ..PlayOptions::default()
            },
        )
        .expect("it is booked")
        .shots
    };
    assert!(booked(7) == booked(7));
    assert!(booked(7) != booked(8), "the request shows the reference");
}

/// Someone who leaves after a while.
struct Impatient(usize);

impl PlaybackObserver for Impatient {
    fn sees(&mut self, _: &Scene<'_>, _: Duration) -> io::Result<bool> {
        self.0 = self.0.saturating_sub(1);
        Ok(self.0 > 0)
    }
}

#[test]
fn whoever_watches_may_leave() {
    let left = play(
        &parsed("Type \"220385s ki f\"\n"),
        &PlayOptions::default(),
        &mut Impatient(3),
    );
    assert!(matches!(left, Err(PlayError::Left)), "{left:?}");
}
