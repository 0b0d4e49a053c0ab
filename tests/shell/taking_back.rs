//! The last change is taken back in one command.

use super::Shell;
use super::altering::id_of;

#[test]
fn a_booking_is_called_off_only_with_consent() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    let said = shell.run("undo").ends_with(5);
    let says = format!("{}{}", said.out, said.err);
    assert!(says.contains("This takes back what was done at"), "{says}");
    assert!(says.contains("`--yes` takes it back"), "{says}");
    assert!(shell.alterations().is_empty());
    shell.run("undo --yes").ends_with(0);
    let [(_, body, _)] = &shell.alterations()[..] else {
        panic!("not one change");
    };
    assert_eq!(body["status"], "cancelled");
    shell
        .run(&format!("undo --backend clinik {id} --yes"))
        .ends_with(0);
    assert_eq!(shell.alterations()[1].1["status"], "booked");
}

#[test]
fn a_move_goes_back_also_by_the_id_and_in_a_later_run() {
    let shell = Shell::open();
    let id = shell.with_a_visit();
    shell
        .run(&format!("move {id} 11.2.2099 14:15 --yes"))
        .ends_with(0);
    let said = shell.run(&format!("undo {id} --yes --json"));
    assert_eq!(id_of(&said.ends_with(0)), id);
    assert_eq!(
        shell.alterations()[1].1["start"],
        "2099-02-10T09:00:00.000Z"
    );
}

#[test]
fn where_nothing_was_done_nothing_is_taken_back() {
    let shell = Shell::open();
    let said = shell.run("undo --yes").ends_with(2);
    let says = format!("{}{}", said.out, said.err);
    assert!(
        says.contains("Nothing was changed at this desk today."),
        "{says}"
    );
}
