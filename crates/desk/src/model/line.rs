//! The state of the entry line: its text, its reading, and what of it is in the form.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use tui_input::Input;
use zones::Zone;

use super::day::DayBoard;
use booking::line::{
    ListLine, ListMatch, Pick, ProviderGroup, Resolved, TokenKind, TokenLine, parse,
};
use booking::time::Clock;
use booking::{
    AppointmentRef, AwayProblem, AwayWish, Booked, CallBackRequest, ChangeId, ClinicId, Directory,
    Draft, LateWish, Provider, Series, Slot, Verb,
};
use office::{BookingForm, FreeStart};

/// The entry line.
#[derive(Clone, Default)]
pub struct EntryLine {
    /// The editor.
    pub input: Input,
    /// The index of the chosen pick.
    pub chosen: Option<usize>,
    /// The reading of the present text; `None` while it is empty.
    pub reading: Option<Reading>,
    /// Whether the present text has filled the form.
    pub(crate) fresh: bool,
    /// Whether it was begun straight behind a line that had filled the form: it is about the next caller.
    pub(crate) is_next: bool,
    /// Whether it fills the form as soon as the lists are loaded.
    pub(crate) pending: bool,
    /// The series that begins with the filled booking, until it is previewed.
    pub(crate) series: Option<Series>,
    /// The form content that the line filled in.
    pub(crate) filled: Option<Filled>,
    /// The patient whose appointments the line has asked for, until it fills a form.
    pub(crate) shown_patient: Option<(ClinicId, String)>,
    /// The picked entries: the word on the line, and the id.
    pub(crate) pins: Vec<(String, String)>,
    /// Whether Enter was pressed with something to pick, so that a digit picks.
    pub(crate) asked: bool,
    /// The appointment whose form the present verb has opened.
    pub(crate) opened: Option<AppointmentRef>,
    /// The patients who have to be told of the lateness that was noted last, until another line is typed.
    pub(crate) to_tell: Option<Box<ToTell>>,
    /// The text that Esc has taken from the line, until another is typed.
    pub(crate) emptied: Option<EmptiedText>,
    /// The text in whose place the present one was begun, until that has filled the form.
    pub(crate) before: Option<EmptiedText>,
    /// Whether Enter has done what the present text says, and that was not to fill the form or to look somebody up: it has
    /// opened a card, or has written a note.
    pub(crate) was_carried_out: bool,
    /// Whether Enter did not understand the present text, or said what it lacks, or the booking key was pressed before
    /// Enter.
    pub(crate) is_refused: bool,
    /// Whether the present text was left for a list, a card or a pane.
    pub(crate) was_left: bool,
    /// The digits that were typed last and took free times, until another key.
    pub(crate) taken: Option<Box<TakenByDigits>>,
    /// The digit that picked a row last, with what was typed straight behind it, until another key.
    pub(crate) picked: Option<Box<PickedByDigit>>,
    /// When the line went on by itself for a patient who was added just then, on the monotonic clock.
    pub(crate) went_on_at: Option<Duration>,
}

/// Digits that were typed one straight after the other and took free times, with what was there before them.
#[derive(Clone)]
pub(crate) struct TakenByDigits {
    pub(crate) digits: String,
    pub(crate) filled: Option<Filled>,
    pub(crate) form: BookingForm,
}

/// A digit that picked a row under the line, or a visit in the Appointment pane, with what was typed straight behind it: it
/// may prove to be the beginning of a birth date.
#[derive(Clone)]
pub(crate) struct PickedByDigit {
    pub(crate) typed: String,
    /// The line before the digit.
    pub(crate) line: EntryLine,
}

/// The patients who have to be told that a practitioner runs late.
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
pub(crate) struct EmptiedText {
    input: Input,
    pins: Vec<(String, String)>,
    is_next: bool,
}

impl EntryLine {
    /// Clears the line once the draft that it filled at this clinic was booked or put aside. The next caller's line
    /// stays.
    pub(crate) fn clear_of(&mut self, clinic: ClinicId) {
        let filled = self.filled.as_ref();
        if filled.is_none_or(|filled| filled.draft.clinic() != clinic) {
            return;
        }
        if self.is_next {
            self.filled = None;
            self.is_next = false;
        } else {
            *self = EntryLine::default();
        }
    }

    /// Empties the line for the next caller, and keeps what it has filled in.
    pub(crate) fn begin_next(&mut self) {
        let filled = self.filled.take();
        *self = EntryLine {
            is_next: filled.is_some(),
            filled,
            ..EntryLine::default()
        };
    }

    /// Empties the line for the next caller. A text that has filled nothing, or has a verb, is kept for
    /// [`EntryLine::exchange`].
    pub(crate) fn begin_in_place(&mut self) {
        let is_kept = self.asks() || self.verb().is_some();
        let before = is_kept.then(|| self.take_text());
        self.begin_next();
        self.before = before;
    }

    /// Empties the line, and keeps its text until another is typed.
    pub(crate) fn empty(&mut self) {
        let taken = self.take_text();
        let exchanged = self.emptied.take();
        self.begin_next();
        match exchanged {
            Some(exchanged) => (self.emptied, self.before) = (Some(exchanged), Some(taken)),
            None => self.emptied = Some(taken),
        }
    }

    /// Whether the present text was begun in the place of one that can be brought back.
    pub(crate) fn has_line_before(&self) -> bool {
        self.before.is_some() && self.asks()
    }

    /// Brings back the text in whose place the present one was begun, and keeps the present one.
    pub(crate) fn exchange(&mut self) {
        let Some(before) = self.before.take() else {
            return;
        };
        let present = self.take_text();
        self.put_text(before);
        self.emptied = Some(present);
        self.was_left = true;
    }

    fn take_text(&mut self) -> EmptiedText {
        EmptiedText {
            input: std::mem::take(&mut self.input),
            pins: std::mem::take(&mut self.pins),
            is_next: self.is_next,
        }
    }

    fn put_text(&mut self, text: EmptiedText) {
        self.input = text.input;
        self.pins = text.pins;
        self.is_next = text.is_next && self.filled.is_some();
        self.reset_after_edit();
    }

    /// Whether the line is empty, and holds a text that can be brought back.
    pub(crate) fn is_emptied(&self) -> bool {
        self.emptied.is_some() && self.input.value().is_empty()
    }

    /// Brings back the text that was taken from the line.
    pub(crate) fn bring_back(&mut self) {
        if let Some(emptied) = self.emptied.take() {
            self.put_text(emptied);
        }
    }

    /// Whether its text has filled the form, or has looked somebody up.
    pub(crate) fn is_done(&self) -> bool {
        self.fresh && !self.input.value().trim().is_empty()
    }

    /// Whether it holds text that has not filled the form yet.
    pub fn asks(&self) -> bool {
        !self.fresh && !self.input.value().trim().is_empty()
    }

    /// Whether the present text names a patient and nothing else, so that it shows what they have and books nothing.
    pub(crate) fn shows_patient(&self) -> bool {
        self.fresh && self.shown_patient.is_some()
    }

    /// Whether it names a patient and nothing else: it asks for their appointments.
    pub fn asks_for_appointments(&self) -> bool {
        self.reading
            .as_ref()
            .is_some_and(|reading| reading.means.is_patient_alone() && reading.call_back.is_none())
    }

    /// Whether it enters an absence, or lists those that are coming.
    pub fn is_about_absence(&self) -> bool {
        let reading = self.reading.as_ref();
        reading.is_some_and(|reading| reading.away.is_some())
    }

    /// Whether it asks for the practitioner with whom the patient usually is.
    pub(crate) fn asks_for_usual(&self) -> bool {
        self.reading
            .as_ref()
            .is_some_and(|reading| reading.asks_for_usual)
    }

    /// Returns the free time in the form that is held for the line.
    pub fn held(&self) -> Option<DateTime<Utc>> {
        let filled = self.filled.as_ref()?;
        filled.held.as_ref().map(|held| held.start)
    }

    /// Drops the state that belongs to the text before it was edited.
    pub(crate) fn reset_after_edit(&mut self) {
        let EntryLine {
            input,
            reading,
            filled,
            shown_patient,
            pins,
            is_next,
            before,
            emptied,
            fresh,
            picked,
            ..
        } = std::mem::take(self);
        *self = EntryLine {
            input,
            reading,
            filled,
            shown_patient,
            pins,
            is_next,
            before: before.filter(|_| emptied.is_none() && !fresh),
            picked,
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

    /// Whether a digit would continue the text at the cursor.
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

    /// Whether the text ends with the sign of a verb that nothing follows.
    fn ends_with_verb_alone(&self) -> bool {
        let verb = self.verb().map(|verb| verb.verb);
        let sign = verb.filter(|verb| *verb != Verb::Move).and_then(Verb::sign);
        sign.is_some_and(|sign| self.input.value().trim_end().ends_with(sign))
    }

    /// Whether a digit picks a row under the line: one is chosen, Enter was pressed, or a digit has no other
    /// meaning. Once one was picked, a digit begins the next caller's line.
    pub(crate) fn digits_pick(&self, clock: &Clock) -> bool {
        let has_picks = self
            .reading
            .as_ref()
            .is_some_and(|reading| !reading.picks.is_empty());
        let is_asked = self.asked || !self.takes_digit(clock);
        has_picks && (self.chosen.is_some() || is_asked && !self.was_carried_out)
    }
}

/// Whether digits of a time may be followed by another digit: they begin a day of a month, or a time or year of four
/// digits.
fn may_grow(digits: &str) -> bool {
    let value = |digits: &str| digits.parse::<u32>().unwrap_or(u32::MAX);
    match digits.len() {
        1 => value(digits) <= 3,
        2 => value(digits) <= 23,
        3 => value(&digits[2..]) <= 5,
        _ => false,
    }
}

/// The result of Enter on the line.
#[derive(Clone, Debug)]
pub(crate) struct Filled {
    /// The draft that the line continued: entering the line again continues it again.
    pub(crate) base: Draft,
    /// The form as the line left it: the line does not change text typed since.
    pub(crate) draft: Draft,
    /// The free time that is held.
    pub(crate) held: Option<OfferedTime>,
    /// The next free times that match, which a digit takes instead.
    pub(crate) others: Vec<OfferedTime>,
    /// Those of whom the line wants whoever is free first.
    pub(crate) group: Option<ProviderGroup>,
    /// The booking right after which the visit begins.
    pub(crate) follows: Option<ChangeId>,
}

/// A free time that the line has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OfferedTime {
    pub(crate) start: DateTime<Utc>,
    /// The practitioner or location, if the line leaves open who it is.
    pub(crate) provider: Option<Provider>,
}

impl From<DateTime<Utc>> for OfferedTime {
    fn from(start: DateTime<Utc>) -> OfferedTime {
        OfferedTime {
            start,
            provider: None,
        }
    }
}

impl From<FreeStart> for OfferedTime {
    fn from(FreeStart { provider, start }: FreeStart) -> OfferedTime {
        OfferedTime {
            start,
            provider: Some(provider),
        }
    }
}

impl Filled {
    /// Creates the result for a draft that is taken up together with its line: all its texts count as typed.
    pub(crate) fn by_hand(draft: Draft) -> Filled {
        Filled {
            base: draft.clone(),
            draft,
            held: None,
            others: Vec::new(),
            group: None,
            follows: None,
        }
    }
}

/// The meaning of a line, ready to be shown.
#[derive(Clone)]
pub struct Reading {
    /// How it is understood, or the problem.
    pub says: LineMessage,
    /// The possible meanings of the ambiguous part, or the appointments to which the verb may refer: each a row to pick.
    pub picks: Vec<LinePick>,
    /// The part of the line that a pick replaces, in characters.
    pub(crate) doubt: std::ops::Range<usize>,
    pub(crate) means: Resolved,
    pub(crate) visit: Option<LineVisit>,
    /// The absence, if the line is about no visit.
    pub(crate) away: Option<AwayReading>,
    /// The call, if the line puts a patient on the call list.
    pub(crate) call_back: Option<CallBackReading>,
    /// The lateness, if the line says that a practitioner runs late.
    pub(crate) late: Option<LateReading>,
    /// The list that the line opens, if it names nothing else.
    pub(crate) list: Option<ListLine>,
    /// The names that no patient has, and the list that may hold a similar one.
    pub(crate) unmatched_names: Option<(Directory, String)>,
    /// Whether the server may still return further matches.
    pub(crate) is_searching: bool,
    /// Whether the panels of its template are still to be looked up.
    pub(crate) awaits_panels: bool,
    /// Whether the appointments that its verb refers to are still loading.
    pub(crate) awaits_appointments: bool,
    /// Whether it asks for the practitioner with whom the patient usually is.
    pub(crate) asks_for_usual: bool,
}

/// The meaning of a line about absences.
#[derive(Clone)]
pub(crate) enum AwayReading {
    /// The absences that are coming are to be listed.
    Coming,
    /// This one is to be entered.
    Enter(AwayWish),
    /// The time or the reason of one can't be read.
    Problem(AwayProblem),
}

/// The meaning of a line that puts a patient on the call list.
#[derive(Clone)]
pub(crate) enum CallBackReading {
    /// The call is wanted.
    Ask(CallBackRequest),
    /// There are no words about the call, or too many.
    Unworded,
}

/// The meaning of a line about a practitioner who runs late.
#[derive(Clone)]
pub(crate) enum LateReading {
    /// A note is to be written, or taken away.
    Note(LateWish),
    /// The line does not say by how much this one does.
    Unsaid(Provider),
    /// The line names another day than today for this one.
    OtherDay(Provider),
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

    /// Returns the clinic that the line means, as far as it is read.
    pub fn clinic(&self) -> ClinicId {
        self.means.clinic
    }

    /// Whether the meaning still depends on a list or a search that is loading.
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
    /// An unambiguous word takes the place of the ambiguous one: its text, and the word shown.
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

    /// Returns the unambiguous text that it stands for: a word, or an id.
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

/// A visit as it is typed into the line.
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
