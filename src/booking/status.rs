//! ClinikAPI's appointment statuses.

use std::fmt;

/// The nine statuses a visit can be created with (ClinikAPI create, `status`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is its own word on the wire")]
pub enum Status {
    Proposed,
    Pending,
    Booked,
    Arrived,
    Fulfilled,
    Cancelled,
    NoShow,
    CheckedIn,
    Waitlist,
}

impl Status {
    /// All nine, in the contract's order.
    pub const ALL: [Status; 9] = [
        Status::Proposed,
        Status::Pending,
        Status::Booked,
        Status::Arrived,
        Status::Fulfilled,
        Status::Cancelled,
        Status::NoShow,
        Status::CheckedIn,
        Status::Waitlist,
    ];

    /// Their words, in the same order.
    pub const WORDS: &'static [&'static str] = &[
        Status::Proposed.word(),
        Status::Pending.word(),
        Status::Booked.word(),
        Status::Arrived.word(),
        Status::Fulfilled.word(),
        Status::Cancelled.word(),
        Status::NoShow.word(),
        Status::CheckedIn.word(),
        Status::Waitlist.word(),
    ];

    /// The word on the wire and on screen.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Status::Proposed => "proposed",
            Status::Pending => "pending",
            Status::Booked => "booked",
            Status::Arrived => "arrived",
            Status::Fulfilled => "fulfilled",
            Status::Cancelled => "cancelled",
            Status::NoShow => "noshow",
            Status::CheckedIn => "checked-in",
            Status::Waitlist => "waitlist",
        }
    }

    /// Whether it speaks of a visit that happens, or should have happened, at a certain time.
    #[must_use]
    pub fn means_a_visit(self) -> bool {
        matches!(
            self,
            Status::Booked | Status::Arrived | Status::CheckedIn | Status::Fulfilled | Status::NoShow
        )
    }

    /// The words that begin with what was typed.
    #[must_use]
    pub fn beginning(text: &str) -> Vec<&'static str> {
        let typed = text.trim().to_lowercase();
        Status::WORDS.iter().copied().filter(|word| word.starts_with(&typed)).collect()
    }

    /// The status that `text` names: its word, or the first letters of exactly one of them.
    #[must_use]
    pub fn named(text: &str) -> Option<Status> {
        let typed = text.trim().to_lowercase();
        if typed.is_empty() {
            return None;
        }
        let mut starting = Status::ALL.into_iter().filter(|status| status.word().starts_with(&typed));
        let exact = Status::ALL.into_iter().find(|status| status.word() == typed);
        match (exact, starting.next(), starting.next()) {
            (Some(status), _, _) | (None, Some(status), None) => Some(status),
            _ => None,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
