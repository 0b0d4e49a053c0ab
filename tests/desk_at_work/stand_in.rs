//! A server in a clinic's place that says what no honest sandbox can be made to say: one fixed answer to every
//! create, and to everything else that there is no such thing.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::Value;

/// Answers until the test process ends.
pub(crate) struct StandIn {
    address: String,
    creates: Arc<AtomicUsize>,
}

impl StandIn {
    /// Answers every create so.
    pub(crate) fn saying(status: u16, body: &Value) -> StandIn {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a port");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let creates = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&creates);
        let answer = response(status, &body.to_string());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A desk that hangs up early has ended its test.
                let _ = serve(stream, &answer, &counted);
            }
        });
        StandIn { address, creates }
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
        self.creates.load(Ordering::SeqCst)
    }
}

fn response(status: u16, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{body}"
    )
}

fn serve(stream: TcpStream, to_create: &str, creates: &AtomicUsize) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut request_line = String::new();
    reader.read_line(&mut request_line)?;
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
    if request_line.starts_with("POST") {
        creates.fetch_add(1, Ordering::SeqCst);
        return reader.get_mut().write_all(to_create.as_bytes());
    }
    reader.get_mut().write_all(response(404, "{}").as_bytes())
}
