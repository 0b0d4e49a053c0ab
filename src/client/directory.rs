//! The lists a form picks from: people, places and panels.

use super::pages::{Pages, Paging, Read};
use super::{aniva, clinik};
use crate::booking::{Directory, Entry};

/// ClinikAPI: the largest page, and as many as a list to pick from may take.
const CLINIK: Paging = Paging::Cursor { count: 100, most: 5 };
/// Aniva: the largest page of profiles, and as many as a list to pick from may take.
const PROFILES: Paging = Paging::Offset { limit: 500, most: 4 };

/// The pages of a list, none of them fetched yet.
pub(super) fn pages(directory: Directory) -> Pages<Entry> {
    let paging = match directory {
        Directory::Patients | Directory::Practitioners => CLINIK,
        Directory::Profiles => PROFILES,
        Directory::Locations | Directory::Panels => Paging::Whole,
    };
    Pages::of(paging, Vec::new(), reader(directory))
}

/// How a list's records are read.
pub(super) fn reader(directory: Directory) -> Read<Entry> {
    match directory {
        Directory::Patients => |id, record| Some((&clinik::person(id, record)).into()),
        Directory::Practitioners => |id, record| Some(clinik::practitioner(id, record)),
        Directory::Profiles => |id, record| Some((&aniva::person(id, record)).into()),
        Directory::Locations => |id, record| Some(aniva::location(id, record)),
        Directory::Panels => |id, record| Some(aniva::panel(id, record)),
    }
}
