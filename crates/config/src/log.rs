//! The log: a file in the data directory, off unless `BOOKDESK_LOG` is set, with ids only.
//!
//! A line is `TIME LEVEL MODE message name=value …`, in UTC. Only this program's own events are written, because a
//! library's message may contain a patient's name. `RUST_LOG` is not read.

use std::fmt;
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::{DefaultFields, Writer};
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use platform::files::create_private_folder;

use ::store::{open_private_unlinked, refusal};

use super::Config;
use booking::sanitize::sanitize;
use booking::{FileRefusal, Mode, PerClinic};

/// The log's name in the data directory.
const FILE: &str = "bookdesk.log";

/// Why no log is written.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The folder can't be created, or the file can't be opened.
    #[error("the log {} can't be written: {why}", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        why: FileRefusal,
    },
    /// The log was started already in this process.
    #[error("the log is being written already")]
    Started,
}

/// The modes of the clinics, which every line of the log contains.
#[derive(Clone, Debug)]
pub struct LoggedModes(Arc<Mutex<PerClinic<Mode>>>);

impl LoggedModes {
    /// Sets the modes. They may become known only after a key command has run.
    pub fn set(&self, modes: PerClinic<Mode>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = modes;
    }

    /// Returns one word if all clinics have the same mode, else one for each.
    fn words(&self) -> String {
        let modes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut words: Vec<&str> = modes.values().map(|mode| mode.word()).collect();
        words.dedup();
        match words[..] {
            [same] => same.to_owned(),
            _ => {
                let each = modes
                    .iter()
                    .map(|(clinic, mode)| format!("{}:{mode}", clinic.word()));
                each.collect::<Vec<_>>().join(",")
            }
        }
    }
}

/// Starts the log, if the configuration asks for one. Touches the disk: call it after the first frame.
///
/// # Errors
///
/// Returns an error if the file can't be written, or a log has been started before.
pub fn start(config: &Config, modes: PerClinic<Mode>) -> Result<LoggedModes, LogError> {
    let modes = LoggedModes(Arc::new(Mutex::new(modes)));
    let Some(level) = config.log else {
        return Ok(modes);
    };
    let path = config.data_dir.join(FILE);
    let file = create_private_folder(&config.data_dir)
        .map_err(|error| refusal(&error))
        // A link may lead to another file of the user, which must not become the log.
        .and_then(|()| open_private_unlinked(&path))
        .map_err(|why| LogError::Unwritable { path, why })?;
    let subscriber = subscriber(file, level, modes.clone(), SystemTime);
    tracing::subscriber::set_global_default(subscriber).map_err(|_| LogError::Started)?;
    Ok(modes)
}

/// The program, and its crates that log.
const LOGGED: [&str; 5] = ["bookdesk", "client", "config", "interactive", "runtime"];

fn subscriber<T>(
    file: File,
    level: Level,
    modes: LoggedModes,
    clock: T,
) -> impl Subscriber + Send + Sync
where
    T: FormatTime + Send + Sync + 'static,
{
    let own = Targets::new().with_targets(LOGGED.map(|name| (name, level)));
    let lines = tracing_subscriber::fmt::layer()
        .event_format(LogLine { modes, clock })
        .with_ansi(false)
        .with_writer(Mutex::new(file));
    tracing_subscriber::registry().with(lines.with_filter(own))
}

/// Formats an event as a line.
struct LogLine<T> {
    modes: LoggedModes,
    clock: T,
}

impl<S, T> FormatEvent<S, DefaultFields> for LogLine<T>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    T: FormatTime,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, DefaultFields>,
        mut line: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut fields = String::new();
        context.format_fields(Writer::new(&mut fields), event)?;
        self.clock.format_time(&mut line)?;
        // An id comes from a server, and must not be able to begin a new line.
        writeln!(
            line,
            " {} {} {}",
            event.metadata().level(),
            self.modes.words(),
            sanitize(&fields)
        )
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use platform::files::readers;

    use super::*;
    use booking::clinics::SHIPPED;

    fn both(first: Mode, second: Mode) -> PerClinic<Mode> {
        SHIPPED.iter().zip([first, second]).collect()
    }

    struct Noon;

    impl FormatTime for Noon {
        fn format_time(&self, line: &mut Writer<'_>) -> fmt::Result {
            line.write_str("2027-02-10T12:00:00Z")
        }
    }

    fn logged(modes: PerClinic<Mode>, level: Level, act: impl FnOnce(&LoggedModes)) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let modes = LoggedModes(Arc::new(Mutex::new(modes)));
        let subscriber = subscriber(
            open_private_unlinked(&path).unwrap(),
            level,
            modes.clone(),
            Noon,
        );
        tracing::subscriber::with_default(subscriber, || act(&modes));
        fs::read_to_string(path).unwrap()
    }

    #[test]
    fn an_event_is_one_line_with_time_level_and_mode() {
        let lines = logged(both(Mode::Live, Mode::Live), Level::INFO, |_| {
            tracing::info!(clinic = "clinik", id = %"appt_1\nforged", took_ms = 12, "booked");
            tracing::debug!("not asked for");
        });
        assert_eq!(
            lines,
            "2027-02-10T12:00:00Z INFO LIVE booked clinic=\"clinik\" id=appt_1␊forged took_ms=12\n"
        );
    }

    #[test]
    fn where_the_backends_differ_both_modes_are_named_as_soon_as_they_are_known() {
        let lines = logged(both(Mode::Live, Mode::Live), Level::WARN, |modes| {
            tracing::warn!("before");
            modes.set(both(Mode::Test, Mode::Live));
            tracing::warn!("after");
        });
        assert_eq!(
            lines,
            "2027-02-10T12:00:00Z WARN LIVE before\n2027-02-10T12:00:00Z WARN clinik:TEST,aniva:LIVE after\n"
        );
    }

    #[test]
    fn what_libraries_say_is_left_out() {
        let lines = logged(both(Mode::Live, Mode::Live), Level::TRACE, |_| {
            tracing::info!(target: "hyper", name = "Maria Schmidt", "sent");
        });
        assert_eq!(lines, "");
    }

    #[test]
    fn it_is_for_its_owner_alone_also_where_it_existed() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("a/b");
        create_private_folder(&data).unwrap();
        let path = data.join(FILE);
        fs::write(&path, "old\n").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        }
        drop(open_private_unlinked(&path).unwrap());
        assert_eq!(readers(&File::open(&path).unwrap()).unwrap(), None);
        // Windows doesn't open folders like files; a file in it inherits its access list.
        #[cfg(unix)]
        assert_eq!(readers(&File::open(&data).unwrap()).unwrap(), None);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old\n");
    }
}
