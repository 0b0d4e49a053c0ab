//! Reads the ids of entries of the clinic's lists.

use super::DraftReader;
use crate::id_list::parts;
use crate::{FieldId, FieldValue, Id, IdShape, Text};
use i18n::say;

impl DraftReader<'_> {
    /// Returns the id in the field.
    pub(crate) fn id(&mut self, field: FieldId) -> Option<Id> {
        let language = self.language();
        let directory = field.kind.directory()?;
        let label = field.label(language);
        let clinic = self.clinic().name();
        let wrong = |_: &str| match directory.ids {
            IdShape::Word => (
                say!(language, "review-no-id", field = label),
                say!(language, "review-pick-or-type", clinic),
            ),
            IdShape::Uuid => (
                say!(language, "review-no-uuid", field = label),
                say!(language, "review-pick-or-paste").to_owned(),
            ),
        };
        self.parsed(field, |text| directory.id(text), wrong)
    }

    /// Returns the ids in the field, each once, in their order.
    pub(crate) fn ids(&mut self, field: FieldId) -> Vec<Id> {
        let language = self.language();
        let draft = self.draft;
        let Some(directory) = field.kind.directory() else {
            return Vec::new();
        };
        let mut ids = Vec::new();
        for part in parts(draft.text(field)) {
            match directory.id(part) {
                Some(id) if ids.contains(&id) => {}
                Some(id) => ids.push(id),
                None => {
                    let what = say!(language, "review-no-panel", said = part);
                    self.error(field, what, say!(language, "review-pick-panels"));
                }
            }
        }
        ids
    }

    pub(super) fn reference(&mut self, field: FieldId) -> Option<FieldValue> {
        let id = self.id(field)?;
        Text::new(id.as_str(), usize::MAX).map(FieldValue::Text)
    }

    /// Returns the ids, separated by commas.
    pub(super) fn references(&mut self, field: FieldId) -> Option<FieldValue> {
        let ids = self.ids(field);
        let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
        Text::new(&ids.join(","), usize::MAX).map(FieldValue::Text)
    }
}
