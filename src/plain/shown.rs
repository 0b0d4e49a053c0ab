//! An appointment that was opened or altered, and what has become of it.

use booking::{AppointmentRef, ClinicId, appointment_id, problems_of_change, why_unread};
use i18n::say;
use office::{
    AppointmentPlace, ChangeNews, ClinicCall, FaceAnswer, FaceAppointment, OfficeNews, Submission,
    SubmissionId, Withheld,
};
use screen::{Page, Role};
use words::{KnownAppointment, NamedText, Origin, Shown, Wording};

use super::conversation::Conversation;
use super::lines::End;
use super::spoken;
use crate::runtime::read_about;

/// The width in columns at which the lines of an appointment are broken.
const LINE_WIDTH: usize = 100;

/// The news of the appointments that are altered.
#[derive(Default)]
pub(super) struct AlterationNews {
    /// The change that was not sent, and why.
    withheld: Option<(Submission, Withheld)>,
    /// Why a change was not made.
    pub(super) problems: Vec<booking::Problem>,
    /// The outcome of the last change that was made.
    pub(super) made: Option<String>,
}

impl AlterationNews {
    /// Takes the reason for which the change with this id was not sent, if it was not.
    pub(super) fn take_withheld(&mut self, id: SubmissionId) -> Option<(Submission, Withheld)> {
        self.withheld.take_if(|(open, _)| open.id() == id)
    }
}

impl Conversation {
    /// Notes the news of the appointments that are altered.
    pub(super) fn note_alterations(&mut self) {
        for news in self.take_news() {
            match news {
                OfficeNews::Change(news) => self.note_alteration(*news),
                OfficeNews::CallNotNoted(why) => self.call_not_noted = Some(why),
                _ => {}
            }
        }
        let on_desk = self.desk().appointment.shown.as_ref();
        let id = on_desk.map(|shown| shown.appointment.id.as_str());
        if id != self.shown_by_desk.as_deref() {
            let on_desk = on_desk.cloned();
            self.shown_by_desk = id.map(str::to_owned);
            self.shown = on_desk;
        }
    }

    fn note_alteration(&mut self, news: ChangeNews) {
        match news {
            ChangeNews::Withheld(open, why) => self.alterations.withheld = Some((open, why)),
            ChangeNews::NotMade(open, failure) | ChangeNews::NotAwaited { open, failure, .. } => {
                let language = self.language();
                self.alterations.problems = problems_of_change(&failure, open.change(), language);
            }
            ChangeNews::Made(open, appointment, source) => {
                let change = open.change();
                let made = self
                    .words()
                    .outcome_text(change, &appointment, source, None);
                self.alterations.made = Some(made);
                if !open.is_second_step() {
                    let person = Some(change.subject().0).filter(|id| !id.is_empty());
                    let provider = change.provider().map(|provider| provider.id());
                    let origin = Origin::Altered(change.clone());
                    self.shown = Some(Shown::new(*appointment, person, provider, origin));
                }
            }
            ChangeNews::Unknown(open) => {
                // An earlier appointment is not meant any more while the outcome is unknown.
                let of = open.change().appointment().map(AppointmentRef::key);
                self.shown
                    .take_if(|shown| of != Some(shown.appointment.key()));
            }
            _ => {}
        }
    }

    /// Reads an appointment, or says why it can't be read.
    pub(super) fn read_appointment(
        &mut self,
        clinic: ClinicId,
        id: &str,
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
                let shown = Shown::new(appointment, None, None, Origin::Opened);
                read_about(self, &shown.named())?;
                self.shown = Some(shown.clone());
                Ok(Some(shown))
            }
            Err(failure) => {
                let why = why_unread(&failure, clinic, language);
                self.print(&spoken::without_keys(&why, language))?;
                Ok(None)
            }
        }
    }

    /// Says an opened appointment.
    pub(super) fn print_opened(&mut self, shown: &Shown) -> Result<(), End> {
        let lines = lines_of(self.words(), shown, self.is_anothers(shown));
        self.print_all(lines)
    }

    /// Whether an appointment belongs to another patient than the one named in the form.
    fn is_anothers(&self, shown: &Shown) -> bool {
        let desk = self.desk();
        let clinic = desk.clinic;
        let id = desk.form().draft().text(clinic.patient_field()).trim();
        let Some(own) = shown.person.as_deref().filter(|_| !id.is_empty()) else {
            return !id.is_empty();
        };
        let of = shown.appointment.clinic;
        let is_same = of == clinic && own.eq_ignore_ascii_case(id);
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
    let order = words.office.panels.of(&shown.appointment.id);
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

/// Returns the heading of an appointment of another patient than the one in the form.
fn heading_of_anothers(words: Wording<'_>, known: &KnownAppointment<'_>) -> Vec<String> {
    let appointment = known.appointment;
    let who = words.patient(appointment.clinic, known.person.unwrap_or_default());
    let label = say!(words.language, "shown-opened-before", who);
    let status = words.status_of(&appointment.status, appointment.start);
    let rest = words.heading_of(known, usize::MAX).into_iter().skip(1);
    [label, status.to_text()].into_iter().chain(rest).collect()
}
