//! The form of a change: opening it and reading it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use booking::time::{Span, TimeProblem, Wish};
use booking::{
    AppointmentRef, Basis, CancelReason, Change, ChangeKind, Id, Problem, Slot, Spot, Status, time,
};

use i18n::say;

use crate::change_form::draw::{panel_changes_in_form, panels_had, panels_to_choose};
use crate::change_form::practitioner::{clock_of_move, move_in_form, providers_to_choose};
use crate::change_form::reason::reasons_to_choose;
use crate::{Action, ChangeForm, Desk, Part, Submissions, in_hand, slots, waiting};

/// The maximum number of free times listed, and where the screen has no room for a day below them.
const MOST_TIMES: usize = 60;
const MOST_TIMES_ALONE: usize = 120;
/// The minimum lines of a screen with a day below the times.
const LEAST_WITH_DAY: u16 = 28;
/// The maximum number of listed times before the old one.
const MOST_EARLIER: usize = 3;

/// Returns the index of the chosen row; that of a free time as long as the time is offered.
pub(super) fn chosen_row(desk: &Desk) -> Option<usize> {
    let form = desk.change_form()?;
    if !form.asks_time() {
        return form.chosen;
    }
    let start = form.chosen_time?;
    times_to_move_to(desk)
        .iter()
        .position(|slot| slot.start == start)
}

/// Returns the form that makes this change. If the appointment has changed since, the form keeps the
/// typed text, and the change is made from that again.
pub(super) fn form_with(desk: &Desk, of: AppointmentRef, change: &Change) -> ChangeForm {
    let is_unchanged = change.starts_from() == Some(&of);
    let mut form = ChangeForm::new(of, change.kind());
    match change {
        Change::Cancel(cancel) => {
            let given = CancelReason::given_by(cancel.reason());
            let usual = given.filter(|(_, note)| note.is_empty());
            match usual {
                Some((reason, _)) => {
                    form.chosen = CancelReason::ALL.iter().position(|row| *row == reason);
                }
                None => {
                    form.input = cancel.reason().to_owned().into();
                    let rows = reasons_to_choose(&form, desk.setup.language).len();
                    form.chosen = rows.checked_sub(1);
                }
            }
        }
        Change::SetPanels(set) => {
            let has = panels_had(desk, &form);
            let ids = set.panels().iter().map(Id::to_string);
            form.toggled = ids.filter(|id| has.contains(id) != set.adds()).collect();
        }
        Change::ConfirmDraw(draw) => {
            form.first_barcode = Some(draw.barcode().to_owned());
            form.input = draw.barcode().to_owned().into();
        }
        Change::Replace(_) | Change::Move(_) => {
            form.new_provider = change
                .provider()
                .filter(|provider| !form.of.is_with(provider));
        }
        Change::SetStatus(set) => {
            let statuses = form.of.next_statuses(desk.office.moment.now);
            form.chosen = statuses.iter().position(|status| *status == set.to());
        }
        Change::Book(_) | Change::Remove(_) => {}
    }
    form.proposed = is_unchanged.then(|| change.clone());
    form
}

/// Returns why the change was not made, or its conflicts.
pub fn problems_of_change_form(desk: &Desk) -> Vec<Problem> {
    let Some(form) = desk.change_form() else {
        return Vec::new();
    };
    if let Some(refusal) = form.refusal.as_ref().filter(|_| form.against.is_empty()) {
        return refusal.to_text(desk.setup.language);
    }
    if form.reads_as_line {
        let language = desk.setup.language;
        let what = say!(language, "change-reason-is-line");
        let clear = desk.setup.keys.key(Action::ClearField);
        let close = desk.setup.keys.key(Action::Close);
        let advice = say!(language, "change-reason-is-line-do", clear, close);
        return vec![Problem::warning(Spot::Whole, what, advice)];
    }
    if let Some(what) = untimely_in_form(desk, form) {
        return vec![Problem::warning(Spot::Whole, what, "")];
    }
    let Some(change) = change_in_form(desk) else {
        return Vec::new();
    };
    let side_effects = change.side_effects(desk.setup.language);
    let side_effects = side_effects.map(|what| Problem::warning(Spot::Whole, what, ""));
    let against = match &form.against[..] {
        [] => desk.office.conflicts_of_change(&change, form.picked_from()),
        against => against.to_vec(),
    };
    let conflicts = desk
        .words()
        .problems_of_conflicts(&change.visit(), &against);
    side_effects.into_iter().chain(conflicts).collect()
}

/// Returns why the form's action does not fit the time of its appointment; for a draw even before its
/// barcode is entered.
fn untimely_in_form(desk: &Desk, form: &ChangeForm) -> Option<String> {
    let now = desk.office.moment.now;
    let zone = desk.office.zone_of(&form.of.visit());
    let language = desk.setup.language;
    match form.kind {
        ChangeKind::Confirm => {
            let untimely = form.of.untimely_draw(now, zone)?;
            Some(untimely.to_text(&form.of, None, zone, language))
        }
        _ => change_in_form(desk)?.untimely_text(now, zone, language),
    }
}

/// Returns the free times to which a move can go, narrowed by the typed text, including those that other
/// desks hold. While no text is typed, the last few before the old time come first. If none matches the
/// text, returns the free times from then on.
pub fn times_to_move_to(desk: &Desk) -> Vec<Slot> {
    let Some(form) = desk.change_form() else {
        return Vec::new();
    };
    let Some(times) = &form.free else {
        return Vec::new();
    };
    let Some(free) = times.known() else {
        return Vec::new();
    };
    let zone = times.question().zone;
    let taken = desk.office.taken_of(times);
    let free = free.without(&taken);
    let wish = wish_of_move(desk, form);
    let length = form.of.minutes().map_or(TimeDelta::zero(), |minutes| {
        TimeDelta::minutes(minutes.get().into())
    });
    let wished = waiting::wish_of(desk, &form.of).filter(|_| form.typed().is_empty());
    let is_wished = |slot: &Slot| wished.as_ref().is_none_or(|wished| wished.holds(slot));
    let soonest = if form.of.is_waiting() {
        desk.office.earliest_proposed()
    } else {
        desk.office.moment.now
    };
    let is_open = |slot: &&Slot| {
        let is_soon = slot.start < soonest;
        is_wished(slot)
            && !is_soon
            && (form.new_provider.is_some() || Some(slot.start) != form.of.start)
    };
    let open = free
        .bookable(desk.office.moment.now, length)
        .filter(is_open);
    let open: Vec<&Slot> = open.collect();
    let fits = |slot: &Slot| {
        wish.as_ref()
            .is_some_and(|wish| wish.admits(slot.start, zone))
    };
    let is_narrowed = open.iter().any(|slot| fits(slot));
    let from = match &wish {
        Some(wish) => wish.from,
        None => earliest_offered(desk, form)
            .with_timezone(&zone)
            .date_naive(),
    };
    let is_near = |slot: &Slot| {
        if is_narrowed {
            fits(slot)
        } else {
            slot.start.with_timezone(&zone).date_naive() >= from
        }
    };
    let mut slots: Vec<Slot> = open
        .into_iter()
        .filter(|slot| is_near(slot))
        .copied()
        .collect();
    let earlier = slots
        .iter()
        .take_while(|slot| Some(slot.start) < form.of.start)
        .count();
    if form.typed().is_empty() {
        slots.drain(..earlier.saturating_sub(MOST_EARLIER));
    }
    let fits_held = |slot: &&Slot| is_open(slot) && is_near(slot);
    slots.extend(
        slots::slots_held(desk, times, fits_held)
            .into_iter()
            .map(|(slot, _)| slot),
    );
    slots.sort_by_key(|slot| slot.start);
    slots.truncate(if desk.size.rows < LEAST_WITH_DAY {
        MOST_TIMES_ALONE
    } else {
        MOST_TIMES
    });
    slots
}

/// Returns the index of the proposed free time, which no other desk holds and which is not too soon to come: the
/// first after the old time, else the first that matches the typed text.
pub fn proposed_time_to_move_to(desk: &Desk) -> usize {
    let Some(form) = desk.change_form() else {
        return 0;
    };
    let times = times_to_move_to(desk);
    let is_later = |slot: &Slot| !form.typed().is_empty() || Some(slot.start) > form.of.start;
    let earliest = desk.office.earliest_proposed();
    let is_proposed = |slot: &Slot| {
        is_later(slot) && slot.start >= earliest && desk_holding(desk, slot).is_none()
    };
    times.iter().position(is_proposed).unwrap_or(times.len())
}

/// Returns the typed text as a wish for a time, if it can be read.
fn wish_of_move(desk: &Desk, form: &ChangeForm) -> Option<Wish> {
    let clock = clock_of_move(desk, form);
    let text = time::on_day_of(form.typed(), form.of.start, clock.zone);
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return None;
    }
    time::wish(&words, &clock).ok()
}

/// Returns the desk that holds one of the free times, in words.
pub fn desk_holding(desk: &Desk, slot: &Slot) -> Option<String> {
    let provider = desk.change_form()?.provider()?;
    desk.office
        .hold_meeting(&provider, slot)
        .map(|hold| in_hand::held_where(desk, hold))
}

/// Returns the earliest free time listed while no text is typed: from the day before the appointment's
/// day.
fn earliest_offered(desk: &Desk, form: &ChangeForm) -> DateTime<Utc> {
    if let Some(wished) = waiting::wish_of(desk, &form.of) {
        let first = wished
            .periods()
            .iter()
            .filter_map(|period| period.start)
            .min();
        return first
            .unwrap_or(desk.office.moment.now)
            .max(desk.office.earliest_proposed());
    }
    let day_before = form.of.start.map(|start| start - TimeDelta::days(1));
    day_before.map_or(desk.office.moment.now, |before| {
        before.max(desk.office.moment.now)
    })
}

/// Returns the day whose free times are needed: the typed one, else the appointment's day, if it lies
/// ahead.
pub(super) fn day_to_move_to(desk: &Desk) -> Option<NaiveDate> {
    let form = desk
        .change_form()
        .filter(|form| form.kind == ChangeKind::Move)?;
    let zone = clock_of_move(desk, form).zone;
    let earliest = earliest_offered(desk, form)
        .with_timezone(&zone)
        .date_naive();
    Some(wish_of_move(desk, form).map_or(earliest, |wish| wish.from))
}

/// Returns the new time as chosen or typed, with its end if that is typed; `None` while there is none.
pub fn new_time(desk: &Desk) -> Option<Result<Span, TimeProblem>> {
    let form = desk.change_form()?;
    let from = |start: DateTime<Utc>| Ok(Span::from_start(start));
    let start_of = |change: &Option<Change>| change.as_ref()?.target()?.parts().span.start();
    if let Some(start) = start_of(&form.proposed) {
        return Some(from(start));
    }
    // With another provider the time may stay as it is, or as it was chosen before.
    let unchanged = start_of(&form.made_before)
        .or(form.of.start)
        .filter(|_| form.new_provider.is_some())
        .map(from);
    if form.asks_provider {
        return unchanged;
    }
    if let Some(start) = form.chosen_time {
        // One that is no longer offered is chosen anew.
        return chosen_row(desk).map(|_| from(start));
    }
    match form.typed() {
        "" => unchanged,
        typed => {
            let clock = clock_of_move(desk, form);
            let text = time::on_day_of(typed, form.of.start, clock.zone);
            Some(time::span(&text, &clock))
        }
    }
}

/// Returns the statuses that can be chosen.
pub fn statuses_to_set(desk: &Desk) -> Vec<Status> {
    desk.change_form()
        .map(|form| form.of.next_statuses(desk.office.moment.now))
        .unwrap_or_default()
}

/// Returns the new status as chosen or typed.
pub fn new_status(desk: &Desk) -> Option<Status> {
    let form = desk.change_form()?;
    if let Some(Change::SetStatus(set)) = &form.proposed {
        return Some(set.to());
    }
    let statuses = statuses_to_set(desk);
    match form.typed() {
        "" => statuses.get(form.chosen?).copied(),
        typed => {
            Status::named(typed, desk.setup.language).filter(|status| statuses.contains(status))
        }
    }
}

/// Returns the number of rows to choose from.
pub(super) fn rows_of_change(desk: &Desk) -> usize {
    let Some(form) = desk.change_form() else {
        return 0;
    };
    match form.kind {
        ChangeKind::Move if form.asks_time() => times_to_move_to(desk).len(),
        ChangeKind::Move => providers_to_choose(desk).len(),
        ChangeKind::Status => statuses_to_set(desk).len(),
        ChangeKind::Panels => panels_to_choose(desk).len(),
        ChangeKind::Cancel => reasons_to_choose(form, desk.setup.language).len(),
        ChangeKind::Book | ChangeKind::Confirm | ChangeKind::Remove => 0,
    }
}

/// Returns the change that the form makes, once it is complete.
pub fn change_in_form(desk: &Desk) -> Option<Change> {
    let form = desk.change_form()?;
    match form.kind {
        _ if form.proposed.is_some() => form.proposed.clone(),
        ChangeKind::Cancel => {
            Change::cancelled(form.of.clone(), &form.reason_given(desk.setup.language)?)
        }
        ChangeKind::Move => move_in_form(desk, form),
        ChangeKind::Status => Change::with_status(form.of.clone(), new_status(desk)?),
        ChangeKind::Panels => panel_changes_in_form(desk).into_iter().next(),
        ChangeKind::Confirm => Change::drawn(
            form.of.clone(),
            form.first_barcode.as_deref()?,
            form.typed(),
        ),
        ChangeKind::Remove => Change::removed(form.of.clone()),
        ChangeKind::Book => None,
    }
}

impl ChangeForm {
    /// Whether it asks for a new time, rather than for a practitioner, a reason, a status or panels.
    pub(super) fn asks_time(&self) -> bool {
        self.kind == ChangeKind::Move && !self.asks_provider
    }

    fn basis_of_times(&self) -> Option<Basis> {
        let known = self.free.as_ref()?.known()?;
        Some(known.basis)
    }

    /// Returns the source of the free times from which the new time was taken, if it was.
    pub(crate) fn picked_from(&self) -> Option<Basis> {
        self.chosen_time.and_then(|_| self.basis_of_times())
    }
}

impl Part<'_, Submissions> {
    /// Chooses the row with this index; of the free times, the time in that row.
    pub(super) fn choose_row(&mut self, row: usize) {
        let time = times_to_move_to(self).get(row).map(|slot| slot.start);
        let Some(form) = self.change_form_mut() else {
            return;
        };
        if form.asks_time() {
            form.chosen_time = time;
        } else {
            form.chosen = Some(row);
        }
    }
}
