//! A server that lets in only those whom an authority vouches for.

use booking::clinics::KNOWN;
use config::{Config, Flags};
use runtime::{clinic_options, open, wall_clock};

use super::*;
use crate::config::Home;
use crate::desk_at_work::write_private;

/// A configuration for the server at this address, beside these files.
fn home(address: &str, further: &str, files: &[(&str, &str)]) -> Home {
    let home = Home::with(&format!(
        "extra_ca = \"ca.pem\"\n[fhir]\nurl = \"{address}\"\ntimezone = \"Europe/Berlin\"\n{further}"
    ));
    for (name, text) in files {
        write_private(&home.path(&format!(".config/bookdesk/{name}")), text);
    }
    home
}

fn load(home: &Home) -> Result<Config, String> {
    let config = Config::load(&home.environment(), KNOWN, Flags::default());
    config.map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_server_that_wants_a_certificate_gets_the_configured_one() {
    let [servers, desks] = [Authority::new(), Authority::new()];
    let strict = servers.vouch_for_strict("localhost", &desks);
    let server = StandIn::encrypted(strict, 201, &json!({}));
    let (certificate, key) = desks.introduce("front desk");
    let files = [
        ("ca.pem", servers.pem()),
        ("desk.pem", &*certificate),
        ("desk.key", &*key),
    ];
    let further = "client_cert = \"desk.pem\"\nclient_key_file = \"desk.key\"\n";
    for (further, is_let_in) in [(further, true), ("", false)] {
        let before = server.calls();
        let config = load(&home(&server.address(), further, &files)).expect("it is right");
        let (clinics, _) = open(clinic_options(config), wall_clock())
            .await
            .expect("a client");
        let answer = clinics.client().probe(FHIR).await;
        let is_answered = matches!(answer, Err(Failure::Refused(_)));
        assert_eq!(is_answered, is_let_in, "{answer:?}");
        assert_eq!(server.calls() > before, is_let_in);
    }
}

#[test]
fn a_certificate_without_its_key_is_a_mistake() {
    let [one, other] = ["one", "other"].map(|name| Authority::new().introduce(name));
    let files = [
        ("ca.pem", &*one.0),
        ("desk.pem", &*one.0),
        ("desk.key", &*other.1),
        ("secret", "sesame"),
    ];
    let refused = |further: &str| {
        let home = home("https://fhir.example", further, &files);
        load(&home).expect_err("a mistake")
    };
    for (further, said) in [
        (
            "client_cert = \"desk.pem\"\n",
            "has a client_cert and no client_key_file",
        ),
        (
            "client_key_file = \"desk.key\"\n",
            "has a client_key_file and no client_cert",
        ),
        (
            "client_cert = \"desk.pem\"\nclient_key_file = \"desk.key\"\n",
            "desk.pem: the key in client_key_file does not belong to it",
        ),
        (
            "client_cert = \"desk.pem\"\nclient_key_file = \"secret\"\n",
            "desk.pem: client_key_file holds no private key in PEM",
        ),
        (
            "client_cert = \"secret\"\nclient_key_file = \"desk.key\"\n",
            "it holds no certificate that can be read",
        ),
    ] {
        let complaint = refused(further);
        assert!(complaint.contains(said), "{complaint}");
        assert!(!complaint.contains("sesame"), "{complaint}");
    }
}
