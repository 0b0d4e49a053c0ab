//! When the desk locks, what opens it, and how people are named in lists.

use std::time::Duration;

use booking::Naming;
use config::PinHash;
use office::Pin;

use super::Home;

fn lock_after(config: &str) -> Option<Duration> {
    Home::with(config)
        .load(&[])
        .expect("a configuration")
        .lock_after
}

#[test]
fn it_locks_after_five_minutes_unless_the_file_says_otherwise() {
    assert_eq!(lock_after(""), Some(Duration::from_secs(300)));
    assert_eq!(lock_after("lock_after = 90"), Some(Duration::from_secs(90)));
    assert_eq!(
        lock_after("lock_after = 1.5"),
        Some(Duration::from_millis(1_500))
    );
    assert_eq!(lock_after("lock_after = 0"), None);
    assert_eq!(lock_after("lock_after = \"off\""), None);
}

#[test]
fn what_is_no_time_is_refused() {
    for (value, said) in [
        (
            "0.5",
            "the desk locks after 1 to 86400 seconds, or never: \"off\"",
        ),
        (
            "-1",
            "the desk locks after 1 to 86400 seconds, or never: \"off\"",
        ),
        (
            "\"5 min\"",
            "expected a number of seconds, such as 300, or \"off\", found text",
        ),
        (
            "true",
            "expected a number of seconds, such as 300, or \"off\", found true or false",
        ),
    ] {
        let complaint = Home::with(&format!("lock_after = {value}")).complaint(&[]);
        assert!(complaint.contains(said), "{complaint}");
    }
}

#[test]
fn a_pin_is_a_hash_and_a_pin_in_its_place_is_refused_and_not_repeated() {
    let hash = PinHash::of(&Pin::from("4071")).expect("a PIN");
    let config = Home::with(&format!("pin = \"{hash}\""))
        .load(&[])
        .expect("a configuration");
    assert!(
        config
            .pin
            .as_ref()
            .is_some_and(|pin| pin.is_of(&Pin::from("4071")))
    );
    assert!(!format!("{config:?}").contains("argon2id"), "{config:?}");
    for written in [
        "\"4071\"",
        "4071",
        "\"$argon2i$v=19$m=16,t=2,p=1$c29tZXNhbHQ$4071\"",
    ] {
        let complaint = Home::with(&format!("pin = {written}")).complaint(&[]);
        assert!(
            complaint.contains("config.toml:1:7: ") && !complaint.contains("4071"),
            "{complaint}"
        );
    }
    let complaint = Home::with("pin = \"4071\"").complaint(&[]);
    assert!(
        complaint.contains("`bookdesk pin` makes one"),
        "{complaint}"
    );
}

#[test]
fn people_are_named_in_full_unless_the_file_asks_for_privacy() {
    let naming = |config: &str| {
        Home::with(config)
            .load(&[])
            .expect("a configuration")
            .naming
    };
    assert_eq!(naming(""), Naming::InFull);
    assert_eq!(naming("privacy = false"), Naming::InFull);
    assert_eq!(naming("privacy = true"), Naming::Initials);
}
