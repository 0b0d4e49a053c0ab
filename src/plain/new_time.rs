//! The new time of an appointment: typed, or one of the free times that are read out.

use booking::time::Span;
use booking::{AppointmentRef, Change, Provider, Slot};
use i18n::say;
use office::{
    AskedChange, FreeTimes, MOST_SOUGHT, MoveCase, NewTime, TimeMeant, can_change_provider,
};
use words::Shown;

use super::alter::FilledChange;
use super::answer::{Keyword, LineAnswer, numbered};
use super::conversation::Conversation;
use super::lines::End;
use super::question::{Question, Topic};
use super::spoken;
use clerk::{read_new_times, read_upcoming};

/// The maximum number of free times read out.
const MOST_TIMES: usize = 9;
/// The maximum number of practitioners or locations read out.
const MOST_LISTED: usize = 9;

/// What is known of a move.
#[derive(Default)]
pub(super) struct AskedMove {
    /// The whole change, if a line provided it.
    given: Option<AskedChange>,
    case: MoveCase,
    /// The text last typed.
    typed: String,
    /// The free times that were read out.
    offered: Vec<Slot>,
}

impl Conversation {
    /// Asks for the new time until there is one. Meanwhile, its patient is the current one, whose other visits count.
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
                // With another provider, the time may be the same.
                LineAnswer::Nothing if to.case.provider.is_some() && to.typed.is_empty() => {
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
                    let new = to.new_time(&of);
                    new.read(&self.words().clock_of_move(&new))
                }
            };
            let taken_from = offered.and(to.case.basis());
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

    /// Completes a move from a line: with the time on the line, else with the first free one that fits.
    pub(super) fn complete_move(&mut self, shown: &Shown, to: &mut AskedMove) -> Result<(), End> {
        let of = shown.named();
        let new = to.new_time(&of);
        let asked = match new.meant(&self.words().clock_of_move(&new)) {
            Some(TimeMeant::At(span)) => self.move_to(shown, to, span).map(AskedChange::from),
            _ => match self.read_new_times(shown, to)? {
                Some(slot) => {
                    let change = self.move_to(shown, to, Span::from_start(slot.start));
                    change.map(|change| AskedChange {
                        taken_from: to.case.basis(),
                        ..change.into()
                    })
                }
                None => None,
            },
        };
        to.given = asked;
        to.typed.clear();
        Ok(())
    }

    /// Returns the move to a time, with the new provider; `None` if the appointment is already there.
    fn move_to(&self, shown: &Shown, to: &AskedMove, span: Span) -> Option<Change> {
        let of = shown.named();
        let place = to.new_time(&of).place().provider.unwrap_or_default();
        let setting = self.words().setting_at(of.clinic, &place);
        to.case.change(&of, &shown.appointment, span, &setting)
    }

    /// Sets the provider of the move if the name matches exactly one; otherwise lists the matches.
    fn set_provider(&mut self, shown: &Shown, to: &mut AskedMove, name: &str) -> Result<(), End> {
        let of = shown.named();
        let list = of.clinic.providers();
        let mut found: Vec<(String, String)> = Vec::new();
        if can_change_provider(&of) {
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
                to.case.take_provider(Provider::named(of.clinic, id), &of);
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
        let new = to.new_time(&of);
        let clock = words.clock_of_move(&new);
        let times = new.times(words.office, &clock, MOST_SOUGHT);
        let first = new.proposed(words.office, &clock, &times);
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
        let Some(provider) = to.new_time(&of).with() else {
            return Ok(None);
        };
        if let Some(person) = of.person.clone() {
            read_upcoming(self, of.clinic, &person)?;
        }
        let question = self.office().free_times_question(provider, of.minutes());
        let known = to.case.free.take().filter(|times| times.answers(&question));
        let mut free = known.unwrap_or_else(|| FreeTimes::new(question));
        let proposal = read_new_times(self, to.new_time(&of), &mut free);
        to.case.free = Some(free);
        proposal
    }
}

impl AskedMove {
    /// Creates the move of an appointment from a line, with the words about its time.
    pub(super) fn of_line(
        typed: String,
        provider: Option<Provider>,
        of: &AppointmentRef,
    ) -> AskedMove {
        let mut to = AskedMove {
            typed,
            ..AskedMove::default()
        };
        if can_change_provider(of) {
            to.case.take_provider(provider, of);
        }
        to
    }

    /// Returns what is known of the new time.
    fn new_time<'a>(&'a self, of: &'a AppointmentRef) -> NewTime<'a> {
        self.case.new_time(of, &self.typed)
    }
}
