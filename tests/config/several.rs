//! Several FHIR servers in one file: `[[fhir]]`, which names tell apart.

use booking::clinics::{ANIVA, CLINIK, FHIR, KNOWN};
use booking::{ClinicId, SiteName};
use config::{Account, Config, Environment, Flags};

use super::Home;

/// Two clinics, each with all that its table may say of it.
const TWO: &str = "\
    [[fhir]]\n\
    name = \"North\"\n\
    url = \"https://north.example/R4\"\n\
    timezone = \"Europe/Berlin\"\n\
    key_command = [\"echo\", \"n1\"]\n\
    headers = { \"X-Tenant\" = \"north\" }\n\
    \n\
    [[fhir]]\n\
    name = \"South Side\"\n\
    url = \"https://south.example/R4\"\n\
    timezone = \"Europe/Helsinki\"\n\
    client_id = \"desk\"\n\
    client_secret_command = [\"echo\", \"s1\"]\n\
    token_url = \"https://south.example/token\"\n\
    scope = \"system/*.rs\"\n\
    audience = \"south\"\n";

fn site(name: &str) -> ClinicId {
    FHIR.named(&SiteName::new(name).expect("a name"))
        .expect("a row")
}

fn environment(home: &Home, variables: &[(&str, &str)]) -> Environment {
    let with =
        |environment: Environment, (name, value): &(&str, &str)| environment.with(name, *value);
    variables.iter().fold(home.environment(), with)
}

fn load(file: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let home = Home::with(file);
    Config::load(&environment(&home, variables), KNOWN, Flags::default())
        .map_err(|error| error.to_string())
}

fn loaded(file: &str, variables: &[(&str, &str)]) -> Config {
    load(file, variables).expect("a configuration")
}

/// The first line of what is said of a wrong configuration, from the line number on.
fn said_of(file: &str) -> String {
    let said = load(file, &[]).expect_err("it should be refused");
    let first = said.lines().next().unwrap_or_default();
    let at = first.find("config.toml:");
    first[at.map_or(0, |at| at + "config.toml:".len())..].to_owned()
}

fn words(config: &Config) -> Vec<&'static str> {
    config.clinics.words().collect()
}

fn address(config: &Config, clinic: ClinicId) -> &str {
    match &config.accounts[clinic] {
        Account::Api { address, .. } => address,
        Account::Sandbox => "sandbox",
    }
}

#[test]
fn each_has_its_own_address_zone_credential_and_headers() {
    let config = loaded(TWO, &[]);
    let (north, south) = (site("North"), site("South Side"));
    assert_eq!(words(&config), ["fhir:North", "fhir:South Side"]);
    assert_eq!(config.clinic, north, "the first one");
    assert_eq!(address(&config, north), "https://north.example/R4");
    assert_eq!(address(&config, south), "https://south.example/R4");
    let zone = |clinic| {
        config.clinic_zones[clinic]
            .as_ref()
            .map(|(zone, _)| zone.name())
    };
    assert_eq!(
        (zone(north), zone(south)),
        (Some("Europe/Berlin"), Some("Europe/Helsinki"))
    );
    let (Account::Api { client: first, .. }, Account::Api { client: second, .. }) =
        (&config.accounts[north], &config.accounts[south])
    else {
        panic!("two APIs");
    };
    assert!(first.is_none());
    let second = second.as_ref().expect("a client");
    assert_eq!(
        (&*second.id, second.scope.as_deref()),
        ("desk", Some("system/*.rs"))
    );
    assert_eq!(second.audience.as_deref(), Some("south"));
    assert!(config.accounts[north].key_command().is_some());
}

#[test]
fn the_order_in_the_file_is_the_order_at_the_desk_and_moves_no_name() {
    let (first, second) = TWO.split_at(TWO.rfind("[[fhir]]").expect("two"));
    let turned = loaded(&format!("{second}{first}"), &[]);
    assert_eq!(words(&turned), ["fhir:South Side", "fhir:North"]);
    assert_eq!(address(&turned, site("North")), "https://north.example/R4");
    assert_eq!(turned.clinics.first(), site("South Side"));
}

#[test]
fn one_without_a_name_is_the_one_that_variables_configure() {
    let file = format!("[[fhir]]\nurl = \"https://plain.example\"\n{TWO}");
    let config = loaded(
        &file,
        &[
            ("BOOKDESK_FHIR_URL", "https://other.example"),
            ("BOOKDESK_FHIR_TIMEZONE", "Europe/Paris"),
        ],
    );
    assert_eq!(words(&config), ["fhir", "fhir:North", "fhir:South Side"]);
    assert_eq!(address(&config, FHIR), "https://other.example");
    assert_eq!(address(&config, site("North")), "https://north.example/R4");
    let zone = |clinic| {
        config.clinic_zones[clinic]
            .as_ref()
            .map(|(zone, _)| zone.name())
    };
    assert_eq!(
        (zone(FHIR), zone(site("North"))),
        (Some("Europe/Paris"), Some("Europe/Berlin"))
    );
    let beside = loaded(TWO, &[("BOOKDESK_FHIR_URL", "https://other.example")]);
    assert_eq!(words(&beside), ["fhir:North", "fhir:South Side", "fhir"]);
    assert_eq!(address(&beside, FHIR), "https://other.example");
}

#[test]
fn a_variable_that_would_configure_none_of_them_is_refused() {
    for name in ["BOOKDESK_FHIR_KEY", "BOOKDESK_FHIR_TIMEZONE"] {
        let said = load(TWO, &[(name, "Europe/Berlin")]).expect_err("it is refused");
        assert_eq!(
            said,
            format!(
                "{name} configures the clinic without a name, and every one in the file has one: write the setting into \
                 its table"
            )
        );
    }
}

#[test]
fn a_single_table_keeps_its_word() {
    let config = loaded("[fhir]\nurl = \"https://east.example\"\n", &[]);
    assert_eq!(words(&config), ["fhir"]);
    assert_eq!(config.clinic, FHIR);
}

#[test]
fn the_only_one_is_meant_by_the_word_of_its_api() {
    let one = "backend = \"fhir\"\n[clinik]\nurl = \"https://c.example\"\n\
               [[fhir]]\nname = \"North\"\nurl = \"https://north.example/R4\"\n";
    let config = loaded(one, &[]);
    assert_eq!(words(&config), ["clinik", "fhir:North"]);
    assert_eq!(config.clinic, site("North"));
    assert!(
        config.clinics.by_word("fhir").is_err(),
        "records of `fhir` are not its own"
    );
}

#[test]
fn backend_names_one_of_them_in_upper_or_lower_case() {
    let config = loaded(&format!("backend = \"FHIR:south side\"\n{TWO}"), &[]);
    assert_eq!(config.clinic, site("South Side"));
    let said = said_of(&format!("backend = \"fhir\"\n{TWO}"));
    assert!(
        said.starts_with("1:11: “fhir” is none of clinik, aniva, fhir:North and fhir:South Side"),
        "{said}"
    );
}

#[test]
fn the_command_knows_them_before_it_reads_its_words() {
    let home = Home::with(TWO);
    let known = Config::known_clinics(&home.environment(), KNOWN);
    assert_eq!(
        known.words().collect::<Vec<_>>(),
        ["clinik", "aniva", "fhir:North", "fhir:South Side"]
    );
    let nothing = Config::known_clinics(&Home::empty().environment(), KNOWN);
    assert!(nothing.iter().eq([CLINIK, ANIVA, FHIR]));
}

#[test]
fn each_mistake_has_its_sentence() {
    let url = "url = \"https://a.example\"\n";
    let cases = [
        (
            format!("[[fhir]]\nname = \"North\"\n{url}[[fhir]]\nname = \"NORTH\"\n{url}"),
            "5:8: two [[fhir]] are called NORTH; their names tell them apart, so each needs another",
        ),
        (
            format!("[[fhir]]\n{url}[[fhir]]\n{url}"),
            "3:1: two [[fhir]] have no name; write name = \"…\" into each, which tells them apart",
        ),
        (
            format!("[[fhir]]\nname = \"a:b\"\n{url}"),
            "2:8: a name that tells clinics apart has letters, digits, blanks and the marks -_.'& only",
        ),
        (
            format!("[[fhir]]\nname = \"Gesundheitszentrum Nord\"\n{url}"),
            "2:8: a name that tells clinics apart has at most 20 characters",
        ),
        (
            format!("[[fhir]]\nname = \" \"\n{url}"),
            "2:8: is empty; leave the line out instead",
        ),
        (
            format!("[[fhir]]\nname = 7\n{url}"),
            "2:8: expected text in quotes, found a whole number",
        ),
        (
            "fhir = [1]\n".to_owned(),
            "1:9: expected a table, found a whole number",
        ),
        (
            format!("[[clinik]]\n{url}"),
            "1:1: expected a table, found a list",
        ),
        (
            format!("[[fhir]]\nname = \"North\"\n{url}key = \"k\"\n"),
            "4:1: a key has no place in this file: write key_file or key_command",
        ),
        (
            format!("[[fhir]]\nname = \"North\"\n{url}timezone = \"Europe/Berln\"\n"),
            "4:12: “Europe/Berln” is no zone of the zone database; did you mean `Europe/Berlin`?",
        ),
        (
            "[[fhir]]\nname = \"North\"\nkey_command = [\"true\"]\n".to_owned(),
            "2:8: North has no address: write url into its [[fhir]]",
        ),
        (
            "[[fhir]]\nname = \"North\"\nurl = \"http://north.example\"\n".to_owned(),
            "3:7: the address of North is not encrypted: `http:` is only for this machine, use `https:`",
        ),
    ];
    for (file, said) in cases {
        assert_eq!(said_of(&file), said, "{file}");
    }
}
