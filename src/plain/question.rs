//! PURE. A question: what is read out before it whenever it is asked, its text, and its explanation.

use strum::IntoStaticStr;

use i18n::{Language, MessageId, say};

use super::answer::Keyword;
use super::spoken;

/// A question.
pub(super) struct Question {
    /// Read out before the question whenever it is asked, so that the answer is to what was heard last.
    pub(super) before: Vec<String>,
    pub(super) text: String,
    pub(super) topic: Topic,
}

impl Question {
    pub(super) fn new(topic: Topic, text: &str) -> Question {
        Question {
            before: Vec::new(),
            text: spoken::question(text),
            topic,
        }
    }

    /// Creates a yes-or-no question.
    pub(super) fn whether(topic: Topic, text: &str, language: Language) -> Question {
        let question = text.trim_end_matches('?');
        Question::new(topic, &say!(language, "plain-whether", question))
    }

    /// Has these lines read out before the question whenever it is asked.
    pub(super) fn after(mut self, lines: impl IntoIterator<Item = String>) -> Question {
        self.before.extend(lines);
        self
    }
}

/// The subject of a question, which determines its explanation and the keywords that answer it.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Topic {
    /// The clinic.
    Clinic,
    /// The entry line.
    Line,
    /// A field of a booking.
    Field,
    /// A field of a booking whose text is free.
    FreeField,
    /// Whether to continue with what is in the form.
    GoOn,
    /// The field of a booking to change.
    Change,
    /// Whether to send what was read out.
    Send,
    /// Whether to send it despite something, and why.
    Despite,
    /// Whether to write what was read out to the desks' records.
    Note,
    /// Whether there is another booking.
    Another,
    /// A field of a patient's data.
    Sheet,
    /// Which of the similar patients is meant.
    Alike,
    /// The id of an appointment.
    Appointment,
    /// What to do with an appointment.
    WhatBecomes,
    /// The new time of an appointment.
    NewTime,
    /// The reason of a cancellation.
    Reason,
    /// A detail of an appointment.
    Detail,
    /// Another patient for an appointment.
    Patient,
    /// The status of an appointment.
    Status,
    /// A panel of a draw.
    Panel,
    /// The barcode of a draw.
    Barcode,
    /// Whether the later appointments of a series are meant, too.
    AllLater,
    /// The number of an upcoming absence.
    Absences,
    /// The result of a call.
    Calls,
    /// What narrows a day.
    Day,
    /// The times wished for the waiting list.
    Waiting,
    /// The number of a draft.
    Drafts,
    /// A template.
    Template,
    /// The number of a change in the Outbox.
    Outbox,
    /// What is true of a change in the Outbox.
    Settle,
    /// Whether to add panels once more.
    Panels,
    /// Whether to leave.
    Quit,
    /// The PIN.
    Pin,
}

impl Topic {
    /// Returns the explanation of the question.
    pub(super) fn explanation(self, language: Language) -> &'static str {
        MessageId::attribute("plain-explain", self.into()).text(language)
    }

    /// Returns whether a keyword answers the question. All others are carried out, and the question stays open.
    pub(super) fn takes(self, keyword: Keyword) -> bool {
        match keyword {
            Keyword::Back => true,
            // A field explains itself, and offers its choices again.
            Keyword::Explain => matches!(self, Topic::Field | Topic::FreeField | Topic::Sheet),
            Keyword::Times => matches!(self, Topic::Field | Topic::FreeField | Topic::NewTime),
            Keyword::Empty => matches!(self, Topic::Field | Topic::FreeField | Topic::Sheet),
            _ => false,
        }
    }

    /// Returns whether the question belongs to the Outbox.
    pub(super) fn is_of_outbox(self) -> bool {
        matches!(self, Topic::Outbox | Topic::Settle)
    }

    /// Returns whether a whole line may be typed in place of an answer.
    pub(super) fn takes_lines(self) -> bool {
        // The first three read lines themselves. Any text may be a patient's, and a barcode is digits.
        !matches!(
            self,
            Topic::Clinic
                | Topic::Line
                | Topic::Another
                | Topic::Sheet
                | Topic::Barcode
                | Topic::Quit
                | Topic::Pin
        )
    }

    /// Returns whether the answer is free text, which may name patients and times.
    pub(super) fn is_in_own_words(self) -> bool {
        matches!(
            self,
            Topic::FreeField | Topic::Reason | Topic::Detail | Topic::Day
        )
    }
}
