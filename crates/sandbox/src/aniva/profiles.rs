//! Aniva profiles: create, read, list, patch.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{AnivaRefusal, ApiResult, created, ok, required_text};
use crate::clock::{day, timestamp};
use crate::message::Parameters;
use crate::state::ServerState;
use crate::store::{Entity, Filter, RecordKind, RecordSearch, Start};
use crate::{PROFILE_GROUP, generate};

/// The only group accessible to the sandbox's keys, by slug and by id.
const GROUP: [&str; 2] = [PROFILE_GROUP, "0b6f2f5c-5d3e-4c1a-9a57-6f1f1d0c7e21"];

/// `POST /profiles`: 201.
pub(super) fn create(state: &ServerState, body: &Map<String, Value>) -> ApiResult {
    for name in ["first_name", "sex", "date_of_birth"] {
        if body.get(name).is_none_or(Value::is_null) {
            return Err(AnivaRefusal::invalid(format!("{name} is required")));
        }
    }
    check(state, body)?;
    let member = if body.contains_key("profile_group") {
        "profile_group"
    } else {
        "profile_group_slug"
    };
    let group = required_text(body, member)?;
    if !GROUP.contains(&group) {
        return Err(AnivaRefusal::not_found("Profile group"));
    }
    let now = state.now();
    let stored = state
        .store
        .create(RecordKind::Profile, now.timestamp_millis(), |number| {
            let id = generate::uuid(number);
            let value = |name: &str| body.get(name).cloned().unwrap_or_default();
            let placeholder = || {
                json!(format!(
                    "placeholder-{}@profiles.example.com",
                    generate::alphanumerics(number, 6)
                ))
            };
            Entity::profile(json!({
                "id": id,
                "handle": null,
                "first_name": value("first_name"),
                "last_name": value("last_name"),
                "email": body.get("email").cloned().unwrap_or_else(placeholder),
                "phone": value("phone"),
                "sex": value("sex"),
                "date_of_birth": value("date_of_birth"),
                "height": value("height"),
                "weight": value("weight"),
                "language": body.get("language").cloned().unwrap_or_else(|| json!("en")),
                "created_at": timestamp(now),
                "updated_at": null,
            }))
        });
    created(super::appointments::without_times(stored?))
}

/// `GET /profiles/{id}`
pub(super) fn read(state: &ServerState, id: Uuid) -> ApiResult {
    ok(state
        .store
        .read(RecordKind::Profile, &id.to_string())?
        .ok_or_else(not_found)?)
}

/// `GET /profiles`: by `email`, ignoring case; else by `limit` (100, at most 500) and `offset`.
pub(super) fn list(state: &ServerState, query: &Parameters) -> ApiResult {
    let mut search = RecordSearch::all(RecordKind::Profile);
    if let Some(email) = query.get("email") {
        search = search.with(Filter::Equals("email", email.to_lowercase()));
    } else {
        let number = |name: &str, default: u32| {
            let wrong = |_| AnivaRefusal::invalid(format!("{name} must be a whole number"));
            query
                .get(name)
                .map_or(Ok(default), |text| text.parse().map_err(wrong))
        };
        search.count = Some(number("limit", 100)?.clamp(1, 500));
        search.start = Start::Offset(i64::from(number("offset", 0)?));
    }
    ok(Value::Array(state.store.find(&search)?))
}

/// `PATCH /profiles/{id}`: returns the full changed profile. A password is checked but never stored.
pub(super) fn patch(state: &ServerState, id: Uuid, body: &Map<String, Value>) -> ApiResult {
    check(state, body)?;
    let id = id.to_string();
    let now = state.now();
    let changed = state.store.update(
        RecordKind::Profile,
        &id,
        now.timestamp_millis(),
        None,
        |mut profile| {
            for (name, ..) in RULES.iter().filter(|(name, ..)| *name != "password") {
                if let Some(value) = body.get(*name) {
                    profile[*name] = value.clone();
                }
            }
            profile["updated_at"] = json!(timestamp(now));
            Ok::<_, AnivaRefusal>(Entity::profile(profile))
        },
    );
    ok(changed?.ok_or_else(not_found)??)
}

fn not_found() -> AnivaRefusal {
    AnivaRefusal::not_found("Profile")
}

/// A member, its requirement in words for the message, and the check of a value on a day.
type ProfileRule = (&'static str, &'static str, fn(&Value, NaiveDate) -> bool);

const RULES: [ProfileRule; 10] = [
    ("first_name", "be 1 to 100 Latin characters", |name, _| {
        is_latin_name(text(name))
    }),
    ("last_name", "be 1 to 100 Latin characters", |name, _| {
        is_latin_name(text(name))
    }),
    ("sex", "be 1 or 2", |sex, _| {
        matches!(sex.as_i64(), Some(1 | 2))
    }),
    (
        "date_of_birth",
        "be a past date, YYYY-MM-DD",
        |born, today| day(text(born)).is_some_and(|day| day < today),
    ),
    ("email", "be an e-mail", |email, _| {
        text(email)
            .split_once('@')
            .is_some_and(|(_, host)| host.contains('.'))
    }),
    ("phone", "be a number in E.164 form", |phone, _| {
        is_e164(text(phone))
    }),
    ("height", "be a positive number", is_positive),
    ("weight", "be a positive number", is_positive),
    ("language", "be en, de or fi", |language, _| {
        ["en", "de", "fi"].contains(&text(language))
    }),
    ("password", "be 8 to 128 characters", |password, _| {
        (8..=128).contains(&text(password).chars().count())
    }),
];

/// Refuses the first member that breaks its rule.
fn check(state: &ServerState, body: &Map<String, Value>) -> Result<(), AnivaRefusal> {
    let today = state.now().date_naive();
    for (name, must, holds) in RULES {
        if body.get(name).is_some_and(|value| !holds(value, today)) {
            return Err(AnivaRefusal::invalid(format!("{name} must {must}")));
        }
    }
    Ok(())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn is_positive(value: &Value, _: NaiveDate) -> bool {
    value.as_f64().is_some_and(|number| number > 0.0)
}

/// Returns whether a text has only Latin letters, with any diacritics, and the marks that occur in names.
fn is_latin_name(text: &str) -> bool {
    let latin = |c: char| {
        c.is_ascii_alphabetic()
            || " -'’.".contains(c)
            || ('\u{C0}'..='\u{24F}').contains(&c)
            || ('\u{300}'..='\u{36F}').contains(&c)
            || ('\u{1E00}'..='\u{1EFF}').contains(&c)
    };
    (1..=100).contains(&text.chars().count()) && text.chars().all(latin)
}

fn is_e164(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
