//! The slip of the shown appointment.

mod update;
mod view;

use crate::TextInput;
use booking::{Paper, Slip, SlipCode};

/// The slip while it is open.
#[derive(Clone)]
pub struct SlipSheet {
    /// The content.
    pub slip: Slip,
    /// The index of the chosen row.
    pub chosen: usize,
    /// The file name.
    pub path: TextInput,
    /// Whether the code takes the place of everything else.
    pub shows_code: bool,
    /// The patient as shown to bystanders.
    pub whose: String,
    /// The patient's name, whether the slip has it or not.
    name: Option<String>,
}

/// An action on a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipRow {
    /// Save it.
    Save(Paper),
    /// Show its code.
    Code,
    /// Add or remove the patient's name.
    Name,
}

impl SlipRow {
    /// All actions, in the order in which they are offered.
    pub const ALL: [SlipRow; 5] = [
        SlipRow::Save(Paper::Text),
        SlipRow::Save(Paper::Html),
        SlipRow::Save(Paper::Calendar),
        SlipRow::Code,
        SlipRow::Name,
    ];
}

impl SlipSheet {
    /// Returns the chosen row.
    pub fn row(&self) -> SlipRow {
        SlipRow::ALL[self.chosen.min(SlipRow::ALL.len() - 1)]
    }

    /// Returns the code, if it is to be shown and there is one.
    pub fn code(&self) -> Option<SlipCode> {
        self.shows_code.then(|| self.slip.code())?
    }

    /// Chooses another row. The file name gets the extension of its format, if it has that of another.
    fn choose(&mut self, chosen: usize) {
        self.chosen = chosen;
        let SlipRow::Save(paper) = self.row() else {
            return;
        };
        let name = self.path.value();
        let stem = Paper::ALL
            .into_iter()
            .find_map(|other| name.strip_suffix(other.extension()));
        if let Some(stem) = stem {
            let name = format!("{stem}{}", paper.extension());
            self.path = if self.path.is_selected() {
                TextInput::filled_in(name)
            } else {
                TextInput::typed(name)
            };
        }
    }
}
