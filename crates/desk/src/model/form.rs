//! One form: its draft, the focused field, and its known problems.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::InWords;
use booking::time::Clock;
use booking::{
    Booking, ClinicId, Conflict, Draft, FieldId, FieldRole, Kind, Language, Problem, Provider,
    Review, Setting, Severity, Spot, Wished, review, text_once_left, time,
};
use screen::{LineSpan, wrap};

/// A form and the position of the person filling it.
#[derive(Clone)]
pub struct Form {
    draft: Draft,
    focus: FieldId,
    /// The cursor in the focused text, in bytes.
    cursor: usize,
    /// Whether the field has just been entered: in a choice, the first letter replaces the text.
    pub(crate) fresh: bool,
    /// The rows to pick from: whether they are open, and which is chosen.
    pub(crate) picker: Picker,
    /// The clock on which the times were last read; `None` until they have been read once.
    pub(crate) clock: Option<Tz>,
    /// The time that was picked or held, not typed.
    pub(crate) taken: Option<PickedTime>,
    /// The letter under which the draft was parked before.
    pub(crate) letter: Option<char>,
    /// The letter of the template it was filled from.
    pub(crate) template: Option<char>,
    /// Whether the form is unchanged since an earlier run of the program left it.
    pub(crate) restored: bool,
    /// Whether the practitioner or location is that of the last booking, and nobody has chosen it since.
    has_left_over_provider: bool,
    /// The practitioner and the start of the slot whose length is in the form; `None` if the length was typed, or is
    /// that of a template.
    pub(crate) length_of_slot: Option<(Provider, DateTime<Utc>)>,
    /// The fields that the desk filled in and that nobody has edited since.
    filled_in: Vec<FieldId>,
    /// The fields that the cursor has left.
    visited: Vec<FieldId>,
    /// Whether a booking was tried, so that all problems show.
    is_tried: bool,
    review: Review,
    /// The verdict on a booking that was tried.
    booking_verdict: Option<BookingVerdict>,
    /// The verdict in the current language.
    verdict_problems: Vec<Problem>,
    conflicts: Vec<Conflict>,
    /// The conflicts in the current language.
    conflict_problems: Vec<Problem>,
    /// The remarks beside conflicts; see [`Form::remarks`].
    remarks: Vec<Problem>,
    /// The problems to show.
    pub(crate) listed: Vec<Problem>,
}

/// The verdict on a booking that was tried.
#[derive(Clone)]
struct BookingVerdict {
    judged: Booking,
    verdict: InWords<Vec<Problem>>,
    /// The fields edited since, whose part of the verdict no longer counts.
    edited_since: Vec<FieldId>,
}

impl BookingVerdict {
    fn to_text(&self, language: Language) -> Vec<Problem> {
        let mut problems = self.verdict.to_text(language);
        problems.retain(|problem| {
            problem
                .field()
                .is_none_or(|field| !self.edited_since.contains(&field))
        });
        problems
    }
}

/// The state of the rows under a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Picker {
    pub(crate) open: bool,
    pub(crate) chosen: Option<usize>,
    /// Whether the whole list was opened, so that a digit picks and is not typed.
    pub(crate) lists_all: bool,
}

impl Form {
    pub(crate) fn new(clinic: ClinicId) -> Form {
        let draft = Draft::new(clinic);
        let focus = clinic.form()[0];
        Form {
            cursor: draft.text(focus).len(),
            draft,
            focus,
            fresh: true,
            picker: Picker::default(),
            clock: None,
            taken: None,
            letter: None,
            template: None,
            restored: false,
            has_left_over_provider: false,
            length_of_slot: None,
            filled_in: Vec::new(),
            visited: Vec::new(),
            is_tried: false,
            review: Review {
                booking: None,
                problems: Vec::new(),
                echoes: Vec::new(),
            },
            booking_verdict: None,
            verdict_problems: Vec::new(),
            conflicts: Vec::new(),
            conflict_problems: Vec::new(),
            remarks: Vec::new(),
            listed: Vec::new(),
        }
    }

    /// Returns the draft.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Whether the form holds nothing that a person would miss.
    pub(crate) fn is_free(&self) -> bool {
        self.draft.is_blank()
    }

    /// Returns the draft that a line for another patient continues: without the practitioner or location that the
    /// last booking has left.
    pub(crate) fn draft_for_line(&self) -> Draft {
        let mut draft = self.draft.clone();
        if self.has_left_over_provider {
            draft.set(draft.clinic().provider_field(), "");
        }
        draft
    }

    /// Returns the focused field.
    pub fn focus(&self) -> FieldId {
        self.focus
    }

    /// Returns the text of the focused field.
    pub fn typed(&self) -> &str {
        self.draft.text(self.focus)
    }

    /// Returns the cursor in the focused text, in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns the focused text wrapped to this width.
    pub fn lines(&self, width: usize) -> Vec<LineSpan> {
        wrap(self.typed(), width)
    }

    /// Returns the review of the draft.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// Returns the conflicts of the booking, the gravest first.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Returns the remarks on the booking beside conflicts: that it makes another appointment although its
    /// status reads like a cancellation, and that conflicts could not be checked.
    pub(crate) fn remarks(&self) -> &[Problem] {
        &self.remarks
    }

    /// Whether a listed problem needs the person's consent.
    pub(crate) fn is_asked_about(&self) -> bool {
        self.listed
            .iter()
            .any(|problem| problem.severity > Severity::Note)
    }

    /// Returns the gravest problem to show at a field. Problems show once the field was left or a booking
    /// tried; warnings and conflicts show at once.
    pub fn problem(&self, id: FieldId) -> Option<&Problem> {
        let here = self
            .listed
            .iter()
            .rev()
            .filter(|problem| problem.field() == Some(id));
        here.max_by_key(|problem| problem.severity)
    }

    /// Replaces the focused text and puts the cursor behind it.
    pub(crate) fn set_text(&mut self, text: String) {
        self.put_cursor(text.len());
        self.note_choice(self.focus);
        self.filled_in.retain(|field| *field != self.focus);
        if text != self.typed() {
            self.draft.set(self.focus, text);
            self.restored = false;
            self.forget_verdict_on(self.focus);
        }
    }

    /// Puts the cursor at a place in the focused text, in bytes.
    pub(crate) fn put_cursor(&mut self, cursor: usize) {
        self.cursor = cursor;
        self.fresh = false;
    }

    /// Keeps the day of every time without a date as time passes: the text becomes a full date rather than
    /// silently meaning the next day.
    pub(crate) fn hold_days(&mut self, before: &Clock, after: &Clock) {
        for field in self.draft.clinic().form() {
            let text = self.draft.text(*field);
            let has_start = || {
                !self
                    .draft
                    .text(self.draft.clinic().start_field())
                    .trim()
                    .is_empty()
            };
            let dated = match field.kind {
                // The end follows the start, not the present.
                Kind::Instant if field.role == Some(FieldRole::End) && has_start() => None,
                Kind::Instant => {
                    let span = time::span(text, before).ok();
                    let span = span.filter(|span| time::span(text, after) != Ok(*span));
                    span.and_then(|span| Some(time::typed_span(span.start()?, span.end(), after)))
                }
                Kind::Periods if !text.trim().is_empty() => {
                    let wished = Wished::read(text, before).ok();
                    wished
                        .filter(|wished| !wished.is_named_by(text, after))
                        .map(|wished| wished.typed(after))
                }
                _ => None,
            };
            let Some(dated) = dated else { continue };
            if *field == self.focus {
                self.cursor = dated.len();
            }
            self.draft.set(*field, dated);
        }
    }

    /// Replaces the text of a field, focused or not.
    pub(crate) fn put(&mut self, id: FieldId, text: String) {
        if id == self.focus {
            self.set_text(text);
        } else {
            self.draft.set(id, text);
            self.restored = false;
            self.forget_verdict_on(id);
            self.note_choice(id);
        }
        if !self.filled_in.contains(&id) {
            self.filled_in.push(id);
        }
    }

    /// Whether the desk filled in the focused text and nobody has edited it yet. A text of several lines or
    /// entries is added to rather than replaced, so it does not count.
    pub(crate) fn is_filled_in(&self) -> bool {
        self.fresh
            && !self.typed().is_empty()
            && !self.focus.many_lines()
            && !matches!(self.focus.kind, Kind::References(_))
            && self.filled_in.contains(&self.focus)
    }

    /// Notes that a field was edited: a practitioner or location beside a patient or a time is that of their visit, and
    /// a length is no longer that of a slot.
    fn note_choice(&mut self, edited: FieldId) {
        let clinic = self.draft.clinic();
        let decides = [
            clinic.provider_field(),
            clinic.patient_field(),
            clinic.start_field(),
        ];
        self.has_left_over_provider &= !decides.contains(&edited);
        if edited.role == Some(FieldRole::Minutes) {
            self.length_of_slot = None;
        }
    }

    /// Drops the verdict on an edited field; another patient drops the whole verdict.
    fn forget_verdict_on(&mut self, edited: FieldId) {
        let Some(verdict) = &mut self.booking_verdict else {
            return;
        };
        verdict.edited_since.push(edited);
        if edited == self.draft.clinic().patient_field() {
            self.booking_verdict = None;
        }
        let is_kept = self.booking_verdict.is_some();
        self.verdict_problems
            .retain(|problem| is_kept && problem.field() != Some(edited));
    }

    /// Leaves the focused field: from now on its problems show.
    pub(crate) fn leave(&mut self, language: Language) {
        if let Some(word) = text_once_left(self.focus, self.typed(), language) {
            self.set_text(word.to_owned());
        }
        if !self.visited.contains(&self.focus) {
            self.visited.push(self.focus);
        }
        self.picker = Picker::default();
    }

    /// Moves the cursor to a field, behind its text.
    pub(crate) fn arrive(&mut self, id: FieldId) {
        self.focus = id;
        self.cursor = self.typed().len();
        self.fresh = true;
        self.picker = Picker::default();
    }

    /// Whether a booking of this draft was tried.
    pub(crate) fn is_tried(&self) -> bool {
        self.is_tried
    }

    /// Shows every problem from now on, whether its field was left or not.
    pub(crate) fn show_all_problems(&mut self) {
        self.is_tried = true;
        self.booking_verdict = None;
        self.verdict_problems.clear();
    }

    /// Records the verdict on a booking that was tried.
    pub(crate) fn set_verdict(&mut self, judged: Booking, verdict: InWords<Vec<Problem>>) {
        self.is_tried = true;
        self.booking_verdict = Some(BookingVerdict {
            judged,
            verdict,
            edited_since: Vec::new(),
        });
    }

    /// Returns the booking on which the verdict was given.
    pub(crate) fn judged(&self) -> Option<&Booking> {
        self.booking_verdict.as_ref().map(|verdict| &verdict.judged)
    }

    /// Starts a new form from texts that the desk filled in, with the cursor in the first field.
    pub(crate) fn fill(&mut self, draft: Draft) {
        let filled_in = draft
            .clinic()
            .form()
            .iter()
            .copied()
            .filter(|field| !draft.text(*field).is_empty());
        let filled_in = filled_in.collect();
        self.restart(draft);
        self.filled_in = filled_in;
    }

    /// Makes the form ready for the next booking.
    pub(crate) fn begin_next(&mut self) {
        self.restart(self.draft.next());
        let provider = self.draft.text(self.draft.clinic().provider_field());
        self.has_left_over_provider = !provider.trim().is_empty();
    }

    /// Starts a new form holding `draft`, with the cursor in the first field.
    pub(crate) fn restart(&mut self, draft: Draft) {
        let first = draft.clinic().form()[0];
        *self = Form {
            draft,
            ..Form::new(self.draft.clinic())
        };
        self.arrive(first);
    }

    /// Reads the draft again.
    pub(crate) fn refresh(&mut self, setting: &Setting, unpicked: Vec<Problem>) {
        self.review = review(&self.draft, setting);
        let verdict = self.booking_verdict.as_ref();
        self.verdict_problems = verdict
            .map(|verdict| verdict.to_text(setting.clock.language))
            .unwrap_or_default();
        self.review.refuse(self.draft.clinic(), unpicked);
        self.list_problems();
    }

    /// Sets the conflicts of the booking, worded as these problems, and the remarks on it; they show at once.
    pub(crate) fn set_conflicts(
        &mut self,
        conflicts: Vec<Conflict>,
        problems: Vec<Problem>,
        remarks: Vec<Problem>,
    ) {
        self.conflicts = conflicts;
        self.conflict_problems = problems;
        self.remarks = remarks;
        self.list_problems();
    }

    /// Lists the problems to show. A missing or unreadable text may still be being typed, so its problem shows
    /// later; a warning is about a text that was read.
    fn list_problems(&mut self) {
        let shown = |problem: &&Problem| match problem.spot {
            Spot::Whole => true,
            Spot::Field(id) => {
                let blank = self.draft.text(id).trim().is_empty();
                let is_done = problem.severity == Severity::Warning || self.visited.contains(&id);
                self.is_tried || (!blank && is_done)
            }
        };
        let of_review = self.review.problems.iter().filter(shown);
        // The server's own verdict says more than the remarks.
        let has_verdict = !self.verdict_problems.is_empty();
        let remarks = self
            .remarks
            .iter()
            .filter(|remark| remark.severity > Severity::Note || !has_verdict);
        let of_booking = self
            .verdict_problems
            .iter()
            .chain(remarks)
            .chain(&self.conflict_problems);
        self.listed = of_booking.chain(of_review).cloned().collect();
        // Notes come last.
        self.listed
            .sort_by_key(|problem| problem.severity == Severity::Note);
    }
}

/// A free time that was picked or held: one moment, on whatever clock it is written. It counts as long as the
/// field holds its text.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PickedTime {
    pub(crate) whose: Option<Provider>,
    pub(crate) at: DateTime<Utc>,
    pub(crate) text: String,
}
