//! The state of the entry line: its text, its reading, and what it has filled into the form.

use std::time::Duration;
use std::{fmt, mem};

use chrono::{DateTime, NaiveDate, Utc};
use tui_input::Input;
use zones::Zone;

use super::day::DayBoard;
use super::line_stage::LineStage;
use booking::line::{ListMatch, Pick, Resolved, TokenKind, TokenLine, parse};
use booking::time::Clock;
use booking::{AppointmentRef, Booked, ClinicId, Directory, Provider, Series, Slot, Verb};
use office::{
    BookingCase, BookingForm, LineCase, LineList, LineNote, LineRefusal, LineRequest, LineTask,
};

/// The entry line.
#[derive(Clone, Default)]
pub struct EntryLine {
    /// The editor.
    pub input: Input,
    /// The index of the chosen pick.
    pub chosen: Option<usize>,
    /// The reading of the present text; `None` while it is empty.
    pub reading: Option<Reading>,
    /// What has become of the present text.
    stage: LineStage,
    /// What a line has filled into the form.
    in_form: InForm,
    /// The patient whose appointments the line has asked for, until it fills a form.
    pub(crate) shown_patient: Option<(ClinicId, String)>,
    /// The picked entries: the word on the line, and the id.
    pub(crate) pins: Vec<(String, String)>,
    /// The appointment whose form the present verb has opened.
    pub(crate) opened: Option<AppointmentRef>,
    /// The text kept besides the present one.
    aside: TextAside,
    /// The digits that were typed last and had an effect.
    pub(crate) digits: TypedDigits,
}

/// What a line has filled into the form.
#[derive(Clone, Default)]
enum InForm {
    /// Nothing.
    #[default]
    Nothing,
    /// Filled in by the present text, or by the text before it was edited.
    OfThisLine(BookingCase),
    /// Filled in by the line before: the present text is about the next caller.
    OfLineBefore(BookingCase),
}

/// A text besides the present one, which Esc brings back.
#[derive(Clone, Default)]
enum TextAside {
    /// There is none.
    #[default]
    Nothing,
    /// The present text has replaced this one, and has filled nothing yet.
    Replaced(TextTaken),
    /// Esc has emptied the line of this text.
    Emptied(TextTaken),
    /// Esc has replaced this text by the one before.
    Exchanged(TextTaken),
    /// Esc has then emptied the line of the text before, too.
    BothTaken {
        present: TextTaken,
        before: TextTaken,
    },
}

/// The digits that were typed last and had an effect. Until another key, they may turn out to begin a birth date.
#[derive(Clone, Default)]
pub(crate) enum TypedDigits {
    /// There are none.
    #[default]
    Nothing,
    /// They took free times.
    TookTimes(Box<TakenByDigits>),
    /// The first picked a row.
    PickedRow(Box<PickedByDigit>),
    /// A single one was typed while a booking was being sent: it came too late for another of its free times, or begins
    /// the next caller's birth date. No name begins with a digit, so a letter shows that it came too late.
    TooLate,
}

/// Digits typed directly one after the other that took free times, with the state before them.
#[derive(Clone)]
pub(crate) struct TakenByDigits {
    pub(crate) digits: String,
    pub(crate) case: Option<BookingCase>,
    pub(crate) form: BookingForm,
}

/// A digit that picked a row under the line, or a visit in the Appointment pane, with the text typed directly after it.
/// It may turn out to begin a birth date.
#[derive(Clone)]
pub(crate) struct PickedByDigit {
    pub(crate) typed: String,
    /// The line before the digit.
    pub(crate) line: EntryLine,
}

/// The patients to be told that a practitioner runs late.
#[derive(Clone)]
pub(crate) struct ToTell {
    pub(crate) provider: Provider,
    pub(crate) minutes: u16,
    /// The board of today.
    pub(crate) board: DayBoard,
    /// Whether the day was read, and the message about them was shown.
    pub(crate) is_said: bool,
}

/// A text that was taken from the line.
#[derive(Clone)]
struct TextTaken {
    input: Input,
    pins: Vec<(String, String)>,
    is_next: bool,
}

/// The effect of Esc in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineEscape {
    /// Nothing: there is no text, and none to bring back.
    Nothing,
    /// The line was done, and is empty for the next caller.
    BegunNext,
    /// The text before is there again.
    BroughtBackBefore,
    /// The line was emptied, and its text is kept until another is typed.
    Emptied,
    /// The text that Esc had taken is there again.
    BroughtBack,
}

impl InForm {
    fn case(&self) -> Option<&BookingCase> {
        match self {
            InForm::Nothing => None,
            InForm::OfThisLine(case) | InForm::OfLineBefore(case) => Some(case),
        }
    }

    fn into_case(self) -> Option<BookingCase> {
        match self {
            InForm::Nothing => None,
            InForm::OfThisLine(case) | InForm::OfLineBefore(case) => Some(case),
        }
    }

    fn of_this_line(self) -> InForm {
        self.into_case().map_or(InForm::Nothing, InForm::OfThisLine)
    }

    fn of_line_before(self) -> InForm {
        self.into_case()
            .map_or(InForm::Nothing, InForm::OfLineBefore)
    }
}

impl EntryLine {
    /// Creates the line of a draft that is taken up together with it; `case` is what the text has filled, if it has.
    pub(crate) fn taken_up(text: String, case: Option<BookingCase>) -> EntryLine {
        let stage = match case {
            Some(_) => LineStage::Filled {
                by_itself: None,
                was_left: false,
            },
            None => LineStage::Typing,
        };
        EntryLine {
            input: Input::new(text),
            stage,
            in_form: case.map_or(InForm::Nothing, InForm::OfThisLine),
            ..EntryLine::default()
        }
    }

    /// Creates the empty line after one that noted lateness: these patients are to be told, until another line is
    /// typed.
    pub(crate) fn after_lateness(to_tell: Option<Box<ToTell>>) -> EntryLine {
        EntryLine {
            stage: to_tell.map_or(LineStage::Typing, LineStage::LateNoted),
            ..EntryLine::default()
        }
    }

    /// Clears the line once the draft that it filled at this clinic was booked or put aside. The next caller's line
    /// stays.
    pub(crate) fn clear_of(&mut self, clinic: ClinicId) {
        let case = self.case();
        if case.is_none_or(|case| case.draft().clinic() != clinic) {
            return;
        }
        if self.is_next() {
            self.in_form = InForm::Nothing;
        } else {
            *self = EntryLine::default();
        }
    }

    /// Empties the line for the next caller, and keeps what it has filled in.
    pub(crate) fn begin_next(&mut self) {
        *self = EntryLine {
            in_form: mem::take(&mut self.in_form).of_line_before(),
            ..EntryLine::default()
        };
    }

    /// Empties the line for the next caller. Esc brings back a text that has filled nothing or has a verb.
    pub(crate) fn begin_in_place(&mut self) {
        let is_kept = self.is_open() || self.verb().is_some();
        let before = is_kept.then(|| self.take_text());
        self.begin_next();
        self.aside = before.map_or(TextAside::Nothing, TextAside::Replaced);
    }

    /// Handles Esc. A line that is done is emptied for the next caller. The text that the present one replaced comes
    /// back. Any other text is taken, and comes back with another Esc.
    pub(crate) fn escape(&mut self) -> LineEscape {
        if self.stage.is_done() {
            self.begin_next();
            return LineEscape::BegunNext;
        }
        if !self.is_open() && !self.is_emptied() {
            return LineEscape::Nothing;
        }
        match mem::take(&mut self.aside) {
            TextAside::Replaced(before) => {
                let present = self.take_text();
                self.put_text(before);
                self.stage = LineStage::Left;
                self.aside = TextAside::Exchanged(present);
                LineEscape::BroughtBackBefore
            }
            TextAside::Nothing => {
                let taken = self.take_text();
                self.begin_next();
                self.aside = TextAside::Emptied(taken);
                LineEscape::Emptied
            }
            TextAside::Exchanged(present) => {
                let before = self.take_text();
                self.begin_next();
                self.aside = TextAside::BothTaken { present, before };
                LineEscape::Emptied
            }
            TextAside::Emptied(taken) => {
                self.put_text(taken);
                // Another Esc is pressed as often by mistake as for the text: a letter begins the next caller's line.
                self.stage = LineStage::Left;
                LineEscape::BroughtBack
            }
            TextAside::BothTaken { present, before } => {
                self.put_text(present);
                self.aside = TextAside::Replaced(before);
                LineEscape::BroughtBack
            }
        }
    }

    fn take_text(&mut self) -> TextTaken {
        TextTaken {
            input: mem::take(&mut self.input),
            pins: mem::take(&mut self.pins),
            is_next: self.is_next(),
        }
    }

    fn put_text(&mut self, text: TextTaken) {
        self.input = text.input;
        self.pins = text.pins;
        let in_form = mem::take(&mut self.in_form);
        self.in_form = if text.is_next {
            in_form.of_line_before()
        } else {
            in_form.of_this_line()
        };
        self.reset_after_edit();
    }

    /// Returns whether the line is empty, and holds a text that can be brought back.
    pub(crate) fn is_emptied(&self) -> bool {
        matches!(
            self.aside,
            TextAside::Emptied(_) | TextAside::BothTaken { .. }
        )
    }

    /// Returns whether it holds text that has not filled the form yet.
    pub fn is_open(&self) -> bool {
        !self.stage.is_done() && !self.input.value().trim().is_empty()
    }

    /// Returns whether it is about the next caller: it was begun directly after a line that had filled the form.
    pub(crate) fn is_next(&self) -> bool {
        matches!(self.in_form, InForm::OfLineBefore(_))
    }

    /// Returns the booking that a line has begun in a form.
    pub(crate) fn case(&self) -> Option<&BookingCase> {
        self.in_form.case()
    }

    /// Returns that booking, to change it.
    pub(crate) fn case_mut(&mut self) -> Option<&mut BookingCase> {
        match &mut self.in_form {
            InForm::Nothing => None,
            InForm::OfThisLine(case) | InForm::OfLineBefore(case) => Some(case),
        }
    }

    /// Forgets what a line has filled in at another clinic than this one.
    pub(crate) fn keep_filled_at(&mut self, clinic: ClinicId) {
        if self
            .case()
            .is_some_and(|case| case.draft().clinic() != clinic)
        {
            self.in_form = InForm::Nothing;
        }
    }

    /// Records that the text was left for a list, a card or a pane.
    pub(crate) fn leave(&mut self) {
        if !self.input.value().trim().is_empty() {
            self.stage.leave();
        }
    }

    /// Returns what has become of the present text.
    pub(crate) fn stage(&self) -> &LineStage {
        &self.stage
    }

    /// Returns whether Enter has opened a card, or has written a note.
    pub(crate) fn has_opened_card(&self) -> bool {
        matches!(self.stage, LineStage::CarriedOut)
    }

    /// Records that Enter has opened a card, or writes a note.
    pub(crate) fn note_carried_out(&mut self) {
        self.stage = LineStage::CarriedOut;
    }

    /// Records that another desk's note was quicker: the same text may be entered again.
    pub(crate) fn note_overtaken(&mut self) {
        self.stage = LineStage::Typing;
    }

    /// Records the patients to be told that a practitioner runs late, until another text is typed; `None` if nobody has
    /// to be told.
    pub(crate) fn note_to_tell(&mut self, to_tell: Option<ToTell>) {
        self.stage = match to_tell {
            Some(to_tell) => LineStage::LateNoted(Box::new(to_tell)),
            None => LineStage::Typing,
        };
    }

    /// Records that the text waits for a list.
    pub(crate) fn wait(&mut self) {
        let by_itself = self.stage.by_itself();
        self.stage = LineStage::Waiting { by_itself };
    }

    /// Records that no list is awaited.
    pub(crate) fn stop_waiting(&mut self) {
        if let LineStage::Waiting { .. } = self.stage {
            self.stage = LineStage::Typing;
        }
    }

    /// Replaces the text by a whole line with a picked entry, which is carried out by itself once its lists are loaded.
    /// `up` is the time on the monotonic clock.
    pub(crate) fn go_on_by_itself(&mut self, text: String, pin: (String, String), up: Duration) {
        self.input = Input::new(text);
        self.pins = vec![pin];
        self.reset_after_edit();
        self.stage = LineStage::Waiting {
            by_itself: Some(up),
        };
    }

    /// Returns when the line continued by itself, on the monotonic clock.
    pub(crate) fn went_on_at(&self) -> Option<Duration> {
        self.stage.by_itself()
    }

    /// Records that the text is not understood. If there are rows to pick from, digits pick one from now on.
    pub(crate) fn refuse(&mut self, has_rows: bool) {
        self.stage = if has_rows {
            LineStage::Asking
        } else {
            LineStage::Refused
        };
    }

    /// Records that Enter has noted what the text lacks. A text that did something before keeps its stage.
    pub(crate) fn refuse_as_incomplete(&mut self) {
        self.stop_waiting();
        self.note_refused();
    }

    /// Records that the booking key was pressed before Enter. A text that was entered keeps its stage.
    pub(crate) fn note_refused(&mut self) {
        if self.is_open() && !self.stage.was_entered() {
            self.stage = LineStage::Refused;
        }
    }

    /// Records that the text has filled the form.
    pub(crate) fn note_filled(&mut self, case: BookingCase) {
        self.stage = LineStage::Filled {
            by_itself: self.stage.by_itself(),
            was_left: self.stage.was_left(),
        };
        self.in_form = InForm::OfThisLine(case);
        self.shown_patient = None;
        self.aside = TextAside::Nothing;
    }

    /// Records that the text has looked up a patient, and that the form holds nothing from a line.
    pub(crate) fn note_looked_up(&mut self, clinic: ClinicId, patient: String) {
        self.in_form = InForm::Nothing;
        self.note_answered(Some((clinic, patient)));
    }

    /// Records that a message about this patient answers the text.
    pub(crate) fn note_answered(&mut self, patient: Option<(ClinicId, String)>) {
        let was_left = self.stage.was_left();
        self.stage = LineStage::LookedUp { was_left };
        self.shown_patient = patient;
        self.aside = TextAside::Nothing;
    }

    /// Returns the series that begins with the filled booking, until it is previewed.
    pub(crate) fn series_to_preview(&self) -> Option<Series> {
        match self.stage {
            LineStage::Filled { .. } => self.case()?.series(),
            _ => None,
        }
    }

    /// Records that the series was previewed.
    pub(crate) fn note_previewed(&mut self) {
        if let Some(case) = self.case_mut() {
            case.take_series();
        }
    }

    /// Takes the digits that were typed last if they took free times; leaves any others.
    pub(crate) fn take_times_taken(&mut self) -> Option<Box<TakenByDigits>> {
        match mem::take(&mut self.digits) {
            TypedDigits::TookTimes(taken) => Some(taken),
            digits => {
                self.digits = digits;
                None
            }
        }
    }

    /// Takes a digit that was typed last while a booking was being sent. Returns whether there is one.
    pub(crate) fn take_late_digit(&mut self) -> bool {
        let is_late = matches!(self.digits, TypedDigits::TooLate);
        if is_late {
            self.digits = TypedDigits::Nothing;
        }
        is_late
    }

    /// Takes the digits that were typed last if the first picked a row; leaves any others.
    pub(crate) fn take_row_picked(&mut self) -> Option<Box<PickedByDigit>> {
        match mem::take(&mut self.digits) {
            TypedDigits::PickedRow(picked) => Some(picked),
            digits => {
                self.digits = digits;
                None
            }
        }
    }

    /// Returns the patients to be told of the lateness that was noted last.
    pub(crate) fn to_tell(&self) -> Option<&ToTell> {
        match &self.stage {
            LineStage::LateNoted(to_tell) => Some(to_tell),
            _ => None,
        }
    }

    /// Returns whether the present text names only a patient, so that it shows the patient's appointments and books
    /// nothing.
    pub(crate) fn shows_patient(&self) -> bool {
        self.is_answered() && self.shown_patient.is_some()
    }

    /// Returns whether the present text has looked somebody up or was answered by a message, and so books nothing.
    pub(crate) fn is_answered(&self) -> bool {
        matches!(self.stage, LineStage::LookedUp { .. })
    }

    /// Returns whether it names only a patient, and so asks for their appointments.
    pub(crate) fn asks_for_appointments(&self) -> bool {
        matches!(self.request(), Some(LineRequest::LookUp))
    }

    /// Returns whether it enters an absence, or lists the upcoming ones.
    pub(crate) fn is_about_absence(&self) -> bool {
        let Some(LineRequest::Other(request)) = self.request() else {
            return false;
        };
        matches!(
            request.task,
            Ok(LineTask::Open(LineCase::Absence { .. }) | LineTask::Show(LineList::Absences))
                | Err(LineRefusal::Absence(_))
        )
    }

    /// Returns the note that it asks for, if it asks for one that can be written.
    pub(crate) fn note_asked(&self) -> Option<&LineNote> {
        let LineRequest::Other(request) = self.request()? else {
            return None;
        };
        match &request.task {
            Ok(LineTask::Write(note)) => Some(note),
            _ => None,
        }
    }

    /// Returns what the present text asks for; `None` while it is empty.
    pub(crate) fn request(&self) -> Option<&LineRequest> {
        let reading = self.reading.as_ref()?;
        Some(&reading.asks_for)
    }

    /// Returns whether it takes something from the patient's past visits.
    pub(crate) fn asks_for_past(&self) -> bool {
        self.reading
            .as_ref()
            .is_some_and(|reading| reading.asks_for_past)
    }

    /// Returns the free time in the form that is held for the line.
    pub fn held(&self) -> Option<DateTime<Utc>> {
        Some(self.case()?.held()?.start)
    }

    /// Drops the state of the text before it was edited.
    pub(crate) fn reset_after_edit(&mut self) {
        let EntryLine {
            input,
            reading,
            in_form,
            shown_patient,
            pins,
            aside,
            digits,
            ..
        } = mem::take(self);
        let digits = match digits {
            TypedDigits::PickedRow(_) => digits,
            TypedDigits::Nothing | TypedDigits::TookTimes(_) | TypedDigits::TooLate => {
                TypedDigits::Nothing
            }
        };
        let aside = match aside {
            TextAside::Replaced(_) => aside,
            _ => TextAside::Nothing,
        };
        *self = EntryLine {
            input,
            reading,
            in_form,
            shown_patient,
            pins,
            aside,
            digits,
            ..EntryLine::default()
        };
        let words: Vec<&str> = self.input.value().split_whitespace().collect();
        self.pins.retain(|(word, _)| words.contains(&word.as_str()));
    }

    /// Returns the parsed line, with the ids of picked entries.
    pub(crate) fn parsed(&self, clock: &Clock) -> TokenLine {
        self.parsed_part(self.input.value(), clock)
    }

    /// Returns the parsed beginning of the line, with the ids of picked entries.
    pub(crate) fn parsed_part(&self, part: &str, clock: &Clock) -> TokenLine {
        let mut line = parse(part, clock);
        for token in &mut line.tokens {
            if let Some((_, id)) = self.pins.iter().find(|(word, _)| *word == token.text) {
                (token.text, token.kind) = (id.clone(), TokenKind::Id);
            }
        }
        line
    }

    /// Returns whether a digit would continue the text at the cursor.
    pub(crate) fn takes_digit(&self, clock: &Clock) -> bool {
        let text = self.input.value();
        if self.input.cursor() != text.chars().count() {
            return true;
        }
        if self.ends_with_verb_alone() {
            return false;
        }
        let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
        let is_move = self.verb().is_some_and(|verb| verb.verb == Verb::Move);
        if is_move && !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()) {
            return may_grow(last);
        }
        // A digit continues anything but a name, such as `9:` or `+`.
        let is_word = last.ends_with(|c: char| c.is_alphabetic() || c == ',');
        if !is_word {
            return true;
        }
        let line = parse(&format!("{last}1"), clock);
        line.tokens
            .last()
            .is_none_or(|token| token.kind != TokenKind::Unclear)
    }

    /// Returns whether the text ends with the sign of a verb that nothing follows.
    fn ends_with_verb_alone(&self) -> bool {
        let verb = self.verb().map(|verb| verb.verb);
        let sign = verb.filter(|verb| *verb != Verb::Move).and_then(Verb::sign);
        sign.is_some_and(|sign| self.input.value().trim_end().ends_with(sign))
    }

    /// Returns whether a digit picks a row under the line: one is chosen, Enter was pressed, or a digit has no other
    /// meaning. Once one was picked, a digit begins the next caller's line.
    pub(crate) fn digits_pick(&self, clock: &Clock) -> bool {
        let has_picks = self
            .reading
            .as_ref()
            .is_some_and(|reading| !reading.picks.is_empty());
        let by_digit = match self.stage {
            LineStage::Asking => true,
            LineStage::CarriedOut => false,
            LineStage::Typing
            | LineStage::Left
            | LineStage::Waiting { .. }
            | LineStage::Refused
            | LineStage::Filled { .. }
            | LineStage::LookedUp { .. }
            | LineStage::LateNoted(_) => !self.takes_digit(clock),
        };
        has_picks && (self.chosen.is_some() || by_digit)
    }
}

/// Returns whether another digit may follow the digits of a time: they begin a day of a month, or a time or year of
/// four digits.
fn may_grow(digits: &str) -> bool {
    let value = |digits: &str| digits.parse::<u32>().unwrap_or(u32::MAX);
    match digits.len() {
        1 => value(digits) <= 3,
        2 => value(digits) <= 23,
        3 => value(&digits[2..]) <= 5,
        _ => false,
    }
}

/// The meaning of a line, ready to be shown.
#[derive(Clone)]
pub struct Reading {
    /// How it is understood, or the problem.
    pub says: LineMessage,
    /// The possible meanings of the ambiguous part, or the appointments that the verb may refer to, as rows to pick.
    pub picks: Vec<LinePick>,
    /// The part of the line that a pick replaces, in characters.
    pub(crate) doubt: std::ops::Range<usize>,
    pub(crate) means: Resolved,
    pub(crate) visit: Option<LineVisit>,
    /// What the line asks for.
    pub(crate) asks_for: LineRequest,
    /// The names that no patient has, and the list that may hold a similar one.
    pub(crate) unmatched_names: Option<(Directory, String)>,
    /// Whether the server may still return further matches.
    pub(crate) is_searching: bool,
    /// Whether the panels of its template are still to be looked up.
    pub(crate) awaits_panels: bool,
    /// Whether the appointments that its verb refers to are still loading.
    pub(crate) awaits_appointments: bool,
    /// Whether it takes something from the patient's past visits.
    pub(crate) asks_for_past: bool,
}

/// The text under the line.
#[derive(Clone)]
pub enum LineMessage {
    /// The problem, in whole sentences.
    Doubt(String),
    /// How the line is understood.
    Understood {
        /// The patient, the provider and the reason.
        who: String,
        /// The time, which is never cut off, or what is wrong with it.
        when: Result<String, String>,
        /// A remark if the time has passed.
        past: Option<&'static str>,
        /// A remark that the reading may still change.
        meanwhile: Option<String>,
    },
}

impl LineMessage {
    /// Returns all of it on one line.
    pub fn text(&self) -> String {
        match self {
            LineMessage::Doubt(doubt) => doubt.clone(),
            LineMessage::Understood {
                who,
                when,
                past,
                meanwhile,
            } => {
                let (Ok(when) | Err(when)) = when;
                let parts = [Some(who.as_str()), Some(when), *past, meanwhile.as_deref()];
                let parts: Vec<&str> = parts
                    .into_iter()
                    .flatten()
                    .filter(|part| !part.is_empty())
                    .collect();
                parts.join(" · ")
            }
        }
    }
}

impl Reading {
    /// Returns the problem, if there is one.
    pub fn doubt(&self) -> Option<&str> {
        match &self.says {
            LineMessage::Doubt(doubt) => Some(doubt),
            LineMessage::Understood { .. } => None,
        }
    }

    /// Returns the whole reading or problem.
    pub fn text(&self) -> String {
        self.says.text()
    }

    /// Returns the clinic that the line means so far.
    pub fn clinic(&self) -> ClinicId {
        self.means.clinic
    }

    /// Returns whether the meaning still depends on a list or a search that is loading.
    pub(crate) fn is_waiting(&self) -> bool {
        self.is_searching
            || self.awaits_panels
            || self.awaits_appointments
            || [&self.means.patient, &self.means.provider].contains(&&ListMatch::Awaited)
    }
}

/// Prints nothing that identifies the patient.
impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading")
            .field("doubtful", &self.doubt().is_some())
            .field("means", &self.means)
            .finish_non_exhaustive()
    }
}

/// A row to pick under the line.
#[derive(Clone)]
pub struct LinePick {
    /// A label that distinguishes it from the others.
    pub label: String,
    pub(crate) means: PickMeaning,
}

/// The consequence of picking a row.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum PickMeaning {
    /// An unambiguous word replaces the ambiguous one: its text, and the word shown.
    Word { text: String, word: String },
    /// The form of a change of this appointment opens.
    Appointment(ClinicId, String),
    /// The appointment can't be changed yet, because no clinic has confirmed it.
    Unsettled,
}

impl LinePick {
    /// Creates the row of an appointment; `None` if no clinic has confirmed it.
    pub(crate) fn of_appointment(label: String, booked: Option<&Booked>) -> LinePick {
        let means = match booked {
            Some(booked) => PickMeaning::Appointment(booked.clinic, booked.id.clone()),
            None => PickMeaning::Unsettled,
        };
        LinePick { label, means }
    }

    /// Returns its unambiguous text: a word, or an id.
    pub fn text(&self) -> &str {
        match &self.means {
            PickMeaning::Word { text, .. } => text,
            PickMeaning::Appointment(_, id) => id,
            PickMeaning::Unsettled => "",
        }
    }
}

impl From<Pick> for LinePick {
    fn from(Pick { label, text, word }: Pick) -> LinePick {
        LinePick {
            label,
            means: PickMeaning::Word { text, word },
        }
    }
}

/// A visit as typed in the line.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct LineVisit {
    pub(crate) provider: Provider,
    /// The time zone of its times.
    pub(crate) zone: Zone,
    /// The first day wished for, if the line names one.
    pub(crate) date: Option<NaiveDate>,
    /// The slot, if the line names one.
    pub(crate) slot: Option<Slot>,
    /// The patient's id: the form's patient if the line names none. Empty while unknown.
    pub(crate) patient: String,
}
