//! The way to the servers: an authority of the clinic's own, and its proxy.

use std::fs;
use std::process::Command;

use bookdesk::cli::doctor::examine;
use client::Proxy;
use serde_json::json;

use super::Home;
use crate::desk_at_work::{Authority, StandIn, Tunnel, at_home};

/// What `doctor` says of a desk that is set up so.
fn examined(home: &Home, variables: &[(&str, &str)]) -> String {
    let config = home.load(variables).expect("a configuration");
    let mut said = Vec::new();
    examine(&config, &mut said).expect("an examination");
    String::from_utf8(said)
        .expect("text")
        .replace(&home.path("").display().to_string(), "~/")
}

#[test]
fn a_clinics_own_authority_vouches_for_a_server() {
    let authority = Authority::new();
    let clinic = StandIn::encrypted(authority.vouch_for("localhost"), 201, &json!({}));
    let address = clinic.address();
    let variables = [
        ("BOOKDESK_CLINIK_URL", address.as_str()),
        ("BOOKDESK_CLINIK_KEY", "clk_test_sesame0001"),
    ];

    let home = Home::with("extra_ca = \"ca.pem\"");
    fs::write(
        home.path(".config/bookdesk/ca.pem"),
        format!("The clinic's\n{}", authority.pem()),
    )
    .unwrap();
    let said = examined(&home, &variables);
    assert!(
        said.contains(
            "Trusts         the authorities this machine trusts, and those in ~/.config/bookdesk/ca.pem \
             (certificates: 1)\n"
        ),
        "{said}"
    );
    assert!(said.contains("  Reachable    yes\n"), "{said}");
    let calls = clinic.calls();
    assert!(calls > 0);

    let stranger = Home::with("extra_ca = \"ca.pem\"");
    fs::write(
        stranger.path(".config/bookdesk/ca.pem"),
        Authority::new().pem(),
    )
    .unwrap();
    let said = examined(&stranger, &variables);
    let why = "  Reachable    no: nobody this desk trusts has signed its certificate\n";
    assert!(said.contains(why), "{said}");
    assert_eq!(clinic.calls(), calls, "without trust nothing is asked");
}

#[test]
fn a_file_that_names_no_authority_is_a_mistake_at_its_place() {
    let home = Home::with("desk = \"1\"\nextra_ca = \"~/ca.pem\"\n");
    let said = || {
        home.complaint(&[])
            .replace("~/.config/bookdesk/config.toml", "FILE")
    };
    let place = |what: &str| {
        format!(
            "FILE:2:12: certificate file ~/ca.pem: {what}\n\
             \x20 2 | extra_ca = \"~/ca.pem\"\n\
             \x20   |            ^^^^^^^^^^"
        )
    };
    assert_eq!(said(), place("there is no such file"));
    fs::create_dir(home.path("ca.pem")).unwrap();
    assert_eq!(said(), place("it is a directory"));
    fs::remove_dir(home.path("ca.pem")).unwrap();

    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let good = Authority::new();
    for (text, what) in [
        (
            String::new(),
            "it holds no certificate; one begins with -----BEGIN CERTIFICATE-----",
        ),
        (
            format!("{}{broken}", good.pem()),
            "its certificate number 2 can't be read",
        ),
    ] {
        fs::write(home.path("ca.pem"), text).unwrap();
        assert_eq!(said(), place(what));
    }
}

#[test]
fn a_proxy_that_is_none_is_a_mistake_at_its_place() {
    for (proxy, what) in [
        (
            "proxy.example:3128",
            "begins with `proxy.example:`, not with `http:`",
        ),
        (
            "http://m:sesame@proxy.example",
            "holds a user name or password, which has no place in this file",
        ),
        (
            "http://proxy.example/wpad",
            "goes on after the port; give it up to there",
        ),
    ] {
        let said = Home::with(&format!("proxy = \"{proxy}\"")).complaint(&[]);
        assert!(
            said.contains(&format!(
                "config.toml:1:9: the address of the proxy {what}\n"
            )),
            "{said}"
        );
        assert!(!said.contains("sesame"), "{said}");
    }
}

#[test]
fn the_configured_proxy_is_told_and_taken() {
    let home = Home::with("proxy = \"http://proxy.clinic.example:3128\"");
    let route = home.load(&[]).unwrap().route;
    assert_eq!(
        route.proxy,
        Proxy::new("http://proxy.clinic.example:3128").ok()
    );
    assert!(examined(&home, &[]).contains("Proxy          http://proxy.clinic.example:3128\n"));
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the shipped binary is what is tried here"
)]
fn a_proxy_of_the_environment_is_never_used() {
    let authority = Authority::new();
    let clinic = StandIn::encrypted(authority.vouch_for("localhost"), 201, &json!({}));
    let home = Home::with("extra_ca = \"ca.pem\"");
    fs::write(home.path(".config/bookdesk/ca.pem"), authority.pem()).unwrap();
    let tunnel = Tunnel::to(Some(&clinic.address()));
    let mut doctor = Command::new(env!("CARGO_BIN_EXE_bookdesk"));
    doctor
        .arg("doctor")
        .env_clear()
        .envs(at_home(&home.path("")));
    doctor
        .env("BOOKDESK_CLINIK_URL", clinic.address())
        .env("BOOKDESK_CLINIK_KEY", "clk_test_sesame0001");
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        doctor
            .env(name, tunnel.address())
            .env(name.to_lowercase(), tunnel.address());
    }
    let said = String::from_utf8(doctor.output().expect("bookdesk runs").stdout).expect("text");
    assert!(said.contains("  Reachable    yes\n"), "{said}");
    assert_eq!(tunnel.saw(), "");
}
