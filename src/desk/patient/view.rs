//! The form for someone new: its fields, and what is wrong with them.

use ratatui::layout::{Position, Rect};

use crate::booking::{Meaning, Naming, PatientProblem, PatientRule, Person, id_end};
use crate::desk::{Desk, Frame, LABEL_WIDTH, NewPatientForm, Page, Stage, Target};
use crate::screen::{Role, cells, wrap};

use crate::i18n::{Language, say};

/// The most columns a sentence runs before it is broken.
const READABLE: u16 = 96;
/// The columns of a birth date, with a gap: `22. Sept. 1985`.
const BORN: u16 = 16;

/// Draws the form, and says where its cursor is.
pub(super) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
    let (new_patient_form, language) = (desk.new_patient_form(), desk.setup.language);
    let (x, end) = (area.x + 1, area.x + area.width);
    let title = say!(
        language,
        "new-patient-title",
        backend = new_patient_form.backend().name(),
        mode = desk.mode().word()
    );
    frame.text_within(x, area.y, end - x, &title, Role::Strong);
    frame.text_before(end - 1, area.y, say!(language, "new-patient-must"), Role::Dim);
    let fields = u16::try_from(new_patient_form.asked().len()).unwrap_or(u16::MAX);
    // Where there is room, each field has a line under it, so that nothing jumps when something is said there.
    let roomy = area.height >= 2 * fields + 12;
    let mut cursor = None;
    let mut y = area.y + if roomy { 2 } else { 1 };
    for (place, rule) in new_patient_form.asked().iter().enumerate() {
        let line = Rect { x: area.x, y, width: area.width, height: 1 };
        cursor = draw_field(new_patient_form, place, language, line, frame).or(cursor);
        let value = area.x + LABEL_WIDTH;
        let below = Rect {
            x: value,
            y: y + 1,
            width: end.saturating_sub(value + 1),
            height: (area.y + area.height).saturating_sub(y + 1),
        };
        let said = under(new_patient_form, rule);
        let after = said.map_or(y + 1, |(text, role)| wrapped(below, &text, role, frame));
        y = after.max(y + if roomy { 2 } else { 1 });
    }
    let rest = Rect { y: y + 1, height: (area.y + area.height).saturating_sub(y + 1), ..area };
    draw_outcome(desk, new_patient_form, rest, frame);
    cursor.filter(|_| new_patient_form.stage == Stage::Filling)
}

/// A field's line; says where the cursor is, if it is in it.
fn draw_field(
    new_patient_form: &NewPatientForm,
    place: usize,
    language: Language,
    line: Rect,
    frame: &mut Frame,
) -> Option<Position> {
    let rule = new_patient_form.asked()[place];
    let focused = new_patient_form.focus() == rule;
    let (mark, value) = (line.x + LABEL_WIDTH - 2, line.x + LABEL_WIDTH);
    let room = (line.x + line.width).saturating_sub(value + 1);
    let star = if rule.required { " *" } else { "" };
    let label = format!("{}{star}", rule.label(language));
    frame.text_before(mark - 1, line.y, &label, if focused { Role::Focus } else { Role::Text });
    if focused {
        frame.text(mark, line.y, 1, "›", Role::Focus);
    }
    let counter = rule.counter(new_patient_form.text(rule.field), language);
    let room = room.saturating_sub(counter.as_ref().map_or(0, |counter| cells(counter) + 2));
    let scroll = if focused { new_patient_form.input().visual_scroll(usize::from(room)) } else { 0 };
    if new_patient_form.stage == Stage::Filling {
        frame.mark(line, Target::NewField(place));
        frame.mark(Rect::new(value, line.y, room + 1, 1), Target::NewText(place, scroll));
    }
    let text: String = new_patient_form.text(rule.field).chars().skip(scroll).collect();
    let x = frame.text_within(value, line.y, room, &text, Role::Text);
    let says_more = focused && (text.is_empty() || rule.is_choice());
    let aside = counter.or_else(|| says_more.then(|| rule.what_to_type(language)));
    if let Some(aside) = aside {
        let x = if text.is_empty() { x } else { x + 2 };
        frame.text_within(x, line.y, (line.x + line.width).saturating_sub(x + 1), &aside, Role::Dim);
    }
    focused.then(|| {
        let before =
            u16::try_from(new_patient_form.input().visual_cursor().saturating_sub(scroll)).unwrap_or(room);
        Position::new(value + before.min(room), line.y)
    })
}

/// What is wrong with a field, else how it is read.
fn under(new_patient_form: &NewPatientForm, rule: &PatientRule) -> Option<(String, Role)> {
    let problem = new_patient_form.problems().find(|problem| problem.field == Some(rule.field));
    let wrong = problem.map(|problem| (format!("✗ {}", problem.what.shown()), Role::Error));
    wrong.or_else(|| new_patient_form.echo(rule.field).map(|echo| (echo.to_owned(), Role::Good)))
}

/// What is under way, what came of it, or what has to be decided.
fn draw_outcome(desk: &Desk, new_patient_form: &NewPatientForm, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let mut y = area.y;
    for problem in new_patient_form.problems().filter(|problem| problem.field.is_none()) {
        let (sign, role) = look(problem);
        let text = format!("{sign} {}", patient_problem(problem, language));
        y = sentence(area, y, &text, role, frame);
    }
    if let Some(said) = new_patient_form_under_way(desk) {
        sentence(area, y, &said, Role::Strong, frame);
    }
}

/// A problem as a question lists it: its sign, and what it is.
pub(in crate::desk) fn in_short(problem: &PatientProblem, language: Language, width: usize, page: &mut Page) {
    let (sign, role) = look(problem);
    page.wrapped(&format!("{sign} "), role, &patient_problem(problem, language), role, width);
}

fn look(problem: &PatientProblem) -> (&'static str, Role) {
    match problem.meaning {
        Some(Meaning::Unknown) => ("?", Role::Warning),
        _ => ("✗", Role::Error),
    }
}

/// What is under way for someone new, in a sentence.
pub fn new_patient_form_under_way(desk: &Desk) -> Option<String> {
    let (new_patient_form, language) = (desk.new_patient_form(), desk.setup.language);
    let backend = new_patient_form.backend().name();
    Some(match &new_patient_form.stage {
        Stage::Filling | Stage::Deciding(_) => return None,
        Stage::Comparing(_) => say!(language, "new-patient-comparing", backend = backend),
        Stage::Adding { since, .. } => {
            let seconds = desk.moment.up.saturating_sub(*since).as_secs();
            let mode = desk.mode().word();
            say!(language, "new-patient-adding", seconds = seconds, backend = backend, mode = mode)
        }
        Stage::Looking { .. } => say!(language, "new-patient-looking", backend = backend),
        Stage::Resting { .. } => say!(language, "new-patient-resting", backend = backend),
    })
}

/// What keeps someone from being added, and what it means for them.
pub fn patient_problem(problem: &PatientProblem, language: Language) -> String {
    let what = problem.what.shown().as_str();
    match problem.meaning {
        Some(Meaning::Unknown) => say!(language, "new-patient-unknown", what = what),
        Some(Meaning::NotSent) => say!(language, "new-patient-not-sent", what = what),
        Some(Meaning::Refused | Meaning::NotThere) => say!(language, "new-patient-refused", what = what),
        None => what.to_owned(),
    }
}

/// Someone who looks alike: name, birth date and what tells namesakes apart, each with the columns it takes. The names
/// of all of them take the same.
pub(in crate::desk) fn alike(desk: &Desk, place: usize, width: u16) -> Option<[(String, u16); 3]> {
    let named = |person| desk.naming.person(person, desk.setup.language);
    let alike = desk.alike();
    let person = alike.get(place)?;
    let (name, born) = named(person);
    let tail = tail(desk, person);
    let widest = alike.iter().map(|person| cells(&named(person).0)).max().unwrap_or(0) + 2;
    let room = width.saturating_sub(BORN + cells(&tail));
    let tail_width = cells(&tail);
    Some([(name, widest.min(room)), (born, BORN), (tail, tail_width)])
}

/// What tells the last namesakes apart; no telephone number where people go by their initials.
fn tail(desk: &Desk, person: &Person) -> String {
    let end = id_end(person.id());
    match desk.naming {
        Naming::InFull => format!("{end}   {}", person.phone()),
        Naming::Initials => end,
    }
}

/// A sentence over as many lines as it takes; the line after it.
fn sentence(area: Rect, y: u16, text: &str, role: Role, frame: &mut Frame) -> u16 {
    let width = area.width.saturating_sub(3).min(READABLE);
    let rest = Rect { x: area.x + 1, y, width, height: (area.y + area.height).saturating_sub(y) };
    wrapped(rest, text, role, frame)
}

/// A text broken into as many lines as it takes, as far as there is room; the line after it.
fn wrapped(area: Rect, text: &str, role: Role, frame: &mut Frame) -> u16 {
    let mut y = area.y;
    for line in wrap(text, usize::from(area.width)) {
        if y < area.y + area.height {
            frame.text(area.x, y, area.width, line.of(text).trim_end(), role);
        }
        y += 1;
    }
    y
}
