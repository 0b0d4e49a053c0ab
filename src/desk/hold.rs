//! From a wish to a time in the form: the one that was named, or the first free one that fits, with those after
//! it a digit away.

use chrono::{DateTime, Days as DayCount, NaiveDate, TimeDelta, Utc};

use crate::booking::time::{self, Wish};
use crate::booking::{Backend, Basis, FieldId, Free, Slot};

use super::fill::start_of;
use super::{Desk, Effect};

/// How many free times are offered beside the one that is held.
const OTHERS: usize = 3;

impl Desk {
    /// Puts the time that was named into the form, or asks for free ones and holds the first that fits.
    pub(super) fn hold(&mut self, wish: Wish, words: &[&str]) -> Vec<Effect> {
        if let Ok(instant) = time::read(&words.join(" "), &self.setting().clock) {
            self.put_start(instant);
            self.note = Some("Ctrl-S books. Read back name and birth date first.".to_owned());
            return Vec::new();
        }
        if self.provider().is_none() {
            self.note = Some("With whom, or where? Or type a time.".to_owned());
            return Vec::new();
        }
        self.wanted = Some(wish);
        self.note = Some("Looking for the first free time…".to_owned());
        self.free = None;
        self.request_free_times().into_iter().collect()
    }

    /// Free times have come: the first that was wished for goes into the form, unless a time was typed meanwhile.
    pub(super) fn hold_first_free(&mut self) {
        let Some(wish) = self.wanted.take() else { return };
        if !self.form().draft().text(start_of(self.backend)).trim().is_empty() {
            return;
        }
        let said = match self.free_times() {
            None => "Free times can't be had now: type a time.".to_owned(),
            Some(free) if free.basis == Basis::NoSchedule => {
                "Neither schedule nor hours are published: type a time.".to_owned()
            }
            Some(free) => {
                let mut fitting = self.fitting(free, &wish).into_iter();
                match fitting.next() {
                    Some(at) => {
                        let others = fitting.collect();
                        self.put_start(at);
                        self.taken_from_list = self.provider().zip(Some(at));
                        if let Some(filled) = &mut self.line.filled {
                            (filled.held, filled.others) = (Some(at), others);
                        }
                        "The first free time is held. Ctrl-S books.".to_owned()
                    }
                    None => format!(
                        "Nothing free: {}. Type a time, or wish for another.",
                        wish.say(self.setup.language)
                    ),
                }
            }
        };
        self.note = Some(said);
    }

    /// Takes another of the free times that fit; the one that was held is then among the others.
    pub(super) fn take_other_time(&mut self, number: usize) {
        let Some(filled) = &mut self.line.filled else { return };
        let Some(at) = filled.others.get(number).copied() else { return };
        if let Some(held) = filled.held.replace(at) {
            filled.others[number] = held;
            filled.others.sort();
        }
        self.put_start(at);
        self.taken_from_list = self.provider().zip(Some(at));
        self.note = Some("That time is held instead. Ctrl-S books.".to_owned());
    }

    /// Puts a time into the form as the line's own doing.
    fn put_start(&mut self, at: DateTime<Utc>) {
        let text = time::print(at, self.setting().clock.zone);
        let start = start_of(self.backend);
        self.form_mut().put(start, text);
        self.refresh();
        let draft = self.form().draft().clone();
        if let Some(filled) = &mut self.line.filled {
            filled.draft = draft;
        }
    }

    /// The starts of the first free times that fit the wish and last as long as the form says.
    fn fitting(&self, free: &Free, wish: &Wish) -> Vec<DateTime<Utc>> {
        let minutes = match self.backend {
            Backend::Clinik => self.form().draft().text(FieldId::Minutes).trim().parse().unwrap_or(0),
            Backend::Aniva => 0,
        };
        let zone = self.setting().clock.zone;
        let fits = |slot: &&Slot| slot.start > self.moment.now && wish.admits(slot.start, zone);
        let lasting = free.slots.iter().filter(fits).filter(|slot| lasts(free, slot, minutes));
        lasting.map(|slot| slot.start).take(1 + OTHERS).collect()
    }

    /// The day from which free times are asked for: that of the wish, else today.
    pub(super) fn free_from(&self) -> NaiveDate {
        let today = self.moment.now.with_timezone(&self.setting().clock.zone).date_naive();
        self.wanted.as_ref().map_or(today, |wish| wish.from.max(today))
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
