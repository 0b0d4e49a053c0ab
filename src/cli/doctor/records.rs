//! The desk's own records in `bookdesk doctor`: the condition of each file.

use std::io;
use std::path::Path;

use i18n::{Language, say};
use store::{Examined, Older, OtherKey, StoreError, Trouble};

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
        Examined::Older(mode, Older { witnessed: Some(line), last }) => {
            let (mode, line, last) = (mode.to_string(), line.to_string(), last.to_string());
            say!(language, "doctor-records-older", mode = mode, line = line, last = last)
        }
        Examined::Older(mode, _) => say!(language, "doctor-records-unproved", mode = mode.to_string()),
        Examined::SetAside(path) => say!(language, "doctor-records-aside", file = shown(path)),
        Examined::Unusable(error) => why(error, language),
    }
}

/// Returns why records can't be used.
fn why(error: &StoreError, language: Language) -> String {
    let (path, trouble) = match error {
        StoreError::File { path, source } if source.kind() == io::ErrorKind::NotADirectory => {
            (path, "no-folder")
        }
        StoreError::File { path, source } if source.kind() == io::ErrorKind::PermissionDenied => {
            (path, "no-permission")
        }
        StoreError::Key(path) => (path, "no-key"),
        StoreError::KeyGone(path) => (path, "gone"),
        StoreError::Unreadable(path, Trouble::Broken) => (path, "broken"),
        StoreError::Unreadable(path, Trouble::Later) => (path, "later"),
        StoreError::Unreadable(path, Trouble::Gone) => (path, "emptied"),
        StoreError::OtherKey(OtherKey { path, holds, needed }) => {
            let needed = needed.as_ref().map_or("none".to_owned(), ToString::to_string);
            let (file, holds) = (shown(path), holds.to_string());
            return say!(language, "doctor-key-file-other", file = file, holds = holds, needed = needed);
        }
        other => return other.unshared().to_text(language),
    };
    say!(language, "doctor-file", file = shown(path), trouble = trouble)
}

/// Returns a path as messages name it.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
