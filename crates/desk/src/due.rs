//! Timers: what falls due on a desk, and the time until the desk has to be woken next.

use std::time::Duration;

use chrono::TimeDelta;

use booking::PerClinic;
use booking::time::Clock;

use super::{Moment, Phase, Submission, change_form, drafts, outbox, panes, reachability};
use crate::Desk;
use crate::model::{Clipboard, PatientForms, PeopleQueries};
use office::{next_second, until_next_second};

/// An action that time alone triggers.
struct Timer {
    /// Returns the time until the timer is due, or until its text on screen changes.
    due_in: fn(&Desk) -> Option<Duration>,
    /// Acts if the timer is due.
    act: fn(&mut Desk),
    /// Whether the timer affects only the content that the lock hides.
    pauses_while_locked: bool,
    /// Whether the timer may change what is on screen.
    is_visible: bool,
}

impl Timer {
    fn runs(&self, desk: &Desk) -> bool {
        !(self.pauses_while_locked && desk.is_locked())
    }
}

/// Creates a timer that runs even while the desk is locked.
const fn always(due_in: fn(&Desk) -> Option<Duration>, act: fn(&mut Desk)) -> Timer {
    Timer {
        due_in,
        act,
        pauses_while_locked: false,
        is_visible: true,
    }
}

/// Creates a timer that pauses while the desk is locked.
const fn while_unlocked(due_in: fn(&Desk) -> Option<Duration>, act: fn(&mut Desk)) -> Timer {
    Timer {
        due_in,
        act,
        pauses_while_locked: true,
        is_visible: true,
    }
}

/// All timers, in the order in which they act.
const TIMERS: [Timer; 10] = [
    // The office has acted already.
    always(|desk| desk.office.due_in(), |_| {}),
    always(
        |desk| desk.clipboard.due_in(desk),
        |desk| desk.clipboard(Clipboard::clear_if_due),
    ),
    always(submission_due_in, |_| {}),
    always(
        |desk| desk.people.due_in(desk.office.moment.up),
        |desk| desk.people(PeopleQueries::search_if_due),
    ),
    always(
        |desk| desk.patients.due_in(desk),
        |desk| desk.patients(PatientForms::look_again_if_due),
    ),
    while_unlocked(panes::outbox_due_in, |_| {}),
    while_unlocked(change_form::undo_offered_for, |_| {}),
    always(reachability::link_due_in, |_| {}),
    // Drafts are saved after every message that requires it.
    Timer {
        is_visible: false,
        ..always(|desk| desk.office.drafts_due_in(), |_| {})
    },
    while_unlocked(Desk::overlays_due_in, Desk::refresh_overlays_if_due),
];

/// Returns whether no timer falls due by `moment`, and no displayed time changes.
pub(crate) fn is_uneventful(desk: &Desk, moment: Moment) -> bool {
    is_quiet_until(|_| true, desk, moment)
}

/// Returns whether nothing on screen changes by `moment`: at most, drafts fall due to be saved.
pub fn is_unseen(desk: &Desk, moment: Moment) -> bool {
    is_quiet_until(|timer| timer.is_visible, desk, moment) && drafts::drafts_waiting(desk) == 0
}

fn is_quiet_until(applies: fn(&Timer) -> bool, desk: &Desk, moment: Moment) -> bool {
    // Exactly on the minute a relative time reads differently than right after it.
    let minutes = |at: Moment| {
        (
            at.minute(),
            (at.now - TimeDelta::nanoseconds(1))
                .timestamp()
                .div_euclid(60),
        )
    };
    minutes(moment) == minutes(desk.office.moment)
        && moment.up.saturating_sub(desk.office.moment.up) < next_due_in(applies, desk)
        && !outbox::has_rows(desk)
}

/// Returns the clocks on which the forms are read.
pub(crate) fn clocks(desk: &Desk) -> PerClinic<Clock> {
    PerClinic::of(desk.office.setup.clinics, |clinic| {
        desk.setting_of(clinic).clock
    })
}

/// Acts on what has fallen due at the desk since the forms were read on these clocks.
pub(crate) fn act_on_time(desk: &mut Desk, before: &PerClinic<Clock>) {
    let now = desk.office.moment.now;
    for (form, before) in desk.forms.values_mut().zip(before.values()) {
        form.hold_days(before, &Clock { now, ..*before });
    }
    for timer in &TIMERS {
        if timer.runs(desk) {
            (timer.act)(desk);
        }
    }
}

/// Returns the time until the screen changes, or something falls due, without any input.
pub fn due_in(desk: &Desk) -> Duration {
    next_due_in(|_| true, desk)
}

fn next_due_in(applies: fn(&Timer) -> bool, desk: &Desk) -> Duration {
    let minute = desk.office.moment.until_next_minute();
    let timers = TIMERS
        .iter()
        .filter(|timer| applies(timer) && timer.runs(desk));
    timers
        .filter_map(|timer| (timer.due_in)(desk))
        .fold(minute, Duration::min)
}

/// Returns the time until a change under way is due; its seconds are counted only while they are visible.
fn submission_due_in(desk: &Desk) -> Option<Duration> {
    let up = desk.office.moment.up;
    let due_in = |open: &Submission| match open.phase()? {
        Phase::Sending | Phase::Waiting if desk.is_locked() => None,
        Phase::Waiting => Some(until_next_second(open.life.lookup()?.due()?, up)),
        Phase::Checking | Phase::Sending => Some(next_second(open.since, up)),
    };
    desk.office.changes().awaited().filter_map(due_in).min()
}
