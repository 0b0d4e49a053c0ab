//! Opens an appointment, and reads it out.

use booking::{ClinicId, appointment_id, is_same_id, why_unread};
use i18n::say;
use office::{AppointmentPlace, ClinicCall, FaceAnswer, FaceAppointment};
use screen::{Page, Role};
use words::{KnownAppointment, NamedText, Origin, Shown, Wording};

use super::conversation::Conversation;
use super::lines::End;
use clerk::read_about;

/// The width in columns for breaking the lines of an appointment.
const LINE_WIDTH: usize = 100;

impl Conversation {
    /// Reads an appointment; if it can't be read, says why.
    pub(super) fn read_appointment(
        &mut self,
        clinic: ClinicId,
        id: &str,
    ) -> Result<Option<Shown>, End> {
        self.read_appointment_of(clinic, id, None, None)
    }

    /// Reads an appointment like [`Conversation::read_appointment`], when its patient and provider may already be
    /// known.
    pub(super) fn read_appointment_of(
        &mut self,
        clinic: ClinicId,
        id: &str,
        person: Option<String>,
        provider: Option<String>,
    ) -> Result<Option<Shown>, End> {
        let language = self.language();
        let Some(id) = appointment_id(clinic, id).map(str::to_owned) else {
            self.print(&say!(language, "open-no-id", clinic = clinic.name()))?;
            return Ok(None);
        };
        let place = AppointmentPlace::Face(FaceAppointment::Opened);
        let Some(FaceAnswer::Opened(_, result)) = self.call(ClinicCall::Open(place, clinic, id))?
        else {
            return Ok(None);
        };
        match result {
            Ok(appointment) => {
                let shown = Shown::new(appointment, person, provider, Origin::Opened);
                read_about(self, &shown.named())?;
                let opened = shown.clone();
                self.with_model(|model| model.heard.shown = Some(opened));
                Ok(Some(shown))
            }
            Err(failure) => {
                let why = why_unread(&failure, clinic, language);
                self.print_without_keys(&why)?;
                Ok(None)
            }
        }
    }

    /// Says an opened appointment.
    pub(super) fn print_opened(&mut self, shown: &Shown) -> Result<(), End> {
        let lines = lines_of(self.words(), shown, self.is_anothers(shown));
        self.print_all(lines)
    }

    /// Returns whether an appointment belongs to another patient than the one in the form.
    fn is_anothers(&self, shown: &Shown) -> bool {
        let model = self.model();
        let clinic = model.clinic;
        let id = model.patient_in_form(clinic);
        if id.is_empty() {
            return false;
        }
        let Some(own) = shown.person.as_deref() else {
            return true;
        };
        let of = shown.appointment.clinic;
        let is_same = of == clinic && is_same_id(own, id);
        let upcoming = self.office().upcoming_of(clinic, id);
        !is_same && !upcoming.is_some_and(|upcoming| upcoming.is_about(of, own))
    }
}

/// Returns the lines of an opened appointment: its heading, its panels and its members.
fn lines_of(words: Wording<'_>, shown: &Shown, is_anothers: bool) -> Vec<String> {
    let known = shown.known();
    let mut page: Page<()> = Page::default();
    let mut add = |lead: &str, text: &str| {
        page.wrapped(lead, Role::Text, text, Role::Text, LINE_WIDTH);
    };
    let heading = if is_anothers {
        heading_of_anothers(words, &known)
    } else {
        words.heading_of(&known, LINE_WIDTH)
    };
    heading.iter().for_each(|line| add("", line));
    let order = words.office.panels().of(&shown.appointment.id);
    if let Some((order, (label, says))) =
        order.and_then(|order| Some((order, words.panels_ordered(order)?)))
    {
        add(&format!("{label}  "), &says);
        if order.has_failed() {
            add("  ", say!(words.language, "shown-panels-again"));
        }
    }
    let members = words.members(&known, |_| true).into_iter();
    let rows: Vec<(String, String, Role)> = members
        .map(|NamedText { name, text, .. }| (name, text, Role::Text))
        .collect();
    page.named(&rows, LINE_WIDTH);
    page.texts()
        .map(|line| line.trim_end().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// Returns the heading of an appointment whose patient is not the one in the form.
fn heading_of_anothers(words: Wording<'_>, known: &KnownAppointment<'_>) -> Vec<String> {
    let appointment = known.appointment;
    let who = words.patient(appointment.clinic, known.person.unwrap_or_default());
    let label = say!(words.language, "shown-opened-before", who);
    let status = words.status_of(&appointment.status, appointment.start);
    let rest = words.heading_of(known, usize::MAX).into_iter().skip(1);
    [label, status.to_text()].into_iter().chain(rest).collect()
}
