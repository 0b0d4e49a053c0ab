//! What a program reads: appointments, requests and problems as JSON.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use serde_json::{Value, json};

use crate::booking::sanitize::steers;
use crate::booking::{Appointment, Problem, RequestView};

/// An appointment as its backend returned it, each member with the backend's own name and type.
pub(super) fn appointment(booked: &Appointment) -> Value {
    Value::Object(booked.record.shown().clone())
}

/// One thing that stands in the way. `field` is its name on the wire.
pub(super) fn problem(problem: &Problem) -> Value {
    let server = problem.server.clone().unwrap_or_default();
    json!({
        "field": problem.field().map(|id| id.key()),
        "what": problem.what,
        "advice": problem.advice,
        "status": server.status,
        "code": server.code,
        "request_id": server.request_id,
    })
}

/// A request as it would go out, its key cut to the prefix; what goes out after it stands under `then`.
pub(super) fn request(view: &RequestView) -> Value {
    let headers: serde_json::Map<String, Value> =
        view.headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    let body = view.body.shown();
    let mut told = json!({
        "method": view.method,
        "url": view.url,
        "headers": headers,
        "body": serde_json::from_str(body).unwrap_or_else(|_| json!(body)),
    });
    if let Some(then) = &view.then {
        told["then"] = request(then);
    }
    told
}

/// JSON in one line. Characters that would steer a terminal or deceive the eye are written as escapes, so that nothing
/// is lost to a program and nothing done to whoever looks at it.
pub fn one_line(value: &Value) -> String {
    let mut line = Vec::new();
    // Writing to memory does not fail.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut line, Escaping));
    String::from_utf8(line).unwrap_or_default()
}

/// Writes JSON compactly, with more escapes than JSON asks for.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        for letter in fragment.chars() {
            let mut units = [0; 2];
            match steers(letter) {
                true => letter
                    .encode_utf16(&mut units)
                    .iter()
                    .try_for_each(|unit| write!(writer, "\\u{unit:04x}"))?,
                false => write!(writer, "{letter}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_an_escape_and_still_the_same_json() {
        let value = json!({"name": "Zoë \u{202e}\u{9b}31m \u{e0041}", "n": 30});
        let line = one_line(&value);
        assert_eq!(line, "{\"name\":\"Zoë \\u202e\\u009b31m \\udb40\\udc41\",\"n\":30}");
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
    }
}
