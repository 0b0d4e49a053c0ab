//! Shows a request as it would be sent, before anything is sent.

use super::transport::Transport;
use booking::RequestView;
use booking::api::{ChangeRequest, Request};
use booking::sanitize::sanitize;

/// The placeholder for the appointment's id in the request that follows its creation. None of its characters is special
/// in a shell or an address.
const PLACEHOLDER_ID: &str = "APPOINTMENT_ID";

/// Returns the request of a change, and the one that follows it, with only the prefix of the key. `Host` and
/// `Content-Length` are omitted: the transport adds them, and they don't matter to the change. `None` if the API can't
/// make it.
pub(super) fn view(
    transport: &Transport,
    change: &ChangeRequest<'_>,
    seen: Option<&str>,
) -> Option<RequestView> {
    let view = |change: &ChangeRequest<'_>| {
        let request = transport.endpoint.api().change(change)?;
        view_of(transport, &request.if_version(seen))
    };
    let then = match change {
        ChangeRequest::Book(booking) if !booking.panels().is_empty() => {
            view(&ChangeRequest::AddPanels {
                appointment: PLACEHOLDER_ID,
                panels: booking.panels(),
            })
        }
        _ => None,
    };
    Some(RequestView {
        then: then.map(Box::new),
        ..view(change)?
    })
}

fn view_of(transport: &Transport, request: &Request) -> Option<RequestView> {
    let method = request.method.word();
    let endpoint = &transport.endpoint;
    let sent = transport.http_request(request).ok()?;
    // The variable of another clinic's key would send that key here.
    let key_variable = endpoint.clinic().key_variable();
    let key_variable = key_variable.unwrap_or_else(|| "KEY".to_owned());
    let credential = endpoint.shown_credential(&key_variable);
    let mut headers = Vec::new();
    headers.extend(
        credential
            .iter()
            .map(|(name, shown, _)| ((*name).to_owned(), shown.clone())),
    );
    for (name, value) in sent.headers() {
        headers.push((
            name.to_string(),
            String::from_utf8_lossy(value.as_bytes()).into_owned(),
        ));
    }
    let body = request.body.as_ref().map(|body| body.shown());
    let typed = credential.map(|(name, _, typed)| (name, typed));
    let mut curl = curl(method, sent.url().as_str(), &headers, typed);
    if let Some(body) = body {
        curl.push_str(&format!(
            " --data-raw {}",
            quoted(&escaped(&body.to_string()))
        ));
    }
    // reqwest adds it automatically; curl needs an option to unpack the answer.
    headers.push(("accept-encoding".to_owned(), "gzip".to_owned()));
    curl.push_str(" --compressed");
    Some(RequestView {
        method: method.to_owned(),
        url: sent.url().to_string(),
        headers,
        body: body
            .map(|body| escaped(&format!("{body:#}")))
            .unwrap_or_default()
            .into(),
        curl: curl.into(),
        then: None,
    })
}

/// Returns a command line for a POSIX shell that reads the key from bookdesk's own variable.
fn curl(
    method: &str,
    url: &str,
    headers: &[(String, String)],
    key: Option<(&str, String)>,
) -> String {
    let mut words = vec![format!("curl -X {method} {}", quoted(url))];
    for (name, value) in headers {
        words.push(match &key {
            Some((own, typed)) if name == own => format!("-H \"{name}: {typed}\""),
            _ => format!("-H {}", quoted(&format!("{name}: {value}"))),
        });
    }
    words.join(" ")
}

/// Quotes `text` as one shell word, whatever it contains.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Returns JSON with every invisible character escaped.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for letter in json.chars() {
        let mut utf8 = [0; 4];
        let text = &*letter.encode_utf8(&mut utf8);
        if text == "\n" || sanitize(text) == text {
            escaped.push(letter);
        } else {
            escaped.extend(
                letter
                    .encode_utf16(&mut [0; 2])
                    .iter()
                    .map(|unit| format!("\\u{unit:04x}")),
            );
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;
    use serde_json::Value;

    use super::*;
    use crate::{Endpoint, Timeouts};
    use booking::clinics::{CLINIK, clinik};
    use booking::time::Span;
    use booking::{Booking, BookingParts, FieldValue, Text};

    fn view_of(reason: &str) -> RequestView {
        let key = SecretString::from("clk_test_secret0123456789");
        let endpoint = Endpoint::new(CLINIK, "http://127.0.0.1:4010", Some(key)).unwrap();
        let span = Span::resolve(None, None, None).unwrap();
        let least = Booking::of_ids(CLINIK, "pt_abc123", None, span).unwrap();
        let values = vec![(
            clinik::REASON,
            FieldValue::Text(Text::new(reason, 500).unwrap()),
        )];
        let booking = Booking::new(
            CLINIK,
            BookingParts {
                values,
                ..least.parts().clone()
            },
        )
        .unwrap();
        view(
            &Transport::new(endpoint, Timeouts::default()),
            &ChangeRequest::Book(&booking),
            None,
        )
        .unwrap()
    }

    #[test]
    fn the_view_shows_everything_but_the_key() {
        let view = view_of("knee");
        assert_eq!(
            (view.method.as_str(), view.url.as_str()),
            ("POST", "http://127.0.0.1:4010/v1/appointments")
        );
        let agent = concat!("bookdesk/", env!("CARGO_PKG_VERSION"));
        let headers = [
            ("x-api-key", "clk_test_…"),
            ("content-type", "application/json"),
            ("accept", "application/json"),
            ("user-agent", agent),
            ("accept-encoding", "gzip"),
        ];
        assert_eq!(
            view.headers,
            headers.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        assert_eq!(
            *view.body.shown(),
            "{\n  \"status\": \"booked\",\n  \"patientId\": \"pt_abc123\",\n  \"reasonCode\": \"knee\"\n}"
        );
        assert!(!format!("{view:?}").contains("secret"));
    }

    #[test]
    fn the_curl_line_is_one_command_whatever_was_typed() {
        let view = view_of("it's $(rm) `x` \"q\"\n\u{202e}👩");
        assert_eq!(
            *view.curl.shown(),
            format!(
                "curl -X POST 'http://127.0.0.1:4010/v1/appointments' -H \"x-api-key: $BOOKDESK_CLINIK_KEY\" \
                 -H 'content-type: application/json' -H 'accept: application/json' \
                 -H 'user-agent: bookdesk/{}' --data-raw '{}' --compressed",
                env!("CARGO_PKG_VERSION"),
                r#"{"status":"booked","patientId":"pt_abc123","reasonCode":"it'\''s $(rm) `x` \"q\"\n\u202e👩"}"#
            )
        );
        let read_back: Value = serde_json::from_str(view.body.shown()).unwrap();
        assert_eq!(read_back["reasonCode"], "it's $(rm) `x` \"q\"\n\u{202e}👩");
    }
}
