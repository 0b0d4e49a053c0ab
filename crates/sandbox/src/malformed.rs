//! Unreadable or untrue versions of the right answer, as a broken or hostile server or intermediary produces them.
//! Everything is stored first.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Response, StatusCode, header};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::connection::DrippingBody;
use super::faults::Fault;
use super::message::SandboxReply;

/// Another origin on this machine where nobody listens: the port of the discard service.
const NOBODY: &str = "http://127.0.0.1:9";

/// A UTF-16 byte order mark on bytes that are not UTF-16, half an object, and invalid UTF-8.
const GARBAGE: &[u8] = b"\xff\xfe{\"data\":{\"id\":\x00\x80\xc3(\xf0\x9f";

const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\
                    <body><h1>Welcome to the guest network</h1></body></html>\n";

/// Blanks after the answer. JSON allows them, so only the size is wrong.
const PADDING: usize = 9 << 20;

/// Appended to every text of a hostile answer: a repaint, a window title and a clipboard entry, a link, the same in C1,
/// a device string, a bidi override and isolates, zero-width letters, a heap of marks, tags, line ends.
const TRICKS: &str = "\u{1b}[2J\u{1b}[31m\u{1b}]0;owned\u{7}\u{1b}]52;c;b3duZWQ=\u{7}\
                      \u{1b}]8;;http://evil.example\u{1b}\\link\u{1b}]8;;\u{1b}\\\u{9b}2J\u{9d}0;owned\u{9c}\
                      \u{1b}P$q\"p\u{1b}\\\u{202e}desrever\u{2066}x\u{2069}\u{200b}\u{feff}\u{2060}\u{ad}\
                      Z\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\
                      \u{e0041}\u{2028}\r\n\t\u{8}\0";

/// How many texts of a hostile answer are a mebibyte longer: enough to flood, but below any limit on a body.
const FLOODS: usize = 4;

/// Returns the answer to a call of `path`, spoilt by a fault.
pub(super) fn response(
    fault: &Fault,
    mut reply: SandboxReply,
    now: DateTime<Utc>,
    path: &str,
) -> Response<Body> {
    if let (Fault::Hostile {}, Some(body)) = (fault, &mut reply.body) {
        let mut floods = FLOODS;
        poison(body, &mut floods);
    }
    if let (Fault::Contradict { members }, Some(body)) = (fault, &mut reply.body) {
        // ClinikAPI wraps its records.
        let record = if body.get("data").is_some_and(Value::is_object) {
            &mut body["data"]
        } else {
            body
        };
        merge(record, members);
    }
    let body = Bytes::from(
        reply
            .body
            .as_ref()
            .map(Value::to_string)
            .unwrap_or_default(),
    );
    let mut response = reply.into_response(now);
    match fault {
        Fault::HalfBody {} => *response.body_mut() = Body::new(DrippingBody::half_of(&body)),
        Fault::Drip { bytes_per_s } => {
            *response.body_mut() = Body::new(DrippingBody::of(body, *bytes_per_s))
        }
        Fault::Huge {} => *response.body_mut() = padded(&body),
        Fault::Garbage {} => *response.body_mut() = Body::from(GARBAGE),
        Fault::ContentType {} => declare(&mut response, "text/plain; charset=us-ascii"),
        Fault::Html {} => {
            declare(&mut response, "text/html; charset=utf-8");
            *response.body_mut() = Body::from(PAGE);
        }
        Fault::Redirect { to } => {
            let to = to.clone().unwrap_or_else(|| format!("{NOBODY}{path}"));
            *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
            // The address in an order was checked, and a path that was received is valid.
            response.headers_mut().extend(
                HeaderValue::from_str(&to)
                    .ok()
                    .map(|to| (header::LOCATION, to)),
            );
        }
        Fault::Slow { .. }
        | Fault::Status { .. }
        | Fault::DropBefore { .. }
        | Fault::DropAfter { .. }
        | Fault::RateLimit { .. }
        | Fault::Hang { .. }
        | Fault::Hostile { .. }
        | Fault::Contradict { .. }
        | Fault::Forget { .. } => {}
    }
    response
}

/// Applies a merge patch (RFC 7386).
fn merge(target: &mut Value, patch: &Map<String, Value>) {
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Some(target) = target.as_object_mut() else {
        return;
    };
    for (name, value) in patch {
        match value {
            Value::Null => {
                target.remove(name);
            }
            Value::Object(patch) => merge(target.entry(name).or_insert(Value::Null), patch),
            value => {
                target.insert(name.clone(), value.clone());
            }
        }
    }
}

fn declare(response: &mut Response<Body>, content_type: &'static str) {
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
}

fn padded(body: &Bytes) -> Body {
    let mut padded = body.to_vec();
    padded.resize(body.len() + PADDING, b' ');
    Body::from(padded)
}

/// The members whose texts are unchanged: without them nothing of an answer could be read.
const UNCHANGED: [&str; 4] = ["id", "resourceType", "mode", "reference"];

/// Adds the tricks to every text except those that identify records. The first few become floods.
fn poison(value: &mut Value, floods: &mut usize) {
    match value {
        Value::String(text) => {
            text.push_str(TRICKS);
            if *floods > 0 {
                *floods -= 1;
                text.push_str(&"A".repeat(1 << 20));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| poison(item, floods)),
        Value::Object(members) => {
            let texts = members
                .iter_mut()
                .filter(|(name, _)| !UNCHANGED.contains(&name.as_str()));
            texts.for_each(|(_, member)| poison(member, floods));
        }
        _ => {}
    }
}
