//! Whether the one who answers is the clinic's server: the key and the booking go to nobody who can't show it, by
//! no way that was not configured.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use booking::clinics::{ANIVA, KNOWN};
use client::Route;
use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{Authority, DeskAtWork, StandIn, Tunnel, at_clinik, at_fhir};

/// How desks for visits are opened.
const CLINICS: [fn() -> Options; 2] = [at_clinik, at_fhir];

/// What a server says that has booked, at any of them.
fn booked() -> Value {
    let record = json!({"resourceType": "Appointment", "id": "appt_1", "status": "booked"});
    let mut envelope = record.clone();
    envelope["data"] = record;
    envelope
}

/// A desk with a visit to book at that address.
fn desk_at(clinic: fn() -> Options, address: String, route: Route) -> DeskAtWork {
    DeskAtWork::with_a_visit(Options {
        address: Some(address),
        route,
        ..clinic()
    })
}

/// Books, and is told that nothing was sent, why, and what to do.
fn is_not_sent(desk: &mut DeskAtWork, why: &str, advice: &str) {
    let draft = desk.typed();
    desk.book();
    if !desk.asked().is_empty() {
        // The desk has found out already that nobody is there.
        desk.press("2").confirm_despite().settle();
    }
    desk.sees_refused(
        &draft,
        &json!({
            "meaning": "not sent", "field": null, "status": null,
            "what": format!("{} can't be reached: {why}.", desk.desk().clinic.name()), "advice": advice,
        }),
    );
}

#[test]
fn a_server_that_the_clinics_own_authority_vouches_for_is_booked_at() {
    for clinic_of in CLINICS {
        let authority = Authority::new();
        let clinic = StandIn::encrypted(authority.vouch_for("localhost"), 201, &booked());
        let mut desk = desk_at(clinic_of, clinic.address(), authority.trusted());
        desk.book().booked();
        assert_eq!(clinic.creates(), 1);
    }
}

#[test]
fn a_server_that_cannot_show_who_it_is_sees_neither_key_nor_booking() {
    const POSES: &str =
        "Another may pose as the server: tell your network's administrator. The key was not sent.";
    const DATE: &str = "Check this machine's date; if it is right, tell your network's administrator. The key was not sent.";
    for clinic_of in CLINICS {
        let authority = Authority::new();
        let cases = [
            (
                authority.vouch_for("elsewhere.example"),
                "its certificate is for another address",
                POSES,
            ),
            (
                authority.vouch_as_of_old("localhost"),
                "its certificate is signed by a method that is no longer safe (such as SHA-1)",
                POSES,
            ),
            (
                authority.vouch_from_to("localhost", 2001, 2002),
                "its certificate has expired",
                DATE,
            ),
            (
                authority.vouch_from_to("localhost", 3001, 3002),
                "its certificate is not valid yet",
                DATE,
            ),
            (
                Authority::new().vouch_for("localhost"),
                "nobody this desk trusts has signed its certificate",
                "Another may pose as the server, or `extra_ca` is missing: ask your administrator. The key was not sent.",
            ),
        ];
        for (identity, why, advice) in cases {
            let impostor = StandIn::encrypted(identity, 201, &booked());
            let mut desk = desk_at(clinic_of, impostor.address(), authority.trusted());
            is_not_sent(&mut desk, why, advice);
            assert_eq!(impostor.calls(), 0, "{why}");
        }
    }
}

#[test]
fn a_server_that_does_not_encrypt_where_it_should_learns_nothing() {
    for clinic_of in CLINICS {
        let (address, said) = in_plain_words();
        let mut desk = desk_at(clinic_of, address, Authority::new().trusted());
        is_not_sent(
            &mut desk,
            "what answers there is not encrypted as it should be",
            "Another may pose as the server: tell your network's administrator. The key was not sent.",
        );
        drop(desk);
        for said in said.try_iter() {
            let said = String::from_utf8_lossy(&said).into_owned();
            assert!(
                !said.contains("x-api-key")
                    && !said.contains("authorization")
                    && !said.contains("POST"),
                "{said}"
            );
        }
    }
}

/// A server that refuses everyone without a word of TLS; what was said to it.
fn in_plain_words() -> (String, Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a port");
    let address = format!(
        "https://localhost:{}",
        listener.local_addr().expect("it is bound").port()
    );
    let (sender, said) = mpsc::channel();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut heard = Vec::new();
            let refusal =
                stream.write_all(b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n");
            // Whoever hangs up has said all they will.
            let _ = refusal.and_then(|()| stream.read_to_end(&mut heard));
            if sender.send(heard).is_err() {
                return;
            }
        }
    });
    (address, said)
}

#[test]
fn an_encrypted_server_leads_nobody_to_one_that_is_not() {
    for clinic_of in CLINICS {
        let elsewhere = StandIn::saying(201, &booked());
        let authority = Authority::new();
        let location = format!("location: {}/v1/appointments\r\n", elsewhere.address());
        let clinic = StandIn::encrypted_sending(authority.vouch_for("localhost"), 307, &location);
        let mut desk = desk_at(clinic_of, clinic.address(), authority.trusted());
        desk.book().sees_unknown(&json!({ "status": 307 }));
        assert_eq!((clinic.creates(), elsewhere.calls()), (1, 0));
    }
}

#[test]
fn through_a_configured_proxy_it_is_booked_and_the_proxy_learns_no_more_than_the_name() {
    for clinic_of in CLINICS {
        let authority = Authority::new();
        let clinic = StandIn::encrypted(authority.vouch_for("api.clinic.example"), 201, &booked());
        let tunnel = Tunnel::to(Some(&clinic.address()));
        let route = Route {
            proxy: Some(tunnel.proxy()),
            ..authority.trusted()
        };
        let mut desk = desk_at(clinic_of, "https://api.clinic.example".to_owned(), route);
        desk.book().booked();

        assert_eq!(clinic.creates(), 1);
        let saw = tunnel.saw();
        assert!(
            saw.starts_with("CONNECT api.clinic.example:443 HTTP/1.1\r\n"),
            "{saw}"
        );
        for secret in [
            "x-api-key",
            "authorization",
            "clk_test_",
            "sbx4-fhir",
            "abc123",
            "ppointment",
        ] {
            assert!(!saw.contains(secret), "the proxy saw {secret}");
        }
    }
}

#[test]
fn a_proxy_that_does_not_lead_there_is_said_to() {
    for clinic_of in CLINICS {
        let nowhere = Tunnel::to(None);
        for proxy in [
            nowhere.proxy(),
            client::Proxy::new(&StandIn::gone()).expect("an address"),
        ] {
            let route = Route {
                proxy: Some(proxy),
                ..Authority::new().trusted()
            };
            let mut desk = desk_at(clinic_of, "https://api.clinic.example".to_owned(), route);
            is_not_sent(
                &mut desk,
                "the proxy does not lead there",
                "Have `proxy` in the configuration checked, then book again; everything typed is kept.",
            );
        }
        assert!(!nowhere.saw().contains("x-api-key") && !nowhere.saw().contains("authorization"));
    }
}

#[test]
fn this_machine_is_not_looked_for_behind_a_proxy() {
    let nowhere = Tunnel::to(None);
    let route = Route {
        proxy: Some(nowhere.proxy()),
        authorities: None,
    };
    for clinic in KNOWN {
        let options = Options {
            clinic,
            clinics: KNOWN,
            route: route.clone(),
            ..at_clinik()
        };
        let mut desk = match clinic {
            one if one == ANIVA => DeskAtWork::with_a_draw(options),
            _ => DeskAtWork::with_a_visit(options),
        };
        desk.book();
        assert!(
            desk.state()["appointment"]["id"].is_string(),
            "{}",
            desk.screen()
        );
    }
    assert_eq!(nowhere.saw(), "");
}
