//! Typing in the entry line.

use tui_input::{Input, InputRequest};

use crate::appointment::open_coming;
use crate::current::is_under_way;
use crate::line::verb::lists_patient_of_line;
use crate::model::{PickMeaning, TakenByDigits, TypedDigits};
use crate::text_input::{changes, request};
use crate::{Action, Desk, EntryLine, Forms, Key, Pane, Part, Press, note, slots};
use booking::line::LONGEST_LINE;
use booking::sanitize::sanitize;
use booking::time::Clock;
use i18n::say;

/// Returns the pane that Esc leads to from the panes next to the form: the line after a look-up, which fills no form.
pub(crate) fn pane_of_hand(desk: &Desk) -> Pane {
    if desk.line.shows_patient() {
        Pane::Line
    } else {
        Pane::Form
    }
}

/// Returns where Esc leads from there, in a word or two.
pub(crate) fn way_back(desk: &Desk) -> &'static str {
    let language = desk.setup.language;
    match pane_of_hand(desk) {
        Pane::Line => say!(language, "now-back-to-line"),
        _ => say!(language, "now-back-to-form"),
    }
}

impl Part<'_, Forms> {
    /// Handles a key while the cursor is in the line, unless it is a command of the desk.
    pub(crate) fn press_in_line(&mut self, press: Press) {
        let taken = self.line_mut().take_times_taken();
        match press.action() {
            Some(Action::Down) => self.choose_next_pick(),
            Some(Action::Up) => {
                if let Some(at) = self.line.chosen {
                    self.line_mut().chosen = at.checked_sub(1);
                }
            }
            Some(Action::NextField) => self.leave_line(true),
            Some(Action::PreviousField) => self.leave_line(false),
            Some(Action::ClearField) => {
                self.clear_line_being_booked();
                self.line_mut().begin_next();
            }
            Some(Action::Enter) => match self.line.chosen {
                Some(number) => self.pick_in_line(number),
                None => self.enter_in_line(),
            },
            _ => match press.place() {
                Some(number) => self.press_digit_in_line(press, number, taken),
                None => self.type_in_line(press, taken),
            },
        }
    }

    fn count_of_picks(&self) -> usize {
        let reading = self.line.reading.as_ref();
        reading.map_or(0, |reading| reading.picks.len())
    }

    /// Chooses the next row under the line; without any, leaves the line.
    fn choose_next_pick(&mut self) {
        let picks = self.count_of_picks();
        match self.line.chosen {
            None if picks == 0 => self.leave_line(true),
            None => self.line_mut().chosen = Some(0),
            Some(at) => self.line_mut().chosen = Some((at + 1).min(picks.saturating_sub(1))),
        }
    }

    /// Handles a digit: it picks a row under the line, a free time beside it or an appointment of its patient, or else is
    /// typed. While a row is chosen, no other digit counts.
    fn press_digit_in_line(
        &mut self,
        press: Press,
        number: usize,
        taken: Option<Box<TakenByDigits>>,
    ) {
        let clock = self.setting().clock;
        if number < self.count_of_picks() && self.line.digits_pick(&clock) {
            let before = self.line.clone();
            self.pick_in_line(number);
            return self.line_mut().keep_digit(number, before);
        }
        if self.line.chosen.is_some() {
            return;
        }
        if number < slots::other_times(self).len() {
            return self.take_time_for_digit(number, taken);
        }
        if self.lists_appointment(number, &clock) {
            let before = self.line.clone();
            self.handle(|cx| open_coming(number + 1, cx));
            return self.line_mut().keep_digit(number, before);
        }
        self.type_in_line(press, taken)
    }

    /// Returns whether the pane lists an appointment with this index that a digit opens: the line asks for
    /// appointments, and a digit would not continue it.
    fn lists_appointment(&self, index: usize, clock: &Clock) -> bool {
        let asks = self.line.asks_for_appointments() && lists_patient_of_line(self);
        let is_over = self.line.stage().is_done() || !self.line.takes_digit(clock);
        let count = self
            .office
            .coming_up()
            .map_or(0, |(_, entries)| entries.len());
        asks && is_over && count > 1 && index < count
    }

    fn type_in_line(&mut self, press: Press, taken: Option<Box<TakenByDigits>>) {
        if let Some(letter) = press.key().and_then(Key::invisible) {
            return self.insert_in_line(&letter.to_string());
        }
        let Some(request) = press.key().and_then(request) else {
            return;
        };
        let typed = match request {
            InputRequest::InsertChar(letter) => Some(letter),
            _ => None,
        };
        if self.line_mut().take_late_digit() && typed.is_some_and(char::is_alphabetic) {
            *self.line_mut() = EntryLine::default();
        }
        let is_behind_booking = changes(request) && self.clear_line_being_booked();
        if let Some(letter) = typed
            && !self.give_digits_back(taken, letter)
        {
            let is_over = self.line.is_over_before(letter);
            if is_over && self.desk().begin_line_of_picked_digits(letter) {
                return;
            }
            self.begin_next_before(letter);
        }
        if self
            .line_mut()
            .input
            .handle(request)
            .is_some_and(|changed| changed.value)
        {
            self.line_mut().reset_after_edit();
            self.slots_mut().wanted = None;
        }
        if is_behind_booking && typed.is_some_and(char::is_numeric) {
            self.line_mut().digits = TypedDigits::TooLate;
        }
    }

    /// Clears a line whose booking is being sent: the next letter begins a new line. Returns whether it is cleared.
    fn clear_line_being_booked(&mut self) -> bool {
        let case = self.line.case();
        let is_sending = case.is_some_and(|case| is_under_way(self, case.draft().clinic()));
        let is_over = is_sending && self.line.stage().is_done();
        if is_over {
            *self.line_mut() = EntryLine::default();
        }
        is_over
    }

    /// Begins the next caller's line if a letter or digit is typed directly after a line that is over.
    fn begin_next_before(&mut self, typed: char) {
        if self.line.is_over_before(typed) {
            self.line_mut().begin_in_place();
        }
    }

    /// Moves from the line to the first or the last field of the form.
    fn leave_line(&mut self, forward: bool) {
        let draft = self.form().draft();
        let field = if forward {
            draft.shown().next()
        } else {
            draft.shown().next_back()
        };
        let Some(id) = field else { return };
        self.focus_on(id)
    }

    /// Inserts pasted text into the line, joined to one line.
    pub(crate) fn paste_in_line(&mut self, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.insert_in_line(&text);
        if text.chars().count() > LONGEST_LINE {
            self.note(note!("paste-first", count = LONGEST_LINE));
        }
    }

    /// Inserts a text into the line. Invisible characters become marks: an id without them could be that of somebody
    /// else.
    fn insert_in_line(&mut self, text: &str) {
        self.clear_line_being_booked();
        if let Some(first) = text.chars().next() {
            self.begin_next_before(first);
        }
        for c in sanitize(text).chars().take(LONGEST_LINE) {
            self.line_mut().input.handle(InputRequest::InsertChar(c));
        }
        self.line_mut().reset_after_edit();
    }

    /// Replaces the ambiguous part of the line by a pick, or opens the form for the picked appointment.
    pub(crate) fn pick_in_line(&mut self, number: usize) {
        let Some(reading) = &self.line.reading else {
            return;
        };
        let Some(pick) = reading.picks.get(number).cloned() else {
            return;
        };
        let PickMeaning::Word { text, word } = &pick.means else {
            return self.open_picked(&pick);
        };
        let letters: Vec<char> = self.line.input.value().chars().collect();
        let (Some(before), Some(after)) = (
            letters.get(..reading.doubt.start),
            letters.get(reading.doubt.end..),
        ) else {
            return;
        };
        let (before, after): (String, String) = (before.iter().collect(), after.iter().collect());
        // The next word can be typed straight away.
        let blank = if after.ends_with(' ') { "" } else { " " };
        if word != text {
            self.line_mut().pins.retain(|(pinned, _)| pinned != word);
            self.line_mut().pins.push((word.clone(), text.clone()));
        }
        self.line_mut().input = Input::new(format!("{before}{word}{after}{blank}"));
        self.line_mut().reset_after_edit();
    }
}
