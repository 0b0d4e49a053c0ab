//! The zone database of this machine, in addition to the bundled one.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use zones::{DatabaseVersion, ZoneDatabase};

use super::Environment;

/// The folders in which systems keep it.
pub(super) const FOLDERS: [&str; 4] = [
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/var/db/timezone/zoneinfo",
];
/// The maximum bytes of a zone's file. The longest has about four thousand.
const LONGEST: u64 = 1 << 20;

/// Uses the rules of this machine's zone database if it is newer than the bundled one. Call it before anything uses a
/// zone.
pub fn use_newest_zones(environment: &Environment) {
    if let Some(database) = machine_zones(environment) {
        zones::install(database);
    }
}

/// Returns the zone database of this machine: in the folder of `TZDIR`, else in a usual folder. `None` if it is
/// missing, or does not state its version.
pub(super) fn machine_zones(environment: &Environment) -> Option<ZoneDatabase> {
    let folders = match environment.path("TZDIR") {
        Some(folder) => vec![folder],
        None => environment.zone_folders.clone(),
    };
    for folder in folders {
        if let Some(version) = version_in(&folder) {
            let shown = folder.display().to_string();
            return Some(ZoneDatabase::new(version, shown, move |name| {
                read_at_most(&folder.join(name), LONGEST)
            }));
        }
    }
    None
}

/// Returns the version of a database: from the first line of `tzdata.zi`, `# version 2026f`, or from `+VERSION`.
fn version_in(folder: &Path) -> Option<DatabaseVersion> {
    let beginning = |name: &str| {
        let mut text = Vec::new();
        let file = File::open(folder.join(name)).ok()?;
        file.take(64).read_to_end(&mut text).ok()?;
        let line = String::from_utf8_lossy(&text);
        line.lines().next().map(|line| line.trim().to_owned())
    };
    if let Some(line) = beginning("tzdata.zi")
        && let Some(version) = line.strip_prefix("# version ")
    {
        return version.parse().ok();
    }
    beginning("+VERSION")?.parse().ok()
}

fn read_at_most(path: &Path, most: u64) -> Option<Vec<u8>> {
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut data = Vec::new();
    let file = File::open(path).ok()?;
    file.take(most).read_to_end(&mut data).ok()?;
    Some(data)
}
