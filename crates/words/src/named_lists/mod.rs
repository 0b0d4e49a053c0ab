//! The lists offered by a name of their own: a command prints them, the list of commands opens them as cards, and plain
//! mode reads them out.

mod waiting;

use booking::{ClinicId, ListColumn, is_printed};
use i18n::{Language, MessageId};
use office::Office;

use crate::OfficeList;
pub use waiting::Waiters;

/// A list with a name of its own.
#[derive(Debug)]
pub struct NamedList {
    /// Its name: in the state, in the name of a printed page, and on the command line.
    pub name: &'static str,
    /// The message with its title in the help of the desk. Its attributes: `first`, `then` and `last` are the lines of
    /// help; `palette` is its row in the list of commands, and `also` has further names for that row; `keyword` is its
    /// word in plain mode, and `explains` describes that word.
    pub words: &'static str,
    /// The English help for the command that prints it; `None` if there is no such command.
    pub command: Option<&'static str>,
    /// Whether the list of commands opens it.
    pub is_in_palette: bool,
    /// Whether a word in plain mode reads it out.
    pub has_keyword: bool,
    /// Its columns.
    pub columns: &'static [ListColumn],
    /// Requests it, at one clinic or all.
    pub ask: fn(&mut Office, Option<ClinicId>) -> Box<dyn OfficeList>,
}

/// All lists with names of their own.
pub static NAMED_LISTS: &[NamedList] = &[NamedList {
    name: "waiting",
    words: "help-at-waiting",
    command: Some(
        "Show who is on the waiting list, first come first; exit 1 where not all of it can be read",
    ),
    // A key opens it at the desk. In plain mode, a question follows it.
    is_in_palette: false,
    has_keyword: false,
    columns: &waiting::COLUMNS,
    ask: |office, only| Box::new(Waiters::ask(office, only)),
}];

impl NamedList {
    /// Returns whether it has headings for paper.
    pub fn is_printed(&self) -> bool {
        is_printed(self.columns)
    }

    /// Returns the text of one attribute of its message.
    pub fn says(&self, aside: &'static str, language: Language) -> &'static str {
        MessageId::attribute(self.words, aside).text(language)
    }

    /// Returns the list with this word in plain mode, in one of these languages.
    pub fn of_keyword(word: &str, languages: [Language; 2]) -> Option<&'static NamedList> {
        NAMED_LISTS.iter().find(|list| {
            let mut languages = languages.iter();
            list.has_keyword && languages.any(|language| list.says("keyword", *language) == word)
        })
    }
}

impl PartialEq for NamedList {
    fn eq(&self, other: &NamedList) -> bool {
        self.name == other.name
    }
}

impl Eq for NamedList {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_a_name_of_its_own_and_all_its_words() {
        for list in NAMED_LISTS {
            let same = NAMED_LISTS.iter().filter(|other| *other == list);
            assert_eq!(same.count(), 1, "{}", list.name);
            let mut asides = vec!["first", "then", "last"];
            if list.is_in_palette {
                asides.extend(["palette", "also"]);
            }
            if list.has_keyword {
                asides.extend(["keyword", "explains"]);
            }
            for language in Language::ALL {
                for aside in &asides {
                    let said = list.says(aside, language);
                    assert_ne!(said, list.words, "{language}: {} has no {aside}", list.name);
                }
            }
        }
    }
}
