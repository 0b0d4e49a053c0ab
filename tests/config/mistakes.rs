//! What a person reads who made a mistake.

use bookdesk::cli::doctor::examine;
use booking::Language;
use booking::clinics::{CLINIK, SHIPPED};
use config::{Config, Environment, Flags};

use super::Home;

const FILE: &str = "~/.config/bookdesk/config.toml";

/// The complaint about a file, less its name.
fn said_of(config: &str) -> String {
    Home::with(config).complaint(&[]).replace(FILE, "")
}

#[test]
fn every_mistake_is_named_with_its_place_from_top_to_bottom() {
    let said = said_of(
        "backnd = \"aniva\"\n\
         timezone = \"Europe/Berln\"\n\
         request_timeout = \"20 s\"\n\
         \n\
         [clinic]\n\
         url = \"https://api.clinikapi.com\"\n\
         [clinik]\n\
         timezone = \"CEST\"\n\
         [aniva]\n\
         url = \"http://anivahealth.com\"\n",
    );
    assert_eq!(
        said,
        ":1:1: unknown key `backnd`; did you mean `backend`?\n\
         \x20 1 | backnd = …\n\
         \x20   | ^^^^^^\n\
         :2:12: “Europe/Berln” is no zone of the zone database; did you mean `Europe/Berlin`?\n\
         \x20 2 | timezone = \"Europe/Berln\"\n\
         \x20   |            ^^^^^^^^^^^^^^\n\
         :3:19: expected a number of seconds, such as 20 or 2.5, found text\n\
         \x20 3 | request_timeout = \"20 s\"\n\
         \x20   |                   ^^^^^^\n\
         :5:2: unknown key `clinic`; did you mean `clinik`?\n\
         \x20 5 | [clinic]\n\
         \x20   |  ^^^^^^\n\
         :8:12: “CEST” is no zone of the zone database; did you mean `CET`?\n\
         \x20 8 | timezone = \"CEST\"\n\
         \x20   |            ^^^^^^\n\
         :10:7: the address of Aniva is not encrypted: `http:` is only for this machine, use `https:`\n\
         \x20 10 | url = \"http://anivahealth.com\"\n\
         \x20    |       ^^^^^^^^^^^^^^^^^^^^^^^^"
    );
}

#[test]
fn the_first_line_of_each_wrong_value() {
    let cases = [
        (
            "backend = \"clinic\"",
            ":1:11: “clinic” is none of clinik and aniva; did you mean `clinik`?",
        ),
        (
            "backend = 3",
            ":1:11: expected text in quotes, found a whole number",
        ),
        ("desk = \" \"", ":1:8: is empty; leave the line out instead"),
        (
            "date_order = \"ydm\"",
            ":1:14: “ydm” is none of dmy, mdy and ymd",
        ),
        (
            "connect_timeout = 0",
            ":1:19: a timeout lasts 0.1 to 600 seconds",
        ),
        (
            "connect_timeout = -1.5",
            ":1:19: a timeout lasts 0.1 to 600 seconds",
        ),
        (
            "connect_timeout = nan",
            ":1:19: a timeout lasts 0.1 to 600 seconds",
        ),
        (
            "clinik = true",
            ":1:10: expected a table, found true or false",
        ),
        (
            "[clinik]\nkey_command = []",
            ":2:15: expected a command: [\"program\", \"argument\", …], found a list",
        ),
        (
            "[clinik]\nkey_command = [1]",
            ":2:15: expected a command: [\"program\", \"argument\", …], found a list",
        ),
        (
            "[clinik]\nurl = \"clinikapi\"",
            ":2:7: the address of ClinikAPI is not a web address: relative URL without a base",
        ),
        (
            "[clinik]\ndesk = \"1\"",
            ":2:1: `desk` belongs at the top, before any [table]",
        ),
        (
            "key_file = \"k\"",
            ":1:1: `key_file` belongs under [clinik] or [aniva]",
        ),
        (
            "[clinic]\nurl = \"https://a.example\"",
            ":1:2: unknown key `clinic`; did you mean `clinik`?",
        ),
        ("colour = 1\nbackend = 3", ":1:1: unknown key `colour`"),
    ];
    for (config, first_line) in cases {
        assert_eq!(said_of(config).lines().next(), Some(first_line), "{config}");
    }
}

#[test]
fn a_line_that_is_no_toml_is_said_once() {
    for broken in [
        "backend = clinik",
        "desk = \"open",
        "backend \"aniva\"",
        "[clinik",
        "desk = \"a\"\ndesk = \"b\"",
    ] {
        let said = said_of(broken);
        assert_eq!(said.matches("\n    | ").count(), 1, "{said}");
    }
}

#[test]
fn a_word_nobody_knows_is_said_in_its_place_and_stops_nobody() {
    let home = Home::with(
        "backnd = \"aniva\"\nlanguage = \"de\"\n[kiosk]\nx = 1\n[clinik]\nurll = \"clk_live_abcd1234\"\n",
    );
    let config = home.load(&[]).expect("the desk opens all the same");
    assert_eq!((config.language, config.clinic), (Language::De, CLINIK));
    let mut said = Vec::new();
    assert!(
        !examine(&config, &mut said).expect("an examination"),
        "not everything is well"
    );
    let said = String::from_utf8(said)
        .expect("text")
        .replace(&home.path("").display().to_string(), "~/");
    for word in [
        ":1:1: unknown key `backnd`; did you mean `backend`?",
        ":3:2: unknown key `kiosk`",
        ":6:1: unknown key `urll`; did you mean `url`?",
    ] {
        assert!(
            said.contains(&format!("\n  {FILE}{word}\n")),
            "{word}:\n{said}"
        );
    }
    assert!(!said.contains("abcd1234"), "{said}");
}

#[test]
fn what_follows_the_broken_head_of_a_table_is_not_blamed() {
    let said = said_of("[aniva\nurl = \"https://anivahealth.com\"\n");
    assert!(
        said.starts_with(":1:7: ") && !said.contains("url"),
        "{said}"
    );
}

#[test]
fn a_broken_line_does_not_hide_the_mistakes_on_others() {
    let said = said_of("backend = clinik\ntimezon = \"Europe/Berlin\"\n");
    assert!(
        said.contains(":1:") && said.contains(":2:1: unknown key `timezon`"),
        "{said}"
    );
}

#[test]
fn variables_are_named() {
    let complaint = Home::empty().complaint(&[
        ("BOOKDESK_LOG", "verbose"),
        ("BOOKDESK_CLINIK_URL", "http://api.clinikapi.com"),
        ("BOOKDESK_CLINIK_TIMEZONE", "Berlin"),
        ("TZ", "CET-1CEST"),
    ]);
    assert_eq!(
        complaint,
        "BOOKDESK_CLINIK_URL: the address of ClinikAPI is not encrypted: `http:` is only for this machine, use \
         `https:`\n\
         TZ: “CET-1CEST” is no zone of the zone database; did you mean `CET`?\n\
         BOOKDESK_CLINIK_TIMEZONE: “Berlin” is no zone of the zone database; did you mean `Europe/Berlin`?\n\
         BOOKDESK_LOG: “verbose” is none of error, warn, info, debug and trace"
    );
}

// On other systems it is made in another way.
#[cfg(unix)]
#[test]
fn a_variable_that_is_not_text_is_named() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    let home = Home::empty();
    let environment = home
        .environment()
        .with("BOOKDESK_OPERATOR", OsString::from_vec(vec![b'm', 0xff]));
    let error = Config::load(&environment, SHIPPED, Flags::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "BOOKDESK_OPERATOR: its value is not UTF-8"
    );
}

#[test]
fn a_named_file_has_to_be_there() {
    let home = Home::empty();
    let path = home.path("none.toml");
    assert_eq!(
        home.complaint(&[("BOOKDESK_CONFIG", path.to_str().unwrap())]),
        "BOOKDESK_CONFIG: ~/none.toml: there is no such file"
    );
}

#[test]
fn without_a_home_the_data_directory_has_to_be_named() {
    let error = Config::load(&Environment::default(), SHIPPED, Flags::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no home directory to keep data in; set BOOKDESK_DATA_DIR"
    );
    let named = Environment::default().with("BOOKDESK_DATA_DIR", "/data");
    assert!(Config::load(&named, SHIPPED, Flags::default()).is_ok());
}
