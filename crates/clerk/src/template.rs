//! Visit templates in commands, by letter or name.

use booking::{ClinicId, Draft, FieldId, FieldRole, Problem, Spot, Template, fold};
use i18n::say;

use super::{AtWork, Clerk, Unanswered};
use crate::read_lists;

impl<O: AtWork> Clerk<O> {
    /// Returns a clinic's template with this letter or name, in any language.
    ///
    /// # Errors
    /// Returns the problem that there is none, with the names of the others.
    pub(super) fn template_named(
        &self,
        clinic: ClinicId,
        typed: &str,
    ) -> Result<Template, Problem> {
        let all = || {
            let all = self.office().setup.templates.all_at(clinic);
            all.filter(|template| template.clinic() == clinic)
        };
        let typed = typed.trim();
        let is_meant = |template: &&Template| {
            let mut names = template.names();
            typed.eq_ignore_ascii_case(&template.letter().to_string())
                || names.any(|name| fold(name) == fold(typed))
        };
        if let Some(template) = all().find(is_meant) {
            return Ok(template.clone());
        }
        let language = self.language;
        let known = all()
            .map(|one| format!("{} ({})", one.letter(), one.name(language)))
            .collect::<Vec<_>>()
            .join(", ");
        let what = say!(language, "shell-no-template", clinic = clinic.name(), typed);
        let advice = if known.is_empty() {
            String::new()
        } else {
            say!(language, "shell-there-are", known)
        };
        Err(Problem::error(Spot::Whole, what, advice))
    }

    /// Fills a template into the fields without a given text. Returns the warning about its panels that the clinic does
    /// not have.
    ///
    /// # Errors
    /// Returns the problem that there is no such template, or why the panels are unknown.
    pub(super) fn fill_template(
        &mut self,
        draft: &mut Draft,
        texts: &[(FieldId, String)],
        typed: &str,
    ) -> Result<Option<Problem>, Unanswered> {
        let clinic = draft.clinic();
        let template = self.template_named(clinic, typed)?;
        let Ok(()) = read_lists(self, clinic.panels);
        let spoken = self.office().language_spoken_in(draft);
        let is_given = |id: FieldId| texts.iter().any(|(other, _)| *other == id);
        let has_end = !draft.text_of(FieldRole::End).trim().is_empty();
        let has_length = has_end || draft.minutes().is_some();
        let minutes = clinic.field(FieldRole::Minutes);
        let untouched = |id: FieldId| !(is_given(id) || has_length && Some(id) == minutes);
        template.fill(draft, self.language, spoken, untouched);
        let unlisted = self.office().fill_panels(&template, draft);
        self.without_panels(clinic, &unlisted)
    }
}
