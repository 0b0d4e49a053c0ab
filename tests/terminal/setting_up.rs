//! `bookdesk setup` at a terminal: what is asked, tried at the clinics and written, and what is left alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use headless::TestSandbox;

use super::pty::{BOOKDESK, Pty, Start, home};
use super::server::sandbox;
use crate::desk_at_work::{at_home, is_private, write_private};

/// At clinics whose addresses are those of a sandbox, without keys.
fn setup(home: &Path, sandbox: &TestSandbox) -> Pty {
    Start::desk(home)
        .with("BOOKDESK_CLINIK_URL", sandbox.clinik_url())
        .with("BOOKDESK_ANIVA_URL", sandbox.aniva_url())
        .argument("setup")
        .go()
}

fn file(home: &Path) -> PathBuf {
    home.join("config/bookdesk/config.toml")
}

fn configured(home: &Path, text: &str) {
    fs::create_dir_all(file(home).parent().expect("a folder")).expect("the usual place");
    fs::write(file(home), text).expect("a configuration");
}

/// Answers questions in turn; each is known by its beginning.
fn answers(desk: &mut Pty, answers: &[(&str, &str)]) {
    for (question, answer) in answers {
        desk.reads(question);
        desk.keys(format!("{answer}\n"));
    }
}

/// Leaves everything as it is up to the keys.
const UP_TO_KEYS: [(&str, &str); 5] = [
    ("Language", ""),
    ("Time zone", ""),
    ("Public holidays", ""),
    ("Key for ClinikAPI", ""),
    ("Key for Aniva", ""),
];

/// Leaves everything as it is from a question on.
const REST: [(&str, &str); 3] = [
    ("Form to open with", ""),
    ("PIN of the lock", ""),
    ("Records shared", ""),
];

#[test]
fn what_is_answered_is_tried_and_written_and_no_secret_is_ever_shown() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = setup(home.path(), &sandbox);
    let (clinik, aniva) = (sandbox.clinik_key(), sandbox.aniva_key());
    answers(
        &mut desk,
        &[
            ("Language (en, de, fi) [en]:", ""),
            ("Time zone of this desk [Europe/Berlin]:", "berln"),
            ("Did you mean Europe/Berlin?", "Europe/Berlin"),
            ("Public holidays of which region", "DE-XX"),
            ("No holidays come with bookdesk for “DE-XX”", "de-by"),
            ("Key for ClinikAPI (it is not shown) [not set]:", clinik),
            ("ClinikAPI accepts the key; it may read.", "Europe/Helsinki"),
            ("Key for Aniva (it is not shown) [not set]:", aniva),
            ("Form to open with (clinik, aniva)", "aniva"),
            ("PIN of the lock (it is not shown) [not set]:", "4071"),
            ("The same once more:", "4072"),
            ("These were not the same.", "4071"),
            (
                "not the same. PIN of the lock (it is not shown) [not set]: The same once more:",
                "4071",
            ),
            ("Records shared with other desks", ""),
        ],
    );
    desk.reads("readable by you alone");
    assert_eq!(desk.ends().exit_code(), 0);
    for secret in [clinik, aniva, "4071"] {
        assert!(!desk.bytes().contains(secret), "{}", desk.bytes());
    }
    let path = file(home.path());
    let text = fs::read_to_string(&path).expect("it was written");
    let told = [
        "timezone = \"Europe/Berlin\"\n",
        "holidays = \"DE-BY\"\n",
        "backend = \"aniva\"\n",
        "pin = \"$argon2id$",
        "[clinik]\nkey_file = \"clinik.key\"\ntimezone = \"Europe/Helsinki\"\n",
        "[aniva]\nkey_file = \"aniva.key\"\n",
    ];
    for part in told {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(
        !text.contains("language") && !text.contains("store"),
        "what was left as it is: {text}"
    );
    assert!(!text.contains(clinik) && !text.contains("4071"), "{text}");
    let key = path.with_file_name("clinik.key");
    assert_eq!(
        fs::read_to_string(&key).expect("a key"),
        format!("{clinik}\n")
    );
    assert!(is_private(&path) && is_private(&key));
}

#[test]
fn what_is_there_already_stays_byte_for_byte_where_nothing_is_answered() {
    let (home, sandbox) = (home(), sandbox());
    let text = "# the front desk\nlanguage = 'en'   # as everybody speaks\n\n[clinik]\nkey_file = \"clinik.key\"\n\
                timezone = \"Europe/Berlin\"\n";
    configured(home.path(), text);
    let key = file(home.path()).with_file_name("clinik.key");
    write_private(&key, sandbox.clinik_key());
    let mut desk = setup(home.path(), &sandbox);
    answers(
        &mut desk,
        &[
            ("Language", ""),
            ("Time zone of this desk", ""),
            ("Public holidays", ""),
        ],
    );
    answers(
        &mut desk,
        &[("Key for ClinikAPI (it is not shown) [set]:", "")],
    );
    answers(
        &mut desk,
        &[("ClinikAPI accepts the key", ""), ("Key for Aniva", "")],
    );
    answers(&mut desk, &REST);
    desk.reads("Nothing was changed.");
    assert_eq!(desk.ends().exit_code(), 0);
    assert_eq!(
        fs::read_to_string(file(home.path())).expect("it is there"),
        text
    );

    let mut desk = setup(home.path(), &sandbox);
    answers(
        &mut desk,
        &[
            ("Language", "de"),
            ("Zeitzone dieses Arbeitsplatzes", ""),
            ("Feiertage", ""),
        ],
    );
    answers(
        &mut desk,
        &[(
            "Schlüssel für ClinikAPI (wird nicht angezeigt) [gesetzt]:",
            "",
        )],
    );
    answers(
        &mut desk,
        &[
            ("ClinikAPI nimmt den Schlüssel an", ""),
            ("Schlüssel für Aniva", ""),
        ],
    );
    answers(
        &mut desk,
        &[
            ("Formular beim Öffnen", ""),
            ("PIN der Sperre", ""),
            ("Gemeinsame Aufzeichnungen", ""),
        ],
    );
    assert_eq!(desk.ends().exit_code(), 0);
    let now = fs::read_to_string(file(home.path())).expect("it is there");
    assert_eq!(
        now,
        text.replace("'en'", "\"de\""),
        "only what was answered is another"
    );
}

#[test]
fn holidays_are_taken_out_by_a_word_and_several_sources_are_left_alone() {
    let (home, sandbox) = (home(), sandbox());
    configured(home.path(), "holidays = \"DE-BY\"\n");
    let mut desk = setup(home.path(), &sandbox);
    answers(
        &mut desk,
        &[
            ("Language", ""),
            ("Time zone of this desk", ""),
            ("or none) [DE-BY]:", "None"),
            ("Key for ClinikAPI", ""),
            ("Key for Aniva", ""),
        ],
    );
    answers(&mut desk, &REST);
    assert_eq!(desk.ends().exit_code(), 0);
    let text = fs::read_to_string(file(home.path())).expect("it is there");
    assert!(!text.contains("holidays"), "{text}");

    let text = "holidays = [\"DE-BY\", \"AT\"]\n";
    configured(home.path(), text);
    let mut desk = setup(home.path(), &sandbox);
    answers(
        &mut desk,
        &[
            ("Language", ""),
            ("Time zone of this desk", ""),
            ("Key for ClinikAPI", ""),
            ("Key for Aniva", ""),
        ],
    );
    answers(&mut desk, &REST);
    desk.reads("Nothing was changed.");
    assert!(!desk.bytes().contains("Public holidays"));
    let now = fs::read_to_string(file(home.path())).expect("it is there");
    assert_eq!(now, text);
}

/// A job in another zone reads the file that a person at a desk has confirmed.
#[test]
fn the_clinics_zone_is_written_when_it_is_confirmed_and_kept_when_it_is_there() {
    let (home, sandbox) = (home(), sandbox());
    let zone_of_clinic = "Time zone of the clinic at ClinikAPI [Europe/Berlin]:";
    let mut desk = setup(home.path(), &sandbox);
    answers(
        &mut desk,
        &[
            ("Language", ""),
            ("Time zone of this desk", ""),
            ("Public holidays", ""),
            ("Key for ClinikAPI", sandbox.clinik_key()),
            (zone_of_clinic, ""),
            ("Key for Aniva", ""),
        ],
    );
    answers(&mut desk, &REST);
    assert_eq!(desk.ends().exit_code(), 0);
    let text = fs::read_to_string(file(home.path())).expect("it was written");
    assert_eq!(
        text,
        "[clinik]\nkey_file = \"clinik.key\"\ntimezone = \"Europe/Berlin\"\n"
    );

    let mut desk = Start::desk(home.path())
        .with("BOOKDESK_CLINIK_URL", sandbox.clinik_url())
        .with("BOOKDESK_ANIVA_URL", sandbox.aniva_url())
        .with("TZ", "America/New_York")
        .argument("setup")
        .go();
    answers(
        &mut desk,
        &[
            ("Language", ""),
            ("Time zone of this desk [America/New_York]:", ""),
            ("Public holidays", ""),
            ("Key for ClinikAPI", ""),
            (zone_of_clinic, ""),
            ("Key for Aniva", ""),
        ],
    );
    answers(&mut desk, &REST);
    desk.reads("Nothing was changed.");
    assert_eq!(desk.ends().exit_code(), 0);
}

#[test]
fn a_key_that_the_clinic_does_not_take_is_asked_for_again() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = setup(home.path(), &sandbox);
    answers(
        &mut desk,
        &[
            ("Language", ""),
            ("Time zone of this desk", ""),
            ("Public holidays", ""),
            ("Key for ClinikAPI", "clk_test_nobodys"),
            ("ClinikAPI does not accept the key", sandbox.clinik_key()),
            ("ClinikAPI accepts the key", ""),
            ("Key for Aniva", ""),
        ],
    );
    answers(&mut desk, &REST);
    assert_eq!(desk.ends().exit_code(), 0);
    let key = fs::read_to_string(file(home.path()).with_file_name("clinik.key")).expect("a key");
    assert_eq!(key.trim(), sandbox.clinik_key());
}

#[test]
fn shared_records_that_can_not_be_had_are_said() {
    let (home, sandbox) = (home(), sandbox());
    let mut desk = setup(home.path(), &sandbox);
    let nowhere = "postgresql://front@127.0.0.1:1/book";
    answers(&mut desk, &UP_TO_KEYS);
    answers(&mut desk, &REST[..2]);
    answers(
        &mut desk,
        &[
            (
                "Records shared with other desks",
                "postgresql://front:word@127.0.0.1/book",
            ),
            ("holds a password", nowhere),
            ("Password for them (it is not shown) [not set]:", ""),
            ("The shared records can't be used:", ""),
        ],
    );
    assert_eq!(desk.ends().exit_code(), 0);
    let text = fs::read_to_string(file(home.path())).expect("it was written");
    assert_eq!(text, format!("store = \"{nowhere}\"\n"));
}

/// A configuration whose shared records nobody can reach.
fn sharing(home: &Path, language: &str) -> PathBuf {
    configured(
        home,
        &format!(
            "language = \"{language}\"\n# for all desks\nstore = \"postgresql://front@127.0.0.1:1/book\"\n\
             store_password_file = \"store.password\"\ndesk = \"front\"\n"
        ),
    );
    let password = file(home).with_file_name("store.password");
    write_private(&password, "sesame\n");
    password
}

#[test]
fn shared_records_are_taken_out_and_what_holds_their_password_is_named() {
    let (home, sandbox) = (home(), sandbox());
    let password = sharing(home.path(), "en");
    let mut desk = setup(home.path(), &sandbox);
    answers(&mut desk, &UP_TO_KEYS);
    answers(&mut desk, &REST[..2]);
    answers(
        &mut desk,
        &[
            (
                "or - to share none [postgresql://front@127.0.0.1:1/book]:",
                "",
            ),
            ("nobody takes connections there", "-"),
        ],
    );
    desk.reads("From now on this desk shares no records.");
    desk.reads("store.password still holds the password");
    assert_eq!(desk.ends().exit_code(), 0);
    let text = fs::read_to_string(file(home.path())).expect("it was written");
    assert_eq!(
        text,
        "language = \"en\"\n# for all desks\ndesk = \"front\"\n"
    );
    assert!(
        password.exists() && !desk.bytes().contains("sesame"),
        "{}",
        desk.bytes()
    );
}

#[test]
fn what_is_wrong_is_said_in_the_language_of_the_desk() {
    for (language, address_is_none, refused, key_is_none) in [
        (
            "de",
            "Das ist keine solche Adresse",
            "sind nicht brauchbar: dort nimmt niemand Verbindungen an",
            "nimmt den Schlüssel nicht an: der Server kennt ihn nicht",
        ),
        (
            "fi",
            "Tämä ei ole sellainen osoite",
            "ei voi käyttää: siellä ei oteta yhteyksiä vastaan",
            "ei hyväksy avainta: palvelin ei tunne sitä",
        ),
    ] {
        let (home, sandbox) = (home(), sandbox());
        sharing(home.path(), language);
        let mut desk = setup(home.path(), &sandbox);
        answers(
            &mut desk,
            &[
                ("[", ""),
                ("[Europe/Berlin]", ""),
                ("DE-BY", ""),
                ("ClinikAPI", "clk_test_nobodys00000"),
            ],
        );
        answers(
            &mut desk,
            &[
                (key_is_none, ""),
                ("[Europe/Berlin]", ""),
                ("Aniva", ""),
                ("(clinik, aniva)", ""),
                ("PIN", ""),
            ],
        );
        answers(
            &mut desk,
            &[
                ("[postgresql://", "nowhere"),
                (address_is_none, ""),
                (refused, ""),
            ],
        );
        assert_eq!(desk.ends().exit_code(), 0);
    }
}

// Only a terminal of Unix can be asked for its modes.
#[cfg(unix)]
#[test]
fn ctrl_c_leaves_the_file_and_the_terminal_as_they_were() {
    let (home, sandbox) = (home(), sandbox());
    configured(home.path(), "desk = \"front\"\n");
    let mut desk = setup(home.path(), &sandbox);
    desk.reads("Language");
    let modes = desk.modes();
    answers(
        &mut desk,
        &[
            ("Language", "fi"),
            ("aikavyöhyke", ""),
            ("pyhäpäivät", ""),
            ("Avain palveluun ClinikAPI", ""),
        ],
    );
    desk.reads("Avain palveluun Aniva");
    desk.rests();
    assert_ne!(desk.modes(), modes, "what is typed now is not shown");
    desk.keys("\x03");
    assert_eq!(
        desk.ends_within(std::time::Duration::from_secs(30))
            .exit_code(),
        130
    );
    assert_eq!(desk.modes(), modes);
    assert_eq!(
        fs::read_to_string(file(home.path())).expect("it is there"),
        "desk = \"front\"\n"
    );
    desk.reads("Mitään ei muutettu.");
}

#[test]
fn what_somebody_else_writes_meanwhile_stays_and_that_is_said_in_the_language_of_the_answers() {
    let (home, sandbox) = (home(), sandbox());
    configured(home.path(), "desk = \"front\"\n");
    let mut desk = setup(home.path(), &sandbox);
    answers(
        &mut desk,
        &[
            ("Language", "de"),
            ("Zeitzone", ""),
            ("Feiertage", ""),
            ("Schlüssel für ClinikAPI", ""),
        ],
    );
    answers(
        &mut desk,
        &[
            ("Schlüssel für Aniva", ""),
            ("Formular", ""),
            ("PIN der Sperre", ""),
        ],
    );
    desk.reads("Gemeinsame Aufzeichnungen");
    configured(home.path(), "desk = \"back\"\n");
    desk.keys("\n");
    desk.reads("wurde inzwischen geändert und bleibt, wie sie ist");
    assert_eq!(desk.ends().exit_code(), 1);
    assert_eq!(
        fs::read_to_string(file(home.path())).expect("it is there"),
        "desk = \"back\"\n"
    );
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    let home = home();
    let said = Command::new(BOOKDESK)
        .arg("setup")
        .env_clear()
        .envs(at_home(home.path()))
        .stdin(Stdio::null())
        .output()
        .expect("it ends");
    let error = String::from_utf8(said.stderr).expect("text");
    assert_eq!(said.status.code(), Some(2));
    assert!(
        error.contains("needs a terminal") && error.contains("bookdesk/config.toml"),
        "{error}"
    );
    assert_eq!(error.trim_end().lines().count(), 1, "{error}");
    assert!(!home.path().join(".config").exists());
}

/// At a FHIR server where nobody listens, with these further settings.
fn setup_at_fhir(home: &Path, further: &str) -> Pty {
    configured(
        home,
        &format!("[fhir]\nurl = \"http://127.0.0.1:9\"\ntimezone = \"Europe/Berlin\"\n{further}"),
    );
    Start::desk(home).argument("setup").go()
}

#[test]
fn a_client_that_signs_is_set_up_with_the_file_of_its_key() {
    let home = home();
    let mut desk = setup_at_fhir(home.path(), "client_secret_command = [\"false\"]\n");
    let pem = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    let key = file(home.path()).with_file_name("desk.pem");
    write_private(&key, pem);
    answers(
        &mut desk,
        &[
            ("Language", ""),
            ("Time zone of this desk", ""),
            ("Public holidays", ""),
        ],
    );
    answers(
        &mut desk,
        &[
            ("Name of this program at FHIR (client_id) [none]:", "desk"),
            (
                "Address that gives tokens (token_url) [none]:",
                "http://elsewhere.example",
            ),
            ("is not encrypted", "https://fhir.example/token"),
            ("Rights to ask for (scope) [none]:", "system/*.rs"),
            (
                "File with the private key, PEM or JWK, or - to sign in with a secret [none]:",
                "no.pem",
            ),
            ("there is no such file", "desk.pem"),
            ("Name of that key (key_id) [none]:", "desk-2026"),
            // It can't sign, so it is asked for again.
            ("FHIR does not accept the key", ""),
            ("Name of that key (key_id) [desk-2026]:", ""),
            ("Time zone of the clinic at FHIR", ""),
        ],
    );
    answers(&mut desk, &REST);
    assert_eq!(desk.ends().exit_code(), 0);
    let text = fs::read_to_string(file(home.path())).expect("it was written");
    let written = [
        "client_id = \"desk\"",
        "token_url = \"https://fhir.example/token\"",
        "scope = \"system/*.rs\"",
        "private_key_file = \"desk.pem\"",
        "key_id = \"desk-2026\"",
    ];
    for part in written {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("client_secret"), "{text}");
    assert_eq!(
        fs::read_to_string(&key).expect("a key"),
        pem,
        "nothing is written over it"
    );
}

#[test]
fn a_private_key_can_give_way_to_a_secret_and_is_left_where_it_is() {
    let home = home();
    let key = file(home.path()).with_file_name("desk.pem");
    let settings = "client_id = \"desk\"\nprivate_key_file = \"desk.pem\"\nkey_id = \"one\"\n";
    configured(home.path(), "");
    write_private(&key, "-----BEGIN PRIVATE KEY-----\nAAAA\n");
    let mut desk = setup_at_fhir(home.path(), settings);
    answers(
        &mut desk,
        &[
            ("Language", ""),
            ("Time zone of this desk", ""),
            ("Public holidays", ""),
        ],
    );
    answers(
        &mut desk,
        &[
            ("Name of this program at FHIR (client_id) [desk]:", ""),
            ("Address that gives tokens (token_url) [none]:", ""),
            ("Rights to ask for (scope) [none]:", ""),
            (
                "File with the private key, PEM or JWK, or - to sign in with a secret [",
                "-",
            ),
            ("Key for FHIR (it is not shown) [not set]:", "sesame"),
            ("FHIR can't be reached", ""),
            ("Time zone of the clinic at FHIR", ""),
        ],
    );
    answers(&mut desk, &REST);
    assert_eq!(desk.ends().exit_code(), 0);
    let text = fs::read_to_string(file(home.path())).expect("it was written");
    assert!(text.contains("key_file = \"fhir.key\""), "{text}");
    assert!(
        !text.contains("private_key") && !text.contains("key_id"),
        "{text}"
    );
    assert!(fs::read_to_string(&key).expect("a key").contains("AAAA"));
    let secret = fs::read_to_string(key.with_file_name("fhir.key")).expect("a secret");
    assert_eq!(secret, "sesame\n");
}

#[test]
fn several_fhir_servers_are_tried_and_left_to_the_person_who_wrote_them() {
    let (home, sandbox) = (home(), sandbox());
    let served = sandbox.served("fhir").expect("it is served");
    let tables = format!(
        "# Ours.\n[[fhir]]\nname = \"North\"\nurl = \"{}\"\nkey_file = \"north.key\"\n\n\
         [[fhir]]\nname = \"South\"\nurl = \"http://127.0.0.1:9\"\n",
        served.url
    );
    configured(home.path(), &tables);
    write_private(&file(home.path()).with_file_name("north.key"), served.key);
    let mut desk = Start::desk(home.path()).argument("setup").go();
    answers(
        &mut desk,
        &[
            ("Language", ""),
            ("Time zone of this desk", "Europe/Berlin"),
            ("Public holidays", ""),
        ],
    );
    desk.reads("North is one of several [[fhir]] in");
    desk.reads("South is one of several [[fhir]] in");
    answers(&mut desk, &[("Form to open with", "fhir:south")]);
    answers(&mut desk, &REST[1..]);
    assert_eq!(desk.ends().exit_code(), 0);
    let text = fs::read_to_string(file(home.path())).expect("it was written");
    assert!(text.contains("backend = \"fhir:South\""), "{text}");
    assert!(text.contains("timezone = \"Europe/Berlin\""), "{text}");
    let after = text.find("# Ours.").map_or("", |at| &text[at..]);
    assert_eq!(after, tables, "{text}");
}
