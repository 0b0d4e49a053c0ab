//! The desk at a terminal: its input and output, the loop between them, and the execution of the desk's effects beyond
//! its office.

mod canvas;
mod event_loop;
mod file_writer;
mod input;
mod keys;
mod playback_terminal;
mod reports;
mod screen_executor;
mod setup;
mod terminal;
mod tutor;

pub use canvas::Canvas;
pub use event_loop::{Watcher, run, run_watched};
pub use file_writer::FileOptions;
pub use playback_terminal::{PlaybackTerminal, ViewerRequest};
pub use setup::setup;
pub use terminal::{Terminal, hold_panics};
pub use tutor::{TutorOptions, teach, tutor_progress_file, tutor_resumed};
