//! The panels added to a draw or removed from it.

use booking::{AppointmentRef, Change, ClinicId, Entry, Id, SetPanels};

use super::super::Lists;

/// A panel that a draw can have.
pub struct PanelRow<'a> {
    /// The catalogue's entry.
    pub entry: &'a Entry,
    /// Whether the appointment has the panel.
    pub is_there: bool,
    /// Whether the change adds or removes it.
    pub is_toggled: bool,
}

/// A change of the panels that a person is preparing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelsCase {
    /// The ids of the panels to add or remove.
    toggled: Vec<String>,
}

impl PanelsCase {
    /// Adopts the panels of a change requested before. `has` are the present ones of the draw.
    pub(super) fn take(&mut self, set: &SetPanels, has: &[String]) {
        let ids = set.panels().iter().map(Id::to_string);
        self.toggled = ids.filter(|id| has.contains(id) != set.adds()).collect();
    }

    /// Marks a panel to be added or removed, or unmarks it.
    pub fn toggle(&mut self, panel: &str) {
        let before = self.toggled.len();
        self.toggled.retain(|id| id != panel);
        if self.toggled.len() == before {
            self.toggled.push(panel.to_owned());
        }
    }

    /// Returns the panels of a clinic's catalogue that match the typed text, for an appointment that has the panels
    /// `has`.
    pub fn rows<'a>(
        &self,
        lists: &'a Lists,
        clinic: ClinicId,
        has: &[String],
        typed: &str,
    ) -> Vec<PanelRow<'a>> {
        let catalogue = clinic.panels.and_then(|list| lists.list(list).value());
        let Some(catalogue) = catalogue else {
            return Vec::new();
        };
        let typed = typed.to_lowercase();
        let mut rows = Vec::new();
        for entry in catalogue.entries() {
            let text = format!("{} {}", entry.name, entry.detail).to_lowercase();
            if typed.split_whitespace().all(|word| text.contains(word)) {
                rows.push(PanelRow {
                    entry,
                    is_there: has.contains(&entry.id),
                    is_toggled: self.toggled.contains(&entry.id),
                });
            }
        }
        // Panels that match by name come before those that match by their detail.
        rows.sort_by_key(|row| !row.entry.name.to_lowercase().contains(&typed));
        rows
    }

    /// Returns the changes to the draw's panels: first the additions, then the removals. `has` are its present panels.
    pub fn changes(&self, of: &AppointmentRef, has: &[String]) -> Vec<Change> {
        let Some(list) = of.clinic.panels else {
            return Vec::new();
        };
        let (off, on): (Vec<&String>, Vec<&String>) =
            self.toggled.iter().partition(|id| has.contains(*id));
        let ids = |ids: Vec<&String>| -> Vec<Id> {
            ids.into_iter().filter_map(|id| list.id(id)).collect()
        };
        let added = Change::with_panels(of.clone(), ids(on), true);
        let of = match added {
            // Adding the first ones changes the appointment's panels.
            Some(_) => AppointmentRef {
                panels: None,
                ..of.clone()
            },
            None => of.clone(),
        };
        let removed = Change::with_panels(of, ids(off), false);
        added.into_iter().chain(removed).collect()
    }
}
