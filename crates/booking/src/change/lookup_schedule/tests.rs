//! The conclusions from looks, in whatever way they end.

use proptest::prelude::*;

use super::*;
use crate::{CALL_LIMIT, DecodeError, Report};

fn at(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn lost(cause: Cause) -> Failure {
    Failure::Unknown(Report::of(cause))
}

/// A look-up of a booking whose answer was lost at 100 s, with a call limit of 20 s.
fn begun() -> LookupSchedule {
    LookupSchedule::after(&lost(Cause::ConnectionLost), CALL_LIMIT, at(100))
}

/// Looks once, as soon as a look is due; returns when, and whether the absence is certain.
fn miss(schedule: &mut LookupSchedule) -> (u64, bool) {
    let due = schedule.due().unwrap();
    assert!(schedule.wants_look(due) && !schedule.wants_look(due - Duration::from_millis(1)));
    schedule.looks(due);
    (due.as_secs(), schedule.missed(due))
}

/// Returns the times of all looks until the absence is certain.
fn looks(mut schedule: LookupSchedule) -> Vec<u64> {
    let mut looks = Vec::new();
    loop {
        let (sent, certain) = miss(&mut schedule);
        looks.push(sent);
        if certain {
            assert_eq!(
                (schedule.due(), schedule.doing(at(sent))),
                (None, LookupActivity::Nothing)
            );
            return looks;
        }
    }
}

#[test]
fn not_there_is_certain_once_the_call_the_server_and_the_search_have_had_their_time() {
    let rest = at(20) + STILL_AT_WORK + CALENDAR_LAG;
    let answers = [
        Report::of(Cause::ConnectionLost),
        Report::of(Cause::Unreadable(DecodeError::NoJson)),
        Report::of(Cause::TooLarge),
        Report::of(Cause::Redirected),
    ];
    let faults = [500, 502, 503, 504, 524];
    let faults = faults.map(|code| Report {
        status: Some(code),
        ..Report::of(Cause::ServerFault)
    });
    for report in answers.into_iter().chain(faults) {
        let looks = looks(LookupSchedule::after(
            &Failure::Unknown(report.clone()),
            at(20),
            at(100),
        ));
        assert_eq!(
            looks,
            [101, 113, 125, 137, (at(100) + rest).as_secs()],
            "{report:?}"
        );
    }
    let timed_out = looks(LookupSchedule::after(
        &lost(Cause::TimedOut),
        at(20),
        at(120),
    ));
    assert_eq!(
        timed_out.last(),
        Some(&(at(100) + rest).as_secs()),
        "it was sent 20 s before"
    );
    let left = looks(LookupSchedule::left_behind(at(20), at(100)));
    assert_eq!(
        left.last(),
        Some(&(at(100) + rest).as_secs()),
        "it was sent by then"
    );
}

#[test]
fn while_its_answer_may_come_it_is_never_certain() {
    let mut schedule = LookupSchedule::unawaited(at(100));
    assert!((0..20).all(|_| !miss(&mut schedule).1));
    let now = schedule.due().unwrap();
    schedule.answer_is_lost(&lost(Cause::TimedOut), CALL_LIMIT, now);
    let last = *looks(schedule).last().unwrap();
    assert!(
        last >= now.as_secs() + 25,
        "it counts from when the answer was lost"
    );
}

#[test]
fn pauses_grow_to_half_a_minute_and_shrink_once_it_answers() {
    let mut schedule = begun();
    let mut pauses = Vec::new();
    for _ in 0..7 {
        let sent = schedule.due().unwrap();
        schedule.looks(sent);
        schedule.failed(sent);
        pauses.push((schedule.due().unwrap() - sent).as_secs());
    }
    assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30]);
    let back = schedule.due().unwrap().as_secs();
    assert_eq!(miss(&mut schedule), (back, false));
    assert_eq!(
        miss(&mut schedule),
        (back + 12, true),
        "well within a minute of the link being back"
    );
}

#[test]
fn a_look_that_hangs_is_given_up_and_costs_no_more_than_one_that_fails() {
    let mut schedule = begun();
    schedule.looks(at(101));
    assert_eq!(
        (schedule.due(), schedule.give_up(at(115))),
        (Some(at(116)), false)
    );
    assert!(schedule.give_up(at(116)));
    assert!(!schedule.is_looking() && schedule.is_failing());
    assert_eq!(schedule.due(), Some(at(117)));
}

#[test]
fn what_was_seen_and_could_not_be_read_has_to_be_missed_twice_anew() {
    let mut schedule = begun();
    miss(&mut schedule);
    let due = schedule.due().unwrap();
    schedule.looks(due);
    schedule.reads("appt_1".to_owned(), due);
    assert_eq!(schedule.seen_as(), Some("appt_1"));
    schedule.failed(due + at(100));
    assert!(!miss(&mut schedule).1);
    assert!(miss(&mut schedule).1);
}

/// Whether a look is answered, and after how many milliseconds.
fn any_look() -> impl Strategy<Value = (bool, u64)> {
    (any::<bool>(), 0..20_000_u64)
}

/// Looks whenever a look is due, until the absence is certain or the appointment is seen; returns when.
fn looked_for(
    schedule: &mut LookupSchedule,
    looks: impl IntoIterator<Item = (bool, u64)>,
    is_seen: impl Fn(Duration) -> bool,
) -> (Option<bool>, Duration) {
    let mut now = Duration::ZERO;
    for (answered, takes) in looks {
        let sent = now.max(schedule.due().unwrap());
        schedule.looks(sent);
        now = sent + Duration::from_millis(takes).min(LOOK_TIMEOUT);
        if schedule.give_up(now) {
            continue;
        }
        match answered {
            false => schedule.failed(now),
            true if is_seen(sent) => return (Some(true), now),
            true if schedule.missed(now) => return (Some(false), now),
            true => {}
        }
    }
    (None, now)
}

/// A person had stopped waiting, another booking was taken for this one, and its own answer is not awaited any more.
#[test]
fn what_was_taken_for_another_is_known_in_the_end_though_its_answer_never_comes() {
    let mut schedule = LookupSchedule::unawaited(at(100)).again(CALL_LIMIT, at(110));
    let certain = (0..20).any(|_| miss(&mut schedule).1);
    assert!(certain);
}

proptest! {
    /// However looks fail, hang and drag, an appointment stored while the server may be working is never
    /// taken to be missing.
    #[test]
    fn what_was_stored_is_never_missed(
        stored in 0..135_000_u64,
        lag in 0..=10_000_u64,
        looks in proptest::collection::vec(any_look(), 0..40),
    ) {
        let seen_from = Duration::from_millis(stored + lag);
        let (ended, _) = looked_for(&mut begun(), looks, |sent| sent >= seen_from);
        prop_assert_ne!(ended, Some(false));
    }

    /// However long the link was down, the outcome is known within a minute of its return.
    #[test]
    fn within_a_minute_of_the_link_being_back_it_is_known(
        down in proptest::collection::vec((Just(false), 0..20_000_u64), 0..20),
        takes in 0..2_000_u64,
        stored in any::<bool>(),
    ) {
        let mut schedule = begun();
        let (_, back) = looked_for(&mut schedule, down, |_| false);
        let (ended, known) = looked_for(&mut schedule, [(true, takes); 6], |_| stored);
        prop_assert_eq!(ended, Some(stored));
        prop_assert!(known - back.max(at(100)) < at(60), "{:?}", known - back);
    }
}
