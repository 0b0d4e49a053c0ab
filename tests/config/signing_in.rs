//! How the program signs in at a FHIR server, as the file says.

use booking::clinics::{FHIR, KNOWN};
use client::ApiClient;
use config::{Account, Config, ConfigError, Flags};
use secrecy::ExposeSecret;

use super::Home;
use crate::desk_at_work::write_private;

fn load(home: &Home) -> Result<Config, ConfigError> {
    Config::load(&home.environment(), KNOWN, Flags::default())
}

/// The client of the FHIR server in this file.
fn api_client(home: &Home) -> ApiClient {
    let config = load(home).expect("a configuration");
    let Account::Api { client, .. } = &config.accounts[FHIR] else {
        panic!("the sandbox");
    };
    *client.clone().expect("a client")
}

fn with(further: &str) -> Home {
    Home::with(&format!(
        "[fhir]\nurl = \"https://fhir.example/R4\"\ntimezone = \"Europe/Berlin\"\n{further}"
    ))
}

fn refused(further: &str) -> String {
    load(&with(further)).expect_err("a mistake").to_string()
}

#[test]
fn scope_and_audience_go_with_the_client() {
    let home = with(
        "client_id = \"desk\"\nclient_secret_command = [\"echo\", \"sesame\"]\n\
         token_url = \"https://fhir.example/token\"\nscope = \"system/*.rs\"\naudience = \"clinic\"\n",
    );
    let client = api_client(&home);
    assert_eq!(client.scope.as_deref(), Some("system/*.rs"));
    assert_eq!(client.audience.as_deref(), Some("clinic"));
    assert_eq!(client.signs, None);
}

#[test]
fn a_private_key_makes_the_client_sign_and_is_read_to_its_end() {
    let key = "-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB\n-----END PRIVATE KEY-----";
    let print = format!("printf '%s\\n' '{}'", key.replace('\n', "' '"));
    let home = with(&format!(
        "client_id = \"desk\"\nkey_id = \"one\"\nprivate_key_command = [\"sh\", \"-c\", \"{}\"]\n",
        print.replace('\\', "\\\\")
    ));
    let signs = api_client(&home).signs.expect("it signs");
    assert_eq!(signs.key_id.as_deref(), Some("one"));
    assert_eq!(secret_of(&home), key);
}

#[test]
fn a_private_key_after_blank_lines_is_read_to_its_end() {
    let key = "-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB\n-----END PRIVATE KEY-----";
    for key in [key, "{\n  \"kty\": \"EC\"\n}"] {
        let home = with("client_id = \"desk\"\nprivate_key_file = \"key.pem\"\n");
        let file = home.path(".config/bookdesk/key.pem");
        write_private(&file, &format!("\n \r\n{key}\n"));
        assert_eq!(secret_of(&home), key);
        let command = format!(
            "client_id = \"desk\"\nprivate_key_command = [\"cat\", \"{}\"]\n",
            file.display()
        );
        let home = with(&command);
        assert_eq!(secret_of(&home), key);
    }
}

fn secret_of(home: &Home) -> String {
    let config = load(home).expect("a configuration");
    let secret = config.accounts[FHIR].resolve_key().expect("it is printed");
    secret.expect("a key").expose_secret().to_owned()
}

#[test]
fn a_private_key_without_a_client_is_a_mistake() {
    let said = refused("private_key_command = [\"echo\", \"x\"]\n");
    assert!(said.contains("private_key and no client_id"), "{said}");
}

#[test]
fn headers_are_read_and_their_values_never_told() {
    let home = with("headers = { \"X-Tenant\" = \"hill-road\" }\n");
    let config = load(&home).unwrap();
    let shown = format!("{:?}", config.accounts[FHIR]);
    assert!(
        shown.contains("x-tenant") && !shown.contains("hill-road"),
        "{shown}"
    );
}

#[test]
fn a_header_that_the_program_sets_is_refused_without_its_value() {
    let said = refused("headers = { Authorization = \"hill-road\" }\n");
    assert!(said.contains("set by bookdesk itself"), "{said}");
}
