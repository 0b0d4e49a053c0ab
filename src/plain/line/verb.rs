//! Verbs on the entry line: one of the patient's appointments is changed after a yes.

use booking::line::{NumberedVerb, Resolved};
use booking::{AppointmentRef, CalendarEntry, ClinicId, Verb};
use i18n::say;
use office::{Office, SeveralAsked};
use words::why_no_appointment;

use super::LineResult;
use crate::plain::conversation::Conversation;
use crate::plain::lines::End;
use crate::plain::model::LineMeaning;
use crate::plain::new_time::AskedMove;

/// An appointment to which a verb refers.
struct Meant {
    clinic: ClinicId,
    id: String,
    person: Option<String>,
    provider: Option<String>,
}

impl Conversation {
    /// Makes the change that the line's verb asks for, after a yes. If several appointments fit, lists them.
    pub(super) fn alter_from_line(
        &mut self,
        means: &Resolved,
        verb: &NumberedVerb,
        picked: Option<&LineMeaning>,
    ) -> Result<LineResult, End> {
        let in_form = self.model().patient_in_form(means.clinic);
        let (clinic, id) = means.patient_or(in_form);
        let id = id.to_owned();
        self.with_model(|model| model.line.ask_about(clinic, id.clone()));
        self.settle_until(|model| !model.office.awaits_appointments(means, (clinic, &id)))?;
        if self.words().is_of_all(means, verb) {
            self.work(Office::want_all_upcoming);
            self.settle_until(|model| !model.office.awaits_appointments(means, (clinic, &id)))?;
        }
        let words = self.words();
        let mut entries = match words.appointments_of_verb(means, verb, (clinic, &id)) {
            Ok(entries) => entries,
            Err(why) => {
                let why = why_no_appointment(&why, self.language());
                return self.refuse_line(&why);
            }
        };
        if entries.len() > 1 && words.is_of_all(means, verb) {
            let of: Vec<AppointmentRef> = entries
                .iter()
                .filter_map(|entry| entry.on_record())
                .map(AppointmentRef::from)
                .collect();
            let unconfirmed = entries.len() - of.len();
            return self.alter_all(means, of, unconfirmed);
        }
        if let Some(picked) = picked {
            entries.retain(|entry| LineMeaning::from(*entry) == *picked);
        }
        match entries[..] {
            [] => Ok(LineResult::Done),
            [CalendarEntry::OnRecord(booked)] => {
                let meant = Meant {
                    clinic: booked.clinic,
                    id: booked.id.clone(),
                    person: booked.person.clone(),
                    provider: booked.provider.clone(),
                };
                self.alter_meant(means, verb.verb, meant)
            }
            [CalendarEntry::Unsettled(_)] => {
                self.refuse_line(say!(self.language(), "line-not-on-record-yet"))
            }
            _ => {
                let several = words.several_fit(entries.len());
                let labels = words.appointments_to_pick(&entries);
                let picks = entries
                    .iter()
                    .map(|entry| LineMeaning::from(*entry))
                    .collect();
                self.print_without_keys(&several)?;
                self.offer(labels)?;
                Ok(LineResult::Doubtful(picks))
            }
        }
    }

    /// Changes all these appointments as the line asks for, after a yes. The line means this many more, which no clinic has
    /// confirmed yet.
    fn alter_all(
        &mut self,
        means: &Resolved,
        of: Vec<AppointmentRef>,
        unconfirmed: usize,
    ) -> Result<LineResult, End> {
        let language = self.language();
        if of.is_empty() {
            return self.refuse_line(say!(language, "line-not-on-record-yet"));
        }
        let Some(asked) = SeveralAsked::of_line(means) else {
            return Ok(LineResult::Done);
        };
        if unconfirmed > 0 {
            let count = unconfirmed;
            self.print(&say!(language, "line-left-out-unconfirmed", count))?;
        }
        self.with_model(|model| model.line.type_text(""));
        self.aside(|talk| talk.change_several(of, &asked))?;
        Ok(LineResult::Done)
    }

    /// Reads an appointment, and changes it after a yes.
    fn alter_meant(
        &mut self,
        means: &Resolved,
        verb: Verb,
        meant: Meant,
    ) -> Result<LineResult, End> {
        let Meant {
            clinic,
            id,
            person,
            provider,
        } = meant;
        let Some(shown) = self.read_appointment_of(clinic, &id, person, provider)? else {
            return Ok(LineResult::Done);
        };
        let of = shown.named();
        if !self.check_allowed(verb, &of)? {
            return Ok(LineResult::Done);
        }
        let mut to = AskedMove::default();
        if verb == Verb::Move {
            to = AskedMove::of_line(means.time.join(" "), means.provider_named(), &of);
            self.complete_move(&shown, &mut to)?;
        }
        let details = means.typed_details();
        self.with_model(|model| model.line.type_text(""));
        self.aside(|talk| {
            if talk.settle_earlier(&of)? {
                if details.texts().next().is_some() {
                    talk.change_details(&shown, &details)?;
                } else {
                    talk.fill_and_send(verb, &shown, to)?;
                }
            }
            Ok(LineResult::Done)
        })
    }
}
