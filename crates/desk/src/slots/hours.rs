//! The hours of practitioners and locations. They decide whether `2` means 02:00 or 14:00, and which times are
//! outside of them.

use std::time::Duration;

use chrono::NaiveDate;

use crate::{Asker, ChangeForm, ClinicCall, DayBoard, Desk, Effect, Forms, Part, Query, day, line};
use booking::{ChangeKind, ClinicId, Hours, HoursFit, Provider};

/// The age at which hours are requested again: a practitioner may have called in sick, or the last answer was
/// a failure.
const FRESH_FOR: Duration = Duration::from_secs(900);

/// Whether the hours of the move's provider were requested and are not known yet.
pub fn awaits_hours_of_move(desk: &Desk) -> bool {
    let provider = desk.change_form().and_then(ChangeForm::provider);
    provider.is_some_and(|provider| awaits_hours(desk, &provider))
}

pub(crate) fn awaits_hours(desk: &Desk, provider: &Provider) -> bool {
    let mut working = desk
        .slots
        .working
        .iter()
        .filter(|working| working.is_of(provider));
    working.any(|working| working.is_asking() && working.value().is_none())
}

/// Returns the standing of a day with respect to the hours of the current form's provider.
pub(super) fn day_fit(desk: &Desk, day: NaiveDate) -> HoursFit {
    hours_of(desk, desk.clinic).map_or(HoursFit::Unknown, |hours| hours.day_fit(day, desk.zone()))
}

/// Returns the hours of the provider in a form, or `None` if they aren't known.
pub(crate) fn hours_of(desk: &Desk, clinic: ClinicId) -> Option<&Hours> {
    hours_with(
        desk,
        &Provider::named(clinic, provider_in_form_of(desk, clinic))?,
    )
}

pub(crate) fn hours_with<'a>(desk: &'a Desk, provider: &Provider) -> Option<&'a Hours> {
    let clinic = provider.clinic();
    if !clinic.can().has_working_hours {
        return desk
            .office
            .lists
            .place(clinic, &provider.id())?
            .hours
            .as_ref();
    }
    desk.slots
        .working
        .iter()
        .find_map(|working| working.value_of(provider))?
        .as_ref()
}

fn provider_in_form_of(desk: &Desk, clinic: ClinicId) -> &str {
    desk.form_of(clinic)
        .draft()
        .text(clinic.provider_field())
        .trim()
}

impl Part<'_, Forms> {
    /// Requests the hours of every provider of a booking or move in progress, if its list has them.
    pub(crate) fn sync_hours(&mut self) {
        let wanted = self.providers_whose_hours_count();
        let (now, wants) = (self.office.moment, |whose: &Provider| {
            wanted.contains(whose)
        });
        self.slots_mut()
            .working
            .retain(|working| !working.is_due(FRESH_FOR, now) || working.key().is_some_and(wants));
        wanted
            .into_iter()
            .for_each(|whose| self.ask_for_hours(whose));
    }

    /// Returns the providers of the entry line or else of the forms, of the open move form, of the list's rows, and
    /// of the board's columns.
    fn providers_whose_hours_count(&self) -> Vec<Provider> {
        let in_form = |clinic: ClinicId| Provider::named(clinic, provider_in_form_of(self, clinic));
        let booked: Vec<Provider> = match line::visit_on_line(self) {
            Some(visit) => vec![visit.provider.clone()],
            None => self
                .office
                .setup
                .clinics
                .into_iter()
                .filter_map(in_form)
                .collect(),
        };
        let moved = self
            .change_form()
            .filter(|form| form.kind == ChangeKind::Move);
        let rows = self.bulk().into_iter().flat_map(|bulk| &bulk.rows);
        let in_rows = rows.filter_map(|row| row.change.target()?.provider());
        let board = self.overlays.get::<DayBoard>().into_iter();
        let in_columns = board
            .flat_map(|board| day::in_view(self, board))
            .map(|of| of.provider);
        let mut wanted = Vec::new();
        for provider in booked
            .into_iter()
            .chain(moved.and_then(ChangeForm::provider))
            .chain(in_rows)
            .chain(in_columns)
        {
            if provider.clinic().can().has_working_hours && !wanted.contains(&provider) {
                wanted.push(provider);
            }
        }
        wanted
    }

    /// Requests hours that are unknown or old; old ones stay in use meanwhile.
    fn ask_for_hours(&mut self, whose: Provider) {
        let clinic = whose.clinic();
        let known = self
            .slots
            .working
            .iter()
            .position(|working| working.is_of(&whose));
        let is_listed = || {
            self.office
                .lists
                .entry(clinic.providers(), &whose.id())
                .is_some()
        };
        if self.office.is_unreachable(clinic) || known.is_none() && !is_listed() {
            return;
        }
        let index = known.unwrap_or(self.slots.working.len());
        if known.is_none() {
            self.slots_mut().working.push(Query::default());
        }
        self.request_by(|part, moment, tickets| {
            let ticket = || tickets.next(Asker::Hours);
            let request =
                part.slots_mut().working[index].want_fresh(Some(whose), FRESH_FOR, moment, ticket);
            request.map(|(ticket, whose)| Effect::Clinic(ticket, ClinicCall::Hours(whose.clone())))
        });
    }
}
