//! Visit templates: one letter for all that the visits of one kind share.

mod colour;
mod read;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::time::is_time_word;
use super::{
    ClinicId, Clinics, Diagnostic, Draft, FieldId, FieldRole, MOST_MISTAKES, Spoken, fold,
};
use i18n::Language;

pub use colour::{KindColour, KindMark};
pub use rules::{Ages, BrokenRule, Performer, VisitKind, VisitRules};

/// The templates of a desk, each letter once at a clinic; empty by default.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    /// The clinics that the shipped templates are included for.
    shipped_for: Option<Clinics>,
    /// The others, each of which replaces the shipped one with its letter.
    own: Vec<Template>,
    /// All of them. Read at the first use, so that the first frame does not wait for it.
    all: Arc<OnceLock<Vec<Template>>>,
    by_purpose: Arc<OnceLock<LetterByPurpose>>,
}

/// The letter of the only template at a clinic with this reason or name, folded; `None` if several have it.
type LetterByPurpose = HashMap<(ClinicId, String), Option<char>>;

/// The common data of a kind of visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    letter: char,
    name: TranslatedText,
    /// More names for it, in any language.
    also: Vec<String>,
    clinic: ClinicId,
    minutes: u32,
    colour: Option<KindColour>,
    /// How many days ahead it is usually booked, at most: 1 to 3650.
    pub(crate) horizon_days: Option<u32>,
    rules: VisitRules,
    /// The texts for the form, regardless of the patient.
    texts: Vec<(FieldId, TranslatedText)>,
    panels: Vec<String>,
    instruction: Option<TranslatedText>,
}

impl Templates {
    /// The templates that ship with the desk, as TOML.
    pub const SHIPPED: &'static str = include_str!("../../../../assets/templates.toml");

    /// Returns the templates that ship with the desk, for the clinics that it offers.
    pub fn shipped(clinics: Clinics) -> Templates {
        Templates {
            shipped_for: Some(clinics),
            ..Templates::default()
        }
    }

    /// Parses a file of templates. `is_time_word` keeps letters that mean a time (`t`, today) from becoming
    /// keys.
    ///
    /// # Errors
    ///
    /// Returns every mistake in the file, in the order of the lines; only the first ones if there are very many.
    pub fn read(
        clinics: Clinics,
        text: &str,
        is_time_word: &dyn Fn(&str) -> bool,
    ) -> Result<Templates, Vec<Diagnostic>> {
        let own = read::read(clinics, text, is_time_word)?;
        Ok(Templates {
            own,
            ..Templates::default()
        })
    }

    /// Returns the shipped templates with these added. Each replaces the shipped one with its letter.
    pub fn over_shipped(self, clinics: Clinics) -> Templates {
        Templates {
            own: self.own,
            ..Templates::shipped(clinics)
        }
    }

    fn all(&self) -> &[Template] {
        self.all.get_or_init(|| {
            let shipped = self.shipped_for.map_or_else(Vec::new, |clinics| {
                read::offered(clinics, Templates::SHIPPED, &is_time_word)
            });
            let mut all: Vec<Template> = Vec::new();
            for template in shipped.iter().chain(&self.own) {
                let mut own = self
                    .own
                    .iter()
                    .filter(|own| own.letter == template.letter)
                    .peekable();
                if own.peek().is_none() {
                    all.push(template.clone());
                } else if all.iter().all(|other| other.letter != template.letter) {
                    all.extend(own.cloned());
                }
            }
            all
        })
    }

    /// Returns the template of this letter, in either case: the clinic's own, else the first.
    pub fn at(&self, clinic: ClinicId, letter: char) -> Option<&Template> {
        let letter = letter.to_ascii_lowercase();
        let own = self
            .all()
            .iter()
            .find(|template| template.letter == letter && template.clinic == clinic);
        own.or_else(|| self.by_letter(letter))
    }

    /// Returns one template of each letter, the clinic's own first, in the order of the file.
    pub fn all_at(&self, clinic: ClinicId) -> impl Iterator<Item = &Template> {
        self.all()
            .iter()
            .filter(move |template| self.at(clinic, template.letter) == Some(template))
    }

    /// Returns the template of this letter, in either case.
    pub fn by_letter(&self, letter: char) -> Option<&Template> {
        let letter = letter.to_ascii_lowercase();
        self.all().iter().find(|template| template.letter == letter)
    }

    /// Returns the template that would fill the form as it is, apart from patient, provider and time.
    pub fn behind(&self, draft: &Draft) -> Option<&Template> {
        self.all().iter().find(|template| template.is_behind(draft))
    }

    /// Returns the template of the form's kind of visit, regardless of its length.
    pub fn kind_of(&self, draft: &Draft) -> Option<&Template> {
        // A template without texts is recognised by its length only.
        let has_texts = |template: &Template| {
            let minutes = template.clinic.field(FieldRole::Minutes);
            let mut fields = template.texts.iter().map(|(field, _)| *field);
            template.instruction.is_some() || fields.any(|field| Some(field) != minutes)
        };
        let of_other_length = |template: &&Template| {
            let mut usual = draft.clone();
            usual.set_role(FieldRole::Minutes, template.minutes.to_string());
            has_texts(template) && template.is_behind(&usual)
        };
        self.behind(draft)
            .or_else(|| self.all().iter().find(of_other_length))
    }

    /// Returns the only template at a clinic with this reason for the visit or this name, in any language and case.
    pub fn of_purpose(&self, clinic: ClinicId, purpose: &str) -> Option<&Template> {
        let by_purpose = self.by_purpose.get_or_init(|| {
            let mut letters = LetterByPurpose::new();
            for template in self.all() {
                for purpose in template.purposes() {
                    letters
                        .entry((template.clinic, fold(purpose)))
                        .and_modify(|letter| *letter = letter.filter(|own| *own == template.letter))
                        .or_insert(Some(template.letter));
                }
            }
            letters
        });
        let letter = by_purpose.get(&(clinic, fold(purpose.trim())))?;
        self.at(clinic, (*letter)?)
    }

    /// Returns the rules of the form's kind of visit; none if the kind is unknown.
    pub fn rules_of(&self, draft: &Draft) -> VisitRules {
        let kind = self.kind_of(draft);
        kind.map(Template::rules).cloned().unwrap_or_default()
    }

    /// Returns all templates, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Template> + Clone {
        self.all().iter()
    }
}

impl Template {
    /// Returns the template for a clinic whose form has fields of the same names.
    fn for_clinic(&self, clinic: ClinicId) -> Template {
        let text = |(field, text): &(FieldId, TranslatedText)| {
            Some((clinic.field_by_key(field.key)?, text.clone()))
        };
        Template {
            clinic,
            texts: self.texts.iter().filter_map(text).collect(),
            ..self.clone()
        }
    }

    /// Returns the letter on the entry line.
    pub fn letter(&self) -> char {
        self.letter
    }

    /// Returns the name.
    pub fn name(&self, language: Language) -> &str {
        self.name.to_text(language)
    }

    /// Returns the names in all languages, which find the template.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        Language::ALL
            .into_iter()
            .filter_map(|language| self.name.only_in(language))
    }

    /// Returns its names on a line: the parts of its names between commas, in all languages, and its further names.
    pub fn called(&self) -> impl Iterator<Item = &str> {
        let parts = self.names().flat_map(|name| name.split(','));
        parts.chain(self.also.iter().map(String::as_str))
    }

    /// Returns the texts that may be the purpose of an appointment of this kind: the reason, and its names.
    fn purposes(&self) -> impl Iterator<Item = &str> {
        let mut texts = self.texts.iter();
        let reason = texts.find(|(field, _)| field.role == Some(FieldRole::Reason));
        let languages = Language::ALL.into_iter();
        let reasons = languages.filter_map(move |language| reason?.1.only_in(language));
        reasons.chain(self.called().map(str::trim))
    }

    /// Returns the mark that distinguishes its visits, if it has a colour.
    pub fn mark(&self) -> Option<KindMark> {
        let colour = self.colour?;
        let letter = self.letter;
        Some(KindMark { letter, colour })
    }

    /// Returns the clinic.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns the length in minutes, 1 to 1440.
    pub fn minutes(&self) -> u32 {
        self.minutes
    }

    /// Returns the rules for visits of this kind.
    pub fn rules(&self) -> &VisitRules {
        &self.rules
    }

    /// Returns the kind of visit.
    pub fn kind(&self) -> VisitKind {
        VisitKind {
            name: self.name.clone(),
            rules: self.rules.clone(),
        }
    }

    /// Returns the text for the field of this role, other than the instruction, in the desk's language.
    pub fn text_of(&self, role: FieldRole, language: Language) -> Option<&str> {
        self.texts
            .iter()
            .find(|(field, _)| field.role == Some(role))
            .map(|(_, text)| text.to_text(language))
    }

    /// Returns the panels, by name or by UUID; the clinic's list resolves the names.
    pub fn panels(&self) -> &[String] {
        &self.panels
    }

    /// Returns the instruction in the patient's language if there is one, else in English.
    pub fn instruction(&self, language: Language) -> Option<&str> {
        Some(self.instruction.as_ref()?.to_text(language))
    }

    /// Fills the fields that are `untouched`, so that no typed text is lost: in the desk's language, and the
    /// instruction in the patient's. Returns the filled fields, which another template may take back. A draft of
    /// another clinic is left unchanged.
    pub fn fill(
        &self,
        draft: &mut Draft,
        desk: Language,
        patient: Language,
        untouched: impl Fn(FieldId) -> bool,
    ) -> Vec<FieldId> {
        if draft.clinic() != self.clinic {
            return Vec::new();
        }
        let instruction = self
            .clinic
            .field(FieldRole::Instruction)
            .and_then(|id| Some((id, self.instruction(patient)?)));
        let texts = self
            .texts
            .iter()
            .map(|(id, text)| (*id, text.to_text(desk)))
            .chain(instruction);
        let filled: Vec<(FieldId, &str)> = texts.filter(|(id, _)| untouched(*id)).collect();
        for (id, text) in &filled {
            draft.set(*id, (*text).to_owned());
        }
        filled.into_iter().map(|(id, _)| id).collect()
    }

    /// Empties the fields that still hold the template's text, in any language.
    pub fn take_back(&self, draft: &mut Draft) {
        if draft.clinic() != self.clinic {
            return;
        }
        for (id, text) in &self.texts {
            if text.language_of(draft.text(*id)).is_some() {
                draft.set(*id, id.preset.to_owned());
            }
        }
        if self
            .language_of(draft.text_of(FieldRole::Instruction))
            .is_some()
        {
            draft.set_role(FieldRole::Instruction, String::new());
        }
    }

    /// Returns the language in which this text is the instruction, word for word.
    pub fn language_of(&self, text: &str) -> Option<Language> {
        self.instruction.as_ref()?.language_of(text)
    }

    /// Returns the next language of the instruction after this one, wrapping around.
    pub fn next_language(&self, language: Language) -> Option<Language> {
        let after = Language::ALL
            .into_iter()
            .cycle()
            .skip(language as usize + 1);
        let instruction = self.instruction.as_ref()?;
        after
            .take(Language::ALL.len() - 1)
            .find(|next| instruction.only_in(*next).is_some())
    }

    /// Returns whether it would fill the form as it is, in any language.
    fn is_behind(&self, draft: &Draft) -> bool {
        let holds = |id: FieldId, text: &TranslatedText| text.language_of(draft.text(id)).is_some();
        let has_instruction = |text: &TranslatedText| {
            text.language_of(draft.text_of(FieldRole::Instruction))
                .is_some()
        };
        let has_texts = !self.texts.is_empty() || self.instruction.is_some();
        // The names of panels can't be resolved here, only whether there are any.
        let has_panels =
            !self.panels.is_empty() || draft.text_of(FieldRole::Panels).trim().is_empty();
        draft.clinic() == self.clinic
            && has_texts
            && has_panels
            && self.texts.iter().all(|(id, text)| holds(*id, text))
            && self.instruction.as_ref().is_none_or(has_instruction)
    }
}

impl From<Spoken> for Language {
    fn from(spoken: Spoken) -> Language {
        match spoken {
            Spoken::De => Language::De,
            Spoken::Fi => Language::Fi,
            Spoken::En | Spoken::Other => Language::En,
        }
    }
}

/// A text in English, and possibly in other languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranslatedText {
    english: String,
    german: Option<String>,
    finnish: Option<String>,
}

impl TranslatedText {
    fn same_in_all(text: String) -> TranslatedText {
        TranslatedText {
            english: text,
            german: None,
            finnish: None,
        }
    }

    fn only_in(&self, language: Language) -> Option<&str> {
        match language {
            Language::En => Some(&self.english),
            Language::De => self.german.as_deref(),
            Language::Fi => self.finnish.as_deref(),
        }
    }

    /// Returns the text in a language, else in English.
    pub fn to_text(&self, language: Language) -> &str {
        self.only_in(language).unwrap_or(&self.english)
    }

    /// Returns the language in which this is the text, word for word.
    fn language_of(&self, text: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| self.only_in(*language) == Some(text))
    }
}
