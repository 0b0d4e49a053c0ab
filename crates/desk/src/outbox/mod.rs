//! The Outbox: its rows, their texts, and its keys.

mod view;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    Action, Code, Desk, Key, Pane, Part, Submission, SubmissionId, Submissions, note, problems,
};
use booking::{Change, Language, LookupActivity, Meaning, Outcome, how_to_bring_back, initials};
use i18n::say;
use office::whole_seconds;

pub(crate) use view::page;

/// A row of the Outbox.
#[derive(Clone)]
pub struct OutboxRow<'a> {
    /// The change's id on this desk.
    pub id: SubmissionId,
    /// The change.
    pub change: &'a Change,
    /// The outcome.
    pub outcome: Outcome<String>,
    /// The patient: initials if the name is known, else the id.
    pub who: String,
    /// When its outcome became unknown, or when it was queued, by the wall clock.
    pub at: DateTime<Utc>,
    /// How long ago that is.
    pub age: String,
    /// The known facts.
    pub known: String,
    /// The next step, automatic or by a person.
    pub next: String,
}

impl OutboxRow<'_> {
    /// Returns the word for the outcome, as scripts read it (CONTRACT, Unknown outcomes).
    pub fn word(&self) -> &'static str {
        match &self.outcome {
            Outcome::Made(..) | Outcome::ByHand => "booked",
            Outcome::Failed(Meaning::NotSent) => Meaning::Refused.word(),
            outcome => outcome.word(),
        }
    }

    /// Returns the word for it on screen.
    pub fn to_text(&self, language: Language) -> String {
        let kind = self.change.kind();
        match &self.outcome {
            Outcome::Failed(Meaning::Unknown) => say!(language, "intent-unknown").to_owned(),
            Outcome::Failed(Meaning::NotThere) => say!(language, "intent-not-there", kind),
            Outcome::Failed(_) => say!(language, "intent-refused").to_owned(),
            Outcome::Queued => say!(language, "intent-queued").to_owned(),
            _ => say!(language, "intent-made", kind),
        }
    }
}

/// Returns the changes that the Outbox lists: lost ones first, in the order they were lost, then queued
/// ones in order, then settled ones, the last first.
fn in_outbox(desk: &Desk) -> impl Iterator<Item = &Submission> {
    desk.office
        .changes
        .unresolved()
        .chain(desk.office.changes.queued())
        .chain(desk.office.changes.settled())
}

/// Returns the rows of the Outbox.
pub fn intents(desk: &Desk) -> Vec<OutboxRow<'_>> {
    in_outbox(desk).map(|open| intent(desk, open)).collect()
}

/// Returns the number of rows.
pub fn intent_count(desk: &Desk) -> usize {
    in_outbox(desk).count()
}

/// Whether there is anything to list.
pub(crate) fn has_intents(desk: &Desk) -> bool {
    in_outbox(desk).next().is_some()
}

fn intent<'a>(desk: &Desk, open: &'a Submission) -> OutboxRow<'a> {
    let change = open.change();
    let language = desk.setup.language;
    let outcome = open.outcome();
    let nothing = || say!(language, "intent-nothing-to-do").to_owned();
    let (known, next) = match &outcome {
        Outcome::Made(_, id) => (
            say!(language, "intent-there-as", id = id.as_str()),
            nothing(),
        ),
        Outcome::ByHand => (say!(language, "intent-by-hand").to_owned(), nothing()),
        Outcome::Failed(_) => (what_is_known(desk, open), next_step(desk, open)),
        _ => {
            let known = if open.is_recorded {
                say!(language, "intent-complete")
            } else {
                say!(language, "intent-complete-until-end")
            };
            let next = if desk.office.is_unreachable(change.clinic()) {
                say!(
                    language,
                    "intent-waits-for-link",
                    clinic = change.clinic().name()
                )
            } else {
                say!(language, "intent-ready").to_owned()
            };
            let known = open
                .life
                .consequence_of_second_step(language)
                .unwrap_or_else(|| known.to_owned());
            (known, next)
        }
    };
    let id = change.subject().0;
    let named = desk.office.lists.known(change.clinic().people(), &id);
    let who = named.map_or(id, |entry| initials(&entry.name));
    let id = open.id();
    let age = age(desk, desk.office.moment.now - open.at);
    OutboxRow {
        id,
        change,
        outcome,
        who,
        at: open.at,
        age,
        known,
        next,
    }
}

fn age(desk: &Desk, age: TimeDelta) -> String {
    let language = desk.setup.language;
    match age.num_seconds().max(0) {
        seconds @ ..60 => say!(language, "intent-seconds", count = seconds),
        seconds @ 60..3600 => say!(language, "intent-minutes", count = seconds / 60),
        seconds => say!(language, "intent-hours", count = seconds / 3600),
    }
}

fn what_is_known(desk: &Desk, open: &Submission) -> String {
    let language = desk.setup.language;
    let clinic = open.change().clinic().name();
    if let Some(lookup) = open.life.lookup() {
        if let Some(id) = lookup.seen_as() {
            return say!(language, "intent-seen", id);
        }
        match lookup.candidates() {
            Some([]) => return say!(language, "intent-unread", clinic),
            Some(_) if open.change().appointment().is_some() => {
                return say!(language, "change-altered-by-others", clinic);
            }
            Some(ids) => return say!(language, "intent-may-be", ids = ids.join(", ")),
            None => {}
        }
        if lookup.is_failing() {
            return say!(language, "intent-no-link", clinic);
        }
        if lookup.was_missed() {
            return say!(language, "intent-missed", clinic);
        }
    }
    open.problems(language)
        .into_iter()
        .next()
        .map(|problem| problem.what)
        .unwrap_or_default()
}

fn next_step(desk: &Desk, open: &Submission) -> String {
    let language = desk.setup.language;
    let Some(lookup) = open.life.lookup() else {
        return how_to_bring_back(open.change().kind(), language);
    };
    match lookup.doing(desk.office.moment.up) {
        LookupActivity::Waiting(time) => {
            say!(language, "intent-looks-in", seconds = whole_seconds(time))
        }
        LookupActivity::Looking => say!(language, "intent-looking").to_owned(),
        LookupActivity::Reading => say!(language, "intent-reading").to_owned(),
        LookupActivity::Nothing => say!(language, "intent-nothing-to-do").to_owned(),
    }
}

/// Returns the lost change to which the keys of the focused pane apply.
pub(crate) fn selected_lost(desk: &Desk) -> Option<&Submission> {
    let open = match desk.panes.focused {
        Pane::Problems => {
            let listed = problems::listed(desk);
            desk.office
                .changes
                .get(listed.get(desk.problems.chosen.unwrap_or(0))?.change?)
        }
        Pane::Outbox => in_outbox(desk).nth(desk.chosen_intent),
        _ => None,
    };
    open.filter(|open| open.meaning().is_some())
}

/// Returns the queued change to which the keys of the Outbox apply.
pub(crate) fn selected_queued(desk: &Desk) -> Option<&Submission> {
    let chosen = in_outbox(desk).nth(desk.chosen_intent);
    chosen.filter(|open| open.is_queued() && desk.panes.focused == Pane::Outbox)
}

/// Returns the keys of the Outbox, for the last line.
pub(crate) fn outbox_footer(desk: &Desk) -> Vec<(Key, String)> {
    let language = desk.setup.language;
    let letter = |c| Key::plain(Code::Char(c));
    let mut keys = match selected_lost(desk).and_then(Submission::meaning) {
        Some(Meaning::Unknown) => vec![
            (letter('b'), say!(language, "now-it-is-booked")),
            (letter('n'), say!(language, "now-it-is-not-booked")),
        ],
        Some(_) => vec![
            (Key::plain(Code::Enter), say!(language, "now-bring-back")),
            (Key::plain(Code::Delete), say!(language, "now-drop")),
        ],
        None if selected_queued(desk).is_some() => {
            let all = (desk.office.changes.queued().count() > 1)
                .then(|| (letter('a'), say!(language, "now-all-queued")));
            let chosen = (Key::plain(Code::Enter), say!(language, "now-bring-back"));
            [chosen].into_iter().chain(all).collect()
        }
        None => Vec::new(),
    };
    keys.push((
        desk.setup.keys.key(Action::CyclePanes),
        say!(language, "now-next-pane"),
    ));
    keys.push((Key::plain(Code::Escape), say!(language, "now-back-to-form")));
    keys.into_iter()
        .map(|(key, does)| (key, does.to_owned()))
        .collect()
}

impl Part<'_, Submissions> {
    pub(crate) fn choose_intent(&mut self, down: bool) {
        let last = intent_count(self).saturating_sub(1);
        let at = self.chosen_intent.min(last);
        *self.chosen_intent_mut() = if down {
            (at + 1).min(last)
        } else {
            at.saturating_sub(1)
        };
    }

    /// Chooses the row of a change.
    pub(crate) fn choose_in_outbox(&mut self, id: SubmissionId) {
        let place = in_outbox(self).position(|open| open.id() == id);
        *self.chosen_intent_mut() = place.unwrap_or(0);
    }

    pub(crate) fn enter_in_outbox(&mut self) {
        if let Some(id) = selected_lost(self).map(Submission::id) {
            return self.bring_back(id);
        }
        if let Some(id) = selected_queued(self).map(Submission::id) {
            return self.take_back(id);
        }
        self.note(note!("outbox-known"));
    }
}
