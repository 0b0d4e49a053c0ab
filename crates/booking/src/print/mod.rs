//! Lists, and documents to print or hand out: the slip of an appointment, pages, rows of CSV.

mod list;
mod slip;

pub use list::{
    List, ListCell, ListColumn, ListRemark, ListValue, ListWidth, ListedRow, ScreenColumn, Tone,
    csv_row, is_printed,
};
pub use slip::{Moved, Paper, PatientSlips, Revision, Slip, SlipCode, on_one_paper};
