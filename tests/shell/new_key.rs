//! A desk gets a new key: everything that names a person is sealed with it, and the records know everything again.

use std::fs;

use super::Shell;

const VISIT: &str = "book --backend clinik --patient-id pt_abc123 --practitioner-id prac_xyz789 --start 2099-02-10T10:00:00Z --minutes-duration 30";

#[test]
fn names_are_sealed_with_a_new_key_and_what_was_booked_is_known_again() {
    let shell = Shell::open();
    shell.run(VISIT).ends_with(0);
    let key = shell.records().join("ledger.key");
    let before = fs::read(&key).expect("there is a key");
    let shown = shell.run("key show").ends_with(0).out;
    let said = shell.run("key rotate").ends_with(0);
    assert!(
        said.out.contains("is this desk's key now, in "),
        "{}",
        said.out
    );
    assert_ne!(shell.run("key show").ends_with(0).out, shown);
    shell.run("audit verify").ends_with(0);
    shell.run(VISIT).ends_with(5);
    assert_eq!(shell.creates().len(), 1, "it is known");

    fs::write(&key, before).expect("put back");
    let said = shell.run(VISIT).ends_with(7);
    assert!(
        said.err
            .contains("is not the one the desk's records were made with"),
        "{}",
        said.err
    );
}
