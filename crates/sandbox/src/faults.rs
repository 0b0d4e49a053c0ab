//! The faults that `POST /sandbox/faults` can order.

use std::num::NonZeroU64;

use axum::http::HeaderValue;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::call::{ClinicApi, RequestKind};

/// Whether a fault acts before the commit, with nothing stored, or after it, with everything stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum When {
    #[default]
    Before,
    After,
}

/// A fault. A new one needs a variant here and an arm in [`Fault::ending`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Fault {
    /// The answer takes this long, in milliseconds of real time, unless there is a keeper.
    Slow { ms: u64 },
    /// An error status instead of the answer.
    Status {
        code: u16,
        #[serde(default)]
        when: When,
    },
    /// The connection closes before anything is stored.
    DropBefore {},
    /// The connection closes after everything is stored.
    DropAfter {},
    /// A 429. `retry_after` in seconds becomes `Retry-After`, which is otherwise not sent.
    RateLimit {
        #[serde(default)]
        retry_after: Option<u64>,
        #[serde(default)]
        when: When,
    },
    /// The connection stays open without an answer.
    Hang {
        #[serde(default)]
        when: When,
    },
    /// The body breaks off halfway through its announced length.
    HalfBody {},
    /// Bytes that are neither JSON nor text.
    Garbage {},
    /// The page of an intermediary: a portal, a proxy.
    Html {},
    /// The answer, with enough blanks to exceed 8 MiB.
    Huge {},
    /// A 307 to another server; without `to`, to one on this machine where nobody listens.
    Redirect {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    /// The answer with control characters and deceptive letters in every text except ids; some texts are a mebibyte
    /// long.
    Hostile {},
    /// The right answer, with another content type.
    ContentType {},
    /// The right answer, at this many bytes per second.
    Drip { bytes_per_s: NonZeroU64 },
    /// The answer with other members in its record, by a merge patch (RFC 7386): `null` removes a member.
    Contradict { members: Map<String, Value> },
    /// The record is stored without these members of the request.
    Forget { members: Vec<String> },
}

/// How a fault ends a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A substitute for the answer, before or after the commit.
    Instead(When, Substitute),
    /// Everything is stored, and the right answer is made unreadable or untrue: see [`super::malformed`].
    Spoilt,
}

/// A substitute for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Substitute {
    /// An error of the API with this status.
    Status(u16),
    /// A 429, with the wait in seconds if given.
    RateLimited(Option<u64>),
    /// Nothing: the connection closes.
    Cut,
    /// Nothing: the connection stays open as long as the caller waits.
    Silence,
}

impl Fault {
    /// Returns how this fault ends a request; `None` if the request is then answered as usual.
    pub(super) fn ending(&self) -> Option<Ending> {
        use Substitute::{Cut, RateLimited, Silence, Status};
        use When::{After, Before};
        Some(match self {
            Self::Slow { .. } | Self::Forget { .. } => return None,
            Self::Status { code, when } => Ending::Instead(*when, Status(*code)),
            Self::DropBefore {} => Ending::Instead(Before, Cut),
            Self::DropAfter {} => Ending::Instead(After, Cut),
            Self::RateLimit { retry_after, when } => {
                Ending::Instead(*when, RateLimited(*retry_after))
            }
            Self::Hang { when } => Ending::Instead(*when, Silence),
            Self::HalfBody {}
            | Self::Garbage {}
            | Self::Html {}
            | Self::Huge {}
            | Self::Redirect { .. }
            | Self::Hostile {}
            | Self::ContentType {}
            | Self::Drip { .. }
            | Self::Contradict { .. } => Ending::Spoilt,
        })
    }

    /// Returns what is wrong with its parameters, if anything.
    fn complaint(&self) -> Option<&'static str> {
        match self {
            Self::Status { code, .. } if !(400..=599).contains(code) => {
                Some("code must be an error status, 400 to 599")
            }
            Self::Redirect { to: Some(to) } if HeaderValue::from_str(to).is_err() => {
                Some("to must be an address that fits into a header")
            }
            _ => None,
        }
    }
}

/// A fault, the calls that it applies to, and how often it still acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct FaultOrder {
    #[serde(rename = "backend")]
    clinic: ClinicApi,
    call: RequestKind,
    #[serde(flatten)]
    fault: Fault,
    /// 0 means until cleared.
    times: u64,
}

impl FaultOrder {
    /// Orders that the next create at an API is stored, and its answer lost.
    pub(super) fn lost_answer(clinic: ClinicApi) -> FaultOrder {
        FaultOrder {
            clinic,
            call: RequestKind::Create,
            fault: Fault::DropAfter {},
            times: once(),
        }
    }
}

/// The request of a control body.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ControlRequest {
    Clear,
    Add(FaultOrder),
}

/// The calls that an order applies to; the rest of the body is the fault itself.
#[derive(Deserialize)]
struct Aim {
    #[serde(rename = "backend")]
    clinic: ClinicApi,
    call: RequestKind,
    #[serde(default = "once")]
    times: u64,
}

fn once() -> u64 {
    1
}

/// The usage, returned for invalid bodies.
const USAGE: &str = "Send {\"clear\":true}, or backend (clinik, aniva), call (create, read, search, patch, delete, panels, confirm, \
                     any), fault (slow with ms; status with code and when; drop-before; drop-after; rate-limit \
                     with retry_after and when; hang with when; half-body; garbage; html; huge; redirect with to; \
                     hostile; content-type; drip with bytes_per_s; contradict with members; \
                     forget with members) and, if not once, times (0 until cleared)";

impl ControlRequest {
    /// Parses a control body.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with it, and the usage.
    pub(super) fn parse(body: &[u8]) -> Result<Self, String> {
        Self::read(body).map_err(|problem| format!("{problem}. {USAGE}"))
    }

    fn read(body: &[u8]) -> Result<Self, String> {
        let mut body: Map<String, Value> = serde_json::from_slice(body)
            .map_err(|error| format!("This is no JSON object: {error}"))?;
        if body.contains_key("clear") {
            let is_clear = body.len() == 1 && body["clear"] == true;
            return if is_clear {
                Ok(Self::Clear)
            } else {
                Err("clear must be true and stand alone".to_owned())
            };
        }
        let aim: Map<_, _> = ["backend", "call", "times"]
            .into_iter()
            .filter_map(|name| body.remove_entry(name))
            .collect();
        let Aim {
            clinic,
            call,
            times,
        } = serde_json::from_value(aim.into()).map_err(|e| e.to_string())?;
        let fault: Fault =
            serde_json::from_value(body.into()).map_err(|error| error.to_string())?;
        match fault.complaint() {
            Some(complaint) => Err(complaint.to_owned()),
            None => Ok(Self::Add(FaultOrder {
                clinic,
                call,
                fault,
                times,
            })),
        }
    }
}

/// The faults still to act, in the order of the orders.
#[derive(Debug, Default)]
pub(super) struct Faults(pub(super) Vec<FaultOrder>);

impl Faults {
    /// Returns the faults that act on this request, and counts them: faults that don't end a request accumulate up to
    /// one that does.
    pub(super) fn take(&mut self, clinic: ClinicApi, call: RequestKind) -> Vec<Fault> {
        let mut acting = Vec::new();
        let mut ended = false;
        self.0.retain_mut(|order| {
            if ended || order.clinic != clinic || ![RequestKind::Any, call].contains(&order.call) {
                return true;
            }
            ended = order.fault.ending().is_some();
            acting.push(order.fault.clone());
            match order.times {
                0 => true,
                1 => false,
                _ => {
                    order.times -= 1;
                    true
                }
            }
        });
        acting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(body: &str) -> FaultOrder {
        match ControlRequest::parse(body.as_bytes()) {
            Ok(ControlRequest::Add(order)) => order,
            other => panic!("{body}: {other:?}"),
        }
    }

    fn refusal(body: &str) -> String {
        ControlRequest::parse(body.as_bytes()).expect_err(body)
    }

    #[test]
    fn a_fault_acts_once_unless_told_otherwise() {
        let mut faults = Faults::default();
        faults.0.push(order(
            r#"{"backend":"clinik","call":"create","fault":"slow","ms":5}"#,
        ));
        faults.0.push(order(
            r#"{"backend":"clinik","call":"any","fault":"status","code":503,"times":0}"#,
        ));
        assert_eq!(faults.take(ClinicApi::Aniva, RequestKind::Create), []);
        assert_eq!(
            faults.take(ClinicApi::Clinik, RequestKind::Create).len(),
            2,
            "a delay and then the end"
        );
        for _ in 0..3 {
            let always = Fault::Status {
                code: 503,
                when: When::Before,
            };
            assert_eq!(
                faults.take(ClinicApi::Clinik, RequestKind::Create),
                [always]
            );
        }
    }

    #[test]
    fn the_next_fault_waits_for_the_next_request() {
        let mut faults = Faults::default();
        faults.0.push(order(
            r#"{"backend":"aniva","call":"any","fault":"drop-before"}"#,
        ));
        faults.0.push(order(
            r#"{"backend":"aniva","call":"any","fault":"drop-after"}"#,
        ));
        assert_eq!(
            faults.take(ClinicApi::Aniva, RequestKind::Read),
            [Fault::DropBefore {}]
        );
        assert_eq!(
            faults.take(ClinicApi::Aniva, RequestKind::Read),
            [Fault::DropAfter {}]
        );
    }

    #[test]
    fn refusals_name_the_words_to_choose_from() {
        for (body, names) in [
            (
                r#"{"backend":"clinik","call":"any","fault":"explode"}"#,
                "explode",
            ),
            (
                r#"{"backend":"clinik","call":"any"}"#,
                "missing field `fault`",
            ),
            (
                r#"{"backend":"clinc","call":"any","fault":"slow","ms":1}"#,
                "clinc",
            ),
            (
                r#"{"backend":"clinik","call":"write","fault":"slow","ms":1}"#,
                "write",
            ),
            (
                r#"{"backend":"clinik","call":"any","fault":"slow","msec":1}"#,
                "msec",
            ),
            (
                r#"{"backend":"clinik","call":"any","fault":"slow"}"#,
                "missing field `ms`",
            ),
            (
                r#"{"backend":"clinik","call":"any","fault":"status","code":200}"#,
                "400 to 599",
            ),
            (
                r#"{"backend":"clinik","call":"any","fault":"hang","when":"later"}"#,
                "later",
            ),
            (
                r#"{"backend":"clinik","call":"any","fault":"drip","bytes_per_s":0}"#,
                "nonzero",
            ),
            (
                r#"{"backend":"clinik","call":"any","fault":"redirect","to":"a\nb"}"#,
                "to must be",
            ),
            (
                r#"{"backend":"clinik","call":"any","fault":"contradict"}"#,
                "missing field `members`",
            ),
            ("[]", "no JSON object"),
            (r#"{"clear":1}"#, "clear must be true"),
        ] {
            let sentence = refusal(body);
            assert!(sentence.contains(names), "{sentence}");
            let known = "clinik aniva search slow status drop-before drop-after rate-limit hang half-body garbage \
                         html huge redirect hostile content-type drip bytes_per_s contradict members forget";
            for known in known.split_whitespace() {
                assert!(sentence.contains(known), "{known}: {sentence}");
            }
        }
    }
}
