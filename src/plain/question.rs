//! PURE. A question: what is read out before it whenever it is asked, its text, and what explains it.

use strum::IntoStaticStr;

use i18n::{Language, MessageId, say};

use super::answer::Keyword;
use super::spoken;

/// A question.
pub(super) struct Question {
    /// Read out before the question, whenever it is asked: an answer is given to what was heard last.
    pub(super) before: Vec<String>,
    /// The question itself.
    pub(super) text: String,
    /// What it is about.
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

    /// Creates a question that is answered by yes or no.
    pub(super) fn whether(topic: Topic, text: &str, language: Language) -> Question {
        let question = text.trim_end_matches('?');
        Question::new(topic, &say!(language, "plain-whether", question))
    }

    /// Reads these lines out before the question, whenever it is asked.
    pub(super) fn after(mut self, lines: impl IntoIterator<Item = String>) -> Question {
        self.before.extend(lines);
        self
    }
}

/// What a question is about: how it is explained, and which keywords are answers to it.
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
    /// Whether to go on with what is in the form.
    GoOn,
    /// The field of a booking that is to be different.
    Change,
    /// Whether to send what was read out.
    Send,
    /// Whether to send it in spite of something, and why.
    Despite,
    /// Whether to write down for the desks what was read out.
    Note,
    /// Whether there is another booking.
    Another,
    /// A field of a patient's data.
    Sheet,
    /// Who of those who look alike is meant.
    Alike,
    /// The id of an appointment.
    Appointment,
    /// What becomes of an appointment.
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
    /// The number of a coming absence.
    Absences,
    /// The result of a call.
    Calls,
    /// What narrows a day.
    Day,
    /// When somebody who waits would come.
    Waiting,
    /// The number of a draft.
    Drafts,
    /// A template.
    Template,
    /// The number of a change of the Outbox.
    Outbox,
    /// What is true of a change of the Outbox.
    Settle,
    /// Whether panels are added once more.
    Panels,
    /// Whether to leave.
    Quit,
    /// The PIN.
    Pin,
}

impl Topic {
    /// Returns what explains the question.
    pub(super) fn explanation(self, language: Language) -> &'static str {
        MessageId::attribute("plain-explain", self.into()).text(language)
    }

    /// Whether a keyword is an answer to the question. All others are carried out, and the question stays open.
    pub(super) fn takes(self, keyword: Keyword) -> bool {
        match keyword {
            Keyword::Back => true,
            // A field explains itself, and offers its choices anew.
            Keyword::Explain => matches!(self, Topic::Field | Topic::FreeField | Topic::Sheet),
            Keyword::Times => matches!(self, Topic::Field | Topic::FreeField | Topic::NewTime),
            Keyword::Empty => matches!(self, Topic::Field | Topic::FreeField | Topic::Sheet),
            _ => false,
        }
    }

    /// Whether the question belongs to the Outbox.
    pub(super) fn is_of_outbox(self) -> bool {
        matches!(self, Topic::Outbox | Topic::Settle)
    }

    /// Whether a whole line may be typed in place of an answer.
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

    /// Whether the answer is a text in somebody's own words, which may name patients and times.
    pub(super) fn is_in_own_words(self) -> bool {
        matches!(
            self,
            Topic::FreeField | Topic::Reason | Topic::Detail | Topic::Day
        )
    }
}
