//! The view of the card: what it does, and a row for each day and for each appointment that is booked in it.

use super::AbsenceCard;
use crate::tone::role_of_tone;
use crate::{Action, Code, Desk, Key, ListPage, Page, text_width};
use booking::Verb;
use i18n::say;
use office::AbsenceTask;
use screen::{Cell, Column, Role};
use words::AbsenceRow;

pub(super) fn page<'a>(desk: &'a Desk, card: &'a AbsenceCard, width: u16) -> ListPage<'a> {
    let (state, role) = state(desk, card);
    let mut above = Page::default();
    above.wrapped("", role, &state, role, text_width(width));
    let rows = desk.words().absence_rows(&card.asked);
    let title = desk.words().absence_title(&card.asked);
    ListPage {
        above,
        // The first column holds days and patients, which are in full.
        columns: vec![
            Column::fitting("", u16::MAX),
            Column::fitting("", u16::MAX),
            Column::share("", 1, u16::MAX),
        ],
        ..ListPage::of_choices(desk.setup.language, title, rows.len(), move |row| {
            cells(desk, card, &rows[row])
        })
    }
}

/// Returns what the booking key does, or what it has done.
fn state(desk: &Desk, card: &AbsenceCard) -> (String, Role) {
    let key = desk.setup.keys.key(Action::Book);
    let key = key.shown(desk.setup.language);
    let (text, tone) = desk.words().absence_state(&card.asked, key);
    (text, role_of_tone(tone))
}

/// Returns the day or the patient, what is booked or the time, and what has become of it.
fn cells(desk: &Desk, card: &AbsenceCard, row: &AbsenceRow) -> Vec<Cell> {
    let line = desk.words().absence_line(&card.asked, row);
    let role = match row {
        AbsenceRow::Day { .. } => Role::Strong,
        AbsenceRow::Booked(_) => Role::Text,
    };
    vec![
        (line.what, role),
        (line.booked, Role::Warning),
        (line.state, role_of_tone(line.tone)),
    ]
}

/// Returns the verbs for the patients booked in an absence, with their letters.
pub(super) fn verbs() -> impl Iterator<Item = (char, Verb)> {
    let verbs = [Verb::Move, Verb::Cancel].into_iter();
    verbs.filter_map(|verb| Some((verb.letter()?, verb)))
}

/// Returns the keys of the last line.
pub(super) fn keys(desk: &Desk, card: &AbsenceCard) -> Vec<(Key, String)> {
    let language = desk.setup.language;
    if card.asked.is_working(&desk.office) {
        let stop = say!(language, "bulk-key-stop");
        return vec![desk.setup.key_for(Action::Close, stop)];
    }
    let mut keys = Vec::new();
    let office = &desk.office;
    let has_ended = card.asked.has_ended(office);
    if has_ended && !card.asked.booked(office).is_empty() {
        keys.extend(verbs().map(|(letter, verb)| {
            let does = say!(language, "now-verb", verb);
            (Key::plain(Code::Char(letter)), does.to_owned())
        }));
        keys.push(desk.setup.named(Action::Calls));
    } else if !has_ended
        && card.asked.work(office).is_none()
        && card.asked.note_end(office).is_none()
    {
        let does = match card.asked.task() {
            AbsenceTask::Enter(_) => say!(language, "away-key-enter"),
            AbsenceTask::TakeBack(_) => say!(language, "away-key-back"),
        };
        keys.push(desk.setup.key_for(Action::Book, does));
    }
    if desk.words().absence_rows(&card.asked).len() > 1 {
        keys.push(desk.setup.named(Action::Down));
    }
    keys.push(desk.setup.key_to_close());
    keys
}
