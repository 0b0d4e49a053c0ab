//! ClinikAPI appointments: their members, and their search.

use super::paging::{DayRange, PageWindow, lagging_search, list};
use super::reply::{ClinikRefusal, ClinikResult, Success};
use super::validate::{BodyMember, Initial, Rule};
use crate::message::Parameters;
use crate::state::ServerState;
use crate::store::{Filter, RecordKind, SortOrder, Start};

const STATUSES: &[&str] = &[
    "proposed",
    "pending",
    "booked",
    "arrived",
    "fulfilled",
    "cancelled",
    "noshow",
    "checked-in",
    "waitlist",
];

/// The body's members, in the reference page's order. `minutesDuration` has no documented minimum; a visit of zero
/// minutes is assumed to be a mistake. Taken and past times and all transitions of the status are accepted, because no
/// refusal is documented.
pub(super) const MEMBERS: &[BodyMember] = &[
    BodyMember::required("status", Rule::Word(STATUSES)),
    BodyMember::required("patientId", Rule::IdOf(RecordKind::Patient)).fixed(),
    BodyMember::optional("practitionerId", Rule::IdOf(RecordKind::Practitioner)).fixed(),
    BodyMember::optional("start", Rule::Instant),
    BodyMember::optional("end", Rule::Instant),
    BodyMember::optional("minutesDuration", Rule::Whole(1, 1440)),
    BodyMember::optional("appointmentType", Rule::Text(100)),
    BodyMember::optional("serviceType", Rule::Text(200)),
    BodyMember::optional("serviceCategory", Rule::Text(200)).fixed(),
    BodyMember::optional("specialty", Rule::Text(200)),
    BodyMember::optional("reasonCode", Rule::Text(500)),
    BodyMember::optional("priority", Rule::Whole(0, 9)),
    BodyMember::optional("description", Rule::Text(2000)),
    BodyMember::optional("comment", Rule::Text(2000)),
    BodyMember::optional("patientInstruction", Rule::Text(2000)),
    BodyMember::optional("cancelationReason", Rule::Text(500)),
    BodyMember::optional("basedOnId", Rule::Id).fixed(),
    BodyMember::optional("requestedPeriod", Rule::Objects(100)).fixed(),
    BodyMember::optional("created", Rule::Instant)
        .fixed()
        .initially(Initial::Now),
];

/// Query parameters that match a column exactly.
const EXACT: &[(&str, &str)] = &[
    ("patientId", "person"),
    ("practitionerId", "place"),
    ("status", "status"),
];

/// `GET /v1/appointments`, about ten seconds behind.
pub(super) fn search(state: &ServerState, query: &Parameters) -> ClinikResult {
    let window = PageWindow::of(query);
    let days = DayRange::of(query)?;
    let from = days
        .first_ms()
        .map(|first| Filter::AtLeast("start_ms", first))
        .into_iter();
    let to = days.end_ms().map(|end| Filter::Below("start_ms", end));
    let mut search = lagging_search(state, query, RecordKind::Visit, EXACT);
    search.filters.extend(from.chain(to));
    search.order = order(query)?;
    search.count = Some(window.count);
    search.start = Start::Offset(i64::from(window.cursor));
    Ok(Success::ok(list(state.store.page(&search)?)))
}

/// Parses `sort`: a field, descending with `-`. Samples use both `start` and `date` for the start.
fn order(query: &Parameters) -> ClinikResult<SortOrder> {
    let Some(sort) = query.get("sort") else {
        return Ok(SortOrder::CREATION);
    };
    let (field, descending) = sort
        .strip_prefix('-')
        .map_or((sort, false), |field| (field, true));
    let key = match field {
        "start" | "date" => Some("start_ms"),
        "end" => Some("end_ms"),
        "status" => Some("status"),
        "created" => None,
        _ => {
            return Err(ClinikRefusal::bad_parameter(
                "sort must be start, date, end, status or created",
            ));
        }
    };
    Ok(SortOrder { key, descending })
}
