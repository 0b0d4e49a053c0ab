//! Whoever of several is free first: the search that a line asks for, and its result in the form.

use booking::Provider;
use booking::line::ProviderGroup;
use booking::time::{self, Wish};
use i18n::say;
use office::{BookingForm, FreeStart, GroupSearch, Office};
use words::{NextFree, no_free_time};

use super::first_free::{OTHERS, filled_as_is};
use crate::in_hand::{length, provider};
use crate::slots::free::{first_day_offered, last_day_offered};
use crate::{Desk, Effect, Forms, Note, Part, in_hand, note};

/// Returns the group of whom the line has wanted whoever is free first, while the form is as the line has left it.
pub(super) fn group_in_hand(desk: &Desk) -> Option<&ProviderGroup> {
    let filled = if desk.slots.wanted.is_some() {
        desk.line.filled()
    } else {
        filled_as_is(desk)
    };
    filled?
        .group
        .as_ref()
        .filter(|_| desk.slots.group.is_some())
}

/// Whether a search for whoever of a group is free first is under way.
pub(super) fn looks_for_whoever(desk: &Desk) -> bool {
    desk.slots.wanted.is_some() && desk.slots.group.is_some() && provider(desk).is_none()
}

impl Part<'_, Forms> {
    /// Searches for whoever of a group is free first.
    pub(crate) fn look_for_whoever(&mut self, group: ProviderGroup, wish: Wish) {
        let clinic = self.clinic;
        if wish.from > last_day_offered(self) {
            let last = last_day_offered(self);
            return self.note(Note::new(move |language| {
                say!(language, "hold-too-far", last = time::day(last, language))
            }));
        }
        let patient = in_hand::patient_named(self, clinic).to_owned();
        self.office_mut().want_patient(clinic, &patient);
        let members = self.office.suited(clinic, &patient, group.members(clinic));
        let questions = self.office.group_questions(members, length(self));
        let now = self.office.moment;
        let known = self.slots.group.as_ref();
        if !known.is_some_and(|known| known.still_answer(&questions, now)) {
            self.stop_asking_for_group();
            self.slots_mut().group = Some(Office::group_times(questions));
        }
        if let Some(filled) = self.line_mut().filled_mut() {
            filled.group = Some(group);
        }
        let slots = self.slots_mut();
        slots.wanted = Some(wish);
        slots.free = None;
        self.keep_to_rules();
        self.enter_first_free();
    }

    /// Requests what the search needs next.
    pub(super) fn ask_for_whoever(&mut self) {
        let Some(wish) = self.slots.wanted.filter(|_| looks_for_whoever(self)) else {
            return;
        };
        let first_day = first_day_offered(self);
        let Some(mut group) = self.slots_mut().group.take() else {
            return;
        };
        self.office_mut()
            .ask_for_search(&mut group, first_day, &wish);
        self.slots_mut().group = Some(group);
    }

    /// Handles new free times of the group: whoever is free first is entered in the form with the time, once nobody can
    /// be free sooner, unless a time was typed meanwhile.
    pub(super) fn enter_whoever_is_free(&mut self, wish: &Wish) {
        let start = self.form().draft().text(self.clinic.start_field());
        if !start.trim().is_empty() {
            self.slots_mut().wanted = None;
            return;
        }
        let Some(group) = &self.slots.group else {
            return;
        };
        let first_day = first_day_offered(self);
        let note = match self.office.search_group(group, first_day, wish) {
            GroupSearch::Awaited => return self.note_progress(),
            GroupSearch::Found {
                first,
                is_passed_over,
            } => self.enter_whoever(first, wish, is_passed_over),
            GroupSearch::Ended(why) => match no_free_time(why) {
                Some(message) => Note::of_message(message),
                None => self.offer_next_of_group(*wish),
            },
        };
        let note = note.and(self.note_of_unread());
        self.note(note);
        self.slots_mut().wanted = None;
    }

    /// Says how many of the calendars have been read.
    pub(super) fn note_progress(&mut self) {
        let progress = self.slots.group.as_ref().map(office::GroupTimes::progress);
        if let Some(progress) = progress {
            self.note(note!(
                "hold-looking-among",
                read = progress.read,
                all = progress.all
            ));
        }
    }

    /// Enters whoever is free first, and offers the next times of anybody.
    fn enter_whoever(&mut self, first: FreeStart, wish: &Wish, is_passed_over: bool) -> Note {
        let clinic = self.clinic;
        let who = self.words().provider(clinic, &first.provider.id());
        self.enter_member(&first.provider);
        self.take_length_of_picked(first.start);
        let others = self.next_of_group(wish, &first);
        self.enter_moment(first.start);
        self.form_mut().enter(BookingForm::note_start_found);
        let others = others.into_iter().map(Into::into).collect();
        self.record_offer(Some(first.into()), others);
        let patient = self.office.coming_up(clinic).filter(|_| is_passed_over);
        match patient.map(|(patient, _)| patient.to_owned()) {
            Some(patient) => note!("hold-whoever-for-both", who = who, patient = patient),
            None => note!("hold-whoever", who = who),
        }
    }

    /// Enters a member of the group in the form, whose free times are known.
    pub(super) fn enter_member(&mut self, member: &Provider) {
        let group = self.slots.group.as_ref();
        let times = group.and_then(|group| group.of(member)).cloned();
        self.put_provider_before_time(member.id());
        self.slots_mut().free = times;
    }

    /// Offers the next times of anybody, selected by digits, and returns the note that no time matches the wish.
    fn offer_next_of_group(&mut self, wish: Wish) -> Note {
        let open = time::wish::<&str>(&[], &self.setting().clock).ok();
        let next = self.slots.group.as_ref().zip(open.as_ref());
        let next =
            next.map(|(group, open)| self.office.group_alternatives(group, &wish, open, OTHERS));
        let next = next.unwrap_or_default();
        let words = self.words();
        let next_free: Vec<NextFree> = next.iter().map(|one| words.next_free(one)).collect();
        let first_day = first_day_offered(self);
        let group = self.slots.group.as_ref();
        let count = group.map_or(0, |group| group.members().len());
        let until = group.and_then(|group| group.searched_until(first_day, &wish));
        self.record_offer(None, next.into_iter().map(Into::into).collect());
        Note::new(move |language| words::nobody_free(count, &wish, until, &next_free, language))
    }

    /// Returns the next free times of anybody that a wish admits, but for `first`.
    fn next_of_group(&self, wish: &Wish, first: &FreeStart) -> Vec<FreeStart> {
        let Some(group) = &self.slots.group else {
            return Vec::new();
        };
        let starts = self.office.group_starts(group, wish).into_iter();
        let others = starts.filter(|start| start != first);
        others.take(OTHERS).collect()
    }

    /// Returns the note that names those whose calendars could not be read.
    fn note_of_unread(&self) -> Option<Note> {
        let who = self.words().unread_members(self.slots.group.as_ref()?)?;
        Some(note!("hold-not-asked", who = who))
    }

    /// Abandons the requests for the group's free times.
    pub(super) fn stop_asking_for_group(&mut self) {
        let group = self.slots_mut().group.as_mut();
        let tickets = group.map(office::GroupTimes::give_up).unwrap_or_default();
        self.request(tickets.into_iter().map(Effect::Abandon));
    }
}
