//! The first free time is one that is published as free, and nothing else, whatever a calendar holds.
#![expect(clippy::unwrap_used, reason = "in a test a missing value is a failure")]

use booking::clinics::CLINIK;
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use fastrand::Rng;
use headless::{Options, TestSandbox};
use sandbox::SandboxOptions;
use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, Published, SlotList, at_clinik};

/// How many calendars are tried.
const CALENDARS: u64 = 80;

/// A record of a calendar, well made or not.
#[derive(Clone, Debug)]
struct Record {
    id: usize,
    status: &'static str,
    start: DateTime<Utc>,
    minutes: i64,
    /// The offset in which it is written, in seconds.
    offset: i32,
}

/// The records of a calendar, and whether a search for them is cut short.
#[derive(Clone, Debug)]
struct Calendar {
    records: Vec<Record>,
    is_cut: bool,
}

impl Record {
    fn any(dice: &mut Rng, id: usize, now: DateTime<Utc>) -> Record {
        let statuses = [
            "free",
            "busy",
            "busy-unavailable",
            "busy-tentative",
            "entered-in-error",
        ];
        let status = if dice.bool() {
            "free"
        } else {
            dice.choice(statuses).unwrap()
        };
        // Around the present, and on the mornings of three later days.
        let (day, minute) = match dice.u8(0..6) {
            0 => (0, dice.i64(-12..12) * 10),
            _ => (dice.i64(3..6), dice.i64(-30..-12) * 10),
        };
        let seconds = if dice.u8(0..6) == 0 { 30 } else { 0 };
        let after = TimeDelta::days(day) + TimeDelta::minutes(minute) + TimeDelta::seconds(seconds);
        Record {
            id,
            status,
            start: now + after,
            minutes: dice.choice([30, 30, 30, 15, 20, 60, 0, -30]).unwrap(),
            offset: dice.choice([0, 3_600, -18_000, 19_800]).unwrap(),
        }
    }

    fn end(&self) -> DateTime<Utc> {
        self.start + TimeDelta::minutes(self.minutes)
    }

    /// Whether it takes up time.
    fn lasts(&self) -> bool {
        self.minutes > 0
    }

    fn on_the_wire(&self) -> Value {
        let offset = FixedOffset::east_opt(self.offset).unwrap();
        let [start, end] =
            [self.start, self.end()].map(|at| at.with_timezone(&offset).to_rfc3339());
        json!({"id": format!("slot_{}", self.id), "status": self.status, "start": start, "end": end})
    }
}

impl Calendar {
    fn any(dice: &mut Rng, now: DateTime<Utc>) -> Calendar {
        let count = dice.usize(2..10);
        let mut records: Vec<Record> = (0..count).map(|id| Record::any(dice, id, now)).collect();
        // One is listed twice, or another one is for the same time.
        let doubled = records[dice.usize(0..count)].clone();
        match dice.u8(0..6) {
            0 => records.push(doubled),
            1 => records.push(Record {
                id: count,
                status: dice.choice(["free", "busy"]).unwrap(),
                ..doubled
            }),
            _ => {}
        }
        let is_cut = dice.u8(0..4) == 0;
        Calendar { records, is_cut }
    }

    /// The same calendar a moment later: often some records are gone, or have become busy.
    fn later(&self, dice: &mut Rng) -> Calendar {
        let mut later = self.clone();
        if dice.bool() {
            return later;
        }
        later.records.retain(|_| dice.u8(0..3) > 0);
        for record in &mut later.records {
            if dice.u8(0..4) == 0 {
                record.status = "busy";
            }
        }
        later
    }

    fn list(&self) -> SlotList {
        SlotList {
            slots: self.records.iter().map(Record::on_the_wire).collect(),
            is_cut: self.is_cut,
        }
    }

    /// Whether a visit can be booked: it begins with a free record, free records cover it, and no busy one overlaps it.
    fn is_free(&self, start: DateTime<Utc>, length: TimeDelta) -> bool {
        let end = start + length;
        let lasting = || self.records.iter().filter(|record| record.lasts());
        let free = || lasting().filter(|record| record.status == "free");
        let busy = || lasting().filter(|record| record.status.starts_with("busy"));
        let mut covered = start;
        while covered < end {
            let next = free().find(|free| free.start <= covered && covered < free.end());
            match next {
                Some(next) => covered = next.end(),
                None => return false,
            }
        }
        free().any(|free| free.start == start)
            && !busy().any(|busy| busy.start < end && start < busy.end())
    }
}

/// A desk at a clinic that publishes what it is told to.
fn desk_at(calendar: &Calendar) -> (DeskAtWork, Published) {
    let options = at_clinik();
    let sandbox_options = SandboxOptions {
        lag: options.lag,
        ..SandboxOptions::default()
    };
    let sandbox = TestSandbox::start(sandbox_options, options.now).unwrap();
    let served = sandbox.served(CLINIK.word()).unwrap();
    let published = Published::before(&served.url);
    published.publish(calendar.list());
    let options = Options {
        addresses_of: vec![(CLINIK, published.address())],
        keys_of: vec![(CLINIK, served.key.to_owned())],
        ..options
    };
    (DeskAtWork::open_on(options, sandbox), published)
}

#[test]
fn whatever_is_published_the_first_free_time_is_free_and_still_is_as_it_is_booked() {
    let mut booked = 0;
    for seed in 0..CALENDARS {
        let mut dice = Rng::with_seed(seed);
        let now = at_clinik().now;
        let calendar = Calendar::any(&mut dice, now);
        let later = calendar.later(&mut dice);
        let (mut desk, published) = desk_at(&calendar);
        desk.settle()
            .types("220385s ki f")
            .settle()
            .press("Enter")
            .settle();
        published.publish(later.list());
        desk.press("Ctrl+S").settle();
        let Some(create) = desk.creates().pop() else {
            continue;
        };
        booked += 1;
        let start: DateTime<Utc> = create["body"]["start"].as_str().unwrap().parse().unwrap();
        let length = TimeDelta::minutes(create["body"]["minutesDuration"].as_i64().unwrap());
        assert!(
            start > now && calendar.is_free(start, length) && later.is_free(start, length),
            "seed {seed}: {start}, {length}\n{calendar:?}\nthen {later:?}"
        );
    }
    assert!(booked > 10, "{booked} of {CALENDARS} are booked");
}
