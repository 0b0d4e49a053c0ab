//! The readers of a field's text. A text for staff looks different from one for the patient, so that neither is
//! typed into the other's field.

use crate::{Action, Desk, language_name, templates};
use booking::{FieldId, FieldRole, Reader};
use i18n::say;

use screen::Role;

pub(crate) fn role(desk: &Desk, field: FieldId) -> Role {
    match reader(desk, field) {
        Some(Reader::Staff) => Role::Staff,
        Some(Reader::Patient) | None => Role::Text,
    }
}

/// Returns whether the field's text is for the patient.
pub(crate) fn is_for_patient(desk: &Desk, field: FieldId) -> bool {
    reader(desk, field) == Some(Reader::Patient)
}

/// Returns the reader of a filled field in words.
pub(crate) fn mark(desk: &Desk, field: FieldId, text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    let shown = desk.setup.language;
    let instruction = is_instruction(field)
        .then(|| templates::instruction_shown(desk))
        .flatten();
    match (reader(desk, field)?, instruction) {
        (Reader::Staff, _) => Some(say!(shown, "reader-staff").to_owned()),
        (Reader::Patient, Some((_, language))) => {
            let key = desk.setup.keys.key(Action::InstructionLanguage);
            Some(say!(
                shown,
                "reader-patient-in",
                language = language_name(language, shown),
                key = key
            ))
        }
        (Reader::Patient, None) => Some(say!(shown, "reader-patient").to_owned()),
    }
}

/// Returns the reader of a field. A desk note that holds a template's instruction is given to the patient.
fn reader(desk: &Desk, field: FieldId) -> Option<Reader> {
    let is_handed_out = is_instruction(field) && templates::instruction_shown(desk).is_some();
    if is_handed_out {
        Some(Reader::Patient)
    } else {
        field.reader
    }
}

fn is_instruction(field: FieldId) -> bool {
    field.role == Some(FieldRole::Instruction)
}
