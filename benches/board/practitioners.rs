//! The practitioners of a large clinic.

use booking::{Entry, EntryKind, Listing};

/// Returns the list of so many practitioners.
pub(crate) fn practitioners(count: usize) -> Listing {
    let entry = |number| Entry {
        id: format!("prac_{number}"),
        name: format!("Practitioner Number{number}"),
        detail: "Cardiology".to_owned(),
        kind: EntryKind::Practitioner(Box::default()),
    };
    Listing {
        entries: (0..count).map(entry).collect(),
        complete: true,
    }
}
