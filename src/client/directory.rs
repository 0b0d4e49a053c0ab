//! The lists a form picks from: people, places and panels.

use super::pages::{Pages, Paging, Read};
use super::{aniva, clinik};
use crate::booking::{Backend, Directory, Entry};

/// ClinikAPI: the largest page, and as many as a list to pick from may take.
const CLINIK: Paging = Paging::Cursor { count: 100, most: 5 };
/// Aniva: the largest page of profiles, and as many as a list to pick from may take.
const PROFILES: Paging = Paging::Offset { limit: 500, most: 4 };

/// The pages of a list, none of them fetched yet.
pub(super) fn pages(directory: Directory) -> Pages<Entry> {
    let paging = match directory {
        _ if directory.backend() == Backend::Clinik => CLINIK,
        _ if directory == Directory::Profiles => PROFILES,
        _ => Paging::Whole,
    };
    Pages::of(paging, Vec::new(), reader(directory))
}

/// How a list's records are read.
pub(super) fn reader(directory: Directory) -> Read<Entry> {
    match directory {
        _ if directory == Directory::Patients => |id, record| Some((&clinik::person(id, record)).into()),
        _ if directory == Directory::Practitioners => |id, record| Some(clinik::practitioner(id, record)),
        _ if directory == Directory::Profiles => |id, record| Some((&aniva::person(id, record)).into()),
        _ if directory == Directory::Locations => |id, record| Some(aniva::location(id, record)),
        _ => |id, record| Some(aniva::panel(id, record)),
    }
}
