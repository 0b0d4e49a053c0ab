//! The front of a part of the journal that can be written at once, because nothing in it depends on what is written
//! before it.

use std::collections::{HashMap, HashSet};

use super::journal::JournalPart;
use super::writing::next_run;
use crate::change_row::ChangeRow;

impl JournalPart {
    /// Returns the longest front that can be written at once and has all lines of its changes, so that each change's
    /// state agrees with its last line; the whole part if there is none.
    pub(super) fn front(mut self) -> JournalPart {
        let length = self.front_length();
        if length == 0 || length == self.lines.len() {
            return self;
        }
        self.lines.truncate(length);
        self.is_last = false;
        let changes: HashSet<String> = self
            .lines
            .iter()
            .filter_map(|line| line.change.clone())
            .collect();
        let fields: HashSet<String> = self
            .lines
            .iter()
            .filter_map(|line| line.fields.clone())
            .collect();
        self.changes.retain(|change| changes.contains(&change.id));
        self.elsewhere.retain(|change| changes.contains(&change.id));
        self.notes.retain(|row| fields.contains(&row.id));
        self
    }

    /// Returns the number of lines of that front; zero if there is none.
    fn front_length(&self) -> usize {
        let changes = self.lines.iter().enumerate();
        let last_lines: HashMap<&str, usize> = changes
            .filter_map(|(place, line)| Some((line.change.as_deref()?, place)))
            .collect();
        let mut front = HashSet::new();
        let mut closed = 0;
        let mut open_until = 0;
        for (place, line) in self.lines.iter().enumerate() {
            let mut is_one_run = true;
            if let Some(change) = line.change.as_deref() {
                open_until = open_until.max(last_lines[change]);
                is_one_run = !front.insert(change) || self.is_one_run(&front);
            }
            if !is_one_run {
                break;
            }
            if open_until <= place {
                closed = place + 1;
            }
        }
        closed
    }

    /// Returns whether these changes can be written at once.
    fn is_one_run(&self, front: &HashSet<&str>) -> bool {
        let changes: Vec<&ChangeRow> = self
            .changes
            .iter()
            .filter(|change| front.contains(change.id.as_str()))
            .collect();
        let mut rest = &changes[..];
        next_run(&mut rest).len() == changes.len()
    }
}
