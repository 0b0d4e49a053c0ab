//! The first available practitioner of several: the search that a line asks for, and its result in the form.

use booking::Provider;
use booking::line::ProviderGroup;
use booking::time::Wish;
use office::{DayReads, Office};

use super::first_free::case_as_filled;
use crate::current::{provider, today};
use crate::slots::free::needs_of_form;
use crate::{Desk, Effect, Forms, Note, Part, note};

/// Returns the group among whom the line wanted the first available practitioner, while the form is as the line left
/// it.
pub(super) fn group_wanted(desk: &Desk) -> Option<&ProviderGroup> {
    let case = if desk.slots.wanted.is_some() {
        desk.line.case()
    } else {
        case_as_filled(desk)
    };
    if desk.slots.group.is_some() {
        case?.group()
    } else {
        None
    }
}

/// Returns whether a search for the first available practitioner of a group is under way.
pub(super) fn looks_for_first_available(desk: &Desk) -> bool {
    desk.slots.wanted.is_some() && desk.slots.group.is_some() && provider(desk).is_none()
}

impl Part<'_, Forms> {
    /// Searches for the first available practitioner of a group.
    pub(super) fn look_for_first_available(&mut self, group: &ProviderGroup, wish: Wish) {
        let questions = self.office.questions_of_group(self.form(), group);
        let now = self.office.moment;
        let known = self.slots.group.as_ref();
        if !known.is_some_and(|known| known.still_answer(&questions, now)) {
            self.stop_asking_for_group();
            self.slots_mut().group = Some(Office::group_times(questions));
        }
        if wish.at_once {
            // A practitioner who waits for a patient may have time.
            let clinic = self.clinic;
            let today = today(self);
            DayReads::ask_some(self.office_mut(), [clinic], today);
        }
        let slots = self.slots_mut();
        slots.wanted = Some(wish);
        slots.free = None;
        self.enter_first_free();
    }

    /// Requests what the search needs next.
    pub(super) fn ask_for_first_available(&mut self) {
        if !looks_for_first_available(self) {
            return;
        }
        let Some(wish) = self.slots.wanted else {
            return;
        };
        let needs = needs_of_form(self);
        let Some(mut group) = self.slots_mut().group.take() else {
            return;
        };
        let search = needs.search().with_wish(&wish);
        self.office_mut().ask_for_search(&mut group, search);
        self.slots_mut().group = Some(group);
    }

    /// Notes how many of the calendars have been read.
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

    /// Enters a member of the group in the form, whose free times are known.
    pub(super) fn enter_member(&mut self, member: &Provider) {
        let group = self.slots.group.as_ref();
        let times = group.and_then(|group| group.of(member)).cloned();
        self.put_provider_before_time(member.id().to_owned());
        self.slots_mut().free = times;
    }

    /// Returns the note that names the practitioners whose calendars could not be read.
    pub(super) fn note_of_unread(&self) -> Option<Note> {
        let group = self.slots.group.as_ref()?;
        self.words().unread_of(group)?;
        Some(self.each_language(|words| words.unread_of(group).unwrap_or_default()))
    }

    /// Abandons the requests for the group's free times.
    pub(super) fn stop_asking_for_group(&mut self) {
        let group = self.slots_mut().group.as_mut();
        let tickets = group.map(office::GroupTimes::give_up).unwrap_or_default();
        self.request(tickets.into_iter().map(Effect::Abandon));
    }
}
