//! The keys of this desk: those of the key table, overridden by `[keys]`.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::document::{ConfigDocument, ConfigFlaw};
use booking::with_guess;
use desk::{Action, Binding, Key, Keymap, TABLE, UnknownKey};

/// The keys of this desk.
#[derive(Clone, Debug, Default)]
pub struct KeyBindings {
    /// The key bindings.
    pub all: Keymap,
    /// The number of actions whose keys differ from the key table.
    pub changed: usize,
    /// The mistakes in `[keys]`, each with its place. The rest of the table counts all the same.
    pub mistakes: Vec<String>,
}

/// The content of `[keys]`.
#[derive(Debug, Default)]
pub(super) struct BindingTable {
    wishes: Vec<BindingEntry>,
    flaws: Vec<ConfigFlaw>,
}

/// One line of it.
#[derive(Debug)]
struct BindingEntry {
    action: Action,
    keys: Vec<(Key, Range<usize>)>,
}

/// Parses `[keys]`: for each action a key, or a list of keys.
pub(super) fn read(value: &Spanned<DeValue<'_>>) -> BindingTable {
    let mut written = BindingTable::default();
    let Some(table) = value.get_ref().as_table() else {
        let what = "expected a table, such as book = \"Ctrl+B\" under [keys]".to_owned();
        written.flaws.push(ConfigFlaw { span: value.span(), what });
        return written;
    };
    for (name, value) in table {
        let called = name.get_ref().as_ref();
        match Binding::named(called) {
            Some(row) => {
                let keys = keys(value, &mut written.flaws);
                written.wishes.push(BindingEntry { action: row.action, keys });
            }
            None => {
                let what = format!("the desk can do nothing called `{called}`");
                let what = with_guess(what, called, TABLE.iter().map(|row| row.name()));
                written.flaws.push(ConfigFlaw { span: name.span(), what });
            }
        }
    }
    written
}

/// Parses a key, or a list of keys, each with its place.
fn keys(value: &Spanned<DeValue<'_>>, flaws: &mut Vec<ConfigFlaw>) -> Vec<(Key, Range<usize>)> {
    let mut key = |value: &Spanned<DeValue<'_>>| {
        let read = match value.get_ref().as_str() {
            Some(text) => text.trim().parse().map_err(|error: UnknownKey| error.to_string()),
            None => Err("expected a key such as \"Ctrl+B\", or a list of keys".to_owned()),
        };
        read.map_err(|what| flaws.push(ConfigFlaw { span: value.span(), what }))
            .ok()
            .map(|key| (key, value.span()))
    };
    match value.get_ref().as_array() {
        Some(list) => list.iter().filter_map(key).collect(),
        None => key(value).into_iter().collect(),
    }
}

impl KeyBindings {
    /// Returns the bindings of a document.
    pub(super) fn of(written: BindingTable, document: Option<&ConfigDocument>) -> KeyBindings {
        let BindingTable { wishes, mut flaws } = written;
        let wanted: Vec<(Action, Vec<Key>)> = wishes
            .iter()
            .map(|wish| (wish.action, wish.keys.iter().map(|(key, _)| *key).collect()))
            .collect();
        let (all, refusals) = Keymap::with(&wanted);
        flaws.extend(refusals.into_iter().filter_map(|refusal| {
            let (key, span) = wishes[refusal.wish].keys.iter().find(|(key, _)| *key == refusal.key)?;
            Some(ConfigFlaw { span: span.clone(), what: format!("{key} {}", refusal.why) })
        }));
        flaws.sort_by_key(|flaw| flaw.span.start);
        let changed = all.rows().filter(|(row, keys)| row.keys != *keys).count();
        let shown = flaws.iter().filter_map(|flaw| document.map(|document| document.show(flaw)));
        KeyBindings { all, changed, mistakes: shown.collect() }
    }
}
