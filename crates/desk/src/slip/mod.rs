//! The slip of the shown appointment, with the others booked in the same call.

mod making;
mod update;
mod view;

use crate::list::AppointmentKey;
use crate::{Query, TextInput};
use booking::{Language, Paper, PatientSlips, Slip, SlipCode, on_one_paper};

/// The slip while it is open.
#[derive(Clone)]
pub struct SlipSheet {
    /// The shown appointment and the others booked in the same call, by patient and time.
    visits: Vec<SlipVisit>,
    /// The index of the shown appointment.
    shown: usize,
    /// Whether the others are left out.
    is_alone: bool,
    /// Whether the patients' names are on it.
    has_names: bool,
    /// The index of the chosen row.
    chosen: usize,
    /// The folder that its file names begin with.
    folder: String,
    /// The file name.
    path: TextInput,
    /// Whether the file name takes what is typed.
    is_naming: bool,
    /// The number of lines of its text that are scrolled.
    scrolled: u16,
    /// The index of the code that is shown in place of everything else.
    code: Option<usize>,
    /// The appointments whose instructions are still to be read. Until then nothing is saved.
    unread: Vec<AppointmentKey>,
    /// The appointment that is being read.
    reading: Query<AppointmentKey, ()>,
}

/// An appointment on a slip.
#[derive(Clone)]
struct SlipVisit {
    /// The content, without the patient's name.
    slip: Slip,
    /// The patient's id.
    person: Option<String>,
    /// The patient as shown to bystanders.
    whose: String,
    /// The patient's name, if known.
    name: Option<String>,
    /// The patient's language, if known.
    spoken: Option<Language>,
}

/// An action on a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SlipRow {
    /// Save it.
    Save(Paper),
    /// Show its code.
    Code,
    /// Add or remove the patients' names.
    Name,
    /// Leave out the other appointments of the call, or add them again.
    Others,
}

/// The actions in the order of the list; the last one only if there are other appointments.
const ROWS: &[SlipRow] = &[
    SlipRow::Save(Paper::Text),
    SlipRow::Save(Paper::Html),
    SlipRow::Save(Paper::Calendar),
    SlipRow::Code,
    SlipRow::Name,
    SlipRow::Others,
];

impl SlipSheet {
    fn rows(&self) -> &'static [SlipRow] {
        let has_others = self.visits.len() > 1;
        &ROWS[..ROWS.len() - usize::from(!has_others)]
    }

    fn row(&self) -> SlipRow {
        let rows = self.rows();
        rows[self.chosen.min(rows.len() - 1)]
    }

    fn shown(&self) -> &SlipVisit {
        &self.visits[self.shown]
    }

    fn language(&self) -> Language {
        self.shown().slip.language
    }

    /// Returns whether its language is the one that its only patient speaks.
    fn is_in_language_of_patient(&self) -> bool {
        let shown = self.shown();
        shown.spoken == Some(shown.slip.language) && self.patients().count() == 1
    }

    /// Returns the appointments on it.
    fn included(&self) -> &[SlipVisit] {
        if self.is_alone {
            &self.visits[self.shown..=self.shown]
        } else {
            &self.visits
        }
    }

    /// Returns the appointments on it, by patient.
    fn patients(&self) -> impl Iterator<Item = &[SlipVisit]> {
        let is_theirs = |one: &SlipVisit, other: &SlipVisit| one.person == other.person;
        self.included().chunk_by(is_theirs)
    }

    fn on(&self, paper: Paper) -> String {
        let named = |visit: &SlipVisit| {
            if self.has_names {
                visit.name.clone()
            } else {
                None
            }
        };
        if let [only] = self.included() {
            let name = named(only);
            return Slip {
                name,
                ..only.slip.clone()
            }
            .on(paper);
        }
        let is_family = self.patients().count() > 1;
        let of_patient = |visits: &[SlipVisit]| {
            let initials = visits[0].whose.clone();
            PatientSlips {
                head: named(&visits[0]).or(is_family.then_some(initials)),
                visits: visits.iter().map(|visit| visit.slip.clone()).collect(),
            }
        };
        let patients: Vec<PatientSlips> = self.patients().map(of_patient).collect();
        on_one_paper(&patients, paper)
    }

    /// Returns the appointments on it that have a code, each with the code.
    fn codes(&self) -> Vec<(&SlipVisit, SlipCode)> {
        let visits = self.included().iter();
        visits
            .filter_map(|visit| Some((visit, visit.slip.code()?)))
            .collect()
    }

    fn file_name(&self, paper: Paper) -> String {
        let others = self.included().len() - 1;
        let name = self.shown().slip.file_name_with(others, paper);
        format!("{}{name}", self.folder)
    }

    /// Chooses another row. A file name with the extension of another format gets that of the row.
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

    /// Leaves out the other appointments of the call, or adds them again. A file name that nobody has typed is adapted.
    fn turn_others(&mut self) {
        let name = self.path.value().to_owned();
        let mut papers = Paper::ALL.into_iter();
        let proposed = papers.find(|paper| self.file_name(*paper) == name);
        self.is_alone = !self.is_alone;
        self.scrolled = 0;
        if let Some(paper) = proposed {
            self.path = TextInput::filled_in(self.file_name(paper));
        }
    }
}
