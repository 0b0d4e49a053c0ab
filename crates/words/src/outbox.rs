//! The Outbox in words: the changes that have an unknown outcome, wait to be sent, or were settled lately.

use chrono::{DateTime, TimeDelta, Utc};

use booking::{Change, Language, LookupActivity, Meaning, Outcome, how_to_bring_back, initials};
use i18n::{MessageId, say};
use office::{RowState, SettleObstacle, Submission, SubmissionId, whole_seconds};

use crate::Wording;

/// A row of the Outbox.
#[derive(Clone)]
pub struct OutboxRow<'a> {
    /// The change's id at this desk.
    pub id: SubmissionId,
    /// The change.
    pub change: &'a Change,
    /// The outcome.
    pub outcome: Outcome<String>,
    /// The state of its row in the open list, in a word or two, if it must not be sent for that reason.
    held: Option<String>,
    /// The patient as the state of the desk names patients: initials if the name is known, else the id.
    pub who: String,
    /// The patient as lists name patients, or the id if the name is unknown; for an absence, the practitioner's.
    pub name: String,
    /// When its outcome became unknown, or when it was queued, by the wall clock.
    pub at: DateTime<Utc>,
    /// The time since `at`.
    pub age: String,
    /// The known facts.
    pub known: String,
    /// The next step, automatic or by a person.
    pub next: String,
}

impl OutboxRow<'_> {
    /// Returns the word for the outcome, as scripts read it.
    pub fn word(&self) -> &'static str {
        match &self.outcome {
            Outcome::Made(..) | Outcome::ByHand => "booked",
            Outcome::Failed(Meaning::NotSent) => Meaning::Refused.word(),
            outcome => outcome.word(),
        }
    }

    /// Returns whether the open list keeps it from being sent as it is.
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Returns the word for the outcome on screen.
    pub fn to_text(&self, language: Language) -> String {
        let kind = self.change.kind();
        if let Some(held) = &self.held {
            return held.clone();
        }
        match &self.outcome {
            Outcome::Failed(Meaning::Unknown) => say!(language, "change-unknown").to_owned(),
            Outcome::Failed(Meaning::NotThere) => say!(language, "change-not-there", kind),
            Outcome::Failed(_) => say!(language, "change-was-refused").to_owned(),
            Outcome::Queued => say!(language, "change-queued").to_owned(),
            Outcome::InPart(_) => say!(language, "change-in-part").to_owned(),
            Outcome::Made(..)
            | Outcome::Incomplete(_)
            | Outcome::NotPermitted
            | Outcome::Invalid
            | Outcome::Conflict
            | Outcome::Repeated
            | Outcome::ByHand
            | Outcome::Clean
            | Outcome::Warning
            | Outcome::Shown(_) => say!(language, "change-made", kind),
        }
    }
}

impl<'a> Wording<'a> {
    /// Returns the rows of the Outbox.
    pub fn outbox(self) -> Vec<OutboxRow<'a>> {
        let changes = self.office.changes().in_outbox();
        changes.map(|open| row(self, open)).collect()
    }

    /// Returns the title of the question how one knows that a change was made, or was not made.
    pub fn title_by_hand(&self, is_made: bool) -> &'static str {
        let name = if is_made {
            "by-hand-booked"
        } else {
            "by-hand-not-booked"
        };
        MessageId::attribute("ask", name).text(self.language)
    }

    /// Returns the title of the question whether to remove something from the list.
    pub fn title_of_taking_off(&self) -> &'static str {
        MessageId::attribute("ask", "take-off").text(self.language)
    }
}

fn row<'a>(words: Wording<'_>, open: &'a Submission) -> OutboxRow<'a> {
    let change = open.change();
    let language = words.language;
    let outcome = open.outcome();
    let nothing = || say!(language, "change-nothing-to-do").to_owned();
    let held = held_in_list(words, open);
    let (known, next) = match &outcome {
        Outcome::Made(_, id) => (
            say!(language, "change-there-as", id = id.as_str()),
            nothing(),
        ),
        Outcome::ByHand => (say!(language, "change-by-hand").to_owned(), nothing()),
        Outcome::Failed(_) | Outcome::InPart(_) => {
            (what_is_known(words, open), next_step(words, open))
        }
        Outcome::Incomplete(_)
        | Outcome::NotPermitted
        | Outcome::Invalid
        | Outcome::Conflict
        | Outcome::Repeated
        | Outcome::Queued
        | Outcome::Clean
        | Outcome::Warning
        | Outcome::Shown(_) => of_queued(words, open, held.is_some()),
    };
    let id = change.patient();
    let named = words.office.lists.known(change.clinic().people(), &id);
    let (who, name) = match (change.away_time(), named) {
        (Some(_), _) => {
            let whose = words.provider_of_change(change);
            (whose.clone(), whose)
        }
        (None, Some(entry)) => (initials(&entry.name), words.naming.name(&entry.name)),
        (None, None) => (id.clone(), id),
    };
    let id = open.id();
    let age = age(words, words.office.moment.now - open.at);
    OutboxRow {
        id,
        change,
        outcome,
        held,
        who,
        name,
        at: open.at,
        age,
        known,
        next,
    }
}

/// Returns what is known of a change that waits to be sent, and the next step.
fn of_queued(words: Wording<'_>, open: &Submission, is_held: bool) -> (String, String) {
    let language = words.language;
    let complete = if is_held {
        say!(language, "change-not-sent")
    } else {
        say!(language, "change-complete")
    };
    let at_risk = open.is_unrecorded();
    let at_risk = at_risk.then(|| say!(language, "change-until-end"));
    let known = [Some(complete), at_risk]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let next = if words.office.is_unreachable(open.change().clinic()) {
        say!(
            language,
            "change-waits-for-link",
            clinic = open.change().clinic().name()
        )
    } else if is_held {
        say!(language, "change-held").to_owned()
    } else {
        say!(language, "change-ready").to_owned()
    };
    let known = open.consequence_of_second_step(language).unwrap_or(known);
    (known, next)
}

/// Returns the message about why a person can't settle a change.
pub fn settle_obstacle(obstacle: SettleObstacle, language: Language) -> &'static str {
    match obstacle {
        SettleObstacle::Known => say!(language, "outbox-known"),
        SettleObstacle::AnswerMayCome => say!(language, "outbox-answer-may-come"),
    }
}

/// Returns the state of a queued change in the open list, in a word or two, if that keeps it from being sent.
fn held_in_list(words: Wording<'_>, open: &Submission) -> Option<String> {
    let bulk = words.office.bulk()?;
    let mut rows = bulk.rows.iter();
    let row = rows.find(|row| row.open == Some(open.id()) && open.is_queued())?;
    let state = words.office.row_state(bulk, row);
    let is_held = matches!(state, RowState::Conflict | RowState::NoTime);
    is_held.then(|| words.row_word(bulk, row))
}

fn age(words: Wording<'_>, age: TimeDelta) -> String {
    let language = words.language;
    match age.num_seconds().max(0) {
        seconds @ ..60 => say!(language, "change-seconds", count = seconds),
        seconds @ 60..3600 => say!(language, "change-minutes", count = seconds / 60),
        seconds => say!(language, "change-hours", count = seconds / 3600),
    }
}

fn what_is_known(words: Wording<'_>, open: &Submission) -> String {
    let language = words.language;
    let clinic = open.change().clinic().name();
    if let Some(lookup) = open.life.lookup() {
        if let Some(id) = lookup.seen_as() {
            return say!(language, "change-seen", id);
        }
        match lookup.candidates() {
            Some([]) => return say!(language, "change-unread", clinic),
            Some(_) if open.change().appointment().is_some() => {
                return say!(language, "change-altered-by-others", clinic);
            }
            Some(ids) => return say!(language, "change-may-be", ids = ids.join(", ")),
            None => {}
        }
        if lookup.is_failing() {
            return say!(language, "change-no-link", clinic);
        }
        if lookup.was_missed() {
            return say!(language, "change-missed", clinic);
        }
    }
    open.problems(language)
        .into_iter()
        .next()
        .map(|problem| problem.what)
        .unwrap_or_default()
}

fn next_step(words: Wording<'_>, open: &Submission) -> String {
    let language = words.language;
    let Some(lookup) = open.life.lookup() else {
        return how_to_bring_back(open.change().kind(), language);
    };
    match lookup.doing(words.office.moment.up) {
        LookupActivity::Waiting(time) => {
            say!(language, "change-looks-in", seconds = whole_seconds(time))
        }
        LookupActivity::Looking => say!(language, "change-looking").to_owned(),
        LookupActivity::Reading => say!(language, "change-reading").to_owned(),
        LookupActivity::Nothing => say!(language, "change-nothing-to-do").to_owned(),
    }
}
