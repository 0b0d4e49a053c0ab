//! Collisions: two desks have taken the same time without knowing of each other. A person decides which change
//! stays; nothing is resolved automatically.

use uuid::Uuid;

use crate::{Ask, Desk, Facts, Part};
use booking::{ClaimState, Problem, RecordedChange, Spot, Visit};
use i18n::say;
use office::ChangeCollision;

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
        Some(own) => desk.words().visit_text(&visit_of(own)),
        None => say!(language, "collision-some-booking").to_owned(),
    };
    let other = desk.words().visit_text(&with.holds.visit);
    let desk = with
        .desk
        .as_deref()
        .unwrap_or_else(|| say!(language, "collision-another-desk"));
    let what = if with.is_same_visit {
        say!(language, "collision-visit", own, desk, other)
    } else {
        say!(language, "collision-time", own, desk, other)
    };
    let advice = match with.state {
        ClaimState::Booked => say!(language, "collision-decide"),
        ClaimState::Sending | ClaimState::Unknown | ClaimState::Queued => {
            say!(language, "collision-decide-once-known")
        }
    };
    Problem::error(Spot::Whole, what, advice)
}

impl Part<'_, Facts> {
    pub(crate) fn ask_to_drop_collision(&mut self, change: Uuid) {
        self.ask(Ask::DropCollision(change));
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
