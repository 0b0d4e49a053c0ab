//! The form of a change: opening it and reading it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::{Desk, Part, Submissions};
use booking::time::{Span, TimeProblem, Wish};
use booking::{
    AppointmentRef, CancelReason, Change, ChangeKind, Free, Id, Problem, Slot, Spot, Status, time,
};

use super::ChangeForm;

/// The maximum number of free times listed.
const MOST_TIMES: usize = 60;
/// The maximum number of listed times before the old one.
const MOST_EARLIER: usize = 3;

impl Desk {
    /// Returns the free time chosen for a move.
    pub(crate) fn chosen_time_to_move_to(&self) -> Option<Slot> {
        let form = self.change_form().filter(|form| form.kind == ChangeKind::Move && !form.asks_provider)?;
        self.times_to_move_to().get(form.chosen?).copied()
    }

    /// Returns the form for the change of an appointment, while it is open.
    pub fn change_form(&self) -> Option<&ChangeForm> {
        self.change_form.as_deref()
    }

    /// Returns the form that makes this change. If the appointment has changed since, the form keeps the
    /// typed text, and the change is made from that again.
    pub(super) fn form_with(&self, of: AppointmentRef, change: &Change) -> ChangeForm {
        let is_as_it_was = change.starts_from() == Some(&of);
        let mut form = ChangeForm::new(of, change.kind());
        match change {
            Change::Cancel(cancel) => {
                let given = CancelReason::given_by(cancel.reason());
                form.chosen =
                    given.and_then(|(reason, _)| CancelReason::ALL.iter().position(|row| *row == reason));
                form.input = given.map_or(cancel.reason(), |(_, note)| note).to_owned().into();
                return form;
            }
            Change::SetPanels(set) => {
                let has = self.panels_had(&form);
                let ids = set.panels().iter().map(Id::to_string);
                form.toggled = ids.filter(|id| has.contains(id) != set.adds()).collect();
            }
            Change::ConfirmDraw(draw) => {
                form.first = Some(draw.barcode().to_owned());
                form.input = draw.barcode().to_owned().into();
            }
            Change::Replace(_) | Change::Move(_) => {
                form.to = change.provider().filter(|provider| !form.of.is_with(provider));
            }
            Change::SetStatus(set) => {
                let statuses = form.of.next_statuses(self.moment.now);
                form.chosen = statuses.iter().position(|status| *status == set.to());
            }
            Change::Book(_) | Change::Remove(_) => {}
        }
        form.proposed = is_as_it_was.then(|| change.clone());
        form
    }

    /// Returns why the change was not made, or its conflicts.
    pub fn problems_of_change_form(&self) -> Vec<Problem> {
        let Some(form) = self.change_form() else { return Vec::new() };
        if let Some(told) = form.told.as_ref().filter(|_| form.against.is_empty()) {
            return told.to_text(self.setup.language);
        }
        if let Some(what) = self.untimely_in_form(form) {
            return vec![Problem::warning(Spot::Whole, what, "")];
        }
        let Some(change) = self.change_in_form() else { return Vec::new() };
        let Some(target) = change.target() else { return Vec::new() };
        match form.against.is_empty() {
            true => self.say(target, &self.against_move(&change)),
            false => self.say(target, &form.against),
        }
    }

    /// Returns why the form's action does not fit the time of its appointment; for a draw even before its
    /// barcode is entered.
    fn untimely_in_form(&self, form: &ChangeForm) -> Option<String> {
        let (now, zone, language) = (self.moment.now, self.zone_of(&form.of.visit()), self.setup.language);
        match form.kind {
            ChangeKind::Confirm => {
                let untimely = form.of.untimely_draw(now, zone)?;
                Some(untimely.to_text(&form.of, None, zone, language))
            }
            _ => self.change_in_form()?.untimely_said(now, zone, language),
        }
    }

    /// Returns the free times to which a move can go, narrowed by the typed text, including those that other
    /// desks hold. While no text is typed, the last few before the old time come first. If none matches the
    /// text, returns the free times from then on.
    pub fn times_to_move_to(&self) -> Vec<Slot> {
        let Some(form) = self.change_form() else { return Vec::new() };
        let Some(times) = &form.free else { return Vec::new() };
        let Some(free) = times.known() else { return Vec::new() };
        let zone = times.question().zone;
        let taken = self.taken_of(times);
        let free = free.without(&taken);
        let wish = self.wish_of_move(form);
        let length =
            form.of.minutes().map_or(TimeDelta::zero(), |minutes| TimeDelta::minutes(minutes.get().into()));
        let wished = self.wish_of(&form.of).filter(|_| form.typed().is_empty());
        let is_wished = |slot: &Slot| wished.as_ref().is_none_or(|wished| wished.holds(slot));
        let soonest = if form.of.is_waiting() { self.soonest_for_who_waits() } else { self.moment.now };
        let is_open =
            |slot: &&Slot| is_wished(slot) && (form.to.is_some() || Some(slot.start) != form.of.start);
        let open: Vec<&Slot> = free.bookable(soonest, length).filter(is_open).collect();
        let fits = |slot: &Slot| wish.as_ref().is_some_and(|wish| wish.admits(slot.start, zone));
        let is_narrowed = open.iter().any(|slot| fits(slot));
        let from = match &wish {
            Some(wish) => wish.from,
            None => self.earliest_offered(form).with_timezone(&zone).date_naive(),
        };
        let is_near = |slot: &Slot| match is_narrowed {
            true => fits(slot),
            false => slot.start.with_timezone(&zone).date_naive() >= from,
        };
        let mut slots: Vec<Slot> = open.into_iter().filter(|slot| is_near(slot)).copied().collect();
        let earlier = slots.iter().take_while(|slot| Some(slot.start) < form.of.start).count();
        if form.typed().is_empty() {
            slots.drain(..earlier.saturating_sub(MOST_EARLIER));
        }
        let fits_held = |slot: &&Slot| is_open(slot) && is_near(slot);
        let held: Vec<Slot> = self.slots_held(times, fits_held).into_iter().map(|(slot, _)| slot).collect();
        slots.extend(held);
        slots.sort_by_key(|slot| slot.start);
        slots.truncate(MOST_TIMES);
        slots
    }

    /// Returns the index of the proposed free time, which no other desk holds: the first after the old time,
    /// else the first that matches the typed text.
    pub fn proposed_time_to_move_to(&self) -> usize {
        let Some(form) = self.change_form() else { return 0 };
        let times = self.times_to_move_to();
        let is_later = |slot: &Slot| !form.typed().is_empty() || Some(slot.start) > form.of.start;
        let is_proposed = |slot: &Slot| is_later(slot) && self.desk_holding(slot).is_none();
        times.iter().position(is_proposed).unwrap_or(times.len())
    }

    /// Returns the typed text as a wish for a time, if it can be read.
    fn wish_of_move(&self, form: &ChangeForm) -> Option<Wish> {
        let words: Vec<&str> = form.typed().split_whitespace().collect();
        if words.is_empty() {
            return None;
        }
        time::wish(&words, &self.clock_of_move(form)).ok()
    }

    /// Returns the desk that holds one of those times, in words.
    pub fn desk_holding(&self, slot: &Slot) -> Option<String> {
        let provider = self.change_form()?.provider()?;
        self.hold_meeting(&provider, slot).map(|hold| self.held_where(hold))
    }

    /// Returns the earliest free time listed while no text is typed: from the day before the appointment's
    /// day.
    fn earliest_offered(&self, form: &ChangeForm) -> DateTime<Utc> {
        if let Some(wished) = self.wish_of(&form.of) {
            let first = wished.periods().iter().filter_map(|period| period.start).min();
            return first.unwrap_or(self.moment.now).max(self.soonest_for_who_waits());
        }
        let day_before = form.of.start.map(|start| start - TimeDelta::days(1));
        day_before.map_or(self.moment.now, |before| before.max(self.moment.now))
    }

    /// Returns the day whose free times are needed: the typed one, else the appointment's day, if it lies
    /// ahead.
    pub(crate) fn day_to_move_to(&self) -> Option<NaiveDate> {
        let form = self.change_form().filter(|form| form.kind == ChangeKind::Move)?;
        let zone = self.clock_of_move(form).zone;
        let at = self.earliest_offered(form).with_timezone(&zone).date_naive();
        Some(self.wish_of_move(form).map_or(at, |wish| wish.from))
    }

    /// Returns the free times from which the new time was picked, if it was.
    pub(crate) fn new_time_picked_from(&self) -> Option<&Free> {
        let form = self.change_form().filter(|form| form.chosen.is_some())?;
        form.free.as_ref()?.known()
    }

    /// Returns the new time as chosen or typed, with its end if that is typed; `None` while there is none.
    pub fn new_time(&self) -> Option<Result<Span, TimeProblem>> {
        let form = self.change_form()?;
        let from = |start: DateTime<Utc>| Ok(Span::from_start(start));
        if let Some(start) =
            form.proposed.as_ref().and_then(Change::target).and_then(|to| to.parts().span.start())
        {
            return Some(from(start));
        }
        // With another provider the time may stay as it is, or as it was chosen before.
        let before =
            form.made_before.as_ref().and_then(Change::target).and_then(|to| to.parts().span.start());
        let kept = before.or(form.of.start).filter(|_| form.to.is_some()).map(from);
        if form.asks_provider {
            return kept;
        }
        if let Some(slot) = form.chosen.and_then(|row| self.times_to_move_to().get(row).cloned()) {
            return Some(from(slot.start));
        }
        let text = form.typed();
        let clock = self.clock_of_move(form);
        match text {
            "" => kept,
            text => Some(time::span(text, &clock)),
        }
    }

    /// Returns the chosen reason with the typed text, or the typed text alone.
    pub(crate) fn reason_given(&self) -> Option<String> {
        let form = self.change_form()?;
        let language = self.setup.language;
        match form.chosen.and_then(|row| CancelReason::ALL.get(row)) {
            Some(reason) => Some(reason.with_note(form.typed(), language)),
            None => Some(form.typed().to_owned()).filter(|typed| !typed.is_empty()),
        }
    }

    /// Returns the statuses that can be chosen.
    pub fn statuses_to_set(&self) -> Vec<Status> {
        self.change_form().map(|form| form.of.next_statuses(self.moment.now)).unwrap_or_default()
    }

    /// Returns the new status as chosen or typed.
    pub fn new_status(&self) -> Option<Status> {
        let form = self.change_form()?;
        if let Some(Change::SetStatus(set)) = &form.proposed {
            return Some(set.to());
        }
        let can_be = self.statuses_to_set();
        match form.typed() {
            "" => can_be.get(form.chosen?).copied(),
            typed => Status::named(typed, self.setup.language).filter(|status| can_be.contains(status)),
        }
    }

    /// Returns the number of rows to choose from.
    pub(super) fn rows_of_change(&self) -> usize {
        match self.change_form().map(|form| form.kind) {
            Some(ChangeKind::Move) if self.asks_for_provider() => self.providers_to_choose().len(),
            Some(ChangeKind::Move) => self.times_to_move_to().len(),
            Some(ChangeKind::Status) => self.statuses_to_set().len(),
            Some(ChangeKind::Panels) => self.panels_to_choose().len(),
            Some(ChangeKind::Confirm | ChangeKind::Remove) => 0,
            _ => CancelReason::ALL.len(),
        }
    }

    /// Returns the change that the form makes, once it is complete.
    pub fn change_in_form(&self) -> Option<Change> {
        let form = self.change_form()?;
        match form.kind {
            _ if form.proposed.is_some() => form.proposed.clone(),
            ChangeKind::Cancel => Change::cancelled(form.of.clone(), &self.reason_given()?),
            ChangeKind::Move => self.move_in_form(form),
            ChangeKind::Status => Change::with_status(form.of.clone(), self.new_status()?),
            ChangeKind::Panels => self.panel_changes_in_form().into_iter().next(),
            ChangeKind::Confirm => Change::drawn(form.of.clone(), form.first.as_deref()?, form.typed()),
            ChangeKind::Remove => Change::removed(form.of.clone()),
            ChangeKind::Book => None,
        }
    }
}

impl Part<'_, Submissions> {
    /// Keeps the chosen free time chosen when its row has changed: times may have become held, or free.
    pub(crate) fn choose_time_again(&mut self, chosen: Slot) {
        let row = self.times_to_move_to().iter().position(|slot| *slot == chosen);
        self.change_form_mut().iter_mut().for_each(|form| form.chosen = row);
    }
}
