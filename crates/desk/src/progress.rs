//! The progress of the form's sections: a section is done when its content is known to be right, not merely
//! present.

use booking::id_list::named;
use booking::{FieldId, Problem, Section, Severity};

use super::{EntryRead, Remote};
use crate::Desk;

/// The progress of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Nothing is missing.
    Done,
    /// The section is empty and nothing in it is required.
    Optional,
    /// A text is still being typed or looked up.
    Unsure,
    /// A required text is still missing.
    Open,
    /// A text deserves a second look.
    Unusual,
    /// A text has to be mended.
    Wrong,
}

/// Returns the progress of a section of the current form.
pub(crate) fn of_section(desk: &Desk, section: Section) -> Progress {
    let form = desk.form();
    let draft = form.draft();
    let is_here = |id: FieldId| id.section == section;
    let fields = || draft.asked().filter(|field| field.section == section);
    let is_blank = |field: FieldId| draft.text(field).trim().is_empty();
    let here = |problem: &&Problem| problem.field().is_some_and(is_here);
    let is_wrong = |problem: &Problem| problem.severity == Severity::Error;
    match form
        .listed
        .iter()
        .filter(here)
        .map(|problem| problem.severity)
        .max()
    {
        Some(Severity::Error) => return Progress::Wrong,
        Some(Severity::Warning | Severity::Note) => return Progress::Unusual,
        None => {}
    }
    if fields().any(|field| field.required && is_blank(field)) {
        return Progress::Open;
    }
    // A length or an end alone is not a time, and a kind of visit is with nobody yet.
    let decisive = [desk.clinic.start_field(), desk.clinic.provider_field()];
    let lacks_one = decisive
        .into_iter()
        .any(|field| is_here(field) && is_blank(field));
    // The practitioner of the last booking is offered, but not chosen for this one.
    let is_left_over = form.has_left_over_provider() && is_here(desk.clinic.provider_field());
    let is_preset = |field: FieldId| draft.text(field).trim() == field.preset;
    if lacks_one || is_left_over || fields().all(is_preset) {
        return Progress::Optional;
    }
    let is_unread = form.review().problems.iter().filter(here).any(is_wrong);
    let read = if is_unread {
        Progress::Unsure
    } else {
        Progress::Done
    };
    fields()
        .map(|field| progress_of_ids(desk, field))
        .fold(read, Progress::max)
}

/// Returns the progress of a field by whether the ids in it are known to exist.
fn progress_of_ids(desk: &Desk, field: FieldId) -> Progress {
    let Some(directory) = field.kind.directory() else {
        return Progress::Done;
    };
    let text = desk.form().draft().text(field);
    let unknown = named(field.kind, text)
        .into_iter()
        .filter(|id| desk.office.lists.known(directory, id).is_none());
    let doubt = |id: &str| match desk.office.lists.entry_read(directory, id) {
        Some(lookup) if lookup.is_missing() => Progress::Unusual,
        Some(EntryRead::Asked(_)) => Progress::Unsure,
        _ if desk.form().focus() == field => Progress::Unsure,
        _ if matches!(desk.office.lists.list(directory), Remote::Ready(_)) => Progress::Unusual,
        _ => Progress::Unsure,
    };
    unknown.map(doubt).fold(Progress::Done, Progress::max)
}
