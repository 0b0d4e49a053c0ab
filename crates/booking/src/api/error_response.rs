//! Turns an unsuccessful response into a failure, by what it means for the booking.

use serde_json::Value;

use super::server_text::shown_message;
use super::{Api, Reply};
use crate::{Cause, Failure, Report};

/// The most texts read from one list.
const MOST_TEXTS: usize = 50;

/// Returns the failure of a response outside 2xx: a 4xx other than 408 is a refusal; after any other status the
/// change may have been made. That includes 3xx: something other than the API answered, and many servers send
/// a 303 after they have made a change.
pub(super) fn failure(api: &dyn Api, answer: &Reply) -> Failure {
    let body = answer.json().ok();
    let code = body.as_ref().and_then(|body| body.get("code")?.as_str());
    let report = |cause| Report {
        status: Some(answer.status),
        code: code.map(shown_message),
        request_id: answer.request_id(body.as_ref()),
        message: body.as_ref().and_then(message).map(Into::into),
        issues: body
            .as_ref()
            .map(|body| api.issues(body))
            .unwrap_or_default(),
        retry_after: answer.retry_after,
        ..Report::of(cause)
    };
    match answer.status {
        // A timeout, perhaps of a gateway, which may not know whether the request took effect.
        408 => Failure::Unknown(report(Cause::ServerFault)),
        300..400 => Failure::Unknown(report(Cause::Redirected)),
        400..500 => Failure::Refused(report(api.cause(answer.status, code))),
        _ => Failure::Unknown(report(Cause::ServerFault)),
    }
}

/// The members in which servers explain an error, the clearest first.
const EXPLANATIONS: [&str; 7] = [
    "message",
    "detail",
    "details",
    "error_description",
    "error",
    "title",
    "errors",
];

/// Returns the server's explanation, for display only, from any of the usual members and shapes.
fn message(body: &Value) -> Option<String> {
    EXPLANATIONS
        .iter()
        .find_map(|name| text_in(body.get(name)?, 2))
        .map(|text| shown_message(&text))
}

/// Returns the text of a value: a string itself, the text of an object's [`EXPLANATIONS`], or the joined texts of a
/// list; `depth` levels of objects and lists are entered.
fn text_in(value: &Value, depth: u8) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Object(_) if depth > 0 => EXPLANATIONS
            .iter()
            .chain(&["text", "diagnostics"])
            .find_map(|name| text_in(value.get(*name)?, depth - 1)),
        Value::Array(items) if depth > 0 => {
            let texts: Vec<String> = items
                .iter()
                .take(MOST_TEXTS)
                .filter_map(|item| text_in(item, depth - 1))
                .collect();
            Some(texts.join("; ")).filter(|text| !text.is_empty())
        }
        _ => None,
    }
}
