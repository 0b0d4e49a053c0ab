//! The tutor at work: a sandbox of its own, what is arranged to go wrong there, and where progress is kept.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use tracing::warn;

use crate::config::log::private_folder;
use crate::config::{Config, replace_file};
use crate::desk::{LessonBegun, Tutor};
use crate::sandbox::AnswerLoss;

use super::event_loop::run_tutor;

/// What a desk with the tutor reaches outside of it.
#[derive(Clone, Debug, Default)]
pub struct TutorDoors {
    /// The file that keeps which lesson somebody is at, where that is kept.
    pub progress: Option<PathBuf>,
    /// What makes the sandbox lose an answer, where it is not the one inside the program.
    pub answer_loss: Option<AnswerLoss>,
    /// How far the searches of the sandbox inside the program are behind, where they are not as far as usual.
    pub lag: Option<Duration>,
}

/// Quicker than a person goes on, so that what a lesson has moved the next one finds where it is; and long enough for what
/// is said of a lost answer to be read before that is found.
const LAG: Duration = Duration::from_secs(5);

impl TutorDoors {
    /// A lesson has begun: keeps it, and arranges what goes wrong in it. One that can't be kept is begun all the same.
    pub(super) fn begin(&self, lesson: &LessonBegun, own: Option<&AnswerLoss>) {
        if let Some(loss) = self.answer_loss.as_ref().or(own) {
            loss.of(lesson.loses_answer_at.map(|vendor| vendor.word()));
        }
        let kept = self.progress.as_deref().map_or(Ok(()), |path| keep(path, lesson.lesson));
        if let Err(error) = kept {
            warn!(%error, "the tutor's progress is not kept");
        }
    }
}

/// The file in a folder of records that keeps how far somebody is with the tutor: the name of a lesson, and nothing else.
pub fn tutor_progress_file(data_dir: &Path) -> PathBuf {
    data_dir.join("tutor")
}

/// The tutor as it was left, by that file; at the first lesson where there is none, or none that can be read.
pub fn tutor_resumed(progress: &Path) -> Tutor {
    fs::read_to_string(progress)
        .map_or_else(|_| Tutor::from_the_beginning(), |lesson| Tutor::resumed_at(lesson.trim()))
}

/// Opens the tutor in the terminal and stays until it ends: on a sandbox of its own, with its records in a folder that
/// goes with it, whatever keys are configured. It goes on where it was left, unless from the beginning.
///
/// # Errors
/// When there is no folder for its records.
pub fn teach(config: &Config, from_the_beginning: bool) -> io::Result<ExitCode> {
    let progress = tutor_progress_file(&config.data_dir);
    let mut begins = if from_the_beginning { Tutor::from_the_beginning() } else { tutor_resumed(&progress) };
    loop {
        let folder = tempfile::tempdir()?;
        let config = on_own_sandbox(config, folder.path());
        let doors = TutorDoors { progress: Some(progress.clone()), answer_loss: None, lag: Some(LAG) };
        match run_tutor(config, begins, doors) {
            Some(ended) => return Ok(ended),
            None => begins = Tutor::from_the_beginning(),
        }
    }
}

/// Nobody has to unlock what holds nothing real, and it names people as the lessons do.
fn on_own_sandbox(config: &Config, folder: &Path) -> Config {
    let mut config = config.clone().on_sandbox(folder);
    config.backend = config.vendors.first();
    config.naming = Default::default();
    config.lock_after = None;
    config
}

fn keep(path: &Path, lesson: &str) -> io::Result<()> {
    private_folder(path.parent().ok_or(ErrorKind::NotFound)?)?;
    replace_file(path, &format!("{lesson}\n"))
}
