//! The view of changes, a row each: time, kind, patient, visit, and author.

use chrono::NaiveDate;

use crate::clock::shortened;
use crate::{Action, Desk, ListPage, Page, Target};
use booking::{ChangeKind, RecordedChange, is_no_booking, status_text, time};
use i18n::say;
use screen::{Column, Role, cells, filled};

use super::{DoneList, author_text, made_just_before};

/// The maximum columns of a patient, and of the author of a change.
const MOST_WHO: u16 = 36;
const MOST_BY: u16 = 24;
/// The minimum columns of a patient, who gives way to the time of the visit.
const LEAST_WHO: u16 = 12;
/// The blank columns around the five texts of a row, with that of the scrollbar and of the mark of a cut.
const BLANKS: u16 = 12;
/// The minimum columns for the present year and the desk's time zone.
const ROOMY: u16 = 88;

/// The maximum number of changes in a list beside others, and the columns of the time and of the blanks in it.
const MOST_LATEST: usize = 8;
const LATEST_GAPS: usize = 11;

/// The maximum number of changes listed as made just before the desk began: each is formatted for every frame.
const MOST_JUST_BEFORE: usize = 12;

/// Returns the title of a list of this many changes, and what stands in place of none.
fn title_of(desk: &Desk, shown: &DoneList, count: usize) -> (String, &'static str) {
    let language = desk.setup.language;
    match &shown.about {
        Some((_, id)) => (
            say!(language, "history-title", id, count),
            say!(language, "history-nothing"),
        ),
        None if desk.office.records().has_more_changes => (
            say!(language, "done-title-newest", count),
            say!(language, "done-nothing"),
        ),
        None => (
            say!(language, "done-title", count),
            say!(language, "done-nothing"),
        ),
    }
}

/// Returns the list at this width.
pub(super) fn page<'a>(desk: &'a Desk, shown: &DoneList, width: u16) -> ListPage<'a> {
    let language = desk.setup.language;
    let done = shown.rows(desk);
    let (title, nothing) = title_of(desk, shown, done.len());
    let mut rows: Vec<DoneRow> = done
        .iter()
        .map(|change| DoneRow::of(desk, shown, change))
        .collect();
    if shown.is_history() {
        name_details(desk, &done, &mut rows);
    }
    let days: Vec<Option<NaiveDate>> = rows.iter().map(|row| row.day).collect();
    // A history may go back for days.
    let headings = day_begins(&days).filter(|_| shown.is_history());
    let headings =
        headings.filter_map(|place| Some((place, desk.words().day_in_short(days[place]?))));
    let headings = headings.collect();
    let columns = columns(desk, shown, &rows, width);
    let cells = move |place: usize| {
        let [at, what, who, visit, by] = rows[place].texts.clone();
        let visit = short_visit(desk, &visit, width);
        let roles = [Role::Strong, Role::Text, Role::Text, Role::Text, Role::Dim];
        [at, what, who, visit, by].into_iter().zip(roles).collect()
    };
    ListPage {
        columns,
        headings,
        nothing,
        ..ListPage::of_choices(language, title, done.len(), cells)
    }
}

/// Puts the changed details of an appointment in place of its visit, which has stayed.
fn name_details(desk: &Desk, done: &[&RecordedChange], rows: &mut [DoneRow]) {
    for (place, row) in rows.iter_mut().enumerate() {
        let before = done.get(place + 1).copied();
        if let Some(details) = desk.words().changed_details(done[place], before) {
            row.texts[3] = details;
        }
    }
}

/// Returns a visit as it stands in a list of this width.
fn short_visit(desk: &Desk, visit: &str, width: u16) -> String {
    shortened(desk, visit, if width < ROOMY { 0 } else { u16::MAX })
}

/// Returns the maximum columns of a patient, so that the times of the visits are whole in a list of this width.
fn most_of_patient(desk: &Desk, rows: &[DoneRow], width: u16) -> u16 {
    let widest = |place: usize| rows.iter().map(|row| cells(&row.texts[place])).max();
    let time = |row: &DoneRow| {
        let visit = short_visit(desk, &row.texts[3], width);
        cells(visit.split(", ").next().unwrap_or_default())
    };
    let by = widest(4).unwrap_or_default().min(MOST_BY);
    let others = [widest(0), widest(1), rows.iter().map(time).max()];
    let others = others.into_iter().flatten();
    let taken = others.fold(by + BLANKS, u16::saturating_add);
    width.saturating_sub(taken).clamp(LEAST_WHO, MOST_WHO)
}

fn columns(desk: &Desk, shown: &DoneList, rows: &[DoneRow], width: u16) -> Vec<Column<'static>> {
    let heads = ["time", "status", "patient", "start", "by"]
        .map(|key| say!(desk.setup.language, "shell-head", key = key));
    let [time, status, patient, start, by] = heads;
    let has_authors = rows.iter().any(|row| !row.texts[4].is_empty());
    let patient = Some(patient).filter(|_| !shown.is_history());
    let by = Some(by).filter(|_| has_authors);
    vec![
        Column::fitting(time, u16::MAX),
        Column::fitting(status, u16::MAX),
        Column::fitting(
            patient.unwrap_or_default(),
            most_of_patient(desk, rows, width),
        ),
        Column::share(start, 3, u16::MAX),
        Column::fitting(by.unwrap_or_default(), MOST_BY),
    ]
}

/// Returns the indices of the rows that begin another day.
fn day_begins(days: &[Option<NaiveDate>]) -> impl Iterator<Item = usize> {
    (0..days.len()).filter(|place| *place == 0 || days[place - 1] != days[*place])
}

/// Lists the changes made just before the desk began, in the Appointment pane.
pub(crate) fn list_made_before(desk: &Desk, width: usize, page: &mut Page) {
    page.wrapped(
        "",
        Role::Strong,
        say!(desk.setup.language, "done-just-before"),
        Role::Strong,
        width,
    );
    for change in made_just_before(desk).take(MOST_JUST_BEFORE) {
        let [at, what, who, visit, _] = DoneRow::of(desk, &DoneList::default(), change).texts;
        let says = format!("{at} {what} · {who} · {visit}");
        page.wrapped("✓ ", Role::Good, &says, Role::Text, width);
    }
}

/// Returns the title and the newest changes of today, a line each in this many columns; `None` without any.
pub(crate) fn latest(desk: &Desk, width: usize) -> Option<(String, Page)> {
    let done = desk.words().done_today();
    let row = |change: &&RecordedChange| {
        let [at, what, ..] = DoneRow::of(desk, &DoneList::default(), change).texts;
        let [who, born] = desk
            .words()
            .name_and_birth(change.clinic, &change.person, false);
        let unread = desk.words().sign_of_unread(change.clinic, &change.person);
        let who = unread.map_or(who, str::to_owned);
        let zone = desk.office.zone_of_entry((*change).into());
        [
            at,
            what,
            who,
            born,
            change
                .start
                .map(|start| desk.words().short_moment(start, zone))
                .unwrap_or_default(),
        ]
    };
    let rows: Vec<[String; 5]> = done.iter().take(MOST_LATEST).map(row).collect();
    let widest = |of: usize| rows.iter().map(|row| usize::from(cells(&row[of]))).max();
    let [kinds, births, times] = [widest(1)?, widest(3)?, widest(4)?];
    let names = widest(2)?.min(width.saturating_sub(kinds + births + times + LATEST_GAPS));
    let mut page = Page::default();
    for [at, what, who, born, when] in rows {
        let made = format!("{at:>5} {}  ", filled(&what, kinds));
        let visit = format!(" {}  {when}", filled(&born, births));
        page.line(
            [
                (made, Role::Dim),
                (filled(&who, names), Role::Text),
                (visit, Role::Dim),
            ]
            .into(),
        );
    }
    page.mark_since(0, Target::Key(desk.setup.named(Action::DoneToday).0));
    Some((
        say!(desk.setup.language, "done-title", count = done.len()),
        page,
    ))
}

/// A change as a row.
struct DoneRow {
    /// The day of the change.
    day: Option<NaiveDate>,
    /// The time, kind, patient, visit and author; no patient in an appointment's history.
    texts: [String; 5],
}

impl DoneRow {
    fn of(desk: &Desk, shown: &DoneList, change: &RecordedChange) -> DoneRow {
        let language = desk.setup.language;
        let zone = desk.office.setup.zone;
        let what = match (change.kind, change.made()) {
            (ChangeKind::Status, Some(made)) => status_text(&made.status, language).to_owned(),
            (ChangeKind::Book, Some(made)) if made.is_waiting() => {
                say!(language, "done-waiting").to_owned()
            }
            (ChangeKind::Book, Some(made)) if is_no_booking(&made.status) => {
                status_text(&made.status, language).to_owned()
            }
            _ if change.is_for_another_patient() => {
                say!(language, "change-patient-changed").to_owned()
            }
            _ => say!(language, "change-made", kind = change.kind),
        };
        let visit = desk.words().entry_text(change.into());
        let is_move = change.kind == ChangeKind::Move && change.old_start != change.start;
        let old = change.old_start.filter(|_| is_move && shown.is_history());
        let from =
            old.map(|old| time::echo(old, desk.office.zone_of_entry(change.into()), language));
        let visit = match from {
            Some(from) => say!(language, "change-from-to", from, to = visit),
            None => visit,
        };
        let who = if shown.is_history() {
            String::new()
        } else {
            desk.words().patient_in_list(change.clinic, &change.person)
        };
        let at = change
            .made_at
            .map(|at| time::to_the_minute(at, zone, language))
            .unwrap_or_default();
        let day = change
            .made_at
            .map(|at| at.with_timezone(&zone).date_naive());
        DoneRow {
            day,
            texts: [at, what, who, visit, author_text(&change.by)],
        }
    }
}
