//! Shared records that are a second away, out of reach, or kept locked by a stranger: a desk is able to book among the
//! others, or alone and says so; never neither.

use std::time::Duration;

use crate::booking::handing_over_a_draft::{Clinic, a_visit};
use crate::desk_at_work::DeskAtWork;
use crate::network_line::NetworkLine;
use crate::postgres_server;

/// A tenth of a second at the server: connections are given up in real time.
const A_WHILE: &str = "SELECT pg_sleep(0.1)";

/// Until the desk says this, however far the server is.
fn until(clinic: &Clinic, desk: &mut DeskAtWork, words: &str) {
    let mut looks = 0;
    while !desk.shows(words) {
        clinic.sql(A_WHILE);
        desk.catches_up();
        looks += 1;
        assert!(looks < 1_800, "never “{words}” on\n{}", desk.screen());
    }
}

#[test]
fn a_desk_whose_server_is_a_second_away_books_among_the_others_and_one_further_away_is_alone() {
    let Some(server) = postgres_server::own() else {
        return;
    };
    let clinic = Clinic::at(server.url("postgres"));
    let far = |milliseconds| {
        let line = NetworkLine::to(server.socket(), Duration::from_millis(milliseconds));
        line.url(postgres_server::DESKS, "postgres")
    };
    let mut desk = DeskAtWork::open(clinic.called_by_way_of("front-1", &far(1_000)));
    until(&clinic, &mut desk, "1 desk");
    a_visit(&mut desk);
    desk.book_at_once();
    assert!(desk.shows("1 desk"), "{}", desk.screen());
    assert_eq!(desk.creates().len(), 1);
    let leases = "SELECT COUNT(*), MAX(number) FROM leases WHERE until > now()";
    assert_eq!(clinic.sql(leases), "1|1", "its lease has never lapsed");
    assert_eq!(clinic.sql("SELECT COUNT(*) FROM changes"), "1");
    let mut further = DeskAtWork::open(clinic.called_by_way_of("front-2", &far(8_000)));
    until(&clinic, &mut further, "alone since");
}

#[test]
fn a_desk_whose_shared_tables_a_stranger_keeps_locked_is_alone_until_they_are_free() {
    let Some(server) = postgres_server::own() else {
        return;
    };
    let clinic = Clinic::at(server.url("postgres"));
    for (name, table, mode) in [
        ("front-1", "audit", "SHARE"),
        ("front-2", "changes", "ACCESS EXCLUSIVE"),
    ] {
        let mut desk = DeskAtWork::open(clinic.called(name));
        until(&clinic, &mut desk, "1 desk");
        let lock = format!(
            "BEGIN; LOCK TABLE bookdesk_sandbox.{table} IN {mode} MODE; SELECT pg_sleep(600)"
        );
        let mut stranger = postgres_server::begin_sql(&server.url("postgres"), &lock);
        let held =
            "FROM pg_stat_activity WHERE query LIKE 'BEGIN; LOCK%' AND wait_event = 'PgSleep'";
        while clinic.sql(&format!("SELECT COUNT(*) {held}")) == "0" {}
        a_visit(&mut desk);
        desk.press("Ctrl+S").settle();
        assert_eq!(
            desk.creates().len(),
            0,
            "nothing is sent that is not claimed"
        );
        until(&clinic, &mut desk, "alone since");
        for _ in 0..60 {
            clinic.sql(A_WHILE);
            assert!(
                !desk.catches_up().shows("1 desk"),
                "able, and unable to claim:\n{}",
                desk.screen()
            );
        }
        clinic.sql(&format!("SELECT pg_terminate_backend(pid) {held}"));
        stranger.wait().expect("it ends");
        until(&clinic, &mut desk, "1 desk");
        desk.stands_still().book();
        // On a busy machine the connection may be lost once more: then nothing is sent, and that is said.
        if desk.creates().is_empty() && desk.shows("the connection was lost") {
            until(&clinic, &mut desk, "1 desk");
            desk.stands_still().book();
        }
        assert_eq!(desk.creates().len(), 1, "{}", desk.screen());
        desk.closed();
        clinic.sql("DELETE FROM changes; DELETE FROM holds");
    }
}

#[test]
fn a_desk_whose_line_is_pulled_says_that_it_is_alone_and_is_back_among_the_others_once_it_is_mended()
 {
    let Some(server) = postgres_server::own() else {
        return;
    };
    let clinic = Clinic::at(server.url("postgres"));
    let line = NetworkLine::to(server.socket(), Duration::ZERO);
    let url = line.url(postgres_server::DESKS, "postgres");
    let mut desk = DeskAtWork::open(clinic.called_by_way_of("front-1", &url));
    let mut other = DeskAtWork::open(clinic.called("front-2"));
    until(&clinic, &mut desk, "2 desks");
    // It notices by itself, and by a change that it can't claim.
    for claims in [false, true] {
        line.pull();
        if claims {
            a_visit(&mut desk);
            desk.press("Ctrl+S").settle();
            assert_eq!(desk.creates().len(), 0, "nothing is sent unclaimed");
        }
        until(&clinic, &mut desk, "alone since");
        if claims {
            a_visit(&mut other);
            other.book_at_once();
        }
        line.mend();
        until(&clinic, &mut desk, "2 desks");
    }
    desk.stands_still().press("Ctrl+S").settle();
    assert!(
        desk.shows("already have the same visit"),
        "it knows what the other one did meanwhile:\n{}",
        desk.screen()
    );
    assert_eq!(desk.creates().len(), 0);
}
