//! One form: its draft, the field with the cursor, and what is known to be wrong.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::booking::time::Clock;
use crate::booking::{
    Booking, Conflict, Draft, FieldId, FieldRole, Kind, Language, Problem, Provider, Review, Setting,
    Severity, Spot, Status, Vendor, Wished, fields, review, time, type_called,
};
use crate::desk::InWords;
use crate::desk::effort::Tally;
use crate::screen::{LineSpan, Lines, wrap};

/// A form and where the person filling it stands.
#[derive(Clone)]
pub struct Form {
    draft: Draft,
    focus: FieldId,
    /// Where the cursor is in its text, in bytes.
    cursor: usize,
    /// The lines of its text.
    lines: Lines,
    /// The field has just been come to: in a choice, the first letter replaces what stands there.
    pub(in crate::desk) fresh: bool,
    /// Whether the rows to pick from are open, and which is chosen.
    pub(in crate::desk) picker: Picker,
    /// The clock its times were last read on; none until they have been read once.
    pub(in crate::desk) clock: Option<Tz>,
    /// The time that was picked or held, not typed.
    pub(in crate::desk) taken: Option<Taken>,
    /// The letter its draft was parked under before.
    pub(in crate::desk) letter: Option<char>,
    /// The draft as a look-up has left it: nothing but whom it was for.
    pub(in crate::desk) looked_up: Option<Draft>,
    /// The letter of the template it was filled from.
    pub(in crate::desk) template: Option<char>,
    /// Whether it stands as an earlier run of the program has left it.
    pub(in crate::desk) restored: bool,
    /// The fields whose text the desk has filled in, and nobody has typed in since.
    filled_in: Vec<FieldId>,
    /// How many keys its draft has taken.
    pub(in crate::desk) tally: Tally,
    left: Vec<FieldId>,
    tried: bool,
    review: Review,
    findings: u64,
    wording: u64,
    /// What was said of a booking that was tried.
    told: Option<Told>,
    /// The same in words.
    verdict: Vec<Problem>,
    conflicts: Vec<Conflict>,
    /// The same in words.
    against: Vec<Problem>,
    /// That it makes another appointment, where a status reads as if it called one off.
    beside: Vec<Problem>,
    pub(in crate::desk) listed: Vec<Problem>,
}

/// What was said of a booking that was tried.
#[derive(Clone)]
struct Told {
    judged: Booking,
    verdict: InWords<Vec<Problem>>,
    /// The fields that hold another text by now: what was said of them no longer counts.
    mended: Vec<FieldId>,
}

impl Told {
    fn said(&self, language: Language) -> Vec<Problem> {
        let mut said = self.verdict.said(language);
        said.retain(|problem| problem.field().is_none_or(|field| !self.mended.contains(&field)));
        said
    }
}

/// The state of the rows under a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::desk) struct Picker {
    pub(in crate::desk) open: bool,
    pub(in crate::desk) chosen: Option<usize>,
    /// A blank has opened them: a digit picks, and is not typed.
    pub(in crate::desk) whole: bool,
}

impl Form {
    pub(in crate::desk) fn new(backend: Vendor) -> Form {
        let draft = Draft::new(backend);
        let focus = backend.form()[0];
        Form {
            cursor: draft.text(focus).len(),
            draft,
            focus,
            lines: Lines::default(),
            fresh: true,
            picker: Picker::default(),
            clock: None,
            taken: None,
            letter: None,
            looked_up: None,
            template: None,
            restored: false,
            filled_in: Vec::new(),
            tally: Tally::default(),
            left: Vec::new(),
            tried: false,
            review: Review { booking: None, problems: Vec::new(), echoes: Vec::new() },
            findings: 0,
            wording: 0,
            told: None,
            verdict: Vec::new(),
            conflicts: Vec::new(),
            against: Vec::new(),
            beside: Vec::new(),
            listed: Vec::new(),
        }
    }

    /// What has been typed.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Whether it holds nothing that a person would miss: at most whom a line looked up.
    pub(in crate::desk) fn is_free(&self) -> bool {
        self.draft.is_blank() || self.looked_up.as_ref() == Some(&self.draft)
    }

    /// The field with the cursor.
    pub fn focus(&self) -> FieldId {
        self.focus
    }

    /// The text of the field with the cursor.
    pub fn typed(&self) -> &str {
        self.draft.text(self.focus)
    }

    /// Where the cursor is in that text, in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The lines of the text with the cursor, in so many columns.
    pub fn lines(&self, width: usize) -> Cow<'_, [LineSpan]> {
        let text = self.draft.shared(self.focus);
        self.lines.of(&text, width).map_or_else(|| wrap(&text, width).into(), Cow::Borrowed)
    }

    /// So many columns are there for its lines: they are made once, not with each look at them.
    pub(in crate::desk) fn keep_lines(&mut self, width: usize) {
        self.lines.follow(&self.draft.shared(self.focus), width);
    }

    /// What the draft amounts to.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// Counts how often its texts have come to be read otherwise, or otherwise found wrong.
    pub(in crate::desk) fn findings(&self) -> u64 {
        self.findings
    }

    /// Counts how often only the words of a problem of the field with the cursor have come to be others.
    pub(in crate::desk) fn wording(&self) -> u64 {
        self.wording
    }

    /// What stands against the booking it makes, the gravest first.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// What is said of the booking beside conflicts: that it makes another appointment, where its status reads as if it
    /// called one off, and that conflicts could not be checked.
    pub(in crate::desk) fn beside(&self) -> &[Problem] {
        &self.beside
    }

    /// Whether something is listed that a person has to say yes to.
    pub(in crate::desk) fn is_asked_about(&self) -> bool {
        self.listed.iter().any(|problem| problem.severity > Severity::Note)
    }

    /// The problem to show at a field, the first of the gravest: once the field has been left or a booking tried;
    /// a warning or a conflict at once.
    pub fn problem(&self, id: FieldId) -> Option<&Problem> {
        let here = self.listed.iter().rev().filter(|problem| problem.field() == Some(id));
        here.max_by_key(|problem| problem.severity)
    }

    /// Puts a whole text into the field with the cursor, the cursor behind it.
    pub(in crate::desk) fn set_text(&mut self, text: String) {
        self.put_cursor(text.len());
        self.filled_in.retain(|field| *field != self.focus);
        if text != self.typed() {
            self.draft.set(self.focus, text);
            self.restored = false;
            self.forget_verdict_on(self.focus);
        }
    }

    /// Puts the cursor at a place in its text, in bytes.
    pub(in crate::desk) fn put_cursor(&mut self, cursor: usize) {
        self.cursor = cursor;
        self.fresh = false;
    }

    /// Time has passed: a time without a date keeps the day it was read on, and becomes a date to say so,
    /// rather than move on to the next day unseen. Says whether one did.
    pub(in crate::desk) fn hold_days(&mut self, before: &Clock, after: &Clock) -> bool {
        let mut held = false;
        for field in fields(self.draft.backend()) {
            let text = self.draft.text(*field);
            let has_start = || !self.draft.text(self.draft.backend().start_field()).trim().is_empty();
            let dated = match field.kind {
                // It follows the start, not the present.
                Kind::Instant if field.role == Some(FieldRole::End) && has_start() => None,
                Kind::Instant => {
                    let meant = time::span(text, before).ok();
                    let meant = meant.filter(|meant| time::span(text, after) != Ok(*meant));
                    meant.and_then(|meant| Some(time::print_span(meant.start()?, meant.end(), before.zone)))
                }
                Kind::Periods if !text.trim().is_empty() => {
                    let meant = Wished::read(text, before).ok();
                    let meant = meant.filter(|meant| Wished::read(text, after).as_ref() != Ok(meant));
                    meant.map(|meant| meant.to_string())
                }
                _ => None,
            };
            let Some(dated) = dated else { continue };
            if *field == self.focus {
                self.cursor = dated.len();
            }
            self.draft.set(*field, dated);
            self.findings += 1;
            held = true;
        }
        held
    }

    /// Puts a text into a field, whether the cursor is in it or not.
    pub(in crate::desk) fn put(&mut self, id: FieldId, text: String) {
        if id == self.focus {
            self.set_text(text);
        } else {
            self.draft.set(id, text);
            self.restored = false;
            self.forget_verdict_on(id);
        }
        self.filled_in.push(id);
    }

    /// Whether the text with the cursor was filled in by the desk and nobody has come to edit it yet. A text of several
    /// lines, or entries, is added to rather than replaced.
    pub(in crate::desk) fn is_filled_in(&self) -> bool {
        self.fresh
            && !self.typed().is_empty()
            && !self.focus.many_lines()
            && !matches!(self.focus.kind, Kind::References(_))
            && self.filled_in.contains(&self.focus)
    }

    /// A field holds another text: what was said of it no longer counts; of another patient, nothing does.
    fn forget_verdict_on(&mut self, edited: FieldId) {
        let Some(told) = &mut self.told else { return };
        told.mended.push(edited);
        if edited == self.draft.backend().patient_field() {
            self.told = None;
        }
        self.verdict.retain(|problem| self.told.is_some() && problem.field() != Some(edited));
    }

    /// Leaves the field with the cursor: from now on its problems show.
    pub(in crate::desk) fn leave(&mut self, language: Language) {
        let text = self.draft.text(self.focus);
        if let (Kind::Choice(_), Some(status)) = (self.focus.kind, Status::named(text, language))
            && text != status.word()
        {
            self.set_text(status.word().to_owned());
        }
        if let Kind::Line(words) = self.focus.kind
            && let Some(word) = type_called(words, self.typed(), language)
        {
            self.set_text(word.to_owned());
        }
        if !self.left.contains(&self.focus) {
            self.left.push(self.focus);
        }
        self.picker = Picker::default();
    }

    /// Puts the cursor into a field, behind its text.
    pub(in crate::desk) fn arrive(&mut self, id: FieldId) {
        self.focus = id;
        self.cursor = self.typed().len();
        self.fresh = true;
        self.picker = Picker::default();
    }

    /// From now on every problem shows, left or not.
    pub(in crate::desk) fn try_it(&mut self) {
        self.tried = true;
        self.told = None;
        self.verdict.clear();
    }

    /// What was said of a booking that was tried.
    pub(in crate::desk) fn told(&mut self, judged: Booking, verdict: InWords<Vec<Problem>>) {
        self.tried = true;
        self.told = Some(Told { judged, verdict, mended: Vec::new() });
    }

    /// The booking of which something was said when it was tried.
    pub(in crate::desk) fn judged(&self) -> Option<&Booking> {
        self.told.as_ref().map(|told| &told.judged)
    }

    /// A fresh form with texts that the desk has filled in, the cursor in its first field.
    pub(in crate::desk) fn fill(&mut self, draft: Draft) {
        let filled_in = draft.backend().form().iter().copied().filter(|field| !draft.text(*field).is_empty());
        let filled_in = filled_in.collect();
        self.restart(draft);
        self.filled_in = filled_in;
    }

    /// A fresh form holding `draft`, the cursor in its first field.
    pub(in crate::desk) fn restart(&mut self, draft: Draft) {
        let first = draft.backend().form()[0];
        let tally = if draft.is_blank() { Tally::Blank } else { Tally::Unmeasured };
        *self = Form { draft, tally, ..Form::new(self.draft.backend()) };
        self.arrive(first);
    }

    /// Reads the draft anew.
    pub(in crate::desk) fn refresh(&mut self, setting: &Setting, unpicked: Vec<Problem>) {
        let before = std::mem::replace(&mut self.review, review(&self.draft, setting));
        self.verdict = self.told.as_ref().map(|told| told.said(setting.clock.language)).unwrap_or_default();
        if !unpicked.is_empty() {
            self.review.booking = None;
            self.review.problems.retain(|problem| unpicked.iter().all(|other| other.spot != problem.spot));
            self.review.problems.extend(unpicked);
            self.review.problems.sort_by_key(|problem| {
                problem.field().and_then(|id| self.draft.backend().position(id)).unwrap_or(usize::MAX)
            });
        }
        self.findings += u64::from(!is_found_alike(&before, &self.review));
        self.list_problems();
    }

    /// What stands against the booking, from now on: conflicts are shown without being asked for.
    pub(in crate::desk) fn stands_against(
        &mut self,
        conflicts: Vec<Conflict>,
        said: Vec<Problem>,
        beside: Vec<Problem>,
    ) {
        self.conflicts = conflicts;
        self.against = said;
        self.beside = beside;
        self.list_problems();
    }

    /// What is missing or can't be read yet may still be typed. A warning is about something that was read.
    fn list_problems(&mut self) {
        let shown = |problem: &&Problem| match problem.spot {
            Spot::Whole => true,
            Spot::Field(id) => {
                let blank = self.draft.text(id).trim().is_empty();
                let is_done = problem.severity == Severity::Warning || self.left.contains(&id);
                self.tried || (!blank && is_done)
            }
        };
        let found = self.review.problems.iter().filter(shown);
        // A server's own word on the booking says more.
        let beside =
            self.beside.iter().filter(|problem| problem.severity > Severity::Note || self.verdict.is_empty());
        let mut listed: Vec<Problem> =
            self.verdict.iter().chain(beside).chain(&self.against).chain(found).cloned().collect();
        // What only is to be known comes last.
        listed.sort_by_key(|problem| problem.severity == Severity::Note);
        if listed != self.listed {
            let here = Some(self.focus);
            let alike = |(one, other): (&Problem, &Problem)| {
                one == other || (one.field(), other.field()) == (here, here) && one.severity == other.severity
            };
            let is_rewording =
                listed.len() == self.listed.len() && listed.iter().zip(&self.listed).all(alike);
            *(if is_rewording { &mut self.wording } else { &mut self.findings }) += 1;
        }
        self.listed = listed;
    }
}

/// Whether the same shows of two reviews; how their problems are put shows where these are listed.
fn is_found_alike(one: &Review, other: &Review) -> bool {
    let mark = |problem: &Problem| (problem.spot, problem.severity);
    one.echoes == other.echoes
        && one.booking.is_some() == other.booking.is_some()
        && one.problems.iter().map(mark).eq(other.problems.iter().map(mark))
}

/// A free time that was picked or held: one moment, whatever clock it is written on. It counts for as long as the
/// field holds its text.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::desk) struct Taken {
    pub(in crate::desk) whose: Option<Provider>,
    pub(in crate::desk) at: DateTime<Utc>,
    pub(in crate::desk) text: String,
}
