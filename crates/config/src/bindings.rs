//! The keys of this desk: the key table, overridden by `[keys]`.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::document::{ConfigDocument, ConfigFlaw};
use booking::{MOST_MISTAKES, with_guess};
use desk::{Action, Binding, Key, Keymap, TABLE, UnknownKey};

/// The keys of this desk.
#[derive(Clone, Debug, Default)]
pub struct KeyBindings {
    /// The key bindings.
    pub all: Keymap,
    /// The number of actions whose keys differ from the key table.
    pub changed: usize,
    /// The mistakes in `[keys]`, each with its place. The rest of the table still applies.
    pub mistakes: Vec<String>,
}

/// The content of `[keys]`.
#[derive(Debug, Default)]
pub(super) struct BindingTable {
    entries: Vec<BindingEntry>,
    flaws: Vec<ConfigFlaw>,
}

/// An action with its configured keys.
#[derive(Debug)]
struct BindingEntry {
    action: Action,
    keys: Vec<(Key, Range<usize>)>,
}

/// Parses `[keys]`: for each action a key, or a list of keys.
pub(super) fn read(value: &Spanned<DeValue<'_>>) -> BindingTable {
    let mut bindings = BindingTable::default();
    let Some(table) = value.get_ref().as_table() else {
        let what = "expected a table, such as book = \"Ctrl+B\" under [keys]".to_owned();
        bindings.flaws.push(ConfigFlaw {
            span: value.span(),
            what,
        });
        return bindings;
    };
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        match Binding::named(name) {
            Some(row) => {
                let keys = read_keys(value, &mut bindings.flaws);
                bindings.entries.push(BindingEntry {
                    action: row.action,
                    keys,
                });
            }
            None if bindings.flaws.len() >= MOST_MISTAKES => {}
            None => {
                let what = format!("the desk can do nothing called `{name}`");
                let what = with_guess(what, name, TABLE.iter().map(|row| row.name()));
                bindings.flaws.push(ConfigFlaw {
                    span: key.span(),
                    what,
                });
            }
        }
    }
    bindings
}

/// Parses a key, or a list of keys, each with its place.
fn read_keys(
    value: &Spanned<DeValue<'_>>,
    flaws: &mut Vec<ConfigFlaw>,
) -> Vec<(Key, Range<usize>)> {
    let mut key = |value: &Spanned<DeValue<'_>>| {
        if flaws.len() >= MOST_MISTAKES {
            return None;
        }
        let key = match value.get_ref().as_str() {
            Some(text) => text
                .trim()
                .parse()
                .map_err(|error: UnknownKey| error.to_string()),
            None => Err("expected a key such as \"Ctrl+B\", or a list of keys".to_owned()),
        };
        let key = key
            .map_err(|what| {
                flaws.push(ConfigFlaw {
                    span: value.span(),
                    what,
                })
            })
            .ok()?;
        Some((key, value.span()))
    };
    match value.get_ref().as_array() {
        Some(list) => list.iter().filter_map(key).collect(),
        None => key(value).into_iter().collect(),
    }
}

impl KeyBindings {
    /// Returns the bindings of a document.
    pub(super) fn of(table: BindingTable, document: Option<&ConfigDocument>) -> KeyBindings {
        let BindingTable { entries, mut flaws } = table;
        let wanted = entries.iter().map(|entry| {
            (
                entry.action,
                entry.keys.iter().map(|(key, _)| *key).collect(),
            )
        });
        let (all, refusals) = Keymap::with(&wanted.collect::<Vec<(Action, Vec<Key>)>>());
        flaws.extend(refusals.into_iter().filter_map(|refusal| {
            let (key, span) = entries[refusal.wish]
                .keys
                .iter()
                .find(|(key, _)| *key == refusal.key)?;
            Some(ConfigFlaw {
                span: span.clone(),
                what: format!("{key} {}", refusal.why),
            })
        }));
        flaws.sort_by_key(|flaw| flaw.span.start);
        let changed = all.rows().filter(|(row, keys)| row.keys != *keys).count();
        let shown = flaws
            .iter()
            .filter_map(|flaw| document.map(|document| document.show(flaw)));
        KeyBindings {
            all,
            changed,
            mistakes: shown.collect(),
        }
    }
}
