//! The client over real sockets, against a stub that answers with scripted bytes and can break off anywhere.

mod calendars;
mod changing;
mod failing;
mod panels;
mod people;
mod reading;
mod sending;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{Client, Endpoint, Timeouts};
use booking::clinics::{ANIVA, CLINIK, aniva, clinik};
use booking::time::{Minutes, Span};
use booking::{Booking, BookingParts, ClinicId, FieldValue, Text};

const CLINIK_KEY: &str = "clk_test_secret0123456789";
const ANIVA_KEY: &str = "anivasecret0123456789";

/// The stub's behaviour after it has read a whole request.
struct Reply {
    bytes: Vec<u8>,
    then: Then,
}

enum Then {
    Close,
    /// Keeps the connection open and sends no more.
    Hold,
}

impl Reply {
    /// Creates a whole answer, after which the connection is closed.
    fn json(status: u16, body: &str) -> Reply {
        Reply::with(
            status,
            &[("Content-Type", "application/json")],
            body.as_bytes(),
        )
    }

    fn with(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let mut head = format!(
            "HTTP/1.1 {status} Stub\r\nContent-Length: {}\r\nConnection: close\r\n",
            body.len()
        );
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        Reply::raw([head.as_bytes(), body].concat())
    }

    /// Creates a page of one of ClinikAPI's lists; with a cursor it is not the last.
    fn page(rows: &Value, cursor: Option<&str>) -> Reply {
        let page = json!({"data": rows, "cursor": cursor, "hasMore": cursor.is_some()});
        Reply::json(200, &json!({"data": page, "meta": {}}).to_string())
    }

    /// Creates an answer of exactly these bytes.
    fn raw(bytes: impl Into<Vec<u8>>) -> Reply {
        Reply {
            bytes: bytes.into(),
            then: Then::Close,
        }
    }

    fn hold(self) -> Reply {
        Reply {
            then: Then::Hold,
            ..self
        }
    }
}

/// A request as received.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Received {
    /// `POST /v1/appointments HTTP/1.1`
    line: String,
    /// Sorted by name.
    headers: Vec<(String, String)>,
    body: String,
}

/// An address without a listener. A port that was just freed could soon belong to another test.
const NOBODY: &str = "http://127.0.0.1:9";

/// A server on loopback: each connection gets the next reply, and none is accepted after the last.
struct Stub {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Stub {
    async fn replying(replies: Vec<Reply>) -> Stub {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        tokio::spawn(async move {
            let mut held = Vec::new();
            for reply in replies {
                let (mut socket, _) = listener.accept().await.unwrap();
                let Some(request) = read_request(&mut socket).await else {
                    continue;
                };
                log.lock().unwrap().push(request);
                // A client that has read enough may hang up.
                let _ = socket.write_all(&reply.bytes).await;
                if matches!(reply.then, Then::Hold) {
                    held.push(socket);
                }
            }
            std::future::pending::<()>().await;
        });
        Stub { address, received }
    }

    fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Returns methods and addresses, in the order of the requests.
    fn lines(&self) -> Vec<String> {
        let line = |request: Received| request.line.trim_end_matches(" HTTP/1.1").to_owned();
        self.received().into_iter().map(line).collect()
    }

    /// Returns a client whose endpoints are both this stub.
    fn client(&self) -> Client {
        client_of(&format!("http://{}", self.address), Timeouts::default())
    }

    /// Returns a client that waits no longer than a test may take. Connecting has its ordinary limit.
    fn hasty_client(&self) -> Client {
        let request = Duration::from_millis(200);
        client_of(
            &format!("http://{}", self.address),
            Timeouts {
                request,
                ..Timeouts::default()
            },
        )
    }
}

fn client_of(address: &str, timeouts: Timeouts) -> Client {
    let endpoint =
        |clinic, key| Endpoint::new(clinic, address, Some(SecretString::from(key))).unwrap();
    Client::new(
        [endpoint(CLINIK, CLINIK_KEY), endpoint(ANIVA, ANIVA_KEY)],
        timeouts,
    )
}

/// Reads the next request; `None` if the other side hangs up before its end.
async fn read_request(socket: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        if socket.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..head_end].to_vec()).ok()?;
    let mut lines = head.lines();
    let line = lines.next()?.to_owned();
    let split = |line: &str| {
        line.split_once(": ")
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let mut headers: Vec<_> = lines.filter_map(split).collect();
    headers.sort();
    let length = headers
        .iter()
        .find(|(name, _)| name == "content-length")
        .map_or("0", |(_, value)| value);
    let length: usize = length.parse().ok()?;
    while bytes.len() < head_end + 4 + length {
        if socket.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    Some(Received {
        line,
        headers,
        body: String::from_utf8(bytes[head_end + 4..].to_vec()).ok()?,
    })
}

/// Returns the clinic visit of ClinikAPI's own example.
fn visit() -> Booking {
    let text = |id, text| (id, FieldValue::Text(Text::new(text, 2000).unwrap()));
    let at = |text: &str| Some(text.parse().unwrap());
    let span = Span::resolve(
        at("2025-02-10T10:00:00Z"),
        at("2025-02-10T10:30:00Z"),
        Minutes::new(30),
    )
    .unwrap();
    let least = Booking::of_ids(CLINIK, "pt_abc123", Some("prac_xyz789"), span).unwrap();
    let values = vec![
        text(clinik::SERVICE_TYPE, "Cardiology"),
        text(clinik::APPOINTMENT_TYPE, "FOLLOWUP"),
        text(clinik::REASON, "Post-procedure follow-up"),
        text(
            clinik::PATIENT_INSTRUCTION,
            "Please arrive 10 minutes early.",
        ),
    ];
    Booking::new(
        CLINIK,
        BookingParts {
            values,
            ..least.parts().clone()
        },
    )
    .unwrap()
}

/// Returns the blood draw of Aniva's own example.
fn draw() -> Booking {
    let span = Span::resolve("2026-05-15T10:30:00Z".parse().ok(), None, None).unwrap();
    let profile = "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d";
    let location = "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b";
    let least = Booking::of_ids(ANIVA, profile, Some(location), span).unwrap();
    let note = FieldValue::Text(Text::new("prefers the left arm", 2000).unwrap());
    let values = vec![(aniva::DESK_NOTE, note)];
    Booking::new(
        ANIVA,
        BookingParts {
            values,
            ..least.parts().clone()
        },
    )
    .unwrap()
}

/// Returns an example booking at `clinic`.
fn booking(clinic: ClinicId) -> Booking {
    match clinic {
        one if one == CLINIK => visit(),
        _ => draw(),
    }
}
