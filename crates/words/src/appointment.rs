//! An appointment as its clinic answered it, with the members of the answer named as in the form.

use chrono::{DateTime, DurationRound, NaiveDate, TimeDelta};
use zones::Zone;

use booking::{
    Appointment, AppointmentRef, DECLINED, FieldId, FieldRole, Kind, Member, NamedEntries,
    Reference, Timing, Wished, WordList, status_text, takes_time, time,
};
use i18n::{Language, say};

use crate::Wording;

/// An appointment, with what is known of it besides the clinic's answer.
#[derive(Clone, Copy)]
pub struct KnownAppointment<'a> {
    /// The appointment.
    pub appointment: &'a Appointment,
    /// The patient's id: from the answer, else from the request.
    pub person: Option<&'a str>,
    /// The id of the practitioner or location: from the answer, else from the request.
    pub provider: Option<&'a str>,
    /// The entry line that would have booked it, if one is known.
    pub as_line: Option<&'a str>,
}

/// A name, and the text behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedText {
    /// The name; empty for the continuation of the text before.
    pub name: String,
    /// The text.
    pub text: String,
    /// Whether only the clinic needs it: an id, or a time of the clinic's own records.
    pub is_aside: bool,
}

impl NamedText {
    fn new(name: String, text: String, is_aside: bool) -> NamedText {
        NamedText {
            name,
            text,
            is_aside,
        }
    }
}

impl KnownAppointment<'_> {
    /// Returns the appointment as a change refers to it.
    pub fn named(&self) -> AppointmentRef {
        AppointmentRef {
            person: self.person.map(str::to_owned),
            provider: self.provider.map(str::to_owned),
            ..AppointmentRef::of(self.appointment)
        }
    }
}

impl Wording<'_> {
    /// Returns what an appointment is, in full: its status and patient, its times and provider, and its id. Status and
    /// patient share a line of at most `width` columns if they fit, and so do times and provider.
    pub fn heading_of(&self, shown: &KnownAppointment<'_>, width: usize) -> Vec<String> {
        let appointment = shown.appointment;
        let clinic = appointment.clinic;
        let status = self.status_of(&appointment.status, appointment.start);
        let person = shown.person.unwrap_or_default();
        let patient = self.patients(clinic, person, appointment.also.people.len());
        let mut lines = beside(status.to_text(), patient, width);
        if let Some(start) = appointment.start {
            let zone = self.zone_of_known(shown);
            let in_full = |zone| time::echo_span(start, appointment.end, zone, self.language);
            let id = shown.provider.unwrap_or_default();
            let provider = self.office.lists.known(clinic.providers(), id);
            let provider = provider.map(|entry| entry.name.clone());
            lines.extend(beside(in_full(zone), provider.unwrap_or_default(), width));
            let here = self.elsewhere(start, zone);
            lines.extend(here.map(|_| {
                let span = in_full(self.clock_beside(zone));
                say!(self.language, "shown-here", span)
            }));
        }
        lines.push(say!(
            self.language,
            "shown-at",
            id = &*appointment.id,
            clinic = clinic.name()
        ));
        lines
    }

    /// Returns the time zone of an appointment.
    pub fn zone_of_known(&self, shown: &KnownAppointment<'_>) -> Zone {
        let clinic = shown.appointment.clinic;
        self.office
            .zone_at(clinic, shown.provider.unwrap_or_default())
    }
}

impl Wording<'_> {
    /// Returns the listed members.
    pub fn members(
        &self,
        shown: &KnownAppointment<'_>,
        is_listed: impl Fn(&Member) -> bool,
    ) -> Vec<NamedText> {
        let appointment = shown.appointment;
        // The id and the time are above.
        let is_time = |member: &Member| {
            let field = field_of(appointment, &member.name);
            appointment.start.is_some()
                && field.is_some_and(|field| field.kind.time == Timing::Moment)
        };
        let is_above = |member: &Member| member.name == "id" || is_time(member);
        // A clinic keeps the reason of a cancellation when the visit takes place again.
        let is_of_past = |member: &Member| {
            let role = field_of(appointment, &member.name).and_then(|field| field.role);
            role == Some(FieldRole::CancelationReason) && takes_time(&appointment.status)
        };
        let members = appointment
            .members
            .iter()
            .filter(|member| !is_above(member) && !is_of_past(member) && is_listed(member));
        let (asides, others): (Vec<&Member>, Vec<&Member>) =
            members.partition(|member| is_aside(appointment, member));
        let row = |member: &Member, is_aside| {
            NamedText::new(
                label(appointment, &member.name, self.language),
                self.readable(shown, member),
                is_aside,
            )
        };
        let others = others.into_iter().map(|member| row(member, false));
        let mut rows: Vec<NamedText> = others.filter(|row| !row.text.is_empty()).collect();
        rows.extend(self.others_of(appointment));
        rows.extend(asides.into_iter().map(|member| row(member, true)));
        rows.extend(self.instruction_kept_here(appointment));
        if let Some(line) = shown.as_line {
            rows.push(NamedText::new(
                say!(self.language, "shown-as-line").to_owned(),
                line.to_owned(),
                false,
            ));
        }
        if let Some(request_id) = &appointment.request_id {
            rows.push(NamedText::new(
                say!(self.language, "shown-request").to_owned(),
                request_id.clone(),
                true,
            ));
        }
        rows
    }

    /// Returns the instruction that was given with an appointment but not sent because its clinic has no field for it,
    /// and the remark about that.
    fn instruction_kept_here(&self, appointment: &Appointment) -> Vec<NamedText> {
        let clinic = appointment.clinic;
        let field = clinic
            .field(FieldRole::Instruction)
            .filter(|field| field.wire.is_none());
        let given = self.office.book.instruction(clinic, &appointment.id);
        let Some((field, given)) = field.zip(given) else {
            return Vec::new();
        };
        let label = field.label(self.language).to_owned();
        let not_sent = say!(self.language, "shown-not-sent", clinic = clinic.name());
        vec![
            NamedText::new(label, given.shown().clone(), false),
            NamedText::new(String::new(), not_sent, false),
        ]
    }

    /// Returns the names of the participants besides the patient and the practitioner.
    fn others_of(&self, appointment: &Appointment) -> Vec<NamedText> {
        let clinic = appointment.clinic;
        let also = &appointment.also;
        let people = also.people.iter().map(|id| self.patient(clinic, id));
        let providers = also.providers.iter().map(|id| self.provider(clinic, id));
        let listed = [
            ("also-patients", people.collect::<Vec<_>>()),
            ("also-practitioners", providers.collect()),
        ];
        let listed = listed.into_iter().filter(|(_, names)| !names.is_empty());
        let row = |(name, names): (&str, Vec<String>)| {
            let label = label(appointment, name, self.language);
            NamedText::new(label, names.join("; "), false)
        };
        listed.map(row).collect()
    }

    /// Returns a member in words: ids with their names, times on the clinic's clock.
    fn readable(&self, shown: &KnownAppointment<'_>, member: &Member) -> String {
        let appointment = shown.appointment;
        let language = self.language;
        let zone = self.zone_of_known(shown);
        if let Some(names) = self.names_in(appointment, member) {
            return names;
        }
        let field = field_of(appointment, &member.name);
        if member.name == "status" {
            return status_text(member.value.shown(), language).to_owned();
        }
        let read = match field {
            Some(field) => self.readable_by_kind(appointment, member, field.kind, zone),
            None => {
                let moment = moment_in(member, zone, language);
                moment.or_else(|| Some(in_words(member, language)))
            }
        };
        read.unwrap_or_else(|| {
            match field.map(|field| Some(field) == appointment.clinic.reference_field()) {
                // The program wrote the reference; staff did not.
                Some(true) => Reference::strip_all(member.value.shown()),
                _ => member.value.shown().clone(),
            }
        })
    }

    /// Returns a member that is a form field, in the words of its kind; `None` if it is shown as the clinic states it.
    fn readable_by_kind(
        &self,
        appointment: &Appointment,
        member: &Member,
        kind: Kind,
        zone: Zone,
    ) -> Option<String> {
        let language = self.language;
        let value = member.value.shown();
        if let NamedEntries::One(directory) = kind.entries {
            let entry = self.office.lists.known(directory, value)?;
            let detail = entry.detail(language);
            return Some(format!("{}   {detail}   {value}", entry.name));
        }
        if kind.time == Timing::Periods {
            let record = appointment.record.shown().get(&member.name)?;
            return Some(Wished::of_record(record).to_text(zone, language));
        }
        if kind.words == WordList::Any {
            return moment_in(member, zone, language);
        }
        Some(kind.text_shown(value, language).to_owned())
    }
}

impl Wording<'_> {
    /// Returns the names of the panels, or of the people who declined, that a member lists; `None` if it lists neither.
    fn names_in(&self, appointment: &Appointment, member: &Member) -> Option<String> {
        if member.name == DECLINED {
            let names = member.value.shown().split(", ");
            let names: Vec<String> = names
                .map(|who| self.participant(appointment, who))
                .collect();
            return Some(names.join(", "));
        }
        let panels = appointment.panels.as_ref();
        if !is_panels(appointment, &member.name) {
            return None;
        }
        let panels = panels?;
        Some(if panels.is_empty() {
            say!(self.language, "shown-no-panels").to_owned()
        } else {
            self.office.lists.panel_names(appointment.clinic, panels)
        })
    }

    /// Returns the name of a participant by reference (`Practitioner/ID`); the text itself if the id is unknown.
    fn participant(&self, appointment: &Appointment, reference: &str) -> String {
        let clinic = appointment.clinic;
        let id = reference.rsplit('/').next().unwrap_or(reference);
        let lists = [clinic.providers(), clinic.people()];
        let known = |list| self.office.lists.known(list, id);
        let entry = lists.into_iter().find_map(known);
        entry.map_or_else(|| reference.to_owned(), |entry| entry.name.clone())
    }
}

/// Returns the form's label if the member is a form field, else the words for the member's name.
fn label(appointment: &Appointment, name: &str, language: Language) -> String {
    let field = if is_panels(appointment, name) {
        field_of(appointment, name).or(appointment.clinic.field(FieldRole::Panels))
    } else {
        field_of(appointment, name)
    };
    match field {
        Some(field) => field.label(language).to_owned(),
        None => say!(
            language,
            "member-name",
            member = name.replace('.', "-"),
            name = name
        ),
    }
}

/// Returns a moment in words, to the minute; `None` if the member is not a moment.
fn moment_in(member: &Member, zone: Zone, language: Language) -> Option<String> {
    let moment = DateTime::parse_from_rfc3339(member.value.shown()).ok()?;
    let moment = moment.to_utc();
    let minute = moment.duration_trunc(TimeDelta::minutes(1));
    Some(time::echo(minute.unwrap_or(moment), zone, language))
}

/// Returns the value of a member that is not a form field: a date as people write it, a code in words.
fn in_words(member: &Member, language: Language) -> String {
    let value = member.value.shown().as_str();
    let of = format!("{}-{value}", member.name.replace('.', "-"));
    match NaiveDate::parse_from_str(value, "%Y-%m-%d") {
        Ok(date) => time::date(date, language),
        Err(_) => say!(language, "member-value", of = of, value = value),
    }
}

/// Returns the form field of a member.
fn field_of(appointment: &Appointment, name: &str) -> Option<FieldId> {
    appointment.clinic.field_by_wire_name(name)
}

/// Returns whether only the clinic needs a member: an id next to a name, or a time of the clinic's own records.
fn is_aside(appointment: &Appointment, member: &Member) -> bool {
    match field_of(appointment, &member.name) {
        Some(field) => field.kind.entries.one().is_some(),
        None => DateTime::parse_from_rfc3339(member.value.shown()).is_ok(),
    }
}

/// Returns whether the member lists the appointment's panels (`panels` in answers of Aniva).
fn is_panels(appointment: &Appointment, name: &str) -> bool {
    name == "panels" && appointment.panels.is_some()
}

/// Returns two texts on one line if it is at most `width` characters wide, else on two.
fn beside(first: String, second: String, width: usize) -> Vec<String> {
    let line = format!("{first} · {second}");
    if second.is_empty() {
        vec![first]
    } else if line.chars().count() <= width {
        vec![line]
    } else {
        vec![first, second]
    }
}
