//! A server in front of the sandbox at ClinikAPI that publishes whatever slots it is told to, and hands on everything
//! else.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use super::response;

/// Publishes until the test process ends.
pub(crate) struct Published {
    address: String,
    lists: Arc<Mutex<VecDeque<SlotList>>>,
    refused: Arc<Mutex<Vec<String>>>,
}

/// What a search for slots is answered.
#[derive(Clone, Default)]
pub(crate) struct SlotList {
    /// The slots as they are on the wire, whatever is asked for but the status.
    pub(crate) slots: Vec<Value>,
    /// Whether it ends before it is all there.
    pub(crate) is_cut: bool,
}

impl Published {
    /// Stands before the server at `url`.
    pub(crate) fn before(url: &str) -> Published {
        let behind = url
            .trim_start_matches("http://")
            .split('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a port");
        let own = listener.local_addr().expect("it is bound").to_string();
        let address = url.replace(&behind, &own);
        let lists = Arc::new(Mutex::new(VecDeque::new()));
        let refused = Arc::default();
        let told = (Arc::clone(&lists), Arc::clone(&refused));
        thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                let (behind, (lists, refused)) = (behind.clone(), told.clone());
                // Whoever hangs up early has ended their test.
                thread::spawn(move || drop(serve(caller, &behind, &lists, &refused)));
            }
        });
        Published {
            address,
            lists,
            refused,
        }
    }

    pub(crate) fn address(&self) -> String {
        self.address.clone()
    }

    /// From now on these are published.
    pub(crate) fn publish(&self, list: SlotList) {
        *self.lists.lock().expect("no panic") = VecDeque::from([list]);
    }

    /// From now on it hands everything on but for what asks for this, which it refuses.
    pub(crate) fn refuse(&self, asked: &str) {
        self.refused
            .lock()
            .expect("no panic")
            .push(asked.to_owned());
    }

    /// From the search after the next on these are published.
    pub(crate) fn publish_next(&self, list: SlotList) {
        self.lists.lock().expect("no panic").push_back(list);
    }
}

impl SlotList {
    /// The answer to a search of this path and query.
    fn answer(&self, asked: &str) -> Value {
        let wanted = asked
            .split(['?', '&', ' '])
            .find_map(|pair| pair.strip_prefix("status="));
        let is_wanted = |slot: &&Value| wanted.is_none_or(|status| slot["status"] == status);
        let slots: Vec<&Value> = self.slots.iter().filter(is_wanted).collect();
        json!({"data": slots, "hasMore": self.is_cut, "cursor": "more"})
    }
}

/// The list with which the next search is answered; the last one stays.
fn next_list(lists: &Mutex<VecDeque<SlotList>>) -> SlotList {
    let mut lists = lists.lock().expect("no panic");
    if lists.len() > 1 {
        return lists.pop_front().unwrap_or_default();
    }
    lists.front().cloned().unwrap_or_default()
}

fn serve(
    mut caller: TcpStream,
    behind: &str,
    lists: &Mutex<VecDeque<SlotList>>,
    refused: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(caller.try_clone()?);
    let mut head = String::new();
    while reader.read_line(&mut head)? > 2 {}
    let request_line = head.lines().next().unwrap_or_default();
    let refused = refused.lock().expect("no panic").clone();
    if refused.iter().any(|part| request_line.contains(part)) {
        return caller.write_all(&response(500, b"{}", ""));
    }
    if request_line.starts_with("GET /v1/slots?") && refused.is_empty() {
        let answer = next_list(lists).answer(request_line);
        return caller.write_all(&response(200, answer.to_string().as_bytes(), ""));
    }
    // The server behind answers to its own name only, and once on a connection.
    let named = |line: &str, name: &str| line.to_ascii_lowercase().starts_with(name);
    let lines = head
        .lines()
        .filter(|line| !named(line, "host:") && !named(line, "connection:") && !line.is_empty());
    let kept: Vec<&str> = lines.collect();
    let length = kept
        .iter()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("content-length:")?
                .trim()
                .parse()
                .ok()
        })
        .unwrap_or(0);
    let head = format!(
        "{}\r\nhost: {behind}\r\nconnection: close\r\n\r\n",
        kept.join("\r\n")
    );
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut server = TcpStream::connect(behind)?;
    server.write_all(&[head.as_bytes(), &body].concat())?;
    std::io::copy(&mut server, &mut caller)?;
    caller.shutdown(Shutdown::Both)
}
