//! The texts of each row.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;

use booking::{
    AppointmentRef, Booked, Booking, CalendarEntry, Change, Provider, Slot, Subject, USUAL_LENGTH,
    phone_in_groups, time,
};
use i18n::{MessageId, say};
use office::person;
use screen::Role;

use crate::bulk::work::{row_state, row_under_way, rows_in};
use crate::model::{LineVisit, NoTime};
use crate::{Bulk, BulkOverlay, BulkRow, Desk, RowState};

/// Returns the state of a row in a word or two.
pub fn row_word(desk: &Desk, bulk: &Bulk, row: &BulkRow) -> String {
    let language = desk.setup.language;
    let kind = row.change.kind();
    match row_state(desk, bulk, row) {
        RowState::Made => say!(language, "intent-made", kind),
        RowState::NotMade => say!(language, "intent-not-there", kind),
        RowState::Unknown => say!(language, "intent-unknown").to_owned(),
        RowState::Conflict if row.untimely.is_some() || row.change.has_side_effects() => {
            say!(language, "bulk-untimely").to_owned()
        }
        state => MessageId::attribute("bulk-state", state.word())
            .text(language)
            .to_owned(),
    }
}

/// Returns a row's text: time and change, with the patient and the provider if not all rows have the same. A
/// move begins with its times.
pub fn bulk_row_text(desk: &Desk, bulk: &Bulk, row: &BulkRow) -> String {
    let [who, when, with] = row_parts(desk, bulk, row);
    let is_move = row.change.starts_from().is_some() && row.change.target().is_some();
    let parts = if is_move {
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
pub(super) fn row_time(desk: &Desk, row: &BulkRow) -> Option<NaiveDateTime> {
    let visit = row.change.starts_from()?.visit();
    Some(
        visit
            .start?
            .with_timezone(&desk.office.zone_of(&visit))
            .naive_local(),
    )
}

/// Returns the new time or status of a row that is listed under the day of its appointment; empty for a cancellation.
pub(super) fn row_becomes(desk: &Desk, row: &BulkRow) -> String {
    match &row.change {
        Change::Cancel(_) => String::new(),
        Change::SetStatus(set) => format!("→ {}", set.to().to_text(desk.setup.language)),
        Change::Move(_) | Change::Replace(_) => format!("→ {}", time_after(desk, row)),
        _ => desk.words().change_text(&row.change),
    }
}

/// Returns the telephone number of a row's patient, or that the clinic has none; empty while that is not known.
pub(super) fn row_phone(desk: &Desk, row: &BulkRow) -> (String, Role) {
    let known = desk
        .office
        .lists
        .known(row.change.clinic().people(), &row.change.subject().0);
    let role = if row.is_pending() {
        Role::Text
    } else {
        Role::Dim
    };
    match known
        .as_deref()
        .and_then(person)
        .map(|person| person.phone().trim())
    {
        Some("") => (
            say!(desk.setup.language, "calls-no-number").to_owned(),
            Role::Dim,
        ),
        phone => (phone.map(phone_in_groups).unwrap_or_default(), role),
    }
}

/// Returns the patient, the time and the provider of a row; each is empty if the title names it.
pub(super) fn row_parts(desk: &Desk, bulk: &Bulk, row: &BulkRow) -> [String; 3] {
    let clinic = row.change.clinic();
    let visit = row.change.visit();
    let who =
        (!bulk.has_one_patient()).then(|| desk.words().patient(clinic, &row.change.subject().0));
    let with = row
        .with()
        .filter(|_| !bulk.has_one_provider())
        .map(|id| desk.words().provider(clinic, &id));
    let when = match row
        .change
        .starts_from()
        .filter(|_| row.change.target().is_some())
    {
        Some(of) => move_in_short(desk, of, row),
        None if matches!(row.change, Change::Cancel(_))
            && desk.office.zone_of(&visit) == desk.office.setup.zone =>
        {
            moment_in_short(desk, visit.start, desk.office.setup.zone)
        }
        None => desk.words().change_text(&row.change),
    };
    [who.unwrap_or_default(), when, with.unwrap_or_default()]
}

/// Returns the old time, and the new one if there is one, without the current year.
fn move_in_short(desk: &Desk, of: &AppointmentRef, row: &BulkRow) -> String {
    let before = desk.office.zone_of(&of.visit());
    let after = desk.office.zone_of(&row.change.visit());
    // A common time zone is named once.
    let from = if before == after && row.proposal.is_none() {
        moment_in_short(desk, of.start, before)
    } else {
        moment_with_zone(desk, of.start, before)
    };
    say!(
        desk.setup.language,
        "change-from-to",
        from,
        to = time_after(desk, row)
    )
}

fn time_after(desk: &Desk, row: &BulkRow) -> String {
    let zone = desk.office.zone_of(&row.change.visit());
    if row.proposal.is_some() {
        "…".to_owned()
    } else {
        moment_with_zone(desk, row.start(), zone)
    }
}

/// Returns a time without the current year, with the time zone if it is not the desk's.
fn moment_with_zone(desk: &Desk, at: Option<DateTime<Utc>>, zone: Tz) -> String {
    let text = moment_in_short(desk, at, zone);
    match at.filter(|_| zone != desk.office.setup.zone) {
        Some(at) => format!(
            "{text} {}",
            time::zone_word_at(at, zone, desk.setup.language)
        ),
        None => text,
    }
}

fn moment_in_short(desk: &Desk, at: Option<DateTime<Utc>>, zone: Tz) -> String {
    at.map(|at| desk.words().short_moment(at, zone))
        .unwrap_or_default()
}

/// Returns a row's conflict with advice, or why its change was not made.
pub fn row_remark(desk: &Desk, bulk: &Bulk, row: &BulkRow) -> String {
    let language = desk.setup.language;
    if let Some(problems) = &row.problems {
        return problems
            .to_text(language)
            .into_iter()
            .next()
            .map(|problem| problem.what)
            .unwrap_or_default();
    }
    let is_in_conflict = row_state(desk, bulk, row) == RowState::Conflict;
    if let Some(text) = row.change.side_effects(language).filter(|_| is_in_conflict) {
        return text;
    }
    if let Change::Cancel(cancel) = &row.change {
        return cancel.reason().to_owned();
    }
    match row_state(desk, bulk, row) {
        RowState::Conflict => {}
        RowState::NoTime => return why_no_time(desk, row),
        RowState::Ready | RowState::Waiting => {
            return second_visit(desk, bulk, row).unwrap_or_default();
        }
        _ => return String::new(),
    }
    let zone = desk.office.zone_of(&row.change.visit());
    if let Some(text) = row
        .change
        .untimely_text(desk.office.moment.now, zone, language)
    {
        return text;
    }
    let Some(to) = row.change.target() else {
        return String::new();
    };
    let instead = alternative_text(desk, row);
    let what = row_conflict(desk, row, to);
    if instead.is_empty() {
        what
    } else {
        format!("{instead} · {what}")
    }
}

/// Returns the free time nearest to that of a row with a conflict, if there is one.
pub(super) fn alternative_text(desk: &Desk, row: &BulkRow) -> String {
    row.alternative
        .map(|start| format!("→ {}", other_time_text(desk, row, start)))
        .unwrap_or_default()
}

/// Returns why no time was found for a move, with advice.
fn why_no_time(desk: &Desk, row: &BulkRow) -> String {
    let with = row
        .with()
        .map(|id| desk.words().provider(row.change.clinic(), &id));
    let why = row.no_time().unwrap_or(NoTime::NoneFree);
    say!(
        desk.setup.language,
        MessageId::attribute("bulk-no-time", why.into()),
        with = with.unwrap_or_default()
    )
}

/// Returns the remark that the patient of a move would have two visits on the new day, if that is known.
fn second_visit(desk: &Desk, bulk: &Bulk, row: &BulkRow) -> Option<String> {
    let of = row.change.starts_from()?;
    let start = row.start()?;
    let clinic = of.clinic;
    let person = row.change.subject().0;
    let zone = desk.office.zone_of(&row.change.visit());
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
    let entries = desk
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
            && other.change.subject().0 == person
    });
    let second = booked
        .chain(others.filter_map(BulkRow::start))
        .find(|at| date(*at) == date(start))?;
    let language = desk.setup.language;
    let who = desk.words().patient(clinic, &person);
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
fn other_time_text(desk: &Desk, row: &BulkRow, start: DateTime<Utc>) -> String {
    let zone = desk.office.zone_of(&row.change.visit());
    let language = desk.setup.language;
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

/// Returns the visit of the chosen row of an open list, with its slot if the row may still be sent.
pub(crate) fn visit_in_list(desk: &Desk) -> Option<LineVisit> {
    let bulk = desk.overlays.get::<BulkOverlay>().and(desk.bulk())?;
    let row = bulk.rows.get(bulk.chosen)?;
    let visit = row.change.visit();
    let zone = desk.office.zone_of(&visit);
    let start = row.start().filter(|_| row.is_pending());
    let length = row
        .change
        .target()
        .and_then(|to| to.length())
        .unwrap_or(USUAL_LENGTH);
    Some(LineVisit {
        provider: Provider::named(visit.clinic, &row.with()?)?,
        zone,
        date: visit
            .start
            .map(|start| start.with_timezone(&zone).date_naive()),
        slot: start.map(|start| Slot {
            start,
            end: start + length,
        }),
        patient: row.change.subject().0,
    })
}

fn row_conflict(desk: &Desk, row: &BulkRow, to: &Booking) -> String {
    let problems = if row.against.is_empty() {
        let zone = desk.setting_of(to.clinic()).clock.zone;
        vec![desk.words().time_gone(to, row.change.kind(), zone)]
    } else {
        desk.words()
            .problems_of_conflicts(&to.visit(), &row.against)
    };
    problems
        .into_iter()
        .next()
        .map(|problem| problem.what)
        .unwrap_or_default()
}

/// Returns the progress of the list as a line.
pub(super) fn bulk_progress(desk: &Desk, bulk: &Bulk) -> String {
    let language = desk.setup.language;
    let count = bulk.rows.len();
    let of = |states: &[RowState]| rows_in(desk, bulk, states);
    let has_times = bulk.rows.iter().any(|row| row.change.target().is_some());
    let done = of(&[RowState::Made, RowState::NotMade, RowState::Unknown]);
    if bulk.is_working {
        let at = row_under_way(desk)
            .map(|open| desk.words().change_text(open.change()))
            .unwrap_or_default();
        return say!(
            language,
            "bulk-progress",
            number = (done + 1).min(count),
            count,
            row = at
        );
    }
    match (
        done,
        of(&[RowState::Reading]),
        of(&[RowState::Conflict, RowState::NoTime]),
    ) {
        (0, 0, 0) if has_times => say!(language, "bulk-all-free", count = of(&[RowState::Ready])),
        (0, 0, 0) => say!(language, "bulk-all-ready", count = of(&[RowState::Ready])),
        (0, 0, open) => {
            say!(
                language,
                "bulk-some-clear",
                count = of(&[RowState::Ready]),
                conflicts = open
            )
        }
        (0, reading, _) => say!(language, "bulk-reading-days", count = reading),
        _ => say!(language, "bulk-done", made = of(&[RowState::Made]), count),
    }
}
