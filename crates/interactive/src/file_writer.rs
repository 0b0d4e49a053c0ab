//! Writes the files that a person requests.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf, absolute};

use booking::Personal;
use config::{Config, PrintCommand, expanded};
use desk::{Document, Printing, SavedDocument, Unsaved};
use platform::machine::documents_in;
use store::write_whole;

/// The maximum number of files that differ only in the number after their name.
const MOST_OF_ONE_NAME: u32 = 99;

/// How files are saved and printed.
#[derive(Clone, Debug, Default)]
pub struct FileOptions {
    /// The folder for `~/` in the names of saved files.
    pub home: Option<PathBuf>,
    /// The program that prints a page.
    pub print_command: Option<PrintCommand>,
}

impl FileOptions {
    /// Returns what is configured.
    pub(super) fn of(config: &Config) -> FileOptions {
        FileOptions {
            home: config.home.clone(),
            print_command: config.print_command.clone(),
        }
    }

    /// Returns the default beginning of the paths of files, with `~` for the home directory: the user's documents
    /// folder if there is one, else the home directory; empty without a home directory.
    pub fn save_folder(&self) -> String {
        let Some(home) = &self.home else {
            return String::new();
        };
        let documents = documents_in(home);
        let folder = documents.as_ref().unwrap_or(home);
        let shown = match folder.strip_prefix(home) {
            Ok(below) => Path::new("~").join(below),
            Err(_) => folder.clone(),
        };
        // Joining an empty part adds the separator at the end.
        shown.join("").display().to_string()
    }

    /// Writes a document with mode 0600, and returns its path. An existing file is kept unless the document replaces
    /// it; then it is either unchanged or completely replaced. `~/` is the home directory, as in a shell.
    ///
    /// # Errors
    ///
    /// Returns why it was not written.
    pub fn write(&self, document: &Document) -> Result<Personal<String>, Unsaved> {
        let path = expanded(document.path.shown(), self.home.as_deref());
        let path = path.ok_or(Unsaved::NoFolder)?;
        write_whole(&path, document.text.shown(), document.replaces)
            .map_err(|error| self.why(&error, document))?;
        let absolute = absolute(&path).unwrap_or(path);
        Ok(Personal::from(absolute.display().to_string()))
    }

    /// Writes a document, and prints it if it is a page and there is a program for that, which may take half a minute.
    ///
    /// # Errors
    ///
    /// Returns why it was not written.
    pub fn save(&self, document: &Document) -> Result<SavedDocument, Unsaved> {
        let path = self.write(document)?;
        let printing = self
            .printer_for(document)
            .map_or(Printing::None, |printer| print(printer, &path));
        Ok(SavedDocument { path, printing })
    }

    /// Returns the program for printing this document, if it is a page and there is one.
    pub(super) fn printer_for(&self, document: &Document) -> Option<&PrintCommand> {
        if document.is_printed {
            self.print_command.as_ref()
        } else {
            None
        }
    }

    /// Returns a path with a free name next to a document's: `slip-2.txt` for `slip.txt`.
    fn free_path(&self, document: &Document) -> Option<Personal<String>> {
        let path = Path::new(document.path.shown());
        let stem = path.file_stem()?.to_str()?;
        let extension = path.extension().and_then(OsStr::to_str);
        let extension = extension.map_or_else(String::new, |extension| format!(".{extension}"));
        let numbered = |number| path.with_file_name(format!("{stem}-{number}{extension}"));
        let is_free = |path: &PathBuf| {
            let path = path
                .to_str()
                .and_then(|path| expanded(path, self.home.as_deref()));
            let found = path.map(fs::symlink_metadata);
            found.is_some_and(|found| found.is_err_and(|error| error.kind() == ErrorKind::NotFound))
        };
        let free = (2..=MOST_OF_ONE_NAME).map(numbered).find(is_free)?;
        Some(Personal::from(free.to_str()?.to_owned()))
    }

    fn why(&self, error: &io::Error, document: &Document) -> Unsaved {
        match error.kind() {
            ErrorKind::AlreadyExists => Unsaved::ThereAlready(self.free_path(document)),
            ErrorKind::NotFound | ErrorKind::NotADirectory => Unsaved::NoFolder,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Unsaved::NotAllowed,
            _ => Unsaved::Other(error.to_string()),
        }
    }
}

/// Prints a written page.
pub(super) fn print(printer: &PrintCommand, page: &Personal<String>) -> Printing {
    match printer.print(Path::new(page.shown())) {
        Ok(()) => Printing::Done,
        Err(why) => Printing::Failed(why.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use platform::files::readers;

    use super::*;

    fn document(path: &Path, text: &str, replaces: bool) -> Document {
        let path = Personal::from(path.display().to_string());
        Document {
            path,
            text: Personal::from(text.to_owned()),
            replaces,
            is_printed: false,
        }
    }

    fn write(document: &Document) -> Result<Personal<String>, Unsaved> {
        FileOptions::default().write(document)
    }

    fn there_already(free: PathBuf) -> Result<Personal<String>, Unsaved> {
        let free = Personal::from(free.display().to_string());
        Err(Unsaved::ThereAlready(Some(free)))
    }

    #[test]
    fn it_is_for_its_owner_alone_and_replaces_nothing_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("appt_1.txt");
        let saved = write(&document(&path, "first", false)).unwrap();
        assert_eq!(Path::new(saved.shown()), path);
        assert_eq!(readers(&File::open(&path).unwrap()).unwrap(), None);
        assert_eq!(
            write(&document(&path, "second", false)),
            there_already(folder.path().join("appt_1-2.txt"))
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        let second = folder.path().join("appt_1-2.txt");
        write(&document(&second, "second", false)).unwrap();
        assert_eq!(
            write(&document(&path, "third", false)),
            there_already(folder.path().join("appt_1-3.txt"))
        );
    }

    #[test]
    fn the_free_name_beside_is_one_in_the_home_directory_if_that_is_meant() {
        let home = tempfile::tempdir().unwrap();
        let slip = document(Path::new("~/slip"), "text", false);
        let options = FileOptions {
            home: Some(home.path().to_owned()),
            print_command: None,
        };
        options.write(&slip).unwrap();
        assert_eq!(
            options.write(&slip),
            there_already(Path::new("~/slip").with_file_name("slip-2"))
        );
    }

    #[test]
    fn a_tilde_is_the_home_directory() {
        let home = tempfile::tempdir().unwrap();
        let options = FileOptions {
            home: Some(home.path().to_owned()),
            print_command: None,
        };
        let saved = options
            .write(&document(Path::new("~/slip.txt"), "text", false))
            .unwrap();
        assert_eq!(Path::new(saved.shown()), home.path().join("slip.txt"));
        let nowhere = write(&document(Path::new("~/slip.txt"), "text", false));
        assert_eq!(nowhere, Err(Unsaved::NoFolder));
    }

    #[test]
    fn once_asked_for_it_takes_the_place_of_another_and_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("appt_1.txt");
        fs::write(&path, "for everyone").unwrap();
        write(&document(&path, "second", true)).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "second");
        assert_eq!(readers(&File::open(&path).unwrap()).unwrap(), None);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing else is left there"
        );
    }

    #[test]
    #[cfg(unix)]
    fn a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        let target = folder.path().join("elsewhere");
        std::os::unix::fs::symlink(&target, &link).unwrap();
        assert_eq!(
            write(&document(&link, "text", false)),
            there_already(folder.path().join("link-2"))
        );
        assert!(!target.exists());
    }

    #[test]
    fn why_it_is_not_there_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let nowhere = folder.path().join("no/such/folder.txt");
        assert_eq!(
            write(&document(&nowhere, "text", false)),
            Err(Unsaved::NoFolder)
        );
        assert!(matches!(
            write(&document(folder.path(), "text", true)),
            Err(Unsaved::Other(why)) if why == ErrorKind::IsADirectory.to_string()
        ));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
