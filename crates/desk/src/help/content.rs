//! The content of the help: the present place first, then every key by group, then what can be typed where.

use crate::change_form::ALL_LATER;
use crate::palette::{PaletteItem, commands_by_name, commands_of_keys};
use crate::{Action, Binding, Code, Command, Desk, Group, Key, Pane, footer, form, reachability};
use booking::{Language, Verb, begins_word, fold};
use i18n::say;
use words::line_examples;

use super::Help;
use super::place::help_here;

/// A titled part of the help.
pub(super) struct HelpPart {
    pub(super) title: String,
    pub(super) rows: Vec<HelpRow>,
}

/// A key or a text to type with its effect; or a sentence.
pub(super) struct HelpRow {
    pub(super) typed: String,
    pub(super) says: String,
    /// Further words to find the row by.
    also: String,
    /// Whether it is dimmed: an API's name of a field, or a key that can't be used now.
    pub(super) is_dim: bool,
}

impl HelpRow {
    fn new(typed: impl Into<String>, says: impl Into<String>) -> HelpRow {
        HelpRow {
            typed: typed.into(),
            says: says.into(),
            also: String::new(),
            is_dim: false,
        }
    }

    fn sentence(says: impl Into<String>) -> HelpRow {
        HelpRow::new("", says)
    }

    /// Returns all that it is found by, folded.
    fn searched(&self) -> String {
        fold(&format!("{} {} {}", self.typed, self.says, self.also))
    }

    /// Returns whether each of these folded texts begins one of its words.
    fn has_words(&self, words: &[&str]) -> bool {
        let text = self.searched();
        words.iter().all(|word| begins_word(&text, word))
    }

    /// Returns whether it contains each of these, folded, even within a word.
    fn contains(&self, words: &[&str]) -> bool {
        let text = self.searched();
        words.iter().all(|word| text.contains(word))
    }
}

/// Returns the help, or the part of it that contains every search word. Matches within words count only if there are no
/// others.
pub(super) fn content(desk: &Desk, search: &str) -> Vec<HelpPart> {
    let folded = fold(search);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let mut parts = vec![here(desk)];
    match desk.panes.focused {
        Pane::Line => parts.push(entry_line(desk)),
        _ => parts.push(field(desk)),
    }
    let named = commands_of_keys(desk);
    parts.extend(Group::ALL.map(|group| keys_of(desk, group, &named)));
    parts.extend([by_name(desk), letters(desk), lists(desk.setup.language)]);
    if desk.panes.focused != Pane::Line {
        parts.push(entry_line(desk));
    }
    if words.is_empty() {
        return parts;
    }
    let mut rows = parts.iter().flat_map(|part| &part.rows);
    let has_words = rows.any(|row| row.has_words(&words));
    for part in &mut parts {
        part.rows.retain(|row| {
            if has_words {
                row.has_words(&words)
            } else {
                row.contains(&words)
            }
        });
    }
    parts.retain(|part| !part.rows.is_empty());
    parts
}

/// Returns the help for the present place: three sentences, and its keys if it has keys of its own.
fn here(desk: &Desk) -> HelpPart {
    let language = desk.setup.language;
    let overlay = desk.overlays.under::<Help>();
    let keys = match (overlay, desk.panes.focused) {
        (None, Pane::Line | Pane::Form) => Vec::new(),
        _ => footer::keys_under(desk, overlay),
    };
    let keys = keys
        .into_iter()
        .map(|(key, does)| HelpRow::new(key.shown(language), does));
    let (title, lines) = help_here(desk);
    HelpPart {
        title,
        rows: lines
            .into_iter()
            .map(HelpRow::sentence)
            .chain(keys)
            .collect(),
    }
}

/// Returns the keys of a group. Each is also found by its command's names in the palette.
fn keys_of(desk: &Desk, group: Group, named: &[PaletteItem]) -> HelpPart {
    let language = desk.setup.language;
    let row = |(binding, keys): (&Binding, &[Key])| {
        let keys: Vec<_> = keys.iter().map(|key| key.shown(language)).collect();
        let texts = Language::ALL
            .map(|language| format!("{} {}", binding.long(language), binding.also(language)));
        let named = named.iter().find(|item| item.is_of(binding.action));
        let also = format!(
            "{} {}",
            texts.join(" "),
            named.map(PaletteItem::searched).unwrap_or_default()
        );
        let is_dim = !reachability::acts_now(desk, &Command::Act(binding.action));
        HelpRow {
            also,
            is_dim,
            ..HelpRow::new(keys.join("  "), binding.long(language))
        }
    };
    let is_here =
        |binding: &Binding| binding.group() == group && reachability::offers(desk, binding.action);
    let rows = desk
        .setup
        .keys
        .rows()
        .filter(|(binding, _)| is_here(binding))
        .map(row);
    HelpPart {
        title: group.title(language).to_owned(),
        rows: rows.collect(),
    }
}

/// Returns the commands of the palette that no row of the key table names.
fn by_name(desk: &Desk) -> HelpPart {
    let language = desk.setup.language;
    let palette = desk.setup.keys.key(Action::Palette).shown(language);
    let row = |item: &PaletteItem| HelpRow {
        also: item.searched(),
        ..HelpRow::new(palette.as_str(), item.says.as_str())
    };
    HelpPart {
        title: say!(language, "help-by-name").to_owned(),
        rows: commands_by_name(desk).iter().map(row).collect(),
    }
}

/// Returns the letters of the Appointment pane; letters that can't act on the shown appointment are dimmed.
fn letters(desk: &Desk) -> HelpPart {
    let language = desk.setup.language;
    let possible = desk
        .appointment
        .shown
        .as_ref()
        .map(|shown| footer::verbs(desk, shown))
        .unwrap_or_default();
    let acts = |letter| {
        possible
            .iter()
            .any(|(key, _)| *key == Key::plain(Code::Char(letter)))
    };
    let verbs = Verb::ALL.iter().filter_map(|verb| {
        let also =
            Language::ALL.map(|language| say!(language, "palette-change-also", verb = *verb));
        Some((
            verb.letter()?,
            say!(language, "palette-change", verb = *verb),
            also.join(" "),
        ))
    });
    let others = [
        ('s', say!(language, "help-slip")),
        ('h', say!(language, "help-history")),
        ('v', say!(language, "help-past-visits")),
        ('b', say!(language, "help-book-again")),
    ];
    let others = others.map(|(letter, does)| (letter, does.to_owned(), String::new()));
    let all_later = HelpRow::new(
        ALL_LATER.shown(language).as_str(),
        say!(language, "help-all-later"),
    );
    HelpPart {
        title: say!(language, "help-appointment").to_owned(),
        rows: verbs
            .chain(others)
            .map(|(letter, does, also)| HelpRow {
                also,
                is_dim: !acts(letter),
                ..HelpRow::new(letter, does)
            })
            .chain([all_later])
            .collect(),
    }
}

fn lists(language: Language) -> HelpPart {
    let rows = vec![HelpRow::sentence(say!(language, "help-how-to-pick"))];
    HelpPart {
        title: say!(language, "help-lists").to_owned(),
        rows,
    }
}

fn entry_line(desk: &Desk) -> HelpPart {
    let language = desk.setup.language;
    let about = say!(
        language,
        "help-line-about",
        key = desk.setup.keys.key(Action::Book)
    );
    let examples = line_examples().iter().map(|example| HelpRow {
        also: example.other_names(),
        ..HelpRow::new(example.typed(language), example.means(language))
    });
    let mut rows: Vec<HelpRow> = [HelpRow::sentence(about)]
        .into_iter()
        .chain(examples)
        .collect();
    let templates = &desk.office.setup.templates;
    if let Some(first) = templates.all_at(desk.clinic).next() {
        let names = templates
            .all_at(desk.clinic)
            .map(|row| format!("{} {}", row.letter(), row.name(language)))
            .collect::<Vec<_>>()
            .join(" · ");
        let means = say!(language, "help-line-templates", templates = names);
        rows.push(HelpRow::new(first.letter(), means));
    }
    HelpPart {
        title: say!(language, "help-line").to_owned(),
        rows,
    }
}

/// Returns the help for the focused field.
fn field(desk: &Desk) -> HelpPart {
    let field = desk.form().focus();
    let language = desk.setup.language;
    let limit = field.room(desk.office.setup.references_at(desk.clinic).is_some());
    let limit = limit.map(|limit| HelpRow::sentence(say!(language, "help-limit", limit)));
    let wire = field.wire.map(|wire| {
        let says = format!("{wire} · {}", field.source);
        HelpRow {
            is_dim: true,
            ..HelpRow::sentence(says)
        }
    });
    let rows = [
        Some(HelpRow::sentence(form::hint(desk, field))),
        limit,
        wire,
    ]
    .into_iter()
    .flatten()
    .collect();
    HelpPart {
        title: say!(language, "help-field", field = field.label(language)),
        rows,
    }
}
