//! The desk's own keys: what a person writes under `[keys]`, and what comes of a mistake there.

use bookdesk::cli::doctor::examine;
use desk::{Action, Key};

use super::Home;

fn key(name: &str) -> Key {
    name.parse().expect("a key")
}

#[test]
fn a_key_or_a_list_of_keys_takes_the_place_of_the_tables_own() {
    let home = Home::with("[keys]\nbook = \"Ctrl+B\"\nnew-patient = [\"Alt+P\", \"Ctrl+X\"]\n");
    let keys = home.load(&[]).expect("a configuration").keys;
    assert_eq!((keys.changed, keys.mistakes.as_slice()), (2, [].as_slice()));
    assert_eq!(keys.all.keys(Action::Book), [key("Ctrl+B"), key("F5")]);
    assert_eq!(
        keys.all.keys(Action::NewPatient),
        [key("Alt+P"), key("Ctrl+X"), key("Shift+F6")]
    );
}

#[test]
fn a_mistake_stops_nobody_is_shown_in_its_place_and_the_rest_counts() {
    let home = Home::with(
        "[keys]\nbok = \"Ctrl+B\"\nbook = \"Ctrl+T\"\nday = \"Strg+D\"\nlock = 7\nhelp = \"a\"\ncopy = \"Ctrl+X\"\n",
    );
    let config = home.load(&[]).expect("the desk opens all the same");
    assert_eq!(config.keys.changed, 1, "copy is what was asked for");
    let mut said = Vec::new();
    assert!(!examine(&config, &mut said).expect("an examination"));
    let said = String::from_utf8(said)
        .expect("text")
        .replace(&home.path("").display().to_string(), "~/");
    let said = &said[said.find("Key bindings").expect("a line about keys")..];
    assert_eq!(
        said.split("\nOpens").next().expect("what is said of keys"),
        "Key bindings   those of the key table, but for what 1 of its lines do; these can't be used:\n\
         \x20 ~/.config/bookdesk/config.toml:2:1: the desk can do nothing called `bok`; did you mean `book`?\n\
         \x20   2 | bok = …\n\
         \x20     | ^^^\n\
         \x20 ~/.config/bookdesk/config.toml:3:8: Ctrl-T is the key of `other-backend`; give that another first\n\
         \x20   3 | book = \"Ctrl+T\"\n\
         \x20     |        ^^^^^^^^\n\
         \x20 ~/.config/bookdesk/config.toml:4:7: `Strg+D` is no key; keys are written like Tab, F5, Ctrl+S, \
         Alt+2, Shift+Tab or a\n\
         \x20   4 | day = \"Strg+D\"\n\
         \x20     |       ^^^^^^^^\n\
         \x20 ~/.config/bookdesk/config.toml:5:8: expected a key such as \"Ctrl+B\", or a list of keys\n\
         \x20   5 | lock = 7\n\
         \x20     |        ^\n\
         \x20 ~/.config/bookdesk/config.toml:6:8: a types or moves about; take a control, Alt or function key\n\
         \x20   6 | help = \"a\"\n\
         \x20     |        ^^^"
    );
}

#[test]
fn a_table_is_wanted() {
    let keys = Home::with("keys = \"Ctrl+B\"\n")
        .load(&[])
        .expect("a configuration")
        .keys;
    assert_eq!(keys.mistakes.len(), 1);
    assert!(
        keys.mistakes[0].contains("1:8: expected a table"),
        "{:?}",
        keys.mistakes
    );
}
