//! The day board: the appointments of all calendars on one day, by time.

mod axis;
mod blocks;
mod columns;
mod hours;
mod keys;
mod late;
mod marks;
mod more;
mod print;
mod rail;
mod signs;
mod title;
mod today;
mod update;
mod view;

pub(super) use columns::{StillColumns, beside_still, draw_still, with_folded};
pub(super) use more::{more_of_provider, who_waits};
pub(crate) use rail::draw as draw_rail;
pub(super) use title::{amounts, trouble};
pub(super) use today::{
    BelowForm, below_codes, board as todays_board, day_of_everyone, draw_below as draw_today_below,
    draw_codes, open_row_of_today, take_next_free, title_of_everyone, to_the_day,
};
pub(crate) use update::opened_from_day;
use words::DayRow;
