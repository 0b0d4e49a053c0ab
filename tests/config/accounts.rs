//! Sandbox or APIs.

use booking::clinics::{ANIVA, CLINIK, FHIR, KNOWN, SHIPPED};
use config::{Account, Config, Flags};

use super::Home;

fn address(account: &Account) -> &str {
    match account {
        Account::Api { address, .. } => address,
        Account::Sandbox => "sandbox",
    }
}

fn addresses(config: &Config) -> [&str; 2] {
    [
        address(&config.accounts[CLINIK]),
        address(&config.accounts[ANIVA]),
    ]
}

#[test]
fn with_nothing_set_both_are_the_sandbox() {
    let config = Home::empty().load(&[]).unwrap();
    assert_eq!(addresses(&config), ["sandbox", "sandbox"]);
    assert_eq!(config.clinic, CLINIK);
    assert!(config.notes.is_empty(), "{:?}", config.notes);
}

#[test]
fn an_empty_variable_counts_as_unset() {
    let config = Home::empty()
        .load(&[("BOOKDESK_CLINIK_KEY", ""), ("BOOKDESK_ANIVA_URL", " ")])
        .unwrap();
    assert_eq!(addresses(&config), ["sandbox", "sandbox"]);
}

#[test]
fn a_key_alone_goes_to_the_apis_own_address() {
    let variables = [
        ("BOOKDESK_CLINIK_KEY", "clk_live_a1"),
        ("BOOKDESK_ANIVA_KEY", "a1"),
    ];
    let config = Home::empty().load(&variables).unwrap();
    assert_eq!(
        addresses(&config),
        ["https://api.clinikapi.com", "https://anivahealth.com"]
    );
}

#[test]
fn an_address_alone_is_an_api_without_a_key() {
    let config = Home::empty()
        .load(&[("BOOKDESK_ANIVA_URL", "http://127.0.0.1:4010/api/v1")])
        .unwrap();
    assert_eq!(
        address(&config.accounts[ANIVA]),
        "http://127.0.0.1:4010/api/v1"
    );
    assert!(config.accounts[ANIVA].resolve_key().unwrap().is_none());
}

#[test]
fn beside_a_configured_api_the_other_is_never_the_sandbox() {
    let config = Home::empty().load(&[("BOOKDESK_ANIVA_KEY", "a1")]).unwrap();
    assert_eq!(
        addresses(&config),
        ["https://api.clinikapi.com", "https://anivahealth.com"]
    );
    assert!(config.accounts[CLINIK].known_key().is_none());
    assert_eq!(
        config.notes,
        ["ClinikAPI is not configured. It is not put on the sandbox, because Aniva is configured."]
    );
}

#[test]
fn the_desk_opens_with_the_only_configured_backend_unless_told_otherwise() {
    let aniva = [("BOOKDESK_ANIVA_KEY", "a1")];
    assert_eq!(Home::empty().load(&aniva).unwrap().clinic, ANIVA);
    assert_eq!(
        Home::with("backend = \"clinik\"")
            .load(&aniva)
            .unwrap()
            .clinic,
        CLINIK
    );

    let home = Home::with("backend = \"clinik\"");
    let flags = Flags {
        clinic: Some(ANIVA),
    };
    assert_eq!(
        Config::load(&home.environment(), SHIPPED, flags)
            .unwrap()
            .clinic,
        ANIVA
    );
}

#[test]
fn the_environment_wins_over_the_file() {
    let home = Home::with(
        "[clinik]\nurl = \"https://file.example\"\n[aniva]\nurl = \"https://file.example\"\n",
    );
    let config = home
        .load(&[("BOOKDESK_CLINIK_URL", "https://environment.example")])
        .unwrap();
    assert_eq!(
        addresses(&config),
        ["https://environment.example", "https://file.example"]
    );
}

#[test]
fn a_fhir_server_is_offered_only_where_it_is_configured_or_named() {
    let offered = |home: &Home, variables: &[(&str, &str)], clinic| {
        let environment = variables
            .iter()
            .fold(home.environment(), |environment, (name, value)| {
                environment.with(name, *value)
            });
        let config = Config::load(&environment, KNOWN, Flags { clinic }).unwrap();
        (config.clinics.words().collect::<Vec<_>>(), config.clinic)
    };
    let (none, url) = (
        Home::empty(),
        [("BOOKDESK_FHIR_URL", "https://fhir.example/R4")],
    );
    assert_eq!(offered(&none, &[], None), (vec!["clinik", "aniva"], CLINIK));
    assert_eq!(
        offered(&none, &[], Some(FHIR)),
        (vec!["clinik", "aniva", "fhir"], FHIR)
    );
    assert_eq!(offered(&none, &url, None), (vec!["fhir"], FHIR));
    let both = [url[0], ("BOOKDESK_CLINIK_KEY", "clk_live_a1")];
    assert_eq!(
        offered(&none, &both, None),
        (vec!["clinik", "fhir"], CLINIK)
    );
}

#[test]
fn a_fhir_server_without_an_address_is_refused_beside_a_configured_clinic() {
    let home = Home::empty();
    let environment = home
        .environment()
        .with("BOOKDESK_CLINIK_KEY", "clk_live_a1");
    let refused = Config::load(&environment, KNOWN, Flags { clinic: Some(FHIR) }).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "FHIR has no address: set BOOKDESK_FHIR_URL, or url under [fhir]"
    );
}
