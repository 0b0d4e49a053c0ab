//! Shared records that are a second away, or kept locked by a stranger: a desk is able to book among the others, or alone
//! and says so; never neither.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener};
use std::os::unix::net::UnixStream;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::booking::handing_over_a_draft::{Clinic, a_visit};
use crate::desk_at_work::DeskAtWork;
use crate::postgres_server::{self, Server};

/// The URL of a server's database by way of a proxy that holds every byte back for half of a round trip.
fn at_a_distance(server: &Server, round_trip: Duration) -> String {
    let socket = server.socket().join(".s.PGSQL.5432");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("its address").port();
    thread::spawn(move || {
        for near in listener.incoming().flatten() {
            let Ok(far) = UnixStream::connect(&socket) else {
                return;
            };
            let (near_too, far_too) = (
                near.try_clone().expect("a socket"),
                far.try_clone().expect("a socket"),
            );
            let (nears_end, fars_end) = (
                near.try_clone().expect("a socket"),
                far.try_clone().expect("a socket"),
            );
            lead(near, far, round_trip / 2, move || {
                _ = fars_end.shutdown(Shutdown::Both)
            });
            lead(far_too, near_too, round_trip / 2, move || {
                _ = nears_end.shutdown(Shutdown::Both)
            });
        }
    });
    format!(
        "postgresql://{}@127.0.0.1:{port}/postgres",
        postgres_server::DESKS
    )
}

#[expect(
    clippy::disallowed_methods,
    reason = "the way takes its time on the machine's clock"
)]
fn lead(
    mut from: impl Read + Send + 'static,
    mut to: impl Write + Send + 'static,
    takes: Duration,
    end: impl FnOnce() + Send + 'static,
) {
    let (sender, on_the_way) = mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut bytes = [0; 16_384];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            if sender
                .send((Instant::now() + takes, bytes[..count].to_vec()))
                .is_err()
            {
                return;
            }
        }
    });
    thread::spawn(move || {
        for (due, bytes) in on_the_way {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        end();
    });
}

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
    let far = |milliseconds| at_a_distance(&server, Duration::from_millis(milliseconds));
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
