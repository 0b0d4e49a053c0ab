//! Verbs on the entry line: one of the patient's appointments is changed after a yes.

use booking::line::{NumberedVerb, Resolved};
use booking::{AppointmentRef, CalendarEntry, CancelReason, ClinicId, Verb, Visit};
use i18n::say;
use office::{ActionOnSeveral, Bulk, Office, SeveralAsked};
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
        let here = self.model().clinic;
        let mut entries = match words.appointments_of_verb(means, verb, (clinic, &id), here) {
            Ok(entries) => entries,
            Err(why) => {
                let why = why_no_appointment(&why, self.language());
                return self.refuse_line(&why);
            }
        };
        if entries.len() > 1 && words.is_of_all(means, verb) {
            let of = entries.iter().filter_map(|entry| entry.on_record());
            let of = of.map(AppointmentRef::from).collect();
            return self.alter_all(means, of);
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
                let several = words.several_fit(entries.len(), here);
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

    /// Changes all these appointments as the line asks for, after a yes.
    fn alter_all(&mut self, means: &Resolved, of: Vec<AppointmentRef>) -> Result<LineResult, End> {
        let Some(asked) = SeveralAsked::of_line(means) else {
            return Ok(LineResult::Done);
        };
        let language = self.language();
        let usual = CancelReason::PatientRequest.to_text(language);
        let ActionOnSeveral { rows, left_out } = self.office().action_on_several(of, &asked, usual);
        let why = left_out.iter().map(|(why, of)| {
            let zone = self.office().zone_of(&of.visit());
            let start = of
                .start
                .map(|start| self.words().on_both_clocks(start, zone));
            let why = why.to_text(of, zone, language);
            format!("{}: {why}", start.unwrap_or_default())
        });
        let why: Vec<String> = why.collect();
        self.print_all(why)?;
        self.with_model(|model| model.line.type_text(""));
        if rows.is_empty() {
            return Ok(LineResult::Done);
        }
        self.work(|office| office.open_bulk(Bulk::of(rows)));
        if asked.verb == Verb::Move && !self.propose_times(&asked)? {
            self.work(|office| office.close_idle_bulk());
            return Ok(LineResult::Done);
        }
        self.aside(|talk| {
            talk.send_list()?;
            Ok(LineResult::Done)
        })
    }

    /// Has a time found for each move of the open list. Returns `false`, and says why, if the line's time can't be read.
    fn propose_times(&mut self, asked: &SeveralAsked) -> Result<bool, End> {
        let language = self.language();
        let reason = say!(language, "cancel-given-to-another");
        let SeveralAsked { time, to, .. } = asked;
        let words = self.words();
        let clock_of = |visit: &Visit| words.clock_of_visit(visit);
        let proposals = self
            .office()
            .proposals_for_each(time, to.as_ref(), reason, clock_of);
        match proposals {
            Ok(proposals) => {
                for (index, proposal) in proposals {
                    self.work(|office| office.propose(index, proposal));
                }
                Ok(true)
            }
            Err(problem) => {
                self.print(&problem.to_text(language))?;
                Ok(false)
            }
        }
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
