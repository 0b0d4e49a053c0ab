//! The form for a patient's data: its fields and their problems.

use ratatui::layout::{Position, Rect};

use crate::rows::numbered;
use crate::{Desk, Doubt, Frame, LABEL_WIDTH, Page, PatientForm, Target};
use booking::{Meaning, Naming, PatientCall, PatientProblem, PatientRule, Person, id_end, time};
use screen::{Role, cells};

use i18n::{Language, say};
use office::PatientStage;
use words::patient_problem;

/// The maximum width of a sentence before it wraps.
const READABLE: u16 = 96;
/// The minimum lines for the title and the outcome if each field has a line for its remark.
const LEAST_BESIDE: u16 = 7;
/// The column of the labels.
const LABEL: u16 = 3;
/// The columns of a birth date, with a gap: `22. Sept. 1985`.
const BORN: u16 = 16;

/// Draws the form and returns its cursor.
pub(super) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
    let sheet = desk.patient_sheet();
    let language = desk.setup.language;
    let x = area.x + 1;
    let end = area.right();
    let call = sheet.call();
    let title = desk.words().patient_title(sheet);
    frame.text_within(x, area.y, end - x, &title, Role::Strong);
    let aside = match call {
        PatientCall::Add => say!(language, "new-patient-must"),
        PatientCall::Correct => say!(language, "correct-only-changed"),
    };
    // Nothing covers the title, which names the clinic that gets the data.
    if x + cells(&title) + cells(aside) + 2 < end {
        frame.text_before(end - 1, area.y, aside, Role::Dim);
    }
    let mut cursor = None;
    let mut y = area.y
        + if area.height >= roomy_lines(desk) {
            2
        } else {
            1
        };
    // With a line for each remark, a new one moves no other field.
    let least = u16::from(area.height >= lines_of_fields(desk) + LEAST_BESIDE);
    for (place, rule) in sheet.asked().iter().enumerate() {
        let line = Rect {
            x: area.x,
            y,
            width: area.width,
            height: 1,
        };
        cursor = draw_field(sheet, place, language, line, frame).or(cursor);
        let value = area.x + LABEL_WIDTH;
        let below = Rect {
            x: value,
            y: y + 1,
            width: end.saturating_sub(value + 1),
            height: area.bottom().saturating_sub(y + 1),
        };
        let rows = draw_readings(desk, rule, below, frame);
        let remark = if rows == 0 {
            remark_under(sheet, rule, language)
        } else {
            None
        };
        let height = remark.map_or(rows, |(text, role)| frame.wrapped(below, &text, role));
        y = below.y + height.max(least);
    }
    let rest = Rect {
        y: y + 1,
        height: area.bottom().saturating_sub(y + 1),
        ..area
    };
    draw_outcome(desk, sheet, rest, frame);
    if sheet.stage == PatientStage::Filling {
        cursor
    } else {
        None
    }
}

/// Returns the lines with room for remarks under all fields, and for the outcome.
pub(super) fn roomy_lines(desk: &Desk) -> u16 {
    lines_of_fields(desk).saturating_add(12)
}

/// Returns the lines of all fields, each with a remark.
fn lines_of_fields(desk: &Desk) -> u16 {
    let fields = u16::try_from(desk.patient_sheet().asked().len()).unwrap_or(u16::MAX);
    fields.saturating_mul(2)
}

/// Draws a field's line. Returns the cursor if the field has it.
fn draw_field(
    sheet: &PatientForm,
    place: usize,
    language: Language,
    line: Rect,
    frame: &mut Frame,
) -> Option<Position> {
    let rule = sheet.asked()[place];
    let is_focused = sheet.focus() == rule;
    draw_label(sheet, rule, language, line, frame);
    let counter = rule.counter(sheet.text(rule.field), language);
    let beside = counter.as_ref().map_or(0, |counter| cells(counter) + 2);
    let value = Rect {
        x: line.x + LABEL_WIDTH,
        width: line.width.saturating_sub(LABEL_WIDTH + 1),
        ..line
    };
    let room = value.width.saturating_sub(beside);
    let scroll = if is_focused {
        sheet.input().visual_scroll(usize::from(room))
    } else {
        0
    };
    if sheet.stage == PatientStage::Filling {
        frame.mark(line, Target::NewField(place));
        let clicked = Rect {
            width: room + 1,
            ..value
        };
        frame.mark(clicked, Target::NewText(place, scroll));
    }
    let text: String = sheet.text(rule.field).chars().skip(scroll).collect();
    let role = if is_focused {
        sheet.input().role()
    } else {
        Role::Text
    };
    let end = frame.text_within(value.x, line.y, room, &text, role);
    let aside = counter.or_else(|| hint_beside(sheet, rule, &text, language));
    if let Some(aside) = aside {
        let x = if text.is_empty() { end } else { end + 2 };
        let width = value.right().saturating_sub(x);
        frame.text_within(x, line.y, width, &aside, Role::Dim);
    }
    is_focused.then(|| {
        frame.lay_field(value);
        let before =
            u16::try_from(sheet.input().visual_cursor().saturating_sub(scroll)).unwrap_or(room);
        Position::new(value.x + before.min(room), line.y)
    })
}

/// Draws the label of a field, with the mark of the focus.
fn draw_label(
    sheet: &PatientForm,
    rule: &PatientRule,
    language: Language,
    line: Rect,
    frame: &mut Frame,
) {
    let is_focused = sheet.focus() == rule;
    let role = if is_focused { Role::Focus } else { Role::Dim };
    let star = if rule.required && sheet.call() == PatientCall::Add {
        " *"
    } else {
        ""
    };
    let label = format!("{}{star}", rule.label(language));
    let x = line.x + LABEL;
    let width = LABEL_WIDTH - 2 - LABEL;
    let end = frame.text_within(x, line.y, width, &label, role);
    if is_focused {
        frame.text(end + 1, line.y, 1, "›", Role::Focus);
    }
}

/// Returns the hint after the text of a field, if it has one now.
fn hint_beside(
    sheet: &PatientForm,
    rule: &PatientRule,
    text: &str,
    language: Language,
) -> Option<String> {
    let hint = sheet.hint(rule, language);
    let is_initial = text.is_empty() && hint != rule.what_to_type(language);
    let is_focused = sheet.focus() == rule;
    let is_needed = is_initial || is_focused && (text.is_empty() || rule.is_choice());
    is_needed.then_some(hint)
}

/// Returns the remark under a field: its problem, else the clinic's text and the reading.
fn remark_under(
    sheet: &PatientForm,
    rule: &PatientRule,
    language: Language,
) -> Option<(String, Role)> {
    let problem = sheet
        .problems()
        .find(|problem| problem.field == Some(rule.field));
    if let Some(problem) = problem {
        return Some((format!("✗ {}", problem.what.shown()), Role::Error));
    }
    let was = sheet.was(rule.field).map(|was| match was {
        "" => say!(language, "correct-was-empty").to_owned(),
        was => say!(language, "correct-was", text = was),
    });
    let is_read_back = was.is_some() || sheet.call() == PatientCall::Add;
    let mut parts = Vec::from_iter(was);
    if is_read_back && let Some(echo) = sheet.echo(rule.field) {
        parts.push(echo.to_owned());
    }
    (!parts.is_empty()).then(|| (parts.join(" · "), Role::Good))
}

/// Draws the readings of an ambiguous birth date to pick from. Returns their number.
fn draw_readings(desk: &Desk, rule: &PatientRule, area: Rect, frame: &mut Frame) -> u16 {
    let sheet = desk.patient_sheet();
    let clock = desk.setting_of(sheet.clinic()).clock;
    let readings = if sheet.focus() == rule {
        sheet.readings(&clock)
    } else {
        Vec::new()
    };
    for (place, day) in readings.iter().enumerate() {
        let is_chosen = sheet.reading == Some(place);
        let role = if is_chosen { Role::Chosen } else { Role::Text };
        let row = format!(
            "{}{} ",
            numbered(place, sheet.digits_pick()),
            time::date(*day, clock.language)
        );
        let y = area.y + u16::try_from(place).unwrap_or(u16::MAX);
        if y < area.bottom() {
            frame.text_within(area.x, y, area.width, &row, role);
        }
    }
    u16::try_from(readings.len()).unwrap_or(0)
}

/// Draws the progress, the outcome, or the decision to make.
fn draw_outcome(desk: &Desk, sheet: &PatientForm, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let mut y = area.y;
    for problem in sheet.problems().filter(|problem| problem.field.is_none()) {
        let (sign, role) = look(problem);
        let text = format!(
            "{sign} {}",
            patient_problem(problem, sheet.call(), language)
        );
        y = sentence(area, y, &text, role, frame);
    }
    let words = desk.words();
    if let Some(progress) = words.patient_under_way(sheet.clinic(), sheet.call(), &sheet.stage) {
        sentence(area, y, &progress, Role::Strong, frame);
    }
}

/// Adds a problem to a page, as a question lists it: its sign and its text.
pub(crate) fn in_short(
    problem: &PatientProblem,
    language: Language,
    width: usize,
    page: &mut Page,
) {
    let (sign, role) = look(problem);
    let text = patient_problem(problem, PatientCall::Add, language);
    page.wrapped(&format!("{sign} "), role, &text, role, width);
}

fn look(problem: &PatientProblem) -> (&'static str, Role) {
    match problem.meaning {
        Some(Meaning::Unknown) => ("?", Role::Warning),
        _ => ("✗", Role::Error),
    }
}

/// Returns a similar patient's name, birth date and distinguishing detail, each with its width. All names
/// have the same width.
pub(crate) fn alike(desk: &Desk, place: usize, width: u16) -> Option<[(String, u16); 3]> {
    let named = |person| desk.naming.person(person, desk.setup.language);
    let alike = similar_patients(desk);
    let person = alike.get(place)?;
    let (name, born) = named(person);
    let tail = tail(desk, person);
    let widest = alike
        .iter()
        .map(|person| cells(&named(person).0))
        .max()
        .unwrap_or(0)
        + 2;
    let tail_width = cells(&tail);
    let room = width.saturating_sub(BORN + tail_width);
    Some([(name, widest.min(room)), (born, BORN), (tail, tail_width)])
}

/// Returns the detail that distinguishes namesakes, without the telephone number if patients are shown by initials.
fn tail(desk: &Desk, person: &Person) -> String {
    let end = id_end(person.id());
    match desk.naming {
        Naming::InFull => format!("{end}   {}", person.phone()),
        Naming::Initials => end,
    }
}

/// Draws a wrapped sentence. Returns the line after it.
fn sentence(area: Rect, y: u16, text: &str, role: Role, frame: &mut Frame) -> u16 {
    let width = area.width.saturating_sub(3).min(READABLE);
    let rest = Rect {
        x: area.x + 1,
        y,
        width,
        height: area.bottom().saturating_sub(y),
    };
    y + frame.wrapped(rest, text, role)
}

/// Returns the patients similar to the current new patient.
pub(crate) fn similar_patients(desk: &Desk) -> &[Person] {
    doubt(desk).map_or(&[], |doubt| &doubt.alike)
}

/// Returns the decision to make about the current new patient, if there is one.
pub(crate) fn doubt(desk: &Desk) -> Option<&Doubt> {
    let PatientStage::Deciding(doubt) = &desk.patients.sheet(false, desk.clinic).stage else {
        return None;
    };
    Some(doubt)
}
