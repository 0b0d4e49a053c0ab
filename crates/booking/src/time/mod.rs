//! Converts typed text to instants and back, by the local time of a named zone.
//!
//! A time is never guessed. An hour that the clocks skip, an hour that they repeat, a date whose order is not
//! configured: each is a [`TimeProblem`] that states what is wrong and what to do, and offers unambiguous
//! [`TimeChoice`]s. The zone database is the bundled one, so every desk gives the same answer.

mod clock;
mod compound;
mod date;
mod day;
mod echo;
mod hour;
mod later;
#[cfg(test)]
mod laws;
mod names;
mod period;
mod phrase;
mod problem;
mod range;
mod read;
mod span;
mod spoken_hour;
#[cfg(test)]
mod tests;
mod vague;
mod vocabulary;
mod wall;
mod wish;
mod word;

pub use clock::{Clock, DateOrder, FullHours};
pub(super) use date::date as calendar_date;
pub(crate) use echo::echo_span_in_full;
pub use echo::{
    distance, echo, echo_in_full, echo_span, elsewhere, noon, print, short_moment, to_the_minute,
    typed, typed_span, typed_wall, with_here, zone_word_at, zone_word_on,
};
pub(crate) use hour::number;
pub(crate) use later::words_of_distance;
pub use later::{is_told_by_old_time, moved_to};
pub use names::{
    date, date_this_year, date_typed, day, day_in_full, day_this_year, moment, moment_this_year,
    month, oclock, town, weekday,
};
pub(crate) use names::{oclock_in_text, weekday_in_full};
pub use period::{DaySpan, WordedSpan, period, time_words_at_end};
pub(crate) use period::{doubtful_word, is_range_of_days, misplaced_time};
pub use problem::{TimeChoice, TimeProblem, UnsureDate};
pub(crate) use read::is_time_alone;
pub use read::{
    WeekdayBeside, beside_day_of, is_other_day, is_range, on_day_of, read, remark, span,
};
pub(crate) use span::are_in_one_second;
pub use span::{Minutes, Span, SpanProblem, USUAL_LENGTH};
pub(crate) use vague::{read_as, read_instead_of};
pub use vocabulary::PartOfDay;
pub(crate) use vocabulary::languages_of;
pub(super) use vocabulary::{month_named, weekday_named};
pub(crate) use wall::land;
pub use wall::midnight;
pub(super) use wall::seen;
pub use wish::{Wish, wish};
pub(crate) use word::near_word;
pub(crate) use word::{
    begins_month_or_week, is_before_number_of_week, means_now, words_of_phrases,
};
pub use word::{is_time_word, minutes, time_words};
