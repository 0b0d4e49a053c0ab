//! Every command of the README and of the guide ends well on the sandbox that ships, on a Monday morning, on a Friday
//! afternoon and on a Sunday night: each in a home of its own, as the shipped binary.

#![expect(
    clippy::disallowed_methods,
    reason = "processes are watched from outside, on the machine's clock"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

use chrono::{DateTime, Utc};

use crate::desk_at_work::{at_home, write_private};
use crate::many_desks::clock_in;
use crate::source::links::{pages, root};
use crate::source::papers::TIMES;

const TERMINAL: &str = "works at a terminal; tests/terminal has its uses";
const DATABASE: &str =
    "needs a PostgreSQL and its owner; tests/many_desks and crates/store have one";
const SERVES: &str = "serves until it is interrupted; tests/sandbox asks it";

/// What can't be tried here, by how it begins, and why.
const NOT_HERE: &[(&str, &str)] = &[
    ("bookdesk tutor", TERMINAL),
    ("bookdesk setup", TERMINAL),
    ("bookdesk pin", TERMINAL),
    ("bookdesk record", TERMINAL),
    ("bookdesk --backend", TERMINAL),
    ("bookdesk --plain", TERMINAL),
    ("BOOKDESK_CLINIK_URL=", TERMINAL),
    ("BOOKDESK_STORE=", DATABASE),
    ("bookdesk store", DATABASE),
    ("bookdesk forget --patient ID --as-owner", DATABASE),
    ("bookdesk sandbox", SERVES),
    (
        "bookdesk audit accept",
        "asks a person, of records that lack something; tests/shell/losing.rs answers",
    ),
    (
        "bookdesk play --headless assets/",
        "makes the pictures; tests/screen/playing_tapes.rs does",
    ),
];

/// What has to be there before a command, by how it begins.
const BEFORE: &[(&str, &str)] = &[
    ("bookdesk key show", "bookdesk key new"),
    ("bookdesk key export", "bookdesk key new"),
    ("bookdesk key rotate", "bookdesk key new"),
    (
        "bookdesk key import",
        "bookdesk key new && bookdesk key export --out clinic.key",
    ),
    (
        "bookdesk away ki 24.12. --remove",
        "bookdesk away ki 24.12.-2.1. --yes",
    ),
    (
        "bookdesk away ki mo-fr --remove",
        "bookdesk away ki mo-fr --yes",
    ),
];

/// Whether this runs bookdesk, as a command of its own or behind another one.
fn runs_bookdesk(line: &str) -> bool {
    let mut begins = true;
    for word in line.split_whitespace() {
        if word.starts_with('#') {
            return false;
        }
        if begins && word == "bookdesk" {
            return true;
        }
        let is_variable = begins && word.starts_with("BOOKDESK_") && word.contains('=');
        begins = is_variable || matches!(word, "|" | "&&" | "$");
    }
    false
}

/// A form to be filled in, in place of a command: with options in brackets, or words to choose from.
fn is_synopsis(line: &str) -> bool {
    line.contains(['[', '…'])
        || line
            .split_whitespace()
            .any(|word| word.len() > 1 && word.contains('|'))
}

/// The commands of a page: in its blocks for a shell, in its tables, and those with arguments in its sentences.
fn commands(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut block: Option<&str> = None;
    let mut continued = String::new();
    for line in page.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            block = match block {
                None => Some(language),
                Some(_) => None,
            };
            continue;
        }
        match block {
            Some("sh" | "console") => {
                continued.push_str(line.trim_start().trim_start_matches("$ "));
                if let Some(begun) = continued.strip_suffix('\\') {
                    continued = begun.to_owned();
                    continue;
                }
                let command = std::mem::take(&mut continued);
                if runs_bookdesk(&command) {
                    found.push(command);
                }
            }
            Some(_) => {}
            None => {
                let is_row = line.starts_with('|');
                let spans = line.split('`').skip(1).step_by(2);
                found.extend(
                    spans
                        .filter(|span| span.starts_with("bookdesk "))
                        // In a sentence, a name without arguments is only a name.
                        .filter(|span| is_row || span.split_whitespace().count() > 2)
                        .filter(|span| !is_synopsis(span))
                        .map(str::to_owned),
                );
            }
        }
    }
    found
}

/// A home in which a command is tried, and the clock it has there.
struct Trial<'a> {
    home: &'a Path,
    clock: &'a Path,
    now: &'a str,
}

impl Trial<'_> {
    fn run(&self, line: &str) -> Output {
        let shipped = Path::new(env!("CARGO_BIN_EXE_bookdesk"));
        let mut path = vec![shipped.parent().expect("a folder").to_owned()];
        path.extend(std::env::split_paths(
            &std::env::var_os("PATH").unwrap_or_default(),
        ));
        let now: DateTime<Utc> = self.now.parse().expect("an instant");
        let ahead = (now - Utc::now()).num_seconds();
        Command::new("sh")
            .args(["-c", line])
            .current_dir(self.home)
            .env_clear()
            .envs(at_home(self.home))
            .env("PATH", std::env::join_paths(path).expect("a path"))
            .env("TZ", "Europe/Berlin")
            .env("BOOKDESK_DATA_DIR", self.home.join("desk"))
            .env("BOOKDESK_KEY_PASSPHRASE_FILE", self.home.join("passphrase"))
            .env("LD_PRELOAD", self.clock)
            .env("SECONDS_AHEAD", ahead.to_string())
            .stdin(Stdio::null())
            .output()
            .expect("a shell")
    }

    /// The same for what has to be there before; what it printed.
    fn prepare(&self, line: &str) -> String {
        let output = self.run(line);
        assert!(output.status.success(), "before: `{line}`\n{output:?}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// Tries a command as a page has it; what went wrong.
    fn complaint(&self, command: &str) -> Option<String> {
        for (begins, line) in BEFORE {
            if command.starts_with(begins) {
                self.prepare(line);
            }
        }
        let mut line = command.replace("--patient ID", "--patient pt_abc123");
        if line.split_whitespace().any(|word| word == "ID") {
            let booked = self.prepare("bookdesk book --json --line '220385s ki f'");
            let booked: serde_json::Value = serde_json::from_str(&booked).expect("JSON");
            let id = booked["appointment"]["id"].as_str().expect("an id");
            line = line.replace(" ID", &format!(" {id}"));
        }
        let output = self.run(&line);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (!output.status.success()).then(|| {
            format!(
                "{:?}\n{}{}",
                output.status.code(),
                text(&output.stdout),
                text(&output.stderr)
            )
        })
    }
}

/// The first block of this language on a page of the guide.
fn block(page: &str, language: &str) -> String {
    let page = fs::read_to_string(root().join("docs/guide/src").join(page)).expect("a page");
    let fence = format!("\n```{language}\n");
    let (_, rest) = page.split_once(&fence).expect("a block");
    rest.split("\n```").next().expect("its text").to_owned()
}

/// Writes the files that the commands name.
fn write_files(home: &Path) {
    fs::write(home.join("FILE.csv"), block("batches.md", "csv") + "\n").expect("a file");
    fs::write(home.join("FILE.tape"), block("tapes.md", "") + "\n").expect("a tape");
    let visit = r#"{"patientId":"pt_abc123","practitionerId":"ki","start":"10.02.2027 10:00","minutesDuration":30}"#;
    fs::write(home.join("visit.json"), visit).expect("a visit");
    write_private(&home.join("passphrase"), "correct horse battery staple");
    for folder in ["share/bash-completion/completions", "share/man/man1"] {
        fs::create_dir_all(home.join(".local").join(folder)).expect("a folder");
    }
}

/// Tries commands at one time; the complaints.
fn tried_at(
    (day, now): (&str, &str),
    commands: &BTreeMap<String, String>,
    clock: &Path,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for (command, page) in commands {
        let home = tempfile::tempdir().expect("a home");
        write_files(home.path());
        let trial = Trial {
            home: home.path(),
            clock,
            now,
        };
        if let Some(complaint) = trial.complaint(command) {
            wrong.push(format!("{page}, {day}: `{command}` ends with {complaint}"));
        }
    }
    wrong
}

#[test]
fn every_command_of_the_guide_ends_well_at_any_time_of_a_week() {
    // Each with the first page that has it.
    let mut to_try: BTreeMap<String, String> = BTreeMap::new();
    let mut left_out = BTreeSet::new();
    for (page, text) in pages() {
        // What has changed is told, not proposed.
        if page == "CHANGELOG.md" {
            continue;
        }
        for command in commands(&text) {
            let bare = command.split('#').next().unwrap_or_default().trim();
            let why_not = NOT_HERE.iter().find(|(begins, _)| bare.starts_with(begins));
            if let Some((begins, _)) = why_not {
                left_out.insert(*begins);
            } else if bare != "bookdesk" {
                to_try
                    .entry(bare.to_owned())
                    .or_insert_with(|| page.clone());
            }
        }
    }
    assert!(to_try.len() > 30, "{to_try:?}");
    let idle: Vec<_> = NOT_HERE
        .iter()
        .filter(|(begins, _)| !left_out.contains(begins))
        .collect();
    assert!(idle.is_empty(), "no page has these: {idle:?}");

    let folder = tempfile::tempdir().expect("a folder");
    let clock: PathBuf = clock_in(folder.path());
    let wrong: Vec<String> = thread::scope(|scope| {
        let trials: Vec<_> = TIMES
            .iter()
            .map(|time| scope.spawn(|| tried_at(*time, &to_try, &clock)))
            .collect();
        trials
            .into_iter()
            .flat_map(|trial| trial.join().expect("it ends"))
            .collect()
    });
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn a_command_is_told_from_what_only_names_one() {
    let page = "# A page\n\nRun `bookdesk doctor`, or `bookdesk move ID 'next week'`.\n\n```sh\nbookdesk day ki\n\
        createdb bookdesk\nprintf y | bookdesk --plain   # a comment: bookdesk\nbookdesk book \\\n  --stdin\n```\n\n\
        ```\nbookdesk show ID\n```\n\n| `bookdesk waiting` | `bookdesk completions bash|zsh` |\n";
    assert_eq!(
        commands(page),
        [
            "bookdesk move ID 'next week'",
            "bookdesk day ki",
            "printf y | bookdesk --plain   # a comment: bookdesk",
            "bookdesk book --stdin",
            "bookdesk waiting",
        ]
    );
}
