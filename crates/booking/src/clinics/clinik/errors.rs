//! ClinikAPI's refusals.

use serde_json::Value;

use crate::api::shown_message;
use crate::{Cause, Issue};

/// The most field issues read from one answer.
const MOST_ISSUES: usize = 50;

/// Returns the cause for the body's `code`, if it is more specific than the status.
pub(super) fn cause(code: &str) -> Option<Cause> {
    Some(match code {
        "INVALID_JSON" => Cause::BadRequest,
        "METHOD_OVERRIDE_REJECTED" => Cause::MethodOverride,
        "UNAUTHORIZED" | "INVALID_KEY" => Cause::KeyUnknown,
        "INVALID_KEY_FORMAT" => Cause::KeyMalformed,
        "KEY_REVOKED" => Cause::KeyRevoked,
        "KEY_EXPIRED" => Cause::KeyExpired,
        "NOT_FOUND" => Cause::NotFound,
        "VALIDATION_ERROR" => Cause::Invalid,
        "RATE_LIMITED" => Cause::RateLimited,
        "MONTHLY_QUOTA_EXCEEDED" | "SANDBOX_QUOTA_EXCEEDED" => Cause::QuotaExhausted,
        _ => return None,
    })
}

/// Decodes the issues of single fields, under either name of the member: `issues` as documented, `issue` as
/// in FHIR.
pub(super) fn issues(body: &Value) -> Vec<Issue> {
    let listed = ["issues", "issue"]
        .into_iter()
        .find_map(|name| body.get(name)?.as_array());
    listed
        .into_iter()
        .flatten()
        .take(MOST_ISSUES)
        .filter_map(issue)
        .collect()
}

/// Decodes one issue: `diagnostics` is `field: Reason`. Without it, the text is FHIR's `details.text`, else `message`.
fn issue(issue: &Value) -> Option<Issue> {
    let text = ["/diagnostics", "/details/text", "/message"]
        .iter()
        .find_map(|path| issue.pointer(path)?.as_str())?;
    let field = text
        .split_once(": ")
        .filter(|(name, _)| is_member_path(name));
    Some(match field {
        Some((name, reason)) => Issue {
            wire_name: Some(name.to_owned()),
            text: shown_message(reason).into(),
        },
        None => Issue {
            wire_name: None,
            text: shown_message(text).into(),
        },
    })
}

/// Returns whether a text such as `patientId` or `requestedPeriod[0].start` looks like a member's name rather than the
/// start of a sentence.
fn is_member_path(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.[]".contains(&byte))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Failure;
    use crate::api::Reply;

    fn read(status: u16, body: &str) -> Failure {
        super::super::CLINIK
            .api()
            .body_of(&Reply::new(status, body))
            .unwrap_err()
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
            let failure = read(422, &body.to_string());
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
            assert_eq!(failure.report().to_text(), Some("Validation Error"));
        }
    }

    #[test]
    fn the_message_comes_before_the_title_and_is_made_harmless() {
        let said = |body: Value| {
            read(400, &body.to_string())
                .report()
                .to_text()
                .map(str::to_owned)
        };
        assert_eq!(
            said(json!({"error": "Title", "message": "Words"})).as_deref(),
            Some("Words")
        );
        assert_eq!(
            said(json!({"error": "\u{1b}[31mTitle"})).as_deref(),
            Some("␛[31mTitle")
        );
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
        assert_eq!(
            said(json!({"errors": ["One", {"title": "Two"}]})).as_deref(),
            Some("One; Two")
        );
        assert!(
            said(json!({"errors": ["x".repeat(9999)]}))
                .is_some_and(|said| said.chars().count() < 330)
        );
        assert_eq!(said(json!(["not", "an", "object"])), None);
    }

    #[test]
    fn without_a_json_body_the_status_decides() {
        for body in ["", "<html>Bad Gateway</html>", "{\"error\":"] {
            assert!(
                matches!(read(403, body), Failure::Refused(report) if report.cause == Cause::Forbidden)
            );
            assert!(
                matches!(read(502, body), Failure::Unknown(report) if report.to_text().is_none())
            );
        }
    }

    #[test]
    fn a_server_fault_is_unknown_whatever_code_it_carries() {
        let failure = read(500, r#"{"code":"VALIDATION_ERROR"}"#);
        assert!(matches!(failure, Failure::Unknown(report) if report.cause == Cause::ServerFault));
    }
}
