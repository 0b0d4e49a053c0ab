//! A clinic API that nobody has, whole in this folder: its form, its wire format, its errors and a small server. The
//! program as it is books there: in the terminal, in plain mode and from the shell.
//!
//! Started with `as-bookdesk` in front of its words, this test program is the `bookdesk` command with that clinic API besides those that ship.

mod norda;
mod server;
mod uses;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

/// The word in front of those of the command.
const AS_BOOKDESK: &str = "as-bookdesk";

/// The uses, by their names.
const USES: &[(&str, fn())] = &[
    ("books_in_the_terminal", uses::books_in_the_terminal),
    (
        "shows_problems_at_their_fields",
        uses::shows_problems_at_their_fields,
    ),
    (
        "keeps_its_draft_over_a_restart",
        uses::keeps_its_draft_over_a_restart,
    ),
    ("looks_up_a_lost_answer", uses::looks_up_a_lost_answer),
    (
        "looks_up_a_lost_answer_after_a_restart",
        uses::looks_up_a_lost_answer_after_a_restart,
    ),
    (
        "looks_up_the_lost_answer_of_a_cancellation",
        uses::looks_up_the_lost_answer_of_a_cancellation,
    ),
    ("books_from_the_shell", uses::books_from_the_shell),
    ("books_in_plain_mode", uses::books_in_plain_mode),
    (
        "is_chosen_among_several_in_plain_mode",
        uses::is_chosen_among_several_in_plain_mode,
    ),
    ("keeps_the_forms_of_all", uses::keeps_the_forms_of_all),
    (
        "looks_at_every_clinic_for_what_is_coming",
        uses::looks_at_every_clinic_for_what_is_coming,
    ),
    (
        "moves_and_cancels_in_the_terminal",
        uses::moves_and_cancels_in_the_terminal,
    ),
    (
        "moves_and_cancels_from_the_shell",
        uses::moves_and_cancels_from_the_shell,
    ),
    (
        "moves_and_cancels_in_plain_mode",
        uses::moves_and_cancels_in_plain_mode,
    ),
    (
        "moves_and_cancels_by_a_file",
        uses::moves_and_cancels_by_a_file,
    ),
    (
        "moves_and_cancels_on_the_wire",
        uses::moves_and_cancels_on_the_wire,
    ),
];

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().collect();
    if words.get(1).is_some_and(|word| word == AS_BOOKDESK) {
        return bookdesk::cli::run(
            norda::AMONG_OTHERS,
            [&words[..1], &words[2..]].concat().into_iter(),
        );
    }
    let wanted = words
        .iter()
        .skip(1)
        .filter_map(|word| word.to_str())
        .find(|word| !word.starts_with('-'));
    for (_, tell) in USES
        .iter()
        .filter(|(name, _)| wanted.is_none_or(|part| name.contains(part)))
    {
        tell();
    }
    ExitCode::SUCCESS
}
