//! Handling the mouse.

use tui_input::{Input, InputRequest};

use screen::{LineSpan, at_column};

use super::{Gesture, Pointed, STANDS_STILL, Target};
use crate::{Action, DayBoard, Desk, Intent, Key, Pane, Press, QuestionRemark, note};

/// The number of lines that a notch of the wheel scrolls.
const NOTCH: i32 = 3;

impl Desk {
    /// Captures the mouse, or returns it to the terminal.
    pub(crate) fn switch_mouse(&mut self) {
        self.mouse = !self.mouse;
        let key = self.setup.keys.key(Action::Mouse);
        self.note = Some(if self.mouse { note!("mouse-on", key = key) } else { note!("mouse-off") });
    }

    pub(crate) fn mouse_used(&mut self, gesture: Gesture, at: Pointed) {
        match gesture {
            Gesture::Click if at.stood < STANDS_STILL => {}
            Gesture::Click if self.question.is_some() => self.clicked_in_question(at.target),
            Gesture::Click => {
                self.note = None;
                self.clicked(at.target, usize::from(at.column))
            }
            // A question waits for its answer, but the text behind it can be scrolled.
            Gesture::WheelUp => self.wheel_turned(at, -1),
            Gesture::WheelDown => self.wheel_turned(at, 1),
        }
    }

    /// Handles a click in a question: chooses an answer or withdraws the question, but never confirms.
    fn clicked_in_question(&mut self, target: Target) {
        let count = self.choices().len();
        let Some(question) = &mut self.question else { return };
        match target {
            Target::Answer(place) => question.choose(place, count),
            Target::Key(key) if self.setup.keys.bound(key) == Some(Action::Close) => {
                self.carry_out(Intent::WithdrawQuestion)
            }
            Target::Key(_) => question.remark = Some(QuestionRemark::Clicked),
            _ => {}
        }
    }

    /// Handles a click on the name of a key. A key that sends has to be pressed on the keyboard.
    fn key_clicked(&mut self, key: Key) {
        let press = self.setup.keys.press(key);
        if press.action() == Some(Action::Book) {
            self.note = Some(note!("mouse-sends-nothing", key = key));
            return;
        }
        self.press(press)
    }

    fn clicked(&mut self, target: Target, column: usize) {
        match target {
            Target::Line(unseen) => {
                self.panes.focused = Pane::Line;
                put_cursor(&mut self.line.input, unseen, column);
            }
            Target::Pick(number) => self.forms().pick_in_line(number),
            Target::OtherTime(number) => self.forms().take_other_time(number),
            Target::Section(section) => self.forms().go_to(section),
            Target::Field(id) => self.carry_out(Intent::Focus(id)),
            Target::Text(id, line) => {
                self.carry_out(Intent::Focus(id));
                self.forms().put_cursor(line, column);
            }
            Target::NewField(place) => self.patients(|forms, cx| {
                forms.go_to(place, cx);
            }),
            Target::NewText(place, unseen) => {
                self.patients(|forms, cx| put_cursor(forms.go_to(place, cx), unseen, column))
            }
            Target::Row(number) => self.forms().pick_row(number),
            Target::Pane(pane) => self.carry_out(Intent::FocusPane(pane)),
            Target::Problem(number) => {
                self.panes.focus(Pane::Problems);
                self.problems.chosen = Some(number);
            }
            Target::OutboxRow(number) => {
                self.panes.focus(Pane::Outbox);
                self.chosen_intent = number;
            }
            Target::Choice(0) => self.carry_out(Intent::PressOverlay(Press::Act(Action::Enter))),
            Target::Choice(steps) => self.step_in_overlay(steps),
            Target::BoardRow(_) | Target::BoardTime(..) => {
                self.in_overlay(|board: &mut DayBoard, desk| board.click(desk, target));
            }
            Target::Overlay | Target::Question | Target::Answer(_) => {}
            Target::Key(key) => self.key_clicked(key),
        }
    }

    /// Presses ↓ or ↑ as often as needed to reach the row.
    fn step_in_overlay(&mut self, steps: i32) {
        let press = Press::Act(if steps < 0 { Action::Up } else { Action::Down });
        (0..steps.unsigned_abs()).for_each(|_| self.carry_out(Intent::PressOverlay(press)));
    }

    /// Scrolls what is under the mouse: a list, a text of several lines, or a pane. Never moves the cursor
    /// out of its field.
    fn wheel_turned(&mut self, at: Pointed, step: i32) {
        let there = i32::from(at.from) + NOTCH * step;
        let is_free = self.question.is_none();
        match at.target {
            Target::Question | Target::Answer(_) => {
                self.question.iter_mut().for_each(|question| question.scroll_to(there));
            }
            Target::Pane(pane) => self.handle(|cx| cx.scroll_to(pane, there)),
            Target::Problem(_) => self.handle(|cx| cx.scroll_to(Pane::Problems, there)),
            Target::OutboxRow(_) => self.handle(|cx| cx.scroll_to(Pane::Outbox, there)),
            Target::Row(_) if is_free => {
                self.forms().move_choice(step > 0);
            }
            Target::Field(id) | Target::Text(id, _) if is_free && self.form().focus() == id => {
                self.forms().move_by_line(step > 0);
            }
            _ if self.scroll_overlay_to(there) => {}
            Target::Choice(_) | Target::BoardRow(_) | Target::BoardTime(..) | Target::Overlay if is_free => {
                self.step_in_overlay(step)
            }
            _ => {}
        }
    }
}

/// Puts the cursor of a one-line text on the letter in this column; `unseen` letters before it are out of
/// sight.
fn put_cursor(input: &mut Input, unseen: usize, column: usize) {
    let text = input.value();
    let start = text.char_indices().nth(unseen).map_or(text.len(), |(at, _)| at);
    let at = at_column(text, &[LineSpan { start, end: text.len() }], 0, column);
    let letter = text[..at].chars().count();
    input.handle(InputRequest::SetCursor(letter));
}
