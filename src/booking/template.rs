//! Visit templates: one letter stands for everything that a kind of visit has in common.

mod read;
#[cfg(test)]
mod tests;
mod written;

use crate::i18n::Language;

use self::written::Written;
use super::time::is_time_word;
use super::{Diagnostic, Draft, FieldId, FieldRole, Spoken, Vendor, Vendors};

/// The templates a desk books by, each letter once; by default there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates(Vec<Template>);

/// What a kind of visit has in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    letter: char,
    name: Written,
    backend: Vendor,
    minutes: u32,
    horizon_days: Option<u32>,
    /// What goes into the form, whoever the patient is.
    texts: Vec<(FieldId, Written)>,
    panels: Vec<String>,
    /// What the patient is to read.
    instruction: Option<Written>,
}

impl Templates {
    /// The set that ships with the desk.
    pub const SHIPPED: &'static str = include_str!("../../assets/templates.toml");

    /// The set that ships with the desk, read.
    pub fn shipped(vendors: Vendors) -> Templates {
        Templates::read(vendors, Templates::SHIPPED, &is_time_word).unwrap_or_default()
    }

    /// Reads a file of templates. `is_time_word` keeps letters that mean a time (`t`, today) from becoming keys.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the lines.
    pub fn read(
        vendors: Vendors,
        text: &str,
        is_time_word: &dyn Fn(&str) -> bool,
    ) -> Result<Templates, Vec<Diagnostic>> {
        read::read(vendors, text, is_time_word).map(Templates)
    }

    /// These, with others in the place of those of the same letter, and beside the rest.
    pub fn overlaid(mut self, others: Templates) -> Templates {
        for other in others.0 {
            match self.0.iter_mut().find(|one| one.letter == other.letter) {
                Some(one) => *one = other,
                None => self.0.push(other),
            }
        }
        self
    }

    /// The template of this letter, in either case.
    pub fn by_letter(&self, letter: char) -> Option<&Template> {
        let letter = letter.to_ascii_lowercase();
        self.0.iter().find(|template| template.letter == letter)
    }

    /// The template that would have filled the form as it stands, but for whom, with whom and when.
    pub fn behind(&self, draft: &Draft) -> Option<&Template> {
        self.0.iter().find(|template| template.is_behind(draft))
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Template> + Clone {
        self.0.iter()
    }
}

impl Template {
    /// What stands for it on the entry line.
    pub fn letter(&self) -> char {
        self.letter
    }

    /// What the desk calls it.
    pub fn name(&self, language: Language) -> &str {
        self.name.said(language)
    }

    /// What it is called in each language, by which it is found.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        Language::ALL.into_iter().filter_map(|language| self.name.only_in(language))
    }

    /// Where it is booked.
    pub fn backend(&self) -> Vendor {
        self.backend
    }

    /// How long it takes, 1 to 1440.
    pub fn minutes(&self) -> u32 {
        self.minutes
    }

    /// How many days ahead it is usually booked at most, 1 to 3650.
    pub fn horizon_days(&self) -> Option<u32> {
        self.horizon_days
    }

    /// What it puts into the field of this role, the patient's instruction aside, where this language is spoken at the
    /// desk.
    pub fn text_of(&self, role: FieldRole, language: Language) -> Option<&str> {
        self.texts.iter().find(|(field, _)| field.role == Some(role)).map(|(_, text)| text.said(language))
    }

    /// The panels it asks for, by name or by UUID: which the names stand for, the clinic's list says.
    pub fn panels(&self) -> &[String] {
        &self.panels
    }

    /// What the patient is to read: in their language where it was written in that, else in English.
    pub fn instruction(&self, language: Language) -> Option<&str> {
        Some(self.instruction.as_ref()?.said(language))
    }

    /// Puts its texts into the fields that are `untouched`, so that nothing a person typed is lost: in the language of
    /// the desk, and what the patient reads in the patient's. Returns the fields it filled: they are what another
    /// template may take back. A draft of another backend is left alone.
    pub fn fill(
        &self,
        draft: &mut Draft,
        desk: Language,
        patient: Language,
        untouched: impl Fn(FieldId) -> bool,
    ) -> Vec<FieldId> {
        if draft.backend() != self.backend {
            return Vec::new();
        }
        let instruction =
            self.backend.field(FieldRole::Instruction).and_then(|id| Some((id, self.instruction(patient)?)));
        let texts = self.texts.iter().map(|(id, text)| (*id, text.said(desk))).chain(instruction);
        let filled: Vec<(FieldId, &str)> = texts.filter(|(id, _)| untouched(*id)).collect();
        for (id, text) in &filled {
            draft.set(*id, (*text).to_owned());
        }
        filled.into_iter().map(|(id, _)| id).collect()
    }

    /// Empties the fields that still hold what it has filled in, whatever the language.
    pub fn take_back(&self, draft: &mut Draft) {
        if draft.backend() != self.backend {
            return;
        }
        for (id, text) in &self.texts {
            if text.language_of(draft.text(*id)).is_some() {
                draft.set(*id, id.preset.to_owned());
            }
        }
        if self.language_of(draft.text_of(FieldRole::Instruction)).is_some() {
            draft.set_role(FieldRole::Instruction, String::new());
        }
    }

    /// The language in which this text is its instruction, word for word.
    pub fn language_of(&self, text: &str) -> Option<Language> {
        self.instruction.as_ref()?.language_of(text)
    }

    /// The language after this one that its instruction was written in too, round the end.
    pub fn next_language(&self, language: Language) -> Option<Language> {
        let after = Language::ALL.into_iter().cycle().skip(language as usize + 1);
        let instruction = self.instruction.as_ref()?;
        after.take(Language::ALL.len() - 1).find(|next| instruction.only_in(*next).is_some())
    }

    /// Whether it would have filled the form as it stands, in any language.
    fn is_behind(&self, draft: &Draft) -> bool {
        let holds = |id: FieldId, text: &Written| text.language_of(draft.text(id)).is_some();
        let instructed = |text: &Written| text.language_of(draft.text_of(FieldRole::Instruction)).is_some();
        let says_something = !self.texts.is_empty() || self.instruction.is_some();
        // Which panels its names stand for isn't known here, but whether it asks for any is.
        let panels = !self.panels.is_empty() || draft.text_of(FieldRole::Panels).trim().is_empty();
        draft.backend() == self.backend
            && says_something
            && panels
            && self.texts.iter().all(|(id, text)| holds(*id, text))
            && self.instruction.as_ref().is_none_or(instructed)
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
