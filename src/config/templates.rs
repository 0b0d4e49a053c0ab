//! The visit templates: those that ship, and staff's own from a file beside the configuration.

use std::path::{Path, PathBuf};

use super::ConfigFile;
use super::secret::optional_text;
use crate::booking::time::is_time_word;
use crate::booking::{Templates, Vendors};

/// The visit templates of this desk.
#[derive(Clone, Debug)]
pub struct VisitTemplates {
    /// What the desk books by: those that ship, staff's own in their place or beside them.
    pub all: Templates,
    /// How many are staff's own.
    pub own: usize,
    /// Where staff's own stand, or would; nowhere without a home directory.
    pub path: Option<PathBuf>,
    /// What is wrong with the file, each mistake with its place. With any, only those that ship are used.
    pub mistakes: Vec<String>,
}

impl VisitTemplates {
    /// Those that ship, and nobody's own.
    pub(super) fn shipped(vendors: Vendors) -> VisitTemplates {
        VisitTemplates { all: Templates::shipped(vendors), own: 0, path: None, mistakes: Vec::new() }
    }
}

/// Reads staff's own from the file that is named, else from the usual one, which need not be there. A file with
/// mistakes keeps nobody from booking.
pub(super) fn load(vendors: Vendors, named: Option<PathBuf>, config: &ConfigFile) -> VisitTemplates {
    let must_exist = named.is_some();
    let path = named.or_else(|| usual(config));
    let read = path.as_deref().map_or(Ok(Templates::default()), |path| read(vendors, path, must_exist));
    let (own, mistakes) = match read {
        Ok(own) => (own, Vec::new()),
        Err(mistakes) => (Templates::default(), mistakes),
    };
    VisitTemplates { own: own.iter().count(), all: Templates::shipped(vendors).overlaid(own), path, mistakes }
}

/// `templates.toml` beside the configuration file.
fn usual(config: &ConfigFile) -> Option<PathBuf> {
    match config {
        ConfigFile::Read(path) | ConfigFile::Absent(path) => Some(path.with_file_name("templates.toml")),
        ConfigFile::Nowhere => None,
    }
}

fn read(vendors: Vendors, path: &Path, must_exist: bool) -> Result<Templates, Vec<String>> {
    let text = optional_text(path, must_exist).map_err(|what| vec![what])?;
    let Some(text) = text else { return Ok(Templates::default()) };
    let placed = |mistake: &crate::booking::Diagnostic| format!("{}:{mistake}", path.display());
    Templates::read(vendors, &text, &is_time_word).map_err(|mistakes| mistakes.iter().map(placed).collect())
}
