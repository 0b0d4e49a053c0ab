//! Appointments, requests and problems as JSON.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use serde_json::{Value, json};

use booking::sanitize::is_control_character;
use booking::{Problem, RequestView};

/// Returns a problem. `field` is the field's name in requests.
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

/// Returns a request as it would be sent, with only the prefix of its key. A second step is under `then`.
pub(super) fn request(view: &RequestView) -> Value {
    let headers: serde_json::Map<String, Value> = view
        .headers
        .iter()
        .map(|(name, value)| (name.clone(), json!(value)))
        .collect();
    let body = view.body.shown();
    let mut object = json!({
        "method": view.method,
        "url": view.url,
        "headers": headers,
        "body": serde_json::from_str(body).unwrap_or_else(|_| json!(body)),
    });
    if let Some(then) = &view.then {
        object["then"] = request(then);
    }
    object
}

/// Returns JSON on one line. Characters that control a terminal or mislead the reader are escaped: programs lose
/// nothing, and terminals are safe.
pub fn one_line(value: &Value) -> String {
    let mut line = Vec::new();
    // Writing to memory does not fail.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut line, Escaping));
    String::from_utf8(line).unwrap_or_default()
}

/// A compact formatter that escapes more than JSON requires.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        for letter in fragment.chars() {
            let mut units = [0; 2];
            if is_control_character(letter) {
                for unit in letter.encode_utf16(&mut units) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            } else {
                write!(writer, "{letter}")?;
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
        assert_eq!(
            line,
            "{\"name\":\"Zoë \\u202e\\u009b31m \\udb40\\udc41\",\"n\":30}"
        );
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
    }
}
