//! The changes made today, or to one appointment, at this desk and at all others that share its records.

use chrono::NaiveDate;

use booking::time::midnight;
use booking::{
    Author, ChangeKind, ClinicId, List, ListCell, ListColumn, ListedRow, RecordedChange, Tone,
    is_no_booking, status_text, time,
};
use i18n::say;
use office::Office;

use crate::{OfficeList, Wording};

/// The maximum columns of a patient on a screen, the minimum left when the visit's time needs room, and the maximum
/// columns of the author of a change.
const MOST_WHO: u16 = 36;
const LEAST_WHO: u16 = 12;
const MOST_BY: u16 = 24;

static COLUMNS: [ListColumn; 5] = [
    ListColumn::on_screen().headed("time"),
    ListColumn::on_screen().headed("status"),
    ListColumn::on_screen()
        .headed("patient")
        .at_most(MOST_WHO)
        .gives_way(LEAST_WHO)
        .optional(),
    ListColumn::on_screen()
        .headed("start")
        .shares(3)
        .with_times(),
    ListColumn::on_screen()
        .headed("by")
        .at_most(MOST_BY)
        .optional(),
];

/// Changes that were made, the newest first.
#[derive(Clone, Debug, Default)]
pub struct ChangesMade {
    /// The appointment whose changes are listed; `None` lists all of today's changes.
    about: Option<(ClinicId, String)>,
}

/// A change that was made, in words.
pub struct MadeChange {
    /// When it was made, on the clock of the desk.
    pub at: String,
    /// What was done.
    pub what: String,
    /// The time and the practitioner or location of the visit.
    pub visit: String,
    /// Who made it, and at which desk: `anna, front-1`.
    pub by: String,
}

impl ChangesMade {
    /// Creates the list of an appointment's changes.
    pub fn about(clinic: ClinicId, id: &str) -> ChangesMade {
        ChangesMade {
            about: Some((clinic, id.to_owned())),
        }
    }

    /// Returns whether the list holds the changes of one appointment.
    pub fn is_history(&self) -> bool {
        self.about.is_some()
    }

    /// Returns the changes in the order of the rows.
    pub fn all<'a>(&self, words: Wording<'a>) -> Vec<&'a RecordedChange> {
        match &self.about {
            Some((clinic, id)) => words.office.book.history(*clinic, id),
            None => words.done_today(),
        }
    }

    fn title(&self, words: Wording<'_>, count: usize) -> String {
        let language = words.language;
        match &self.about {
            Some((_, id)) => say!(language, "history-title", id, count),
            None if words.office.records().has_more_changes => {
                say!(language, "done-title-newest", count)
            }
            None => say!(language, "done-title", count),
        }
    }

    fn list_row(
        &self,
        words: Wording<'_>,
        change: &RecordedChange,
        before: Option<&RecordedChange>,
    ) -> ListedRow {
        let made = words.made_change(change);
        let who = if self.is_history() {
            String::new()
        } else {
            words.patient_in_list(change.clinic, &change.person)
        };
        let visit = if self.is_history() {
            words.visit_in_history(change, before, made.visit)
        } else {
            made.visit
        };
        let cells: [ListCell; COLUMNS.len()] = [
            ListCell::text(made.at).toned(Tone::Strong),
            ListCell::text(made.what),
            ListCell::text(who),
            ListCell::text(visit),
            ListCell::text(made.by).toned(Tone::Dim),
        ];
        let opens = if self.is_history() {
            None
        } else {
            change
                .made()
                .map(|booked| (booked.clinic, booked.id.clone()))
        };
        ListedRow {
            opens,
            ..ListedRow::new(cells)
        }
    }
}

impl OfficeList for ChangesMade {
    fn arrange(&mut self, _words: Wording<'_>) {}

    fn ask_further(&mut self, _office: &mut Office) {}

    fn list(&self, words: Wording<'_>, has_names: bool) -> List {
        let language = words.language;
        let changes = self.all(words);
        let nothing = if self.is_history() {
            say!(language, "history-nothing")
        } else {
            say!(language, "done-nothing")
        };
        let rows = changes.iter().enumerate().map(|(place, change)| {
            let before = changes.get(place + 1).copied();
            self.list_row(words, change, before)
        });
        // A history may go back for days.
        let headings = if self.is_history() {
            days_of(words, &changes)
        } else {
            Vec::new()
        };
        List {
            headings,
            nothing: nothing.to_owned(),
            has_names,
            ..List::of(
                language,
                self.title(words, changes.len()),
                &COLUMNS,
                rows.collect(),
            )
        }
    }
}

/// Returns the days on which changes were made, each with the index of its first one.
fn days_of(words: Wording<'_>, changes: &[&RecordedChange]) -> Vec<(usize, String)> {
    let mut days = Vec::new();
    let mut last: Option<NaiveDate> = None;
    for (place, change) in changes.iter().enumerate() {
        let day = change.made_at.map(|at| {
            let at = at.with_timezone(&words.office.setup.zone);
            at.date_naive()
        });
        if let Some(day) = day
            && last != Some(day)
        {
            days.push((place, words.day_in_short(day)));
        }
        last = day;
    }
    days
}

/// Returns the author of a change: `anna, front-1`.
fn author_text(author: &Author) -> String {
    let parts = [author.operator.as_deref(), author.desk.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

impl<'a> Wording<'a> {
    /// Returns the changes of today by the desk's clock, the newest first.
    pub fn done_today(self) -> Vec<&'a RecordedChange> {
        let today = self.today();
        let zone = self.office.setup.zone;
        let from = midnight(today, zone);
        let to = today.succ_opt().and_then(|next| midnight(next, zone));
        self.office
            .book
            .done(|at| from.is_none_or(|from| from <= at) && to.is_none_or(|to| at < to))
    }
}

impl Wording<'_> {
    /// Returns a change that was made, in words.
    pub fn made_change(&self, change: &RecordedChange) -> MadeChange {
        let language = self.language;
        let what = match (change.kind, change.made()) {
            (ChangeKind::Status, Some(made)) => status_text(&made.status, language).to_owned(),
            (ChangeKind::Book, Some(made)) if made.is_waiting() => {
                say!(language, "done-waiting").to_owned()
            }
            (ChangeKind::Book, Some(made)) if is_no_booking(&made.status) => {
                status_text(&made.status, language).to_owned()
            }
            _ if change.is_for_another_patient() => {
                say!(language, "change-patient-changed").to_owned()
            }
            _ => say!(language, "change-made", kind = change.kind),
        };
        let zone = self.office.setup.zone;
        let at = change
            .made_at
            .map(|at| time::to_the_minute(at, zone, language));
        MadeChange {
            at: at.unwrap_or_default(),
            what,
            visit: self.entry_text(change.into()),
            by: author_text(&change.by),
        }
    }

    /// Returns the details that a change has changed, in place of its visit, which has stayed; for a move also the old
    /// time. `before` is the preceding change.
    fn visit_in_history(
        &self,
        change: &RecordedChange,
        before: Option<&RecordedChange>,
        visit: String,
    ) -> String {
        if let Some(details) = self.changed_details(change, before) {
            return details;
        }
        if change.kind != ChangeKind::Move || change.old_start == change.start {
            return visit;
        }
        let Some(old) = change.old_start else {
            return visit;
        };
        let zone = self.office.zone_of_entry(change.into());
        let from = time::echo(old, zone, self.language);
        say!(self.language, "change-from-to", from, to = visit)
    }
}
