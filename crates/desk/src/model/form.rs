//! One form on screen: its content, the cursor in it, and its problems in words.

use std::mem;
use std::ops::Deref;

use booking::time::Clock;
use booking::{Booking, ClinicId, Conflict, Draft, FieldId, Language, Problem, Setting, Severity};
use office::{BookingForm, FormContent, NotBooked, Objections, ReadTexts};
use screen::{LineSpan, wrap};

/// A form and the position of the person filling it.
#[derive(Clone)]
pub struct Form {
    form: BookingForm,
    focus: FieldId,
    /// The cursor in the focused text, in bytes.
    cursor: usize,
    /// Whether the field has just been entered: in a choice, the first letter replaces the text.
    pub(crate) fresh: bool,
    /// The rows to pick from: whether they are open, and which is chosen.
    pub(crate) picker: Picker,
    /// The verdict in the current language.
    verdict_problems: Vec<Problem>,
    /// The conflicts in the current language.
    conflict_problems: Vec<Problem>,
    /// The remarks besides conflicts; see [`Form::remarks`].
    remarks: Vec<Problem>,
    /// The problems to show.
    pub(crate) listed: Vec<Problem>,
    /// What has been agreed to since the booking key was pressed.
    pub(crate) objections: Objections,
    /// Its free texts as read last; `None` if something else that their reading depends on has changed since.
    pub(crate) texts: Option<ReadTexts>,
}

/// The state of the rows under a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Picker {
    pub(crate) open: bool,
    pub(crate) chosen: Option<usize>,
    /// Whether the whole list was opened, so that a digit picks and is not typed.
    pub(crate) lists_all: bool,
}

/// Everything about a form that is not on screen.
impl Deref for Form {
    type Target = BookingForm;

    fn deref(&self) -> &BookingForm {
        &self.form
    }
}

impl Form {
    pub(crate) fn new(clinic: ClinicId) -> Form {
        let form = BookingForm::new(clinic);
        let focus = clinic.form()[0];
        Form {
            cursor: form.draft().text(focus).len(),
            form,
            focus,
            fresh: true,
            picker: Picker::default(),
            verdict_problems: Vec::new(),
            conflict_problems: Vec::new(),
            remarks: Vec::new(),
            listed: Vec::new(),
            objections: Objections::at_screen(),
            texts: None,
        }
    }

    /// Returns the content of the form, without the cursor.
    pub fn booking_form(&self) -> &BookingForm {
        &self.form
    }

    /// Returns the focused field.
    pub fn focus(&self) -> FieldId {
        self.focus
    }

    /// Returns the text of the focused field.
    pub fn typed(&self) -> &str {
        self.draft().text(self.focus)
    }

    /// Returns the cursor in the focused text, in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns the focused text wrapped to this width.
    pub fn lines(&self, width: usize) -> Vec<LineSpan> {
        wrap(self.typed(), width)
    }

    /// Returns the remarks on the booking besides conflicts: that it makes another appointment although its status
    /// reads like a cancellation, or that conflicts could not be checked.
    pub(crate) fn remarks(&self) -> &[Problem] {
        &self.remarks
    }

    /// Returns whether a listed problem needs the person's consent.
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

    /// Replaces the focused text and puts the cursor after it.
    pub(crate) fn set_text(&mut self, text: String) {
        self.put_cursor(text.len());
        self.form.type_text(self.focus, text);
    }

    /// Puts the cursor at a place in the focused text, in bytes.
    pub(crate) fn put_cursor(&mut self, cursor: usize) {
        self.cursor = cursor;
        self.fresh = false;
    }

    /// Keeps the day of every time without a date as time passes.
    pub(crate) fn hold_days(&mut self, before: &Clock, after: &Clock) {
        let typed = self.draft().shared(self.focus);
        self.form.hold_days(before, after);
        if *self.typed() != *typed {
            self.cursor = self.typed().len();
        }
    }

    /// Replaces the text of a field, focused or not.
    pub(crate) fn put(&mut self, id: FieldId, text: String) {
        if id == self.focus {
            self.put_cursor_behind(text.len());
        }
        self.form.put(id, text);
    }

    /// Puts the cursor after a filled-in text. The next letter replaces the id of an entry.
    fn put_cursor_behind(&mut self, length: usize) {
        self.put_cursor(length);
        self.fresh = self.focus.kind.entries.one().is_some();
    }

    /// Fills in fields, and puts the cursor after the focused text if that has changed.
    pub(crate) fn enter<T>(&mut self, enter: impl FnOnce(&mut BookingForm) -> T) -> T {
        let typed = self.draft().shared(self.focus);
        let result = enter(&mut self.form);
        if *self.typed() != *typed {
            self.put_cursor_behind(self.typed().len());
        }
        result
    }

    /// Returns whether the desk filled in the focused text and nobody has edited it yet. A text of several lines or
    /// entries is added to rather than replaced, so it does not count.
    pub(crate) fn is_selected_whole(&self) -> bool {
        self.fresh
            && !self.typed().is_empty()
            && !self.focus.many_lines()
            && self.focus.kind.entries.several().is_none()
            && self.is_filled_in(self.focus)
    }

    /// Leaves the focused field: from now on its problems show.
    pub(crate) fn leave(&mut self, language: Language) {
        let focus = self.focus;
        self.enter(|form| form.leave(focus, language));
        self.picker = Picker::default();
    }

    /// Moves the cursor to a field, after its text.
    pub(crate) fn arrive(&mut self, id: FieldId) {
        self.focus = id;
        self.cursor = self.typed().len();
        self.fresh = true;
        self.picker = Picker::default();
    }

    /// Shows every problem from now on, whether its field was left or not.
    pub(crate) fn show_all_problems(&mut self) {
        self.form.show_all_problems();
    }

    /// Hides the problems of an empty form again.
    pub(crate) fn forget_try(&mut self) {
        self.form.forget_try();
    }

    /// Records the verdict on a booking that was tried.
    pub(crate) fn set_verdict(&mut self, judged: Booking, why: NotBooked) {
        self.form.set_verdict(judged, why);
    }

    /// Returns the booking that the verdict is about.
    pub(crate) fn judged(&self) -> Option<&Booking> {
        self.verdict().map(|verdict| &verdict.judged)
    }

    /// Starts a new form from texts that the desk filled in, with the cursor in the first field.
    pub(crate) fn fill(&mut self, draft: Draft) {
        self.begin(|form| form.fill(draft));
    }

    /// Starts a new form with this content, with the cursor in the first field.
    pub(crate) fn begin_with(&mut self, content: BookingForm) {
        self.begin(|form| *form = content);
    }

    /// Makes the form ready for the next booking.
    pub(crate) fn begin_next(&mut self) {
        self.begin(BookingForm::begin_next);
    }

    /// Starts a new form holding `draft`, with the cursor in the first field.
    pub(crate) fn restart(&mut self, draft: Draft) {
        self.begin(|form| form.restart(draft));
    }

    /// Starts a new form from a draft that was put aside, with the cursor in a field.
    pub(crate) fn take_up(&mut self, content: FormContent, letter: Option<char>, focus: FieldId) {
        self.begin(|form| form.take_up(content, letter));
        self.arrive(focus);
    }

    fn begin(&mut self, begin: impl FnOnce(&mut BookingForm)) {
        begin(&mut self.form);
        let clinic = self.clinic();
        let form = mem::replace(&mut self.form, BookingForm::new(clinic));
        *self = Form {
            form,
            ..Form::new(clinic)
        };
        self.arrive(clinic.form()[0]);
    }

    /// Reads the draft again. `verdict` is the verdict on a booking that was tried, in words.
    pub(crate) fn refresh(
        &mut self,
        setting: &Setting,
        unpicked: Vec<Problem>,
        verdict: Vec<Problem>,
    ) {
        self.form.refresh(setting, unpicked);
        self.verdict_problems = verdict;
        self.list_problems();
    }

    /// Sets the conflicts of the booking, worded as these problems, and the remarks on it; they show at once.
    pub(crate) fn show_conflicts(
        &mut self,
        conflicts: Vec<Conflict>,
        problems: Vec<Problem>,
        remarks: Vec<Problem>,
    ) {
        self.form.set_conflicts(conflicts);
        self.conflict_problems = problems;
        self.remarks = remarks;
        self.list_problems();
    }

    fn list_problems(&mut self) {
        self.listed = self.form.problems_to_show(
            &self.verdict_problems,
            &self.remarks,
            &self.conflict_problems,
        );
    }
}
