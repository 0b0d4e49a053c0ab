//! Digits that have taken free times, and prove to be the beginning of the next caller's birth date.

use tui_input::InputRequest;

use crate::model::TakenByDigits;
use crate::{Forms, Part, note};

impl TakenByDigits {
    /// Whether this character, typed straight behind the digits, shows that they begin a date: `22.`, `220`, `121285s`.
    fn begin_date_before(&self, typed: char) -> bool {
        let is_initial = typed.is_alphabetic() && self.digits.len() > 1;
        typed.is_ascii_digit() || matches!(typed, '.' | '-' | '/') || is_initial
    }
}

impl Part<'_, Forms> {
    /// Takes another of the free times for a digit, which follows those that have taken one straight before.
    pub(super) fn take_time_for_digit(
        &mut self,
        number: usize,
        before: Option<Box<TakenByDigits>>,
    ) {
        let mut taken = before.unwrap_or_else(|| {
            Box::new(TakenByDigits {
                digits: String::new(),
                filled: self.line.filled.clone(),
                form: self.form().booking_form().clone(),
            })
        });
        self.take_other_time(number);
        taken.digits.push_str(&(number + 1).to_string());
        self.line_mut().taken = Some(taken);
    }

    /// Gives the digits back to the line, if this character shows that they begin a date: the form is what it was before
    /// them, and the next caller's line begins with them. Returns whether it has.
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
        line.filled = taken.filled;
        line.begin_in_place();
        for digit in taken.digits.chars() {
            line.input.handle(InputRequest::InsertChar(digit));
        }
        self.note(note!("hold-given-back"));
        true
    }
}
