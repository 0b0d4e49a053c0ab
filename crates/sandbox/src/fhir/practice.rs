//! A realistic practice: groups and second practitioners, roles in place of practitioners, several names by use and
//! period, merged and inactive records, blocked times with a reason, a schedule for each month, and codes.

use chrono::{
    DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, SecondsFormat, TimeZone, Utc, Weekday,
};
use serde_json::{Value, json};
use zones::Zone;

use crate::generate;
use crate::store::RecordKind;

/// The patients of the practice, without the roster's.
const PATIENTS: usize = 700;

/// The system of the practice's own patient numbers.
const MRN: &str = "https://practice.example/mrn";

/// The system of its kinds of visits.
const SERVICES: &str = "https://practice.example/services";

/// The days with published slots, from the day of its visits on.
const PUBLISHED: usize = 10;

/// The first half hour published on each day, and the number of half hours.
const FIRST_HALF_HOUR: (u32, u32) = (8, 0);
const HALF_HOURS: u64 = 16;

/// Ilse Brandt, who sees patients under her own name, and Yusuf Aydin, who does under two roles.
const BRANDT: &str = "prac-brandt-1";
const AYDIN: &str = "prac-aydin-1";

/// Returns the records of the practice. Its visits are on the first working day after `now`.
pub(super) fn records(now: DateTime<Utc>, zone: Zone) -> Vec<Value> {
    let day = PracticeDay::after(now, zone);
    let mut records: Vec<Value> = (0..PATIENTS).map(patient).collect();
    records.extend(people_with_a_past());
    records.extend(practitioners());
    records.extend(places_and_services());
    records.extend(day.schedules());
    records.extend(day.slots());
    records.extend(day.visits());
    records
}

/// Returns an id of one of the many patients.
fn patient_id(number: usize) -> String {
    format!("pt-practice-{number:03}")
}

/// Returns one of the many patients, with the practice's own number.
fn patient(number: usize) -> Value {
    let invented = generate::person(RecordKind::Patient, number).body;
    let text = |name: &str| invented[name].as_str().unwrap_or_default().to_owned();
    json!({
        "resourceType": "Patient",
        "id": patient_id(number),
        "active": true,
        "identifier": [mrn(number)],
        "name": [{"use": "official", "family": text("lastName"), "given": [text("firstName")]}],
        "birthDate": text("birthDate"),
        "gender": text("gender"),
        "telecom": [
            {"system": "phone", "use": "mobile", "value": text("phone")},
            {"system": "email", "value": text("email")}],
    })
}

fn mrn(number: usize) -> Value {
    let kind = "http://terminology.hl7.org/CodeSystem/v2-0203";
    json!({"use": "usual", "type": {"coding": [{"system": kind, "code": "MR"}]}, "system": MRN,
           "value": format!("P-{:05}", 20_000 + number)})
}

/// Returns the patients with older versions of their data.
fn people_with_a_past() -> Vec<Value> {
    let person = |id: &str, born: &str, names: Value, further: Value| {
        let mut record = json!({"resourceType": "Patient", "id": id, "active": true, "birthDate": born, "name": names});
        if let (Some(record), Value::Object(further)) = (record.as_object_mut(), further) {
            record.extend(further);
        }
        record
    };
    let sole = |family: &str, given: &str| json!([{"use": "official", "family": family, "given": [given]}]);
    let numbers = json!({
        "identifier": [mrn(900)],
        "telecom": [
            {"system": "phone", "use": "old", "value": "+493023125900"},
            {"system": "phone", "rank": 2, "value": "+493023125901"},
            {"system": "phone", "rank": 1, "value": "+493023125902"}],
    });
    let married = json!([
        {"use": "maiden", "family": "Kivelä", "given": ["Aino"], "period": {"end": "1998-06-20"}},
        {"use": "nickname", "given": ["Ainikki"]},
        {"use": "official", "family": "von Berg", "given": ["Aino", "Marjatta"], "period": {"start": "1998-06-20"}}]);
    let replaced_by = |id: &str| {
        let other = json!({"reference": format!("Patient/{id}")});
        json!({"active": false, "link": [{"type": "replaced-by", "other": other}]})
    };
    let replaces = |id: &str| {
        let other = json!({"reference": format!("Patient/{id}")});
        json!({"identifier": [mrn(901)], "link": [{"type": "replaces", "other": other}]})
    };
    let died = json!({"deceasedDateTime": "2021-03-04T05:00:00+01:00"});
    vec![
        person("pt-von-berg-1", "1971-05-01", married, numbers),
        person(
            "pt-cruz-1",
            "1961-02-03",
            sole("de la Cruz", "Rosalía"),
            replaces("pt-cruz-2"),
        ),
        person(
            "pt-cruz-2",
            "1961-02-03",
            sole("Cruz", "Rosalia"),
            replaced_by("pt-cruz-1"),
        ),
        person("pt-nyman-1", "1938-09-17", sole("Nyman", "Oskari"), died),
        person(
            "pt-sandoval-1",
            "1955-12-24",
            sole("Sandoval", "Inés"),
            json!({"deceasedBoolean": true}),
        ),
        person(
            "pt-wegner-1",
            "1990-10-10",
            sole("Wegner", "Ulla"),
            json!({"active": false}),
        ),
    ]
}

/// Returns the places and services of the practice, one of each out of use.
fn places_and_services() -> Vec<Value> {
    let place = |id: &str, status: &str, name: &str| json!({"resourceType": "Location", "id": id, "status": status, "mode": "instance", "name": name});
    let service = |id: &str, active: bool, name: &str, comment: &str| json!({"resourceType": "HealthcareService", "id": id, "active": active, "name": name, "comment": comment});
    vec![
        place("loc-room-1", "active", "Room 1"),
        place("loc-annex", "active", "Annex Hill Road"),
        place("loc-cellar", "inactive", "Cellar"),
        service("paediatrics", true, "Paediatrics", "Tuesday and Thursday"),
        service("travel", true, "Travel clinic", "By referral"),
        service("physio", false, "Physiotherapy", ""),
    ]
}

/// Returns the practitioners with their roles: one has left, and one's visits name roles.
fn practitioners() -> Vec<Value> {
    let practitioner = |id: &str, active: bool, names: Value| json!({"resourceType": "Practitioner", "id": id, "active": active, "name": names});
    let role = |id: &str, active: bool, practitioner: &str, specialty: [&str; 2]| {
        let [code, display] = specialty;
        json!({
            "resourceType": "PractitionerRole", "id": id, "active": active,
            "practitioner": {"reference": format!("Practitioner/{practitioner}")},
            "specialty": [{"coding": [{"system": "http://snomed.info/sct", "code": code, "display": display}]}],
            "availableTime": [{
                "daysOfWeek": ["mon", "tue", "wed", "thu", "fri"],
                "availableStartTime": "08:00:00", "availableEndTime": "17:00:00"}],
        })
    };
    let paediatrics = ["394537008", "Paediatrics"];
    let general = ["394814009", "General practice"];
    vec![
        practitioner(
            BRANDT,
            true,
            json!([
            {"use": "old", "family": "Petersen", "given": ["Ilse"], "period": {"end": "2015-01-01"}},
            {"use": "official", "family": "Brandt", "given": ["Ilse"], "prefix": ["Dr."]}]),
        ),
        practitioner(
            AYDIN,
            true,
            json!([{"use": "official", "family": "Aydin", "given": ["Yusuf"], "prefix": ["Dr."]}]),
        ),
        practitioner(
            "prac-halonen-1",
            false,
            json!([{"use": "official", "family": "Halonen", "given": ["Eero"]}]),
        ),
        role("role-brandt", true, BRANDT, general),
        role("role-aydin-1", true, AYDIN, paediatrics),
        role("role-aydin-2", true, AYDIN, general),
        role("role-aydin-old", false, AYDIN, paediatrics),
    ]
}

/// The day of the practice's visits.
struct PracticeDay {
    date: NaiveDate,
    zone: Zone,
}

impl PracticeDay {
    /// Returns the first working day after a moment.
    fn after(now: DateTime<Utc>, zone: Zone) -> PracticeDay {
        let mut date = now.with_timezone(&zone).date_naive() + Days::new(1);
        while matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            date = date + Days::new(1);
        }
        PracticeDay { date, zone }
    }

    /// Returns the moment at this time of day, that many days later, with the offset of the practice.
    fn at(&self, later: u64, hour: u32, minute: u32) -> DateTime<Zone> {
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        let local = (self.date + Days::new(later)).and_time(time);
        // No clock changes in working hours.
        self.zone
            .from_local_datetime(&local)
            .earliest()
            .unwrap_or_else(|| local.and_utc().with_timezone(&self.zone))
    }

    /// Returns a schedule for each practitioner and month, including the previous and the next month. Aydin's belong to
    /// a role.
    fn schedules(&self) -> Vec<Value> {
        let first = self.date.with_day(1).unwrap_or(self.date);
        let months = [first - Months::new(1), first, first + Months::new(1)];
        let of = |actor: &str, name: &str, month: NaiveDate| {
            let last = month + Months::new(1) - Days::new(1);
            json!({
                "resourceType": "Schedule", "id": schedule_id(name, month), "active": true,
                "actor": [{"reference": actor}],
                "planningHorizon": {"start": month.to_string(), "end": last.to_string()},
            })
        };
        let both = |month: NaiveDate| {
            [
                of(&format!("Practitioner/{BRANDT}"), "brandt", month),
                of("PractitionerRole/role-aydin-1", "aydin", month),
            ]
        };
        months.into_iter().flat_map(both).collect()
    }

    /// Returns the half hours of the working days, and the blocked times on the day of the visits.
    fn slots(&self) -> Vec<Value> {
        let is_worked = |later: &u64| {
            let day = self.date + Days::new(*later);
            !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
        };
        let days = (0..).filter(is_worked).take(PUBLISHED);
        let mut slots: Vec<Value> = days
            .flat_map(|later| ["brandt", "aydin"].map(|name| (later, name)))
            .flat_map(|(later, name)| {
                (0..HALF_HOURS).map(move |half_hour| (later, name, half_hour))
            })
            .map(|(later, name, half_hour)| self.slot(later, name, half_hour))
            .collect();
        // Ten o'clock and half past three; the times of the group, and of the visit under a role.
        for (name, half_hour, status, comment) in [
            ("brandt", 4, "busy-unavailable", "Team meeting"),
            ("brandt", 15, "busy-tentative", "Kept for a referral"),
            ("brandt", 2, "busy", ""),
            ("brandt", 3, "busy", ""),
            ("aydin", 6, "busy", ""),
        ] {
            let id = self.slot(0, name, half_hour)["id"].clone();
            let Some(slot) = slots.iter_mut().find(|slot| slot["id"] == id) else {
                continue;
            };
            slot["status"] = status.into();
            if !comment.is_empty() {
                slot["comment"] = comment.into();
            }
        }
        slots
    }

    fn slot(&self, later: u64, name: &str, half_hour: u64) -> Value {
        let (hour, minute) = FIRST_HALF_HOUR;
        let start = self.at(later, hour, minute)
            + chrono::TimeDelta::minutes(30 * i64::try_from(half_hour).unwrap_or_default());
        let end = start + chrono::TimeDelta::minutes(30);
        let month = start.date_naive().with_day(1).unwrap_or_default();
        json!({
            "resourceType": "Slot",
            "id": format!("slot-{name}-{}", start.format("%Y%m%dT%H%M")),
            "schedule": {"reference": format!("Schedule/{}", schedule_id(name, month))},
            "status": "free",
            "serviceType": [service("consultation")],
            "start": instant(start),
            "end": instant(end),
        })
    }

    /// Returns the visits: a group with two practitioners, one under a role, one that names a version, one whose
    /// practitioner has declined, and one cancelled for a coded reason.
    fn visits(&self) -> Vec<Value> {
        let brandt = format!("Practitioner/{BRANDT}");
        let people = |numbers: std::ops::Range<usize>| -> Vec<String> {
            numbers
                .map(|number| format!("Patient/{}", patient_id(number)))
                .collect()
        };
        let visit = |id: &str, time: (u32, u32, i64), actors: Vec<String>, code: &str| {
            let (hour, minute, minutes) = time;
            let start = self.at(0, hour, minute);
            let participants: Vec<Value> = actors
                .iter()
                .map(|actor| takes_part(actor, "accepted"))
                .collect();
            json!({
                "resourceType": "Appointment", "id": id, "status": "booked",
                "start": instant(start), "end": instant(start + chrono::TimeDelta::minutes(minutes)),
                "minutesDuration": minutes, "serviceType": [service(code)],
                "participant": participants,
            })
        };
        let with = |patients: Vec<String>, others: &[&str]| {
            let others = others.iter().map(|other| (*other).to_owned());
            patients.into_iter().chain(others).collect::<Vec<_>>()
        };
        let aydin = format!("Practitioner/{AYDIN}");
        let group = with(people(0..3), &[&brandt, &aydin, "Device/ultrasound-1"]);
        let by_role = with(people(3..4), &["PractitionerRole/role-aydin-1"]);
        let versioned = with(people(4..5), &[&format!("{brandt}/_history/1")]);
        let mut declined = visit("appt-4-declined", (13, 0, 30), people(5..6), "consultation");
        if let Some(participants) = declined["participant"].as_array_mut() {
            participants.push(takes_part(&brandt, "declined"));
            participants.push(takes_part("HealthcareService/paediatrics", "accepted"));
        }
        let mut cancelled = visit(
            "appt-5-cancelled",
            (14, 0, 30),
            with(people(6..7), &[&brandt]),
            "vaccination",
        );
        cancelled["status"] = "cancelled".into();
        cancelled["cancelationReason"] = json!({"coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason",
            "code": "pat-fb", "display": "Patient: Feeling Better"}]});
        vec![
            visit("appt-1-group", (9, 0, 60), group, "course"),
            visit("appt-2-by-role", (11, 0, 30), by_role, "consultation"),
            visit("appt-3-versioned", (12, 0, 30), versioned, "consultation"),
            declined,
            cancelled,
        ]
    }
}

fn schedule_id(name: &str, month: NaiveDate) -> String {
    format!("sched-{name}-{}", month.format("%Y-%m"))
}

fn takes_part(reference: &str, status: &str) -> Value {
    json!({"actor": {"reference": reference}, "status": status})
}

/// Returns a kind of visit with its code, as the practice names it.
fn service(code: &str) -> Value {
    let display = match code {
        "course" => "Course in a group",
        "vaccination" => "Vaccination",
        _ => "Consultation",
    };
    json!({"coding": [{"system": SERVICES, "code": code, "display": display}], "text": display})
}

fn instant(at: DateTime<Zone>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}
