//! What a test asks of the program and what comes of it, written down where `BOOKDESK_TRANSCRIPTS` names a folder: one
//! file for each test. Whatever differs from run to run is replaced by a mark, so that the same program writes the same
//! files. `.ci/transcripts` compares them.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};
use std::thread;

use headless::TestSandbox;
use regex_lite::{Captures, Regex};
use serde_json::Value;

use super::shipped::SKIP_PAUSES;

const FOLDER: &str = "BOOKDESK_TRANSCRIPTS";

/// Tests that have no transcript, by how their names begin: what they do or say is not the same in each run, because a
/// process is killed or stopped at work, two are at work at once, a wait ends when it ends, or the time of day is said.
const UNDECIDED: [&str; 21] = [
    "batching::altering::a_row_that_was_killed",
    "batching::interrupting::a_run_that_is_stopped",
    "batching::faults::two_hundred_rows",
    "batching::faults::a_row_that_another_run",
    "batching::faults::no_more_are_under_way_at_once",
    "batching::records::rows_that_somebody_has_altered",
    "plain::altering::a_move_that_is_half_made",
    "plain::altering::what_is_not_there",
    "plain::altering::who_has_come",
    "plain::calls::whom_to_remind",
    "plain::mending::free_times_are_listed",
    "screen::speaking_json::every_order_is_answered",
    "shell::at_once::",
    "shell::finding::the_sandboxs_clinic_is_in_the_zone",
    "shell::interrupting::interrupted_while",
    "shell::locking::a_loop_of_commands",
    "shell::sharing::a_desk_that_another_program_drives",
    "shell::sharing::batches::a_time_that_is_taken",
    "shell::sharing::of_several_hosts",
    "shell::sharing::what_one_counter_has_booked",
    "shell::speaking::signs_are_in_ascii",
];

/// Patterns of what differs from run to run, and the marks in their place: addresses, folders, databases, keys, hashes,
/// the time of the run, and that its clock differs from the clinic's, which is said whenever that is known.
const MARKS: [(&str, &str); 11] = [
    (r"(127\.0\.0\.1|localhost):\d+", "$1:PORT"),
    (r#"(?:/[^\s"'/=]+)*/\.tmp\w{6}"#, "FOLDER"),
    (r"\b(test|nobody_yet)_\d+(_\d+)?\b", "$1"),
    (r"bookdesk-pg-\w{6}", "bookdesk-pg"),
    (r"\b[0-9a-f]{4}( [0-9a-f]{4}){3}\b", "KEY"),
    (r"\b[0-9a-f]{64}\b", "HASH"),
    (r"\breq[-_]\w{8}\b", "REQUEST"),
    (r"\b20\d{6}T\d{6}Z\b", "NOW"),
    (r"\b(since|as of) \d\d:\d\d\b", "$1 NOW"),
    (
        r"(?m)^out This desk's clock is [^\n]*\n(out [^\n]*:\n)?",
        "",
    ),
    (r"\bTODAY([ T])\d\d:\d\d(:\d\d)?(\.\d+)?", "TODAY$1NOW"),
];

/// A drawn id or reference: a UUID, what a sandbox calls an appointment, and the letters of a booking's reference.
const ID: &str = r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(appt|appointment)[-_]\w{6}(\w\w)?\b|\b[3479ACDEFHJKMNPQRTVWXY]{8}\b";

/// Headers that every request has.
const USUAL_HEADERS: [&str; 7] = [
    "accept",
    "accept-encoding",
    "content-length",
    "content-type",
    "host",
    "user-agent",
    "x-api-key",
];

/// The transcript of a test, or of the part that one of its desks has in it.
pub(crate) struct Transcript {
    file: Option<PathBuf>,
    /// Whether lines and requests have no order of their own, since several rows are under way at once.
    is_unordered: bool,
    written: Mutex<Written>,
}

#[derive(Default)]
struct Written {
    /// How many requests of the sandbox are written down already.
    requests: usize,
    /// The ids that were met, in their order.
    ids: Vec<String>,
}

impl Transcript {
    /// The transcript of the test that runs in this thread. It stays empty where no folder is named, and in threads that
    /// a test starts, which are at work at once.
    pub(crate) fn of_this_test() -> Transcript {
        let thread = thread::current();
        let test = thread.name().filter(|name| name.contains("::"));
        let is_decided = |name: &&str| !UNDECIDED.iter().any(|test| name.starts_with(test));
        Transcript {
            file: test.filter(is_decided).and_then(file_of),
            is_unordered: false,
            written: Mutex::default(),
        }
    }

    /// The same where several rows are under way at once.
    pub(crate) fn of_this_test_in_any_order() -> Transcript {
        Transcript {
            is_unordered: true,
            ..Transcript::of_this_test()
        }
    }

    /// Writes down what a command is given.
    pub(crate) fn asks(&self, command: &Command, input: &str) {
        if self.file.is_none() {
            return;
        }
        let mut asked = String::from("> bookdesk");
        for word in command.get_args() {
            asked.push_str(&format!(" {}", word.to_string_lossy()));
        }
        for (name, value) in command.get_envs() {
            if name == SKIP_PAUSES {
                continue;
            }
            let value = value.unwrap_or_default().to_string_lossy();
            asked.push_str(&format!("\n> {}={value}", name.to_string_lossy()));
        }
        for line in input.lines() {
            asked.push_str(&format!("\n< {line}"));
        }
        self.adds(&asked);
    }

    /// Writes down what a command has said, how it ended, and which requests have reached the sandbox since the last time.
    pub(crate) fn hears(&self, output: &Output, sandbox: &TestSandbox) {
        if self.file.is_none() {
            return;
        }
        let said = |name: &str, bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            let mut lines: Vec<String> =
                text.lines().map(|line| format!("{name} {line}")).collect();
            self.puts_in_order(&mut lines);
            lines
        };
        let mut heard = said("out", &output.stdout);
        heard.extend(said("err", &output.stderr));
        heard.push(format!("ended with {:?}", output.status.code()));
        self.adds(&heard.join("\n"));
        self.receives(&sandbox.requests().expect("the sandbox answers"));
    }

    /// Writes down the changes behind the requests that were there the last time, and then which slots were marked, which
    /// is done beside them. What was read is left out: several reads are under way at once, and how many of them reach
    /// the clinic before a command ends is chance.
    pub(crate) fn receives(&self, requests: &[Value]) {
        if self.file.is_none() {
            return;
        }
        let before = {
            let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut written.requests, requests.len())
        };
        let changes = requests[before.min(requests.len())..]
            .iter()
            .filter(|request| request["method"] != "GET");
        let is_of_slot = |request: &&Value| {
            let path = request["path"].as_str().unwrap_or_default();
            path.to_lowercase().contains("/slot")
        };
        let (slots, changes): (Vec<&Value>, Vec<&Value>) = changes.partition(is_of_slot);
        let slots: BTreeSet<String> = slots.into_iter().map(line_of).collect();
        let mut lines: Vec<String> = changes.into_iter().map(line_of).collect();
        self.puts_in_order(&mut lines);
        for line in lines.into_iter().chain(slots) {
            self.adds(&line);
        }
    }

    /// Adds lines, with a mark for what differs from run to run.
    pub(crate) fn adds(&self, text: &str) {
        let Some(file) = &self.file else { return };
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let text = marked(text, &mut written.ids);
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(file)
            .expect("a transcript");
        writeln!(file, "{text}").expect("it is written");
    }

    /// Sorts lines that have no order of their own, whatever ids are in them.
    fn puts_in_order(&self, lines: &mut [String]) {
        if self.is_unordered {
            let id = Regex::new(ID).expect("a pattern");
            lines.sort_by_cached_key(|line| id.replace_all(line, "ID").into_owned());
        }
    }
}

/// Writes a whole transcript under this name.
pub(crate) fn write(name: &str, lines: &[String]) {
    if let Some(file) = file_of(name) {
        fs::write(file, lines.join("\n")).expect("it is written");
    }
}

#[expect(clippy::disallowed_methods, reason = "what a person tells a test")]
fn file_of(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var(FOLDER).ok()?);
    fs::create_dir_all(&folder).expect("a folder");
    Some(folder.join(format!("{}.txt", name.replace("::", "."))))
}

/// A request in one line, without the headers that all have.
fn line_of(request: &Value) -> String {
    let text = |name: &str| request[name].as_str().unwrap_or_default();
    let headers = request["headers"].as_object().into_iter().flatten();
    let headers: String = headers
        .filter(|(name, _)| !USUAL_HEADERS.contains(&name.as_str()))
        .map(|(name, value)| format!(" {name}={value}"))
        .collect();
    format!(
        "received {} {} {}{headers} {} -> {}",
        text("backend"),
        text("method"),
        text("path"),
        request["body"],
        request["status"]
    )
}

fn marked(text: &str, ids: &mut Vec<String>) -> String {
    let mut text = text.to_owned();
    for day in today_as_written() {
        text = text.replace(&day, "TODAY");
    }
    for (pattern, mark) in MARKS {
        let pattern = Regex::new(pattern).expect("a pattern");
        text = pattern.replace_all(&text, mark).into_owned();
    }
    let id = Regex::new(ID).expect("a pattern");
    let number = |found: &Captures<'_>| {
        let place = ids.iter().position(|id| *id == found[0]);
        let place = place.unwrap_or_else(|| {
            ids.push(found[0].to_owned());
            ids.len() - 1
        });
        format!("ID-{}", place + 1)
    };
    id.replace_all(&text, number).into_owned()
}

/// The day of the run, as the program writes it.
#[expect(
    clippy::disallowed_methods,
    reason = "what the program says of the present is not the same in the next run"
)]
fn today_as_written() -> [String; 4] {
    let today = chrono::Utc::now().with_timezone(&zones::Zone::BERLIN);
    ["%Y-%m-%d", "%-d %b %Y", "%-d. %b. %Y", "%d.%m.%Y"].map(|form| today.format(form).to_string())
}

#[test]
fn what_differs_from_run_to_run_has_a_mark_and_an_id_keeps_its_number() {
    let mut ids = Vec::new();
    let first = "http://127.0.0.1:4711/v1 /tmp/.tmpAbC123/desk appt_a1b2c3 bd:3ACDEF7X appt_a1b2c3";
    assert_eq!(
        marked(first, &mut ids),
        "http://127.0.0.1:PORT/v1 FOLDER/desk ID-1 bd:ID-2 ID-1"
    );
    let later = "bd:3ACDEF7X, not there since 10:42; pt_abc123 at 10:30";
    assert_eq!(
        marked(later, &mut ids),
        "bd:ID-2, not there since NOW; pt_abc123 at 10:30"
    );
}
