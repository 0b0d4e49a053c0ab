//! The command palette.

mod update;
mod view;

use std::fmt;

use strum::IntoStaticStr;
use tui_input::Input;

use crate::{Action, Binding, Command, TABLE};
use booking::{ClinicId, Clinics, Language, appointment_id, begins_word, fold};
use i18n::MessageId;
pub(crate) use update::{commands_by_name, commands_of_keys};

/// The palette while it is open.
#[derive(Clone)]
pub struct Palette {
    /// The search text.
    pub input: Input,
    /// The index of the chosen command among the matches.
    pub chosen: usize,
    /// All commands, by group. One opens the appointment whose id is typed.
    commands: Vec<PaletteItem>,
    clinics: Clinics,
    /// The clinic of the current form.
    here: ClinicId,
    /// The indices of the matching commands, the best first.
    matches: Vec<usize>,
}

/// The groups of commands, in the order in which they are listed.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq, PartialOrd, Ord)]
#[strum(serialize_all = "kebab-case")]
enum PaletteGroup {
    /// Parked drafts, and the tutor while it is open.
    Open,
    /// Taking back the last change, the commands used last, and the most frequent ones.
    Often,
    /// The shown appointment.
    Appointment,
    /// Every other key.
    Keys,
    /// Visit templates, and the fields of the form.
    Form,
    /// Language and theme.
    Look,
}

impl PaletteGroup {
    /// Returns the title.
    fn to_text(self, language: Language) -> &'static str {
        MessageId::attribute("palette-group", self.into()).text(language)
    }
}

/// One command of the palette.
#[derive(Clone)]
pub struct PaletteItem {
    /// The keys of the command; empty if it has none.
    pub keys: String,
    /// The command as a sentence.
    pub says: String,
    /// The group under which it is listed without a search.
    group: PaletteGroup,
    command: Command,
    /// Whether it has an effect in the present place.
    acts: bool,
    /// Its place among the commands used last.
    last_used: Option<usize>,
    /// The sentence and the keys, folded; then the same with the other names to find it by.
    folded: String,
    also: String,
}

/// Hides the text: a parked draft's command names the patient.
impl fmt::Debug for PaletteItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PaletteItem").field(&self.command).finish()
    }
}

impl PaletteItem {
    fn new(group: PaletteGroup, keys: String, says: String, command: Command) -> PaletteItem {
        let folded = fold(&format!("{says} {keys}"));
        PaletteItem {
            keys,
            says,
            group,
            command,
            acts: true,
            last_used: None,
            folded,
            also: String::new(),
        }
    }

    /// Adds other names to find it by.
    fn also_named(mut self, names: &str) -> PaletteItem {
        self.also = fold(&format!("{} {names}", self.folded));
        self
    }

    /// Adds the other names of a row of the key table in every language of the interface.
    fn also_called(self, row: &Binding) -> PaletteItem {
        self.also_named(&Language::ALL.map(|language| row.also(language)).join(", "))
    }

    /// Adds words to find it by.
    fn also<'a>(mut self, names: impl Iterator<Item = &'a str>) -> PaletteItem {
        names.for_each(|name| self.folded.extend([" ", &fold(name)]));
        self
    }

    /// Returns the texts to find it by, folded.
    pub(crate) fn searched(&self) -> String {
        format!("{} {}", self.folded, self.also)
    }

    /// Returns whether it is a command of the key table for this action.
    pub(crate) fn is_of(&self, action: Action) -> bool {
        self.command == Command::Act(action)
    }

    /// Returns how well it matches the typed text, which is folded: lower is better; `None` if a word does not occur.
    fn rank(&self, typed: &str) -> Option<u8> {
        let by_own_name = rank(&self.folded, typed);
        let by_other_name = || {
            rank(&self.also, typed)
                .filter(|rank| *rank < ANYWHERE)
                .map(|rank| rank + ANYWHERE)
        };
        let by_stem = || has_stems(&self.searched(), typed).then_some(BY_STEM);
        match by_own_name {
            Some(ANYWHERE) | None => by_other_name()
                .or_else(by_stem)
                .or(by_own_name.and(Some(WORST))),
            own => own,
        }
    }
}

/// Returns the name under which a command is kept among those used last; `None` if it is not kept.
fn name(command: &Command) -> Option<String> {
    Some(match command {
        Command::Act(action) => {
            let row = TABLE.iter().find(|row| row.action == *action)?;
            row.name().to_owned()
        }
        Command::Alter(verb) => verb.word().to_owned(),
        Command::FillFrom(letter) => letter.to_string(),
        Command::List(list) => list.name.to_owned(),
        Command::ListVisits => "visits".to_owned(),
        Command::ListWhoWaits => "who-waits".to_owned(),
        Command::ShowOutbox => "outbox".to_owned(),
        Command::PutOnWaitingList => "onto-waiting-list".to_owned(),
        _ => return None,
    })
}

/// The rank of a command found only by another form of a word: `theme` by `themes`.
const BY_STEM: u8 = 2 * ANYWHERE;

/// The rank of a command found only by a part within a word: `late` in “template”.
const WORST: u8 = BY_STEM + 1;

/// The result of [`rank`] for words that occur in a text, but begin none of its words.
const ANYWHERE: u8 = 3;

/// Returns whether each typed word has a word of the text that begins as it does, up to an ending of its own. Both are
/// folded.
fn has_stems(text: &str, typed: &str) -> bool {
    let mut words = typed.split_whitespace().map(stem);
    words.all(|stem| begins_word(text, stem))
}

/// Returns a word without an ending such as that of a plural, in any language of the interface: `themes`, `Vorlagen`,
/// `teemat`.
fn stem(word: &str) -> &str {
    let letters = word.chars().count();
    let most = if letters >= LONG_WORD { 3 } else { 2 };
    let kept = letters.saturating_sub(most).max(SHORTEST_STEM);
    let end = word.char_indices().nth(kept).map(|(at, _)| at);
    &word[..end.unwrap_or(word.len())]
}

/// The length from which a word may have an ending of three letters: `entries`.
const LONG_WORD: usize = 7;

/// The length below which a word is its own stem.
const SHORTEST_STEM: usize = 4;

/// Returns how well a text matches the typed text, both folded.
fn rank(text: &str, typed: &str) -> Option<u8> {
    let mut words = typed.split_whitespace();
    match typed.trim() {
        _ if !words.clone().all(|word| text.contains(word)) => None,
        phrase if text.starts_with(phrase) => Some(0),
        phrase if begins_word(text, phrase) => Some(1),
        _ if words.all(|word| begins_word(text, word)) => Some(2),
        _ => Some(ANYWHERE),
    }
}

impl Palette {
    /// Returns the matching commands, the best first.
    pub fn found(&self) -> impl ExactSizeIterator<Item = &PaletteItem> {
        self.matches.iter().map(|place| &self.commands[*place])
    }

    fn search(&mut self) {
        let text = self.input.value();
        let clinic = self.clinics.of_id(text.trim(), self.here);
        let id = appointment_id(clinic, text).unwrap_or_default();
        let opens = |item: &&mut PaletteItem| matches!(item.command, Command::Open(..));
        if let Some(item) = self.commands.iter_mut().find(opens) {
            item.folded = if id.is_empty() {
                fold(&item.says)
            } else {
                fold(text)
            };
            item.command = Command::Open(clinic, id.to_owned().into());
        }
        let typed = fold(text);
        let ranked = self.commands.iter().enumerate();
        // Of two equal matches, the one that has an effect here comes first. The list of all has its own order.
        let is_search = !typed.trim().is_empty();
        let mut ranked: Vec<(u8, bool, usize)> = ranked
            .filter_map(|(place, command)| {
                Some((command.rank(&typed)?, is_search && !command.acts, place))
            })
            .collect();
        ranked.sort_unstable();
        // Other forms of the words, and then parts within words, count only if nothing better is found.
        let best = ranked.first().map_or(WORST, |(rank, ..)| *rank);
        ranked.retain(|(rank, ..)| *rank < BY_STEM || *rank == best);
        self.matches = ranked.into_iter().map(|(.., place)| place).collect();
        self.chosen = 0;
    }
}
