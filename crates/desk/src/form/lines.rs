//! The lines of the form: how many each field takes, and their content. `view` decides which of them are
//! visible.

use std::borrow::Cow;

use crate::form::focus::folds_further_fields;
use crate::form::problems::problems_at;
use crate::{Desk, Geometry, LABEL_WIDTH, Pane, ScreenShape, current, upcoming};
use booking::id_list::{last_part, named};
use booking::{Entry, FieldId, NamedEntries, Problem, Severity, Timing};
use i18n::say;
use screen::{LineSpan, Role, cells, first_lines, row_of, wrap};

use super::reader;
use super::remarks::{reading, remarks};
use super::summary::{self, HeadField};

/// The maximum number of text lines that a field shows, without and with the cursor in it.
const LINES_AT_REST: usize = 2;
const LINES_AT_WORK: usize = 6;
/// The maximum number of lines under a field for its reading, enough for two clocks. A problem takes as many
/// lines as it needs.
const MOST_UNDER: usize = 2;
/// The column of labels and of the summary, after the digit of the section.
pub(super) const LABEL: u16 = 3;
/// The minimum columns between the values and the details of the summary.
pub(super) const DETAIL: u16 = 6;
/// The columns before the summary, and after it for the mark of the section.
const BESIDE_SUMMARY: u16 = LABEL + MARK + 1;
/// The columns at the end of a line for the progress mark of a section.
pub(super) const MARK: u16 = 2;

/// One line of the form.
pub(crate) enum FormLine {
    /// The rule below the head.
    Rule,
    /// A line of the summary: the text that is read aloud, and the detail that distinguishes it.
    Summary {
        field: FieldId,
        text: String,
        detail: String,
    },
    /// A line of a remark on a field of the summary.
    Remark {
        field: FieldId,
        text: String,
        role: Role,
    },
    /// The folded fields: the first one, their number, and a summary of their texts.
    Folded(FieldId, usize, String),
    /// A line of a field's text; the first visible line has the remark next to it.
    Text {
        field: FieldId,
        /// The index of the line; `None` if a name is shown in place of the typed text.
        line: Option<usize>,
        /// Whether this is the field's first visible line, which has the label.
        labelled: bool,
        shown: String,
        aside: Option<(String, Role)>,
    },
    /// The line under a field's text: its reading, or its problem.
    Under {
        field: FieldId,
        text: String,
        role: Role,
    },
}

impl FormLine {
    /// Returns the field that the row belongs to.
    pub(crate) fn field(&self) -> Option<FieldId> {
        match self {
            FormLine::Text { field, .. }
            | FormLine::Under { field, .. }
            | FormLine::Summary { field, .. } => Some(*field),
            FormLine::Remark { field, .. } | FormLine::Folded(field, ..) => Some(*field),
            FormLine::Rule => None,
        }
    }
}

/// Returns all lines of the form, top to bottom.
pub(crate) fn rows(desk: &Desk, geometry: &Geometry) -> Vec<FormLine> {
    let mut rows = rows_with(desk, geometry, true);
    if rows.len() > usize::from(geometry.form.height) {
        rows = rows_with(desk, geometry, false);
    }
    rows
}

/// Returns the lines with or without the advice on problems.
fn rows_with(desk: &Desk, geometry: &Geometry, advises: bool) -> Vec<FormLine> {
    let draft = desk.form().draft();
    let mut rows = Vec::new();
    let is_folded = folds_further_fields(desk);
    let mut is_in_head = true;
    for field in draft
        .shown()
        .filter(|field| !(field.is_further && is_folded))
    {
        if is_in_head && !summary::is_head(field) && geometry.shape == ScreenShape::Wide {
            rows.push(FormLine::Rule);
        }
        is_in_head &= summary::is_head(field);
        if is_in_head {
            head_rows(desk, geometry, advises, field, &mut rows)
        } else {
            field_rows(desk, geometry, advises, field, &mut rows)
        }
    }
    if is_folded {
        let further: Vec<FieldId> = draft.asked().filter(|field| field.is_further).collect();
        rows.extend(further.first().map(|first| {
            FormLine::Folded(
                *first,
                further.len(),
                folded_text(desk, &further, geometry.value_width()),
            )
        }));
    }
    rows
}

/// Returns the number of lines of the form.
pub(crate) fn height(desk: &Desk) -> u16 {
    u16::try_from(rows(desk, &desk.geometry()).len()).unwrap_or(u16::MAX)
}

/// Returns the number of lines of the head.
pub(crate) fn head_height(desk: &Desk) -> u16 {
    let rows = rows(desk, &desk.geometry());
    let heads = rows
        .iter()
        .take_while(|row| row.field().is_some_and(summary::is_head));
    u16::try_from(heads.count()).unwrap_or(u16::MAX)
}

/// Adds the lines of a field of the head, with the remarks on it.
fn head_rows(
    desk: &Desk,
    geometry: &Geometry,
    advises: bool,
    field: FieldId,
    rows: &mut Vec<FormLine>,
) {
    let shown = summary::head_field(desk, field);
    let is_row = matches!(shown, HeadField::Row);
    match shown {
        HeadField::Row => field_rows(desk, geometry, advises, field, rows),
        HeadField::Summary { text, detail } => {
            summary_rows(geometry, field, (&text, &detail), rows)
        }
        HeadField::Included => {}
    }
    // A narrow screen shows below the form that nothing is coming up.
    let is_patient = field == desk.clinic.patient_field()
        && !current::patient_named(desk, desk.clinic).is_empty();
    if is_patient && geometry.shape == ScreenShape::Wide && upcoming::has_none(desk) {
        let text = say!(desk.setup.language, "coming-none").to_owned();
        rows.push(FormLine::Remark {
            field,
            text,
            role: Role::Dim,
        });
    }
    // A row shows its problems itself.
    if is_row {
        return;
    }
    let width = usize::from(geometry.form.width.saturating_sub(5));
    for problem in problems_at(desk, field) {
        for (text, role) in problem_lines(problem, advises) {
            rows.extend(wrapped(&text, width).map(|text| FormLine::Remark { field, text, role }));
        }
    }
}

/// Returns the lines of a text, without the blanks at their ends.
fn wrapped(text: &str, width: usize) -> impl Iterator<Item = String> {
    wrap(text, width)
        .into_iter()
        .map(move |line| line.of(text).trim_end().to_owned())
}

/// Returns the texts of a problem at its field.
fn problem_lines(problem: &Problem, advises: bool) -> Vec<(String, Role)> {
    let (mark, role) = match problem.severity {
        Severity::Error => ("✗", Role::Error),
        Severity::Warning | Severity::Note => ("!", Role::Warning),
    };
    // The Problems pane gives the advice on an outcome.
    let advises = advises && problem.meaning.is_none() && !problem.advice.is_empty();
    let advice = advises.then(|| (problem.advice.clone(), Role::Dim));
    [(format!("{mark} {}", problem.what), role)]
        .into_iter()
        .chain(advice)
        .collect()
}

/// Adds the text that is read aloud, in full, with the details after it, or below it if they don't fit.
fn summary_rows(
    geometry: &Geometry,
    field: FieldId,
    (text, detail): (&str, &str),
    rows: &mut Vec<FormLine>,
) {
    let row = |text: &str, detail: &str| FormLine::Summary {
        field,
        text: text.to_owned(),
        detail: detail.to_owned(),
    };
    let room = geometry.form.width.saturating_sub(BESIDE_SUMMARY);
    let columns = (cells(text) + 2).max(LABEL_WIDTH + DETAIL - LABEL) + cells(detail);
    if columns <= room {
        return rows.push(row(text, detail));
    }
    rows.extend(wrapped(text, usize::from(room)).map(|line| row(&line, "")));
    if !detail.is_empty() {
        rows.push(FormLine::Remark {
            field,
            text: detail.to_owned(),
            role: Role::Text,
        });
    }
}

/// Returns a summary of folded fields, `Status booked · Priority 3`: as many as there is room for.
fn folded_text(desk: &Desk, fields: &[FieldId], room: u16) -> String {
    let draft = desk.form().draft();
    let language = desk.setup.language;
    let mut line = String::new();
    for field in fields {
        let text = field
            .kind
            .text_shown(draft.text(*field).trim(), language)
            .replace('\n', " ");
        let separator = if line.is_empty() { "" } else { " · " };
        let longer = format!("{line}{separator}{} {text}", field.label(language));
        if !text.is_empty() && (line.is_empty() || cells(&longer) < room) {
            line = longer;
        }
    }
    line
}

/// Adds the lines of one field.
fn field_rows(
    desk: &Desk,
    geometry: &Geometry,
    advises: bool,
    field: FieldId,
    rows: &mut Vec<FormLine>,
) {
    let text = desk.form().draft().text(field);
    if let Some(entry) = read_back(desk, field, text) {
        return entry_rows(desk, geometry, field, &entry, rows);
    }
    if let Some(names) = names_read_back(desk, field, text) {
        return names_rows(desk, geometry, field, &names, rows);
    }
    let text = super::pick::text_shown(desk, field, text);
    let width = usize::from(geometry.value_width());
    let lines = lines_of(desk, field, text, width.saturating_sub(1));
    let (from, to) = in_view(desk, field, &lines);
    let (below, beside) = remarks(desk, geometry, field, text);
    for (line, span) in lines.iter().enumerate().take(to).skip(from) {
        let mut shown = span.of(text).to_owned();
        if line + 1 == to && to < lines.len() {
            shown.push('…');
        }
        let aside = if line == from { beside.clone() } else { None };
        rows.push(FormLine::Text {
            field,
            line: Some(line),
            labelled: line == from,
            shown,
            aside,
        });
    }
    // The mark of the section is on the first line only.
    let width = width + usize::from(MARK);
    if let Some((text, role)) = below {
        let mut lines: Vec<String> = wrapped(&text, width).collect();
        let is_whole =
            matches!(role, Role::Error | Role::Warning) || field.kind.time == Timing::Periods;
        if !is_whole && lines.len() > MOST_UNDER {
            lines.truncate(MOST_UNDER);
            lines[MOST_UNDER - 1].push('…');
        }
        rows.extend(
            lines
                .into_iter()
                .map(|text| FormLine::Under { field, text, role }),
        );
    }
    for (text, role) in problems_under(desk, advises, field, text) {
        rows.extend(wrapped(&text, width).map(|text| FormLine::Under { field, text, role }));
    }
}

/// Returns the lines of a field's text that may be shown, in this many columns.
fn lines_of(desk: &Desk, field: FieldId, text: &str, columns: usize) -> Vec<LineSpan> {
    if desk.form().focus() != field {
        // One line more is read than is shown, to know whether there are more.
        return first_lines(text, columns, lines_at_rest(desk, field) + 1);
    }
    if field.kind.words.is_closed() {
        return wrap(text, columns);
    }
    desk.form().lines(columns)
}

/// Returns the entry whose name a field shows in place of its id; none while the field is being edited or has a
/// problem.
fn read_back<'a>(desk: &'a Desk, field: FieldId, text: &str) -> Option<Cow<'a, Entry>> {
    let NamedEntries::One(directory) = field.kind.entries else {
        return None;
    };
    let is_here = desk.panes.focused == Pane::Form && desk.form().focus() == field;
    if is_here && !desk.form().fresh || desk.form().problem(field).is_some() {
        return None;
    }
    desk.office.lists.known(directory, text.trim())
}

/// Returns the names in a field that takes several entries, if every id is known, followed by the text being typed.
fn names_read_back(desk: &Desk, field: FieldId, text: &str) -> Option<String> {
    let NamedEntries::Several(directory) = field.kind.entries else {
        return None;
    };
    let form = desk.form();
    let is_typed = desk.panes.focused == Pane::Form && form.focus() == field && !form.fresh;
    if is_typed && form.cursor() < text.len() || !is_typed && form.problem(field).is_some() {
        return None;
    }
    let last = last_part(text);
    let is_typing = is_typed && desk.office.lists.known(directory, last).is_none();
    let typing = is_typing.then_some(last);
    let ids = if typing.is_some() {
        &text[..text.rfind(',')?]
    } else {
        text
    };
    let mut names = Vec::new();
    for id in named(field.kind, ids) {
        names.push(desk.office.lists.known(directory, id)?.name.clone());
    }
    if names.is_empty() {
        return None;
    }
    names.extend(typing.map(str::to_owned));
    Some(names.join(", "))
}

fn names_rows(
    desk: &Desk,
    geometry: &Geometry,
    field: FieldId,
    names: &str,
    rows: &mut Vec<FormLine>,
) {
    let lines = wrap(names, usize::from(geometry.value_width()).saturating_sub(1));
    // While someone types, the end is visible.
    let is_typed = desk.form().focus() == field && !desk.form().fresh;
    let from = if is_typed {
        lines.len().saturating_sub(LINES_AT_REST)
    } else {
        0
    };
    for (line, span) in lines.iter().enumerate().skip(from).take(LINES_AT_REST) {
        let cut = line + 1 == from + LINES_AT_REST && lines.len() > from + LINES_AT_REST;
        let shown = format!("{}{}", span.of(names), if cut { "…" } else { "" });
        rows.push(FormLine::Text {
            field,
            line: None,
            labelled: line == from,
            shown,
            aside: None,
        });
    }
    let problem = problems_at(desk, field)
        .into_iter()
        .next()
        .map(|problem| format!("✗ {}", problem.what));
    rows.extend(problem.map(|text| FormLine::Under {
        field,
        text,
        role: Role::Error,
    }));
}

fn entry_rows(
    desk: &Desk,
    geometry: &Geometry,
    field: FieldId,
    entry: &Entry,
    rows: &mut Vec<FormLine>,
) {
    let shown = match &*entry.detail(desk.setup.language) {
        "" => entry.name.clone(),
        detail => format!("{}   {detail}", entry.name),
    };
    let room = geometry.value_width().saturating_sub(cells(&shown) + 2);
    let mut id = (cells(&entry.id) <= room).then(|| (entry.id.clone(), Role::Dim));
    for (number, shown) in wrapped(&shown, usize::from(geometry.value_width())).enumerate() {
        rows.push(FormLine::Text {
            field,
            line: None,
            labelled: number == 0,
            shown,
            aside: id.take(),
        });
    }
}

/// Returns the problems of a field that its remark does not show, with advice on warnings, and on errors of the focused
/// field.
fn problems_under(desk: &Desk, advises: bool, field: FieldId, text: &str) -> Vec<(String, Role)> {
    let problems = problems_at(desk, field);
    let is_in_remark = |problem: &Problem| {
        problem.severity == Severity::Error || reading(desk, field, text).is_none()
    };
    let is_first_in_remark = problems
        .first()
        .is_some_and(|problem| is_in_remark(problem));
    let mut lines = Vec::new();
    for (place, problem) in problems.into_iter().enumerate() {
        let mut texts = problem_lines(problem, advises).into_iter();
        let first = texts.next();
        if place > 0 || !is_first_in_remark {
            lines.extend(first);
        }
        if desk.form().focus() == field || problem.severity != Severity::Error {
            lines.extend(texts);
        }
    }
    lines
}

/// Returns the number of lines that a field shows without the cursor in it. A text for the patient is shown in
/// full if there is room.
fn lines_at_rest(desk: &Desk, field: FieldId) -> usize {
    let is_wide = desk.geometry().shape == ScreenShape::Wide;
    if is_wide && reader::is_for_patient(desk, field) {
        LINES_AT_WORK
    } else {
        LINES_AT_REST
    }
}

/// Returns the range of visible lines of a long text: those around the cursor, else the first.
fn in_view(desk: &Desk, field: FieldId, lines: &[LineSpan]) -> (usize, usize) {
    let form = desk.form();
    if form.focus() != field {
        return (0, lines.len().min(lines_at_rest(desk, field)));
    }
    let row = row_of(lines, form.cursor());
    let from = (row + 1).saturating_sub(LINES_AT_WORK);
    (from, lines.len().min(from + LINES_AT_WORK))
}
