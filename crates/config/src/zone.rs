//! Time zones by name.

use zones::Zone;

use booking::closest;

/// Returns the zone with this name.
///
/// # Errors
///
/// Returns a sentence with a similar name if bookdesk's zone database has none.
pub(super) fn parse(name: &str) -> Result<Zone, String> {
    zone_named(name).map_err(|guess| {
        let what = format!("“{name}” is no zone of the zone database");
        match guess {
            Some(guess) => format!("{what}; did you mean `{guess}`?"),
            None => format!("{what}; write one such as `Europe/Berlin`"),
        }
    })
}

/// Returns the zone with this name.
///
/// # Errors
///
/// Returns the name most likely meant if there is none.
pub fn zone_named(name: &str) -> Result<Zone, Option<&'static str>> {
    name.parse().map_err(|_| guess(name))
}

/// Returns the zone in a value of `TZ`: `Europe/Berlin`, `:Europe/Berlin`, or the path of a zone file; `None` if it
/// means the machine's own zone.
///
/// # Errors
///
/// Returns a sentence if it names no zone of the database: POSIX rules such as `CET-1CEST` have no name to show with a
/// time.
pub(super) fn from_tz(value: &str) -> Result<Option<Zone>, String> {
    let name = value.strip_prefix(':').unwrap_or(value);
    if name == "/etc/localtime" {
        return Ok(None);
    }
    let name = name
        .rsplit_once("/zoneinfo/")
        .map_or(name, |(_, name)| name);
    parse(name).map(Some)
}

/// Returns the zone most likely meant: by its whole name, else by its city (`Berlin`, `Sao Paulo`).
fn guess(name: &str) -> Option<&'static str> {
    let name = name.replace(' ', "_");
    let names = || Zone::names();
    let of_city = |city_name: &str| names().find(|zone| city(zone).eq_ignore_ascii_case(city_name));
    let guess_by_city = || closest(city(&name), names().map(city)).and_then(of_city);
    of_city(&name)
        .or_else(|| closest(&name, names()))
        .or_else(guess_by_city)
}

fn city(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_zone_names_the_one_that_was_meant() {
        let refused = |name: &str| parse(name).unwrap_err();
        assert_eq!(
            refused("Europe/Berln"),
            "“Europe/Berln” is no zone of the zone database; did you mean `Europe/Berlin`?"
        );
        assert_eq!(
            refused("berlin"),
            "“berlin” is no zone of the zone database; did you mean `Europe/Berlin`?"
        );
        assert_eq!(
            refused("Sao Paulo"),
            "“Sao Paulo” is no zone of the zone database; did you mean `America/Sao_Paulo`?"
        );
        assert_eq!(
            refused("zzz"),
            "“zzz” is no zone of the zone database; write one such as `Europe/Berlin`"
        );
    }

    #[test]
    fn the_forms_of_tz_are_understood() {
        assert_eq!(from_tz("Europe/Berlin"), Ok(Some(Zone::BERLIN)));
        assert_eq!(from_tz(":Europe/Berlin"), Ok(Some(Zone::BERLIN)));
        assert_eq!(
            from_tz(":/usr/share/zoneinfo/Asia/Tokyo"),
            Ok(Some(Zone::TOKYO))
        );
        assert_eq!(from_tz(":/etc/localtime"), Ok(None));
        assert!(from_tz("CET-1CEST,M3.5.0,M10.5.0/3").is_err());
    }
}
