//! The visit templates: the shipped ones, and the staff's own from a file next to the configuration.

use std::path::{Path, PathBuf};

use super::secret::optional_text;
use super::{ConfigFile, MORE_MISTAKES, shown};
use booking::time::is_time_word;
use booking::{Clinics, MOST_MISTAKES, Templates};

/// The visit templates of this desk.
#[derive(Clone, Debug)]
pub struct VisitTemplates {
    /// The templates in use: the shipped ones, replaced or supplemented by the staff's own.
    pub all: Templates,
    /// The number of the staff's own.
    pub own: usize,
    /// The path of the staff's own file, existing or not; `None` without a home directory.
    pub path: Option<PathBuf>,
    /// The mistakes in the file, each with its place. If there are any, only the shipped templates are used.
    pub mistakes: Vec<String>,
}

impl VisitTemplates {
    /// Returns only the shipped templates.
    pub(super) fn shipped(clinics: Clinics) -> VisitTemplates {
        VisitTemplates {
            all: Templates::shipped(clinics),
            own: 0,
            path: None,
            mistakes: Vec::new(),
        }
    }
}

/// Reads the staff's own from `file`, else from an optional `templates.toml` next to the configuration. If the file has
/// mistakes, only the shipped templates are used.
pub(super) fn load(clinics: Clinics, file: Option<PathBuf>, config: &ConfigFile) -> VisitTemplates {
    let must_exist = file.is_some();
    let path = file.or_else(|| Some(config.path()?.with_file_name("templates.toml")));
    let own = path.as_deref().map_or(Ok(Templates::default()), |path| {
        read(clinics, path, must_exist)
    });
    let (own, mistakes) = match own {
        Ok(own) => (own, Vec::new()),
        Err(mistakes) => (Templates::default(), mistakes),
    };
    VisitTemplates {
        own: own.iter().count(),
        all: own.over_shipped(clinics),
        path,
        mistakes,
    }
}

fn read(clinics: Clinics, path: &Path, must_exist: bool) -> Result<Templates, Vec<String>> {
    let text = optional_text(path, must_exist).map_err(|what| vec![shown(&what)])?;
    let Some(text) = text else {
        return Ok(Templates::default());
    };
    let placed = |mistake: &booking::Diagnostic| shown(&format!("{}:{mistake}", path.display()));
    Templates::read(clinics, &text, &is_time_word).map_err(|mistakes| {
        let more = (mistakes.len() >= MOST_MISTAKES).then(|| MORE_MISTAKES.to_owned());
        mistakes.iter().map(placed).chain(more).collect()
    })
}
