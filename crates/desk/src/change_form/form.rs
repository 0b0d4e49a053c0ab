//! The form of a change: opening it and reading it.

use chrono::{DateTime, Utc};
use tui_input::Input;

use booking::time::{Span, TimeProblem};
use booking::{
    AppointmentRef, Basis, CancelReason, Change, ChangeKind, Id, Problem, Slot, Spot, Status,
};

use i18n::{Language, say};
use words::{DaysToMoveTo, NewTime};

use crate::change_form::details::details_in_form;
use crate::change_form::draw::{panel_changes_in_form, panels_had, panels_to_choose};
use crate::change_form::patient::{chosen_patient, patients_to_choose};
use crate::change_form::practitioner::{move_in_form, providers_to_choose};
use crate::change_form::reason::{ReasonRow, reasons_to_choose};
use crate::{Action, ChangeForm, Desk, Part, Submissions};

/// The maximum number of free times listed, and where the screen has no room for a day below them.
const MOST_TIMES: usize = 60;
const MOST_TIMES_ALONE: usize = 120;
/// The minimum lines of a screen with a day below the times.
const LEAST_WITH_DAY: u16 = 28;

/// Returns the index of the chosen row; that of a free time as long as the time is offered.
pub(super) fn chosen_row(desk: &Desk) -> Option<usize> {
    let form = desk.change_form()?;
    if form.patient_typed().is_some() {
        return chosen_patient(desk);
    }
    if form.kind == ChangeKind::Cancel {
        return form.chosen_reason(desk.setup.language);
    }
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
            let language = desk.setup.language;
            let given = CancelReason::given_by(cancel.reason());
            let usual = given.filter(|(_, note)| note.is_empty());
            let reason = usual.map_or(cancel.reason(), |(reason, _)| reason.to_text(language));
            let rows = reasons_to_choose(&form, language);
            // The last row is a person's own words.
            let listed = rows.len().saturating_sub(1);
            let same = |row: &ReasonRow<'_>| row.label(language) == reason;
            let place = rows[..listed].iter().position(same);
            form.open_at(place);
            if place.is_none() {
                form.input = cancel.reason().to_owned().into();
                let rows = reasons_to_choose(&form, language).len();
                form.chosen = rows.checked_sub(1);
            }
        }
        _ if change.kind() == ChangeKind::Details => {
            let shown = desk.appointment.shown.as_ref();
            let shown = shown.filter(|shown| shown.appointment.key() == form.of.key());
            if let Some(shown) = shown {
                form.fill_details(&shown.appointment, Some(change));
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
            form.open_at(statuses.iter().position(|status| *status == set.to()));
        }
        Change::Book(_)
        | Change::Remove(_)
        | Change::SetDetails(_)
        | Change::Away(_)
        | Change::Back(_) => {}
    }
    form.proposed = is_unchanged.then(|| change.clone());
    form
}

/// Returns why the change was not made, or its conflicts.
pub fn problems_of_change_form(desk: &Desk) -> Vec<Problem> {
    let Some(form) = desk.change_form() else {
        return Vec::new();
    };
    if let Some(refusal) = form
        .refusal
        .as_ref()
        .filter(|_| form.objections.found().is_empty())
    {
        return refusal.to_text(desk.setup.language);
    }
    if form.reads_as_line {
        let language = desk.setup.language;
        let what = ChangeForm::line_warning(form.kind, language);
        let clear = desk.setup.keys.key(Action::ClearField);
        let close = desk.setup.keys.key(Action::Close);
        let advice = say!(language, "change-reason-is-line-do", clear, close);
        return vec![Problem::warning(Spot::Whole, what, advice)];
    }
    if let Some(Err(problems)) = details_in_form(desk, form) {
        return problems;
    }
    if let Some(what) = untimely_in_form(desk, form) {
        return vec![Problem::warning(Spot::Whole, what, "")];
    }
    let Some(change) = change_in_form(desk) else {
        return Vec::new();
    };
    let side_effects = change.side_effects(desk.setup.language);
    let side_effects = side_effects.map(|what| Problem::warning(Spot::Whole, what, ""));
    let against = match form.objections.found() {
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

/// Returns the free times to which a move can go.
pub(super) fn times_to_move_to(desk: &Desk) -> Vec<Slot> {
    let most = if desk.size.rows < LEAST_WITH_DAY {
        MOST_TIMES_ALONE
    } else {
        MOST_TIMES
    };
    desk.change_form()
        .map(|form| form.new_time().times(desk.words(), most))
        .unwrap_or_default()
}

/// Returns the index of the proposed free time.
pub(super) fn proposed_time_to_move_to(desk: &Desk) -> usize {
    desk.change_form().map_or(0, |form| {
        form.new_time()
            .proposed(desk.words(), &times_to_move_to(desk))
    })
}

/// Returns the desk that holds one of the free times, in words.
pub(super) fn desk_holding(desk: &Desk, slot: &Slot) -> Option<String> {
    let provider = desk.change_form()?.provider()?;
    desk.words().held_by(&provider, slot)
}

/// Returns the days whose free times a move needs.
pub(super) fn days_to_move_to(desk: &Desk) -> Option<DaysToMoveTo> {
    let form = desk
        .change_form()
        .filter(|form| form.kind == ChangeKind::Move)?;
    Some(form.new_time().days(desk.words()))
}

/// Returns the new time as chosen or typed, with its end if that is typed; `None` while there is none.
pub(crate) fn new_time(desk: &Desk) -> Option<Result<Span, TimeProblem>> {
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
        _ => Some(form.new_time().read(desk.words())),
    }
}

/// Returns the statuses that can be chosen.
pub(super) fn statuses_to_set(desk: &Desk) -> Vec<Status> {
    desk.change_form()
        .map(|form| form.of.next_statuses(desk.office.moment.now))
        .unwrap_or_default()
}

/// Returns the new status as chosen or typed.
pub(super) fn new_status(desk: &Desk) -> Option<Status> {
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
        ChangeKind::Details => match patients_to_choose(desk) {
            Some(patients) => patients.rows.len(),
            None => form.details.len(),
        },
        ChangeKind::Panels => panels_to_choose(desk).len(),
        ChangeKind::Cancel => reasons_to_choose(form, desk.setup.language).len(),
        ChangeKind::Book
        | ChangeKind::Confirm
        | ChangeKind::Remove
        | ChangeKind::Away
        | ChangeKind::Back => 0,
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
        ChangeKind::Details => details_in_form(desk, form)?.ok(),
        ChangeKind::Panels => panel_changes_in_form(desk).into_iter().next(),
        ChangeKind::Confirm => Change::drawn(
            form.of.clone(),
            form.first_barcode.as_deref()?,
            form.typed(),
        ),
        ChangeKind::Remove => Change::removed(form.of.clone()),
        ChangeKind::Book | ChangeKind::Away | ChangeKind::Back => None,
    }
}

impl ChangeForm {
    /// Whether it asks for a new time, rather than for a practitioner, a reason, a status or panels.
    pub(super) fn asks_time(&self) -> bool {
        self.kind == ChangeKind::Move && !self.asks_provider
    }

    /// Returns the row to choose after the text was edited: the one that the text means, or the one on opening without any.
    /// That of a reason follows from the text: see [`ChangeForm::chosen_reason`].
    pub(super) fn row_after_edit(&self, language: Language, now: DateTime<Utc>) -> Option<usize> {
        match self.kind {
            // The first row of those left is the one that Enter takes.
            ChangeKind::Panels => Some(0),
            ChangeKind::Move => self.asks_provider.then_some(0),
            _ if self.typed().is_empty() => self.chosen_untyped,
            ChangeKind::Status => {
                let named = Status::named(self.typed(), language)?;
                let statuses = self.of.next_statuses(now);
                statuses.iter().position(|status| *status == named)
            }
            _ => None,
        }
    }

    /// Returns what is known of the new time.
    pub fn new_time(&self) -> NewTime<'_> {
        NewTime {
            of: &self.of,
            provider: self.new_provider.as_ref(),
            typed: self.typed(),
            free: self.free.as_ref(),
        }
    }

    fn basis_of_times(&self) -> Option<Basis> {
        let known = self.free.as_ref()?.known()?;
        Some(known.basis)
    }

    /// Returns the source of the free times from which the new time was taken, if it was.
    pub fn picked_from(&self) -> Option<Basis> {
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
        if form.patient_typed().is_some() {
            form.chosen_patient = Some(row);
        } else if form.asks_time() {
            form.chosen_time = time;
        } else {
            // A chosen status takes the place of a typed one.
            if form.kind == ChangeKind::Status {
                form.input = Input::default();
            }
            form.chosen = Some(row);
            form.load_row(row);
        }
    }
}
