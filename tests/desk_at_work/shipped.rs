//! The shipped binary as a command of its own, at a sandbox that the test holds.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

use booking::ClinicId;
use booking::clinics::FHIR;
use headless::TestSandbox;

/// The variables of a user whose home this is, and without which no program starts, under the names of this system.
pub(crate) fn at_home(home: &Path) -> Vec<(&'static str, OsString)> {
    // The rules of zones are those of the program, whatever this machine has.
    let no_zones = home.join("no-zones").into();
    let mut variables = vec![("HOME", home.into()), ("TZDIR", no_zones)];
    // Only Windows has it, and no program of Windows reaches a network without it.
    if let Some(system) = env::var_os("SystemRoot") {
        variables.extend([
            ("SystemRoot", system),
            ("USERPROFILE", home.into()),
            ("APPDATA", home.join(".config").into()),
            ("LOCALAPPDATA", home.join(".local/share").into()),
        ]);
    }
    variables
}

/// `bookdesk`, ready to be given its words: its records are in `desk` in that home, and nobody types into it.
#[expect(
    clippy::disallowed_methods,
    reason = "the shipped binary is what is tried here"
)]
pub(crate) fn shipped(home: &Path, sandbox: &TestSandbox) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bookdesk"));
    command
        .env_clear()
        .envs(at_home(home))
        .env("TZ", "Europe/Berlin")
        .env("BOOKDESK_DATA_DIR", home.join("desk"))
        .env("BOOKDESK_CLINIK_URL", sandbox.clinik_url())
        .env("BOOKDESK_CLINIK_KEY", sandbox.clinik_key())
        .env("BOOKDESK_ANIVA_URL", sandbox.aniva_url())
        .env("BOOKDESK_ANIVA_KEY", sandbox.aniva_key())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The variable by which a command skips the pauses between two looks at a lost answer.
pub(crate) const SKIP_PAUSES: &str = "SKIP_PAUSES";

/// Makes a command know soon what a clinic has not: no call takes longer than a second.
pub(crate) fn impatient(home: &Path, command: &mut Command) {
    let config = home.join("impatient.toml");
    fs::write(&config, "request_timeout = 1\n").expect("a configuration");
    command.env("BOOKDESK_CONFIG", config);
}

/// Makes a command know at once what a clinic has not: pauses between two looks are skipped, too. Only for a command whose
/// clinic has nothing else under way.
pub(crate) fn without_pauses(home: &Path, command: &mut Command) {
    impatient(home, command);
    command.env(SKIP_PAUSES, "1");
}

/// Makes a command one of a practice that has this clinic for its visits.
pub(crate) fn at(clinic: ClinicId, command: &mut Command, sandbox: &TestSandbox) {
    if clinic == FHIR {
        let served = sandbox.served(clinic.word()).expect("it is served");
        command
            .env_remove("BOOKDESK_CLINIK_URL")
            .env_remove("BOOKDESK_CLINIK_KEY")
            .env("BOOKDESK_FHIR_URL", served.url)
            .env("BOOKDESK_FHIR_KEY", served.key)
            .env("BOOKDESK_FHIR_TIMEZONE", "Europe/Berlin");
    }
}

/// Writes a zone database in which it is always as late in Berlin and Helsinki as in Tokyo.
pub(crate) fn write_zones(folder: &Path, version: &str) {
    fs::create_dir_all(folder.join("Europe")).expect("a folder");
    fs::write(
        folder.join("tzdata.zi"),
        format!("# version {version}\nR A\n"),
    )
    .expect("a version");
    // RFC 9636: twice a header and a single offset, then the same as a rule.
    let counts = [0, 0, 0, 0, 1, 4].map(|count| [0, 0, 0, count]).concat();
    let offset = [0, 0, 0x7e, 0x90, 0, 0];
    let once = [&b"TZif2"[..], &[0; 15], &counts, &offset, b"JST\0"].concat();
    let tokyo = [&once[..], &once, b"\nJST-9\n"].concat();
    for town in ["Berlin", "Helsinki"] {
        fs::write(folder.join("Europe").join(town), &tokyo).expect("a zone");
    }
}
