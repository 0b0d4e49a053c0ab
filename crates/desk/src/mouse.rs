//! Handling the mouse.

use tui_input::{Input, InputRequest};

use screen::{LineSpan, at_column};

use super::{Action, Gesture, Key, Pointed, Press, READABLE_AFTER, Target, day, note};
use crate::list_card::ListCard;
use crate::{DayBoard, Desk, Pane, QuestionRemark};

/// The number of lines that a notch of the wheel scrolls.
const NOTCH: i32 = 3;

/// Captures the mouse, or returns it to the terminal.
pub(crate) fn switch_mouse(desk: &mut Desk) {
    desk.mouse = !desk.mouse;
    let key = desk.setup.keys.key(Action::Mouse);
    desk.note = Some(if desk.mouse {
        note!("mouse-on", key = key)
    } else {
        note!("mouse-off")
    });
}

pub(crate) fn on_mouse(desk: &mut Desk, gesture: Gesture, at: Pointed) {
    match gesture {
        Gesture::Click | Gesture::Mark if at.stood < READABLE_AFTER => {}
        Gesture::Click if desk.question.is_some() => on_click_in_question(desk, at.target),
        // Nothing in a question can be marked.
        Gesture::Mark if desk.question.is_some() => {}
        Gesture::Click => {
            desk.note = None;
            on_click(desk, at.target, usize::from(at.column))
        }
        Gesture::Mark => {
            desk.note = None;
            on_mark(desk, at.target);
        }
        // A question waits for its answer, but the text beneath it can be scrolled.
        Gesture::WheelUp => on_wheel(desk, at, -1),
        Gesture::WheelDown => on_wheel(desk, at, 1),
    }
}

/// Handles a click in a question: chooses an answer or withdraws the question, but never confirms.
fn on_click_in_question(desk: &mut Desk, target: Target) {
    let count = desk.choices().len();
    let Some(question) = &mut desk.question else {
        return;
    };
    match target {
        Target::Answer(place) => question.choose(place, count),
        Target::Key(key) if desk.setup.keys.bound(key) == Some(Action::Close) => {
            desk.withdraw_question()
        }
        Target::Key(_) => question.remark = Some(QuestionRemark::Clicked),
        _ => {}
    }
}

/// Handles a click on the name of a key. A key that sends has to be pressed on the keyboard.
fn on_click_on_key(desk: &mut Desk, key: Key) {
    let press = desk.setup.keys.press(key);
    if press.action() == Some(Action::Book) {
        desk.note = Some(note!("mouse-sends-nothing", key = key));
        return;
    }
    desk.press(press)
}

fn on_click(desk: &mut Desk, target: Target, column: usize) {
    match target {
        Target::Line(unseen) => {
            desk.panes.focused = Pane::Line;
            put_cursor(&mut desk.line.input, unseen, column);
        }
        Target::Pick(number) => desk.forms().pick_in_line(number),
        Target::OtherTime(number) => desk.forms().take_other_time(number),
        Target::Section(section) => desk.forms().go_to(section),
        Target::Field(id) => desk.forms().focus_on(id),
        Target::Text(id, line) => {
            desk.forms().focus_on(id);
            desk.forms().put_cursor(line, column);
        }
        Target::NewField(place) => desk.patients(|forms, cx| {
            forms.go_to(place, cx);
        }),
        Target::NewText(place, unseen) => {
            desk.patients(|forms, cx| put_cursor(forms.go_to(place, cx), unseen, column))
        }
        Target::Row(number) => desk.forms().pick_row(number),
        Target::Pane(pane) => desk.handle(|cx| cx.turn_to_pane(pane)),
        Target::Problem(number) => {
            desk.panes.focus(Pane::Problems);
            desk.facts().choose_problem(number);
        }
        Target::OutboxRow(number) => {
            desk.panes.focus(Pane::Outbox);
            desk.submissions().choose_outbox_row(number);
        }
        Target::Choice(0) => desk.press_in_overlay(Press::Act(Action::Enter)),
        Target::Choice(steps) => step_in_overlay(desk, steps),
        Target::BoardRow(_) | Target::BoardTime(..) => {
            desk.in_overlay(|board: &mut DayBoard, desk| board.click(desk, target));
        }
        Target::TodayRow(index) => day::open_row_of_today(desk, index),
        Target::NextFree(place) => day::take_next_free(desk, place),
        Target::Overlay | Target::Question | Target::Answer(_) => {}
        Target::Key(key) => on_click_on_key(desk, key),
    }
}

/// Handles a click that marks a row of the board or of a list. Elsewhere nothing can be marked.
fn on_mark(desk: &mut Desk, target: Target) {
    match target {
        Target::BoardRow(index) => {
            desk.in_overlay(|board: &mut DayBoard, _| board.click_to_mark(index));
        }
        Target::Choice(steps) if desk.overlays.shows::<ListCard>() => {
            step_in_overlay(desk, steps);
            desk.in_overlay(ListCard::toggle_mark);
        }
        _ => {}
    }
}

/// Presses ↓ or ↑ as often as needed to reach the row.
fn step_in_overlay(desk: &mut Desk, steps: i32) {
    let press = Press::Act(if steps < 0 { Action::Up } else { Action::Down });
    (0..steps.unsigned_abs()).for_each(|_| desk.press_in_overlay(press));
}

/// Scrolls the list, the text of several lines, or the pane under the mouse. Never moves the cursor out of its
/// field.
fn on_wheel(desk: &mut Desk, at: Pointed, step: i32) {
    let line = i32::from(at.from) + NOTCH * step;
    let is_free = desk.question.is_none();
    match at.target {
        Target::Question | Target::Answer(_) => {
            desk.note_question_read();
            desk.question
                .iter_mut()
                .for_each(|question| question.scroll_to(line));
        }
        Target::Pane(pane) => desk.handle(|cx| cx.scroll_to(pane, line)),
        Target::Problem(_) => desk.handle(|cx| cx.scroll_to(Pane::Problems, line)),
        Target::OutboxRow(_) => desk.handle(|cx| cx.scroll_to(Pane::Outbox, line)),
        Target::Row(_) if is_free => {
            desk.forms().move_choice(step > 0);
        }
        Target::Field(id) | Target::Text(id, _) if is_free && desk.form().focus() == id => {
            desk.forms().move_by_line(step > 0);
        }
        _ if desk.scroll_overlay_to(line) => {}
        Target::Choice(_) | Target::BoardRow(_) | Target::BoardTime(..) | Target::Overlay
            if is_free =>
        {
            step_in_overlay(desk, step)
        }
        _ => {}
    }
}

/// Puts the cursor of a one-line text on the letter in this column; `unseen` letters before it are out of
/// sight.
fn put_cursor(input: &mut Input, unseen: usize, column: usize) {
    let text = input.value();
    let start = text
        .char_indices()
        .nth(unseen)
        .map_or(text.len(), |(at, _)| at);
    let at = at_column(
        text,
        &[LineSpan {
            start,
            end: text.len(),
        }],
        0,
        column,
    );
    let letter = text[..at].chars().count();
    input.handle(InputRequest::SetCursor(letter));
}
