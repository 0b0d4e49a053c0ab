//! Documents to print or hand out: the slip of an appointment, tables, rows of CSV.

mod sheet;
mod slip;

pub use sheet::{Sheet, SheetRow, csv_row};
pub use slip::{Moved, Paper, PatientSlips, Revision, Slip, SlipCode, on_one_paper};
