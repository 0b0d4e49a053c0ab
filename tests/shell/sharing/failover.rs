//! A former primary that takes writes again, and a person who says that it is the right one.

use super::{Counters, visit};
use crate::postgres_server;

#[test]
fn who_takes_the_records_as_they_are_accepts_no_server_but_one_that_another_has_replaced() {
    let Some(former) = postgres_server::own() else {
        return;
    };
    let counters = Counters::at(former.url("postgres"));
    counters.run("front-1", &visit("pt_abc123")).ends_with(0);
    let standby = former.replica();
    standby.promote();
    let present = postgres_server::of_desks(&standby.url("postgres"));
    let later = visit("pt_abc123").replace("10:00", "12:00");
    counters.run_at("front-1", &later, &present).ends_with(0);

    let said = counters
        .run_at("front-1", "audit accept --yes", &present)
        .ends_with(0);
    assert!(said.out.ends_with("taken as they are\n"), "{}", said.out);
    let said = counters.run("front-1", "store status").ends_with(1);
    assert!(
        said.out
            .contains("another server has taken the place of this one"),
        "{}",
        said.out
    );
    let said = counters.run("front-1", "audit accept --yes").ends_with(0);
    assert!(
        said.out
            .contains("from now on it takes this one for the right one"),
        "{}",
        said.out
    );
    counters.run("front-1", "store status").ends_with(0);
}
