//! The names of zones: their towns, some of which differ between languages.

use chrono_tz::Tz;

use crate::i18n::{Language, Said};

/// The towns that English, German and Finnish name differently.
static TOWNS: [(Tz, Said); 22] = [
    (Tz::Europe__Athens, Said::new("town-athens")),
    (Tz::Europe__Belgrade, Said::new("town-belgrade")),
    (Tz::Europe__Berlin, Said::new("town-berlin")),
    (Tz::Europe__Brussels, Said::new("town-brussels")),
    (Tz::Europe__Bucharest, Said::new("town-bucharest")),
    (Tz::Europe__Copenhagen, Said::new("town-copenhagen")),
    (Tz::Europe__Kyiv, Said::new("town-kyiv")),
    (Tz::Europe__Lisbon, Said::new("town-lisbon")),
    (Tz::Europe__London, Said::new("town-london")),
    (Tz::Europe__Luxembourg, Said::new("town-luxembourg")),
    (Tz::Europe__Moscow, Said::new("town-moscow")),
    (Tz::Europe__Paris, Said::new("town-paris")),
    (Tz::Europe__Prague, Said::new("town-prague")),
    (Tz::Europe__Riga, Said::new("town-riga")),
    (Tz::Europe__Rome, Said::new("town-rome")),
    (Tz::Europe__Stockholm, Said::new("town-stockholm")),
    (Tz::Europe__Tallinn, Said::new("town-tallinn")),
    (Tz::Europe__Vienna, Said::new("town-vienna")),
    (Tz::Europe__Vilnius, Said::new("town-vilnius")),
    (Tz::Europe__Warsaw, Said::new("town-warsaw")),
    (Tz::Europe__Zurich, Said::new("town-zurich")),
    (Tz::Asia__Tokyo, Said::new("town-tokyo")),
];

/// Returns the town of a zone; as the zone has it, unless a language is known to differ.
pub fn town(zone: Tz, language: Language) -> String {
    match TOWNS.iter().find(|(known, _)| *known == zone) {
        Some((_, said)) => said.text(language).to_owned(),
        None => zone.name().rsplit('/').next().unwrap_or_default().replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_is_called_as_the_language_calls_it() {
        let called = |zone| Language::ALL.map(|language| town(zone, language));
        assert_eq!(called(Tz::Europe__Vienna), ["Vienna", "Wien", "Wien"]);
        assert_eq!(called(Tz::Europe__Berlin), ["Berlin", "Berlin", "Berliini"]);
        assert_eq!(called(Tz::America__New_York), ["New York"; 3]);
        assert_eq!(called(Tz::America__Argentina__Buenos_Aires), ["Buenos Aires"; 3]);
        assert_eq!(called(Tz::UTC), ["UTC"; 3]);
    }

    #[test]
    fn english_keeps_to_the_name_of_the_zone() {
        for (zone, said) in &TOWNS {
            let named = zone.name().rsplit('/').next().unwrap_or_default();
            assert_eq!(said.text(Language::En), named);
        }
    }
}
