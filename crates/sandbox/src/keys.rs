//! The keys of the sandbox. They are the same at every start, and not secret.

use serde::Serialize;
use serde_json::{Value, json};

use super::call::ClinicApi::{self, Aniva, Clinik, Fhir};

/// The server's view of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum KeyState {
    Valid,
    ReadOnly,
    Revoked,
    Expired,
}

/// A key and its rights.
#[derive(Debug, Serialize)]
pub(super) struct ApiKey {
    #[serde(rename = "backend")]
    clinic: ClinicApi,
    #[serde(rename = "key")]
    pub(super) text: &'static str,
    pub(super) state: KeyState,
    /// Aniva's scopes. ClinikAPI's follow from the state.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) scopes: &'static [&'static str],
}

/// The key for ClinikAPI's examples.
pub(super) const CLINIK: &str = "clk_test_sandbox0001";
/// The key for Aniva's examples, with every scope that the sandbox requires.
pub(super) const ANIVA: &str = "sbx1-aniva-front-desk";

/// The token for FHIR's examples.
pub(super) const FHIR: &str = "sbx4-fhir-front-desk";

const ALL_SCOPES: &[&str] = &[
    "TEST_SESSIONS_SCHEDULE",
    "TEST_SESSIONS_VIEW",
    "TEST_SESSIONS_MANAGE",
    "LOCATIONS_VIEW",
    "CREATE_USER",
    "PROFILES_VIEW",
    "panels_access",
];
const VIEW_SCOPES: &[&str] = &[
    "TEST_SESSIONS_VIEW",
    "LOCATIONS_VIEW",
    "PROFILES_VIEW",
    "panels_access",
];

const KEYS: &[ApiKey] = &[
    ApiKey {
        clinic: Clinik,
        text: CLINIK,
        state: KeyState::Valid,
        scopes: &[],
    },
    ApiKey {
        clinic: Clinik,
        text: "clk_test_readonly0002",
        state: KeyState::ReadOnly,
        scopes: &[],
    },
    ApiKey {
        clinic: Clinik,
        text: "clk_test_revoked0003",
        state: KeyState::Revoked,
        scopes: &[],
    },
    ApiKey {
        clinic: Clinik,
        text: "clk_test_expired0004",
        state: KeyState::Expired,
        scopes: &[],
    },
    ApiKey {
        clinic: Aniva,
        text: ANIVA,
        state: KeyState::Valid,
        scopes: ALL_SCOPES,
    },
    ApiKey {
        clinic: Aniva,
        text: "sbx2-aniva-view-only",
        state: KeyState::Valid,
        scopes: VIEW_SCOPES,
    },
    ApiKey {
        clinic: Aniva,
        text: "sbx3-aniva-revoked",
        state: KeyState::Revoked,
        scopes: ALL_SCOPES,
    },
    ApiKey {
        clinic: Fhir,
        text: FHIR,
        state: KeyState::Valid,
        scopes: &[],
    },
    ApiKey {
        clinic: Fhir,
        text: "sbx5-fhir-read-only",
        state: KeyState::ReadOnly,
        scopes: &[],
    },
    ApiKey {
        clinic: Fhir,
        text: "sbx6-fhir-revoked",
        state: KeyState::Revoked,
        scopes: &[],
    },
];

/// Returns every key of the sandbox, as `bookdesk sandbox --keys` prints them: a JSON array of
/// `{"backend","key","state"}`, for Aniva also with `"scopes"`.
pub fn keys() -> Value {
    json!(KEYS)
}

/// Returns whether this is one of the sandbox's keys for a clinic (`clinik`, `aniva` or `fhir`), in any state.
pub fn is_own_key(clinic: &str, text: &str) -> bool {
    KEYS.iter()
        .any(|key| <&str>::from(key.clinic) == clinic && key.text == text)
}

/// Returns the key with this text for a clinic, if the sandbox knows it.
pub(super) fn find(clinic: ClinicApi, text: &str) -> Option<&'static ApiKey> {
    KEYS.iter()
        .find(|key| key.clinic == clinic && key.text == text)
}

/// Returns the part of a key that may be shown: `clk_test_…` if it looks like ClinikAPI's, else its first four
/// characters.
pub(super) fn redacted(text: &str) -> String {
    let prefix = ["clk_live_", "clk_test_"]
        .into_iter()
        .find(|prefix| text.starts_with(prefix));
    let shown = prefix.map_or_else(|| text.chars().take(4).collect(), str::to_owned);
    if shown.len() == text.len() {
        "…".to_owned()
    } else {
        format!("{shown}…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_shown_beyond_its_prefix() {
        assert_eq!(redacted(CLINIK), "clk_test_…");
        assert_eq!(redacted(ANIVA), "sbx1…");
        assert_eq!(redacted("abcd"), "…");
        assert_eq!(redacted(""), "…");
    }
}
