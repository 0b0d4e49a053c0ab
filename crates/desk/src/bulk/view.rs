//! The list: title, progress, a row for each change, and the text being typed.

use std::collections::HashSet;

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};

use booking::{Change, ClinicId, time};
use i18n::say;
use screen::{Column, Role, Table, aligned, cells};

use crate::bulk::update::why_not_altered;
use crate::clock::shortened;
use crate::frame::draw_field;
use crate::{Action, Desk, Frame, Page, ScreenShape, Target};
use office::{Bulk, BulkRow, RowInput, RowState};
use words::RowParts;

/// The maximum columns of a patient and a provider.
const MOST_WHO: u16 = 36;
const MOST_WITH: u16 = 26;
/// The minimum columns of a list with the state of rows that can be sent.
const WORDS: u16 = 76;
/// The minimum columns of a list with the conflicts of all rows.
const REMARKS: u16 = 88;
/// The minimum columns of a list of moves with full birth dates.
const DATES: u16 = 62;
/// The lines around the rows besides the head and the remark: a blank, the column heads, and the typed text.
const AROUND_ROWS: usize = 3;
/// The minimum lines for the conflict of the chosen row, or why it was not made, and those in a card.
const REMARK: u16 = 2;
const REMARK_IN_CARD: u16 = 4;
/// The lines for rows that the head leaves on a low screen.
const LEAST_ROWS: u16 = 5;

/// Draws the list and returns its cursor.
pub(super) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
    let bulk = desk.bulk()?;
    let language = desk.setup.language;
    let width = area.width.saturating_sub(3);
    let head = head(desk, bulk, usize::from(width));
    // On a narrow screen the last line is that of the messages.
    let messages = u16::from(desk.geometry().shape == ScreenShape::Narrow);
    let most = area
        .height
        .saturating_sub(messages + 2 + REMARK + LEAST_ROWS);
    let lines = u16::try_from(head.len()).unwrap_or(u16::MAX).min(most);
    head.draw(
        Rect {
            x: area.x + 1,
            width: width + 1,
            height: lines,
            ..area
        },
        0,
        language,
        frame,
    );
    let area = Rect {
        height: area.height.saturating_sub(messages),
        ..area
    };
    let days = days(desk, bulk);
    let remark = remark(desk, bulk, usize::from(width));
    let room = area.height.saturating_sub(lines + 2);
    let taken = u16::try_from(bulk.rows.len() + days.len() + 1).unwrap_or(u16::MAX);
    let remark_lines = u16::try_from(remark.len()).unwrap_or(u16::MAX);
    let below_rows = REMARK.max(remark_lines.min(room.saturating_sub(taken)));
    let rows = Rect {
        y: area.y + lines + 1,
        height: room.saturating_sub(below_rows),
        ..area
    };
    draw_rows(desk, bulk, &days, rows, frame);
    let height = below_rows.min(remark_lines);
    let under = Rect {
        x: area.x + 1,
        y: rows.bottom() + below_rows - height,
        width: width + 1,
        height,
    };
    remark.draw(under, 0, language, frame);
    draw_input(desk, bulk, area, frame)
}

/// Draws the text being typed for the chosen row, and returns its cursor; `None` if the row can't be changed.
fn draw_input(desk: &Desk, bulk: &Bulk, area: Rect, frame: &mut Frame) -> Option<Position> {
    if why_not_altered(desk, desk.bulk_view.chosen).is_some() {
        return None;
    }
    let language = desk.setup.language;
    let row = bulk.rows.get(desk.bulk_view.chosen)?;
    let (label, hint) = match row.takes() {
        RowInput::Reason => (say!(language, "bulk-reason"), ""),
        RowInput::Time if row.change.starts_from().is_some() => (
            say!(language, "bulk-another-time"),
            say!(language, "bulk-another-time-hint"),
        ),
        RowInput::Time => (say!(language, "bulk-another-time"), ""),
        RowInput::Nothing => return None,
    };
    let y = area.y + area.height.saturating_sub(1);
    let x = frame.text(
        area.x + 2,
        y,
        area.width.saturating_sub(3),
        label,
        Role::Focus,
    ) + 1;
    let room = (area.x + area.width).saturating_sub(x + 1);
    Some(draw_field(
        &desk.bulk_view.input,
        hint,
        (x, y),
        room,
        Role::Text,
        frame,
    ))
}

/// Draws the rows, under the days of their appointments if all have one.
fn draw_rows(desk: &Desk, bulk: &Bulk, days: &[(usize, NaiveDate)], area: Rect, frame: &mut Frame) {
    let chosen = desk.bulk_view.chosen;
    let look = RowsLook::of(desk, bulk, !days.is_empty(), area.width);
    let titles = days
        .iter()
        .map(|(index, day)| (*index, desk.words().day_in_short(*day)));
    let [time, patient, third, with] = look.heads(desk);
    let columns = vec![
        Column::fitting("", u16::MAX),
        Column::fitting(&time, u16::MAX),
        Column::share(&patient, 6, MOST_WHO),
        Column::fitting("", u16::MAX),
        Column::fitting(&third, u16::MAX),
        Column::share(&with, 4, MOST_WITH),
        Column::share("", 1, u16::MAX),
    ];
    let table = Table {
        columns,
        ..Table::of_choices(bulk.rows.len(), chosen)
    }
    .with_titles(titles);
    let row_cells = |index: usize| look.cells_of(desk, bulk, index);
    table.draw(area, frame, row_cells, |row| Target::choice(row, chosen));
}

/// The parts of its rows that a list shows.
struct RowsLook {
    /// The columns of the screen.
    width: u16,
    /// Whether rows are under their days and show only times.
    is_by_day: bool,
    /// Whether rows under their days have the telephone numbers of their patients, who have to be called about
    /// cancellations.
    has_phones: bool,
    /// Whether patients have their birth dates next to them.
    has_dates: bool,
    /// The widest time of a booking, in columns.
    widest: usize,
    /// The parts that differ between rows.
    differing: RowParts,
}

impl RowsLook {
    fn of(desk: &Desk, bulk: &Bulk, is_by_day: bool, width: u16) -> RowsLook {
        let differing = desk.words().differing_parts(bulk);
        let bookings = bulk.rows.iter().filter(|row| is_booking(row));
        let when_of = |row| shortened(desk, &desk.words().row_when(row), u16::MAX);
        let widest = bookings.map(|row| usize::from(cells(&when_of(row)))).max();
        let calls_off = bulk.calls_off();
        let are_ready = || {
            let mut rows = bulk.rows.iter();
            rows.all(|row| desk.office.row_state(bulk, row) == RowState::Ready)
        };
        RowsLook {
            width,
            is_by_day,
            has_phones: calls_off && is_by_day && differing.has_patients,
            has_dates: width >= DATES || calls_off && are_ready(),
            widest: widest.unwrap_or(0),
            differing,
        }
    }

    /// Returns the heads of time, patient, time or telephone, and practitioner; empty where there is no such column.
    fn heads(&self, desk: &Desk) -> [String; 4] {
        let language = desk.setup.language;
        let third = if self.has_phones { "phone" } else { "start" };
        let has_several = [
            ("time", self.is_by_day),
            ("patient", self.differing.has_patients),
            (third, self.has_phones || !self.is_by_day),
            ("with", self.differing.has_providers),
        ];
        has_several.map(|(key, is_shown)| {
            if is_shown {
                say!(language, "shell-head", key = key)
            } else {
                String::new()
            }
        })
    }

    fn cells_of(&self, desk: &Desk, bulk: &Bulk, index: usize) -> Vec<(String, Role)> {
        let row = &bulk.rows[index];
        let state = desk.office.row_state(bulk, row);
        let [_, when, with] = desk.words().row_parts(self.differing, row);
        let [who, born] = if self.differing.has_patients {
            let person = &row.change.patient();
            desk.words()
                .name_and_birth(row.change.clinic(), person, self.has_dates)
        } else {
            Default::default()
        };
        let text = if row.is_pending() {
            Role::Text
        } else {
            Role::Dim
        };
        let [time, when] = self.times_of(desk, row, when, text);
        let (sign, role) = sign(row, state);
        let is_as_asked = state == RowState::Ready && row.asked_otherwise().is_none();
        let has_word = !is_as_asked || self.width >= WORDS || !self.is_by_day;
        let word = if has_word {
            format!("{sign} {}", desk.words().row_word(bulk, row))
        } else {
            String::new()
        };
        // A reason common to all rows is shown below them.
        let is_chosen = index == desk.bulk_view.chosen;
        let is_short = is_chosen || self.width < REMARKS;
        let is_below = is_chosen && state != RowState::Conflict;
        let is_too_long = is_short && row.asked_otherwise().is_some();
        let conflict = if bulk.has_one_reason() || is_below || is_too_long {
            String::new()
        } else if is_short && state == RowState::Conflict {
            desk.words().alternative_in_row(row).unwrap_or_default()
        } else {
            desk.words().row_remark(bulk, row)
        };
        vec![
            (word, role),
            time,
            (who, text),
            (born, Role::Dim),
            when,
            (with, text),
            (conflict, Role::Dim),
        ]
    }

    /// Returns the time under the day, and the text of the time column: the whole time, what the visit becomes, or the
    /// telephone number.
    fn times_of(
        &self,
        desk: &Desk,
        row: &BulkRow,
        when: String,
        text: Role,
    ) -> [(String, Role); 2] {
        let at = match desk.words().row_time(row) {
            Some(at) if self.is_by_day => at,
            _ => {
                let when = if is_booking(row) {
                    aligned(&shortened(desk, &when, u16::MAX), self.widest)
                } else {
                    when
                };
                return [(String::new(), text), (when, text)];
            }
        };
        let becomes = if self.has_phones {
            row_phone(desk, row)
        } else {
            (desk.words().row_becomes(row), text)
        };
        [
            (time::oclock(at.time(), desk.setup.language), text),
            becomes,
        ]
    }
}

fn is_booking(row: &BulkRow) -> bool {
    matches!(row.change, Change::Book(_))
}

/// Returns the conflict of the chosen row, or why it was not made, or its change in full.
fn remark(desk: &Desk, bulk: &Bulk, width: usize) -> Page {
    let mut page = Page::default();
    let chosen = desk.bulk_view.chosen;
    if let Some(row) = bulk.rows.get(chosen) {
        let text = desk.words().row_remark(bulk, row);
        if bulk.is_series && desk.office.row_state(bulk, row) == RowState::Conflict {
            let when = time_of_conflict(desk, row);
            page.wrapped(&when, Role::Warning, &text, Role::Text, width);
        } else {
            let text = Some(text).filter(|text| !text.is_empty());
            let text = text.unwrap_or_else(|| change_in_full(desk, bulk, row));
            page.wrapped("", Role::Text, &text, Role::Text, width);
        }
    }
    if bulk.is_series && width < usize::from(REMARKS) {
        add_other_conflicts(desk, bulk, width, &mut page);
    }
    page
}

/// Adds the conflicts of the other visits of a series, each after its time: narrow rows have no room for them.
fn add_other_conflicts(desk: &Desk, bulk: &Bulk, width: usize, page: &mut Page) {
    for (index, row) in bulk.rows.iter().enumerate() {
        let is_chosen = index == desk.bulk_view.chosen;
        if is_chosen || desk.office.row_state(bulk, row) != RowState::Conflict {
            continue;
        }
        let when = time_of_conflict(desk, row);
        let why = desk.words().row_remark(bulk, row);
        page.wrapped(&when, Role::Warning, &why, Role::Dim, width);
    }
}

/// Returns the time of a visit of a series as the label of its conflict.
fn time_of_conflict(desk: &Desk, row: &BulkRow) -> String {
    let when = desk.words().row_when(row);
    format!("! {}: ", shortened(desk, &when, u16::MAX))
}

/// Returns the number of lines that the list needs in this many columns.
pub(super) fn lines(desk: &Desk, bulk: &Bulk, width: u16) -> u16 {
    let head = head(desk, bulk, usize::from(width.saturating_sub(3))).len();
    let remark = if width >= WORDS || bulk.has_one_reason() {
        REMARK
    } else {
        REMARK_IN_CARD
    };
    let said = self::remark(desk, bulk, usize::from(width.saturating_sub(3))).len();
    let remark = remark.max(u16::try_from(said).unwrap_or(u16::MAX));
    let rows = bulk.rows.len() + days(desk, bulk).len();
    u16::try_from(head + AROUND_ROWS + rows)
        .unwrap_or(u16::MAX)
        .saturating_add(remark)
}

/// Returns the days of the appointments that the rows change, each with the index of its first row; empty if a row
/// changes no appointment.
fn days(desk: &Desk, bulk: &Bulk) -> Vec<(usize, NaiveDate)> {
    let dates = bulk
        .rows
        .iter()
        .map(|row| Some(desk.words().row_time(row)?.date()));
    let dates: Vec<NaiveDate> = dates.collect::<Option<_>>().unwrap_or_default();
    let begins = |index: &usize| *index == 0 || dates[index - 1] != dates[*index];
    (0..dates.len())
        .filter(begins)
        .map(|index| (index, dates[index]))
        .collect()
}

/// Returns the change of a row in full, with the patient if the rows have several; empty for a booking, whose row is
/// complete.
fn change_in_full(desk: &Desk, bulk: &Bulk, row: &BulkRow) -> String {
    if row.change.starts_from().is_none() {
        return String::new();
    }
    let text = desk.words().change_text(&row.change);
    if desk.office.has_one_patient(bulk) {
        text
    } else {
        format!(
            "{} · {text}",
            desk.words()
                .patient(row.change.clinic(), &row.change.patient())
        )
    }
}

/// Returns the lines above the rows: the patient and the provider if all rows share them, the change, its progress, and
/// why it stopped.
fn head(desk: &Desk, bulk: &Bulk, width: usize) -> Page {
    let mut page = Page::default();
    let language = desk.setup.language;
    let [who, what] = title(desk, bulk);
    let title = format!("{who} · {what}");
    if who.is_empty() {
        page.wrapped("", Role::Strong, &what, Role::Strong, width);
    } else if usize::from(cells(&title)) <= width {
        page.line(vec![(title, Role::Strong)]);
    } else {
        page.wrapped("", Role::Strong, &who, Role::Strong, width);
        page.wrapped("", Role::Text, &what, Role::Text, width);
    }
    page.wrapped(
        "",
        Role::Text,
        &desk.words().bulk_progress(bulk),
        Role::Text,
        width,
    );
    if !bulk.takes_back.is_empty() {
        let text = desk.words().list_taken_back(&bulk.takes_back);
        page.wrapped("", Role::Text, &text, Role::Text, width);
    }
    for text in desk.words().not_taken_back(&desk.bulk_view.not_taken_back) {
        page.wrapped("✗ ", Role::Error, &text, Role::Text, width);
    }
    if let Some(text) = desk.words().cancels_for_good(bulk) {
        page.wrapped("! ", Role::Warning, &text, Role::Text, width);
    }
    for text in note_of_death(desk, bulk) {
        page.wrapped("! ", Role::Warning, &text, Role::Text, width);
    }
    let stopped = bulk.stopped.as_ref();
    let stopped = stopped.map(|why| desk.words().bulk_stopped(why));
    let left_out = desk.bulk_view.left_out.as_ref();
    if let Some(why) = stopped.or_else(|| left_out.map(|why| why.to_text(language))) {
        page.wrapped("", Role::Warning, &why, Role::Warning, width);
    }
    page
}

/// Returns that a note still says that a patient has died whose visits the list has take place again.
fn note_of_death(desk: &Desk, bulk: &Bulk) -> Vec<String> {
    if bulk.takes_back.is_empty() {
        return Vec::new();
    }
    let rows = bulk.rows.iter();
    let patients = rows.map(|row| (row.change.clinic(), row.change.patient()));
    let key = desk.setup.keys.key(Action::PatientNote);
    let how = say!(
        desk.setup.language,
        "undo-noted-as-dead-key",
        key = key.shown(desk.setup.language)
    );
    desk.words().still_noted_as_dead(patients, &how)
}

/// Returns the patient and the provider if all rows share them, with the kind of visit of a series, and the change.
fn title(desk: &Desk, bulk: &Bulk) -> [String; 2] {
    let Some(first) = bulk.rows.first() else {
        return Default::default();
    };
    let visit = first.change.visit();
    let who = desk
        .office
        .has_one_patient(bulk)
        .then(|| desk.words().patient(visit.clinic, &visit.person));
    let phone = if bulk.calls_off() && who.is_some() {
        row_phone(desk, first).0
    } else {
        String::new()
    };
    let phone = Some(phone).filter(|phone| !phone.is_empty());
    let with = if bulk.has_one_provider() {
        first.with()
    } else {
        None
    };
    let with = with.map(|id| desk.words().provider(visit.clinic, &id));
    let visit_kind = match &first.change {
        Change::Book(booking) if bulk.is_series => {
            let words = desk.words();
            Some(words.kind_of_draft(&words.draft_of(booking)))
        }
        _ => None,
    };
    let kind = first.change.kind();
    let count = bulk.rows.len();
    let clinics = || bulk.rows.iter().map(|row| row.change.clinic());
    let names = listed(clinics().map(ClinicId::name));
    let mode = listed(clinics().map(|clinic| desk.office.mode_of(clinic).word()));
    let what = say!(
        desk.setup.language,
        "bulk-title",
        kind,
        count,
        clinic = names,
        mode
    );
    [
        [who, phone, with, visit_kind]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        what,
    ]
}

/// Returns the names in their order, each once.
fn listed(names: impl Iterator<Item = &'static str>) -> String {
    let mut seen = HashSet::new();
    names
        .filter(|name| seen.insert(*name))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns the telephone number of a row's patient, or that the clinic has none; empty while that is not known.
fn row_phone(desk: &Desk, row: &BulkRow) -> (String, Role) {
    let role = if row.is_pending() {
        Role::Text
    } else {
        Role::Dim
    };
    match desk.words().row_phone(row) {
        Some(phone) if phone.is_empty() => {
            let none = say!(desk.setup.language, "calls-no-number");
            (none.to_owned(), Role::Dim)
        }
        phone => (phone.unwrap_or_default(), role),
    }
}

/// Returns the sign and the role of a row in a state: colour alone never shows it.
fn sign(row: &BulkRow, state: RowState) -> (&'static str, Role) {
    match state {
        RowState::Ready | RowState::Waiting if row.asked_otherwise().is_some() => {
            ("~", Role::Warning)
        }
        RowState::Made => ("✓", Role::Good),
        RowState::NotMade => ("✗", Role::Error),
        RowState::Unknown => ("?", Role::Warning),
        RowState::Conflict | RowState::NoTime => ("!", Role::Warning),
        RowState::LeftOut => ("-", Role::Dim),
        RowState::Checking | RowState::Sending | RowState::AskedToWait => ("›", Role::Strong),
        RowState::Reading | RowState::Ready | RowState::Waiting => (" ", Role::Strong),
    }
}
