//! Entering a wished time in the form: the named time, or the first free one that matches. Digits select the
//! next free times instead.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use zones::Zone;

use booking::time::{self, Wish};
use booking::{Booking, Free, Severity};
use i18n::say;

use crate::current::{
    is_under_way, patient_named, provider, requested_free_times, slot_in_form, today,
};
use crate::model::LineStage;
use crate::slots::first_available::looks_for_first_available;
use crate::slots::free::{
    days_searched, free_rows, key_to_look_further, known_of, last_day_offered, needs_of_form,
};
use crate::{Desk, Forms, Note, Part, Rows, note};
use office::{
    BookingCase, BookingForm, Calendars, FoundTime, Known, MOST_OFFERED, NoFreeTime, OfferedTime,
    Search, Sought, TimeSearch, day_to_search,
};

/// Returns the first day to request for the wish.
pub(super) fn day_for_wish(desk: &Desk) -> Option<NaiveDate> {
    let wish = desk.slots.wanted.as_ref()?;
    match requested_free_times(desk) {
        None => Some(days_searched(desk, Some(wish)).0),
        Some(times) => day_to_search(times, needs_of_form(desk).search().with_wish(wish)),
    }
}

/// Returns the booking that the line has begun, if the form is still exactly as the line filled it.
pub(super) fn case_as_filled(desk: &Desk) -> Option<&BookingCase> {
    let LineStage::Filled { .. } = desk.line.stage() else {
        return None;
    };
    let case = desk.line.case()?;
    case.is_as_filled(desk.form()).then_some(case)
}

/// Returns whether the form holds everything that the line says.
pub(crate) fn is_read_back(desk: &Desk) -> bool {
    case_as_filled(desk).is_some() && slot_in_form(desk).is_some()
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
    let case = case_as_filled(desk)?;
    if case.held().is_some() || !case.others().is_empty() {
        return None;
    }
    Some(slot_in_form(desk)?.start)
}

/// Returns the day whose free times have to be requested to offer others in place of a doubtful start.
pub(super) fn day_for_others(desk: &Desk, start: DateTime<Utc>) -> Option<NaiveDate> {
    let day = start.with_timezone(&desk.zone()).date_naive();
    let is_offered =
        provider(desk).is_some() && (today(desk)..=last_day_offered(desk)).contains(&day);
    (is_offered && known_of(desk, day) == Known::Unasked).then_some(day)
}

/// Returns the free times that digits select instead of the one in the form, while the form is as the line
/// filled it and its booking is not being sent.
pub(crate) fn other_times(desk: &Desk) -> &[OfferedTime] {
    match case_as_filled(desk) {
        Some(case) if !is_under_way(desk, case.draft().clinic()) => case.others(),
        _ => &[],
    }
}

/// Returns the starts of the free times that suit the visit in the form, for which a person has named a time.
fn starts_for_form(desk: &Desk) -> Vec<DateTime<Utc>> {
    let Some(times) = requested_free_times(desk) else {
        return Vec::new();
    };
    let needs = needs_of_form(desk);
    let search = Search {
        wished: None,
        ..needs.search()
    };
    desk.office.starts_offered(times, search)
}

/// Returns the calendars in which a time for the form's visit is searched, once requested.
fn calendars(desk: &Desk) -> Option<Calendars<'_>> {
    if looks_for_first_available(desk) {
        desk.slots.group.as_ref().map(Calendars::Any)
    } else {
        requested_free_times(desk).map(Calendars::One)
    }
}

/// Returns the next free times in place of one that is gone, while the form still has that one.
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
    if booking.provider().zip(booking.start()).as_ref() != Some(gone) {
        return Rows::default();
    }
    let clock = desk.setting().clock;
    let key = key_to_look_further(desk);
    let needs = needs_of_form(desk);
    requested_free_times(desk)
        .and_then(|times| {
            desk.words()
                .rows_instead(booking, &needs, times, &clock, &key)
        })
        .unwrap_or_else(|| free_rows(desk))
}

impl Part<'_, Forms> {
    /// Lets the booking that the line has begun change the front form. Without such a booking, only the form changes.
    pub(crate) fn in_case<T>(
        &mut self,
        step: impl FnOnce(&mut BookingCase, &Desk, &mut BookingForm) -> T,
    ) -> T {
        let mut form = self.form().booking_form().clone();
        let case = self.line.case().cloned();
        let mut case = case.unwrap_or_else(|| BookingCase::of_typed(form.draft().clone()));
        let result = step(&mut case, self, &mut form);
        self.form_mut().enter(|present| *present = form);
        if let Some(present) = self.line_mut().case_mut() {
            *present = case;
        }
        result
    }

    /// Searches for the first free time that a wish admits.
    pub(crate) fn look_for_time(&mut self, sought: &Sought, wish: Wish) {
        let clinic = self.clinic;
        let patient = patient_named(self, clinic).to_owned();
        self.office_mut().want_patient(clinic, &patient);
        match sought {
            Sought::One(_) => {
                self.slots_mut().wanted = Some(wish);
                self.slots_mut().free = None;
                self.note(note!("hold-looking"));
            }
            Sought::Any(group) => self.look_for_first_available(group, wish),
        }
    }

    /// Handles new free times. The first match is entered in the form, unless a time was typed meanwhile. Without a
    /// match, the next days are searched.
    pub(crate) fn enter_first_free(&mut self) {
        let Some(wish) = self.slots.wanted else {
            return;
        };
        let patient = patient_named(self, self.clinic);
        if self.office.awaits_upcoming_of(self.clinic, patient) {
            self.slots_mut().awaits_patient = true;
            if looks_for_first_available(self) {
                self.note_progress();
            }
            return;
        }
        let start = self.form().draft().text(self.clinic.start_field());
        if !start.trim().is_empty() {
            self.slots_mut().wanted = None;
            return;
        }
        let Some(among) = calendars(self) else {
            return;
        };
        let is_among_several = matches!(among, Calendars::Any(_));
        let needs = needs_of_form(self);
        let search = needs.search().with_wish(&wish);
        let search = self.office.search_time(among, search);
        let note = match search {
            TimeSearch::Found(found) => self.enter_found(&found, &wish),
            TimeSearch::Awaited if is_among_several => return self.note_progress(),
            TimeSearch::Awaited => return,
            TimeSearch::Further(day) => {
                return self.note(Note::new(move |language| {
                    say!(
                        language,
                        "hold-looking-further",
                        day = time::day(day, language)
                    )
                }));
            }
            TimeSearch::Ended(why) => self.offer_instead(why, &wish),
        };
        let unread = is_among_several.then(|| self.note_of_unread()).flatten();
        self.note(note.and(unread));
        self.slots_mut().wanted = None;
    }

    /// Enters the first free time, and offers the next ones, selected by digits. Returns the note about it.
    fn enter_found(&mut self, found: &FoundTime, wish: &Wish) -> Note {
        let clock = self.setting().clock;
        let needs = needs_of_form(self);
        self.in_case(|case, desk, form| {
            if let Some(among) = calendars(desk) {
                let first = found.first.clone();
                case.take_found(&desk.office, form, first, among, wish, &clock);
            }
        });
        self.show_times_of(&found.first);
        let clinic = self.clinic;
        let slots = &self.slots;
        let among = match (&found.first.provider, &slots.group, &slots.free) {
            (Some(_), Some(group), _) => Calendars::Any(group),
            (_, _, Some(times)) => Calendars::One(times),
            _ => return note!("hold-first"),
        };
        self.each_language(|words| words.time_found(clinic, found, among, &needs, wish))
    }

    /// Offers the next free times, selected by digits, if none matches the wish. None is held, as none was wished for.
    /// Returns the note about why none matches.
    fn offer_instead(&mut self, why: NoFreeTime, wish: &Wish) -> Note {
        let Some(among) = calendars(self) else {
            return note!("hold-failed");
        };
        let needs = needs_of_form(self);
        let search = needs.search().with_wish(wish);
        let next = self.office.times_instead(among, search, MOST_OFFERED);
        let note = self.each_language(|words| words.none_found(why, among, &needs, wish, &next));
        if why == NoFreeTime::NoneFits {
            self.record_offer(None, next);
        }
        note
    }

    /// Shows the free times of the practitioner who has an offered time, if the line leaves open who it is.
    fn show_times_of(&mut self, offered: &OfferedTime) {
        if let Some(provider) = &offered.provider {
            let group = self.slots.group.as_ref();
            self.slots_mut().free = group.and_then(|group| group.of(provider)).cloned();
        }
    }

    /// Offers the nearest free times, selected by digits, in place of a doubtful start.
    pub(super) fn offer_others(&mut self, start: DateTime<Utc>) {
        let others = nearest(start, starts_for_form(self), self.zone());
        self.record_offer(None, others.into_iter().map(OfferedTime::from).collect());
    }

    /// Records the free time that is held, and the times that digits select instead.
    pub(super) fn record_offer(&mut self, held: Option<OfferedTime>, others: Vec<OfferedTime>) {
        if let Some(case) = self.line_mut().case_mut() {
            case.offer(held, others);
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
        let clock = self.setting().clock;
        let taken =
            self.in_case(|case, desk, form| case.take_other(&desk.office, form, number, &clock));
        let Some(taken) = taken else { return };
        self.show_times_of(&taken);
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
        if let Some(case) = self.line_mut().case_mut() {
            case.record(draft);
        }
    }

    /// Offers other times in the form of a booking whose time has been taken.
    pub(crate) fn offer_other_times(&mut self, booking: &Booking, free: Option<Free>) {
        let clinic = booking.clinic();
        self.slots_mut().gone = booking.provider().zip(booking.start());
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
    let mut offered: Vec<_> = days
        .flat_map(|(day, times)| {
            let most = if *day == local.date_naive() {
                MOST_OFFERED
            } else {
                1
            };
            times.iter().take(most).map(|(_, time)| *time)
        })
        .take(MOST_OFFERED)
        .collect();
    offered.sort();
    offered
}
