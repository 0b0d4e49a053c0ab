//! Free times: why they can't be read, and the next ones.

use std::iter;

use booking::time::{self, Clock, Wish};
use booking::{Basis, Booking, Cause, ClinicId, Failure, Provider, Slot, USUAL_LENGTH};
use chrono::{DateTime, NaiveDate, Utc};
use i18n::{Language, MessageId, say};
use office::{
    Calendars, FoundTime, FreeTimes, GroupTimes, Known, MOST_OFFERED, NoFreeTime, OfferedTime,
    Search, VisitNeeds, VisitOf,
};
use zones::Zone;

use crate::{MOST_ROWS, Row, Rows, Wording};

/// Returns the message about why no free time was found; `None` if none fits and others are offered instead.
fn no_free_time(why: NoFreeTime) -> Option<&'static str> {
    match why {
        NoFreeTime::Unpublished => Some("hold-unpublished"),
        NoFreeTime::Unread => Some("hold-failed"),
        NoFreeTime::NoneFits => None,
    }
}

impl Wording<'_> {
    /// Returns the message that a free time was found for a visit at a clinic that needs this, and with whom if that was
    /// open. For a patient who is there, it says how soon the time is and which practitioner waits for another patient
    /// instead.
    pub fn time_found(
        &self,
        clinic: ClinicId,
        found: &FoundTime,
        among: Calendars<'_>,
        needs: &VisitNeeds,
        wish: &Wish,
    ) -> String {
        let language = self.language;
        let now = self.office.moment.now;
        if wish.at_once && found.first.start - now > USUAL_LENGTH {
            let zone = self.office.setup.zone;
            let distance = time::distance(found.first.start, now, zone, language);
            let soonest = match &found.first.provider {
                Some(provider) => {
                    let who = self.provider(clinic, provider.id());
                    say!(language, "hold-soonest", who, distance)
                }
                None => say!(language, "hold-first-later", distance),
            };
            return with_sentence(soonest, self.overdue_among(among));
        }
        let patient = if found.is_passed_over {
            self.office.coming_up().map(|(patient, _)| patient)
        } else {
            None
        };
        let who = found.first.provider.as_ref();
        let who = who.map(|provider| self.provider(clinic, provider.id()));
        let says = match (who, patient) {
            (None, None) => say!(language, "hold-first").to_owned(),
            (None, Some(patient)) => say!(language, "hold-first-for-both", who = patient),
            (Some(who), None) => say!(language, "hold-whoever", who),
            (Some(who), Some(patient)) => say!(language, "hold-whoever-for-both", who, patient),
        };
        with_sentence(says, self.by_waiting_list(needs, wish))
    }

    /// Returns the times wished on the waiting list, in parentheses, if only those count.
    fn by_waiting_list(&self, needs: &VisitNeeds, wish: &Wish) -> Option<String> {
        let language = self.language;
        let zone = self.office.setup.zone;
        let wished = needs.search().with_wish(wish).wished_times(zone)?;
        if wished.periods().is_empty() {
            return None;
        }
        let wished = wished.to_text(zone, language);
        Some(format!("({})", say!(language, "grid-wished", wished)))
    }

    /// Returns why a search for a visit that needs this found no time that the wish admits, and the times offered
    /// instead.
    pub fn none_found(
        &self,
        why: NoFreeTime,
        among: Calendars<'_>,
        needs: &VisitNeeds,
        wish: &Wish,
        next: &[OfferedTime],
    ) -> String {
        let language = self.language;
        if let Some(message) = no_free_time(why) {
            return MessageId::new(message).text(language).to_owned();
        }
        let none = match among {
            Calendars::One(times) => {
                let question = times.question();
                let provider = &question.provider;
                let who = self.provider(provider.clinic(), provider.id());
                let next: Vec<DateTime<Utc>> = next.iter().map(|offered| offered.start).collect();
                nothing_free(&who, wish, &next, question.zone, language)
            }
            Calendars::Any(group) => {
                let until = group.searched_until(needs.search().with_wish(wish));
                let next: Vec<NextFree> = next
                    .iter()
                    .filter_map(|offered| self.next_free(offered))
                    .collect();
                nobody_free(group.members().len(), wish, until, &next, language)
            }
        };
        let overdue = wish.at_once.then(|| self.overdue_among(among)).flatten();
        with_sentence(
            with_sentence(none, self.by_waiting_list(needs, wish)),
            overdue,
        )
    }

    /// Returns the sentence that names who of these waits for a patient, if anybody does.
    fn overdue_among(&self, among: Calendars<'_>) -> Option<String> {
        let providers: Vec<Provider> = among
            .times()
            .iter()
            .map(|times| times.question().provider.clone())
            .collect();
        let overdue = self.office.overdue_with(&providers);
        let now = self.office.moment.now;
        let texts = overdue.iter().take(MOST_OFFERED).map(|visit| {
            let clinic = visit.provider.clinic();
            let id = visit.provider.id();
            let local = visit.start.with_timezone(&self.office.zone_at(clinic, id));
            let who = self.provider_in_a_word(clinic, id);
            let at = time::oclock(local.time(), self.language);
            let minutes = (now - visit.start).num_minutes();
            say!(self.language, "hold-overdue-visit", who, at, minutes)
        });
        let visits = texts.collect::<Vec<_>>().join(" · ");
        if visits.is_empty() {
            return None;
        }
        Some(say!(self.language, "hold-overdue", visits))
    }

    /// Returns why free times can't be read, with advice.
    pub fn why_not_free(&self, failure: &Failure) -> &'static str {
        let language = self.language;
        match failure.report().cause {
            Cause::Forbidden => say!(language, "free-forbidden"),
            Cause::KeyMissing
            | Cause::KeyMalformed
            | Cause::SigningKeyUnfit
            | Cause::KeyUnknown
            | Cause::KeyRevoked
            | Cause::KeyExpired => say!(language, "free-bad-key"),
            Cause::NotFound => say!(language, "free-of-nobody"),
            Cause::RateLimited | Cause::QuotaExhausted => say!(language, "free-too-many-calls"),
            _ => say!(language, "free-failed"),
        }
    }
}

impl Wording<'_> {
    /// Returns the upcoming free times as rows to pick from, with their basis. `key` is the key that searches further.
    pub fn rows_of_free_times(
        &self,
        times: &FreeTimes,
        search: Search<'_>,
        clock: &Clock,
        key: &str,
    ) -> Rows {
        let office = self.office;
        let language = self.language;
        let of_first = times.of_day(search.days_among(times).0);
        let (Some(known), Known::AsOf(as_of)) = (times.known(), of_first) else {
            return Rows::remark(match of_first {
                Known::Failed => say!(language, "free-rows-failed"),
                Known::Unasked | Known::Asking | Known::AsOf(_) => {
                    say!(language, "free-rows-asking")
                }
            });
        };
        let mut coming = office.offers(times, search);
        coming.truncate(MOST_ROWS);
        let mut rows: Vec<Row> = coming
            .iter()
            .map(|slot| self.row_of_time(slot, clock))
            .collect();
        let asked = time::to_the_minute(as_of, office.setup.zone, language);
        let remark = match (known.basis, rows.is_empty()) {
            (Basis::NoSchedule, _) => say!(language, "free-rows-unpublished").to_owned(),
            (_, true) => say!(language, "free-rows-none", asked, key),
            (Basis::Hours, false) => say!(language, "free-rows-hours", asked),
            (Basis::Slots, false) => say!(language, "free-rows-slots", asked),
            (Basis::Availability, false) => say!(language, "free-rows-availability", asked),
        };
        // Times held by other desks come last: one of them may be wanted all the same.
        let held: Vec<Row> = office
            .offers_held(times, search, |_| true)
            .into_iter()
            .map(|(slot, hold)| Row {
                detail: self.held_where(hold),
                ..self.row_of_time(&slot, clock)
            })
            .collect();
        rows.truncate(MOST_ROWS.saturating_sub(held.len()));
        rows.extend(held);
        Rows {
            rows,
            remark: Some(remark),
            ..Rows::default()
        }
    }

    /// Returns the next free times after the time of a booking that needs this is gone. `key` is the key that searches further.
    pub fn rows_instead(
        &self,
        booking: &Booking,
        needs: &VisitNeeds,
        times: &FreeTimes,
        clock: &Clock,
        key: &str,
    ) -> Option<Rows> {
        times.known()?;
        let start = booking.start()?;
        let patient = booking.patient();
        let search = Search {
            patient: VisitOf::Patient(&patient),
            length: booking.minutes(),
            // A person has named a time.
            wished: None,
            ..needs.search()
        };
        let later = self
            .office
            .offers(times, search)
            .into_iter()
            .filter(|slot| slot.start > start)
            .take(MOST_OFFERED);
        let rows: Vec<Row> = later.map(|slot| self.row_of_time(&slot, clock)).collect();
        let remark = rows
            .is_empty()
            .then(|| say!(self.language, "gone-none-soon", key));
        Some(Rows {
            rows,
            remark,
            ..Rows::default()
        })
    }

    /// Returns a free time as a row, on the provider's clock.
    pub(crate) fn row_of_time(&self, slot: &Slot, clock: &Clock) -> Row {
        let zone = clock.zone;
        let now = self.office.moment.now;
        Row {
            label: time::echo(slot.start, zone, self.language),
            detail: time::distance(slot.start, now, zone, self.language),
            text: time::typed(slot.start, clock),
            ..Row::default()
        }
    }
}

/// Returns a text, followed by one more sentence if there is one.
fn with_sentence(text: String, more: Option<String>) -> String {
    match more {
        Some(more) => format!("{text} {more}"),
        None => text,
    }
}

/// Returns the message that no free time of `who` fits the wish, with the next free times and their digits.
fn nothing_free(
    who: &str,
    wish: &Wish,
    next: &[DateTime<Utc>],
    zone: Zone,
    language: Language,
) -> String {
    let none = say!(language, "hold-none", who, when = wish.when(language));
    if next.is_empty() {
        return format!("{none} {}", say!(language, "hold-none-do"));
    }
    let times = numbered_times(next, zone, language);
    format!("{none} {}", say!(language, "hold-none-next", times))
}

/// A free time of one of several.
struct NextFree {
    start: DateTime<Utc>,
    /// The zone of the practitioner or location.
    zone: Zone,
    /// The practitioner or location in a word.
    who: String,
}

impl Wording<'_> {
    /// Returns the sentence that names the members of a group whose calendars could not be read, if any.
    pub fn unread_of(&self, group: &GroupTimes) -> Option<String> {
        let names = group
            .unread()
            .map(|(provider, _)| self.provider(provider.clinic(), provider.id()))
            .collect::<Vec<_>>()
            .join(", ");
        if names.is_empty() {
            return None;
        }
        Some(say!(self.language, "hold-not-asked", who = names))
    }

    /// Returns a free time of one of several providers, with the provider.
    fn next_free(&self, offered: &OfferedTime) -> Option<NextFree> {
        let provider = offered.provider.as_ref()?;
        let clinic = provider.clinic();
        let id = provider.id();
        Some(NextFree {
            start: offered.start,
            zone: self.office.zone_at(clinic, id),
            who: self.provider_in_a_word(clinic, id),
        })
    }
}

/// Returns the message that no free time of the `count` providers fits the wish, with the last day searched if the
/// search was cut short, and the next free times with their digits.
fn nobody_free(
    count: usize,
    wish: &Wish,
    until: Option<NaiveDate>,
    next: &[NextFree],
    language: Language,
) -> String {
    let none = say!(language, "hold-nobody", count, when = wish.when(language));
    let until = until.map(|last| {
        say!(
            language,
            "hold-nobody-until",
            last = time::day(last, language)
        )
    });
    let none = [Some(none), until]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    if next.is_empty() {
        return format!("{none} {}", say!(language, "hold-none-do"));
    }
    let before = iter::once(None).chain(next.iter().map(|one| Some(one.start)));
    let numbered = (1..).zip(next).zip(before);
    let texts = numbered.map(|((number, one), before)| {
        let at = in_turn(one.start, before, one.zone, language);
        format!("{number} {at} {}", one.who)
    });
    let times = texts.collect::<Vec<_>>().join(" · ");
    format!("{none} {}", say!(language, "hold-none-next", times))
}

/// Returns free times with their digits: `1 Wed 25 Nov 08:00 · 2 08:30`.
fn numbered_times(times: &[DateTime<Utc>], zone: Zone, language: Language) -> String {
    let before = iter::once(None).chain(times.iter().copied().map(Some));
    let numbered = (1..).zip(times).zip(before);
    let texts = numbered
        .map(|((number, at), before)| format!("{number} {}", in_turn(*at, before, zone, language)));
    texts.collect::<Vec<_>>().join(" · ")
}

/// Returns the text of a time listed after another one, without the date if it is the same.
pub fn in_turn(
    at: DateTime<Utc>,
    before: Option<DateTime<Utc>>,
    zone: Zone,
    language: Language,
) -> String {
    let local = at.with_timezone(&zone);
    let day_before = before.map(|before| before.with_timezone(&zone).date_naive());
    if day_before == Some(local.date_naive()) {
        time::oclock(local.time(), language)
    } else {
        time::moment_this_year(local.date_naive(), local.time(), language)
    }
}
