//! Searches: the R4 parameters that a desk may use, and Bundles with links to the next page.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

use super::FhirRefusal;
use super::records::FhirRecords;
use crate::clock::midnight;
use crate::message::Parameters;

/// The kinds of records, with the search parameters of each.
pub(super) const KINDS: [(&str, &[(&str, Parameter)]); 8] = [
    (
        "Appointment",
        &[
            ("patient", Parameter::Participant("Patient/")),
            ("practitioner", Parameter::Participant("Practitioner/")),
            ("actor", Parameter::Participant("")),
            ("date", Parameter::Moment("start")),
            ("identifier", Parameter::Identifier),
            ("status", Parameter::Word("status")),
            ("slot", Parameter::Reference("/slot/0/reference", "Slot/")),
        ],
    ),
    (
        "Patient",
        &[
            ("name", Parameter::Name(&["family", "given", "text"])),
            ("family", Parameter::Name(&["family"])),
            ("given", Parameter::Name(&["given"])),
            ("birthdate", Parameter::Word("birthDate")),
            ("identifier", Parameter::Identifier),
            ("phone", Parameter::Telecom("phone")),
            ("email", Parameter::Telecom("email")),
            ("gender", Parameter::Word("gender")),
            ("active", Parameter::Word("active")),
        ],
    ),
    (
        "Practitioner",
        &[
            ("name", Parameter::Name(&["family", "given", "text"])),
            ("active", Parameter::Word("active")),
        ],
    ),
    (
        "PractitionerRole",
        &[
            ("_id", Parameter::Word("id")),
            (
                "practitioner",
                Parameter::Reference("/practitioner/reference", "Practitioner/"),
            ),
            ("active", Parameter::Word("active")),
        ],
    ),
    ("Location", &[("status", Parameter::Word("status"))]),
    (
        "HealthcareService",
        &[("active", Parameter::Word("active"))],
    ),
    (
        "Schedule",
        &[
            ("actor", Parameter::Actor),
            ("active", Parameter::Word("active")),
        ],
    ),
    (
        "Slot",
        &[
            (
                "schedule",
                Parameter::Reference("/schedule/reference", "Schedule/"),
            ),
            ("start", Parameter::Moment("start")),
            ("status", Parameter::Word("status")),
        ],
    ),
];

/// A reference from one kind of record to another that a search can follow: the kind, the parameter, its place, and the
/// target kind.
pub(super) struct Link {
    pub(super) from: &'static str,
    parameter: &'static str,
    place: ReferencePlace,
    pub(super) to: &'static str,
}

/// Where a record has a reference.
#[derive(Clone, Copy)]
enum ReferencePlace {
    /// At this pointer.
    At(&'static str),
    /// In any participant.
    Participants,
}

/// The references that `_include` follows, and `_revinclude` in reverse.
pub(super) const LINKS: [Link; 4] = [
    Link {
        from: "Appointment",
        parameter: "patient",
        place: ReferencePlace::Participants,
        to: "Patient",
    },
    Link {
        from: "Appointment",
        parameter: "practitioner",
        place: ReferencePlace::Participants,
        to: "Practitioner",
    },
    Link {
        from: "PractitionerRole",
        parameter: "practitioner",
        place: ReferencePlace::At("/practitioner/reference"),
        to: "Practitioner",
    },
    Link {
        from: "Slot",
        parameter: "schedule",
        place: ReferencePlace::At("/schedule/reference"),
        to: "Schedule",
    },
];

impl Link {
    /// Returns its name in `_include` and `_revinclude`.
    pub(super) fn name(&self) -> String {
        format!("{}:{}", self.from, self.parameter)
    }

    /// Returns the ids of the records that a record refers to.
    fn ids<'r>(&self, record: &'r Value) -> Vec<&'r str> {
        let references: Vec<&Value> = match self.place {
            ReferencePlace::At(pointer) => record.pointer(pointer).into_iter().collect(),
            ReferencePlace::Participants => {
                let participants = record["participant"].as_array().into_iter().flatten();
                participants
                    .filter_map(|participant| participant.pointer("/actor/reference"))
                    .collect()
            }
        };
        let texts = references.into_iter().filter_map(Value::as_str).map(local);
        texts
            .filter_map(|text| text.strip_prefix(self.to)?.strip_prefix('/'))
            .collect()
    }
}

/// The records that a search returns in addition to its matches.
struct Included {
    follows: Vec<&'static Link>,
    leads_here: Vec<&'static Link>,
}

impl Included {
    /// Reads `_include` and `_revinclude` of a search for records of this kind, and refuses unknown ones.
    fn of(kind: &str, query: &Parameters) -> Result<Included, FhirRefusal> {
        let named = |parameter: &str| {
            let values = query.pairs().filter(move |(name, _)| *name == parameter);
            let link = |value: &str| {
                let known = LINKS.iter().find(|link| link.name() == value);
                let unknown = || FhirRefusal::invalid(format!("Unknown {parameter}={value}"));
                known.ok_or_else(unknown)
            };
            values
                .map(|(_, value)| link(value))
                .collect::<Result<Vec<_>, _>>()
        };
        let follows = named("_include")?;
        let leads_here = named("_revinclude")?;
        let is_odd = follows.iter().any(|link| link.from != kind)
            || leads_here.iter().any(|link| link.to != kind);
        if is_odd {
            return Err(FhirRefusal::invalid("An include of another kind of record"));
        }
        Ok(Included {
            follows,
            leads_here,
        })
    }

    /// Returns the records included with these, each once.
    fn with<'r>(
        &self,
        records: &'r FhirRecords,
        matches: &[&Value],
        horizon_ms: i64,
    ) -> Vec<&'r Value> {
        let mut found: Vec<&Value> = Vec::new();
        for link in &self.follows {
            let wanted: HashSet<&str> = matches.iter().flat_map(|one| link.ids(one)).collect();
            let all = records.as_of(link.to, horizon_ms);
            found
                .extend(all.filter(|one| one["id"].as_str().is_some_and(|id| wanted.contains(id))));
        }
        for link in &self.leads_here {
            let wanted: HashSet<&str> = matches
                .iter()
                .filter_map(|one| one["id"].as_str())
                .collect();
            let all = records.as_of(link.from, horizon_ms);
            found.extend(all.filter(|one| link.ids(one).iter().any(|id| wanted.contains(id))));
        }
        found
    }
}

/// How a parameter is compared.
#[derive(Clone, Copy)]
pub(super) enum Parameter {
    /// One of several words separated by commas.
    Word(&'static str),
    /// A moment or a day with a prefix: `ge2027-01-04T00:00:00Z`.
    Moment(&'static str),
    /// A reference at this pointer. If a type is given, an id alone is of that type.
    Reference(&'static str, &'static str),
    /// The actor of any participant.
    Participant(&'static str),
    /// Any actor of a schedule.
    Actor,
    /// `system|value`, or a value of any system.
    Identifier,
    /// The beginning of one of these parts of a name, ignoring case but not accents.
    Name(&'static [&'static str]),
    /// Any text within one of these parts of a name (`:contains`).
    WithinName(&'static [&'static str]),
    /// The whole value of this system.
    Telecom(&'static str),
}

/// The rows of a page: the default, and the maximum of `_count`.
const A_PAGE: usize = 20;
const LARGEST_PAGE: usize = 200;

/// Returns a page of the matching records, as they were at a moment.
pub(super) fn bundle(
    records: &FhirRecords,
    kind: &str,
    query: &Parameters,
    horizon_ms: i64,
    base: &str,
) -> Result<Value, FhirRefusal> {
    let (_, parameters) = KINDS
        .iter()
        .find(|(known, _)| *known == kind)
        .ok_or_else(FhirRefusal::not_found)?;
    let conditions = conditions(parameters, query)?;
    let included = Included::of(kind, query)?;
    let number = |name: &str| query.get(name).and_then(|text| text.parse::<usize>().ok());
    let count = number("_count").unwrap_or(A_PAGE).clamp(1, LARGEST_PAGE);
    let offset = number("_offset").unwrap_or_default();
    let mut matches = Vec::new();
    for record in records.as_of(kind, horizon_ms) {
        let mut fits = true;
        for (condition, value) in &conditions {
            fits = fits && condition.fits(records, record, value)?;
        }
        if fits {
            matches.push(record);
        }
    }
    let entry = |record: &Value, mode: &str| {
        let text = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        let full_url = format!("{base}/{}/{}", text("resourceType"), text("id"));
        json!({"fullUrl": full_url, "resource": record, "search": {"mode": mode}})
    };
    let on_page: Vec<&Value> = matches.iter().skip(offset).take(count).copied().collect();
    let page: Vec<Value> = on_page
        .iter()
        .map(|record| entry(record, "match"))
        .collect();
    let others = included.with(records, &on_page, horizon_ms);
    let mut bundle = json!({"resourceType": "Bundle", "type": "searchset", "total": matches.len()});
    if offset + page.len() < matches.len() {
        let mut next = Serializer::new(String::new());
        next.extend_pairs(query.pairs().filter(|(name, _)| *name != "_offset"));
        next.append_pair("_offset", &(offset + page.len()).to_string());
        bundle["link"] =
            json!([{"relation": "next", "url": format!("{base}/{kind}?{}", next.finish())}]);
    }
    // An empty Bundle has no list.
    if !page.is_empty() {
        let others = others.into_iter().map(|record| entry(record, "include"));
        bundle["entry"] = page.into_iter().chain(others).collect();
    }
    Ok(bundle)
}

/// A parameter that a search compares, in the record itself or in a slot's schedule.
#[derive(Clone, Copy)]
enum SearchCondition {
    Own(Parameter),
    OfSchedule(Parameter),
}

impl SearchCondition {
    fn fits(self, records: &FhirRecords, record: &Value, value: &str) -> Result<bool, FhirRefusal> {
        let parameter = match self {
            SearchCondition::Own(parameter) => return parameter.fits(record, value),
            SearchCondition::OfSchedule(parameter) => parameter,
        };
        let reference = record
            .pointer("/schedule/reference")
            .and_then(Value::as_str);
        let id = reference.and_then(|reference| local(reference).strip_prefix("Schedule/"));
        let schedule = id.and_then(|id| records.current("Schedule", id));
        schedule.map_or(Ok(false), |schedule| parameter.fits(schedule, value))
    }
}

/// The parameters that affect the answer instead of the search.
const HOW: [&str; 4] = ["_count", "_offset", "_include", "_revinclude"];

/// Returns the conditions of a query, each with the wanted value.
fn conditions<'q>(
    parameters: &[(&str, Parameter)],
    query: &'q Parameters,
) -> Result<Vec<(SearchCondition, &'q str)>, FhirRefusal> {
    let named = query.pairs().filter(|(name, _)| !HOW.contains(name));
    let condition = |(name, value): (&'q str, &'q str)| {
        if name == "schedule.actor" && parameters.iter().any(|(own, _)| *own == "schedule") {
            return Ok((SearchCondition::OfSchedule(Parameter::Actor), value));
        }
        let (plain, modifier) = name.split_once(':').unwrap_or((name, ""));
        let known = parameters.iter().find(|(known, _)| *known == plain);
        let unknown = || FhirRefusal::invalid(format!("Unknown search parameter {name}"));
        let known = known.map(|(_, parameter)| (*parameter, modifier));
        match known.ok_or_else(unknown)? {
            (parameter, "") => Ok((SearchCondition::Own(parameter), value)),
            (Parameter::Name(parts), "contains") => {
                Ok((SearchCondition::Own(Parameter::WithinName(parts)), value))
            }
            _ => Err(unknown()),
        }
    };
    named.map(condition).collect()
}

impl Parameter {
    fn fits(self, record: &Value, value: &str) -> Result<bool, FhirRefusal> {
        let is_named = |reference: &Value, kind: &str| {
            let Some(reference) = reference.as_str().map(local) else {
                return false;
            };
            let is_one = |value: &str| {
                reference == value
                    || reference.strip_prefix(kind) == Some(value) && !kind.is_empty()
            };
            reference.starts_with(kind) && value.split(',').any(is_one)
        };
        Ok(match self {
            Parameter::Word(name) => {
                let own = record[name]
                    .as_str()
                    .map_or_else(|| record[name].to_string(), str::to_owned);
                value.split(',').any(|word| word == own)
            }
            Parameter::Moment(name) => is_then(record, name, value)?,
            Parameter::Reference(pointer, kind) => record
                .pointer(pointer)
                .is_some_and(|reference| is_named(reference, kind)),
            Parameter::Participant(kind) => {
                let participants = record["participant"].as_array().into_iter().flatten();
                let mut actors =
                    participants.filter_map(|participant| participant.pointer("/actor/reference"));
                actors.any(|reference| is_named(reference, kind))
            }
            Parameter::Actor => {
                let mut actors = record["actor"].as_array().into_iter().flatten();
                actors.any(|actor| is_named(&actor["reference"], ""))
            }
            Parameter::Identifier => alternatives(value)
                .iter()
                .any(|token| has_identifier(record, token)),
            Parameter::Name(parts) => is_named_so(record, parts, value, |name, wanted| {
                name.starts_with(wanted)
            }),
            Parameter::WithinName(parts) => {
                is_named_so(record, parts, value, |name, wanted| name.contains(wanted))
            }
            Parameter::Telecom(system) => {
                let wanted = alternatives(value);
                let mut points = record["telecom"].as_array().into_iter().flatten();
                points.any(|point| {
                    point["system"] == system && wanted.iter().any(|one| point["value"] == **one)
                })
            }
        })
    }
}

/// Returns the alternatives between commas. A comma after a backslash is part of a value.
fn alternatives(value: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match (letter, values.last_mut()) {
            (',', _) => values.push(String::new()),
            ('\\', Some(last)) => last.extend(letters.next()),
            (letter, Some(last)) => last.push(letter),
            (_, None) => {}
        }
    }
    values
}

/// Returns whether one of these parts of a name fits one of the wanted texts.
fn is_named_so(
    record: &Value,
    parts: &'static [&'static str],
    value: &str,
    fits: impl Fn(&str, &str) -> bool,
) -> bool {
    let wanted: Vec<String> = alternatives(&value.to_lowercase());
    let names = record["name"].as_array().into_iter().flatten();
    let mut texts = names.flat_map(|name| parts.iter().flat_map(move |part| whole(&name[*part])));
    texts.any(|text| wanted.iter().any(|wanted| fits(&text, wanted)))
}

/// Returns a reference without its version, and relative if it is to this server.
fn local(reference: &str) -> &str {
    let (record, _version) = reference
        .split_once("/_history/")
        .unwrap_or((reference, ""));
    record
        .split_once(super::PATH)
        .map_or(record, |(_, local)| local.trim_start_matches('/'))
}

/// Returns whether a member of a record fits a moment given with a prefix.
fn is_then(record: &Value, name: &str, value: &str) -> Result<bool, FhirRefusal> {
    let (from, to) = moment(value.trim_start_matches(|letter: char| letter.is_ascii_lowercase()))
        .ok_or_else(|| FhirRefusal::invalid("A date can't be read"))?;
    let Some(at) = record[name].as_str().and_then(instant) else {
        return Ok(false);
    };
    Ok(match value.get(..2) {
        Some("ge") => at >= from,
        Some("gt") => at >= to,
        Some("le") => at < to,
        Some("lt") => at < from,
        _ => from <= at && at < to,
    })
}

/// Returns whether a record has the identifier `system|value`, or this value in any system.
pub(super) fn has_identifier(record: &Value, token: &str) -> bool {
    let mut identifiers = record["identifier"].as_array().into_iter().flatten();
    identifiers.any(|identifier| match token.split_once('|') {
        Some((system, value)) => identifier["system"] == system && identifier["value"] == value,
        None => identifier["value"] == token,
    })
}

/// Returns the texts of a part of a name in lower case. A compound surname is one text.
fn whole(part: &Value) -> Vec<String> {
    let texts: Vec<&str> = match part {
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    };
    texts.iter().map(|text| text.to_lowercase()).collect()
}

/// Returns the first moment of a date, and the first one after it. A date without a time is a day in UTC.
fn moment(text: &str) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    if let Some(at) = instant(text) {
        return Some((at, at + TimeDelta::seconds(1)));
    }
    let day = midnight(text.parse::<NaiveDate>().ok()?);
    Some((day, day + TimeDelta::days(1)))
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|at| at.to_utc())
}
