//! The box of a question: title, text, choices and keys.

use std::ops::Range;

use ratatui::layout::{Margin, Rect};
use strum::VariantArray;

use crate::{
    Action, Ask, Desk, Frame, Key, Page, Question, QuestionAnswer, QuestionRemark, ScreenShape,
    Target, change_form, form, patient, problems, tone,
};
use screen::{Role, cells, wrap};

/// The maximum columns of the box.
const WIDEST: u16 = 76;
/// The columns of the border and of the blank inside it, on each side.
const SIDE: u16 = 2;
/// The minimum lines of text, even if the box then covers the summary.
const LEAST_TEXT: u16 = 2;
/// The minimum columns on each side of the box that make the text beneath it readable.
const LEAST_BESIDE: u16 = 8;
/// The minimum lines of a screen for advice on warnings in the box.
const ADVISES: u16 = 30;
/// The minimum lines of the body for a separate line with the heading of the choices.
const ROOMY: u16 = 16;

/// The box of the open question, laid out.
pub(crate) struct QuestionBox<'a> {
    question: &'a Question,
    area: Rect,
    /// The area to blank: the box, and strips next to it that are too narrow to be read.
    blank: Rect,
    text: Page,
    choices: Vec<QuestionLine>,
    keys: Vec<QuestionLine>,
    /// The lines of text that are shown.
    room: u16,
    /// The blank lines between the text, the choices and the keys.
    gap: u16,
}

impl<'a> QuestionBox<'a> {
    /// Lays out the box, if a question is open.
    pub(crate) fn of(desk: &'a Desk) -> Option<QuestionBox<'a>> {
        let question = desk.question.as_ref()?;
        let body = beside_the_day(desk, &question.ask, desk.geometry().body());
        let width = body.width.saturating_sub(2).min(WIDEST);
        let inner = width.saturating_sub(2 * SIDE);
        let text = text(desk, &question.ask, usize::from(inner));
        let choices = choices(desk, question, inner, body.height < ROOMY);
        let keys = keys(desk, question, inner);
        let remarks = remark_lines(desk, &question.ask, inner);
        let parts = [choices.len(), keys.len(), usize::from(remarks)];
        let below: u16 = parts
            .into_iter()
            .map(|lines| u16::try_from(lines).unwrap_or(u16::MAX))
            .sum();
        let lines = u16::try_from(text.len()).unwrap_or(u16::MAX);
        // The summary of the booking or the change stays visible; on a small screen the text is scrolled.
        let geometry = desk.geometry();
        let head = if desk.overlays.is_empty() {
            Some(geometry.form.y + form::head_height(desk))
        } else {
            change_form::head_height(desk, geometry.card().width)
                .map(|lines| geometry.card().y + lines)
        };
        let most = body.bottom().saturating_sub(head.unwrap_or(body.y));
        let most = most.max(below + lines.min(LEAST_TEXT) + 2).min(body.height);
        let gaps = u16::from(lines > 0) + u16::from(!choices.is_empty());
        let gap = u16::from(lines + below + gaps + 2 <= most);
        let height = (lines + below + gap * gaps + 2).min(most);
        let top = head.unwrap_or_else(|| top_without_head(desk, body, height));
        let y = top.clamp(body.y, body.bottom() - height);
        let area = Rect {
            x: body.x + (body.width - width) / 2,
            y,
            width,
            height,
        };
        let is_narrow =
            geometry.shape == ScreenShape::Narrow && body.width < width + 2 * LEAST_BESIDE;
        let blank = if is_narrow {
            Rect {
                x: body.x,
                width: body.width,
                ..area
            }
        } else {
            area
        };
        let room = height.saturating_sub(2 + below + gap * gaps);
        Some(QuestionBox {
            question,
            area,
            blank,
            text,
            choices,
            keys,
            room,
            gap,
        })
    }

    /// Returns the lines of the text that are on the screen, and the number of all.
    pub(crate) fn shown(&self) -> (Range<usize>, usize) {
        let count = self.text.len();
        let height = usize::from(self.text.lines_in_view(self.room));
        let start = usize::from(self.question.scrolled).min(count.saturating_sub(height));
        (start..start + height.min(count), count)
    }

    /// Returns the line below the box.
    pub(crate) fn bottom(&self) -> u16 {
        self.area.bottom()
    }

    pub(crate) fn draw(&self, desk: &Desk, frame: &mut Frame) {
        let QuestionBox {
            question,
            area,
            blank,
            gap,
            room,
            ..
        } = *self;
        (area.top()..area.bottom()).for_each(|y| frame.blank(blank.x, y, blank.width, Role::Text));
        frame.border(area, &question.ask.title(desk), Role::Badge, Role::Focus);
        frame.mark(area, Target::Question);
        let within = area.inner(Margin::new(SIDE, 1));
        // A page is drawn one column in.
        let page = Rect {
            x: within.x - 1,
            width: within.width + 1,
            height: room,
            ..within
        };
        self.text
            .draw(page, question.scrolled, desk.setup.language, frame);
        let mut y = within.y + room + gap * u16::from(!self.text.is_empty());
        y = draw_lines(&self.choices, within, y, frame) + gap * u16::from(!self.choices.is_empty());
        y = draw_lines(&self.keys, within, y, frame);
        if let Some(remark) = question.remark {
            let text = remark.text(&question.ask, desk);
            for (y, line) in (y..within.bottom()).zip(broken(&text, within.width)) {
                frame.text(within.x, y, within.width, &line, Role::Warning);
            }
        }
    }
}

/// Returns the first line of a box of this height without a head above it: below the frame of the entry line, if
/// visible.
fn top_without_head(desk: &Desk, body: Rect, height: u16) -> u16 {
    let top = body.y + (body.height - height) / 3;
    match desk.overlays.beneath() {
        None => top.max(desk.geometry().line_frame().bottom()),
        Some(_) => top,
    }
}

/// Returns the area for the box. The day next to the form, with the conflicting visits, stays visible.
fn beside_the_day(desk: &Desk, ask: &Ask, body: Rect) -> Rect {
    // A list of similar people takes the whole width.
    let is_narrow = !matches!(ask, Ask::AddPatient);
    let is_beside = is_narrow
        && desk
            .overlays
            .top()
            .is_none_or(|overlay| overlay.component().is_card(desk))
        && desk.has_day();
    let form = desk.geometry().form_frame();
    if is_beside {
        Rect {
            x: form.x,
            width: form.width,
            ..body
        }
    } else {
        body
    }
}

/// Returns the text: the problems as they are listed, and the consequence of confirming.
fn text(desk: &Desk, ask: &Ask, width: usize) -> Page {
    let mut page = Page::default();
    list_problems(desk, ask, width, &mut page);
    if let Some(consequence) = ask.consequence(desk) {
        let removes = match ask {
            Ask::Objection(objection, _) => objection.is_asked_twice(),
            ask => matches!(ask, Ask::RemoveReally(_)),
        };
        let role = if removes { Role::Error } else { Role::Text };
        page.wrapped("", role, &consequence, role, width);
    }
    page
}

/// Lists the problems that a question is about.
fn list_problems(desk: &Desk, ask: &Ask, width: usize, page: &mut Page) {
    match ask {
        Ask::Warnings => {
            for row in problems::listed(desk).iter().filter(|row| row.is_of_form()) {
                tone::in_short(desk, &row.problem, width, page);
                if desk.size.rows >= ADVISES {
                    page.wrapped("  ", Role::Text, &row.problem.advice, Role::Text, width);
                }
            }
        }
        Ask::DespiteConflicts(_) => {
            let problems = change_form::problems_of_change_form(desk);
            problems
                .iter()
                .for_each(|problem| tone::in_short(desk, problem, width, page));
        }
        Ask::Drop(id) | Ask::ByHand(id, _) => {
            if let Some(open) = desk.office.changes().get(*id) {
                let whose = problems::whose(desk, open);
                page.wrapped("", Role::Text, &whose, Role::Text, width);
                let problems = open.problems(desk.setup.language);
                problems
                    .iter()
                    .for_each(|problem| tone::in_short(desk, problem, width, page));
            }
        }
        Ask::DropPanels(appointment) | Ask::TryPanels(appointment) => {
            if let Some(order) = desk.office.panels().of(appointment) {
                let label = problems::panels_label(desk, order);
                page.wrapped("", Role::Text, &label, Role::Text, width);
                let problem = order.problem(&desk.office.lists, desk.setup.language);
                problem
                    .iter()
                    .for_each(|problem| tone::in_short(desk, problem, width, page));
            }
        }
        Ask::AddPatient => {
            let problems = desk
                .patients
                .sheet(false, desk.clinic)
                .problems()
                .filter(|problem| problem.field.is_none());
            problems
                .for_each(|problem| patient::in_short(problem, desk.setup.language, width, page));
        }
        _ => {}
    }
}

#[derive(Clone)]
struct Piece {
    text: String,
    width: u16,
    role: Role,
    target: Option<Target>,
}

type QuestionLine = Vec<Piece>;

fn piece(text: &str, role: Role, target: Option<Target>) -> Piece {
    Piece {
        text: text.to_owned(),
        width: cells(text),
        role,
        target,
    }
}

/// Returns the choices, all on one line if they fit.
fn choices(desk: &Desk, question: &Question, width: u16, is_small: bool) -> Vec<QuestionLine> {
    let choices = desk.choices();
    if choices.is_empty() {
        return Vec::new();
    }
    let lead = question.ask.lead(desk.setup.language);
    let lead: QuestionLine = lead
        .map(|lead| piece(&format!("{lead}  "), Role::Strong, None))
        .into_iter()
        .collect();
    let answers: Vec<QuestionLine> = (0..)
        .zip(&choices)
        .map(|(index, choice)| answer_line(desk, question, index, *choice, width))
        .collect();
    let gap = [piece("   ", Role::Text, None)];
    let one_line: QuestionLine = lead
        .iter()
        .chain(&answers.join(&gap[..]))
        .cloned()
        .collect();
    let is_people = choices
        .iter()
        .any(|choice| matches!(choice, QuestionAnswer::TakePerson(_)));
    if length(&one_line) <= width && !is_people {
        return vec![one_line];
    }
    if is_small && !is_people {
        return in_column(lead, answers);
    }
    let lead = [lead].into_iter().filter(|lead| !lead.is_empty());
    lead.chain(answers).collect()
}

/// Returns the choices below one another, after their heading.
fn in_column(heading: QuestionLine, choices: Vec<QuestionLine>) -> Vec<QuestionLine> {
    let indent = Piece {
        width: length(&heading),
        ..piece("", Role::Text, None)
    };
    let leads = std::iter::once(heading).chain(std::iter::repeat(vec![indent]));
    leads
        .zip(choices)
        .map(|(lead, choice)| lead.into_iter().chain(choice).collect())
        .collect()
}

/// Returns an answer after its digit, with a mark if it is chosen.
fn answer_line(
    desk: &Desk,
    question: &Question,
    index: usize,
    choice: QuestionAnswer,
    width: u16,
) -> QuestionLine {
    let is_chosen = question.chosen == Some(index);
    let role = if is_chosen { Role::Chosen } else { Role::Text };
    let target = Some(Target::Answer(index));
    let digit = Key::of_place(index)
        .map(|key| format!("{key} "))
        .unwrap_or_default();
    let mark = piece(if is_chosen { "› " } else { "  " }, Role::Focus, target);
    let mut line = vec![mark, piece(&digit, Role::Strong, target)];
    let room = width.saturating_sub(length(&line));
    let person = match choice {
        QuestionAnswer::TakePerson(index) => patient::alike(desk, index, room),
        _ => None,
    };
    match person {
        Some(columns) => {
            line.extend(columns.map(|(text, width)| Piece {
                text,
                width,
                role,
                target,
            }));
        }
        None => line.push(piece(&choice.label(desk), role, target)),
    }
    line
}

/// Returns the two keys, on separate lines if they don't fit on one.
fn keys(desk: &Desk, question: &Question, width: u16) -> Vec<QuestionLine> {
    let language = desk.setup.language;
    let choice = question
        .chosen
        .and_then(|chosen| desk.choices().get(chosen).copied());
    let key = |key: Key, does: &str| {
        let target = Some(Target::Key(key));
        vec![
            piece(&format!("{} ", key.shown(language)), Role::Strong, target),
            piece(does, Role::Text, target),
        ]
    };
    let confirm = key(
        question.ask.key(desk),
        question.ask.confirm_label(choice, desk.words()),
    );
    let cancel = key(
        desk.setup.keys.key(Action::Close),
        question.ask.cancel_label(language),
    );
    let gap = [piece("      ", Role::Text, None)];
    let both: QuestionLine = [confirm.clone(), cancel.clone()].join(&gap[..]);
    if length(&both) <= width {
        vec![both]
    } else {
        vec![confirm, cancel]
    }
}

fn length(line: &[Piece]) -> u16 {
    line.iter().map(|piece| piece.width).sum()
}

/// Draws lines below one another. Returns the line after them.
fn draw_lines(lines: &[QuestionLine], within: Rect, from: u16, frame: &mut Frame) -> u16 {
    for (y, line) in (from..within.y + within.height).zip(lines) {
        let mut x = within.x;
        let end = within.x + within.width;
        for Piece {
            text,
            width,
            role,
            target,
        } in line
        {
            let width = (*width).min(end.saturating_sub(x));
            frame.blank(x, y, width, *role);
            frame.text_within(x, y, width, text, *role);
            target
                .iter()
                .for_each(|target| frame.mark(Rect::new(x, y, width, 1), *target));
            x += width;
        }
    }
    from + u16::try_from(lines.len()).unwrap_or(u16::MAX)
}

/// Returns the number of lines of the longest remark. The box always has room for it, so that nothing moves.
fn remark_lines(desk: &Desk, ask: &Ask, width: u16) -> u16 {
    let remarks = QuestionRemark::VARIANTS.iter();
    let lines = remarks.map(|remark| broken(&remark.text(ask, desk), width).len());
    lines
        .max()
        .and_then(|lines| u16::try_from(lines).ok())
        .unwrap_or(0)
}

fn broken(text: &str, width: u16) -> Vec<String> {
    wrap(text, usize::from(width))
        .into_iter()
        .map(|line| line.of(text).to_owned())
        .collect()
}
