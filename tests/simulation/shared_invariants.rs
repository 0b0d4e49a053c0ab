//! What has to be true of several desks once all is well again: what they share says what the clinics hold, each of them
//! knows it, and whatever collided was told.

use std::collections::HashMap;

use bookdesk::booking::Mode;
use bookdesk::store::Trail;
use uuid::Uuid;

use super::in_touch::{Desks, desk_name};
use super::invariants::Fate;
use super::shared_server::changes_in;
use super::world::{Create, World};
use crate::desk_at_work::records::verified;

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
        if let Err(broken) = self.runtime.block_on(trail.verify()).expect("it can be read") {
            complaints.push(format!("the shared audit trail: {broken}"));
        }
        let shared = "SELECT id, state, appointment, lease FROM changes";
        let fates = standing(self.runtime.block_on(desks.server.rows(shared)));
        let recorded = self.creates.iter().filter_map(|create| Some((create, create.record?)));
        let mut ended: Vec<(&Create, &Fate)> = Vec::new();
        for (create, record) in recorded {
            match fates.get(&record) {
                Some(there) => ended.push((create, &there.fate)),
                None => {
                    complaints.push(format!("{record} of wish {} is not in the shared records", create.wish))
                }
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
        shared: &HashMap<Uuid, Standing>,
        complaints: &mut Vec<String>,
    ) {
        for (number, folder) in self.folders().into_iter().enumerate() {
            let own = standing(self.runtime.block_on(changes_in(&folder)));
            for (id, there) in shared {
                let keeps_its_own = |here: &Standing| {
                    let is_its_own = !here.lease.starts_with('@') && !here.fate.is_open();
                    is_its_own && desks.server.desk_with(&there.lease) != Some(desk_name(number))
                };
                match own.get(id) {
                    Some(here) if here.fate == there.fate || keeps_its_own(here) => {}
                    Some(here) => {
                        complaints.push(format!("desk {number} has {id} as {here:?}, and it is {there:?}"))
                    }
                    None => {
                        complaints.push(format!("desk {number} knows nothing of {id}, which is {there:?}"))
                    }
                }
            }
            let strange = own.keys().filter(|id| !shared.contains_key(*id));
            complaints.extend(strange.map(|id| format!("{id} of desk {number} is nowhere else")));
        }
    }

    /// Whether desks that went ahead without one another's knowing have been told of appointments for one wish.
    pub(super) fn were_told(&self, ids: &[&str]) -> bool {
        let made = ids.iter().filter_map(|id| self.server.held().iter().find(|held| held.booked.id == **id));
        let made: Vec<&Create> = made.map(|held| &self.creates[held.create]).collect();
        self.desks.is_some()
            && made
                .iter()
                .enumerate()
                .all(|(place, one)| made[..place].iter().all(|other| self.is_told_of([one, other])))
    }

    /// Whether one of two changes went out without the others' knowing, and a person was told of both.
    pub(super) fn is_told_of(&self, pair: [&Create; 2]) -> bool {
        let Some(desks) = &self.desks else { return false };
        let [Some(one), Some(other)] = pair.map(|create| create.record) else { return false };
        let is_told = desks.told.iter().any(|told| *told == (one, other) || *told == (other, one));
        is_told && pair.iter().any(|create| create.is_alone)
    }
}

/// How a change stands in records, and whose it is there.
#[derive(Debug)]
struct Standing {
    fate: Fate,
    lease: String,
}

fn standing(rows: Vec<Vec<Option<String>>>) -> HashMap<Uuid, Standing> {
    let read = |row: Vec<Option<String>>| {
        let [id, word, appointment, lease] = <[_; 4]>::try_from(row).ok()?;
        Some((id?.parse().ok()?, Standing { fate: Fate { word: word?, appointment }, lease: lease? }))
    };
    rows.into_iter().filter_map(read).collect()
}
