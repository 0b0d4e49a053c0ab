//! Digits that took free times or picked rows, and turn out to begin the next caller's birth date.

use tui_input::InputRequest;

use crate::keys::Press;
use crate::model::{PickedByDigit, TakenByDigits, TypedDigits};
use crate::{Action, Desk, EntryLine, Forms, Pane, Part, note};
use booking::birth_dates;
use booking::line::{TokenKind, parse};
use booking::time::Clock;

/// The minimum digits in a row that are no time but a birth date or a telephone number.
const DIGITS_OF_BIRTH_DATE: usize = 6;

impl TakenByDigits {
    /// Returns whether this character, typed directly after the digits, shows that they begin a date: `22.`, `220`,
    /// `121285s`.
    fn begin_date_before(&self, typed: char) -> bool {
        let is_initial = typed.is_alphabetic() && self.digits.len() > 1;
        typed.is_ascii_digit() || matches!(typed, '.' | '-' | '/') || is_initial
    }
}

impl Part<'_, Forms> {
    /// Takes another of the free times for a digit; `before` has the digits that took one directly before it.
    pub(super) fn take_time_for_digit(
        &mut self,
        number: usize,
        before: Option<Box<TakenByDigits>>,
    ) {
        let mut taken = before.unwrap_or_else(|| {
            Box::new(TakenByDigits {
                digits: String::new(),
                case: self.line.case().cloned(),
                form: self.form().booking_form().clone(),
            })
        });
        self.take_other_time(number);
        taken.digits.push_str(&(number + 1).to_string());
        self.line_mut().digits = TypedDigits::TookTimes(taken);
    }

    /// Gives the digits back to the line if this character shows that they begin a date: the form is as it was before
    /// them, and they begin the next caller's line. Returns whether they do.
    pub(super) fn give_digits_back(
        &mut self,
        taken: Option<Box<TakenByDigits>>,
        typed: char,
    ) -> bool {
        let Some(taken) = taken.filter(|taken| taken.begin_date_before(typed)) else {
            return false;
        };
        let form = taken.form;
        self.form_mut().enter(|present| *present = form);
        let line = self.line_mut();
        if let (Some(present), Some(before)) = (line.case_mut(), taken.case) {
            *present = before;
        }
        line.begin_in_place();
        for digit in taken.digits.chars() {
            line.input.handle(InputRequest::InsertChar(digit));
        }
        self.note(note!("hold-given-back"));
        true
    }
}

impl PickedByDigit {
    /// Returns the beginning of the next caller's line, if the digit and the text typed directly after it are a birth
    /// date or a telephone number, and that text is no time by itself: `4.`, `220385`, `12.4.1986`. If the text is a
    /// birth date by itself, the digit has picked a row and is no part of the line.
    fn next_line(&self, clock: &Clock) -> Option<&str> {
        let mut behind = self.typed.chars();
        behind.next();
        let rest = behind.as_str();
        if self.typed.chars().all(|typed| typed.is_ascii_digit()) {
            let is_birth_date = |digits: &str| !birth_dates(digits, clock).is_empty();
            return match self.typed.len() {
                ..DIGITS_OF_BIRTH_DATE => None,
                DIGITS_OF_BIRTH_DATE => Some(&*self.typed).filter(|typed| is_birth_date(typed)),
                _ if rest.len() == DIGITS_OF_BIRTH_DATE && is_birth_date(rest) => Some(rest),
                _ => Some(&self.typed),
            };
        }
        self.begins_with_date(rest, clock).then_some(&self.typed)
    }

    fn begins_with_date(&self, rest: &str, clock: &Clock) -> bool {
        if matches!(rest, "." | "/") {
            return true;
        }
        let kind = |text: &str| parse(text, clock).tokens.pop().map(|token| token.kind);
        let is_past = matches!(kind(&self.typed), Some(TokenKind::PastDate(_)));
        self.typed.contains(['.', '/']) && is_past && kind(rest) != Some(TokenKind::Time)
    }
}

impl EntryLine {
    /// Keeps the digit that picked the row at this index, and the line before it. Consecutive digits belong together.
    pub(crate) fn keep_digit(&mut self, row: usize, before: EntryLine) {
        if !matches!(self.digits, TypedDigits::PickedRow(_)) {
            self.digits = TypedDigits::PickedRow(Box::new(PickedByDigit {
                typed: (row + 1).to_string(),
                line: before,
            }));
        }
    }
}

impl Desk {
    /// Begins the next caller's line with digits that picked a row, if this key shows that a birth date begins with
    /// them. Returns whether it does.
    pub(crate) fn give_picked_digits_back(&mut self, press: Press) -> bool {
        let Some(mut picked) = self.line.take_row_picked() else {
            return false;
        };
        if press.action().is_some() {
            return false;
        }
        let Some(typed) = press.types() else {
            return false;
        };
        picked.typed.push(typed);
        let clock = self.setting().clock;
        if let Some(begun) = picked.next_line(&clock).map(str::to_owned) {
            picked.typed = begun;
            self.begin_line_of_digits(*picked);
            return true;
        }
        if typed.is_ascii_digit() || matches!(typed, '.' | '/') {
            self.line.digits = TypedDigits::PickedRow(picked);
        }
        false
    }

    /// Begins the next caller's line with digits whose first one picked a row, if this digit has no meaning where it is
    /// typed. Returns whether it does.
    pub(crate) fn begin_line_of_picked_digits(&mut self, typed: char) -> bool {
        let Some(picked) = self.line.take_row_picked() else {
            return false;
        };
        if !typed.is_ascii_digit() {
            return false;
        }
        self.begin_line_of_digits(*picked);
        true
    }

    fn begin_line_of_digits(&mut self, PickedByDigit { typed, line }: PickedByDigit) {
        drop(self.overlays.take_lists());
        self.behind = None;
        self.focus_pane(Pane::Line);
        self.line = line;
        self.line.begin_in_place();
        for typed in typed.chars() {
            self.line.input.handle(InputRequest::InsertChar(typed));
        }
        self.line.reset_after_edit();
        let key = self.setup.keys.key(Action::Close);
        self.note = Some(note!("line-digits-given-back", key = key));
    }
}
