//! The rows of a list of changes, in words.

use chrono::{DateTime, NaiveDateTime, Utc};
use zones::Zone;

use booking::{
    AppointmentRef, Booked, Booking, CalendarEntry, Change, ClinicId, Draft, Problem, Subject,
    phone_in_groups, problems_of_change, time,
};
use i18n::{MessageId, say};
use office::{Bulk, BulkEnd, BulkRow, BulkStop, NoTime, NotSent, RowFailure, RowState, person};

use crate::Wording;

/// The parts of a row that are not the same in all rows of its list, so that each row has to name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowParts {
    /// Whether the rows are for several patients.
    pub has_patients: bool,
    /// Whether the rows are with several practitioners or locations.
    pub has_providers: bool,
}

impl Wording<'_> {
    /// Returns the state of a row in a word or two.
    pub fn row_word(&self, bulk: &Bulk, row: &BulkRow) -> String {
        let language = self.language;
        let kind = row.change.kind();
        match self.office.row_state(bulk, row) {
            RowState::Made => say!(language, "change-made", kind),
            RowState::NotMade => say!(language, "change-not-there", kind),
            RowState::Unknown => say!(language, "change-unknown").to_owned(),
            RowState::Conflict if row.untimely.is_some() || row.change.has_side_effects() => {
                say!(language, "bulk-untimely").to_owned()
            }
            RowState::Ready | RowState::Waiting if row.asked_otherwise().is_some() => {
                say!(language, "bulk-other-time").to_owned()
            }
            state => MessageId::attribute("bulk-state", state.word())
                .text(language)
                .to_owned(),
        }
    }

    /// Returns a row's text: time and change, with the patient and the provider if not all rows have the same. The text
    /// of a move begins with its times.
    pub fn row_text(&self, differing: RowParts, row: &BulkRow) -> String {
        let [who, when, with] = self.row_parts(differing, row);
        let parts = if row.is_move() {
            [when, who, with]
        } else {
            [who, when, with]
        };
        parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// Returns the local time of the appointment that a row changes, if it changes one.
    pub fn row_time(&self, row: &BulkRow) -> Option<NaiveDateTime> {
        let visit = row.change.starts_from()?.visit();
        let start = visit.start?;
        Some(
            start
                .with_timezone(&self.office.zone_of(&visit))
                .naive_local(),
        )
    }

    /// Returns the new time or status of a row listed under the day of its appointment; empty for a cancellation.
    pub fn row_becomes(&self, row: &BulkRow) -> String {
        match &row.change {
            Change::Cancel(_) => String::new(),
            Change::SetStatus(set) => format!("→ {}", set.to().to_text(self.language)),
            Change::Move(_) | Change::Replace(_) => format!("→ {}", self.time_after(row)),
            _ => self.change_text(&row.change),
        }
    }

    /// Returns the telephone number of a row's patient, empty if the clinic has none; `None` while it is unknown.
    pub fn row_phone(&self, row: &BulkRow) -> Option<String> {
        let people = row.change.clinic().people();
        let known = self.office.lists.known(people, &row.change.patient());
        let phone = known.as_deref().and_then(person)?.phone().trim();
        Some(match phone {
            "" => String::new(),
            phone => phone_in_groups(phone),
        })
    }

    /// Returns which parts differ between the rows of a list.
    pub fn differing_parts(&self, bulk: &Bulk) -> RowParts {
        RowParts {
            has_patients: !self.office.has_one_patient(bulk),
            has_providers: !bulk.has_one_provider(),
        }
    }

    /// Returns the patient, the time and the provider of a row; each is empty if it is the same in all rows.
    pub fn row_parts(&self, differing: RowParts, row: &BulkRow) -> [String; 3] {
        let clinic = row.change.clinic();
        let who = if differing.has_patients {
            self.patient(clinic, &row.change.patient())
        } else {
            String::new()
        };
        let with = if differing.has_providers {
            row.with().map(|id| self.provider(clinic, &id))
        } else {
            None
        };
        [who, self.row_when(row), with.unwrap_or_default()]
    }

    /// Returns the time of a row: of a move, the old and the new one.
    pub fn row_when(&self, row: &BulkRow) -> String {
        let visit = row.change.visit();
        let is_here = self.office.zone_of(&visit) == self.office.setup.zone;
        match row.change.starts_from() {
            Some(of) if row.change.target().is_some() => self.move_in_short(of, row),
            _ if is_here && visit.start.is_some() && matches!(row.change, Change::Cancel(_)) => {
                self.start_in_short(visit.start, self.office.setup.zone)
            }
            _ => self.change_text(&row.change),
        }
    }

    /// Returns the old time, and the new one if there is one, without the current year.
    fn move_in_short(&self, of: &AppointmentRef, row: &BulkRow) -> String {
        let before = self.office.zone_of(&of.visit());
        let after = self.office.zone_of(&row.change.visit());
        // A common time zone is named once.
        let from = if before == after && row.proposal.is_none() {
            self.start_in_short(of.start, before)
        } else {
            self.start_with_zone(of.start, before)
        };
        let to = self.time_after(row);
        self.from_to(&from, &to)
    }

    fn time_after(&self, row: &BulkRow) -> String {
        let zone = self.office.zone_of(&row.change.visit());
        if row.proposal.is_some() {
            "…".to_owned()
        } else {
            self.start_with_zone(row.start(), zone)
        }
    }

    /// Returns a time without the current year, with the time zone if it is not the desk's.
    fn start_with_zone(&self, at: Option<DateTime<Utc>>, zone: Zone) -> String {
        let text = self.start_in_short(at, zone);
        match at {
            Some(at) if zone != self.office.setup.zone => {
                format!("{text} {}", time::zone_word_at(at, zone, self.language))
            }
            _ => text,
        }
    }

    fn start_in_short(&self, at: Option<DateTime<Utc>>, zone: Zone) -> String {
        at.map(|at| self.short_moment(at, zone)).unwrap_or_default()
    }

    /// Returns why the change of a row was not made, as problems.
    pub(crate) fn problems_of_row(&self, row: &BulkRow) -> Vec<Problem> {
        match &row.refusal {
            Some(RowFailure::Altered) => self.altered_meanwhile(),
            Some(RowFailure::Unread) => vec![self.unread_appointment(&row.change)],
            Some(RowFailure::Failed(failure)) => {
                problems_of_change(failure, &row.change, self.language)
            }
            None => Vec::new(),
        }
    }

    /// Returns a row's conflict with advice, or why its change was not made.
    pub fn row_remark(&self, bulk: &Bulk, row: &BulkRow) -> String {
        if row.refusal.is_some() {
            return first_of(self.problems_of_row(row));
        }
        let language = self.language;
        let state = self.office.row_state(bulk, row);
        let is_in_conflict = state == RowState::Conflict;
        if let Some(text) = row.change.side_effects(language)
            && is_in_conflict
        {
            return text;
        }
        if let Change::Cancel(cancel) = &row.change {
            return cancel.reason().to_owned();
        }
        match state {
            RowState::Conflict => match self.row_in_the_way(bulk, row) {
                Some(why) => why,
                None => self.conflict_of_row(row),
            },
            RowState::NoTime => self.why_no_time(row),
            RowState::Ready | RowState::Waiting => {
                let remarks = [self.asked_otherwise(row), self.second_visit(bulk, row)];
                let remarks: Vec<String> = remarks.into_iter().flatten().collect();
                remarks.join(" · ")
            }
            RowState::LeftOut
            | RowState::Reading
            | RowState::Checking
            | RowState::Sending
            | RowState::AskedToWait
            | RowState::Made
            | RowState::NotMade
            | RowState::Unknown => String::new(),
        }
    }

    /// Returns that a move was asked for to another time than the one proposed, if it was.
    fn asked_otherwise(&self, row: &BulkRow) -> Option<String> {
        let zone = self.office.zone_of(&row.change.visit());
        let asked = self.start_with_zone(Some(row.asked_otherwise()?), zone);
        Some(say!(self.language, "bulk-asked-otherwise", asked))
    }

    /// Returns that the appointment of another row of the list stays at the time that this one was to get, if it does.
    fn row_in_the_way(&self, bulk: &Bulk, row: &BulkRow) -> Option<String> {
        let other = self.office.row_in_the_way(bulk, row)?;
        let visit = other.change.starts_from()?.visit();
        let when = self.start_with_zone(visit.start, self.office.zone_of(&visit));
        Some(match self.office.row_state(bulk, other) {
            RowState::Unknown => say!(self.language, "bulk-may-have-left", when),
            RowState::NotMade => say!(self.language, "bulk-has-not-left", when),
            _ => say!(self.language, "bulk-does-not-leave", when),
        })
    }

    fn conflict_of_row(&self, row: &BulkRow) -> String {
        let zone = self.office.zone_of(&row.change.visit());
        let untimely = row
            .change
            .untimely_text(self.office.moment.now, zone, self.language);
        if let Some(text) = untimely {
            return text;
        }
        let Some(to) = row.change.placed() else {
            return String::new();
        };
        let what = self.row_conflict(row, to);
        match self.alternative_text(row) {
            Some(instead) => format!("{instead} · {what}"),
            None => what,
        }
    }

    /// Returns the free time nearest to the row's if that has a conflict, or the message that none is left between the
    /// other visits of its series.
    pub(crate) fn alternative_text(&self, row: &BulkRow) -> Option<String> {
        if row.is_hemmed_in {
            return Some(say!(self.language, "bulk-none-between").to_owned());
        }
        let time = self.other_time_text(row, row.alternative?);
        Some(if self.speaks {
            say!(self.language, "spoken-instead", time)
        } else {
            format!("→ {time}")
        })
    }

    /// Returns [`Wording::alternative_text`] shortened for the few columns of a row.
    pub fn alternative_in_row(&self, row: &BulkRow) -> Option<String> {
        if row.is_hemmed_in {
            return Some(say!(self.language, "bulk-none-between-in-row").to_owned());
        }
        self.alternative_text(row)
    }

    /// Returns why no time was found for a move, with advice.
    fn why_no_time(&self, row: &BulkRow) -> String {
        let with = row.with().map(|id| self.provider(row.change.clinic(), &id));
        let why = row.no_time().unwrap_or(NoTime::NoneFree);
        say!(
            self.language,
            MessageId::attribute("bulk-no-time", why.into()),
            with = with.unwrap_or_default()
        )
    }

    /// Returns the remark that a move gives its patient two visits on the new day, if known.
    fn second_visit(&self, bulk: &Bulk, row: &BulkRow) -> Option<String> {
        let of = row.change.starts_from()?;
        let start = row.start()?;
        let clinic = of.clinic;
        let person = row.change.patient();
        let zone = self.office.zone_of(&row.change.visit());
        let date = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let is_moved = |booked: &Booked| {
            let mut moved = bulk.rows.iter().filter(|row| row.is_pending());
            moved.any(|row| {
                let of = row.change.starts_from();
                of.is_some_and(|of| of.key() == booked.key())
            })
        };
        let stays = |entry: &CalendarEntry<'_>| match entry {
            CalendarEntry::OnRecord(booked) => booked.is_live() && !is_moved(booked),
            CalendarEntry::Unsettled(change) => !change.is_sending(),
        };
        let entries = self
            .office
            .book
            .calendar(&[Subject::person(clinic, &person)], |_| true);
        let booked = entries
            .into_iter()
            .filter(stays)
            .filter_map(|entry| entry.start());
        let others = bulk.rows.iter().filter(|other| {
            let is_same = other
                .change
                .starts_from()
                .is_some_and(|other| other.key() == of.key());
            !is_same
                && other.is_pending()
                && other.proposal.is_none()
                && other.change.patient() == person
        });
        let second = booked
            .chain(others.filter_map(BulkRow::start))
            .find(|at| date(*at) == date(start))?;
        let language = self.language;
        let who = self.patient(clinic, &person);
        let time = time::to_the_minute(second, zone, language);
        Some(say!(
            language,
            "bulk-second-visit",
            who,
            day = time::day(date(start), language),
            time
        ))
    }

    /// Returns another time for a row, without the date if that is the same.
    fn other_time_text(&self, row: &BulkRow, start: DateTime<Utc>) -> String {
        let zone = self.office.zone_of(&row.change.visit());
        let language = self.language;
        let local = start.with_timezone(&zone);
        let date = row
            .start()
            .map(|start| start.with_timezone(&zone).date_naive());
        if date == Some(local.date_naive()) {
            time::oclock(local.time(), language)
        } else {
            time::moment_this_year(local.date_naive(), local.time(), language)
        }
    }

    fn row_conflict(&self, row: &BulkRow, to: &Booking) -> String {
        if row.against.is_empty() {
            let zone = self.office.zone_of(&to.visit());
            return self.time_gone(to, row.change.kind(), zone).what;
        }
        first_of(self.problems_of_conflicts(&to.visit(), &row.against))
    }

    /// Returns the progress of the list as one line.
    pub fn bulk_progress(&self, bulk: &Bulk) -> String {
        let language = self.language;
        let office = self.office;
        let count = bulk.rows.len();
        let of = |states: &[RowState]| office.rows_in(bulk, states);
        let has_times = bulk.rows.iter().any(|row| row.change.target().is_some());
        let done = of(&[RowState::Made, RowState::NotMade, RowState::Unknown]);
        if bulk.is_working {
            let row = office.row_under_way();
            let row = row.map(|open| self.change_text(open.change()));
            return say!(
                language,
                "bulk-progress",
                number = (done + 1).min(count),
                count,
                row = row.unwrap_or_default()
            );
        }
        let ready = of(&[RowState::Ready]);
        match (
            done,
            of(&[RowState::Reading]),
            of(&[RowState::Conflict, RowState::NoTime]),
        ) {
            (0, 0, 0) if has_times => self.all_free(bulk, ready),
            (0, 0, 0) => say!(language, "bulk-all-ready", count = ready),
            (0, 0, conflicts) => say!(language, "bulk-some-clear", count = ready, conflicts),
            (0, reading, _) => say!(language, "bulk-reading-days", count = reading),
            _ => {
                let done = say!(language, "bulk-done", made = of(&[RowState::Made]), count);
                let rest = office.visits_not_free(bulk).len();
                if rest == 0 {
                    return done;
                }
                format!("{done} {}", say!(language, "bulk-not-free", count = rest))
            }
        }
    }

    /// Returns that all times of a list are free, and how many of them are others than those asked for.
    fn all_free(&self, bulk: &Bulk, count: usize) -> String {
        let free = say!(self.language, "bulk-all-free", count);
        let others = bulk
            .rows
            .iter()
            .filter(|row| !row.is_left_out)
            .filter(|row| row.asked_otherwise().is_some())
            .count();
        if others == 0 {
            return free;
        }
        format!(
            "{free} {}",
            say!(self.language, "bulk-other-times", count = others)
        )
    }

    /// Returns that this change cancels an appointment for good, if it does.
    pub fn cancelled_for_good(&self, change: &Change) -> Option<String> {
        let clinic = change.clinic().name();
        let is_for_good = change.cancels_for_good();
        is_for_good.then(|| say!(self.language, "bulk-cancels-for-good", clinic))
    }

    /// Returns that what the list cancels at some clinics can't be taken back, if it can't.
    pub fn cancels_for_good(&self, bulk: &Bulk) -> Option<String> {
        let clinics = bulk.cancels_for_good_at().into_iter();
        let names: Vec<&str> = clinics.map(ClinicId::name).collect();
        let is_any = !names.is_empty();
        let clinic = names.join(", ");
        is_any.then(|| say!(self.language, "bulk-cancels-for-good", clinic))
    }

    /// Returns the sentence that these visits of a series were not booked.
    pub fn visits_not_booked(&self, rows: &[BulkRow]) -> String {
        let when: Vec<String> = rows.iter().map(|row| self.row_when(row)).collect();
        say!(
            self.language,
            "bulk-not-booked",
            count = rows.len(),
            when = when.join(", ")
        )
    }

    /// Returns how a list has ended.
    pub fn bulk_end(&self, end: &BulkEnd) -> String {
        let language = self.language;
        let BulkEnd {
            count,
            made,
            unknown,
            open,
        } = *end;
        let done = say!(language, "bulk-done", made, count);
        let unknown = (unknown > 0).then(|| say!(language, "bulk-done-unknown", count = unknown));
        let open = (open > 0).then(|| say!(language, "bulk-done-open", count = open));
        let parts = [Some(done), unknown, open].into_iter().flatten();
        parts.collect::<Vec<_>>().join(" ")
    }

    /// Returns why a list was stopped.
    pub fn bulk_stopped(&self, why: &BulkStop) -> String {
        let language = self.language;
        match why {
            BulkStop::ByHand => say!(language, "bulk-stopped").to_owned(),
            BulkStop::Unreachable(clinic) => {
                say!(language, "bulk-unreachable", clinic = clinic.name())
            }
            BulkStop::Failed(change, failure) => {
                let why = first_of(problems_of_change(failure, change, language));
                say!(language, "bulk-stopped-as", why)
            }
        }
    }

    /// Returns why a list is not sent.
    pub fn bulk_not_sent(&self, why: NotSent) -> String {
        let language = self.language;
        match why {
            NotSent::Reading => say!(language, "bulk-still-reading").to_owned(),
            NotSent::NothingReady => say!(language, "bulk-nothing-to-send").to_owned(),
            NotSent::Unreachable(clinic) => {
                say!(language, "bulk-unreachable", clinic = clinic.name())
            }
        }
    }

    /// Returns the form that would make a booking. Its times are on the clock of its location.
    pub fn draft_of(&self, booking: &Booking) -> Draft {
        Draft::of(booking, &self.clock_of_visit(&booking.visit()))
    }
}

/// Returns the first problem as a sentence.
fn first_of(problems: Vec<Problem>) -> String {
    let first = problems.into_iter().next();
    first.map(|problem| problem.what).unwrap_or_default()
}
