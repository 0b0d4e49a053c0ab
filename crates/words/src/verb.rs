//! Verbs on the entry line: to which of the patient's appointments they may refer, in words.

use booking::line::{ListMatch, NumberedVerb, ProviderGroup, Resolved};
use booking::time::{self, Span, TimeProblem};
use booking::{AppointmentRef, CalendarEntry, ClinicId, Verb};
use i18n::{Language, say};

use crate::Wording;

/// Why a verb refers to no appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAppointment {
    /// The patient's appointments are still loading.
    Awaited,
    /// The line names nobody.
    ForWhom,
    /// The appointments could not be read.
    Unread,
    /// This clinic can't be reached.
    Away(ClinicId),
    /// This patient has none.
    NoneComing(String),
    /// This patient has none with that number, but only so many.
    Fewer {
        /// The patient.
        who: String,
        /// The number of appointments.
        count: usize,
    },
    /// This patient has none that the words before the verb leave.
    NoneThen(String),
    /// The words about its time can't be read.
    Unreadable(TimeProblem),
}

impl NoAppointment {
    /// Returns the reason as a sentence.
    pub fn to_text(&self, language: Language) -> String {
        match self {
            NoAppointment::Awaited => say!(language, "line-asking-for-appointments").to_owned(),
            NoAppointment::ForWhom => say!(language, "line-for-whom").to_owned(),
            NoAppointment::Away(clinic) => {
                say!(language, "line-clinic-away", clinic = clinic.name())
            }
            NoAppointment::Unread => say!(language, "line-appointments-not-read").to_owned(),
            NoAppointment::NoneComing(who) => {
                say!(language, "shown-none-coming", name = who.as_str())
            }
            NoAppointment::Fewer { who, count } => {
                say!(
                    language,
                    "line-fewer-to-change",
                    who = who.as_str(),
                    count = *count
                )
            }
            NoAppointment::NoneThen(who) => say!(language, "line-none-then", who = who.as_str()),
            NoAppointment::Unreadable(problem) => {
                format!("{}. {}", problem.what(language), problem.advice(language))
            }
        }
    }
}

impl<'a> Wording<'a> {
    /// Whether the appointments to which a verb may refer are still loading. The patient is that of the line, else the one
    /// in the form.
    pub fn awaits_appointments(&self, means: &Resolved, (clinic, id): (ClinicId, &str)) -> bool {
        let office = self.office;
        let is_known = || office.upcoming_of(clinic, id).is_some() && office.has_all_upcoming();
        let needs_them = means.verb.is_some() || means.follows_booking;
        needs_them && !id.is_empty() && !office.is_unreachable(clinic) && !is_known()
    }

    /// Returns the appointments of a patient to which a verb may refer: the one with its number in the list of the
    /// patient's, else those that the words before it leave, and of these the ones that allow the verb. If none does,
    /// returns the first, whose form says why. `here` is the clinic of the form in front.
    ///
    /// # Errors
    ///
    /// Returns why there is none.
    pub fn appointments_of_verb(
        self,
        means: &Resolved,
        verb: &NumberedVerb,
        patient: (ClinicId, &str),
        here: ClinicId,
    ) -> Result<Vec<CalendarEntry<'a>>, NoAppointment> {
        if self.awaits_appointments(means, patient) {
            return Err(NoAppointment::Awaited);
        }
        let (clinic, id) = patient;
        let office = self.office;
        let coming = office.upcoming_of(clinic, id);
        let coming = coming.ok_or_else(|| {
            if !id.is_empty() && office.is_unreachable(clinic) {
                NoAppointment::Away(clinic)
            } else {
                NoAppointment::ForWhom
            }
        })?;
        let listed = office.coming_up(here);
        let mut left = listed.map(|(_, entries)| entries).unwrap_or_default();
        let who = coming.name().to_owned();
        if left.is_empty() {
            return Err(match office.unread_upcoming(coming).next() {
                Some(_) => NoAppointment::Unread,
                None => NoAppointment::NoneComing(who),
            });
        }
        if let Some(number) = verb.number {
            let numbered = number.checked_sub(1).and_then(|place| left.get(place));
            let count = left.len();
            let entry = numbered.ok_or(NoAppointment::Fewer { who, count })?;
            return Ok(vec![*entry]);
        }
        let all = left.clone();
        left.retain(|entry| self.is_meant(means, verb, *entry) && self.is_then(verb, *entry));
        if left.is_empty() {
            left = self.at_clock_time(means, verb, all);
        }
        if left.is_empty() {
            let clock = self.clock_at(clinic, "");
            return Err(match time::wish(&verb.at, &clock) {
                Err(problem) => NoAppointment::Unreadable(problem),
                Ok(_) => NoAppointment::NoneThen(who),
            });
        }
        if let Some(today) = self.due_today(verb, &left) {
            return Ok(today);
        }
        let allows = |entry: &CalendarEntry<'_>| self.allows(verb.verb, *entry);
        let allowing: Vec<CalendarEntry<'_>> = left.iter().copied().filter(allows).collect();
        if allowing.is_empty() {
            left.truncate(1);
            return Ok(left);
        }
        Ok(allowing)
    }

    /// Returns those of several appointments that are today, where the verb is about somebody who is at the counter, or
    /// should be, and no time stands before it; also those that do not allow the verb, since they may be meant. `None` if none
    /// is today.
    fn due_today(
        &self,
        verb: &NumberedVerb,
        entries: &[CalendarEntry<'a>],
    ) -> Option<Vec<CalendarEntry<'a>>> {
        if !matches!(verb.verb, Verb::NextStatus | Verb::NotCome) || !verb.at.is_empty() {
            return None;
        }
        let is_today = |entry: &&CalendarEntry<'_>| {
            let zone = self
                .clock_at(entry.clinic(), entry.provider().unwrap_or_default())
                .zone;
            let today = self.office.moment.now.with_timezone(&zone).date_naive();
            let start = entry.start();
            start.is_some_and(|start| start.with_timezone(&zone).date_naive() == today)
        };
        let today: Vec<CalendarEntry<'a>> = entries.iter().filter(is_today).copied().collect();
        (!today.is_empty()).then_some(today)
    }

    /// Returns the next of these appointments, in chronological order, that begins at the time of day that alone stands
    /// before the verb, with those that begin with it.
    fn at_clock_time(
        &self,
        means: &Resolved,
        verb: &NumberedVerb,
        mut entries: Vec<CalendarEntry<'a>>,
    ) -> Vec<CalendarEntry<'a>> {
        let typed = verb.at.join(" ");
        let begins_then = |entry: &CalendarEntry<'_>| {
            let clock = self.clock_at(entry.clinic(), entry.provider().unwrap_or_default());
            let text = time::on_day_of(&typed, entry.start(), clock.zone);
            let wish = time::wish(&[&*text], &clock).ok();
            let at = entry.start().zip(wish);
            text != typed && at.is_some_and(|(start, wish)| wish.admits(start, clock.zone))
        };
        entries.retain(|entry| self.is_meant(means, verb, *entry) && begins_then(entry));
        let first = entries.first().and_then(|entry| entry.start());
        entries.retain(|entry| entry.start() == first);
        entries
    }

    /// Whether the words of a line leave an appointment: its provider and clinic, and the clinic of the new provider.
    fn is_meant(&self, means: &Resolved, verb: &NumberedVerb, entry: CalendarEntry<'_>) -> bool {
        let is_with = |id: &String| {
            entry
                .provider()
                .is_some_and(|own| own.eq_ignore_ascii_case(id))
        };
        let is_of_provider = match &verb.with {
            ListMatch::One(id) => is_with(id),
            ListMatch::Several(ids) | ListMatch::AnyOf(ProviderGroup { ids, .. }) => {
                ids.iter().any(is_with)
            }
            ListMatch::Unasked | ListMatch::Awaited | ListMatch::Nothing => true,
        };
        let is_at_clinic = verb.clinic.is_none_or(|clinic| clinic == entry.clinic());
        let to = means.provider_named();
        let can_go = to.is_none_or(|to| to.clinic() == entry.clinic());
        is_of_provider && is_at_clinic && can_go
    }

    /// Whether an appointment is at the time that the words before the verb name.
    fn is_then(&self, verb: &NumberedVerb, entry: CalendarEntry<'_>) -> bool {
        if verb.at.is_empty() {
            return true;
        }
        let clock = self.clock_at(entry.clinic(), entry.provider().unwrap_or_default());
        let wish = time::wish(&verb.at, &clock).ok();
        entry
            .start()
            .zip(wish)
            .is_some_and(|(start, wish)| wish.admits(start, clock.zone))
    }

    fn allows(&self, verb: Verb, entry: CalendarEntry<'_>) -> bool {
        match entry {
            CalendarEntry::OnRecord(booked) => {
                let of = AppointmentRef::from(booked);
                self.office.obstacle(verb, &of).is_none()
            }
            CalendarEntry::Unsettled(_) => true,
        }
    }

    /// Returns that so many appointments of the patient fit. `here` is the clinic of the form in front.
    pub fn several_fit(&self, count: usize, here: ClinicId) -> String {
        let coming = self.office.coming_up(here);
        let (who, all) = coming.map_or(("", 0), |(who, entries)| (who, entries.len()));
        let are = if count < all { "some" } else { "all" };
        say!(self.language, "line-several-fit", who, count, are)
    }

    /// Returns appointments of one patient as choices; the clinic is named if they are at several.
    pub fn appointments_to_pick(&self, entries: &[CalendarEntry<'_>]) -> Vec<String> {
        let mut clinics = entries.iter().map(|entry| entry.clinic());
        let first = clinics.next();
        let is_of_one = clinics.all(|clinic| Some(clinic) == first);
        let label = |entry: &CalendarEntry<'_>| {
            let clinic = (!is_of_one).then(|| entry.clinic().name());
            let text = self.entry_in_short(*entry);
            let parts = [Some(text.as_str()), clinic];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        };
        entries.iter().map(label).collect()
    }

    /// Returns the time of a calendar entry on the clinic's clock, without the present year, and its practitioner or
    /// location.
    pub fn entry_in_short(&self, entry: CalendarEntry<'_>) -> String {
        let zone = self.office.zone_of_entry(entry);
        let start = entry
            .start()
            .map(|start| self.short_on_clocks(Span::from_start(start), zone));
        let named = |id: &str| self.provider(entry.clinic(), id);
        [start, entry.provider().map(named)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    }
}
