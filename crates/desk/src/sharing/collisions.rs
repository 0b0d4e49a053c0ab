//! Collisions: two desks have taken the same time without knowing of each other. A person decides which change
//! stays; nothing is resolved automatically.

use uuid::Uuid;

use crate::office::ChangeCollision;
use crate::{
    Ask, Desk, Effect, Facts, Intent, Pane, Part, StoreOp, appointment, note, outbox, problems,
};
use booking::{ClaimState, ClinicId, Problem, RecordedChange, Spot, Visit};
use i18n::say;

fn is_resolved(desk: &Desk, ChangeCollision { change, with }: &ChangeCollision) -> bool {
    let own = desk.office.book.sent_here(*change, &with.holds);
    let other = desk.office.book.on_record(with.intent);
    desk.office.book.is_voided(with)
        || [own, other]
            .into_iter()
            .flatten()
            .any(|change| desk.office.book.has_left(change))
}

/// Returns the collisions as problems, in the order in which they were reported.
pub(crate) fn collision_problems(desk: &Desk) -> impl Iterator<Item = (Uuid, Problem)> + '_ {
    desk.office
        .sharing
        .collisions
        .iter()
        .map(|collision| (collision.change, collision_problem(desk, collision)))
}

fn collision_problem(desk: &Desk, ChangeCollision { change, with }: &ChangeCollision) -> Problem {
    let language = desk.setup.language;
    let own = match desk.office.book.sent_here(*change, &with.holds) {
        Some(own) => visit_text(desk, &visit_of(own)),
        None => say!(language, "collision-some-booking").to_owned(),
    };
    let other = visit_text(desk, &with.holds.visit);
    let desk = with
        .desk
        .as_deref()
        .unwrap_or_else(|| say!(language, "collision-another-desk"));
    let what = match with.is_same_visit {
        true => say!(language, "collision-visit", own, desk, other),
        false => say!(language, "collision-time", own, desk, other),
    };
    let advice = match with.state {
        ClaimState::Booked => say!(language, "collision-decide"),
        ClaimState::Sending | ClaimState::Unknown | ClaimState::Queued => {
            say!(language, "collision-decide-once-known")
        }
    };
    Problem::error(Spot::Whole, what, advice)
}

/// Returns patient, time and provider of a visit: `Maria Schmidt, Mon 23 Nov 2026 10:00 CET, Karin
/// Ivers`, with a placeholder for a patient that no list has.
pub(crate) fn visit_text(desk: &Desk, visit: &Visit) -> String {
    let somebody = || say!(desk.setup.language, "collision-somebody").to_owned();
    let who = name_of_person(desk, visit.clinic, &visit.person).unwrap_or_else(somebody);
    let with = visit
        .provider
        .as_deref()
        .map(|id| appointment::name_of_provider(desk, visit.clinic, id));
    [Some(who), Some(outbox::when_of(desk, visit)), with]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns a patient's name as lists show it, or `None` if no list has the patient.
pub(crate) fn name_of_person(desk: &Desk, clinic: ClinicId, id: &str) -> Option<String> {
    desk.office
        .lists
        .known(clinic.people(), id)
        .map(|entry| desk.naming.name(&entry.name))
}

/// Returns the collision to which a key in the Problems pane applies.
pub(crate) fn collision_here(desk: &Desk) -> Option<Uuid> {
    let chosen = desk.problems.chosen.unwrap_or(0);
    problems::listed(desk)
        .get(chosen)
        .filter(|_| desk.panes.focused == Pane::Problems)?
        .collision
}

impl Part<'_, Facts> {
    pub(super) fn note_collision(&mut self, collision: ChangeCollision) {
        if !self.office.sharing.collisions.contains(&collision) {
            self.sharing_mut().collisions.push(collision);
            self.note(note!("collision-see-problems"));
            self.want(Intent::BringToFront(Pane::Problems));
        }
    }

    /// Drops the collisions that are resolved: one of the two changes was moved or cancelled.
    pub(crate) fn sync_collisions(&mut self) {
        let collisions = self.office.sharing.collisions.iter();
        let resolved = collisions.filter(|collision| is_resolved(self, collision));
        let resolved: Vec<Uuid> = resolved.map(|collision| collision.change).collect();
        resolved
            .into_iter()
            .for_each(|change| self.drop_collision(change));
    }

    pub(crate) fn ask_to_drop_collision(&mut self, change: Uuid) {
        self.want(Intent::Ask(Ask::DropCollision(change)));
    }

    pub(crate) fn drop_collision(&mut self, change: Uuid) {
        let collisions = &mut self.sharing_mut().collisions;
        let dropped: Vec<_> = collisions
            .extract_if(.., |collision| collision.change == change)
            .collect();
        self.want(Intent::ChooseNoProblem);
        let clinic = dropped
            .first()
            .map(|collision| collision.with.holds.visit.clinic);
        self.request(clinic.map(|clinic| Effect::Store(StoreOp::DropCollisions(clinic, change))));
    }
}

fn visit_of(change: &RecordedChange) -> Visit {
    Visit {
        clinic: change.clinic,
        person: change.person.clone(),
        provider: change.provider.clone(),
        start: change.start,
    }
}
