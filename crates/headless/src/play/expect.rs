//! Checks a tape's expectations, and describes differences.

use regex_lite::Regex;
use serde_json::Value;

/// Checks that the screen contains the pattern.
pub(super) fn on_screen(pattern: &Regex, screen: &str) -> Result<(), String> {
    if pattern.is_match(screen) {
        Ok(())
    } else {
        Err("the screen does not show this".to_owned())
    }
}

/// Checks that the state has this value at the pointer.
pub(super) fn in_state(pointer: &str, wanted: &Value, state: &Value) -> Result<(), String> {
    match state.pointer(pointer) {
        Some(found) if found == wanted => Ok(()),
        Some(found) => Err(format!("{pointer} is {found}, not {wanted}")),
        None => Err(format!("the state has no {pointer}")),
    }
}

/// Checks that the body of the create request with this number contains at least `wanted`.
pub(super) fn in_request(number: usize, wanted: &Value, requests: &[Value]) -> Result<(), String> {
    let creates: Vec<&Value> = requests
        .iter()
        .filter(|request| request["call"] == "create")
        .collect();
    match creates.get(number - 1) {
        None => Err(format!(
            "the server has received {} requests to create something",
            creates.len()
        )),
        Some(request) => missing(wanted, &request["body"], "").map_or(Ok(()), |what| {
            Err(format!("{what}; the request's body is {}", request["body"]))
        }),
    }
}

/// Returns the part of `wanted` that is missing from `found`: objects may have more members, everything else must be
/// equal.
fn missing(wanted: &Value, found: &Value, pointer: &str) -> Option<String> {
    let place = if pointer.is_empty() {
        "the body"
    } else {
        pointer
    };
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => {
            wanted.iter().find_map(|(name, wanted)| {
                let inner = format!("{pointer}/{name}");
                match found.get(name) {
                    Some(found) => missing(wanted, found, &inner),
                    None => Some(format!("there is no {inner}")),
                }
            })
        }
        (Value::Array(wanted), Value::Array(found)) if wanted.len() == found.len() => {
            let mut pairs = wanted.iter().zip(found).enumerate();
            pairs.find_map(|(n, (wanted, found))| missing(wanted, found, &format!("{pointer}/{n}")))
        }
        _ if wanted == found => None,
        _ => Some(format!("{place} is {found}, not {wanted}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_request_may_hold_more_than_is_expected_and_nothing_else() {
        let body =
            json!({"status": "booked", "participants": [{"who": "a", "role": "p"}], "minutes": 30});
        let requests = [
            json!({"call": "search"}),
            json!({"call": "create", "body": body}),
        ];
        let expected = |wanted: Value| in_request(1, &wanted, &requests);
        assert_eq!(
            expected(json!({"minutes": 30, "participants": [{"who": "a"}]})),
            Ok(())
        );
        let said = expected(json!({"participants": [{"who": "b"}]})).unwrap_err();
        assert!(
            said.starts_with("/participants/0/who is \"a\", not \"b\"; the request's body is {"),
            "{said}"
        );
        assert!(
            expected(json!({"end": 1}))
                .unwrap_err()
                .starts_with("there is no /end")
        );
        assert!(expected(json!({"participants": []})).is_err());
        assert!(
            in_request(2, &json!({}), &requests)
                .unwrap_err()
                .contains("received 1 requests")
        );
    }

    #[test]
    fn a_state_is_told_by_its_pointer() {
        let state = json!({"flight": "idle", "problems": []});
        assert_eq!(in_state("/problems", &json!([]), &state), Ok(()));
        assert_eq!(
            in_state("/flight", &json!("sending"), &state),
            Err("/flight is \"idle\", not \"sending\"".to_owned())
        );
        assert_eq!(
            in_state("/none", &json!(1), &state),
            Err("the state has no /none".to_owned())
        );
    }
}
