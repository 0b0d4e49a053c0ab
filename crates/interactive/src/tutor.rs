//! The tutor at work: its own sandbox, the faults arranged there, and the file with its progress.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use tracing::warn;

use booking::Naming;
use config::Config;
use desk::{LessonBegun, Tutor};
use platform::files::create_private_folder;
use sandbox::AnswerLoss;
use store::{read_text, write_whole};

use super::event_loop::run_tutor;
use runtime::EmbeddedSandbox;

/// The tutor's access to the outside.
#[derive(Clone, Debug, Default)]
pub struct TutorOptions {
    /// The file that keeps the current lesson, if it is kept.
    pub progress: Option<PathBuf>,
    /// The handle for losing the sandbox's answers.
    pub answer_loss: AnswerLoss,
}

/// The maximum bytes of the file with the progress, which holds the name of a lesson.
const LARGEST: u64 = 4096;

/// The lag of the tutor's sandbox: short, so that the next lesson finds what the last one has moved, and long enough
/// for reading the note about a lost answer before the booking is found.
const LAG: Duration = Duration::from_secs(5);

impl TutorOptions {
    /// Begins a lesson: keeps it, and arranges its faults. It begins even if it can't be kept.
    pub fn begin(&self, lesson: &LessonBegun) {
        self.answer_loss
            .of(lesson.loses_answer_at.map(|clinic| clinic.api_word()));
        let saved = self
            .progress
            .as_deref()
            .map_or(Ok(()), |path| keep(path, lesson.lesson));
        if let Err(error) = saved {
            warn!(%error, "the tutor's progress is not kept");
        }
    }
}

/// Returns the file in a folder of records that keeps the tutor's progress: only the name of a lesson.
pub fn tutor_progress_file(data_dir: &Path) -> PathBuf {
    data_dir.join("tutor")
}

/// Returns the tutor at the lesson in this file, or at the first lesson if there is no readable one.
pub fn tutor_resumed(progress: &Path) -> Tutor {
    read_text(progress, LARGEST).map_or_else(
        |_| Tutor::from_the_beginning(),
        |lesson| Tutor::resumed_at(lesson.trim()),
    )
}

/// Runs the tutor in the terminal until it ends, on a sandbox of its own, with its records in a temporary folder,
/// whatever keys are configured. It resumes where it was left, unless `from_the_beginning`.
///
/// # Errors
///
/// Returns an error if there is no folder for its records.
pub fn teach(config: &Config, from_the_beginning: bool) -> io::Result<ExitCode> {
    let progress = tutor_progress_file(&config.data_dir);
    let mut tutor = if from_the_beginning {
        Tutor::from_the_beginning()
    } else {
        tutor_resumed(&progress)
    };
    loop {
        let folder = tempfile::tempdir()?;
        let config = on_own_sandbox(config, folder.path());
        // Nobody in the lessons is booked there.
        let sandbox = EmbeddedSandbox {
            lag: Some(LAG),
            is_booked: true,
            answer_loss: AnswerLoss::default(),
        };
        match run_tutor(config, tutor, &progress, sandbox) {
            Some(ended) => return Ok(ended),
            None => tutor = Tutor::from_the_beginning(),
        }
    }
}

/// Returns the configuration for the tutor's sandbox: without a lock, because nothing is real, and with people named as
/// in the lessons.
fn on_own_sandbox(config: &Config, folder: &Path) -> Config {
    Config {
        clinic: config.clinics.first(),
        naming: Naming::default(),
        lock_after: None,
        ..config.clone().on_sandbox(folder)
    }
}

fn keep(path: &Path, lesson: &str) -> io::Result<()> {
    create_private_folder(path.parent().ok_or(ErrorKind::NotFound)?)?;
    write_whole(path, &format!("{lesson}\n"), true)
}
