//! Parked drafts and visit templates.

use booking::Template;
use desk::{Action, Ask, Command};
use i18n::say;

use super::answer::numbered;
use super::conversation::Conversation;
use super::lines::End;

impl Conversation {
    /// Parks the draft of the form in front; the questions start again.
    pub(super) fn park(&mut self) -> Result<(), End> {
        let parked = self.desk().parked().len();
        if self.desk().form().draft().is_blank() {
            return self.print(say!(self.language(), "plain-nothing-to-park"));
        }
        self.act(Action::NewDraft);
        if self.desk().asked() == Some(&Ask::NewDraft) {
            self.go_back();
            return self.print(say!(self.language(), "draft-no-letter"));
        }
        self.print_note()?;
        if self.desk().parked().len() > parked {
            Err(End::BroughtBack)
        } else {
            Ok(())
        }
    }

    /// Lists the parked drafts and resumes the chosen one; the questions start again.
    pub(super) fn drafts(&mut self) -> Result<(), End> {
        let language = self.language();
        let parked = self.desk().parked();
        let texts: Vec<String> = parked
            .iter()
            .map(|parked| {
                let words = self.words();
                words.parked(&parked.who, &parked.draft, parked.template, parked.since)
            })
            .collect();
        if texts.is_empty() {
            return self.print(say!(language, "plain-no-drafts"));
        }
        self.offer(texts)?;
        let Some(text) = self.ask_text(say!(language, "plain-drafts"))? else {
            return Ok(());
        };
        let place = numbered(&text);
        let Some(draft) = place
            .and_then(|place| self.desk().parked().get(place))
            .cloned()
        else {
            return self.print(say!(language, "plain-no-such-choice"));
        };
        self.act(Action::Resume(draft.letter));
        self.print_note()?;
        // A draft stays parked while something prevents it from being resumed.
        if self.desk().parked().contains(&draft) {
            Ok(())
        } else {
            Err(End::BroughtBack)
        }
    }

    /// Lists the templates of the form in front, and fills in the chosen one.
    pub(super) fn templates(&mut self) -> Result<(), End> {
        let language = self.language();
        let clinic = self.desk().clinic;
        let templates = self.office().setup.templates.iter();
        let templates: Vec<Template> = templates
            .filter(|template| template.clinic() == clinic)
            .cloned()
            .collect();
        self.offer(
            templates
                .iter()
                .map(|template| template.name(language).to_owned()),
        )?;
        let Some(text) = self.ask_text(say!(language, "plain-template"))? else {
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
        let Some(letter) = template.map(Template::letter) else {
            return self.print(say!(language, "plain-no-such-choice"));
        };
        self.command(Command::FillFrom(letter));
        self.print_note()
    }
}
