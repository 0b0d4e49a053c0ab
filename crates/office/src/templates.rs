//! Filling a draft from a visit template or an entry line, which depends on the clinics' lists.

use booking::line::{ListMatch, Resolved};
use booking::{Draft, FieldId, FieldRole, Language, Person, Template, fold};

use crate::form::BookingForm;
use crate::lists::person;
use crate::{Lists, Office, Remote};

/// A draft that was filled from a template.
pub struct TemplateFilling {
    /// The draft.
    pub draft: Draft,
    /// The number of fields that the template filled, without its panels.
    pub filled: usize,
    /// The panels of the template that are not listed.
    pub unlisted: Vec<String>,
}

impl Lists {
    /// Returns the ids of a template's panels, and the names that the catalogue lacks.
    pub(crate) fn panels_of_template(&self, template: &Template) -> (Vec<String>, Vec<String>) {
        let Some(list) = template.clinic().panels else {
            return Default::default();
        };
        let catalogue = self.list(list).value();
        let id_of = |name: &String| match list.id(name) {
            Some(id) => Some(id.to_string()),
            None => catalogue?
                .entries()
                .find(|entry| fold(&entry.name) == fold(name))
                .map(|entry| entry.id.clone()),
        };
        let mut ids = Vec::new();
        let mut unknown = Vec::new();
        for name in template.panels() {
            match id_of(name) {
                Some(id) => ids.push(id),
                None => unknown.push(name.clone()),
            }
        }
        (ids, unknown)
    }
}

impl Office {
    /// Returns a template's panels as the text of their field, and the names that the catalogue lacks.
    pub(crate) fn panels_of_template(&self, template: &Template) -> (String, Vec<String>) {
        let (ids, unknown) = self.lists.panels_of_template(template);
        (ids.join(", "), unknown)
    }

    /// Returns whether the catalogue in which a template's panels are looked up is still loading.
    pub fn awaits_panels(&self, template: &Template) -> bool {
        let list = template.clinic().panels;
        let list = if template.panels().is_empty() {
            None
        } else {
            list
        };
        list.is_some_and(|list| {
            matches!(
                self.lists.list(list),
                Remote::Idle | Remote::Loading(_, None)
            )
        })
    }

    /// Fills a template's panels into a draft without panels. Returns the unlisted ones.
    pub fn fill_panels(&self, template: &Template, draft: &mut Draft) -> Vec<String> {
        let Some(field) = draft.clinic().field(FieldRole::Panels) else {
            return Vec::new();
        };
        if !draft.text(field).trim().is_empty() {
            return Vec::new();
        }
        let (ids, unknown) = self.panels_of_template(template);
        draft.set(field, ids);
        unknown
    }

    /// Returns the draft of a form whose untouched fields are filled from a template, without the texts of the template
    /// before it. `language` is the language of typed texts.
    pub fn filled_from_template(
        &self,
        form: &BookingForm,
        template: &Template,
        language: Language,
    ) -> TemplateFilling {
        let mut draft = form.draft().clone();
        let before = form.template();
        let before = before.and_then(|letter| self.setup.templates.at(form.clinic(), letter));
        if let Some(before) = before {
            before.take_back(&mut draft);
            self.take_back_panels(before, &mut draft);
        }
        let typed = draft.clone();
        let has_end = !typed.text_of(FieldRole::End).trim().is_empty();
        let untouched = |id: FieldId| {
            let text = typed.text(id).trim();
            (text.is_empty() || text == id.preset)
                && !(has_end && id.role == Some(FieldRole::Minutes))
        };
        let spoken = self.language_spoken_in(&typed);
        let filled = template.fill(&mut draft, language, spoken, untouched);
        let filled = filled.len();
        let unlisted = self.fill_panels(template, &mut draft);
        TemplateFilling {
            draft,
            filled,
            unlisted,
        }
    }

    /// Removes a template's panels from a draft if they were not changed.
    fn take_back_panels(&self, template: &Template, draft: &mut Draft) {
        let (ids, _) = self.panels_of_template(template);
        if draft.text_of(FieldRole::Panels) == ids {
            draft.set_role(FieldRole::Panels, String::new());
        }
    }

    /// Returns the language of instructions for the patient of a draft.
    pub fn language_spoken_in(&self, draft: &Draft) -> Language {
        let directory = draft.clinic().people();
        let patient = draft.text(draft.clinic().patient_field()).trim();
        let known = self.lists.known(directory, patient);
        known
            .as_deref()
            .and_then(person)
            .and_then(Person::spoken)
            .map(Language::from)
            .unwrap_or_default()
    }

    /// Returns a draft filled from an entry line, except for its time, and the panels of its template that the clinic
    /// does not have. `patient` is `None` if the line keeps the draft's; `language` is the language of typed texts.
    pub fn filled_from_line(
        &self,
        means: &Resolved,
        patient: Option<String>,
        mut draft: Draft,
        language: Language,
    ) -> (Draft, Vec<String>) {
        let mut unlisted = Vec::new();
        if let Some(patient) = patient {
            draft.set(means.clinic.patient_field(), patient);
        }
        let provider = match &means.provider {
            ListMatch::One(provider) => Some(provider.clone()),
            // The search for a free time enters the first available practitioner.
            ListMatch::AnyOf(_) => Some(String::new()),
            ListMatch::Unasked
            | ListMatch::Awaited
            | ListMatch::Nothing
            | ListMatch::Several(_) => None,
        };
        if let Some(provider) = provider {
            draft.set(means.clinic.provider_field(), provider);
        }
        let is_open_when = matches!(means.provider, ListMatch::AnyOf(_));
        if is_open_when || !means.time.is_empty() {
            draft.set(means.clinic.start_field(), String::new());
            draft.set_role(FieldRole::End, String::new());
        }
        // A line with a time books it and puts nobody on the waiting list.
        if draft.asks_for_wish()
            && !means.time.is_empty()
            && let Some(status) = draft.clinic().field(FieldRole::Status)
        {
            draft.set(status, status.preset.to_owned());
        }
        let spoken = self.language_spoken_in(&draft);
        let template = means
            .template
            .and_then(|letter| self.setup.templates.at(means.clinic, letter));
        if let Some(template) = template {
            // Nothing of another kind of visit is kept.
            let before = self.setup.templates.kind_of(&draft);
            if let Some(before) = before.filter(|kind| kind.letter() != template.letter()) {
                before.take_back(&mut draft);
            }
            let typed = draft.clone();
            let untouched =
                |id: FieldId| typed.text(id).trim().is_empty() || typed.text(id) == id.preset;
            template.fill(&mut draft, language, spoken, untouched);
            unlisted = self.fill_panels(template, &mut draft);
            if typed.text_of(FieldRole::End).trim().is_empty() {
                draft.set_role(FieldRole::Minutes, template.minutes().to_string());
            }
        }
        if let Some(minutes) = means.minutes {
            draft.set_role(FieldRole::Minutes, minutes.get().to_string());
            draft.set_role(FieldRole::End, String::new());
        }
        (draft, unlisted)
    }
}
