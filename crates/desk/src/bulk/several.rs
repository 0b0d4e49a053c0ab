//! One action on several appointments.

use chrono::TimeDelta;

use crate::{Desk, Note, Part, Submissions, note};
use booking::time::Span;
use booking::{AppointmentRef, CancelReason, Change, Status, Verb, VerbObstacle};
use i18n::say;

impl Part<'_, Submissions> {
    /// Opens the bulk list that applies an action to each of these appointments; a cancellation gets this reason. A note
    /// names the appointments that are left out because they don't allow the action.
    pub(crate) fn change_several(
        &mut self,
        verb: Verb,
        of: Vec<AppointmentRef>,
        cancelled_for: CancelReason,
    ) {
        let mut changes = Vec::new();
        let mut others = Vec::new();
        for of in of {
            let obstacle = self.office.obstacle(verb, &of);
            match obstacle.or_else(|| obstacle_in_list(verb, &of)) {
                Some(why) => others.push((why, of)),
                None => changes.extend(change_by(self, verb, of, cancelled_for)),
            }
        }
        let left_out = (!others.is_empty()).then(|| {
            Note::new(move |language| {
                let why = others.iter().map(|(why, of)| why.in_short(of, language));
                say!(language, "day-left-out", what = counted(why))
            })
        });
        if changes.is_empty() {
            return self.note(note!("day-none-of-them").and(left_out));
        }
        match verb {
            Verb::Move => self.bulk_of_moves(changes),
            _ => self.open_bulk_of(changes),
        };
        self.bulk_view_mut().left_out = left_out;
    }
}

/// Returns why an action is possible for an appointment alone, and in no list: to take back a final status is asked about
/// first, each time.
fn obstacle_in_list(verb: Verb, of: &AppointmentRef) -> Option<VerbObstacle> {
    let sets_status = matches!(verb, Verb::NextStatus | Verb::NotCome);
    (sets_status && of.is_final()).then_some(VerbObstacle::Over)
}

/// Returns `2 fulfilled, 1 arrived`: the count of each word, in the order of first appearance.
pub(crate) fn counted(words: impl Iterator<Item = String>) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for word in words {
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let text = counts
        .into_iter()
        .map(|(word, count)| format!("{count} {word}"));
    text.collect::<Vec<_>>().join(", ")
}

/// Returns the default change of an action: a move by one day while no free time is known, a cancellation for this
/// reason, or the usual next status.
fn change_by(
    desk: &Desk,
    verb: Verb,
    of: AppointmentRef,
    cancelled_for: CancelReason,
) -> Option<Change> {
    match verb {
        Verb::Move => {
            let span =
                Span::resolve(Some(of.start? + TimeDelta::days(1)), None, of.minutes()).ok()?;
            Change::moved(of, span, None)
        }
        Verb::Cancel => Change::cancelled(of, cancelled_for.to_text(desk.setup.language)),
        Verb::NextStatus => {
            let next = of.next_statuses(desk.office.moment.now).first().copied()?;
            Change::with_status(of, next)
        }
        Verb::NotCome => Change::with_status(of, Status::NoShow),
        Verb::Details | Verb::Panels | Verb::Confirm | Verb::Remove => None,
    }
}
