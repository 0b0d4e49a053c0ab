//! The store that the desks of a clinic share: where it is, and how this desk gets in.

use std::fs;

use bookdesk::cli::doctor::examine;
use secrecy::ExposeSecret;

use super::Home;
use crate::desk_at_work::Authority;
use crate::desk_at_work::write_private;
#[cfg(unix)]
use crate::desk_at_work::write_with_mode;

const STORE: &str = "store = \"postgresql://front@db.clinic.example/book\"\n";

/// The password that a desk would go there with.
fn password(home: &Home, variables: &[(&str, &str)]) -> Option<String> {
    let store = home
        .load(variables)
        .expect("a configuration")
        .store
        .expect("a shared store");
    let password = store.resolve_password().expect("the command succeeds");
    password.map(|password| password.expose_secret().to_owned())
}

/// What `doctor` says of it.
fn told(home: &Home, variables: &[(&str, &str)]) -> String {
    let config = home.load(variables).expect("a configuration");
    let mut said = Vec::new();
    examine(&config, &mut said).expect("an examination");
    let said = String::from_utf8(said)
        .expect("text")
        .replace(&home.path("").display().to_string(), "~/");
    let row = said
        .lines()
        .find_map(|line| line.strip_prefix("Shared store   "));
    row.expect("its row").to_owned()
}

#[test]
fn the_environment_names_another_store_than_the_file() {
    let home = Home::with(STORE);
    let address = |variables| home.load(variables).unwrap().store.unwrap().to_string();
    assert_eq!(address(&[]), "postgresql://front@db.clinic.example/book");
    let other = [(
        "BOOKDESK_STORE",
        "postgres://back@/book?host=/run/postgresql",
    )];
    assert_eq!(address(&other), "postgres://back@%2Frun%2Fpostgresql/book");
    assert!(
        Home::empty().load(&[]).unwrap().store.is_none(),
        "with nothing configured there is none"
    );
}

#[test]
fn the_password_is_its_variables_a_files_or_a_commands() {
    assert_eq!(password(&Home::with(STORE), &[]), None);

    let home = Home::with(&format!("{STORE}store_password_file = \"~/secret\""));
    write_private(&home.path("secret"), "sesame one\n");
    assert_eq!(password(&home, &[]).as_deref(), Some("sesame one"));
    let variable = [("BOOKDESK_STORE_PASSWORD", "sesame two")];
    assert_eq!(
        password(&home, &variable).as_deref(),
        Some("sesame two"),
        "the environment wins"
    );

    let command = "store_password_command = [\"sh\", \"-c\", \"touch ran; echo sesame three\"]";
    let command = command.replace("ran", &home.path("ran").display().to_string());
    let asking = Home::with(&format!("{STORE}{command}"));
    asking.load(&[]).unwrap();
    assert!(
        !home.path("ran").exists(),
        "it runs only where the password is needed"
    );
    assert_eq!(password(&asking, &[]).as_deref(), Some("sesame three"));
    assert!(home.path("ran").exists());
}

#[cfg(unix)]
#[test]
fn a_password_file_that_others_can_read_is_refused_at_its_place() {
    let home = Home::with(&format!("{STORE}store_password_file = \"~/secret\""));
    write_with_mode(&home.path("secret"), "sesame\n", 0o644);
    assert_eq!(
        home.complaint(&[]),
        "~/.config/bookdesk/config.toml:2:23: password file ~/secret is open to other users (mode 0644); type: chmod \
         600 '~/secret'\n\
         \x20 2 | store_password_file = \"~/secret\"\n\
         \x20   |                       ^^^^^^^^^^"
    );
}

#[test]
fn two_places_for_the_password_and_a_file_without_an_authority_are_mistakes() {
    let said = Home::with(&format!(
        "{STORE}store_password_file = \"a\"\nstore_password_command = \"b\""
    ));
    let said = said.complaint(&[]);
    assert!(
        said.contains(":2:1: there is a store_password_command already; keep one of the two\n"),
        "{said}"
    );

    let home = Home::with(&format!("{STORE}store_ca = \"~/ca.pem\""));
    let said = home.complaint(&[]);
    assert!(
        said.contains(":2:12: certificate file ~/ca.pem: there is no such file\n"),
        "{said}"
    );
    fs::write(home.path("ca.pem"), Authority::new().pem()).unwrap();
    assert_eq!(
        home.load(&[]).unwrap().store.unwrap().ca,
        Some(home.path("ca.pem"))
    );
}

#[test]
fn an_address_that_is_none_is_refused_in_the_file_and_in_the_environment() {
    const SHAPE: &str = "; it is postgresql://USER@HOST/DATABASE, or postgresql://USER@/DATABASE?host=/run/postgresql";
    for (address, what) in [
        (
            "sqlite:book.db",
            format!("does not begin with `postgresql:`{SHAPE}"),
        ),
        (
            "postgresql://front@db.clinic.example",
            format!("names no database{SHAPE}"),
        ),
        (
            "postgresql://front@db.clinic.example/book/two",
            format!("names no database{SHAPE}"),
        ),
        ("postgresql:///book", format!("names no host{SHAPE}")),
        ("postgresql:book", format!("names no host{SHAPE}")),
        (
            "postgresql://front@db/book?sslmode=disable",
            "is followed by more than the folder of a socket (?host=/run/postgresql) or \
             ?target_session_attrs=read-write; leave it out"
                .to_owned(),
        ),
    ] {
        let said = Home::with(&format!("store = \"{address}\"")).complaint(&[]);
        assert!(
            said.contains(&format!(
                "config.toml:1:9: the address of the store {what}\n"
            )),
            "{said}"
        );
        let said = Home::empty().complaint(&[("BOOKDESK_STORE", address)]);
        assert_eq!(
            said,
            format!("BOOKDESK_STORE: the address of the store {what}")
        );
    }
}

#[test]
fn a_password_in_the_wrong_place_is_refused_and_not_repeated() {
    let where_it_goes =
        "set BOOKDESK_STORE_PASSWORD, or write store_password_file or store_password_command";
    for address in [
        "postgresql://front:sesame@db/book",
        "postgresql://front@db/book?password=sesame",
    ] {
        let what = format!(
            "the address of the store holds a password, which others could read there: {where_it_goes}"
        );
        let said = Home::with(&format!("store = \"{address}\"")).complaint(&[]);
        assert!(said.contains(&what) && !said.contains("sesame"), "{said}");
        assert_eq!(
            Home::empty().complaint(&[("BOOKDESK_STORE", address)]),
            format!("BOOKDESK_STORE: {what}")
        );
    }
    let said = Home::with("store_password = \"sesame\"").complaint(&[]);
    assert!(
        said.contains(&format!(
            ":1:1: a password has no place in this file: {where_it_goes}\n"
        )),
        "{said}"
    );
    for slip in [
        "postgresql://front:sesame",
        "postgresql://front:se#same@db/book",
        "sesame",
    ] {
        let said = Home::with(&format!("store = \"{slip}\"")).complaint(&[]);
        assert!(!said.contains("same"), "{said}");
    }
}

#[test]
fn doctor_says_where_it_is_and_shows_no_password() {
    let home = Home::with(&format!(
        "{STORE}store_password_command = [\"pass\", \"show\", \"sesame\"]\n"
    ));
    assert_eq!(
        told(&home, &[]),
        "postgresql://front@db.clinic.example/book, from the configuration file; password from the command `pass`; \
         verified; store_ca adds authorities"
    );
    let variables = [
        ("BOOKDESK_STORE", "postgresql://front@localhost/book"),
        ("BOOKDESK_STORE_PASSWORD", "sesame"),
    ];
    assert_eq!(
        told(&home, &variables),
        "postgresql://front@localhost/book, from BOOKDESK_STORE; password from BOOKDESK_STORE_PASSWORD; on this machine"
    );
    let config = home.load(&variables).unwrap();
    assert!(!format!("{:?}", config.store).contains("sesame"));
    assert_eq!(config.notes, [""; 0], "its variables are known");
}

#[test]
fn doctor_asks_whether_it_can_be_used() {
    let home = Home::with("store = \"postgresql://front@127.0.0.1:1/book\"\n");
    let config = home.load(&[]).expect("a configuration");
    let mut said = Vec::new();
    assert!(
        !examine(&config, &mut said).expect("an examination"),
        "it can't"
    );
    let said = String::from_utf8(said).expect("text");
    let paragraph = said
        .split("\n\n")
        .find(|paragraph| paragraph.starts_with("Shared records\n"));
    assert_eq!(
        paragraph,
        Some(
            "Shared records\n  Can be used  no: nobody takes connections there; PostgreSQL has to run there, listen on the \
             network and be let through the firewall"
        )
    );
}
