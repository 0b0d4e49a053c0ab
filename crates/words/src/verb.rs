//! Verbs on the entry line, in words: why one matches no appointment, and the appointments to pick from.

use booking::line::{NumberedVerb, Resolved};
use booking::time::Span;
use booking::{AppointmentRef, CalendarEntry, ClinicId, Verb};
use chrono::{DateTime, Utc};
use i18n::{Language, say};
use office::{NoAppointment, VerbOnLine};
use zones::Zone;

use crate::Wording;

impl<'a> Wording<'a> {
    /// Returns the patient's appointments to which a verb may refer, as [`office::Office::appointments_of_verb`] finds
    /// them on the clocks of this face.
    ///
    /// # Errors
    ///
    /// Returns why there is none.
    pub fn appointments_of_verb(
        self,
        means: &Resolved,
        verb: &NumberedVerb,
        patient: (ClinicId, &str),
    ) -> Result<Vec<CalendarEntry<'a>>, NoAppointment> {
        let clock_at = |clinic, provider: &str| self.clock_at(clinic, provider);
        let on_line = VerbOnLine {
            means,
            verb,
            clock_at: &clock_at,
        };
        self.office.appointments_of_verb(on_line, patient)
    }

    /// Returns whether a verb applies to all appointments that the words before it leave.
    pub fn is_of_all(self, means: &Resolved, verb: &NumberedVerb) -> bool {
        let clock_at = |clinic, provider: &str| self.clock_at(clinic, provider);
        let on_line = VerbOnLine {
            means,
            verb,
            clock_at: &clock_at,
        };
        on_line.is_of_all()
    }

    /// Returns what a verb does with `count` appointments, with the words about time that tell which, and the new time,
    /// practitioner and reason if the line states them.
    pub fn does_with_all(&self, means: &Resolved, verb: Verb, count: usize) -> String {
        let does = say!(self.language, "line-verb-of-all", verb, count);
        let to = means.provider_named();
        let to = to.map(|to| self.provider(to.clinic(), to.id()));
        let why = match means.reason() {
            "" => None,
            reason => Some(say!(self.language, "line-reason", reason)),
        };
        let joined = |words: &[String]| (!words.is_empty()).then(|| words.join(" "));
        let which = means.verb.as_ref().and_then(|verb| joined(&verb.at));
        let further = [which, joined(&means.time), to, why].into_iter().flatten();
        [does]
            .into_iter()
            .chain(further)
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// Returns the message that `count` appointments of the patient fit.
    pub fn several_fit(&self, count: usize) -> String {
        let coming = self.office.coming_up();
        let (who, all) = coming.map_or(("", 0), |(who, entries)| (who, entries.len()));
        let are = if count < all { "some" } else { "all" };
        say!(self.language, "line-several-fit", who, count, are)
    }

    /// Returns a patient's appointments as choices, with the clinic if they are at several.
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

    /// Returns the time of a calendar entry on the clinic's clock, without the current year, and its practitioner or
    /// location.
    pub fn entry_in_short(&self, entry: CalendarEntry<'_>) -> String {
        let zone = self.office.zone_of_entry(entry);
        self.in_short(entry.start(), zone, entry.clinic(), entry.provider())
    }

    /// Returns the same of an appointment, or the wished times of an entry of the waiting list.
    pub fn visit_in_short(&self, of: &AppointmentRef) -> String {
        if of.is_waiting() && of.start.is_none() {
            return self.wait_in_short(of);
        }
        let zone = self.office.zone_of(&of.visit());
        self.in_short(of.start, zone, of.clinic, of.provider.as_deref())
    }

    /// Returns that an appointment is an entry of the waiting list, with the wished times if they are known.
    pub(crate) fn wait_in_short(&self, of: &AppointmentRef) -> String {
        let zone = self.office.zone_of(&of.visit());
        match self.office.wish_of(of) {
            Some(wish) => {
                let wished = wish.to_text(zone, self.language);
                say!(self.language, "written-waits", wished)
            }
            None => say!(self.language, "done-waiting").to_owned(),
        }
    }

    fn in_short(
        &self,
        start: Option<DateTime<Utc>>,
        zone: Zone,
        clinic: ClinicId,
        provider: Option<&str>,
    ) -> String {
        let start = start.map(|start| self.short_on_clocks(Span::from_start(start), zone));
        let named = |id: &str| self.provider_if_readable(clinic, id);
        [start, provider.and_then(named)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

/// Returns the message about why a verb refers to no appointment.
pub fn why_no_appointment(why: &NoAppointment, language: Language) -> String {
    match why {
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
        NoAppointment::NoneOfKind(who) => {
            say!(language, "line-none-of-kind", who = who.as_str())
        }
        NoAppointment::Unreadable(problem) => problem.to_text(language),
    }
}

#[cfg(test)]
mod tests {
    use booking::Verb;
    use i18n::{Language, say};

    /// A verb that a message leaves out would get the default words, which are another verb's.
    fn each_has_its_own(language: Language, verbs: &[Verb], say: impl Fn(Verb) -> String) {
        for (place, verb) in verbs.iter().enumerate() {
            let like = verbs[..place]
                .iter()
                .find(|other| say(**other) == say(*verb));
            assert_eq!(like, None, "{verb} in {language:?}: {}", say(*verb));
        }
    }

    #[test]
    fn each_verb_is_said_with_words_of_its_own_in_each_language() {
        for language in Language::ALL {
            each_has_its_own(language, Verb::ALL, |verb| {
                say!(language, "now-verb", verb).to_owned()
            });
            each_has_its_own(language, Verb::ALL, |verb| {
                say!(language, "palette-change", verb).to_owned()
            });
            each_has_its_own(language, Verb::ALL, |verb| {
                say!(language, "palette-change-also", verb).to_owned()
            });
            // A move is worded by its new time.
            let on_line = Verb::ALL.iter().copied();
            let on_line = on_line.filter(|verb| verb.sign().is_some() && *verb != Verb::Move);
            let on_line: Vec<Verb> = on_line.collect();
            each_has_its_own(language, &on_line, |verb| {
                say!(language, "line-verb", verb, from = "10:00")
            });
        }
    }
    /// A message with words for each kind of change needs a variant for each; messages with a default for all others
    /// are exempt.
    #[test]
    fn a_message_by_kind_leaves_no_verb_to_the_words_of_another() {
        let messages = [
            (include_str!("../../../assets/words/en/change.ftl"), 12),
            (include_str!("../../../assets/words/de/change.ftl"), 12),
            (include_str!("../../../assets/words/fi/change.ftl"), 12),
            (include_str!("../../../assets/words/en/plain.ftl"), 1),
            (include_str!("../../../assets/words/de/plain.ftl"), 1),
            (include_str!("../../../assets/words/fi/plain.ftl"), 1),
        ];
        for (text, least) in messages {
            let mut checked = 0;
            for block in text.split("{ $kind ->").skip(1) {
                let variants = block.split("\n}").next().unwrap_or_default();
                if variants.contains("*[other]") || !variants.contains("[details]") {
                    continue;
                }
                checked += 1;
                for verb in Verb::ALL {
                    let kind: &str = verb.kind().into();
                    let is_there = variants.contains(&format!("[{kind}]"));
                    assert!(is_there, "{kind}: {variants}");
                }
            }
            assert!(checked >= least, "only {checked} messages were read");
        }
    }
}
