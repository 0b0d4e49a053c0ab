//! ClinikAPI practitioner roles: working hours. They are read-only; the sandbox starts with them.

use serde_json::Value;

use super::paging::{PageWindow, list};
use super::reply::{ClinikRefusal, Success};
use crate::sandbox::message::Parameters;
use crate::sandbox::roster::ROSTER;

/// `GET /v1/practitioner-roles`, by practitioner, specialty and status.
pub(super) fn search(query: &Parameters) -> Success {
    let is = |role: &Value, name: &str| query.get(name).is_none_or(|asked| role[name] == asked);
    let in_list = |role: &Value, name: &str, asked: &str| {
        role[name].as_array().is_some_and(|values| values.iter().any(|value| value == asked))
    };
    let found: Vec<Value> = ROSTER
        .roles
        .iter()
        .filter(|role| is(role, "practitionerId") && is(role, "status"))
        .filter(|role| query.get("specialty").is_none_or(|asked| in_list(role, "specialty", asked)))
        .cloned()
        .collect();
    Success::ok(list(PageWindow::of(query).cut(&found)))
}

/// `GET /v1/practitioner-roles/{id}`
pub(super) fn read(id: &str) -> Result<Success, ClinikRefusal> {
    let role = ROSTER.roles.iter().find(|role| role["id"] == id);
    role.cloned().map(Success::ok).ok_or_else(|| ClinikRefusal::not_found("PractitionerRole"))
}
