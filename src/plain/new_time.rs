//! The new time of an appointment: typed, or one of the free times that are read out.

use booking::time::Span;
use booking::{AppointmentRef, Basis, Change, Provider, Slot, moved};
use i18n::say;
use office::{AskedChange, FreeTimes};
use words::{NewTime, Shown};

use super::alter::FilledChange;
use super::answer::{Keyword, LineAnswer, numbered};
use super::conversation::Conversation;
use super::lines::End;
use super::question::{Question, Topic};
use super::spoken;
use clerk::{read_new_times, read_upcoming};

/// The largest number of free times read out.
const MOST_TIMES: usize = 9;
/// The largest number of free times from which they are taken.
const MOST_SOUGHT: usize = 60;
/// The largest number of practitioners or locations read out.
const MOST_LISTED: usize = 9;

/// A move, as far as it is known.
#[derive(Default)]
pub(super) struct AskedMove {
    /// The whole change, if a line has given it.
    given: Option<AskedChange>,
    /// The new practitioner or location, if that changes.
    provider: Option<Provider>,
    /// The text last typed.
    typed: String,
    free: Option<FreeTimes>,
    /// The free times that were read out.
    offered: Vec<Slot>,
}

impl Conversation {
    /// Asks for the new time until there is one. Meanwhile its patient is the one in question, whose other visits count.
    pub(super) fn new_time(&mut self, shown: &Shown, to: AskedMove) -> Result<FilledChange, End> {
        let of = shown.named();
        let patient = (of.clinic, of.person.unwrap_or_default());
        let before = self.with_model(|model| model.line.ask_about_instead(Some(patient)));
        let filled = self.ask_for_new_time(shown, to);
        self.with_model(|model| model.line.ask_about_instead(before));
        filled
    }

    fn ask_for_new_time(&mut self, shown: &Shown, mut to: AskedMove) -> Result<FilledChange, End> {
        if let Some(given) = to.given.take() {
            return Ok(given.into());
        }
        let language = self.language();
        let question = Question::new(Topic::NewTime, say!(language, "plain-new-time"));
        loop {
            let text = match self.ask(&question)? {
                LineAnswer::Text(text) => match text.strip_prefix('@') {
                    Some(name) => {
                        self.set_provider(shown, &mut to, name.trim())?;
                        continue;
                    }
                    None => text,
                },
                LineAnswer::Keyword(Keyword::Times) => {
                    self.offer_times(shown, &mut to)?;
                    continue;
                }
                // With another provider the time may stay as it is.
                LineAnswer::Nothing if to.provider.is_some() && to.typed.is_empty() => {
                    let now = shown.named().start.map(Span::from_start);
                    let change = now.and_then(|now| self.move_to(shown, &to, now));
                    return Ok(FilledChange::of(change));
                }
                LineAnswer::Nothing => return Ok(FilledChange::Nothing),
                LineAnswer::Keyword(_) => return Ok(FilledChange::Back),
            };
            let offered = numbered(&text).and_then(|place| to.offered.get(place).copied());
            let read = match offered {
                Some(slot) => Ok(Span::from_start(slot.start)),
                None => {
                    to.typed = text;
                    let of = shown.named();
                    to.in_words(&of).read(self.words())
                }
            };
            let taken_from = offered.and(to.basis());
            match read {
                Err(problem) => self.print(&format!("{}.", problem.what(language)))?,
                Ok(span) => match self.move_to(shown, &to, span) {
                    Some(change) => {
                        let asked = AskedChange {
                            taken_from,
                            ..change.into()
                        };
                        return Ok(asked.into());
                    }
                    None => self.print(say!(language, "change-is-so"))?,
                },
            }
        }
    }

    /// Completes a move that a line has begun: with the time that it names, else with the first free one that it admits.
    pub(super) fn complete_move(&mut self, shown: &Shown, to: &mut AskedMove) -> Result<(), End> {
        let of = shown.named();
        let named = match to.typed.as_str() {
            "" => of.start.filter(|_| to.provider.is_some()),
            _ => None,
        };
        let named = match named.map(Span::from_start) {
            None if !to.typed.is_empty() => to.in_words(&of).read(self.words()).ok(),
            unchanged => unchanged,
        };
        let proposed = match named {
            Some(_) => None,
            None => self.read_new_times(shown, to)?,
        };
        let basis = to.basis().filter(|_| proposed.is_some());
        let span = named.or(proposed.map(|slot| Span::from_start(slot.start)));
        let change = span.and_then(|span| self.move_to(shown, to, span));
        to.given = change.map(|change| AskedChange {
            taken_from: basis,
            ..change.into()
        });
        to.typed.clear();
        Ok(())
    }

    /// Returns the move to a time, with the new provider; `None` if the appointment is there already.
    fn move_to(&self, shown: &Shown, to: &AskedMove, span: Span) -> Option<Change> {
        let of = shown.named();
        let span = to.in_words(&of).with_length(span)?;
        let place = to.in_words(&of).place().provider.unwrap_or_default();
        let setting = self.words().setting_at(of.clinic, &place);
        moved(of, &shown.appointment, span, to.provider.clone(), &setting)
    }

    /// Sets the provider of the move if the name matches exactly one; otherwise lists the matches.
    fn set_provider(&mut self, shown: &Shown, to: &mut AskedMove, name: &str) -> Result<(), End> {
        let of = shown.named();
        let list = of.clinic.providers();
        let mut found: Vec<(String, String)> = Vec::new();
        if Conversation::may_change_provider(&of) {
            self.work(|office| office.read_list_first(list));
            self.settle()?;
            let catalogue = self.office().lists.list(list).value();
            let entries = catalogue.map(|catalogue| catalogue.meant_by(name));
            let entries = entries.into_iter().flatten().take(MOST_LISTED);
            found.extend(entries.map(|entry| (entry.id.clone(), entry.name.clone())));
        }
        (to.typed, to.offered) = (String::new(), Vec::new());
        match &found[..] {
            [] => self.print(say!(self.language(), "plain-no-such-choice")),
            [(id, name)] => {
                let provider =
                    Provider::named(of.clinic, id).filter(|provider| !of.is_with(provider));
                if to.provider != provider {
                    to.free = None;
                }
                to.provider = provider;
                self.print(name)
            }
            several => self.offer(several.iter().map(|(_, name)| name.clone())),
        }
    }

    /// Lists the free times.
    fn offer_times(&mut self, shown: &Shown, to: &mut AskedMove) -> Result<(), End> {
        to.typed.clear();
        self.read_new_times(shown, to)?;
        let of = shown.named();
        let words = self.words();
        let new = to.in_words(&of);
        let times = new.times(words, MOST_SOUGHT);
        let first = new.proposed(words, &times);
        let times: Vec<Slot> = times.into_iter().skip(first).take(MOST_TIMES).collect();
        let with = new.with();
        let zone = self.office().zone_of(&of.visit());
        let texts: Vec<String> = times
            .iter()
            .map(|slot| spoken::time_to_move_to(words, with.as_ref(), slot, zone))
            .collect();
        to.offered = times;
        if texts.is_empty() {
            self.print(say!(self.language(), "change-times-none"))?;
        }
        self.offer(texts)
    }

    /// Reads free times until one can be proposed, and returns it.
    fn read_new_times(&mut self, shown: &Shown, to: &mut AskedMove) -> Result<Option<Slot>, End> {
        let of = shown.named();
        let Some(provider) = to.in_words(&of).with() else {
            return Ok(None);
        };
        if let Some(person) = of.person.clone() {
            read_upcoming(self, of.clinic, &person)?;
        }
        let question = self.office().free_times_question(provider, of.minutes());
        let known = to.free.take().filter(|times| times.answers(&question));
        let mut free = known.unwrap_or_else(|| FreeTimes::new(question));
        let proposal = read_new_times(self, to.in_words(&of), &mut free);
        to.free = Some(free);
        proposal
    }
}

impl AskedMove {
    /// Creates the move of an appointment that a line has begun, with the words of its time.
    pub(super) fn of_line(
        typed: String,
        provider: Option<Provider>,
        of: &AppointmentRef,
    ) -> AskedMove {
        let may_change = Conversation::may_change_provider(of);
        AskedMove {
            provider: provider.filter(|provider| may_change && !of.is_with(provider)),
            typed,
            ..AskedMove::default()
        }
    }

    /// Returns what is known of the new time.
    fn in_words<'a>(&'a self, of: &'a AppointmentRef) -> NewTime<'a> {
        NewTime {
            of,
            provider: self.provider.as_ref(),
            typed: &self.typed,
            free: self.free.as_ref(),
        }
    }

    /// Returns the source of the free times.
    fn basis(&self) -> Option<Basis> {
        Some(self.free.as_ref()?.known()?.basis)
    }
}
