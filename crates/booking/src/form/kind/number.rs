//! Reads whole numbers.

use super::DraftReader;
use crate::{FieldId, FieldValue};
use i18n::say;

impl DraftReader<'_> {
    /// Parses the whole number in the field, within the bounds of its row.
    pub(crate) fn whole_number(&mut self, id: FieldId) -> Option<u32> {
        let (least, most) = id.kind.bounds?;
        let language = self.language();
        let read = |text: &str| {
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse()
                .ok()
                .filter(|number| is_number && (least..=most).contains(number))
        };
        self.parsed(id, read, |_| {
            let label = id.label(language);
            let what = say!(
                language,
                "review-no-whole-number",
                field = label,
                least,
                most
            );
            (what, say!(language, "review-digits-only").to_owned())
        })
    }

    pub(super) fn number(&mut self, field: FieldId) -> Option<FieldValue> {
        self.whole_number(field).map(FieldValue::Number)
    }
}
