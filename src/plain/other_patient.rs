//! Another patient for an appointment, named as in a form, and picked if several match.

use booking::ClinicId;
use i18n::say;
use office::SearchEnd;
use words::{Row, Rows, Shown};

use super::alter::DetailAnswer;
use super::answer::{LineAnswer, numbered};
use super::conversation::Conversation;
use super::lines::End;
use super::question::{Question, Topic};
use super::spoken;
use clerk::search_patients;

impl Conversation {
    /// Asks who is to have an appointment, until one patient is named. An empty answer keeps the patient.
    pub(super) fn other_patient(&mut self, shown: &Shown) -> Result<DetailAnswer, End> {
        let language = self.language();
        let of = shown.named();
        let clinic = of.clinic;
        self.work(|office| office.read_list_first(clinic.people()));
        self.settle()?;
        let label = clinic.patient_field().label(language);
        let patient = of.person.as_deref().unwrap_or_default();
        let stands = self.words().patient(clinic, patient);
        let question = say!(language, "plain-detail-or", label, stands);
        let question = Question::new(Topic::Patient, &question);
        let mut offered: Vec<Row> = Vec::new();
        loop {
            let typed = match self.ask(&question)? {
                LineAnswer::Text(typed) => typed,
                LineAnswer::Nothing => return Ok(DetailAnswer::Stays),
                LineAnswer::Keyword(_) => return Ok(DetailAnswer::Back),
            };
            let picked = numbered(&typed).and_then(|place| offered.get(place));
            if let Some(row) = picked {
                return Ok(DetailAnswer::New(row.text.clone()));
            }
            let found = self.patients_named(clinic, &typed)?;
            if let Some(known) = self.office().lists.known(clinic.people(), &typed) {
                return Ok(DetailAnswer::New(known.id.clone()));
            }
            if let [only] = &found.rows[..]
                && !found.nearly
                && self.model().search.is_whole()
            {
                return Ok(DetailAnswer::New(only.text.clone()));
            }
            self.offer(found.rows.iter().map(spoken::choice))?;
            if let Some(remark) = &found.remark {
                self.print_without_keys(remark)?;
            }
            offered = found.rows;
        }
    }

    /// Searches a clinic for the patients that a text may mean.
    fn patients_named(&mut self, clinic: ClinicId, typed: &str) -> Result<Rows, End> {
        let clock = self.words().clock_at(clinic, "");
        let queries = self.office().searches_for(clinic, typed, &clock);
        self.with_model(|model| model.search = SearchEnd::default());
        if !queries.is_empty() {
            let end = search_patients(self, clinic, queries)?;
            self.with_model(|model| model.search = end);
        }
        let field = clinic.patient_field();
        let mut found = self
            .model()
            .rows_of_list(field, clinic.people(), typed, &clock);
        found.rows.retain(|row| !row.adds);
        Ok(found)
    }
}
