//! Reads free text.

use super::DraftReader;
use crate::text::grouped;
use crate::{FieldId, FieldValue, Text};
use i18n::say;

impl DraftReader<'_> {
    /// Returns the free text of the field, if there is any and it is within the limit.
    pub(super) fn text(&mut self, field: FieldId) -> Option<FieldValue> {
        let typed = self.draft.text(field);
        let limit = field
            .room(self.setting.reference.is_some())
            .unwrap_or(usize::MAX);
        let length = self.draft.length(field);
        if length > limit {
            let language = self.language();
            let label = field.label(language);
            let [length, most, over] =
                [length, limit, length - limit].map(|number| grouped(number, language));
            let what = say!(
                language,
                "review-too-long",
                field = label,
                length,
                limit = most
            );
            self.error(field, what, say!(language, "review-shorten", over));
            return None;
        }
        Text::new(typed, limit).map(FieldValue::Text)
    }
}
