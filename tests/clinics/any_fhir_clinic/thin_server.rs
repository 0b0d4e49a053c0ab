//! A FHIR server that gives one answer of its own and hands on everything else to the one behind it.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;

use serde_json::{Value, json};

use crate::desk_at_work::response;

/// Returns the address of a server like the one at `url` that allows only these interactions with these kinds of
/// records. Answers until the test process ends.
pub(super) fn thin(url: &str, allowed: &[(&str, &[&str])]) -> String {
    let codes = |codes: &[&str]| {
        codes
            .iter()
            .map(|code| json!({ "code": code }))
            .collect::<Value>()
    };
    let resources: Value = allowed
        .iter()
        .map(|(kind, of)| json!({"type": kind, "interaction": codes(of)}))
        .collect();
    let statement = json!({"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "rest": [{"resource": resources}]});
    answering(url, "/metadata", &statement)
}

/// Returns the address of a server like the one at `url` that answers requests whose path contains `path` with `body`.
/// Answers until the test process ends.
pub(super) fn answering(url: &str, path: &'static str, body: &Value) -> String {
    let body = body.to_string();
    let behind = url
        .trim_start_matches("http://")
        .split('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a port");
    let own = listener.local_addr().expect("it is bound").to_string();
    let address = url.replace(&behind, &own);
    thread::spawn(move || {
        for caller in listener.incoming().flatten() {
            let behind = behind.clone();
            let body = body.clone();
            // Whoever hangs up early has ended their test.
            thread::spawn(move || drop(serve(caller, &behind, path, &body)));
        }
    });
    address
}

fn serve(mut caller: TcpStream, behind: &str, path: &str, body: &str) -> std::io::Result<()> {
    let mut reader = BufReader::new(caller.try_clone()?);
    let mut head = String::new();
    while reader.read_line(&mut head)? > 2 {}
    if head.lines().next().is_some_and(|line| line.contains(path)) {
        return caller.write_all(&response(200, body.as_bytes(), ""));
    }
    // The server behind answers to its own name only.
    let is_host = |line: &&str| line.to_ascii_lowercase().starts_with("host:");
    let host = head.lines().find(is_host).unwrap_or_default().to_owned();
    let head = head.replace(&host, &format!("host: {behind}"));
    let mut server = TcpStream::connect(behind)?;
    server.write_all(head.as_bytes())?;
    let mut answers = server.try_clone()?;
    thread::spawn(move || {
        let copied = std::io::copy(&mut reader, &mut server);
        drop((copied, server.shutdown(Shutdown::Write)));
    });
    std::io::copy(&mut answers, &mut caller)?;
    caller.shutdown(Shutdown::Both)
}
