//! The CapabilityStatement, in which a server states its abilities.

use serde_json::Value;

use crate::DecodeError;
use crate::api::{
    Capability, Finding, FindingReason, MissingCapabilities, Outline, Read, Request, Reuse, WHOLE,
    shown,
};
use crate::clinics::visits::Combines;

/// The media type of a JSON Patch.
pub(super) const JSON_PATCH: &str = "application/json-patch+json";

/// The interactions that change a record.
const UPDATES: &[&str] = &["patch", "update"];

/// A server's CapabilityStatement.
pub(super) struct CapabilityStatement(Value);

/// The part of it that is read: statements of large servers have a hundred thousand values.
static STATEMENT: Outline = Outline(&[
    ("fhirVersion", WHOLE),
    ("patchFormat", WHOLE),
    ("rest", Outline(&[("mode", WHOLE), ("resource", RESOURCE)])),
]);
const RESOURCE: Outline = Outline(&[
    ("type", WHOLE),
    ("interaction", Outline(&[("code", WHOLE)])),
    ("versioning", WHOLE),
    ("conditionalCreate", WHOLE),
    ("searchParam", Outline(&[("name", WHOLE)])),
    ("searchInclude", WHOLE),
    ("searchRevInclude", WHOLE),
    ("operation", Outline(&[("name", WHOLE)])),
]);

pub(super) fn statement_request() -> Request {
    Request {
        outline: Some(&STATEMENT),
        ..Request::get(&["metadata"])
    }
}

/// Reads the server's CapabilityStatement, which may be an hour old.
pub(super) fn capabilities() -> Read<CapabilityStatement> {
    Read::of(statement_request().reusing(Reuse::OfLastHour)).try_map(|body| {
        body.read(|answer| match answer.get("rest") {
            Some(_) => Ok(CapabilityStatement(answer)),
            None => Err(DecodeError::NoRecord),
        })
    })
}

impl CapabilityStatement {
    /// Returns what the server states of each kind of record, in its role as a server.
    fn resources(&self) -> Option<&Vec<Value>> {
        let mut modes = self.0["rest"].as_array()?.iter();
        let of_server = modes.find(|rest| rest["mode"] != "client")?;
        of_server["resource"].as_array()
    }

    fn resource(&self, kind: &str) -> Option<&Value> {
        let mut resources = self.resources()?.iter();
        resources.find(|resource| resource["type"] == kind)
    }

    /// Returns whether this interaction with this kind of record is listed.
    pub(super) fn has(&self, kind: &str, code: &str) -> bool {
        let listed = self
            .resource(kind)
            .and_then(|resource| resource["interaction"].as_array());
        listed
            .into_iter()
            .flatten()
            .any(|interaction| interaction["code"] == code)
    }

    /// Returns whether the server accepts JSON Patches, or does not state which patches it accepts.
    pub(super) fn takes_json_patches(&self) -> bool {
        let stated = self.0.get("patchFormat").and_then(Value::as_array);
        stated.is_none_or(|formats| formats.iter().any(|format| format == JSON_PATCH))
    }

    /// Returns whether records of this kind can be searched by this parameter, or the server lists no parameters.
    pub(super) fn searches(&self, kind: &str, parameter: &str) -> bool {
        let listed = self
            .resource(kind)
            .and_then(|resource| resource.get("searchParam")?.as_array());
        listed.is_none_or(|listed| listed.iter().any(|one| one["name"] == parameter))
    }

    /// Returns whether the server lists `include` among the includes of this kind's searches, or lists no includes for
    /// any kind of record, so that it has to be tried.
    fn includes(&self, kind: &str, list: &str, include: &str) -> bool {
        let lists_none = |resources: &Vec<Value>| {
            !resources.is_empty() && resources.iter().all(|one| one.get(list).is_none())
        };
        if self.resources().is_some_and(lists_none) {
            return true;
        }
        let listed = self
            .resource(kind)
            .and_then(|resource| resource[list].as_array());
        let is_it = |one: &Value| one == include || one == "*";
        listed.is_some_and(|listed| listed.iter().any(is_it))
    }

    /// Returns what the server may be able to combine in one search; only its answers show whether it does. No
    /// statement lists chained parameters.
    pub(super) fn combines(&self) -> Combines {
        Combines {
            slots_of_actors: self.includes("Slot", "searchInclude", "Slot:schedule"),
            patients: self.includes("Appointment", "searchInclude", "Appointment:patient"),
            roles: self.includes(
                "Practitioner",
                "searchRevInclude",
                "PractitionerRole:practitioner",
            ),
        }
    }

    /// Returns whether the server states that it lists the codes of a value set.
    pub(super) fn expands_value_sets(&self) -> bool {
        let listed = self
            .resource("ValueSet")
            .and_then(|resource| resource["operation"].as_array());
        listed.is_some_and(|listed| listed.iter().any(|one| one["name"] == "expand"))
    }

    /// Returns whether records of this kind can be created conditionally.
    pub(super) fn creates_conditionally(&self, kind: &str) -> bool {
        self.resource(kind)
            .is_some_and(|resource| resource["conditionalCreate"] == true)
    }

    /// Returns whether no interactions with this kind of record are listed.
    pub(super) fn is_silent_on(&self, kind: &str) -> bool {
        let resource = self.resource(kind);
        self.resources().is_none()
            || resource.is_some_and(|resource| resource.get("interaction").is_none())
    }

    /// Returns the capabilities that the server lacks. If it lists no interactions, nothing is known to be missing.
    pub(super) fn missing(&self) -> MissingCapabilities {
        let lacks = |kind, codes: &[&str]| {
            !self.is_silent_on(kind) && codes.iter().all(|code| !self.has(kind, code))
        };
        MissingCapabilities::of(|capability| match capability {
            Capability::Book => lacks("Appointment", &["create"]),
            Capability::Alter => lacks("Appointment", UPDATES),
            Capability::AddPatient => lacks("Patient", &["create"]),
            Capability::CorrectPatient => lacks("Patient", UPDATES),
            Capability::MarkSlots => lacks("Slot", UPDATES),
        })
    }

    /// Returns the interactions with appointments in the words of the standard. Only a booking shows whether this
    /// key may use them.
    pub(super) fn finding(&self) -> Finding {
        let codes = ["create", "update", "patch", "read", "search-type"];
        let mut listed: Vec<&str> = codes
            .into_iter()
            .filter(|code| self.has("Appointment", code))
            .collect();
        let appointment = self.resource("Appointment").unwrap_or(&Value::Null);
        if self.creates_conditionally("Appointment") {
            listed.push("conditionalCreate");
        }
        if let Some(versioning @ ("versioned" | "versioned-update")) =
            appointment["versioning"].as_str()
        {
            listed.push(versioning);
        }
        let fhir = self.0["fhirVersion"]
            .as_str()
            .map(shown)
            .unwrap_or_default();
        let words = FindingReason::Text(format!(
            "CapabilityStatement {fhir}, Appointment: {}",
            listed.join(", ")
        ));
        if self.has("Appointment", "create") {
            Finding::Undecided(words)
        } else {
            Finding::No(words)
        }
    }
}
