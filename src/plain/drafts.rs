//! Parked drafts and visit templates.

use booking::Template;
use i18n::say;
use office::{DraftHolder, PutAside, TakenUp, TemplateFilling, park, take_up_draft};
use words::ANY_KEY;

use super::answer::numbered;
use super::conversation::Conversation;
use super::lines::End;
use super::question::{Question, Topic};

impl Conversation {
    /// Parks the draft of the current form. The questions start again.
    pub(super) fn park(&mut self) -> Result<(), End> {
        let language = self.language();
        if self.model().form().is_free() {
            return self.print(say!(language, "plain-nothing-to-park"));
        }
        let parked = self.with_model(|model| {
            let parked = park(model, model.clinic, true)?;
            model.start_afresh();
            Some(parked)
        });
        let Some(PutAside::Under(letter, replaced)) = parked else {
            return self.print(say!(language, "draft-no-letter"));
        };
        let letter = letter.to_ascii_uppercase().to_string();
        self.print_without_keys(&say!(language, "draft-parked", letter, key = ANY_KEY))?;
        if let Some(gone) = replaced {
            self.print(&self.words().made_room(&gone))?;
        }
        Err(End::BroughtBack)
    }

    /// Drops the content of the current form. The questions start again.
    pub(super) fn drop_draft(&mut self) -> Result<(), End> {
        let language = self.language();
        let draft = self.model().form().draft();
        if self.model().form().is_free() {
            return self.print(say!(language, "plain-nothing-to-drop"));
        }
        let clinic = draft.clinic();
        let who = self
            .words()
            .patient(clinic, self.model().patient_in_form(clinic));
        let why = self
            .words()
            .purpose_of(draft, self.model().form().template());
        self.with_model(|model| model.start_afresh());
        self.print(&say!(language, "plain-dropped", who, why))?;
        Err(End::BroughtBack)
    }

    /// Parks the draft of the current form, if a letter is free, and begins with an empty form.
    pub(super) fn begin_anew(&mut self) {
        self.with_model(|model| {
            if park(model, model.clinic, true).is_some() {
                model.start_afresh();
            }
        });
    }

    /// Lists the parked drafts and resumes the chosen one. The questions start again.
    pub(super) fn drafts(&mut self) -> Result<(), End> {
        let language = self.language();
        let words = self.words();
        let parked = self.office().drafts().parked().iter();
        let texts: Vec<String> = parked.map(|parked| words.parked(parked)).collect();
        if texts.is_empty() {
            return self.print(say!(language, "plain-no-drafts"));
        }
        self.offer(texts)?;
        let question = Question::new(Topic::Drafts, say!(language, "plain-drafts"));
        let Some(text) = self.aside(|talk| talk.ask_text(&question))? else {
            return Ok(());
        };
        let parked = self.office().drafts().parked();
        let chosen = numbered(&text).and_then(|place| parked.get(place));
        let Some(letter) = chosen.map(|parked| parked.letter) else {
            return self.print(say!(language, "plain-no-such-choice"));
        };
        let taken_up = self.with_model(|model| take_up_draft(model, letter));
        let letter = letter.to_ascii_uppercase().to_string();
        match taken_up {
            TakenUp::Done(parked) => {
                let says = self.words().parked(&parked);
                self.print_without_keys(&say!(language, "draft-taken-up", letter, says))?;
                Err(End::BroughtBack)
            }
            TakenUp::Nothing => {
                self.print_without_keys(&say!(language, "draft-none", letter, key = ANY_KEY))
            }
            TakenUp::UnderWay(clinic) => {
                let clinic = clinic.name();
                self.print_without_keys(&say!(language, "draft-waits", clinic, letter))
            }
            TakenUp::NoLetter => self.print(say!(language, "draft-no-letter")),
        }
    }

    /// Lists the templates of the current form, and fills in the chosen one.
    pub(super) fn templates(&mut self) -> Result<(), End> {
        let language = self.language();
        let clinic = self.model().clinic;
        let templates: Vec<Template> = self
            .office()
            .setup
            .templates
            .iter()
            .filter(|template| template.clinic() == clinic)
            .cloned()
            .collect();
        self.offer(
            templates
                .iter()
                .map(|template| template.name(language).to_owned()),
        )?;
        let question = Question::new(Topic::Template, say!(language, "plain-template"));
        let Some(text) = self.aside(|talk| talk.ask_text(&question))? else {
            return Ok(());
        };
        let text = text.to_lowercase();
        let is_called = |template: &&Template| {
            template
                .names()
                .any(|name| name.to_lowercase().starts_with(&text))
        };
        let template = match numbered(&text) {
            Some(place) => templates.get(place),
            None => templates.iter().find(is_called),
        };
        match template {
            Some(template) => self.fill_from_template(template),
            None => self.print(say!(language, "plain-no-such-choice")),
        }
    }

    fn fill_from_template(&mut self, template: &Template) -> Result<(), End> {
        let form = self.model().form();
        let language = self.language();
        let filling = self.office().filled_from_template(form, template, language);
        let TemplateFilling {
            draft,
            filled,
            unlisted,
        } = filling;
        let text = match &unlisted[..] {
            [] => self.words().template_filled(template, filled),
            unlisted => self.words().without_panels(unlisted),
        };
        self.with_model(|model| {
            let form = model.form_mut();
            form.set_template(Some(template.letter()));
            form.put_changes(&draft);
            model.review_forms();
        });
        self.print_without_keys(&text)
    }
}
