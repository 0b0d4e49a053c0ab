//! Other desks: the times they hold, and times that two desks took unaware of each other.

use uuid::Uuid;

use booking::{ClaimState, Hold, Problem, Provider, RecordedChange, Slot, Spot, Visit};
use i18n::say;
use office::ChangeCollision;

use crate::Wording;

impl Wording<'_> {
    /// Returns the desk that holds a time of a practitioner or location, if another one does.
    pub fn held_by(&self, provider: &Provider, slot: &Slot) -> Option<String> {
        let hold = self.office.hold_meeting(provider, slot)?;
        Some(self.held_where(hold))
    }

    /// Returns the desk that holds a time.
    pub fn held_where(&self, hold: &Hold) -> String {
        match &hold.desk {
            Some(name) => say!(self.language, "sharing-held-at", desk = name.as_str()),
            None => say!(self.language, "sharing-held-elsewhere").to_owned(),
        }
    }

    /// Returns the collisions as problems in the order of their reports, each with this desk's change.
    pub fn collisions(&self) -> Vec<(Uuid, Problem)> {
        let collisions = self.office.sharing().collisions.iter();
        collisions
            .map(|collision| (collision.change, self.collision_problem(collision)))
            .collect()
    }

    fn collision_problem(&self, ChangeCollision { change, with }: &ChangeCollision) -> Problem {
        let language = self.language;
        let own = match self.office.book.sent_here(*change, &with.holds) {
            Some(own) => self.visit_text(&visit_of(own)),
            None => say!(language, "collision-some-booking").to_owned(),
        };
        let other = self.visit_text(&with.holds.visit);
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
}

fn visit_of(change: &RecordedChange) -> Visit {
    Visit {
        clinic: change.clinic,
        person: change.person.clone(),
        provider: change.provider.clone(),
        start: change.start,
    }
}
