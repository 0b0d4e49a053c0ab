//! A server in a clinic's place that says what no honest sandbox can be made to say: one fixed answer to every
//! create, and to everything else that there is no such thing.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rustls::{ServerConnection, StreamOwned};
use serde_json::Value;

use super::authority::Identity;

/// Answers until the test process ends.
pub(crate) struct StandIn {
    address: String,
    heard: Arc<Heard>,
}

/// How many calls have come in, and how many of them were creates.
#[derive(Default)]
struct Heard {
    calls: AtomicUsize,
    creates: AtomicUsize,
}

/// What a create is answered with.
enum Answer {
    Once(Vec<u8>),
    /// Over and over, after a beginning.
    WithoutEnd(Vec<u8>, Vec<u8>),
}

impl StandIn {
    /// Answers every create so.
    pub(crate) fn saying(status: u16, body: &Value) -> StandIn {
        StandIn::sending(response(status, body.to_string().as_bytes(), ""))
    }

    /// Answers every create with these bytes, and hangs up.
    pub(crate) fn sending(bytes: Vec<u8>) -> StandIn {
        StandIn::open(None, Answer::Once(bytes))
    }

    /// Answers every create with a beginning, and then with the same again and again for as long as anyone listens.
    pub(crate) fn never_ending(beginning: &str, again: &[u8]) -> StandIn {
        StandIn::open(None, Answer::WithoutEnd(beginning.into(), again.to_owned()))
    }

    /// Answers every create so, to those who take it for what its certificate says.
    pub(crate) fn encrypted(identity: Identity, status: u16, body: &Value) -> StandIn {
        let answer = response(status, body.to_string().as_bytes(), "");
        StandIn::open(Some(identity), Answer::Once(answer))
    }

    /// The same with a status and headers alone.
    pub(crate) fn encrypted_sending(identity: Identity, status: u16, headers: &str) -> StandIn {
        StandIn::open(
            Some(identity),
            Answer::Once(response(status, b"{}", headers)),
        )
    }

    fn open(identity: Option<Identity>, to_create: Answer) -> StandIn {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a port");
        let port = listener.local_addr().expect("it is bound").port();
        let address = match identity {
            Some(_) => format!("https://localhost:{port}"),
            None => format!("http://127.0.0.1:{port}"),
        };
        let heard = Arc::new(Heard::default());
        let hearing = Arc::clone(&heard);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A desk that hangs up early has ended its test, or does not trust us.
                let _ = match &identity {
                    None => serve(stream, &to_create, &hearing),
                    Some(identity) => serve(behind_tls(identity, stream), &to_create, &hearing),
                };
            }
        });
        StandIn { address, heard }
    }

    /// An address where nobody listens. A port that was free a moment ago would soon be another test's.
    pub(crate) fn gone() -> String {
        "http://127.0.0.1:9".to_owned()
    }

    pub(crate) fn address(&self) -> String {
        self.address.clone()
    }

    /// How many creates have come in.
    pub(crate) fn creates(&self) -> usize {
        self.heard.creates.load(Ordering::SeqCst)
    }

    /// How many calls of any kind have come in.
    pub(crate) fn calls(&self) -> usize {
        self.heard.calls.load(Ordering::SeqCst)
    }
}

/// An answer with everything as it should be, and these headers beside.
pub(crate) fn response(status: u16, body: &[u8], headers: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         connection: close\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn behind_tls(identity: &Identity, stream: TcpStream) -> StreamOwned<ServerConnection, TcpStream> {
    let connection = ServerConnection::new(identity.config()).expect("a server that can speak TLS");
    StreamOwned::new(connection, stream)
}

fn serve(stream: impl Read + Write, to_create: &Answer, heard: &Heard) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut request_line = String::new();
    reader.read_line(&mut request_line)?;
    heard.calls.fetch_add(1, Ordering::SeqCst);
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let header = header.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    let stream = reader.get_mut();
    if !request_line.starts_with("POST") {
        return stream.write_all(&response(404, b"{}", ""));
    }
    heard.creates.fetch_add(1, Ordering::SeqCst);
    match to_create {
        Answer::Once(bytes) => stream.write_all(bytes),
        Answer::WithoutEnd(beginning, again) => {
            stream.write_all(beginning)?;
            loop {
                stream.write_all(again)?;
            }
        }
    }
}
