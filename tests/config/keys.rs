//! Keys: where they may come from, and that they are shown nowhere.

use booking::clinics::{ANIVA, CLINIK};
use config::{SecretSource, passphrase_from_file, pin_from_file};
use i18n::Language;
use secrecy::ExposeSecret;

use super::Home;
use crate::desk_at_work::write_private;
#[cfg(unix)]
use crate::desk_at_work::write_with_mode;

#[test]
fn a_key_file_of_its_owner_alone_is_read() {
    let home =
        Home::with("[clinik]\nkey_file = \"clinik.key\"\n[aniva]\nkey_file = \"~/aniva.key\"\n");
    write_private(
        &home.path(".config/bookdesk/clinik.key"),
        "  clk_test_abc \nmore\n",
    );
    write_private(&home.path("aniva.key"), "abc\n");
    let config = home.load(&[]).unwrap();
    assert_eq!(
        config.accounts[CLINIK].known_key().unwrap().expose_secret(),
        "clk_test_abc"
    );
    assert_eq!(
        config.accounts[ANIVA].known_key().unwrap().expose_secret(),
        "abc"
    );
}

#[test]
fn a_passphrase_or_a_pin_is_one_line_whatever_it_begins_with() {
    let home = Home::with("");
    let file = home.path("secret");
    write_private(&file, "{4071 \nmore\n");
    let passphrase = passphrase_from_file(&file).expect("a passphrase");
    assert_eq!(passphrase.expose_secret(), "{4071 ");
    let pin = pin_from_file(&file).expect("a PIN");
    assert_eq!(pin.expose(), "{4071 ");
}

#[cfg(unix)]
#[test]
fn a_key_file_that_others_can_read_is_refused_with_what_to_type() {
    let home = Home::with("[clinik]\nkey_file = \"../../k\"\n");
    write_with_mode(&home.path("k"), "clk_test_abc\n", 0o644);
    assert_eq!(
        home.complaint(&[]),
        "~/.config/bookdesk/config.toml:2:12: key file ~/.config/bookdesk/../../k is open to other users (mode \
         0644); type: chmod 600 '~/.config/bookdesk/../../k'\n\
         \x20 2 | key_file = \"../../k\"\n\
         \x20   |            ^^^^^^^^^"
    );
}

#[test]
fn a_key_file_that_is_missing_empty_or_no_file_is_said_so() {
    let home = Home::with("[clinik]\nkey_file = \"~/none\"\n[aniva]\nkey_file = \"~/empty\"\n");
    write_private(&home.path("empty"), "\n");
    let complaint = home.complaint(&[]);
    assert!(
        complaint.contains(":2:12: key file ~/none: there is no such file\n"),
        "{complaint}"
    );
    assert!(
        complaint.contains(":4:12: key file ~/empty: its first line is empty\n"),
        "{complaint}"
    );

    let complaint = Home::with("[clinik]\nkey_file = \"~/\"\n").complaint(&[]);
    assert!(complaint.contains("it is a directory"), "{complaint}");
}

#[test]
fn a_key_in_the_environment_wins_and_the_file_is_not_even_read() {
    let home = Home::with("[clinik]\nkey_file = \"~/none\"\n");
    let config = home
        .load(&[("BOOKDESK_CLINIK_KEY", " clk_test_env\r\n")])
        .unwrap();
    assert_eq!(
        config.accounts[CLINIK].known_key().unwrap().expose_secret(),
        "clk_test_env"
    );
}

#[test]
fn a_key_command_runs_only_when_the_key_is_needed() {
    let home = Home::empty();
    let trace = home.path("ran");
    let script = format!("touch {}; echo clk_test_cmd", trace.display());
    let home = Home::with(&format!(
        "[clinik]\nkey_command = [\"sh\", \"-c\", \"{script}\"]\n[aniva]\nkey_command = \"echo a1\"\n"
    ));
    let config = home.load(&[]).unwrap();
    assert!(config.accounts[CLINIK].known_key().is_none());
    assert!(!trace.exists());
    assert_eq!(
        config.accounts[CLINIK]
            .resolve_key()
            .unwrap()
            .unwrap()
            .expose_secret(),
        "clk_test_cmd"
    );
    assert!(trace.exists());
}

#[test]
fn a_key_command_is_a_list_of_words_or_a_line_split_at_blanks() {
    let home = Home::with(
        "[clinik]\nkey_command = [\"echo\", \"clk_test_a b\"]\n[aniva]\nkey_command = \"echo a1\"\n",
    );
    let config = home.load(&[]).unwrap();
    let key = |account: &config::Account| {
        account
            .resolve_key()
            .unwrap()
            .map(|key| key.expose_secret().to_owned())
    };
    assert_eq!(
        key(&config.accounts[CLINIK]).as_deref(),
        Some("clk_test_a b")
    );
    assert_eq!(key(&config.accounts[ANIVA]).as_deref(), Some("a1"));
}

#[test]
fn key_file_and_key_command_together_are_refused() {
    let home = Home::with("[aniva]\nkey_file = \"~/k\"\nkey_command = \"echo a1\"\n");
    assert_eq!(
        home.complaint(&[]),
        "~/.config/bookdesk/config.toml:2:1: there is a key_command already; keep one of the two\n\
         \x20 2 | key_file = \"~/k\"\n\
         \x20   | ^^^^^^^^"
    );
}

#[test]
fn a_key_in_the_file_is_refused_and_not_repeated() {
    for name in ["key", "api_key", "Token"] {
        let complaint =
            Home::with(&format!("[aniva]\n{name} = \"sesame-sesame\"\n")).complaint(&[]);
        let carets = "^".repeat(name.len());
        assert_eq!(
            complaint,
            format!(
                "~/.config/bookdesk/config.toml:2:1: a key has no place in this file: set BOOKDESK_ANIVA_KEY, or \
                 write key_file or key_command\n  2 | {name} = …\n    | {carets}"
            )
        );
    }
}

#[test]
fn a_key_in_a_wrong_place_is_not_repeated_either() {
    let places = [
        "desk = clk_live_sesame",
        "backend = \"clk_live_sesame\"",
        "timezone = \"clk_live_sesame\"",
        "[clinik]\nkey_file = \"clk_live_sesame\"",
        "[clinik]\nurl = \"clk_live_sesame\"",
        "[clinik]\nurl = \"https://me:sesame@api.clinikapi.com\"",
        "[aniva]\n\"sesame\"",
        "[aniva]\nkey = sesame",
        "[aniva] key = \"sesame\"",
        "aniva = { key = \"sesame\" }",
        "aniva.key = \"sesame\"",
        "desk = 1 key = \"sesame\"",
    ];
    for text in places {
        let complaint = Home::with(text).complaint(&[]);
        assert!(!complaint.contains("sesame"), "{complaint}");
    }
    let unknown = Home::with("[aniva]\nky = \"sesame\"")
        .load(&[])
        .expect("a configuration")
        .unknown_words;
    assert!(
        unknown.len() == 1 && !unknown[0].contains("sesame"),
        "{unknown:?}"
    );
    let complaint = Home::empty().complaint(&[("BOOKDESK_CLINIK_URL", "clk_live_sesame")]);
    assert!(!complaint.contains("sesame"), "{complaint}");
}

#[test]
fn the_debug_form_of_a_configuration_shows_no_key() {
    let home = Home::empty();
    let config = home
        .load(&[
            ("BOOKDESK_CLINIK_KEY", "clk_live_sesame"),
            ("BOOKDESK_ANIVA_KEY", "sesame"),
        ])
        .unwrap();
    let debug = format!("{config:?}");
    assert!(!debug.contains("sesame"), "{debug}");
}

#[test]
fn a_source_says_where_the_key_is_from_without_its_arguments() {
    let command = SecretSource::Command(vec![
        "pass".to_owned(),
        "show".to_owned(),
        "sesame".to_owned(),
    ]);
    assert_eq!(command.to_text(Language::En), "the command `pass`");
}
