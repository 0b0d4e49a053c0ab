//! The times at which practitioners can be booked: the working hours of their roles, and the published slots of
//! their schedules.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde_json::{Map, Value};

use super::actors::{Actors, PRACTITIONER, ROLE};
use super::calendar::{Calendars, PAGE_SIZE};
use crate::api::{PublishedSlot, Read, ReadDay, Reuse, shown_in_list};
use crate::clinics::pages::{GatheredRows, Pages, empty_if_not_found, gather};
use crate::clinics::period::{Validity, bounds_of, validity};
use crate::clinics::record::{instant, instant_of, member_text, wall_time};
use crate::clinics::reference::parts_of;
use crate::{Absence, Days, Edge, Hours, Provider, Rota, Slot};

/// Pages of a practitioner's schedules or roles; no practitioner has more.
pub(super) const ONE_PAGE: usize = 1;

impl Calendars {
    /// Reads a practitioner's roles, unless the list of practitioners has just returned them; empty if the server has
    /// no roles.
    pub(super) fn roles_of(
        &'static self,
        practitioner: &Provider,
    ) -> Read<GatheredRows<PractitionerRole>> {
        let Some(listed) = self.listed_with_roles else {
            return self.roles_searched_for(practitioner);
        };
        let practitioner = practitioner.clone();
        let id = practitioner.id().to_owned();
        let (path, pages) = listed();
        gather(path, pages.reusing(Reuse::OnlyOfCommand)).then(move |list| match list {
            Ok(list) if list.complete && list.rows.iter().any(|entry| entry.id == id) => {
                let mut roles = list.included("PractitionerRole", role);
                if roles.is_empty() {
                    // The server may have ignored the request for them.
                    return self.roles_searched_for(&practitioner);
                }
                roles.retain(|role| role.is_of(&id));
                Read::Done(Ok(GatheredRows {
                    rows: roles,
                    at: list.at,
                    ..GatheredRows::empty()
                }))
            }
            _ => self.roles_searched_for(&practitioner),
        })
    }

    /// Returns whether earlier answers may be used: not if a practitioner's roles and slots take one request each.
    pub(super) fn of_same_act(&self, reuse: Reuse) -> Reuse {
        if self.names_roles {
            reuse
        } else {
            Reuse::Never
        }
    }

    fn roles_searched_for(
        &'static self,
        practitioner: &Provider,
    ) -> Read<GatheredRows<PractitionerRole>> {
        let id = practitioner.id().to_owned();
        let pages = Pages::of(
            (self.paging)(PAGE_SIZE, ONE_PAGE),
            (self.of_practitioner)(&id),
            role,
        );
        let roles = gather(
            self.roles,
            pages.reusing(self.of_same_act(Reuse::OfSameAct)),
        )
        .or_else(empty_if_not_found);
        roles.map(|roles| roles.only(move |role| role.is_of(&id)))
    }

    /// Reads a practitioner's working hours, if a role has any.
    pub(in crate::clinics) fn hours(&'static self, practitioner: &Provider) -> Read<Option<Hours>> {
        self.roles_of(practitioner).map(hours_of)
    }

    /// Reads the active schedules of a practitioner or, if there are none, of the services and places of the
    /// practitioner's roles.
    pub(super) fn schedules(&'static self, actors: &Actors) -> Read<GatheredRows<ScheduleRecord>> {
        let schedules = if actors.are_of_group() {
            self.schedules_in_group(actors)
        } else {
            self.schedules_searched_for(actors)
        };
        let actors = actors.clone();
        schedules.map(move |schedules| {
            let ranks = schedules.rows.iter();
            let nearest = ranks.filter_map(|one| one.rank(&actors)).min();
            schedules.only(|one| one.rank(&actors).is_some_and(|rank| Some(rank) == nearest))
        })
    }
}

/// Returns the hours of all roles together; `None` if no role has any.
pub(super) fn hours_of(roles: GatheredRows<PractitionerRole>) -> Option<Hours> {
    Hours::of(roles.rows.into_iter().map(|role| role.rota))
}

/// A role: its practitioner, and its hours.
pub(super) struct PractitionerRole {
    pub(super) id: String,
    /// The references to its services and places.
    pub(super) around: Vec<String>,
    /// The practitioner's id, if given.
    pub(super) practitioner: Option<String>,
    is_active: bool,
    rota: Rota,
}

impl PractitionerRole {
    /// Returns whether it is active and names this practitioner.
    pub(super) fn is_theirs(&self, practitioner: &str) -> bool {
        self.is_active && self.practitioner.as_deref() == Some(practitioner)
    }

    /// Returns whether it is active and not known to belong to another practitioner: whether a server respects
    /// `practitionerId` is not documented everywhere.
    fn is_of(&self, practitioner: &str) -> bool {
        self.is_active
            && self
                .practitioner
                .as_deref()
                .is_none_or(|id| id == practitioner)
    }
}

/// Decodes a role in a search.
pub(super) fn role(
    id: String,
    record: &Map<String, Value>,
    as_of: ReadDay,
) -> Option<PractitionerRole> {
    // A role that has ended has no hours, but older appointments and schedules name it.
    let mut rota = match validity(record, as_of) {
        Validity::Over => Rota::unknown(),
        Validity::Current | Validity::ToCome => week(record).during(bounds_of(record)),
    };
    for absence in list(record, "notAvailable").filter_map(absence) {
        rota.leave(absence);
    }
    let around = ["healthcareService", "location"].into_iter();
    Some(PractitionerRole {
        id,
        around: around
            .flat_map(|name| list(record, name))
            .filter_map(|of| of.get("reference")?.as_str().map(str::to_owned))
            .collect(),
        practitioner: member_text(record, "practitionerId")
            .or_else(|| reference_id(record, "practitioner")),
        is_active: is_active(record)
            && !member_text(record, "status")
                .is_some_and(|status| status.eq_ignore_ascii_case("inactive")),
        rota,
    })
}

/// Days with the same hours.
struct Shift {
    days: Vec<Weekday>,
    /// The start and end; all day if `None`.
    times: Option<(NaiveTime, NaiveTime)>,
}

/// Decodes `availableTime[]`, else the older `availableDays`. A day that is not named has no hours. If a part can't be
/// read, the day is unknown.
fn week(record: &Map<String, Value>) -> Rota {
    let mut shifts: Vec<Option<Shift>> = list(record, "availableTime")
        .map(|times| shift(times, "daysOfWeek"))
        .collect();
    if shifts.is_empty() && record.contains_key("availableDays") {
        shifts.push(shift(record, "availableDays"));
    }
    let is_complete = !shifts.is_empty() && shifts.iter().all(Option::is_some);
    let mut rota = if is_complete {
        Rota::closed()
    } else {
        Rota::unknown()
    };
    for Shift { days, times } in shifts.into_iter().flatten() {
        for day in days {
            match times {
                Some((from, to)) => rota.open(day, from, to),
                None => rota.open_all(day),
            }
        }
    }
    rota
}

/// Decodes the days under this name, with `availableStartTime` and `availableEndTime`, or `allDay`.
fn shift(record: &Map<String, Value>, days: &str) -> Option<Shift> {
    let days = record
        .get(days)?
        .as_array()?
        .iter()
        .map(|day| day.as_str()?.trim().parse().ok())
        .collect::<Option<Vec<Weekday>>>()?;
    if record.get("allDay") == Some(&Value::Bool(true)) {
        return Some(Shift { days, times: None });
    }
    let time = |name: &str| wall_time(record.get(name)?.as_str()?);
    Some(Shift {
        days,
        times: Some((time("availableStartTime")?, time("availableEndTime")?)),
    })
}

/// Decodes `{description, during: {start, end}}`; `None` if an end can't be read.
fn absence(record: &Map<String, Value>) -> Option<Absence> {
    let during = record.get("during")?.as_object()?;
    let edge = |name: &str| match during.get(name) {
        None | Some(Value::Null) => Some(None),
        Some(text) => edge(text.as_str()?.trim()).map(Some),
    };
    let reason = member_text(record, "description")
        .map(|text| shown_in_list(&text))
        .unwrap_or_default();
    Absence::new(edge("start")?, edge("end")?, reason)
}

/// Parses a moment, a local time without an offset, or a day.
fn edge(text: &str) -> Option<Edge> {
    let shapes = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let wall = || {
        shapes
            .iter()
            .find_map(|shape| NaiveDateTime::parse_from_str(text, shape).ok())
    };
    let day = || text.parse::<NaiveDate>().ok().map(Edge::Day);
    instant_of(text)
        .map(Edge::At)
        .or_else(|| wall().map(Edge::Wall))
        .or_else(day)
}

/// Returns the objects in a list of the record.
fn list<'a>(
    record: &'a Map<String, Value>,
    name: &str,
) -> impl Iterator<Item = &'a Map<String, Value>> {
    record
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
}

/// A schedule: its actors, and whether it is active.
pub(super) struct ScheduleRecord {
    pub(super) id: String,
    /// The references to its actors; empty if not given.
    actors: Vec<String>,
    pub(super) is_active: bool,
    /// The first and last day that its slots cover, if it has bounds.
    horizon: [Option<NaiveDate>; 2],
}

impl ScheduleRecord {
    /// Returns whether it may have slots on any of these days.
    pub(super) fn covers(&self, days: &Days) -> bool {
        let (first, last) = days.widened();
        let [from, to] = self.horizon;
        from.is_none_or(|from| from <= last) && to.is_none_or(|to| first <= to)
    }

    /// Returns the references to its actors.
    pub(super) fn actors(&self) -> &[String] {
        &self.actors
    }

    /// Returns how close it is to a practitioner, if it is active: 0 for their own, and if it names nobody; 1 for one
    /// of their services or places that names no other practitioner.
    pub(super) fn rank(&self, actors: &Actors) -> Option<u8> {
        let is_around = || {
            let mut named = self.actors.iter();
            named.any(|actor| actors.around().contains(actor)) && !self.names_another(actors)
        };
        if !self.is_active {
            None
        } else if self.actors.is_empty() || self.names(actors) {
            Some(0)
        } else {
            is_around().then_some(1)
        }
    }

    /// Returns whether it names the practitioner, or one of their roles.
    pub(super) fn names(&self, actors: &Actors) -> bool {
        self.actors.iter().any(|actor| actors.own().contains(actor))
    }

    /// Returns whether it names another practitioner, or a role of another one.
    pub(super) fn names_another(&self, actors: &Actors) -> bool {
        let is_person = |actor: &String| actor.starts_with(PRACTITIONER) || actor.starts_with(ROLE);
        let mut people = self.actors.iter().filter(|actor| is_person(actor));
        people.any(|actor| !actors.own().contains(actor))
    }
}

/// Decodes a schedule: `actorIds`, or FHIR's `actor[].reference`, as `Practitioner/ID`.
pub(super) fn schedule(
    id: String,
    record: &Map<String, Value>,
    _: ReadDay,
) -> Option<ScheduleRecord> {
    let flat = record
        .get("actorIds")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let references = flat
        .filter_map(Value::as_str)
        .chain(list(record, "actor").filter_map(|actor| actor.get("reference")?.as_str()));
    let actors = references.map(|reference| match parts_of(reference) {
        Some((kind, id)) => format!("{kind}/{id}"),
        None => reference.to_owned(),
    });
    Some(ScheduleRecord {
        id,
        actors: actors.collect(),
        is_active: is_active(record),
        horizon: ["start", "end"].map(|bound| horizon(record, bound)),
    })
}

/// Decodes the day of a bound of the planning horizon; `None` if it names no day.
fn horizon(schedule: &Map<String, Value>, bound: &str) -> Option<NaiveDate> {
    let text = schedule.get("planningHorizon")?.get(bound)?.as_str()?;
    text.trim().get(..10)?.parse().ok()
}

/// A slot as published.
pub(in crate::clinics) struct SlotRecord {
    pub(super) published: PublishedSlot,
}

impl SlotRecord {
    /// Sets the version of the record.
    pub(in crate::clinics) fn in_version(mut self, version: Option<String>) -> SlotRecord {
        self.published.version = version;
        self
    }

    /// Returns the id of its schedule, if given.
    pub(super) fn schedule(&self) -> Option<&str> {
        self.published.schedule.as_deref()
    }

    /// Returns whether it names this schedule as its own.
    pub(super) fn names(&self, schedule: &str) -> bool {
        self.schedule() == Some(schedule)
    }

    /// Returns whether it belongs to this schedule, or names none.
    pub(super) fn is_on(&self, schedule: &str) -> bool {
        self.schedule().is_none_or(|id| id == schedule)
    }
}

/// Decodes a published slot; `None` without a readable start and a later end, which every slot has.
pub(in crate::clinics) fn published(id: String, record: &Map<String, Value>) -> Option<SlotRecord> {
    let start = instant(record, "start")?;
    let end = instant(record, "end").filter(|end| *end > start)?;
    let status = member_text(record, "status");
    let is = |word: &str| {
        status
            .as_deref()
            .is_some_and(|status| status.eq_ignore_ascii_case(word))
    };
    let is_busy = is("busy");
    let is_absence = is("busy-unavailable");
    Some(SlotRecord {
        published: PublishedSlot {
            id,
            slot: Slot { start, end },
            is_free: status.is_none() || is("free"),
            is_busy,
            note: member_text(record, "comment")
                .map(|text| shown_in_list(&text))
                .unwrap_or_default(),
            is_taken: is_busy || is_absence || is("busy-tentative"),
            is_absence,
            version: None,
            schedule: schedule_of_slot(record),
        },
    })
}

/// Returns the id of the schedule that the record of a slot names, if it names one.
pub(in crate::clinics) fn schedule_of_slot(record: &Map<String, Value>) -> Option<String> {
    member_text(record, "scheduleId").or_else(|| reference_id(record, "schedule"))
}

/// Returns whether a record is active; it is unless it states otherwise.
pub(in crate::clinics) fn is_active(record: &Map<String, Value>) -> bool {
    record.get("active") != Some(&Value::Bool(false))
}

/// Returns the id in FHIR's reference called `name`.
pub(in crate::clinics) fn reference_id(record: &Map<String, Value>, name: &str) -> Option<String> {
    let reference = record.get(name)?.get("reference")?.as_str()?;
    parts_of(reference).map(|(_, id)| id.to_owned())
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use serde_json::json;
    use zones::Zone;

    use super::*;
    use crate::{Hours, HoursFit, Language};

    fn read(record: Value) -> PractitionerRole {
        read_as_of(record, ReadDay::default())
    }

    fn read_as_of(record: Value, as_of: ReadDay) -> PractitionerRole {
        role("role_1".to_owned(), record.as_object().unwrap(), as_of).unwrap()
    }

    #[test]
    fn a_role_has_hours_on_the_days_of_its_period_and_none_once_it_has_ended() {
        let of = |period: Value| {
            json!({"period": period, "availableTime": [
                {"daysOfWeek": ["mon", "tue"], "availableStartTime": "08:00", "availableEndTime": "12:00"}]})
        };
        let as_of = ReadDay::new("2027-02-08".parse().ok());
        let hours = |period| Hours::of([read_as_of(of(period), as_of).rota]);
        assert!(hours(json!({"end": "2020-12-31"})).is_none());
        let monday = |hours: &Option<Hours>, day: &str| {
            let hours = hours.as_ref().expect("hours");
            hours
                .ranges(day.parse().unwrap())
                .map(|ranges| ranges.len())
        };
        let until = hours(json!({"start": "2020", "end": "2027-02-15"}));
        assert_eq!(monday(&until, "2027-02-15"), Some(1));
        assert_eq!(monday(&until, "2027-02-16"), None);
        let from = hours(json!({"start": "2027-02-15"}));
        assert_eq!(monday(&from, "2027-02-08"), None);
        assert_eq!(monday(&from, "2027-02-15"), Some(1));
        let at = |day: &str| format!("{day}T09:00:00Z").parse().unwrap();
        let fit = |day| from.as_ref().unwrap().fit(at(day), None, zones::Zone::UTC);
        assert_eq!(fit("2027-02-08"), HoursFit::Unknown);
        assert_eq!(fit("2027-02-15"), HoursFit::Open);
    }

    /// Returns the hours of a week that begins on Monday 8 February 2027.
    fn week(record: Value) -> Option<Vec<String>> {
        let hours = Hours::of([read(record).rota])?;
        let monday: NaiveDate = "2027-02-08".parse().unwrap();
        let said = |day| {
            hours.ranges(day).map(|ranges| {
                ranges
                    .iter()
                    .map(|range| range.to_text(Language::En))
                    .collect()
            })
        };
        Some(
            monday
                .iter_days()
                .take(7)
                .map(|day| said(day).unwrap_or("?".to_owned()))
                .collect(),
        )
    }

    #[test]
    fn a_week_is_read_in_the_current_and_the_older_format() {
        let now = json!({"availableTime": [
            {"daysOfWeek": ["mon", "Tue"], "availableStartTime": "08:00:00", "availableEndTime": "12:30:00"},
            {"daysOfWeek": ["mon"], "availableStartTime": "13:00", "availableEndTime": "24:00"},
            {"daysOfWeek": ["sun"], "allDay": true}],
            "availableDays": ["wed"], "availableStartTime": "09:00", "availableEndTime": "10:00"});
        assert_eq!(
            week(now).unwrap(),
            [
                "08:00–12:3013:00–24:00",
                "08:00–12:30",
                "",
                "",
                "",
                "",
                "00:00–24:00"
            ]
        );
        let before = json!({"availableDays": ["mon", "friday"], "availableStartTime": "08:00",
                            "availableEndTime": "17:00"});
        assert_eq!(
            week(before).unwrap(),
            ["08:00–17:00", "", "", "", "08:00–17:00", "", ""]
        );
    }

    #[test]
    fn unreadable_hours_are_unknown() {
        let monday = json!({"daysOfWeek": ["mon"], "availableStartTime": "08:00", "availableEndTime": "12:00"});
        let and = |odd: Value| week(json!({"availableTime": [monday.clone(), odd]})).unwrap();
        for odd in [
            json!({"daysOfWeek": ["tue"]}),
            json!({"daysOfWeek": ["feast"], "allDay": true}),
            json!({}),
        ] {
            assert_eq!(and(odd.clone())[..2], ["08:00–12:00", "?"], "{odd}");
        }
        for unknown in [
            json!({}),
            json!({"availableTime": []}),
            json!({"availableTime": null}),
            json!({"availableDays": "mon-fri"}),
        ] {
            assert_eq!(week(unknown.clone()), None, "{unknown}");
        }
    }

    #[test]
    fn an_absence_has_moments_local_times_or_days() {
        let away = |during: Value, at: &str| {
            let role = read(
                json!({"availableTime": [{"daysOfWeek": ["wed"], "allDay": true}],
                                   "notAvailable": [{"description": "Training\u{1b}[2J", "during": during}]}),
            );
            let at: DateTime<Utc> = at.parse().unwrap();
            Hours::of([role.rota]).unwrap().fit(at, None, Zone::BERLIN)
        };
        let is_away = HoursFit::Away {
            why: "Training␛[2J".to_owned(),
        };
        let noon = "2027-02-10T12:00:00+01:00";
        for during in [
            json!({"start": "2027-02-10", "end": "2027-02-10"}),
            json!({"start": "2027-02-10T11:00:00Z"}),
            json!({"start": "2027-02-10T12:00:00", "end": "2027-02-10T12:01"}),
            json!({"start": null, "end": "2027-02-10T12:30:00.000+01:00"}),
        ] {
            assert_eq!(away(during.clone(), noon), is_away, "{during}");
        }
        for during in [
            json!({"start": "2027-02-11", "end": "2027-02-12"}),
            json!({"start": "2027-02-11", "end": "2027-02-09"}),
            json!({"start": "soon", "end": "2027-02-11"}),
            json!({}),
            json!("2027-02-10"),
        ] {
            assert_eq!(away(during.clone(), noon), HoursFit::Open, "{during}");
        }
    }

    #[test]
    fn an_active_role_belongs_to_the_practitioner_that_it_names() {
        let is_of = |record: Value| read(record).is_of("prac_1");
        assert!(is_of(json!({"practitionerId": "prac_1", "status": "active"})) && is_of(json!({})));
        assert!(is_of(
            json!({"practitioner": {"reference": "Practitioner/prac_1"}, "active": true})
        ));
        assert!(!is_of(json!({"practitionerId": "prac_2"})) && !is_of(json!({"active": false})));
        assert!(!is_of(
            json!({"practitionerId": "prac_1", "status": "Inactive"})
        ));
    }
    #[test]
    fn an_active_schedule_serves_the_practitioners_that_it_names() {
        let serves = |record: Value| {
            let role = json!({"location": [{"reference": "Location/l"}]});
            let actors = Actors::of("prac_1".to_owned(), vec![read(role)]);
            let as_of = ReadDay::default();
            let schedule = schedule("s".to_owned(), record.as_object().unwrap(), as_of).unwrap();
            schedule.rank(&actors)
        };
        assert_eq!(
            serves(json!({"actorIds": ["Location/l", "Practitioner/prac_1"], "active": true})),
            Some(0)
        );
        assert_eq!(serves(json!({})), Some(0));
        assert_eq!(
            serves(json!({"actor": [{"reference": "Location/l/_history/2"}]})),
            Some(1)
        );
        for other in ["Practitioner/prac_2", "PractitionerRole/role_2"] {
            assert_eq!(
                serves(json!({"actorIds": [other, "Location/l"]})),
                None,
                "a colleague's schedule at that place"
            );
        }
        assert_eq!(
            serves(
                json!({"actorIds": ["PractitionerRole/role_1", "Location/l", "Practitioner/prac_2"]})
            ),
            Some(0)
        );
        for other in [
            "Practitioner/prac_12",
            "https://x.example/fhir/Practitioner/prac_1",
        ] {
            assert_eq!(serves(json!({"actor": [{ "reference": other }]})), None);
        }
        assert_eq!(
            serves(json!({"actorIds": ["Practitioner/prac_1"], "active": false})),
            None
        );
    }

    #[test]
    fn only_free_slots_of_the_schedule_with_a_start_and_a_later_end_count() {
        let offered = |mut record: Value, end: &str| {
            record["start"] = "2027-02-10T10:00:00Z".into();
            record["end"] = end.into();
            published("x".to_owned(), record.as_object().unwrap())
        };
        let whole = |record: Value| offered(record, "2027-02-10T10:30:00Z").unwrap();
        let is_free = |record: Value| {
            let offered = whole(record);
            offered.is_on("s1") && offered.published.is_free
        };
        assert!(is_free(json!({"status": "free", "scheduleId": "s1"})));
        assert!(is_free(json!({"schedule": {"reference": "Schedule/s1"}})));
        assert!(!is_free(json!({"status": "free", "scheduleId": "s2"})));
        for (status, is_taken) in [
            ("busy", true),
            ("busy-unavailable", true),
            ("busy-tentative", true),
            ("entered-in-error", false),
        ] {
            assert!(!is_free(json!({ "status": status })), "{status}");
            let slot = whole(json!({ "status": status })).published;
            assert_eq!(slot.is_taken, is_taken, "{status}");
        }
        for end in ["2027-02-10T10:00:00Z", "2027-02-10T09:00:00Z", "10:30", ""] {
            assert!(offered(json!({"status": "free"}), end).is_none(), "{end}");
        }
        let unreadable = json!({"status": "free", "start": "10:00", "end": "2027-02-10T10:30:00Z"});
        assert!(published("x".to_owned(), unreadable.as_object().unwrap()).is_none());
    }
}
