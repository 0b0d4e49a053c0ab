//! The form of a change: opening it and reading it.

use chrono::{DateTime, Utc};
use tui_input::Input;

use booking::time::{Span, TimeProblem};
use booking::{AppointmentRef, Basis, Change, Problem, Slot, Spot, Status};

use i18n::{Language, say};
use office::{CancelCase, ChangeCase, DaysToMoveTo, MOST_SOUGHT, MoveStage, NewTime};

use crate::change_form::details::{details_in_form, line_warning};
use crate::change_form::draw::{panel_changes_in_form, panels_had, panels_to_choose};
use crate::change_form::patient::{chosen_patient, patients_to_choose};
use crate::change_form::practitioner::{move_in_form, providers_to_choose};
use crate::model::GivenChange;
use crate::{Action, ChangeForm, Desk, Part, Submissions};

/// The maximum number of free times listed where the screen has no room for a day below them.
const MOST_TIMES_ALONE: usize = 120;
/// The minimum lines of a screen with a day below the times.
const LEAST_WITH_DAY: u16 = 28;

/// Returns the index of the chosen row; that of a free time only while it is offered.
pub(super) fn chosen_row(desk: &Desk) -> Option<usize> {
    let form = desk.change_form()?;
    match &form.case {
        ChangeCase::Move(case) if case.asks_provider() => form.row,
        ChangeCase::Move(case) => {
            let start = case.chosen_time()?;
            let times = times_to_move_to(desk);
            times.iter().position(|slot| slot.start == start)
        }
        ChangeCase::Cancel(case) => {
            let language = desk.setup.language;
            let chosen = case.chosen(form.of.clinic, form.typed(), language)?;
            let reasons = CancelCase::reasons(form.of.clinic, form.typed(), language);
            reasons.iter().position(|reason| *reason == chosen)
        }
        ChangeCase::Status(case) => {
            let chosen = case.chosen()?;
            statuses_to_set(desk)
                .iter()
                .position(|status| *status == chosen)
        }
        ChangeCase::Details(_) if form.patient_typed().is_some() => chosen_patient(desk),
        ChangeCase::Details(case) => case.place(),
        ChangeCase::Panels(_) => form.row,
        ChangeCase::ConfirmDraw(_) | ChangeCase::Remove => None,
    }
}

/// Returns the form that makes this change. If the appointment has changed since, the form keeps the typed text and
/// builds the change from it again. Returns `None` if the change alters no appointment.
pub(super) fn form_with(desk: &Desk, of: AppointmentRef, change: &Change) -> Option<ChangeForm> {
    let verb = change.verb()?;
    let shown = desk.appointment.shown.as_ref();
    let shown = shown.filter(|shown| shown.appointment.key() == of.key());
    let record = shown.map(|shown| &shown.appointment);
    let mut case = ChangeCase::new(verb, &of, record, desk.office.moment.now);
    let typed = case.take(change, &of, panels_had(desk, &of), desk.office.moment.now);
    let mut form = ChangeForm::new(of, case);
    if let Some(typed) = typed {
        form.input = typed.into();
    }
    if change.starts_from() == Some(&form.of) {
        form.given = GivenChange::Proposed(change.clone());
    }
    Some(form)
}

/// Returns why the change was not made, or its conflicts.
pub(crate) fn problems_of_change_form(desk: &Desk) -> Vec<Problem> {
    let Some(form) = desk.change_form() else {
        return Vec::new();
    };
    let language = desk.setup.language;
    if let Some(refusal) = &form.refusal
        && form.objections.found().is_empty()
    {
        return refusal.to_text(language);
    }
    if form.case.has_line() {
        let what = line_warning(form.kind(), language);
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
    let side_effects = change.side_effects(language);
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

/// Returns why the form's action does not fit its appointment's time; for a draw even before its barcode is entered.
fn untimely_in_form(desk: &Desk, form: &ChangeForm) -> Option<String> {
    let now = desk.office.moment.now;
    let zone = desk.office.zone_of(&form.of.visit());
    let language = desk.setup.language;
    match form.case {
        ChangeCase::ConfirmDraw(_) => {
            let untimely = form.of.untimely_draw(now, zone)?;
            Some(untimely.to_text(&form.of, None, zone, language))
        }
        _ => change_in_form(desk)?.untimely_text(now, zone, language),
    }
}

/// Returns the free times that a move can go to.
pub(super) fn times_to_move_to(desk: &Desk) -> Vec<Slot> {
    let most = if desk.size.rows < LEAST_WITH_DAY {
        MOST_TIMES_ALONE
    } else {
        MOST_SOUGHT
    };
    let Some(new) = desk.change_form().and_then(ChangeForm::new_time) else {
        return Vec::new();
    };
    new.times(&desk.office, &desk.words().clock_of_move(&new), most)
}

/// Returns the index of the proposed free time.
pub(super) fn proposed_time_to_move_to(desk: &Desk) -> usize {
    let Some(new) = desk.change_form().and_then(ChangeForm::new_time) else {
        return 0;
    };
    let clock = desk.words().clock_of_move(&new);
    new.proposed(&desk.office, &clock, &times_to_move_to(desk))
}

/// Returns the desk that holds one of the free times, in words.
pub(super) fn desk_holding(desk: &Desk, slot: &Slot) -> Option<String> {
    let provider = desk.change_form()?.provider()?;
    desk.words().held_by(&provider, slot)
}

/// Returns the days whose free times a move needs.
pub(super) fn days_to_move_to(desk: &Desk) -> Option<DaysToMoveTo> {
    let new = desk.change_form()?.new_time()?;
    Some(new.days(&desk.office, &desk.words().clock_of_move(&new)))
}

/// Returns the new time, chosen or typed, with its end if that is typed. Returns `None` while there is none.
pub(crate) fn new_time(desk: &Desk) -> Option<Result<Span, TimeProblem>> {
    let form = desk.change_form()?;
    let case = form.moving()?;
    let from = |start: DateTime<Utc>| Ok(Span::from_start(start));
    let start_of = |change: &Change| change.target()?.parts().span.start();
    if let Some(start) = form.given.standing().and_then(start_of) {
        return Some(from(start));
    }
    // With another provider the time may stay as it is, or as it was chosen before.
    let unchanged = || {
        case.provider.as_ref()?;
        let before = form.given.made_before().and_then(start_of);
        before.or(form.of.start).map(from)
    };
    match case.stage {
        MoveStage::Provider => unchanged(),
        // A chosen time counts only while it is offered.
        MoveStage::Chosen(start) => chosen_row(desk).map(|_| from(start)),
        MoveStage::Time | MoveStage::FirstFree if form.typed().is_empty() => unchanged(),
        MoveStage::Time | MoveStage::FirstFree => {
            let new = case.new_time(&form.of, form.typed());
            Some(new.read(&desk.words().clock_of_move(&new)))
        }
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
    match (&form.case, form.given.standing()) {
        (_, Some(Change::SetStatus(set))) => Some(set.to()),
        (ChangeCase::Status(case), _) => case.chosen(),
        _ => None,
    }
}

/// Returns the number of rows to choose from.
pub(super) fn rows_of_change(desk: &Desk) -> usize {
    let Some(form) = desk.change_form() else {
        return 0;
    };
    match &form.case {
        ChangeCase::Move(case) if case.asks_provider() => providers_to_choose(desk).len(),
        ChangeCase::Move(_) => times_to_move_to(desk).len(),
        ChangeCase::Status(_) => statuses_to_set(desk).len(),
        ChangeCase::Details(case) => match patients_to_choose(desk) {
            Some(patients) => patients.rows.len(),
            None => case.rows().len(),
        },
        ChangeCase::Panels(_) => panels_to_choose(desk).len(),
        ChangeCase::Cancel(_) => {
            CancelCase::reasons(form.of.clinic, form.typed(), desk.setup.language).len()
        }
        ChangeCase::ConfirmDraw(_) | ChangeCase::Remove => 0,
    }
}

/// Returns the change that the form makes, once it is complete.
pub(crate) fn change_in_form(desk: &Desk) -> Option<Change> {
    let form = desk.change_form()?;
    if let Some(given) = form.given.standing() {
        return Some(given.clone());
    }
    match &form.case {
        ChangeCase::Cancel(_) => {
            Change::cancelled(form.of.clone(), &form.reason_given(desk.setup.language)?)
        }
        ChangeCase::Move(case) => move_in_form(desk, form, case),
        ChangeCase::Status(case) => case.change(&form.of),
        ChangeCase::Details(_) => details_in_form(desk, form)?.ok(),
        ChangeCase::Panels(_) => panel_changes_in_form(desk).into_iter().next(),
        ChangeCase::ConfirmDraw(case) => case.change(&form.of, form.typed()),
        ChangeCase::Remove => Change::removed(form.of.clone()),
    }
}

impl ChangeForm {
    /// Returns what is known of the new time of a move.
    pub(crate) fn new_time(&self) -> Option<NewTime<'_>> {
        Some(self.moving()?.new_time(&self.of, self.typed()))
    }

    /// Returns the source of the free times that the new time was taken from, if it was.
    pub(crate) fn picked_from(&self) -> Option<Basis> {
        self.moving()?.taken_from()
    }

    /// Returns the reason of a cancellation, as chosen or typed.
    pub(crate) fn reason_given(&self, language: Language) -> Option<String> {
        let case = self.cancelling()?;
        case.reason(self.of.clinic, self.typed(), language)
    }
}

impl Part<'_, Submissions> {
    /// Chooses the row with this index; of the free times, the time in that row.
    pub(super) fn choose_row(&mut self, row: usize) {
        let language = self.setup.language;
        let time = times_to_move_to(self).get(row).map(|slot| slot.start);
        let status = statuses_to_set(self).get(row).copied();
        let Some(form) = self.change_form_mut() else {
            return;
        };
        let is_picking_patient = form.patient_typed().is_some();
        let reasons = CancelCase::reasons(form.of.clinic, form.typed(), language);
        match &mut form.case {
            ChangeCase::Move(case) if !case.asks_provider() => {
                case.stage = time.map_or(MoveStage::Time, MoveStage::Chosen);
            }
            ChangeCase::Cancel(case) => case.choose(reasons.get(row).copied()),
            ChangeCase::Status(case) => {
                // A chosen status takes the place of a typed one.
                case.choose(status);
                form.input = Input::default();
            }
            ChangeCase::Details(case) if !is_picking_patient => {
                case.ask_for(row);
                form.load_detail();
            }
            ChangeCase::Details(_)
            | ChangeCase::Move(_)
            | ChangeCase::Panels(_)
            | ChangeCase::ConfirmDraw(_)
            | ChangeCase::Remove => form.row = Some(row),
        }
    }
}
