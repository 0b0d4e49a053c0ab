//! Changes single values of the configuration file. All other lines, and all comments, are kept as written.

use std::io;
use std::iter;
use std::path::{Path, PathBuf};

use ::store::write_whole;
use secrecy::{ExposeSecret, SecretString};
use toml_edit::{Decor, DocumentMut, Item, RawString, Table, TableLike, value};

use super::secret::optional_text;
use super::{ConfigFile, document, file, shown};
use booking::Clinics;
use platform::files::{create_private_folder, resolve};

/// The configuration file, and the changes to make in it.
#[derive(Debug)]
pub struct ConfigEdit {
    path: PathBuf,
    /// The text when it was read; `None` if there was no file.
    before: Option<String>,
    document: DocumentMut,
    /// Files with secrets, to be written before the file that names them.
    secrets: Vec<(PathBuf, SecretString)>,
}

/// Why the configuration file was not changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// There is no home directory for it.
    #[error("there is no home directory to keep a configuration in; BOOKDESK_CONFIG names a file")]
    Nowhere,
    /// The file can't be read; holds the reason.
    #[error("{0}")]
    Unreadable(String),
    /// The file has changed since it was read.
    #[error("{0} has been changed meanwhile, and was left as it is; begin again")]
    Changed(PathBuf),
    /// The new text could not be read back.
    #[error("what would stand in the file can't be read, and nothing was written:\n{0}")]
    Wrong(String),
    /// A file can't be written.
    #[error("{0}: {1}")]
    Unwritten(PathBuf, io::Error),
}

impl ConfigEdit {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// Returns an error if it has no place, or can't be read.
    pub fn open(file: &ConfigFile) -> Result<ConfigEdit, EditError> {
        let path = file.path().ok_or(EditError::Nowhere)?;
        // The target of a link is changed, not the link.
        let path = resolve(path).unwrap_or_else(|_| path.to_owned());
        let before = optional_text(&path, false).map_err(EditError::Unreadable)?;
        let document = before.as_deref().unwrap_or_default().parse::<DocumentMut>();
        let document = document.map_err(|error| EditError::Unreadable(shown(error.message())))?;
        Ok(ConfigEdit {
            path,
            before,
            document,
            secrets: Vec::new(),
        })
    }

    /// Returns the path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the name and path for a new file next to it.
    pub fn free_name(&self, name: &str) -> (String, PathBuf) {
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut names = iter::once(name.to_owned()).chain(numbered);
        let is_free = |name: &String| !self.path.with_file_name(name).exists();
        let name = names.find(is_free).unwrap_or_else(|| name.to_owned());
        let path = self.path.with_file_name(&name);
        (name, path)
    }

    /// Returns whether there are several tables of this name, so that the name alone identifies none.
    pub fn has_several(&self, table: &str) -> bool {
        let item = self.document.get(table);
        item.is_some_and(|item| item.is_array_of_tables() || item.is_array())
    }

    /// Sets a name to a text, at the top or in the table of that name.
    pub fn set(&mut self, table: Option<&str>, name: &str, text: &str) {
        let Some(name_of_table) = table else {
            return put(self.document.as_table_mut(), name, text);
        };
        let table = self
            .document
            .entry(name_of_table)
            .or_insert_with(|| Item::Table(Table::new()));
        // Sets nothing if something other than a table has that name.
        if let Some(table) = table.as_table_like_mut() {
            put(table, name, text);
        }
    }

    /// Removes a name. A comment above it is kept.
    pub fn remove(&mut self, table: Option<&str>, name: &str) {
        let table = match table {
            None => Some(self.document.as_table_mut() as &mut dyn TableLike),
            Some(table) => self
                .document
                .get_mut(table)
                .and_then(Item::as_table_like_mut),
        };
        let comment = table.and_then(|table| remove_name(table, name));
        // If nothing follows in its table, the comment moves to the end of the document.
        if let Some(comment) = comment {
            let trailing = self.document.trailing().as_str().unwrap_or_default();
            self.document.set_trailing(format!("{comment}{trailing}"));
        }
    }

    /// Cancels writing a secret. Returns whether its file is new.
    pub fn cancel_secret(&mut self, path: &Path) -> bool {
        self.secrets.retain(|(other, _)| other != path);
        !path.exists()
    }

    /// Adds a secret to write to a file of its own next to the configuration, readable by its owner only.
    pub fn keep_secret(&mut self, path: PathBuf, secret: SecretString) {
        self.secrets.retain(|(other, _)| *other != path);
        self.secrets.push((path, secret));
    }

    /// Returns whether anything is to be written.
    pub fn is_changed(&self) -> bool {
        !self.secrets.is_empty()
            || self.document.to_string() != self.before.as_deref().unwrap_or_default()
    }

    /// Writes the secrets and then the file. Each is either unchanged or completely replaced, with mode 0600.
    ///
    /// # Errors
    ///
    /// Returns an error if the file has changed meanwhile, the new text can't be read back, or something can't be
    /// written.
    pub fn write(&self, apis: Clinics, home: Option<&Path>) -> Result<(), EditError> {
        let text = self.document.to_string();
        if optional_text(&self.path, false).map_err(EditError::Unreadable)? != self.before {
            return Err(EditError::Changed(self.path.clone()));
        }
        let after = document::ConfigDocument {
            path: self.path.clone(),
            text,
        };
        let (_, flaws) = file::read(&after, apis, &|_| true, home);
        if !flaws.is_empty() {
            let flaws: Vec<String> = flaws.iter().map(|flaw| shown(&after.show(flaw))).collect();
            return Err(EditError::Wrong(flaws.join("\n")));
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let unwritten = |path: &Path| {
            let path = path.to_owned();
            move |error| EditError::Unwritten(path, error)
        };
        create_private_folder(folder).map_err(unwritten(folder))?;
        for (path, secret) in &self.secrets {
            let line = format!("{}\n", secret.expose_secret());
            write_whole(path, &line, true).map_err(unwritten(path))?;
        }
        if self.before.as_deref() != Some(&after.text) {
            write_whole(&self.path, &after.text, true).map_err(unwritten(&self.path))?;
        }
        Ok(())
    }
}

/// Sets a value. Comments before and after the old value are kept.
fn put(table: &mut dyn TableLike, name: &str, text: &str) {
    let mut new = value(text);
    match table.get_mut(name) {
        Some(old) => {
            if let (Some(old), Some(new)) = (old.as_value(), new.as_value_mut()) {
                *new.decor_mut() = old.decor().clone();
            }
            *old = new;
        }
        None => drop(table.insert(name, new)),
    }
}

/// Removes a name from a table. Comments above it move above the next name, or are returned if there is none.
fn remove_name(table: &mut dyn TableLike, name: &str) -> Option<String> {
    let prefix = |decor: &Decor| {
        decor
            .prefix()
            .and_then(RawString::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let comment = prefix(table.key(name)?.leaf_decor());
    let next = table
        .iter()
        .map(|(name, _)| name.to_owned())
        .skip_while(|other| other != name)
        .nth(1);
    table.remove(name);
    if !comment.contains('#') {
        return None;
    }
    let Some(next) = next else {
        return Some(comment);
    };
    if let Some(Item::Table(next)) = table.get_mut(&next) {
        let prefix = comment + &prefix(next.decor());
        next.decor_mut().set_prefix(prefix);
    } else if let Some(mut next) = table.key_mut(&next) {
        let prefix = comment + &prefix(next.leaf_decor());
        next.leaf_decor_mut().set_prefix(prefix);
    }
    None
}
