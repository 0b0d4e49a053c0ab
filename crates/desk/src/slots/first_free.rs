//! Entering a wished time in the form: the named time, or the first free one that matches. Digits select the
//! next free times instead.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use zones::Zone;

use booking::time::{self, Wish};
use booking::{Booking, Free, Severity};
use i18n::say;

use super::length::length_of_slot;
use crate::in_hand::{
    length, note_of_read_back, patient_named, provider, requested_free_times, slot_in_form, today,
};
use crate::model::{Filled, LineStage, OfferedTime};
use crate::slots::free::{
    days_searched, first_day_offered, free_rows, key_to_look_further, known_of, last_day_offered,
};
use crate::slots::whoever::looks_for_whoever;
use crate::{Desk, Forms, Note, Part, Rows, note};
use office::{BookingForm, FreeSearch, FreeTimes, Known, Search, day_to_search};
use words::{no_free_time, nothing_free};

/// The number of free times offered beside the held one, or in place of one that is gone.
pub(super) const OTHERS: usize = 3;

/// Returns the first day to request for the wish.
pub(super) fn day_for_wish(desk: &Desk) -> Option<NaiveDate> {
    let wish = desk.slots.wanted.as_ref()?;
    let first = first_day_offered(desk);
    match requested_free_times(desk) {
        None => Some(days_searched(desk, Some(wish)).0),
        Some(times) => day_to_search(times, first, wish),
    }
}

/// Returns what the line has filled in, if the form still holds exactly that.
pub(super) fn filled_as_is(desk: &Desk) -> Option<&Filled> {
    let LineStage::Filled { .. } = desk.line.stage else {
        return None;
    };
    let filled = desk.line.filled()?;
    (filled.draft == *desk.form().draft()).then_some(filled)
}

/// Whether the form holds everything that the line says.
pub(crate) fn is_read_back(desk: &Desk) -> bool {
    filled_as_is(desk).is_some() && slot_in_form(desk).is_some()
}

/// Returns the start that the line has filled in if it has a warning and no other time is offered yet; `None` while a
/// change is under way.
pub(super) fn doubtful_start(desk: &Desk) -> Option<DateTime<Utc>> {
    let problem = desk.form().problem(desk.clinic.start_field())?;
    let knows_patient = desk.office.upcoming().is_none() || desk.office.has_all_upcoming();
    let is_under_way = desk.phase().is_some() || desk.slots.wanted.is_some();
    if problem.severity != Severity::Warning || is_under_way || !knows_patient {
        return None;
    }
    let filled =
        filled_as_is(desk).filter(|filled| filled.held.is_none() && filled.others.is_empty());
    filled
        .and_then(|_| slot_in_form(desk))
        .map(|slot| slot.start)
}

/// Returns the day whose free times have to be requested to offer some in place of a doubtful start.
pub(super) fn day_for_others(desk: &Desk, start: DateTime<Utc>) -> Option<NaiveDate> {
    let day = start.with_timezone(&desk.zone()).date_naive();
    let is_offered =
        provider(desk).is_some() && (today(desk)..=last_day_offered(desk)).contains(&day);
    (is_offered && known_of(desk, day) == Known::Unasked).then_some(day)
}

/// Returns the free times that digits select instead of the one in the form, while the form is as the line
/// filled it.
pub(crate) fn other_times(desk: &Desk) -> &[OfferedTime] {
    filled_as_is(desk).map_or(&[], |filled| &filled.others)
}

/// Returns the search for a time of the visit in the form.
pub(super) fn search_for_form<'a>(desk: &Desk, times: &'a FreeTimes) -> Search<'a> {
    times.search(length(desk))
}

/// Returns the starts of the free times at which the visit in the form can be.
fn starts_for_form(desk: &Desk) -> Vec<DateTime<Utc>> {
    let Some(times) = requested_free_times(desk) else {
        return Vec::new();
    };
    desk.office
        .starts_offered(times, search_for_form(desk, times))
}

/// Returns the first of these starts that match the wish.
fn fitting(desk: &Desk, wish: &Wish) -> Vec<DateTime<Utc>> {
    let Some(times) = requested_free_times(desk) else {
        return Vec::new();
    };
    let search = search_for_form(desk, times).with_wish(wish);
    let mut starts = desk.office.starts_offered(times, search);
    starts.truncate(1 + OTHERS);
    starts
}

/// Returns the next free times in place of one that is gone, while that is still in the form.
pub(crate) fn rows_instead(desk: &Desk) -> Rows {
    let Some((booking, gone)) = desk
        .form()
        .review()
        .booking
        .as_ref()
        .zip(desk.slots.gone.as_ref())
    else {
        return Rows::default();
    };
    if booking.provider().zip(booking.subject().1).as_ref() != Some(gone) {
        return Rows::default();
    }
    let clock = desk.setting().clock;
    let key = key_to_look_further(desk);
    requested_free_times(desk)
        .and_then(|times| desk.words().rows_instead(booking, times, &clock, &key))
        .unwrap_or_else(|| free_rows(desk))
}

impl Part<'_, Forms> {
    /// Enters the named time in the form, or searches for the first free one that matches.
    pub(crate) fn propose_time(&mut self, wish: Wish, text: &str) {
        if let Ok(span) = time::span(text, &self.setting().clock) {
            self.put_span(span);
            self.form_mut().enter(BookingForm::note_start_found);
            self.record_filled();
            self.note(note_of_read_back(self));
        } else if provider(self).is_none() {
            let clinic = self.clinic;
            self.note(Note::new(move |language| {
                let whom = clinic.words().with_whom.text(language);
                say!(language, "hold-or-time", whom)
            }));
        } else if wish.from > last_day_offered(self) {
            let last = last_day_offered(self);
            self.note(Note::new(move |language| {
                say!(language, "hold-too-far", last = time::day(last, language))
            }));
        } else {
            let clinic = self.clinic;
            let patient = patient_named(self, clinic).to_owned();
            self.office_mut().want_patient(clinic, &patient);
            self.slots_mut().wanted = Some(wish);
            self.note(note!("hold-looking"));
            self.slots_mut().free = None;
        }
    }

    /// Handles new free times: the first match is entered in the form, unless a time was typed meanwhile;
    /// without a match, the next days are searched.
    pub(crate) fn enter_first_free(&mut self) {
        let Some(wish) = self.slots.wanted else {
            return;
        };
        let patient = patient_named(self, self.clinic);
        if self.office.awaits_upcoming_of(self.clinic, patient) {
            self.slots_mut().awaits_patient = true;
            if looks_for_whoever(self) {
                self.note_progress();
            }
            return;
        }
        if looks_for_whoever(self) {
            return self.enter_whoever_is_free(&wish);
        }
        if !self
            .form()
            .draft()
            .text(self.clinic.start_field())
            .trim()
            .is_empty()
        {
            self.slots_mut().wanted = None;
            return;
        }
        let Some(times) = requested_free_times(self) else {
            return;
        };
        let first_day = first_day_offered(self);
        let search = search_for_form(self, times);
        let search = self.office.search_free(times, search, first_day, &wish);
        let note = match search {
            FreeSearch::Found {
                first,
                is_passed_over,
            } => self.enter_first(first, &wish, is_passed_over),
            FreeSearch::Awaited => return,
            FreeSearch::Further(day) => {
                return self.note(Note::new(move |language| {
                    say!(
                        language,
                        "hold-looking-further",
                        day = time::day(day, language)
                    )
                }));
            }
            FreeSearch::Ended(why) => match no_free_time(why) {
                Some(message) => Note::of_message(message),
                None => self.offer_next(wish),
            },
        };
        self.note(note);
        self.slots_mut().wanted = None;
    }

    /// Offers the next free times, selected by digits, and returns the note that no time matches the wish. None
    /// is held, since none was wished for.
    fn offer_next(&mut self, wish: Wish) -> Note {
        let zone = self.zone();
        let next = requested_free_times(self).map(|times| {
            let search = search_for_form(self, times);
            self.office.alternatives(times, search, &wish, OTHERS)
        });
        let next = next.unwrap_or_default();
        self.record_offer(None, offered(next.clone()));
        let provider = provider(self)
            .map(|provider| provider.id())
            .unwrap_or_default();
        let who = self.words().provider(self.clinic, &provider);
        Note::new(move |language| nothing_free(&who, &wish, &next, zone, language))
    }

    fn enter_first(&mut self, first: DateTime<Utc>, wish: &Wish, is_passed_over: bool) -> Note {
        self.take_length(length_of_slot(self, first), first);
        // The others have room for a visit of that length.
        let mut others = fitting(self, wish);
        others.retain(|other| *other != first);
        others.truncate(OTHERS);
        self.enter_moment(first);
        self.form_mut().enter(BookingForm::note_start_found);
        self.record_offer(Some(first.into()), offered(others));
        match self
            .office
            .coming_up(self.clinic)
            .filter(|_| is_passed_over)
        {
            Some((who, _)) => note!("hold-first-for-both", who = who.to_owned()),
            None => note!("hold-first"),
        }
    }

    /// Offers the nearest free times, selected by digits, in place of a doubtful start.
    pub(super) fn offer_others(&mut self, start: DateTime<Utc>) {
        let others = nearest(start, starts_for_form(self), self.zone());
        self.record_offer(None, offered(others));
    }

    /// Records the free time that is held, and those that digits select instead.
    pub(super) fn record_offer(&mut self, held: Option<OfferedTime>, others: Vec<OfferedTime>) {
        if let Some(filled) = self.line_mut().filled_mut() {
            (filled.held, filled.others) = (held, others);
        }
    }

    /// Stops the search for a free time.
    pub(crate) fn stop_looking(&mut self) {
        self.slots_mut().wanted = None;
        self.note(note!("hold-stopped"));
        self.stop_asking_for_group();
        self.stop_asking_for_free_times()
    }

    /// Enters another of the free times; the one held before joins the others.
    pub(crate) fn take_other_time(&mut self, number: usize) {
        let Some(filled) = self.line_mut().filled_mut() else {
            return;
        };
        let Some(OfferedTime { start, provider }) = filled.others.get(number).cloned() else {
            return;
        };
        let held = OfferedTime {
            start,
            provider: provider.clone(),
        };
        match filled.held.replace(held) {
            Some(held) => filled.others[number] = held,
            None => drop(filled.others.remove(number)),
        }
        filled.others.sort_by_key(|other| other.start);
        if let Some(provider) = provider {
            self.enter_member(&provider);
        }
        self.enter_moment(start);
        self.note(note!("hold-other"));
    }

    /// Enters a free time in the form as part of the line's filling.
    pub(crate) fn enter_moment(&mut self, at: DateTime<Utc>) {
        self.put_moment(at);
        self.record_filled();
    }

    /// Records the form's content as filled in by the line.
    pub(super) fn record_filled(&mut self) {
        let draft = self.form().draft().clone();
        if let Some(filled) = self.line_mut().filled_mut() {
            filled.draft = draft;
        }
    }

    /// Offers other times in the form of a booking whose time has been taken.
    pub(crate) fn offer_other_times(&mut self, booking: &Booking, free: Option<Free>) {
        let clinic = booking.clinic();
        self.slots_mut().gone = booking.provider().zip(booking.subject().1);
        // Booking the time all the same asks about the conflict, as for any other time.
        self.forms_mut()[clinic].enter(BookingForm::release_picked);
        if self.clinic != clinic {
            return;
        }
        self.enter_field(clinic.start_field());
        self.list_instead(booking, free);
        let picker = &mut self.form_mut().picker;
        (picker.open, picker.chosen) = (true, Some(0));
    }

    /// Lists the free times around that of a booking, requesting them if they have not been read.
    fn list_instead(&mut self, booking: &Booking, free: Option<Free>) {
        let Some(days) = self.office.days_of(booking) else {
            return;
        };
        self.slots_mut().free = None;
        match free {
            Some(free) => self.read_about(days.first(), free),
            None => self.ask_about(days.first()),
        }
    }
}

fn offered(times: Vec<DateTime<Utc>>) -> Vec<OfferedTime> {
    times.into_iter().map(OfferedTime::from).collect()
}

/// Returns the times to offer in place of a start: the nearest ones on its day, then on each later day the one nearest
/// to its time of day.
fn nearest(start: DateTime<Utc>, free: Vec<DateTime<Utc>>, zone: Zone) -> Vec<DateTime<Utc>> {
    let local = start.with_timezone(&zone);
    let mut days = BTreeMap::<NaiveDate, BTreeSet<_>>::new();
    for time in free.into_iter().filter(|time| *time != start) {
        let there = time.with_timezone(&zone);
        let away = (there.time() - local.time()).abs();
        days.entry(there.date_naive())
            .or_default()
            .insert((away, time));
    }
    let days = days.range(local.date_naive()..);
    let offered = days.flat_map(|(day, times)| {
        let most = if *day == local.date_naive() {
            OTHERS
        } else {
            1
        };
        times.iter().take(most).map(|(_, time)| *time)
    });
    let mut offered: Vec<_> = offered.take(OTHERS).collect();
    offered.sort();
    offered
}
