//! The fields of a booking, as texts typed into the form, with names in place of ids.

use booking::id_list::parts;
use booking::sanitize::sanitize;
use booking::{
    ClinicId, Draft, FieldId, FieldRole, Language, NamedEntries, PasteTarget, Problem, Spot,
    clean_paste, time,
};
use i18n::say;
use office::BookingForm;

use super::book::FilledForm;
use super::{AtWork, Clerk, Unanswered};
use crate::{read_hours, read_lists};

impl<O: AtWork> Clerk<O> {
    /// Returns the form with these texts; a visit template fills the other fields.
    ///
    /// # Errors
    /// Returns every text that names nobody or several people, or has no field in its booking.
    pub(super) fn fill_fields(
        &mut self,
        clinic: ClinicId,
        texts: &[(FieldId, String)],
        template: Option<&str>,
    ) -> Result<FilledForm, Vec<Unanswered>> {
        let mut draft = Draft::new(clinic);
        let mut changed = Vec::new();
        let mut unnamed = Vec::new();
        let Ok(()) = read_lists(self, [clinic.providers(), clinic.people()]);
        // Earlier fields decide which later fields are asked for.
        for id in clinic.form().iter().copied() {
            if !draft.asks(id) {
                continue;
            }
            let Some((_, text)) = texts.iter().find(|(other, _)| *other == id) else {
                continue;
            };
            match self.text_of_field(id, text, &mut changed) {
                Ok(text) => draft.set(id, text),
                Err(why) => unnamed.push(why),
            }
        }
        let provider = draft.text(clinic.provider_field()).trim().to_owned();
        let Ok(()) = read_hours(self, clinic, &provider);
        unnamed.extend(self.split_range(&mut draft, texts));
        if let Some(template) = template {
            match self.fill_template(&mut draft, texts, template) {
                Ok(warning) => changed.extend(warning),
                Err(why) => unnamed.push(why),
            }
        }
        let unasked = texts.iter().filter(|(id, _)| !draft.asks(*id));
        unnamed.extend(unasked.map(|(id, _)| not_asked(*id, self.language).into()));
        if !unnamed.is_empty() {
            return Err(unnamed);
        }
        let mut form = BookingForm::new(clinic);
        form.restart(draft);
        let times = self.take_published_length(&mut form);
        Ok(FilledForm {
            form,
            changed,
            times,
        })
    }

    /// Returns a field's text as the form would hold it: ids in place of names, and no invisible characters. Adds the
    /// changes made to it to `changed`.
    fn text_of_field(
        &mut self,
        id: FieldId,
        text: &str,
        changed: &mut Vec<Problem>,
    ) -> Result<String, Unanswered> {
        if text.trim().is_empty() {
            return Ok(String::new());
        }
        match id.kind.entries {
            NamedEntries::One(directory) => {
                self.entry_named(id, directory, sanitize(text.trim()).as_ref())
            }
            NamedEntries::Several(directory) => {
                let ids: Result<Vec<String>, Unanswered> = parts(&sanitize(text))
                    .map(|part| self.entry_named(id, directory, part))
                    .collect();
                ids.map(|ids| ids.join(", "))
            }
            NamedEntries::None => {
                let (text, changes) = clean_paste(text, PasteTarget::from(id));
                if !changes.are_none() {
                    let what = changes.to_text(self.language);
                    changed.push(Problem::warning(Spot::Field(id), what, ""));
                }
                let word = id.kind.text_once_left(&text, self.language);
                Ok(word.map_or(text, str::to_owned))
            }
        }
    }

    /// Moves the end of a range in the start field to the length field. Returns the problem if a length is given, too.
    fn split_range(&self, draft: &mut Draft, texts: &[(FieldId, String)]) -> Option<Unanswered> {
        let clinic = draft.clinic();
        let minutes = clinic.field(FieldRole::Minutes)?;
        let text = draft.text(clinic.start_field());
        if !time::is_range(text) {
            return None;
        }
        let clock = self.setting_of(draft).clock;
        if let Ok(span) = time::span(text, &clock) {
            draft.set_span(span, &clock);
        }
        let is_given = texts.iter().any(|(id, _)| *id == minutes);
        is_given.then(|| two_ends(clinic, minutes, self.language).into())
    }
}

/// Returns the problem of a length given twice: by the end after the start, and in its own field.
fn two_ends(clinic: ClinicId, id: FieldId, language: Language) -> Problem {
    let what = say!(
        language,
        "review-two-ends",
        start = clinic.start_field().label(language)
    );
    Problem::error(Spot::Field(id), what, say!(language, "review-clear-end"))
}

fn not_asked(id: FieldId, language: Language) -> Problem {
    let statuses: Vec<&str> = id.only_for.iter().map(|status| status.word()).collect();
    let what = say!(language, "shell-field-of-other-status", field = id.key());
    let advice = say!(
        language,
        "shell-field-only-for",
        statuses = statuses.join(", ")
    );
    Problem::error(Spot::Field(id), what, advice)
}
