//! The command palette: everything the desk can do, found by any part of its name or its key. It runs what it finds
//! as the key would, by the same commands.

use std::fmt;

use tui_input::Input;

use crate::booking::{Language, Vendor, Vendors, appointment_id, begins_word, fold};
use crate::desk::{Binding, Command};
use crate::i18n::say;

/// The palette while it is open.
#[derive(Clone)]
pub struct Palette {
    /// What is looked for.
    pub input: Input,
    /// Which of those found is chosen.
    pub chosen: usize,
    /// Group by group; one opens the appointment whose id is typed.
    pub(super) commands: Vec<PaletteItem>,
    pub(super) vendors: Vendors,
    /// The clinic whose form is in front.
    pub(super) here: Vendor,
    /// The places of those that fit, the best first.
    pub(super) found: Vec<usize>,
}

/// What commands are about, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// Parked drafts, and the tutor while it is there.
    Open,
    /// What is done most.
    Often,
    /// The appointment that is shown.
    Appointment,
    /// Every other key.
    Keys,
    /// Visit templates, and the fields of the form.
    Form,
    /// Language and theme.
    Look,
}

impl Group {
    /// Its title.
    pub(super) fn said(self, language: Language) -> &'static str {
        match self {
            Group::Open => say!(language, "palette-group-open"),
            Group::Often => say!(language, "palette-group-often"),
            Group::Appointment => say!(language, "palette-group-appointment"),
            Group::Keys => say!(language, "palette-group-keys"),
            Group::Form => say!(language, "palette-group-form"),
            Group::Look => say!(language, "palette-group-look"),
        }
    }
}

/// One thing the desk can do.
#[derive(Clone)]
pub struct PaletteItem {
    /// The keys that do it; empty where none does.
    pub keys: String,
    /// What it does, in a sentence.
    pub says: String,
    /// What it stands under while nothing is looked for.
    pub(super) group: Group,
    pub(super) command: Command,
    /// What it says and its keys, folded; then the other names that find it.
    folded: String,
    also: String,
}

/// Names nobody: a parked draft's command does.
impl fmt::Debug for PaletteItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PaletteItem").field(&self.command).finish()
    }
}

impl PaletteItem {
    pub(super) fn new(group: Group, keys: String, says: String, command: Command) -> PaletteItem {
        let folded = fold(&format!("{says} {keys}"));
        PaletteItem { keys, says, group, command, folded, also: String::new() }
    }

    /// The same, also found by these other names.
    pub(super) fn also_named(mut self, names: &str) -> PaletteItem {
        self.also = fold(&format!("{} {names}", self.folded));
        self
    }

    /// The same, also found by what a row of the key table may be called in any language of the interface.
    pub(super) fn also_called(mut self, row: &Binding) -> PaletteItem {
        let names = Language::ALL.map(|language| row.also(language)).join(", ");
        self.also = fold(&format!("{} {names}", self.folded));
        self
    }

    /// Also found by these.
    pub(super) fn also<'a>(mut self, names: impl Iterator<Item = &'a str>) -> PaletteItem {
        names.for_each(|name| self.folded.extend([" ", &fold(name)]));
        self
    }

    /// How well it fits what was typed, folded, the less the better; not at all where a word of that isn't in it.
    fn rank(&self, typed: &str) -> Option<u8> {
        let by_other_name =
            || rank(&self.also, typed).filter(|rank| *rank < ANYWHERE).map(|rank| rank + WORST);
        rank(&self.folded, typed).or_else(by_other_name)
    }
}

/// One more than the worst of [`rank`].
const WORST: u8 = ANYWHERE + 1;

/// What [`rank`] says of words that stand in a text, but begin none of its words.
const ANYWHERE: u8 = 3;

/// How well a text fits what was typed, both folded.
fn rank(text: &str, typed: &str) -> Option<u8> {
    let mut words = typed.split_whitespace();
    match typed.trim() {
        _ if !words.clone().all(|word| text.contains(word)) => None,
        whole if text.starts_with(whole) => Some(0),
        whole if begins_word(text, whole) => Some(1),
        _ if words.all(|word| begins_word(text, word)) => Some(2),
        _ => Some(ANYWHERE),
    }
}

impl Palette {
    pub(super) fn of(commands: Vec<PaletteItem>, vendors: Vendors, here: Vendor) -> Palette {
        let mut commands = commands;
        commands.sort_by_key(|item| item.group);
        let found = (0..commands.len()).collect();
        Palette { input: Input::default(), chosen: 0, commands, vendors, here, found }
    }

    /// The commands that fit what is looked for, the best first.
    pub fn found(&self) -> impl ExactSizeIterator<Item = &PaletteItem> {
        self.found.iter().map(|place| &self.commands[*place])
    }

    pub(super) fn look(&mut self) {
        let text = self.input.value();
        let vendor = self.vendors.of_id(text.trim(), self.here);
        let id = appointment_id(vendor, text).unwrap_or_default();
        let opens = |item: &&mut PaletteItem| matches!(item.command, Command::Open(..));
        if let Some(opens) = self.commands.iter_mut().find(opens) {
            opens.folded = if id.is_empty() { fold(&opens.says) } else { fold(text) };
            opens.command = Command::Open(vendor, id.to_owned().into());
        }
        let typed = fold(text);
        let ranked = self.commands.iter().enumerate();
        let mut ranked: Vec<(u8, usize)> =
            ranked.filter_map(|(place, command)| Some((command.rank(&typed)?, place))).collect();
        ranked.sort_unstable();
        self.found = ranked.into_iter().map(|(_, place)| place).collect();
        self.chosen = 0;
    }
}
