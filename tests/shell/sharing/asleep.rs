//! A counter that sleeps between the moment at which it has claimed a change and the one at which it sends it.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::json;

use super::{Counters, Said, visit};
use crate::desk_at_work::signal_to;
use crate::postgres_server;

/// For how long the counter sleeps: longer than what it has claimed is certainly its own.
const ASLEEP: Duration = Duration::from_secs(9);
/// How long anything may take.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A way to the sandbox on which each read of an appointment waits until it is let through.
struct HeldRead {
    url: String,
    held: Receiver<()>,
    go_on: Sender<()>,
}

impl HeldRead {
    fn on_way_to(sandbox: &str, appointment: &str) -> HeldRead {
        let address = sandbox
            .trim_start_matches("http://")
            .trim_end_matches("/v1")
            .to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let own = listener.local_addr().expect("its address").to_string();
        let url = format!("http://{own}/v1");
        let ((told, held), (go_on, goes_on)) = (channel(), channel());
        let line = format!("GET /v1/appointments/{appointment} ");
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (mut client, head) = with_head(client);
                if head.starts_with(&line) {
                    let _ = told.send(());
                    let _ = goes_on.recv();
                }
                let mut server = TcpStream::connect(&address).expect("the sandbox");
                // A connection for each request: none passes unseen behind another one.
                let head = head
                    .replace(&own, &address)
                    .replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
                server.write_all(head.as_bytes()).expect("it reads");
                let (mut from, mut to) = (
                    server.try_clone().expect("a handle"),
                    client.try_clone().expect("a handle"),
                );
                thread::spawn(move || {
                    let _ = std::io::copy(&mut from, &mut to);
                    let _ = to.shutdown(Shutdown::Both);
                });
                thread::spawn(move || std::io::copy(&mut client, &mut server));
            }
        });
        HeldRead { url, held, go_on }
    }
}

/// What a client says first.
fn with_head(mut client: TcpStream) -> (TcpStream, String) {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && client.read(&mut byte).is_ok_and(|read| read > 0) {
        head.push(byte[0]);
    }
    (client, String::from_utf8_lossy(&head).into_owned())
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "processes are waited for in real time"
)]
fn a_counter_that_slept_sends_nothing_over_what_another_has_booked_meanwhile() {
    let Some(counters) = Counters::open() else {
        return;
    };
    let told = counters
        .run("front-1", &format!("{} --json", visit("pt_abc123")))
        .ends_with(0)
        .json();
    let id = told["appointment"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    // An appointment that was changed lately is read once more when its next change is claimed.
    counters
        .run(
            "front-1",
            &format!("move --backend clinik --id {id} --start 10.02.2027+11:00 --yes"),
        )
        .ends_with(0);
    let read = HeldRead::on_way_to(&counters.shell.sandbox.clinik_url(), &id);
    let line =
        format!("move --backend clinik --id {id} --start 10.02.2027+11:30 --yes --json --wait 0");
    let mut command = counters.command("front-1", &line, &counters.store);
    command
        .env("BOOKDESK_CLINIK_URL", &read.url)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let sleeper = command.spawn().expect("the command runs");
    let sql = |statement: &str| {
        postgres_server::sql(
            &counters.owner,
            &format!("SET search_path = bookdesk_sandbox; {statement}"),
        )
    };
    loop {
        read.held
            .recv_timeout(TIMEOUT)
            .expect("it reads the appointment");
        if sql("SELECT COUNT(*) FROM changes WHERE state = 'sending'") == "1" {
            break;
        }
        read.go_on.send(()).expect("it is awaited");
    }
    signal_to(sleeper.id(), Signal::STOP);
    let asleep = Instant::now();
    // Another counter has taken it for gone, looked its change up, and found the appointment as it was.
    sql("DELETE FROM leases WHERE desk = 'front-1'; \
         INSERT INTO leases (journal, desk, until) VALUES ('other', 'front-9', now() + interval '1 hour'); \
         UPDATE changes SET state = 'not-there', lease = (SELECT number::text FROM leases WHERE journal = 'other') \
         WHERE state = 'sending'");
    let other = visit("pt_apwgty").replace("10:00", "11:30");
    counters
        .run("front-2", &format!("{other} --json"))
        .ends_with(0);
    while asleep.elapsed() < ASLEEP {
        thread::park_timeout(ASLEEP.saturating_sub(asleep.elapsed()));
    }
    drop(read.go_on);
    signal_to(sleeper.id(), Signal::CONT);
    let said = Said::of(&sleeper.wait_with_output().expect("it ends"));
    let told = said.ends_with(7).json();
    assert_eq!(told["outcome"], "not sent", "{told}");
    let shown = counters
        .run(
            "front-2",
            &format!("show --backend clinik --id {id} --json"),
        )
        .ends_with(0)
        .json();
    assert_eq!(
        shown["appointment"]["start"],
        json!("2027-02-10T10:00:00.000Z"),
        "it stays where it was"
    );
}
