//! From a wish to a time in the form: the one that was named, or the first free one that fits.

use chrono::{DateTime, Days as DayCount, NaiveDate, TimeDelta, Utc};

use crate::booking::time::{self, Wish};
use crate::booking::{Backend, Basis, FieldId, Free, Slot};

use super::{Desk, Effect};

impl Desk {
    /// Puts the time that was named into the form, or asks for free ones and holds the first that fits.
    pub(super) fn hold(&mut self, wish: Wish, words: &[&str]) -> Vec<Effect> {
        let mut effects = self.focus_on(start_of(self.backend));
        if let Ok(instant) = time::read(&words.join(" "), &self.setting().clock) {
            let text = time::print(instant, self.setup.zone);
            self.form_mut().set_text(text);
            self.refresh();
            self.note = Some("Ctrl-S books. Read back name and birth date first.".to_owned());
            return effects;
        }
        if self.provider().is_none() {
            self.note = Some("With whom, or where? Or type a time.".to_owned());
            return effects;
        }
        self.wanted = Some(wish);
        self.note = Some("Looking for the first free time…".to_owned());
        effects.retain(|effect| !matches!(effect, Effect::FreeTimes(..)));
        self.free = None;
        effects.extend(self.ask_for_free_times());
        effects
    }

    /// Free times have come: the first that was wished for goes into the form, unless a time was typed meanwhile.
    pub(super) fn hold_first_free(&mut self) {
        let Some(wish) = self.wanted.take() else { return };
        let start = start_of(self.backend);
        if !self.form().draft().text(start).trim().is_empty() {
            return;
        }
        let said = match self.free_times() {
            None => "Free times can't be had now: type a time.".to_owned(),
            Some(free) if free.basis == Basis::NoSchedule => {
                "Neither schedule nor hours are published: type a time.".to_owned()
            }
            Some(free) => match self.first_free(free, &wish) {
                Some(at) => {
                    let text = time::print(at, self.setup.zone);
                    self.form_mut().put(start, text);
                    self.taken_from_list = self.provider().zip(Some(at));
                    self.refresh();
                    "The first free time is held. Ctrl-S books.".to_owned()
                }
                None => format!("Nothing free: {}. Type a time, or wish for another.", wish.say()),
            },
        };
        self.note = Some(said);
    }

    /// The start of the first free time that fits the wish and lasts as long as the form says.
    fn first_free(&self, free: &Free, wish: &Wish) -> Option<DateTime<Utc>> {
        let minutes = match self.backend {
            Backend::Clinik => self.form().draft().text(FieldId::Minutes).trim().parse().unwrap_or(0),
            Backend::Aniva => 0,
        };
        let fits = |slot: &&Slot| slot.start > self.moment.now && wish.admits(slot.start, self.setup.zone);
        free.slots.iter().filter(fits).find(|slot| lasts(free, slot, minutes)).map(|slot| slot.start)
    }

    /// The day from which free times are asked for: that of the wish, else today.
    pub(super) fn free_from(&self) -> NaiveDate {
        let today = self.moment.now.with_timezone(&self.setup.zone).date_naive();
        self.wanted.as_ref().map_or(today, |wish| wish.from.max(today))
    }
}

/// The field in which a form says when.
fn start_of(backend: Backend) -> FieldId {
    match backend {
        Backend::Clinik => FieldId::Start,
        Backend::Aniva => FieldId::ScheduledAt,
    }
}

/// Whether so many minutes from the slot's start on are free without a gap.
pub(super) fn lasts(free: &Free, slot: &Slot, minutes: i64) -> bool {
    let until = slot.start + TimeDelta::minutes(minutes);
    let mut end = slot.end;
    while end < until {
        match free.slots.iter().find(|next| next.start == end && next.end > end) {
            Some(next) => end = next.end,
            None => return slot.start == slot.end,
        }
    }
    true
}

/// The last of `days` days from `first` on.
pub(super) fn last_of(first: NaiveDate, days: u64) -> Option<NaiveDate> {
    first.checked_add_days(DayCount::new(days - 1))
}
