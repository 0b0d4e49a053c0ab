//! An answer that is no success, as a failure: told apart by what it means for the booking.

use serde_json::Value;

use super::answer::Answer;
use super::dialect::Dialect;
use super::server_text::shown_message;
use crate::booking::{Backend, Cause, Failure, Issue, Report};

/// The most field issues read from one answer.
const MOST_ISSUES: usize = 50;

/// What an answer outside 2xx means: a 4xx but 408 said no, anything else may have booked. A 3xx
/// too: something else than the API answered, and a 303 is what many a server says once it has done what was asked.
pub(super) fn failure(backend: Backend, answer: &Answer) -> Failure {
    let body = answer.json().ok();
    let code = body.as_ref().and_then(|body| body.get("code")?.as_str());
    let report = |cause| Report {
        status: Some(answer.status),
        code: code.map(shown_message),
        request_id: answer.request_id(body.as_ref()),
        message: body.as_ref().and_then(message).map(Into::into),
        issues: body.as_ref().map(issues).unwrap_or_default(),
        retry_after: answer.retry_after(),
        ..Report::of(cause)
    };
    match answer.status {
        // It took too long, and whoever says so, a gateway perhaps, may not know what became of it.
        408 => Failure::Unknown(report(Cause::ServerFault)),
        300..400 => Failure::Unknown(report(Cause::Redirected)),
        400..500 => Failure::Refused(report((Dialect::of(backend).cause)(answer.status, code))),
        _ => Failure::Unknown(report(Cause::ServerFault)),
    }
}

/// A 2xx whose body says nothing usable: it may well have booked.
pub(super) fn unreadable(answer: &Answer, cause: Cause) -> Failure {
    let request_id = answer.request_id(answer.json().ok().as_ref());
    Failure::Unknown(Report { status: Some(answer.status), request_id, ..Report::of(cause) })
}

/// The members in which servers say what went wrong, the most telling first.
const WORDS: [&str; 7] = ["message", "detail", "details", "error_description", "error", "title", "errors"];

/// What the server said, for display only: in whichever of the usual places, and shapes, it says anything.
fn message(body: &Value) -> Option<String> {
    WORDS.iter().find_map(|name| text_in(body.get(name)?, 2)).map(|text| shown_message(&text))
}

/// The words of a value: its text, those of an object's telling members, or those of a list, one after the other.
fn text_in(value: &Value, deeper: u8) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Object(_) if deeper > 0 => WORDS
            .iter()
            .chain(&["text", "diagnostics"])
            .find_map(|name| text_in(value.get(*name)?, deeper - 1)),
        Value::Array(items) if deeper > 0 => {
            let said: Vec<String> =
                items.iter().take(MOST_ISSUES).filter_map(|item| text_in(item, deeper - 1)).collect();
            Some(said.join("; ")).filter(|said| !said.is_empty())
        }
        _ => None,
    }
}

/// ClinikAPI's field issues, in either spelling of the member: `issues` as documented, `issue` as in FHIR.
fn issues(body: &Value) -> Vec<Issue> {
    let listed = ["issues", "issue"].into_iter().find_map(|name| body.get(name)?.as_array());
    listed.into_iter().flatten().take(MOST_ISSUES).filter_map(issue).collect()
}

/// One issue: `diagnostics` is `field: Reason`; where it is missing, FHIR's `details.text`, else `message`.
fn issue(issue: &Value) -> Option<Issue> {
    let text = ["/diagnostics", "/details/text", "/message"]
        .iter()
        .find_map(|path| issue.pointer(path)?.as_str())?;
    let field = text.split_once(": ").filter(|(name, _)| is_member_path(name));
    Some(match field {
        Some((name, reason)) => {
            Issue { wire_name: Some(name.to_owned()), text: shown_message(reason).into() }
        }
        None => Issue { wire_name: None, text: shown_message(text).into() },
    })
}

/// `patientId`, `requestedPeriod[0].start`: what can be the name of a member, and not the start of a sentence.
fn is_member_path(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.[]".contains(&byte))
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderMap;
    use serde_json::json;

    use super::*;

    fn read(backend: Backend, status: u16, body: &str) -> Failure {
        failure(backend, &Answer { status, headers: HeaderMap::new(), body: Ok(body.into()) })
    }

    #[test]
    fn field_issues_are_read_in_both_spellings() {
        for name in ["issues", "issue"] {
            let body = json!({"error": "Validation Error", "code": "VALIDATION_ERROR", "requestId": "req_1", name: [
                {"severity": "error", "code": "invalid", "diagnostics": "patientId: Required"},
                {"diagnostics": "The whole: is odd"},
                {"details": {"text": "start: Invalid date"}},
                {"severity": "error"},
            ]});
            let failure = read(Backend::Clinik, 422, &body.to_string());
            let issue = |wire_name: Option<&str>, text: &str| Issue {
                wire_name: wire_name.map(str::to_owned),
                text: text.to_owned().into(),
            };
            assert_eq!(
                failure.report().issues,
                [
                    issue(Some("patientId"), "Required"),
                    issue(None, "The whole: is odd"),
                    issue(Some("start"), "Invalid date"),
                ]
            );
            assert_eq!(failure.report().request_id.as_deref(), Some("req_1"));
            assert_eq!(failure.report().said(), Some("Validation Error"));
        }
    }

    #[test]
    fn the_message_comes_before_the_title_and_is_made_harmless() {
        let said =
            |body: Value| read(Backend::Clinik, 400, &body.to_string()).report().said().map(str::to_owned);
        assert_eq!(said(json!({"error": "Title", "message": "Words"})).as_deref(), Some("Words"));
        assert_eq!(said(json!({"error": "\u{1b}[31mTitle"})).as_deref(), Some("␛[31mTitle"));
        assert_eq!(said(json!({"error": {"deep": 1}})), None);
        for shape in [
            json!({"error": {"message": "No room"}}),
            json!({"error": {"code": 7, "details": "No room"}}),
            json!({"errors": ["No room"]}),
            json!({"errors": [{"message": "No room"}]}),
            json!({"detail": "No room"}),
            json!({"details": [{"text": "No room"}]}),
            json!({"message": " ", "title": "No room"}),
        ] {
            assert_eq!(said(shape.clone()).as_deref(), Some("No room"), "{shape}");
        }
        assert_eq!(said(json!({"errors": ["One", {"title": "Two"}]})).as_deref(), Some("One; Two"));
        assert!(said(json!({"errors": ["x".repeat(9999)]})).is_some_and(|said| said.chars().count() < 330));
        assert_eq!(said(json!(["not", "an", "object"])), None);
    }

    #[test]
    fn a_body_that_is_no_json_leaves_the_status_to_speak() {
        for body in ["", "<html>Bad Gateway</html>", "{\"error\":"] {
            assert!(
                matches!(read(Backend::Aniva, 403, body), Failure::Refused(report) if report.cause == Cause::Forbidden)
            );
            assert!(
                matches!(read(Backend::Aniva, 502, body), Failure::Unknown(report) if report.said().is_none())
            );
        }
    }

    #[test]
    fn a_server_fault_is_unknown_whatever_code_it_carries() {
        let failure = read(Backend::Clinik, 500, r#"{"code":"VALIDATION_ERROR"}"#);
        assert!(matches!(failure, Failure::Unknown(report) if report.cause == Cause::ServerFault));
    }
}
