//! The day board and its columns.

mod absences;
mod bad_days;
mod board_of_a_large_clinic;
mod counter_on_the_board;
mod entering_absences;
mod free_rows_of_the_board;
mod kinds_in_colour;
mod looking_at_a_day;
mod marks_of_the_board;
mod next_free_times;
#[cfg(unix)]
mod printing;
mod running_late;
mod today_beside_the_form;
mod waiting_for_a_call;
mod week_of_one;
