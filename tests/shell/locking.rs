//! With a PIN set no command shows or changes what the records hold before it has been given.

use std::fs;
use std::path::{Path, PathBuf};

use config::PinHash;
use office::Pin;

use super::{Said, Shell};
use crate::desk_at_work::records::audit;
use crate::desk_at_work::write_private;
#[cfg(unix)]
use crate::desk_at_work::write_with_mode;

/// What shows or changes something, each in a form that would do so.
const COMMANDS: [&str; 13] = [
    "find patients maria",
    "find slots ki --on 10.02.2027",
    "day --on 10.02.2027",
    "book --backend clinik --patient-id pt_abc123 --practitioner-id prac_xyz789 --start 10.02.2027+10:00",
    "book --line 220385s+ki+10.02.2027+10:00 --dry-run",
    "--plain",
    "audit export --format csv",
    "forget --patient pt_abc123",
    "show --backend clinik --id appt_1",
    "move --backend clinik --id appt_1 --start 10.02.2027+10:00",
    "cancel --backend clinik --id appt_1",
    "key export",
    "key import clinic.key",
];

/// A shell whose configuration sets the PIN 4071.
struct Locked {
    shell: Shell,
    config: PathBuf,
}

impl Locked {
    fn open() -> Locked {
        Locked::speaking("en")
    }

    fn speaking(language: &str) -> Locked {
        let shell = Shell::open();
        let config = shell.home.path().join("config.toml");
        let hash = PinHash::of(&Pin::from("4071")).expect("a PIN");
        fs::write(
            &config,
            format!("pin = \"{hash}\"\nlanguage = \"{language}\"\n"),
        )
        .expect("a configuration");
        Locked { shell, config }
    }

    /// Without anybody who could be asked.
    fn run(&self, line: &str) -> Said {
        self.shell.run_in(line, |command| {
            command.env("BOOKDESK_CONFIG", &self.config);
        })
    }

    fn run_with(&self, file: &Path, line: &str) -> Said {
        self.shell.run_in(line, |command| {
            command
                .env("BOOKDESK_CONFIG", &self.config)
                .env("BOOKDESK_PIN_FILE", file);
        })
    }

    /// A file of its owner alone with this in it.
    fn file(&self, text: &str) -> PathBuf {
        let path = self.shell.home.path().join("pin");
        write_private(&path, text);
        path
    }

    /// How many calls the sandbox has had.
    fn calls(&self) -> usize {
        self.shell
            .sandbox
            .requests()
            .expect("the sandbox answers")
            .len()
    }
}

#[test]
fn without_a_pin_nothing_is_shown_asked_or_written() {
    let locked = Locked::open();
    let sheet = locked.shell.home.path().join("rows.csv");
    fs::write(&sheet, "backend,patientId,practitionerId,start\n").expect("a file");
    let batch = [
        format!("batch {} --dry-run", sheet.display()),
        format!("batch {} --yes", sheet.display()),
    ];
    for line in COMMANDS.into_iter().chain(batch.iter().map(String::as_str)) {
        let said = locked.run(line).ends_with(4);
        assert_eq!(said.out, "", "{line}");
        assert!(
            said.err.starts_with("A PIN is set.") && said.err.contains("BOOKDESK_PIN_FILE"),
            "{}",
            said.err
        );
        assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    }
    assert_eq!(locked.calls(), 0);
    assert!(!locked.shell.records().exists(), "no records were opened");
    // What shows nobody asks for nothing.
    locked.run("audit verify").ends_with(0);
    locked.run("doctor").ends_with(0);
}

#[test]
fn the_sentence_is_said_in_each_language() {
    for (language, begins) in [
        ("de", "Es ist eine PIN gesetzt."),
        ("fi", "PIN-koodi on asetettu."),
    ] {
        let said = Locked::speaking(language)
            .run("find patients maria")
            .ends_with(4);
        assert!(said.err.starts_with(begins), "{}", said.err);
    }
}

#[test]
fn a_file_for_its_owner_alone_holds_the_pin_for_scripts() {
    let locked = Locked::open();
    let private = locked.file("4071\n");
    let said = locked
        .run_with(&private, "find patients maria+schmidt")
        .ends_with(0);
    assert!(said.out.contains("Maria Schmidt"), "{}", said.out);
    locked.run_with(&private, COMMANDS[3]).ends_with(0);
    assert_eq!(locked.shell.creates().len(), 1);
    let calls = locked.calls();
    let said = locked
        .run_with(&locked.file("\n4071"), "find patients maria")
        .ends_with(4);
    assert!(said.err.contains("is empty"), "{}", said.err);
    let said = locked
        .run_with(Path::new("/nowhere/pin"), "find patients maria")
        .ends_with(4);
    assert!(
        said.err.contains("can't be read: there is no such file."),
        "{}",
        said.err
    );
    assert_eq!(locked.calls(), calls);
    assert!(!said.err.contains("4071"));
}

#[cfg(unix)]
#[test]
fn a_file_with_the_pin_that_others_can_read_is_refused_with_what_to_type() {
    let locked = Locked::open();
    let open = locked.shell.home.path().join("pin");
    write_with_mode(&open, "4071\n", 0o640);
    let said = locked.run_with(&open, "find patients maria").ends_with(4);
    assert!(
        said.err.contains("can be read by others (mode 0640)") && said.err.contains("chmod 600"),
        "{}",
        said.err
    );
}

#[test]
fn records_that_were_kept_under_a_pin_ask_for_it_whatever_configuration_a_start_is_given() {
    let locked = Locked::open();
    let [pin, next] = ["4071", "8822"].map(|pin| {
        let path = locked.shell.home.path().join(pin);
        write_private(&path, pin);
        path
    });
    let run = |config: &Path, pin: Option<&Path>, line: &str| {
        locked.shell.run_in(line, |command| {
            command
                .env("BOOKDESK_CONFIG", config)
                .envs(pin.map(|pin| ("BOOKDESK_PIN_FILE", pin)));
        })
    };
    let nothing = locked.shell.home.path().join("nothing.toml");
    fs::write(&nothing, "").expect("a configuration");
    let (nothing, own) = (nothing.as_path(), locked.config.as_path());
    run(nothing, None, "find patients maria").ends_with(0);
    run(own, Some(&pin), "find patients maria").ends_with(0);
    for line in ["board", "find patients maria", "--plain", "pin --remove"] {
        let said = run(nothing, None, line).ends_with(4);
        assert!(
            said.out.is_empty() && said.err.starts_with("A PIN is set."),
            "{line}: {}",
            said.err
        );
    }
    run(nothing, Some(&pin), "find patients maria").ends_with(0);
    // Another one is configured: the one before lets it in.
    let hash = PinHash::of(&Pin::from("8822")).expect("a PIN");
    fs::write(own, format!("pin = \"{hash}\"\n")).expect("a configuration");
    run(own, Some(&pin), "find patients maria").ends_with(0);
    run(nothing, Some(&next), "find patients maria").ends_with(0);
    assert!(
        run(own, Some(&next), "pin --remove")
            .ends_with(2)
            .err
            .contains("take the line")
    );
    run(nothing, Some(&next), "pin --remove").ends_with(0);
    run(nothing, None, "find patients maria").ends_with(0);
}

#[test]
fn a_loop_of_commands_finds_no_pin() {
    let locked = Locked::open();
    locked
        .run_with(&locked.file("4071"), COMMANDS[3])
        .ends_with(0);
    let calls = locked.calls();
    let wrong = locked.file("4070");
    let said = locked.run_with(&wrong, "find patients maria").ends_with(4);
    assert_eq!(said.err, "That is not the PIN. The next try in 1 s.\n");
    // However fast the machine is: the waits get longer than its commands.
    let tries: Vec<String> = (0..6)
        .map(|_| locked.run_with(&wrong, "day").ends_with(4).err)
        .collect();
    assert!(
        tries
            .iter()
            .any(|said| said.starts_with("Too soon after a wrong PIN. The next try in ")),
        "{tries:?}"
    );
    assert_eq!(locked.calls(), calls);
    let lines = audit(&locked.shell.records());
    assert!(
        lines
            .iter()
            .any(|line| line["what"] == "wrong-pin" && line["result"] == "1"),
        "{lines:?}"
    );
    // The name of a booking, its hash and its time may hold any digits.
    let tried = lines
        .iter()
        .filter(|line| line["what"] == "wrong-pin")
        .filter_map(|line| line.as_object());
    let told = tried
        .flatten()
        .filter(|(name, _)| !["hash", "at"].contains(&name.as_str()));
    assert!(
        told.into_iter()
            .all(|(_, value)| !value.to_string().contains("407")),
        "{lines:?}"
    );
}
