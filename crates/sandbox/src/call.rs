//! The API and the kind of a request.

use axum::http::Method;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// One of the APIs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub(super) enum ClinicApi {
    Clinik,
    Aniva,
    Fhir,
}

impl ClinicApi {
    /// Returns the API of a path, and the segments after its prefix.
    pub(super) fn of(path: &str) -> Option<(Self, Vec<&str>)> {
        let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let (clinic, rest) = match segments.as_slice() {
            ["api", "v1", rest @ ..] => (Self::Aniva, rest),
            ["v1", rest @ ..] => (Self::Clinik, rest),
            ["fhir", "R4", rest @ ..] => (Self::Fhir, rest),
            ["health"] => (Self::Clinik, &[][..]),
            _ => return None,
        };
        Some((clinic, rest.to_vec()))
    }
}

/// The kind of a request, or the kinds that a fault applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RequestKind {
    Create,
    Read,
    Search,
    Patch,
    Delete,
    /// Adding panels to an appointment at Aniva, or removing them.
    Panels,
    /// Confirming a draw at Aniva.
    Confirm,
    /// For faults that apply to every request.
    Any,
    /// Not specifically targeted by any fault.
    #[serde(skip_deserializing)]
    Other,
}

impl RequestKind {
    /// Returns the kind according to the method and the depth of the path: collection, record, part of a record.
    pub(super) fn of(method: &Method, segments: &[&str]) -> Self {
        match (method.as_str(), segments.len()) {
            ("POST", 1) => Self::Create,
            ("GET", 1 | 3) => Self::Search,
            ("GET", 2) => Self::Read,
            ("PATCH" | "PUT", 2) => Self::Patch,
            ("DELETE", 2) => Self::Delete,
            ("POST" | "DELETE", 3) if segments[2] == "panels" => Self::Panels,
            ("POST", 3) if segments[2] == "confirm" => Self::Confirm,
            _ => Self::Other,
        }
    }
}
