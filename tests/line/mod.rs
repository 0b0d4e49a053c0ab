//! The entry line.

mod a_line_that_was_left;
mod a_tuesday;
mod another_for_the_visit_in_hand;
mod as_callers_say_it;
mod at_the_counter;
mod behind_a_refusal;
mod bursts;
mod digits_that_begin_a_date;
mod months_and_weeks;
mod one_line;
mod reading_the_line;
mod right_after;
mod saying_what;
mod the_form_beside;
mod the_next_line;
mod the_usual_one;
mod verbs_in_words;
mod verbs_on_the_line;
mod which_appointment;
mod whoever_is_free_first;
