//! The entry line of a conversation: its text, and the parts of it in the form.

use std::ops::Range;

use booking::line::{LONGEST_LINE, Pick, TokenKind, TokenLine, parse};
use booking::sanitize::sanitize;
use booking::time::Clock;
use booking::{CalendarEntry, ClinicId};
use office::BookingCase;

/// A meaning of a line, to be chosen by number.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::plain) enum LineMeaning {
    /// This unambiguous word replaces this part of the line, in characters.
    Word(Pick, Range<usize>),
    /// The line means the appointment with this id.
    Appointment(ClinicId, String),
    /// The line means an appointment that no clinic has confirmed.
    Unsettled,
}

impl From<CalendarEntry<'_>> for LineMeaning {
    fn from(entry: CalendarEntry<'_>) -> LineMeaning {
        match entry {
            CalendarEntry::OnRecord(booked) => {
                LineMeaning::Appointment(booked.clinic, booked.id.clone())
            }
            CalendarEntry::Unsettled(_) => LineMeaning::Unsettled,
        }
    }
}

/// The entry line.
#[derive(Clone, Default)]
pub(in crate::plain) struct TypedLine {
    pub(super) text: String,
    /// Whether the current text has filled the form, or shows a patient.
    pub(super) is_filled: bool,
    /// The picked entries: the word on the line, and the id.
    pub(super) pins: Vec<(String, String)>,
    /// The booking that the line has begun in a form.
    pub(super) case: Option<BookingCase>,
    /// The patient whose appointments the line has asked for, until it fills a form.
    pub(super) shown_patient: Option<(ClinicId, String)>,
    /// The patient for whom the line changes an appointment, or asks for the usual practitioner.
    pub(super) asks_about: Option<(ClinicId, String)>,
}

impl TypedLine {
    /// Creates the line of a draft that is taken up together with it.
    pub(super) fn taken_up(text: String, case: Option<BookingCase>) -> TypedLine {
        TypedLine {
            text,
            is_filled: case.is_some(),
            case,
            ..TypedLine::default()
        }
    }

    /// Records that the text has filled a form.
    pub(super) fn note_filled(&mut self, case: BookingCase) {
        self.case = Some(case);
        self.is_filled = true;
        self.shown_patient = None;
        self.asks_about = None;
    }

    /// Returns the text.
    pub(in crate::plain) fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether it has text that has not filled a form yet.
    pub(in crate::plain) fn is_open(&self) -> bool {
        !self.is_filled && !self.text.trim().is_empty()
    }

    /// Replaces the text by a typed line. Invisible characters become marks: without them, an id could be somebody
    /// else's.
    pub(in crate::plain) fn enter(&mut self, typed: &str) {
        let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let text: String = sanitize(&text).chars().take(LONGEST_LINE).collect();
        self.type_text(&text);
    }

    /// Sets the patient that the line asks about, until it is typed again or has filled a form.
    pub(in crate::plain) fn ask_about(&mut self, clinic: ClinicId, id: String) {
        self.asks_about = Some((clinic, id)).filter(|(_, id)| !id.is_empty());
    }

    /// Sets or removes the patient that the line asks about. Returns the previous one.
    pub(in crate::plain) fn ask_about_instead(
        &mut self,
        patient: Option<(ClinicId, String)>,
    ) -> Option<(ClinicId, String)> {
        std::mem::replace(&mut self.asks_about, patient)
    }

    /// Forgets the patient that the line asks about.
    pub(in crate::plain) fn stop_asking(&mut self) {
        self.asks_about = None;
    }

    /// Replaces the text. Entries whose words are still in it stay picked.
    pub(in crate::plain) fn type_text(&mut self, text: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        self.pins.retain(|(word, _)| words.contains(&word.as_str()));
        self.text = text.to_owned();
        self.is_filled = false;
        self.asks_about = None;
    }

    /// Replaces a part of the text, in characters, by an unambiguous word.
    pub(in crate::plain) fn pick(&mut self, pick: &Pick, part: &Range<usize>) {
        let letters: Vec<char> = self.text.chars().collect();
        let (Some(before), Some(after)) = (letters.get(..part.start), letters.get(part.end..))
        else {
            return;
        };
        let before: String = before.iter().collect();
        let after: String = after.iter().collect();
        let Pick { text, word, .. } = pick;
        let after = if after.is_empty() { " " } else { &after };
        let longer = format!("{before}{word}{after}");
        self.type_text(&longer);
        if word != text {
            self.pins.retain(|(pinned, _)| pinned != word);
            self.pins.push((word.clone(), text.clone()));
        }
    }

    /// Returns the parsed line, with the ids of picked entries.
    pub(in crate::plain) fn parsed(&self, clock: &Clock) -> TokenLine {
        self.parsed_part(&self.text, clock)
    }

    /// Returns the parsed beginning of the line, with the ids of picked entries.
    pub(in crate::plain) fn parsed_part(&self, part: &str, clock: &Clock) -> TokenLine {
        let mut line = parse(part, clock);
        for token in &mut line.tokens {
            if let Some((_, id)) = self.pins.iter().find(|(word, _)| *word == token.text) {
                (token.text, token.kind) = (id.clone(), TokenKind::Id);
            }
        }
        line
    }

    /// Clears the line after the draft that it filled at this clinic was booked or put aside.
    pub(super) fn clear_of(&mut self, clinic: ClinicId) {
        let case = self.case.as_ref();
        if case.is_some_and(|case| case.draft().clinic() == clinic) {
            *self = TypedLine::default();
        }
    }
}
