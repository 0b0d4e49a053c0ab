//! What has to be true of several desks once all is well again: what they share says what the clinics hold, each of them
//! knows it, and whatever collided was told.

use std::collections::HashMap;

use booking::Mode;
use store::Trail;
use uuid::Uuid;

use super::in_touch::{Desks, desk_name, desk_of};
use super::invariants::Fate;
use super::shared_sql::rows_in;
use super::world::{Create, World};
use crate::desk_at_work::records::verified;

/// Reads how changes stand.
const CHANGES: &str = "SELECT id, state, appointment, lease FROM changes";

impl World {
    /// What is not as it has to be.
    pub(super) fn complaints_of(&self, desks: &Desks) -> Vec<String> {
        let mut complaints = Vec::new();
        for folder in self.folders() {
            if let Err(broken) = verified(&folder) {
                complaints.push(format!("the audit trail of {}: {broken}", folder.display()));
            }
        }
        let trail = Trail::of_shared(desks.server.looked_at(), &self.folder_of(0), Mode::Sandbox);
        if let Err(broken) = self
            .runtime
            .block_on(trail.verify())
            .expect("it can be read")
        {
            complaints.push(format!("the shared audit trail: {broken}"));
        }
        let fates = standing(self.runtime.block_on(desks.server.rows(CHANGES)));
        let recorded = self
            .creates
            .iter()
            .filter_map(|create| Some((create, create.record?)));
        let mut ended: Vec<(&Create, &Fate)> = Vec::new();
        for (create, record) in recorded {
            match fates.get(&record) {
                Some(there) => ended.push((create, &there.fate)),
                None => complaints.push(format!(
                    "{record} of wish {} is not in the shared records",
                    create.wish
                )),
            }
        }
        for (number, create) in self.creates.iter().enumerate() {
            if create.written.is_some() && create.record.is_none() {
                complaints.push(format!("{number} left and was not written down"));
            }
        }
        self.none_is_made_twice(&mut complaints);
        self.no_time_is_taken_twice(&mut complaints);
        self.records_tell_the_truth(&ended, &mut complaints);
        self.alterations_are_told_truly(&ended, &mut complaints);
        self.no_second_step_is_lost(&ended, &mut complaints);
        self.reports_are_true(&mut complaints);
        let all: Vec<Fate> = fates.values().map(|there| there.fate.clone()).collect();
        self.desks_show_what_is_open(&all, &mut complaints);
        self.no_wish_is_lost(&ended, &mut complaints);
        self.desks_show_what_the_clinics_hold(&mut complaints);
        self.desks_know_what_they_share(desks, &fates, &mut complaints);
        complaints
    }

    /// Each desk's own records say of every change what the shared ones say. Where a desk came to know how a change ended
    /// after it was taken for gone, it keeps that, and what the other desk finds counts for all.
    fn desks_know_what_they_share(
        &self,
        desks: &Desks,
        shared: &HashMap<Uuid, HoursFit>,
        complaints: &mut Vec<String>,
    ) {
        for (number, folder) in self.folders().into_iter().enumerate() {
            let own = standing(self.runtime.block_on(rows_in(&folder, CHANGES)));
            for (id, there) in shared {
                let keeps_its_own = |here: &HoursFit| {
                    let is_its_own = !here.lease.starts_with('@') && !here.fate.is_open();
                    is_its_own && desks.server.desk_with(&there.lease) != Some(desk_name(number))
                };
                match own.get(id) {
                    Some(here) if here.fate == there.fate || keeps_its_own(here) => {}
                    Some(here) => complaints.push(format!(
                        "desk {number} has {id} as {here:?}, and it is {there:?}"
                    )),
                    None => complaints.push(format!(
                        "desk {number} knows nothing of {id}, which is {there:?}"
                    )),
                }
            }
            let strange = own.keys().filter(|id| !shared.contains_key(*id));
            complaints.extend(strange.map(|id| format!("{id} of desk {number} is nowhere else")));
        }
    }

    /// Whether one of two changes went out without the others' knowing, and a person was told of both; at both desks,
    /// where the records of one were lost.
    pub(super) fn is_told_of(&self, pair: [&Create; 2]) -> bool {
        let told = self.told_at(pair);
        let is_told_there = |create: &Create| told.contains(&desk_of(create.from.0));
        match pair.iter().any(|create| create.is_alone) {
            true => !told.is_empty(),
            false => {
                self.is_hidden_by_restore(pair) && pair.iter().all(|create| is_told_there(create))
            }
        }
    }

    /// The desks at which a person was told that two changes collide.
    pub(super) fn told_at(&self, pair: [&Create; 2]) -> Vec<usize> {
        let [Some(one), Some(other)] = pair.map(|create| create.record) else {
            return Vec::new();
        };
        let is_of_pair = |told: &[Uuid; 2]| *told == [one, other] || *told == [other, one];
        let told = self.desks.iter().flat_map(|desks| &desks.told);
        told.filter(|(_, told)| is_of_pair(told))
            .map(|(desk, _)| *desk)
            .collect()
    }
}

/// How a change stands in records, and whose it is there.
#[derive(Debug)]
struct HoursFit {
    fate: Fate,
    lease: String,
}

fn standing(rows: Vec<Vec<Option<String>>>) -> HashMap<Uuid, HoursFit> {
    let read = |row: Vec<Option<String>>| {
        let [id, word, appointment, lease] = <[_; 4]>::try_from(row).ok()?;
        Some((
            id?.parse().ok()?,
            HoursFit {
                fate: Fate {
                    word: word?,
                    appointment,
                },
                lease: lease?,
            },
        ))
    };
    rows.into_iter().filter_map(read).collect()
}
