//! Visit templates: one letter stands for everything that a kind of visit has in common.

mod read;
#[cfg(test)]
mod tests;

use crate::words::Language;

use super::time::is_time_word;
use super::{Backend, Draft, FieldId, Mistake, Spoken};

/// The templates a desk books by, each letter once; by default there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates(Vec<Template>);

/// What a kind of visit has in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    letter: char,
    name: String,
    backend: Backend,
    minutes: u32,
    horizon_days: Option<u32>,
    /// What goes into the form, whoever the patient is.
    texts: Vec<(FieldId, String)>,
    panels: Vec<String>,
    instruction: Option<Instruction>,
}

/// What the patient is to read, in the languages it was written in.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Instruction {
    english: String,
    german: Option<String>,
    finnish: Option<String>,
}

impl Templates {
    /// The set that ships with the desk.
    pub const SHIPPED: &'static str = include_str!("../../assets/templates.toml");

    /// The set that ships with the desk, read.
    #[must_use]
    pub fn shipped() -> Templates {
        Templates::read(Templates::SHIPPED, &is_time_word).unwrap_or_default()
    }

    /// Reads a file of templates. `is_time_word` keeps letters that mean a time (`t`, today) from becoming keys.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the lines.
    pub fn read(text: &str, is_time_word: &dyn Fn(&str) -> bool) -> Result<Templates, Vec<Mistake>> {
        read::read(text, is_time_word).map(Templates)
    }

    /// These, with others in the place of those of the same letter, and beside the rest.
    #[must_use]
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
    #[must_use]
    pub fn by_letter(&self, letter: char) -> Option<&Template> {
        let letter = letter.to_ascii_lowercase();
        self.0.iter().find(|template| template.letter == letter)
    }

    /// The template that would have filled the form as it stands, but for whom, with whom and when.
    #[must_use]
    pub fn behind(&self, draft: &Draft) -> Option<&Template> {
        self.0.iter().find(|template| template.is_behind(draft))
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Template> {
        self.0.iter()
    }
}

impl Template {
    /// What stands for it on the entry line.
    #[must_use]
    pub fn letter(&self) -> char {
        self.letter
    }

    /// What the desk calls it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is booked.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// How long it takes, 1 to 1440.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.minutes
    }

    /// How many days ahead it is usually booked at most, 1 to 3650.
    #[must_use]
    pub fn horizon_days(&self) -> Option<u32> {
        self.horizon_days
    }

    /// What it puts into a field, the patient's instruction aside.
    #[must_use]
    pub fn text(&self, id: FieldId) -> Option<&str> {
        self.texts.iter().find(|(field, _)| *field == id).map(|(_, text)| text.as_str())
    }

    /// The panels it asks for, by name or by UUID: which the names stand for, Aniva's catalogue says.
    #[must_use]
    pub fn panels(&self) -> &[String] {
        &self.panels
    }

    /// What the patient is to read: in their language where it was written in that, else in English.
    #[must_use]
    pub fn instruction(&self, language: Language) -> Option<&str> {
        self.written_in(language).or_else(|| self.written_in(Language::En))
    }

    /// Puts its texts into the fields that are `untouched`, so that nothing a person typed is lost. Returns the
    /// fields it filled: they are what another template may take back. A draft of another backend is left alone.
    pub fn fill(
        &self,
        draft: &mut Draft,
        language: Language,
        untouched: impl Fn(FieldId) -> bool,
    ) -> Vec<FieldId> {
        if draft.backend() != self.backend {
            return Vec::new();
        }
        let instruction =
            self.instruction(language).map(|text| (Template::instruction_field(self.backend), text));
        let texts = self.texts.iter().map(|(id, text)| (*id, text.as_str())).chain(instruction);
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
            if draft.text(*id) == text {
                draft.set(*id, id.field().preset.to_owned());
            }
        }
        let field = Template::instruction_field(self.backend);
        if self.language_of(draft.text(field)).is_some() {
            draft.set(field, String::new());
        }
    }

    /// The language in which this text is its instruction, word for word.
    #[must_use]
    pub fn language_of(&self, text: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| self.written_in(*language) == Some(text))
    }

    /// The language after this one that its instruction was written in too, round the end.
    #[must_use]
    pub fn next_language(&self, language: Language) -> Option<Language> {
        let after = Language::ALL.into_iter().cycle().skip(language as usize + 1);
        after.take(Language::ALL.len() - 1).find(|next| self.written_in(*next).is_some())
    }

    fn written_in(&self, language: Language) -> Option<&str> {
        let instruction = self.instruction.as_ref()?;
        match language {
            Language::En => Some(&instruction.english),
            Language::De => instruction.german.as_deref(),
            Language::Fi => instruction.finnish.as_deref(),
        }
    }

    /// The field for what the patient is to read: Aniva takes no such text, so there it goes on the desk's slip.
    #[must_use]
    pub fn instruction_field(backend: Backend) -> FieldId {
        match backend {
            Backend::Clinik => FieldId::PatientInstruction,
            Backend::Aniva => FieldId::DeskNote,
        }
    }

    /// Whether it would have filled the form as it stands, in any language.
    fn is_behind(&self, draft: &Draft) -> bool {
        let instructed = |language| {
            self.instruction(language)
                .is_none_or(|text| draft.text(Template::instruction_field(self.backend)) == text)
        };
        let says_something = !self.texts.is_empty() || self.instruction.is_some();
        // Which panels its names stand for isn't known here, but whether it asks for any is.
        let panels = !self.panels.is_empty() || draft.text(FieldId::Panels).trim().is_empty();
        draft.backend() == self.backend
            && says_something
            && (self.backend == Backend::Clinik || panels)
            && self.texts.iter().all(|(id, text)| draft.text(*id) == text)
            && Language::ALL.into_iter().any(instructed)
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
