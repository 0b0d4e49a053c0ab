//! The kinds of fields. Each is one row with all that forms, flags, templates and reviews need to know of a kind. A row
//! has no default members, so a new kind has to give all of them. The neighbouring files read the texts of each kind.

mod entries;
mod number;
mod prose;
mod reader;
mod times;
mod words;

use std::fmt;

use crate::{Directory, FieldId, FieldValue, status_text};
use i18n::Language;

pub(crate) use reader::DraftReader;
pub use reader::{Echo, Setting};

/// The entries of the clinic's lists that a text names by their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedEntries {
    /// None.
    None,
    /// One entry of a list.
    One(Directory),
    /// Any number of entries of a list, separated by commas.
    Several(Directory),
}

/// The words that a text is chosen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordList {
    /// Any words.
    Any,
    /// Any words; these are offered.
    Suggested(&'static [&'static str]),
    /// One of these words. Typing a letter replaces the chosen one.
    Only(&'static [&'static str]),
}

/// The time that a text states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// None.
    None,
    /// A moment, typed as a person says it.
    Moment,
    /// Periods, typed as a person says them. Their reading and their problems are shown in full during typing.
    Periods,
}

/// The free text of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prose {
    /// None: the field's text identifies something.
    None,
    /// One line.
    Line,
    /// Many lines.
    Lines,
}

/// The place of the remark on a field, such as its reading or its hint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemarkPlace {
    /// Next to the text, if it fits there.
    Beside,
    /// On lines below the text.
    Below,
    /// On a line below the text that is reserved for it.
    OwnLine,
    /// On a line below the text that is reserved for it, but next to an empty field without the cursor.
    OwnLineOnceFilled,
}

/// The kind of a field's text.
#[derive(Clone, Copy)]
pub struct Kind {
    /// The entries that the text names.
    pub entries: NamedEntries,
    /// The words that it is chosen from.
    pub words: WordList,
    /// The time that it says.
    pub time: Timing,
    /// Whether it is free text.
    pub prose: Prose,
    /// The smallest and the greatest whole number, if it is one.
    pub bounds: Option<(u32, u32)>,
    /// The place of the remark on the field.
    pub remark: RemarkPlace,
    /// The name of the value in the help of a command: `--end TIME`.
    pub value_name: &'static str,
    /// Reads the value to be sent.
    value: fn(&mut DraftReader<'_>, FieldId) -> Option<FieldValue>,
    /// Returns the word of the list that is meant by a typed text, if it is another.
    meant: fn(&'static [&'static str], &str, Language) -> Option<&'static str>,
    /// Returns one of the list's words as shown on screen.
    shown: fn(&str, Language) -> &str,
}

impl Kind {
    /// A moment.
    pub const MOMENT: Kind = Kind {
        entries: NamedEntries::None,
        words: WordList::Any,
        time: Timing::Moment,
        prose: Prose::None,
        bounds: None,
        remark: RemarkPlace::OwnLineOnceFilled,
        value_name: "TIME",
        value: |reader, field| reader.moment(field),
        meant: words::none_meant,
        shown: words::as_written,
    };

    /// Periods.
    pub(crate) const PERIODS: Kind = Kind {
        entries: NamedEntries::None,
        words: WordList::Any,
        time: Timing::Periods,
        prose: Prose::None,
        bounds: None,
        remark: RemarkPlace::OwnLine,
        value_name: "TIMES",
        value: |reader, field| reader.wished(field),
        meant: words::none_meant,
        shown: words::as_written,
    };

    /// Text of many lines.
    pub const LINES: Kind = Kind {
        entries: NamedEntries::None,
        words: WordList::Any,
        time: Timing::None,
        prose: Prose::Lines,
        bounds: None,
        remark: RemarkPlace::Below,
        value_name: "TEXT",
        value: |reader, field| reader.text(field),
        meant: words::none_meant,
        shown: words::as_written,
    };

    /// One line of text, with these suggestions.
    pub const fn line(suggested: &'static [&'static str]) -> Kind {
        Kind {
            entries: NamedEntries::None,
            words: WordList::Suggested(suggested),
            time: Timing::None,
            prose: Prose::Line,
            bounds: None,
            remark: RemarkPlace::Beside,
            value_name: "TEXT",
            value: |reader, field| reader.text(field),
            meant: crate::type_called,
            shown: words::type_shown,
        }
    }

    /// One of these words.
    pub const fn choice(of: &'static [&'static str]) -> Kind {
        Kind {
            entries: NamedEntries::None,
            words: WordList::Only(of),
            time: Timing::None,
            prose: Prose::None,
            bounds: None,
            remark: RemarkPlace::Beside,
            value_name: "WORD",
            value: |reader, field| reader.word(field),
            meant: words::status_meant,
            shown: status_text,
        }
    }

    /// A whole number from `least` to `most`.
    pub const fn integer(least: u32, most: u32) -> Kind {
        Kind {
            entries: NamedEntries::None,
            words: WordList::Any,
            time: Timing::None,
            prose: Prose::None,
            bounds: Some((least, most)),
            remark: RemarkPlace::Beside,
            value_name: "NUMBER",
            value: |reader, field| reader.number(field),
            meant: words::none_meant,
            shown: words::as_written,
        }
    }

    /// The id of an entry of a list.
    pub const fn reference(list: Directory) -> Kind {
        Kind {
            entries: NamedEntries::One(list),
            words: WordList::Any,
            time: Timing::None,
            prose: Prose::None,
            bounds: None,
            remark: RemarkPlace::OwnLine,
            value_name: "NAME|ID",
            value: |reader, field| reader.reference(field),
            meant: words::none_meant,
            shown: words::as_written,
        }
    }

    /// The ids of entries of a list.
    pub const fn references(list: Directory) -> Kind {
        Kind {
            entries: NamedEntries::Several(list),
            words: WordList::Any,
            time: Timing::None,
            prose: Prose::None,
            bounds: None,
            remark: RemarkPlace::OwnLine,
            value_name: "NAME|ID,…",
            value: |reader, field| reader.references(field),
            meant: words::none_meant,
            shown: words::as_written,
        }
    }

    /// Returns the list that the text is chosen from, if any.
    pub fn directory(self) -> Option<Directory> {
        match self.entries {
            NamedEntries::None => None,
            NamedEntries::One(list) | NamedEntries::Several(list) => Some(list),
        }
    }

    /// Returns the value to be sent under the field's name; `None` if the text is empty or has an error.
    pub(crate) fn value(self, reader: &mut DraftReader<'_>, field: FieldId) -> Option<FieldValue> {
        (self.value)(reader, field)
    }

    /// Returns the text that the field gets when the cursor leaves it, if that differs from the typed text: one of the
    /// words, as it is sent.
    pub fn text_once_left(self, typed: &str, language: Language) -> Option<&'static str> {
        (self.meant)(self.words.all(), typed, language)
    }

    /// Returns the text as shown on screen, translated if it is one of the words.
    pub fn text_shown(self, text: &str, language: Language) -> &str {
        if self.words.all().contains(&text) {
            (self.shown)(text, language)
        } else {
            text
        }
    }
}

/// Prints what the text is, without the functions.
impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.value_name)
    }
}

impl NamedEntries {
    /// Returns the list, if the text names one of its entries.
    pub fn one(self) -> Option<Directory> {
        match self {
            NamedEntries::One(list) => Some(list),
            NamedEntries::None | NamedEntries::Several(_) => None,
        }
    }

    /// Returns the list, if the text names several of its entries.
    pub fn several(self) -> Option<Directory> {
        match self {
            NamedEntries::Several(list) => Some(list),
            NamedEntries::None | NamedEntries::One(_) => None,
        }
    }
}

impl WordList {
    /// Returns the words.
    pub fn all(self) -> &'static [&'static str] {
        match self {
            WordList::Any => &[],
            WordList::Suggested(words) | WordList::Only(words) => words,
        }
    }

    /// Returns whether no other words are allowed.
    pub fn is_closed(self) -> bool {
        matches!(self, WordList::Only(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::SHIPPED;

    #[test]
    fn every_kind_says_in_one_way_what_stands_in_the_field() {
        for field in SHIPPED.fields() {
            let kind = field.kind;
            let ways = [
                kind.entries != NamedEntries::None,
                kind.time != Timing::None,
                kind.prose != Prose::None,
                kind.bounds.is_some(),
                kind.words.is_closed(),
            ];
            let count = ways.into_iter().filter(|way| *way).count();
            assert_eq!(count, 1, "{field:?}: {ways:?}");
        }
    }
}
