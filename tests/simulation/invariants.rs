//! What has to be true once all is well again: of what the clinics hold, what the records say, and what the desks show.

use std::collections::{HashMap, HashSet};

use booking::{Booking, Change, LookupSchedule, Meaning, ReadResult, Status, TimedVisit};
use chrono::{DateTime, Utc};
use office::Submission;
use serde_json::Value;

use super::person::{wish_in, wish_of};
use super::server::Held;
use super::shared_sql::rows_in;
use super::world::{Create, World};
use crate::desk_at_work::records::{audit, verified};

/// What the records say last of a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    pub(super) word: String,
    pub(super) appointment: Option<String>,
}

impl Fate {
    /// Whether somebody has to look after it still.
    pub(super) fn is_open(&self) -> bool {
        ["sending", "unknown", "not-there", "queued"].contains(&&*self.word)
    }
}

impl World {
    /// What is not as it has to be.
    pub(super) fn complaints(&self) -> Vec<String> {
        if let Some(desks) = &self.desks {
            return self.complaints_of(desks);
        }
        let folder = self.folder.path();
        let mut complaints = Vec::new();
        if let Err(broken) = verified(folder) {
            complaints.push(format!("the audit trail: {broken}"));
        }
        let fates = fates(&audit(folder));
        if fates.len() != self.written {
            complaints.push(format!(
                "{} bookings left, {} are on record",
                self.written,
                fates.len()
            ));
            return complaints;
        }
        let ended = self
            .creates
            .iter()
            .filter_map(|create| Some((create, &fates[create.written?])));
        let ended: Vec<(&Create, &Fate)> = ended.collect();
        self.none_is_made_twice(&mut complaints);
        self.no_time_is_taken_twice(&mut complaints);
        self.records_tell_the_truth(&ended, &mut complaints);
        self.alterations_are_told_truly(&ended, &mut complaints);
        self.no_second_step_is_lost(&ended, &mut complaints);
        self.nothing_there_is_told_not_there(&ended, &mut complaints);
        self.reports_are_true(&mut complaints);
        self.desks_show_what_is_open(&fates, &mut complaints);
        self.no_wish_is_lost(&ended, &mut complaints);
        self.desks_show_what_the_clinics_hold(&mut complaints);
        complaints
    }

    /// Where a wish was moved away or called off, its time may be booked once more.
    pub(super) fn none_is_made_twice(&self, complaints: &mut Vec<String>) {
        let mut made: HashMap<(usize, Option<DateTime<Utc>>), Vec<&Held>> = HashMap::new();
        for held in self.server.held().iter().filter(|held| !held.was_altered()) {
            let what = (self.creates[held.create].wish, held.booked.start);
            made.entry(what).or_default().push(held);
        }
        for ((wish, _), made) in made {
            let creates = |pair: [&Held; 2]| pair.map(|held| &self.creates[held.create]);
            let is_known =
                |pair| self.is_told_of(creates(pair)) || self.is_to_be_cancelled_after(pair);
            let mut pairs = made
                .iter()
                .enumerate()
                .flat_map(|(place, one)| made[..place].iter().map(move |other| [*one, *other]));
            if !pairs.all(is_known) {
                let ids: Vec<&str> = made.iter().map(|held| &*held.booked.id).collect();
                complaints.push(format!("wish {wish} is booked more than once: {ids:?}"));
            }
        }
    }

    /// Two appointments that take the same time of somebody up stand there because a person was asked about the second.
    pub(super) fn no_time_is_taken_twice(&self, complaints: &mut Vec<String>) {
        let live = self
            .server
            .held()
            .iter()
            .filter(|held| held.booked.is_live());
        let mut placed: Vec<(&Held, &Create, TimedVisit)> = live
            .filter_map(|held| Some((held, self.placed_by(held)?)))
            .map(|(held, create)| (held, create, time_of(create)))
            .collect();
        // The first of two is the one that was written down first: the server may let it go later than another one about
        // which a person has been asked meanwhile.
        let place = |create: &Create| {
            self.creates
                .iter()
                .position(|other| std::ptr::eq(other, create))
        };
        placed.sort_by_key(|(_, create, _)| place(create));
        for (place, (held, create, time)) in placed
            .iter()
            .enumerate()
            .filter(|(_, (_, create, _))| !create.is_override)
        {
            let first = placed[..place].iter().find(|(earlier, other, at)| {
                at.meets(time)
                    && !self.is_told_of([create, other])
                    && !self.is_to_be_cancelled_after([held, earlier])
            });
            if let Some((_, other, _)) = first {
                complaints.push(format!(
                    "wish {} was put where wish {} stands, unasked: {time:?}",
                    create.wish, other.wish
                ));
            }
        }
    }

    /// Whether one of two appointments was given to somebody else, which made the other one, and is still to be cancelled:
    /// that second step is open on record, where a person sees it, or a person has dropped it.
    fn is_to_be_cancelled_after(&self, [one, other]: [&Held; 2]) -> bool {
        self.is_left_beside(one, other) || self.is_left_beside(other, one)
    }

    /// Whether an old appointment is left beside a new one, which was made in its place, or in the place of that one.
    fn is_left_beside<'a>(&'a self, old: &Held, mut new: &'a Held) -> bool {
        while let Some(before) = self.replaced_by(new) {
            if before.booked.id == old.booked.id {
                let open = "SELECT follows FROM changes WHERE follows IS NOT NULL \
                     AND state IN ('sending', 'unknown', 'not-there', 'queued')";
                return self.dropped_steps.contains(&new.booked.id)
                    || self.second_steps(open).contains(&new.booked.id);
            }
            new = before;
        }
        false
    }

    /// The appointment in whose place another one was made.
    fn replaced_by(&self, new: &Held) -> Option<&Held> {
        let change = &self.creates[new.create].change;
        let old = change.starts_from().filter(|_| change.makes().is_some())?;
        self.server
            .held()
            .iter()
            .find(|held| held.booked.id == old.id)
    }

    /// The appointments behind which these changes on record come as second steps.
    fn second_steps(&self, sql: &'static str) -> Vec<String> {
        let rows = match &self.desks {
            Some(desks) => self.runtime.block_on(desks.server.rows(sql)),
            None => self.runtime.block_on(rows_in(self.folder.path(), sql)),
        };
        rows.into_iter().flatten().flatten().collect()
    }

    /// Where the first of two steps is made, the second one is on record.
    pub(super) fn no_second_step_is_lost(
        &self,
        ended: &[(&Create, &Fate)],
        complaints: &mut Vec<String>,
    ) {
        let on_record = self.second_steps("SELECT follows FROM changes WHERE follows IS NOT NULL");
        for (create, fate) in ended
            .iter()
            .filter(|(create, _)| create.change.then(None).is_some())
        {
            let made = fate.appointment.as_ref().filter(|_| fate.word == "booked");
            if let Some(made) = made.filter(|made| !on_record.contains(made)) {
                complaints.push(format!(
                    "nobody is to cancel what {made} of wish {} replaces",
                    create.wish
                ));
            }
        }
    }

    /// The booking, or the last move, by which an appointment stands where it does.
    fn placed_by(&self, held: &Held) -> Option<&Create> {
        let is_move = |create: &&Create| {
            let of = create
                .change
                .appointment()
                .filter(|_| create.has_altered && create.change.target().is_some());
            of.is_some_and(|of| of.id == held.booked.id)
        };
        let moves = self.creates.iter().filter(is_move);
        moves.chain([&self.creates[held.create]]).find(|create| {
            create
                .change
                .target()
                .is_some_and(|to| to.start() == held.booked.start)
        })
    }

    /// What the records call booked is held, and what they call not booked is not. Bookings for the same that bear no
    /// reference can't be told apart by anyone: of those the numbers have to be right.
    pub(super) fn records_tell_the_truth(
        &self,
        ended: &[(&Create, &Fate)],
        complaints: &mut Vec<String>,
    ) {
        let mut alike: HashMap<String, Vec<(&Create, &Fate)>> = HashMap::new();
        for (create, fate) in ended
            .iter()
            .filter(|(create, _)| create.change.makes().is_some())
        {
            alike
                .entry(self.kind(create))
                .or_default()
                .push((create, fate));
        }
        for (kind, ended) in alike {
            let made = |create: &Create| {
                self.server
                    .held()
                    .iter()
                    .find(|held| std::ptr::eq(&self.creates[held.create], create))
            };
            let count = |words: &[&str]| {
                ended
                    .iter()
                    .filter(|(_, fate)| words.contains(&&*fate.word))
                    .count()
            };
            let held = ended
                .iter()
                .filter(|(create, _)| made(create).is_some())
                .count();
            let by_hand = count(&["by-hand", "unknown", "sending"]);
            let booked = count(&["booked"]);
            let ids: HashSet<&String> = ended
                .iter()
                .filter_map(|(_, fate)| fate.appointment.as_ref())
                .collect();
            let are_held = ids.iter().all(|id| {
                ended
                    .iter()
                    .filter_map(|(create, _)| made(create))
                    .any(|held| held.booked.id == **id)
            });
            // Of two that bear no reference, one sent by a desk alone and one by another, either desk can only take the
            // one appointment that it finds for its own: the clinic tells nobody whose it is, and the desk alone can't
            // ask the other. Both people learn of it once it can.
            if self.is_named_twice(&ended) || !are_held {
                complaints.push(format!(
                    "{kind}: {booked} are said to be booked as {ids:?}, {held} are held"
                ));
            }
            // What has been moved or called off, and bears no reference, is not to be found: a desk that took the booking
            // over, of which another one knew, calls it not there.
            let found = |create: &Create| {
                let is_its_own = self.desks.is_none()
                    || create.change.makes().and_then(Booking::reference).is_some();
                made(create).is_some_and(|held| is_its_own || !held.was_altered())
            };
            let held = ended.iter().filter(|(create, _)| found(create)).count();
            if held > booked + by_hand {
                complaints.push(format!(
                    "{kind}: {held} are held, {booked} are said to be booked"
                ));
            }
        }
    }

    /// Whether two bookings are said to have become one appointment, and nobody was told of both. What was called off or
    /// moved before the desk that was alone came back takes no time there any more, so it collides with nothing.
    fn is_named_twice(&self, ended: &[(&Create, &Fate)]) -> bool {
        let named: Vec<_> = ended
            .iter()
            .filter(|(_, fate)| fate.word == "booked")
            .collect();
        let is_same = |one: &Fate, other: &Fate| one.appointment == other.appointment;
        named.iter().enumerate().any(|(place, (create, fate))| {
            let others = named[..place]
                .iter()
                .filter(|(_, other)| is_same(fate, other));
            others.into_iter().any(|(other, _)| {
                let has_left =
                    self.has_left_its_time(create, fate) && (create.is_alone || other.is_alone);
                !has_left && self.told_at([create, other]).is_empty()
            })
        })
    }

    fn has_left_its_time(&self, create: &Create, fate: &Fate) -> bool {
        let id = fate.appointment.as_deref().unwrap_or_default();
        let start = create.change.visit().start;
        let has_left = |held: &Held| !held.booked.is_live() || held.booked.start != start;
        self.server
            .held()
            .iter()
            .any(|held| held.booked.id == id && has_left(held))
    }

    /// What bookings have in common that can't be told apart.
    fn kind(&self, create: &Create) -> String {
        let provider = create
            .change
            .provider()
            .map(|provider| provider.id().to_owned());
        match create.change.makes().and_then(Booking::reference) {
            Some(reference) => reference.to_string(),
            None => {
                let change = &create.change;
                let patient = change.patient();
                let start = change.start();
                format!("{patient} at {start:?} with {provider:?}")
            }
        }
    }

    /// What the records call moved or cancelled was, and what they call not made was not. None went out unless a person
    /// said so, and none stays open unless somebody has altered the appointment since.
    pub(super) fn alterations_are_told_truly(
        &self,
        ended: &[(&Create, &Fate)],
        complaints: &mut Vec<String>,
    ) {
        if !self.at_once.is_empty() {
            complaints.push(format!(
                "two changes of one appointment were sent at once: {:?}",
                self.at_once
            ));
        }
        if !self.unsaid.is_empty() {
            complaints.push(format!("{:?} went out and nobody had said so", self.unsaid));
        }
        for (create, fate) in ended {
            let Some(of) = create.change.appointment() else {
                continue;
            };
            // It is called off for good, or is then: how it was before makes no difference.
            let ends_as = |create: &Create| match &create.change {
                Change::SetStatus(set) => (None, Some(set.to())),
                change => (change.target().and_then(|to| to.start()), None),
            };
            let does_the_same = |other: &&Create| {
                let id = other.change.appointment().map(|other| &other.id);
                (id, other.change.kind()) == (Some(&of.id), create.change.kind())
                    && ends_as(other) == ends_as(create)
            };
            let done = self
                .creates
                .iter()
                .filter(does_the_same)
                .any(|other| other.has_altered);
            let read = self.server.read(&of.id);
            let is_plain =
                read.is_some_and(|now| create.change.result_in(&now) != ReadResult::Altered);
            // Who was put on the waiting list and has a time again stands as before.
            let is_undone =
                |of: &Change| matches!(of, Change::SetStatus(set) if set.to() == Status::Waitlist);
            // Of two changes that do the same, and whose answers are both lost, nobody can tell which one was made: the
            // numbers have to be right.
            let is_taken_for_it = |(other, fate): &(&Create, &Fate)| {
                fate.word == "booked" && !other.has_altered && does_the_same(other)
            };
            let is_wrong = match &*fate.word {
                "not-there" if is_undone(&create.change) => false,
                "booked" => !done || fate.appointment.as_ref() != Some(&of.id),
                "not-there" if ended.iter().any(is_taken_for_it) => false,
                "refused" | "not-sent" | "not-there" => create.has_altered,
                "by-hand" => false,
                // A second step that another desk has taken over before it was sent waits for a person there.
                "queued" if self.desks.is_some() && create.change.second_after().is_some() => {
                    create.has_altered
                }
                _ => is_plain,
            };
            if is_wrong {
                let (kind, id) = (create.change.kind(), &of.id);
                let made = create.has_altered;
                complaints.push(format!(
                    "{kind} of {id} is on record as {fate:?}, made: {made}"
                ));
            }
        }
    }

    /// The Outbox lists what is open in the records, and nothing stays unknown that can be found out.
    pub(super) fn desks_show_what_is_open(&self, fates: &[Fate], complaints: &mut Vec<String>) {
        let lost: Vec<_> = self
            .windows
            .iter()
            .flatten()
            .flat_map(|window| window.desk.office.changes().unresolved())
            .collect();
        let unknown = lost
            .iter()
            .filter(|open| open.meaning() == Some(Meaning::Unknown));
        let shown = (unknown.clone().count(), lost.len());
        let of = |words: &[&str]| {
            fates
                .iter()
                .filter(|fate| words.contains(&&*fate.word))
                .count()
        };
        let on_record = (
            of(&["unknown", "sending"]),
            of(&["unknown", "sending", "not-there"]),
        );
        // What was not there is looked for again after a restart, and may not be told from another one then.
        if shown.1 != on_record.1 || shown.0 < on_record.0 {
            let changes: Vec<_> = lost.iter().map(|open| open.record()).collect();
            complaints.push(format!(
                "unknown and open: {shown:?} in the Outbox, {on_record:?} on record; {changes:?}"
            ));
        }
        let is_for_a_person = |open: &Submission| {
            let candidates = open.life.lookup().and_then(LookupSchedule::candidates);
            candidates.is_some_and(|ids| !ids.is_empty())
        };
        // Where searches prove nothing, only a person can tell.
        let can_be_found_out = |_: &&&Submission| self.flaw.is_none();
        let unknown = unknown.filter(can_be_found_out);
        for open in unknown.filter(|open| !is_for_a_person(open)) {
            complaints.push(format!(
                "still unknown: wish {:?}",
                open.draft.as_ref().and_then(wish_in)
            ));
        }
    }

    /// Moved here and cancelled there: each desk ends up showing how the appointment in its pane stands.
    pub(super) fn desks_show_what_the_clinics_hold(&self, complaints: &mut Vec<String>) {
        if self.has_jumped {
            return;
        }
        for window in self.windows.iter().flatten() {
            let shown = window
                .desk
                .appointment
                .shown
                .as_ref()
                .map(|shown| &shown.appointment);
            let Some((shown, held)) =
                shown.and_then(|shown| Some((shown, self.server.read(&shown.id)?)))
            else {
                continue;
            };
            if (shown.start, &shown.status) != (held.start, &held.status) {
                let (id, run) = (&shown.id, window.run);
                complaints.push(format!(
                    "run {run} shows {id} as {} at {:?}, and it is {} at {:?}",
                    shown.status, shown.start, held.status, held.start
                ));
            }
        }
    }

    /// Every wish is booked, or its draft is somewhere, or a person let it go. Of those that can't be told apart, one
    /// may have been taken for the other.
    pub(super) fn no_wish_is_lost(&self, ended: &[(&Create, &Fate)], complaints: &mut Vec<String>) {
        let drafts = self
            .windows
            .iter()
            .flatten()
            .flat_map(|window| window.drafts());
        let mut known: HashSet<usize> = drafts.filter_map(wish_in).collect();
        known.extend(
            self.server
                .held()
                .iter()
                .map(|held| self.creates[held.create].wish),
        );
        known.extend(
            ended
                .iter()
                .filter(|(_, fate)| fate.word == "booked")
                .map(|(create, _)| create.wish),
        );
        let is_open = |(_, fate): &&(&Create, &Fate)| self.flaw.is_some() && fate.is_open();
        known.extend(ended.iter().filter(is_open).map(|(create, _)| create.wish));
        let queued = self
            .windows
            .iter()
            .flatten()
            .flat_map(|window| window.desk.office.changes().queued());
        known.extend(queued.filter_map(|open| open.change().booking().and_then(wish_of)));
        // What has no letter to be parked under is kept all the same.
        let waiting: usize = self
            .windows
            .iter()
            .flatten()
            .map(|window| desk::drafts_waiting(&window.desk))
            .sum();
        let wishes = self.wishes.iter().enumerate();
        let missing = wishes.filter(|(number, wish)| !wish.let_go && !known.contains(number));
        let missing: Vec<usize> = missing.map(|(number, _)| number).collect();
        if missing.len() > waiting {
            complaints.push(format!("wishes {missing:?} are lost, or wait ({waiting})"));
        }
    }
}

fn time_of(create: &Create) -> TimedVisit {
    create
        .change
        .target()
        .expect("it gives an appointment its time")
        .into()
}

/// What became of each booking that was written down to be sent, in that order.
fn fates(lines: &[Value]) -> Vec<Fate> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut fates: Vec<Fate> = Vec::new();
    let is_queued = |line: &&Value| line["what"] == "queued";
    let queued: HashSet<&str> = lines
        .iter()
        .filter(is_queued)
        .filter_map(|line| line["booking"].as_str())
        .collect();
    for line in lines {
        let Some(change) = line["booking"]
            .as_str()
            .filter(|change| !queued.contains(change))
        else {
            continue;
        };
        let text = |name: &str| line[name].as_str().map(str::to_owned);
        let fate = Fate {
            word: text("what").unwrap_or_default(),
            appointment: text("appointment"),
        };
        match places.get(change) {
            Some(place) => fates[*place] = fate,
            None => {
                places.insert(change, fates.len());
                fates.push(fate);
            }
        }
    }
    fates
}
