//! The desk's own records in `bookdesk doctor`: the condition of each file.

use std::io;
use std::path::Path;

use crate::i18n::{Language, say};
use crate::store::{Examined, OtherKey, StoreError, Trouble};

/// Returns the condition of each file; a finding that several files share is told once.
pub(super) fn findings(records: &[Examined], language: Language) -> Vec<String> {
    let mut findings: Vec<String> = Vec::new();
    for finding in records.iter().map(|finding| said(finding, language)) {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

fn said(finding: &Examined, language: Language) -> String {
    match finding {
        Examined::Readable(mode) => say!(language, "doctor-records-readable", mode = mode.to_string()),
        Examined::Older(mode, older) => match older.witnessed {
            Some(line) => say!(
                language,
                "doctor-records-older",
                mode = mode.to_string(),
                line = line.to_string(),
                last = older.last.to_string()
            ),
            None => say!(language, "doctor-records-unproved", mode = mode.to_string()),
        },
        Examined::SetAside(path) => say!(language, "doctor-records-aside", file = shown(path)),
        Examined::Unusable(error) => why(error, language),
    }
}

/// Returns why records can't be used.
fn why(error: &StoreError, language: Language) -> String {
    match error {
        StoreError::File { path, source } => {
            say!(language, "doctor-file-unusable", file = shown(path), why = of_system(source, language))
        }
        StoreError::Key(path) => say!(language, "doctor-key-file-empty", file = shown(path)),
        StoreError::KeyGone(path) => say!(language, "doctor-key-file-gone", file = shown(path)),
        StoreError::OtherKey(OtherKey { path, holds, needed }) => {
            let another = || say!(language, "doctor-another").to_owned();
            say!(
                language,
                "doctor-key-file-other",
                file = shown(path),
                holds = holds.to_string(),
                needed = needed.as_ref().map_or_else(another, ToString::to_string)
            )
        }
        StoreError::Unreadable(path, trouble) => {
            let file = shown(path);
            match trouble {
                Trouble::Broken => say!(language, "doctor-file-broken", file = file),
                Trouble::Later => say!(language, "doctor-file-later", file = file),
                Trouble::Gone => say!(language, "doctor-file-emptied", file = file),
            }
        }
        other => other.unshared().said(language),
    }
}

/// Returns the system's error in words, as far as a person can mend it.
fn of_system(error: &io::Error, language: Language) -> String {
    match error.kind() {
        io::ErrorKind::NotADirectory => say!(language, "doctor-no-folder").to_owned(),
        io::ErrorKind::PermissionDenied => say!(language, "doctor-no-permission").to_owned(),
        kind => kind.to_string(),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
