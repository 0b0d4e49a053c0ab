//! From a wish to a time in the form: the one that was named, or the first free one that fits, with those after
//! it a digit away.

use chrono::{DateTime, Days as DayCount, NaiveDate, Utc};

use crate::booking::time::{self, Wish};
use crate::booking::{Basis, Free, Slot};
use crate::i18n::say;

use super::windows::Known;
use crate::desk::{Action, Desk, Effect, Note, note};

/// How many free times are offered beside the one that is held.
const OTHERS: usize = 3;
/// How many days are looked through before it is left to a person to wish for others.
const LOOKED_THROUGH: u64 = 90;

impl Desk {
    /// Puts the time that was named into the form, or looks for the first free one that fits.
    pub(in crate::desk) fn hold(&mut self, wish: Wish, words: &[&str]) {
        if let Ok(instant) = time::read(&words.join(" "), &self.setting().clock) {
            let text = time::print(instant, self.zone());
            let start = self.backend.start_field();
            self.form_mut().put(start, text);
            self.line_has_filled();
            self.note = Some(note!("hold-books", key = self.setup.keys.key(Action::Book)));
        } else if self.provider().is_none() {
            self.note = Some(note!("hold-with-whom"));
        } else if wish.from > self.last_day() {
            let last = self.last_day();
            self.note = Some(Note::new(move |language| {
                say!(language, "hold-too-far", last = time::day(last, language))
            }));
        } else {
            self.slots.wanted = Some(wish);
            self.note = Some(note!("hold-looking"));
            self.slots.free = None;
        }
    }

    /// Free times have come: the first that was wished for goes into the form, unless a time was typed meanwhile;
    /// where none fits, the next days are looked through.
    pub(in crate::desk) fn hold_first_free(&mut self) {
        let Some(wish) = self.slots.wanted else { return };
        if !self.form().draft().text(self.backend.start_field()).trim().is_empty() {
            self.slots.wanted = None;
            return;
        }
        let fitting = self.free_times().map(|free| (free.basis, self.fitting(&free, &wish)));
        self.note = Some(match fitting {
            Some((_, fitting)) if !fitting.is_empty() => self.hold_first_of(&fitting),
            Some((Basis::NoSchedule, _)) => note!("hold-unpublished"),
            _ if self.looks_in_vain(&wish) => note!("hold-failed"),
            None => return,
            Some(_) => match self.day_for_wish() {
                Some(day) => {
                    self.note = Some(Note::new(move |language| {
                        say!(language, "hold-looking-further", day = time::day(day, language))
                    }));
                    return;
                }
                None => Note::new(move |language| say!(language, "hold-none", wish = wish.say(language))),
            },
        });
        self.slots.wanted = None;
    }

    fn hold_first_of(&mut self, fitting: &[DateTime<Utc>]) -> Note {
        self.hold_moment(fitting[0]);
        if let Some(filled) = &mut self.line.filled {
            (filled.held, filled.others) = (Some(fitting[0]), fitting[1..].to_vec());
        }
        note!("hold-first", key = self.setup.keys.key(Action::Book))
    }

    /// The first day that has to be asked about for the wish.
    pub(in crate::desk) fn day_for_wish(&self) -> Option<NaiveDate> {
        let wish = self.slots.wanted.as_ref()?;
        let (from, to) = self.days_for(wish);
        match self.asked_for() {
            None => Some(from),
            Some(free) if free.is_asking() => None,
            Some(free) => free.first_unasked(from, to),
        }
    }

    /// Whether one of the days wished for can't be asked about.
    fn looks_in_vain(&self, wish: &Wish) -> bool {
        let (from, to) = self.days_for(wish);
        let first_open = self.asked_for().and_then(|free| free.first_unasked(from, to)).unwrap_or(to);
        from.iter_days().take_while(|day| *day <= first_open).any(|day| self.known_of(day) == Known::Failed)
    }

    /// The days that are looked through for a wish.
    fn days_for(&self, wish: &Wish) -> (NaiveDate, NaiveDate) {
        let from = wish.from.max(self.today());
        let far = from.checked_add_days(DayCount::new(LOOKED_THROUGH)).unwrap_or(NaiveDate::MAX);
        (from, wish.to.min(far).min(self.last_day()))
    }

    /// A person stops the search for a free time.
    pub(in crate::desk) fn stop_looking(&mut self) -> Vec<Effect> {
        self.slots.wanted = None;
        self.note = Some(note!("hold-stopped"));
        self.stop_asking_for_free_times()
    }

    /// Takes another of the free times that fit; the one that was held is then among the others.
    pub(in crate::desk) fn take_other_time(&mut self, number: usize) {
        let Some(filled) = &mut self.line.filled else { return };
        let Some(at) = filled.others.get(number).copied() else { return };
        if let Some(held) = filled.held.replace(at) {
            filled.others[number] = held;
            filled.others.sort();
        }
        self.hold_moment(at);
        let key = self.setup.keys.key(Action::Book);
        self.note = Some(note!("hold-other", key = key));
    }

    /// Puts a free time into the form as the line's own doing.
    pub(in crate::desk) fn hold_moment(&mut self, at: DateTime<Utc>) {
        self.take_moment(at);
        self.line_has_filled();
    }

    fn line_has_filled(&mut self) {
        self.refresh();
        let draft = self.form().draft().clone();
        if let Some(filled) = &mut self.line.filled {
            filled.draft = draft;
        }
    }

    /// The starts of the first free times that fit the wish and last as long as the form says.
    fn fitting(&self, free: &Free, wish: &Wish) -> Vec<DateTime<Utc>> {
        let (zone, length) = (self.zone(), self.length_wanted());
        let fits = |slot: &&Slot| slot.start > self.moment.now && wish.admits(slot.start, zone);
        let mut starts: Vec<_> = free
            .slots
            .iter()
            .filter(fits)
            .filter(|slot| free.lasts(slot, length))
            .map(|slot| slot.start)
            .collect();
        starts.dedup();
        starts.truncate(1 + OTHERS);
        starts
    }
}
