//! The view of the card: what it does, and a row for each day and for each appointment that is booked in it.

use ratatui::layout::Rect;

use super::{AbsenceCard, AbsenceTask};
use crate::{Action, Code, Desk, Frame, Key, Target};
use booking::api::shown_in_list;
use booking::{AwayTime, Booked, Verb, why_unread};
use i18n::say;
use office::{AbsenceDay, NoteEnd, StepState};
use screen::{Cell, Role, Table, wrap};

/// The lines above the rows besides those of the state: the title, and blank lines.
const ABOVE: usize = 3;

/// A row of the card.
pub(super) enum AbsenceRow {
    /// A day of the absence.
    Day(AwayTime, Option<DayState>),
    /// An appointment within it.
    Booked(Booked),
}

/// The state of a day before it is sent.
pub(super) enum DayState {
    /// The calendar has it already.
    Known,
    /// So many appointments are booked in it.
    Booked(usize),
}

/// Returns the rows: the days, each with the appointments in it.
pub(super) fn rows(desk: &Desk, card: &AbsenceCard) -> Vec<AbsenceRow> {
    match &card.task {
        AbsenceTask::TakeBack(coming) => {
            let time = AwayTime::of_blocked(&coming.provider, &coming.blocked, false);
            vec![AbsenceRow::Day(time, None)]
        }
        AbsenceTask::Enter(wish) => {
            let days = desk.office.absence_days(wish).into_iter();
            days.flat_map(rows_of_day).collect()
        }
    }
}

fn rows_of_day(day: AbsenceDay) -> Vec<AbsenceRow> {
    let state = match day.entered {
        Some(_) => DayState::Known,
        None => DayState::Booked(day.booked.len()),
    };
    let first = AbsenceRow::Day(day.time, Some(state));
    let booked = day.booked.into_iter().map(AbsenceRow::Booked);
    [first].into_iter().chain(booked).collect()
}

pub(super) fn draw(desk: &Desk, card: &AbsenceCard, area: Rect, frame: &mut Frame) {
    let inside = area.width.saturating_sub(3);
    frame.text_within(area.x + 2, area.y, inside, &title(desk, card), Role::Strong);
    let (state, role) = state(desk, card);
    let below = Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: inside,
        height: area.height.saturating_sub(1),
    };
    let taken = frame.wrapped(below, &state, role);
    let list = Rect {
        y: below.y + taken + 1,
        height: below.height.saturating_sub(taken + 1),
        ..area
    };
    let rows = rows(desk, card);
    let cells = |place: usize| cells(desk, card, &rows[place]);
    let table = Table::of_choices(rows.len(), card.chosen);
    table.draw(list, frame, cells, |row| Target::choice(row, card.chosen));
}

/// Returns the lines of the card.
pub(super) fn lines(card: &AbsenceCard, desk: &Desk, width: u16) -> u16 {
    let (state, _) = state(desk, card);
    let state = wrap(&state, usize::from(width.saturating_sub(3))).len();
    u16::try_from(rows(desk, card).len() + state + ABOVE).unwrap_or(u16::MAX)
}

impl AbsenceCard {
    /// Returns the card as lines: whose absence it is, what can be done or was done, and the rows.
    pub fn texts(&self, desk: &Desk) -> Vec<String> {
        let rows = rows(desk, self);
        let rows = rows.iter().map(|row| in_one_line(cells(desk, self, row)));
        let (state, _) = state(desk, self);
        [title(desk, self), state].into_iter().chain(rows).collect()
    }
}

/// Returns the cells of a row as a text.
pub(super) fn in_one_line(cells: Vec<Cell>) -> String {
    let texts = cells.into_iter().map(|(text, _)| text);
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    texts.join(", ")
}

fn title(desk: &Desk, card: &AbsenceCard) -> String {
    let language = desk.setup.language;
    let provider = card.provider();
    let who = desk.words().provider(provider.clinic(), &provider.id());
    let (title, why) = match &card.task {
        AbsenceTask::Enter(wish) => (
            say!(language, "away-title", who),
            wish.why.as_ref().map(|why| why.as_str().to_owned()),
        ),
        AbsenceTask::TakeBack(coming) => (
            say!(language, "away-title-back", who),
            Some(coming.blocked.why.clone()),
        ),
    };
    match why.filter(|why| !why.is_empty()) {
        Some(why) => format!("{title}: {}", shown_in_list(&why)),
        None => title,
    }
}

/// Returns what the booking key does, or what it has done.
fn state(desk: &Desk, card: &AbsenceCard) -> (String, Role) {
    let language = desk.setup.language;
    let clinic = card.provider().clinic();
    let key = desk.setup.keys.key(Action::Book);
    if let Some(work) = card.work(desk) {
        let is_bad = work.is_unknown() || work.failure().is_some();
        let outcome = desk.words().absence_outcome(work);
        return match outcome.filter(|_| !work.is_working()) {
            Some(outcome) if is_bad => (outcome, Role::Warning),
            Some(outcome) => (outcome, Role::Good),
            None => {
                let count = work.steps().len();
                let text = say!(language, "away-working", made = work.made(), count);
                (text, Role::Dim)
            }
        };
    }
    if let Some(end) = card.note_end(desk) {
        return match end {
            NoteEnd::Done => (card.noted(language).to_owned(), Role::Good),
            NoteEnd::Writing(_) => (say!(language, "away-sending").to_owned(), Role::Dim),
            NoteEnd::NotWritten(why) => (say!(language, "away-not-noted", why), Role::Warning),
        };
    }
    let AbsenceTask::Enter(wish) = &card.task else {
        return (say!(language, "away-card-back", key), Role::Dim);
    };
    if desk.office.is_unreachable(clinic) {
        let text = say!(language, "away-unreachable", clinic = clinic.name());
        return (text, Role::Warning);
    }
    if let Some(why) = desk.office.why_absence_unread(wish) {
        return (why_unread(why, clinic, language), Role::Warning);
    }
    if !desk.office.knows_absence(wish) {
        return (say!(language, "away-reading").to_owned(), Role::Dim);
    }
    if card.has_ended(desk) {
        return (say!(language, "away-all-known").to_owned(), Role::Good);
    }
    let (text, role) = match card.booked(desk).len() {
        0 => (say!(language, "away-card-nobody", key), Role::Dim),
        count => (
            say!(language, "away-card-booked", key, count),
            Role::Warning,
        ),
    };
    if card.is_kept_here(desk) {
        let here = say!(language, "away-kept-here", clinic = clinic.name());
        return (format!("{here} {text}"), role);
    }
    (text, role)
}

/// Returns the day or the patient, what is booked or the time, and what has become of it.
fn cells(desk: &Desk, card: &AbsenceCard, row: &AbsenceRow) -> Vec<Cell> {
    let language = desk.setup.language;
    let provider = card.provider();
    let zone = desk.office.zone_at(provider.clinic(), &provider.id());
    match row {
        AbsenceRow::Booked(booked) => {
            let text = desk.words().booked_in_absence(booked, zone);
            vec![
                (String::new(), Role::Text),
                (text, Role::Text),
                (String::new(), Role::Dim),
            ]
        }
        AbsenceRow::Day(time, known) => {
            let when = desk.words().away_when(time.time(), zone);
            let booked = match known {
                Some(DayState::Booked(count)) if *count > 0 => {
                    say!(language, "away-day-booked", count = *count)
                }
                _ => String::new(),
            };
            let step = card.step(desk, time);
            let (state, role) = match step.map(|step| (desk.words().step_text(step), &step.state)) {
                Some((text, StepState::Made(_))) => (text.unwrap_or_default(), Role::Good),
                Some((text, StepState::Unknown | StepState::NotMade(_))) => {
                    (text.unwrap_or_default(), Role::Warning)
                }
                Some((text, _)) => (text.unwrap_or_default(), Role::Dim),
                None if matches!(known, Some(DayState::Known)) => {
                    (say!(language, "away-known").to_owned(), Role::Dim)
                }
                None => (String::new(), Role::Dim),
            };
            vec![(when, Role::Strong), (booked, Role::Warning), (state, role)]
        }
    }
}

/// Returns the verbs for those who are booked in an absence, with their letters.
pub(super) fn verbs() -> impl Iterator<Item = (char, Verb)> {
    let verbs = [Verb::Move, Verb::Cancel].into_iter();
    verbs.filter_map(|verb| Some((verb.letter()?, verb)))
}

/// Returns the keys of the last line.
pub(super) fn keys(desk: &Desk, card: &AbsenceCard) -> Vec<(Key, String)> {
    let language = desk.setup.language;
    if card.is_working(desk) {
        let stop = say!(language, "bulk-key-stop");
        return vec![desk.setup.key_for(Action::Close, stop)];
    }
    let mut keys = Vec::new();
    let has_ended = card.has_ended(desk);
    if has_ended && !card.booked(desk).is_empty() {
        keys.extend(verbs().map(|(letter, verb)| {
            let does = say!(language, "now-verb", verb);
            (Key::plain(Code::Char(letter)), does.to_owned())
        }));
        keys.push(desk.setup.named(Action::Calls));
    } else if !has_ended && card.work(desk).is_none() && card.note_end(desk).is_none() {
        let does = match card.task {
            AbsenceTask::Enter(_) => say!(language, "away-key-enter"),
            AbsenceTask::TakeBack(_) => say!(language, "away-key-back"),
        };
        keys.push(desk.setup.key_for(Action::Book, does));
    }
    keys.push(desk.setup.named(Action::Down));
    keys.push(desk.setup.key_to_close());
    keys
}
