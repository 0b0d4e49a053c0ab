//! What the dice make of a call: when it arrives, whether anything comes of it, and what comes back when.

use std::time::Duration;

use booking::{Cause, Contradiction, DecodeError, Difference, Failure, Report};
use fastrand::Rng;

/// A call that takes longer than this has timed out (`request_timeout`).
const TIME_OUT: Duration = Duration::from_secs(20);
/// For how long after that a server may still be at work on it, whether anybody waits for it or not.
const STILL_AT_WORK: Duration = Duration::from_secs(14);

/// What becomes of a create, counted from when it leaves the desk.
#[derive(Clone, Debug)]
pub(super) struct Fate {
    /// When the clinic makes the appointment, if it does.
    pub(super) commits: Option<Duration>,
    /// When the caller knows more.
    pub(super) ends: Duration,
    /// What the caller knows then; none for the appointment itself.
    pub(super) says: Option<Failure>,
}

impl Fate {
    /// All is well.
    fn well(dice: &mut Rng, longest: u64) -> Fate {
        let ends = Duration::from_millis(dice.u64(10..longest));
        Fate {
            commits: Some(ends / 2),
            ends,
            says: None,
        }
    }

    /// What becomes of a create while calls go wrong as often as `trouble` in a hundred. Behind a 409 or a 429 it may be
    /// made where its `reference` tells it from what is alike.
    pub(super) fn draw(dice: &mut Rng, trouble: u8, reference: bool) -> Fate {
        if dice.u8(0..100) >= trouble {
            return Fate::well(dice, 900);
        }
        let soon = Duration::from_millis(dice.u64(10..2_000));
        let made = dice.bool();
        let lost = |cause, status| {
            Failure::Unknown(Report {
                status,
                ..Report::of(cause)
            })
        };
        let at_once = |says| Fate {
            commits: made.then_some(soon / 2),
            ends: soon,
            says: Some(says),
        };
        let (commits, ends) = (made.then_some(soon / 2), soon);
        match dice.u8(0..11) {
            // Whose id it is that the answer names is known once it is back.
            10 => at_once(lost(
                Cause::Contradicted(Contradiction {
                    by: Difference::Time,
                    id: String::new(),
                }),
                Some(200),
            )),
            0 => Fate::well(dice, 19_000),
            1 => at_once(lost(Cause::ConnectionLost, None)),
            2 => Fate::hangs(dice, made, lost(Cause::ConnectionLost, None), soon),
            3 => Fate::hangs(
                dice,
                made,
                lost(Cause::Unreadable(DecodeError::NoJson), Some(201)),
                soon,
            ),
            4 | 5 => Fate::hangs(dice, made, lost(Cause::TimedOut, None), TIME_OUT),
            6 => {
                let status = dice.choice([500, 502, 503, 504, 524]);
                Fate::hangs(dice, made, lost(Cause::ServerFault, status), soon)
            }
            7 => Fate {
                commits: None,
                ..at_once(Failure::NotSent(Report::of(Cause::ConnectionLost)))
            },
            8 => {
                let retry_after = dice.bool().then(|| Duration::from_secs(dice.u64(1..30)));
                let report = Report {
                    status: Some(429),
                    retry_after,
                    ..Report::of(Cause::RateLimited)
                };
                Fate {
                    commits: commits.filter(|_| reference),
                    ends,
                    says: Some(Failure::Refused(report)),
                }
            }
            _ => {
                // Two windows can't tell what bears no reference from what is alike.
                let (status, cause) = if reference {
                    (409, Cause::Conflict)
                } else {
                    (422, Cause::Invalid)
                };
                let report = Report {
                    status: Some(status),
                    ..Report::of(cause)
                };
                Fate {
                    commits: commits.filter(|_| reference),
                    ends,
                    says: Some(Failure::Refused(report)),
                }
            }
        }
    }

    /// The server goes on with it behind the caller's back.
    fn hangs(dice: &mut Rng, made: bool, says: Failure, ends: Duration) -> Fate {
        let longest = u64::try_from((TIME_OUT + STILL_AT_WORK).as_millis()).unwrap_or(u64::MAX);
        let commits = made.then(|| Duration::from_millis(dice.u64(5..longest)));
        Fate {
            commits,
            ends,
            says: Some(says),
        }
    }
}

/// What becomes of a call that only reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// It is answered after this time.
    Answered(Duration),
    /// Not everything there is comes back.
    InPart(Duration),
    /// It fails after this time.
    Failed(Duration),
    /// Nothing ever comes back.
    Hangs,
}

impl Reading {
    pub(super) fn draw(dice: &mut Rng, trouble: u8) -> Reading {
        let takes = Duration::from_millis(dice.u64(5..400));
        if dice.u8(0..100) >= trouble {
            return Reading::Answered(takes);
        }
        match dice.u8(0..6) {
            0 => Reading::Hangs,
            1 => Reading::InPart(takes),
            2 => Reading::Answered(takes * 30),
            _ => Reading::Failed(takes),
        }
    }

    pub(super) fn failure() -> Failure {
        Failure::Unknown(Report {
            status: Some(503),
            ..Report::of(Cause::ServerFault)
        })
    }
}
