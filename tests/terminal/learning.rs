//! The tutor in a terminal: nothing real, whatever is configured; it begins again when told to, and goes on where it was
//! left.

use std::fs;

use super::pty::{Start, home};

#[test]
fn whatever_keys_are_set_the_tutor_works_on_its_sandbox_and_goes_on_where_it_was_left() {
    let home = home();
    let tutor = || {
        Start::desk(home.path())
            .argument("tutor")
            .with("BOOKDESK_DATA_DIR", home.path().join("desk"))
            .with("BOOKDESK_CLINIK_KEY", "clk_live_nothing")
            .with("BOOKDESK_ANIVA_KEY", "nothing")
    };
    let mut desk = tutor().go();
    desk.sees("SANDBOX");
    desk.sees("step 1 of 23");
    desk.keys("220385s ki f");
    desk.sees("first free");
    desk.keys("\r");
    desk.sees("step 2 of 23");
    desk.keys("\x13");
    desk.sees("step 3 of 23");
    // Past the rest of this part, by the palette.
    desk.keys("\x10tutor\r");
    desk.sees("step 8 of 23");
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
    let left: Vec<_> = fs::read_dir(home.path().join("desk"))
        .expect("a folder")
        .flatten()
        .collect();
    assert_eq!(
        left.iter()
            .map(|entry| entry.file_name())
            .collect::<Vec<_>>(),
        ["tutor"],
        "its progress, and no records"
    );

    let mut desk = tutor().go();
    desk.sees("step 8 of 23");
    desk.keys("\x10tutor");
    desk.sees("begin again");
    desk.keys("\x1b[B\r");
    desk.sees("step 1 of 23");
    desk.sees("SANDBOX");
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);

    let mut desk = tutor().argument("--again").go();
    desk.sees("step 1 of 23");
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
}
