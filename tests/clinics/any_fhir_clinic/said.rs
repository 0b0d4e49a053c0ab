//! What a server says, and what it leaves unsaid: keys that it repeats, searches that fail or break off, periods, patients
//! without a record of their own.

use std::fs;
use std::process::Command;

use booking::clinics::FHIR;
use headless::{Options, TestSandbox};
use serde_json::{Value, json};

use super::practice::{OKONKWO, stored};
use super::program::{FhirShell, VISIT, at};
use super::thin_server::{answering, answering_each, before, between};
use crate::desk_at_work::{DeskAtWork, at_fhir, response};
use crate::shell::{Said, Shell};

/// The value of a configured header.
const TENANT: &str = "praxis-nord-4711";

/// An answer with this text in the place of every server's explanation.
fn refusal(said: &str) -> Value {
    let issue = json!([{"severity": "error", "code": "invalid", "details": {"text": said}}]);
    json!({"resourceType": "OperationOutcome", "issue": issue, "code": "INVALID", "message": said})
}

/// Returns the address of a server like the one at `url` that refuses requests with this beginning and repeats their head.
fn repeating(url: &str, beginning: &'static str) -> String {
    between(url, move |head| {
        let of_key = |line: &&str| {
            let names = ["authorization:", "x-api-key:", "x-tenant:"];
            names.iter().any(|name| line.starts_with(name))
        };
        let lines: Vec<&str> = head.lines().filter(of_key).collect();
        let said = refusal(&lines.join(" "));
        let refuses = head.starts_with(beginning);
        refuses.then(|| response(400, said.to_string().as_bytes(), ""))
    })
}

/// Runs a command that knows only this clinic, at this address.
fn run_at(shell: &Shell, clinic: &str, url: &str, key: &str, line: &str) -> Said {
    let file = shell.home("repeated.toml");
    let headers = format!("[{clinic}]\nheaders = {{ \"X-Tenant\" = \"{TENANT}\" }}\n");
    let table = if clinic == "fhir" {
        headers
    } else {
        String::new()
    };
    fs::write(&file, table).expect("a configuration");
    let name = clinic.to_uppercase();
    shell.run_in(line, |command: &mut Command| {
        for other in ["CLINIK", "ANIVA", "FHIR"] {
            command
                .env_remove(format!("BOOKDESK_{other}_URL"))
                .env_remove(format!("BOOKDESK_{other}_KEY"));
        }
        command
            .env("BOOKDESK_CONFIG", &file)
            .env(format!("BOOKDESK_{name}_URL"), url)
            .env(format!("BOOKDESK_{name}_KEY"), key);
    })
}

#[test]
fn a_key_or_a_header_that_a_server_repeats_is_shown_by_no_command() {
    let shell = Shell::open();
    for clinic in ["fhir", "clinik", "aniva"] {
        let served = shell.sandbox.served(clinic).expect("it is served");
        let visit = VISIT.replace("fhir", clinic).replace(
            "pt-abc123",
            if clinic == "clinik" {
                "pt_abc123"
            } else {
                "pt-abc123"
            },
        );
        let draw = "book --backend aniva --profile-id a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d --location-id be \
                    --scheduled-at 10.02.2099+08:30 --yes --json";
        let find = format!("find patients schmidt --backend {clinic}");
        let book = if clinic == "aniva" {
            draw.to_owned()
        } else {
            visit
        };
        for (line, refused) in [(find.as_str(), "GET"), (&book, "POST"), ("doctor", "GET")] {
            let url = repeating(&served.url, refused);
            let said = run_at(&shell, clinic, &url, served.key, line);
            let words = format!("{}{}", said.out, said.err);
            assert_ne!(said.code, 0, "{clinic}: {line}: {words}");
            assert!(words.contains("•••"), "{clinic}: {line}: {words}");
            let secret = served.key.trim_start_matches("clk_test_");
            for hidden in [secret, &secret[..8], TENANT] {
                assert!(
                    !words.contains(hidden),
                    "{clinic}: {line}: {hidden}: {words}"
                );
            }
        }
    }
}

#[test]
fn a_key_that_stands_in_an_appointment_is_not_shown() {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let record = json!({
        "resourceType": "Appointment", "id": "a1", "status": "booked",
        "start": "2099-02-10T09:00:00Z", "end": "2099-02-10T09:30:00Z",
        "description": format!("sent with {} by {TENANT}", served.key),
        "participant": [{"actor": {"reference": "Patient/pt-abc123"}, "status": "accepted"}]});
    let url = answering(&served.url, "/Appointment/a1", &record);
    let said = run_at(&shell.0, "fhir", &url, served.key, "show a1").ends_with(0);
    assert!(said.out.contains("sent with ••• by •••"), "{}", said.out);
    assert!(!said.out.contains(served.key), "{}", said.out);
}

/// The page of a search that finds nobody.
fn nobody() -> Value {
    json!({"resourceType": "Bundle", "type": "searchset", "total": 0})
}

/// Returns the address of a server like the one at `url` whose list of patients is one of many, and that answers each search
/// for a name so.
fn searched(url: &str, answer: Option<(u16, &'static str)>) -> String {
    let more = json!({
        "resourceType": "Bundle", "type": "searchset",
        "link": [{"relation": "next", "url": "https://elsewhere.example/fhir?page=2"}]});
    before(url, move |line| {
        let is_search = line.contains("/Patient?") && line.contains("name=");
        let is_search = is_search || line.contains("family%3Acontains=");
        match answer {
            _ if !line.contains("/Patient?") => None,
            _ if !is_search => Some(response(200, more.to_string().as_bytes(), "")),
            Some((status, body)) => Some(response(status, body.as_bytes(), "")),
            // The connection ends without an answer.
            None => Some(Vec::new()),
        }
    })
}

#[test]
fn a_search_for_patients_that_failed_is_no_search_that_found_nothing() {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let find = |url: &str| {
        let line = "find patients schmidt --backend fhir";
        shell.0.run_in(line, |command| at(command, url, served.key))
    };
    for (status, body) in [
        (400, "{}"),
        (401, "{}"),
        (403, "{}"),
        (404, "{}"),
        (500, "{}"),
        (503, "{}"),
        (200, "<html>a portal</html>"),
    ] {
        let said = find(&searched(&served.url, Some((status, body)))).ends_with(1);
        assert!(
            !said.err.contains("nothing found"),
            "{status}: {}",
            said.err
        );
        assert!(said.err.contains("FHIR"), "{status}: {}", said.err);
    }
    let said = find(&searched(&served.url, None)).ends_with(7);
    assert!(!said.err.contains("nothing found"), "{}", said.err);
    let said = find("http://127.0.0.1:1/fhir").ends_with(7);
    assert!(said.err.contains("can't be reached"), "{}", said.err);
    for line in ["find practitioners okonkwo", "find slots ki", "day ki"] {
        let line = format!("{line} --backend fhir");
        let run = |command: &mut Command| at(command, "http://127.0.0.1:1/fhir", served.key);
        let said = shell.0.run_in(&line, run).ends_with(7);
        assert!(!said.err.contains("nothing found"), "{line}: {}", said.err);
    }
    // Whoever is found, and nobody else by the search, is nobody in particular.
    let book = VISIT.replace("pt-abc123", "schmidt");
    let url = searched(&served.url, Some((500, "{}")));
    let said = shell
        .0
        .run_in(&book, |command| at(command, &url, served.key))
        .ends_with(7);
    assert!(!said.out.contains("booked"), "{}", said.out);
}

/// Stores so many patients of this name at a clinic, and returns the address of one before it whose list is one of many, and
/// whose searches are answered by it.
fn with_many(sandbox: &TestSandbox, family: &str, count: u8) -> String {
    for number in 0..count {
        let given = format!("Ida{}", char::from(b'a' + number));
        stored(
            sandbox,
            &json!({"resourceType": "Patient", "birthDate": "1970-01-01",
                    "name": [{"family": family, "given": [given]}]}),
        );
    }
    let more = json!({
        "resourceType": "Bundle", "type": "searchset",
        "link": [{"relation": "next", "url": "https://elsewhere.example/fhir?page=2"}]});
    let served = sandbox.served("fhir").expect("it is served");
    before(&served.url, move |line| {
        let is_search = ["name=", "family", "birthdate="]
            .iter()
            .any(|parameter| line.contains(parameter));
        let is_list = line.contains("/Patient?") && !is_search;
        is_list.then(|| response(200, more.to_string().as_bytes(), ""))
    })
}

/// What is said of a search that was cut off.
const CUT_OFF: &str = "knows more people like this than it has sent";

#[test]
fn a_search_for_patients_that_was_cut_off_says_so() {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let url = with_many(&shell.0.sandbox, "Vielzahl", 26);
    let find = |typed: &str| {
        let line = format!("find patients {typed} --backend fhir --limit 99");
        shell
            .0
            .run_in(&line, |command| at(command, &url, served.key))
    };
    let said = find("vielzahl").ends_with(1);
    assert!(said.out.lines().count() >= 20, "{}", said.out);
    assert!(said.err.contains(CUT_OFF), "{}", said.err);
    assert_eq!(find("vielzahl+idaq").ends_with(0).out.lines().count(), 1);
}

#[test]
fn a_search_that_was_cut_off_is_said_on_the_entry_line() {
    let first = DeskAtWork::open(at_fhir());
    let served = first.sandbox().served("fhir").expect("it is served");
    let key = served.key.to_owned();
    let url = with_many(first.sandbox(), "Zuvielzahl", 26);
    let meant = json!({"resourceType": "Patient", "birthDate": "1961-02-03",
                       "name": [{"family": "Vielzahl", "given": ["Ute"]}]});
    stored(first.sandbox(), &meant);
    let mut desk = first.closed().reopened(Options {
        addresses_of: vec![(FHIR, url)],
        keys_of: vec![(FHIR, key)],
        ..at_fhir()
    });
    let mut reads = |line: &str| {
        desk.press("Esc Esc Ctrl+E Ctrl+U").types(line).settle();
        desk.wait(1).settle();
        let read = desk.state()["line"].clone();
        (read["read"].to_string(), read["picks"].to_string())
    };
    let (read, picks) = reads("zuvielzahl ki mo 10:00");
    assert!(read.contains(CUT_OFF), "{read}");
    assert!(picks.contains("Zuvielzahl"), "{picks}");
    // The only one of that name who was sent need not be the only one.
    for line in ["vielzahl ki mo 10:00", "vielzahl", "vielzahl ? results"] {
        let (read, picks) = reads(line);
        assert!(read.contains(CUT_OFF), "{line}: {read}");
        assert!(picks.contains("Ute Vielzahl"), "{line}: {picks}");
    }
    // Whoever was born then is known.
    for line in [
        "vielzahl 3.2.1961 ki mo 10:00",
        "zuvielzahl idaq ki mo 10:00",
    ] {
        let (read, picks) = reads(line);
        assert!(!read.contains(CUT_OFF), "{line}: {read}");
        assert!(picks == "[]" || picks == "null", "{line}: {picks}");
    }
    reads("vielzahl ki mo 10:00");
    desk.press("Enter").settle().press("1").settle();
    desk.press("Enter").settle();
    desk.sees("born 3 Feb 1961");
    assert_ne!(desk.text("Patient"), "", "{}", desk.screen());
}

#[test]
fn a_search_that_was_cut_off_is_said_to_a_line_without_a_screen() {
    let shell = FhirShell::open();
    let sandbox = &shell.0.sandbox;
    let served = sandbox.served("fhir").expect("it is served");
    let url = with_many(sandbox, "Zuvielzahl", 26);
    let meant = json!({"resourceType": "Patient", "birthDate": "1961-02-03",
                       "name": [{"family": "Vielzahl", "given": ["Ute"]}]});
    stored(sandbox, &meant);
    let plain = |lines: &[&str]| {
        let input: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
        shell.0.pipe_in(&input.concat(), "--plain", |command| {
            at(command, &url, served.key);
        })
    };
    for line in ["vielzahl ki 10.02.2099 10:00", "vielzahl ? results"] {
        let said = plain(&[line, "quit"]);
        assert!(said.out.contains(CUT_OFF), "{line}: {}", said.out);
        assert!(said.out.contains("1 Ute Vielzahl"), "{line}: {}", said.out);
        let said = plain(&[line, "1", "quit", "y"]);
        let patient = "Patient Ute Vielzahl, 3 Feb 1961";
        assert!(said.out.contains(patient), "{line}: {}", said.out);
    }
    let book = |who: &str| {
        let line = format!("book --line {who}+ki+10.02.2099+10:00+30min --yes");
        shell
            .0
            .run_in(&line, |command| at(command, &url, served.key))
    };
    for who in ["vielzahl", "zuvielzahl"] {
        let said = book(who).ends_with(2);
        let told = format!("{}{}", said.out, said.err);
        assert!(told.contains(CUT_OFF), "{told}");
    }
    book("vielzahl+3.2.1961").ends_with(0);
}

#[test]
fn the_name_and_the_number_that_are_in_force_are_shown() {
    let shell = FhirShell::open();
    let number = |value: &str, period: Value| {
        json!({"system": "urn:oid:1.2.3", "value": value, "period": period,
               "type": {"coding": [{"code": "MR"}]}})
    };
    let id = stored(
        &shell.0.sandbox,
        &json!({
            "resourceType": "Patient", "birthDate": "1950-05-01",
            "name": [
                {"use": "maiden", "family": "Frueher", "given": ["Eva"]},
                {"use": "official", "family": "Heutig", "given": ["Eva"], "period": {"end": "2999-12-31"}},
                {"use": "usual", "family": "Spaeter", "given": ["Eva"], "period": {"start": "2999-01-01"}}],
            "identifier": [
                number("GILT-1", json!({"start": "2000", "end": "2999"})),
                number("ALT-2", json!({"end": "2001-01-01"})),
                number("NEU-3", json!({"start": "2999"}))],
        }),
    );
    let said = shell
        .run("find patients 01.05.1950 --backend fhir")
        .ends_with(0);
    let line = said
        .out
        .lines()
        .find(|line| line.contains(&id))
        .expect("she is found");
    assert!(line.contains("Eva Heutig"), "{line}");
    let said = shell
        .run("find patients heutig --backend fhir --json")
        .ends_with(0);
    assert!(
        said.out.contains("MRN GILT-1") || said.out.contains("Eva Heutig"),
        "{}",
        said.out
    );
    assert!(
        !said.out.contains("ALT-2") && !said.out.contains("NEU-3"),
        "{}",
        said.out
    );
}

#[test]
fn names_are_searched_for_with_the_letters_that_are_typed_as_others() {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    for (typed, sent) in [
        ("lukaszewicz", "%C5%82ukaszewicz"),
        ("yildirim", "y%C4%B1ld%C4%B1r%C4%B1m"),
        ("ozdogan", "%C3%B6zdo%C4%9Fan"),
    ] {
        let url = before(&served.url, move |line| {
            let finds = line.contains("/Patient?") && line.contains(sent);
            let bundle = json!({"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": {
                "resourceType": "Patient", "id": "p1", "birthDate": "1950-05-01",
                "name": [{"family": match sent {
                    "%C5%82ukaszewicz" => "Łukaszewicz",
                    "%C3%B6zdo%C4%9Fan" => "Özdoğan",
                    _ => "Yıldırım",
                }, "given": ["Jan"]}]}}]});
            let more = json!({
                "resourceType": "Bundle", "type": "searchset",
                "link": [{"relation": "next", "url": "https://elsewhere.example/fhir?page=2"}]});
            match (finds, line.contains("/Patient?")) {
                (true, _) => Some(response(200, bundle.to_string().as_bytes(), "")),
                (false, true) if line.contains("name=") || line.contains("family") => {
                    Some(response(200, nobody().to_string().as_bytes(), ""))
                }
                (false, true) => Some(response(200, more.to_string().as_bytes(), "")),
                (false, false) => None,
            }
        });
        let line = format!("find patients {typed} --backend fhir");
        let said = shell
            .0
            .run_in(&line, |command| at(command, &url, served.key))
            .ends_with(0);
        assert!(said.out.contains("Jan"), "{typed}: {}", said.out);
    }
}

#[test]
fn a_number_is_found_in_the_groups_in_which_it_is_printed() {
    let shell = FhirShell::open();
    let patient = |family: &str, number: &str| {
        json!({
            "resourceType": "Patient", "birthDate": "1950-05-01",
            "name": [{"family": family, "given": ["Bo"]}],
            "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number}]})
    };
    let joined = stored(&shell.0.sandbox, &patient("Joined", "9434765919"));
    let apart = stored(&shell.0.sandbox, &patient("Apart", "943 476 5870"));
    let hyphened = stored(&shell.0.sandbox, &patient("Hyphened", "943-476-5862"));
    for (typed, id) in [
        ("943+476+5919", &joined),
        ("9434765919", &joined),
        ("943-476-5919", &joined),
        ("943+476+5870", &apart),
        ("9434765870", &apart),
        ("943-476-5870", &apart),
        ("9434765862", &hyphened),
        ("943+476+5862", &hyphened),
    ] {
        let said = shell
            .run(&format!("find patients {typed} --backend fhir"))
            .ends_with(0);
        assert!(
            said.out.contains(id.as_str()),
            "{typed}: {} {}",
            said.out,
            said.err
        );
    }
}

/// A visit with Dr. Okonkwo in 2099 whose patient is this actor.
fn of_actor(id: &str, start: &str, actor: &Value, contained: &Value) -> Value {
    let end = start.replace(":00:00Z", ":30:00Z");
    json!({
        "resourceType": "Appointment", "id": id, "status": "booked", "start": start, "end": end,
        "contained": contained,
        "participant": [
            {"actor": actor, "status": "accepted"},
            {"actor": {"reference": format!("Practitioner/{OKONKWO}")}, "status": "accepted"}]})
}

#[test]
fn a_patient_without_a_record_of_their_own_is_shown_by_name() {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let within = json!([{
        "resourceType": "Patient", "id": "p1", "birthDate": "1950-05-01",
        "name": [{"family": "Innen", "given": ["Ida"]}]}]);
    let number = json!({"system": "urn:oid:1.2.3", "value": "X-4711"});
    let records = [
        of_actor(
            "a1",
            "2099-02-10T08:00:00Z",
            &json!({"reference": "#p1"}),
            &within,
        ),
        of_actor(
            "a2",
            "2099-02-10T09:00:00Z",
            &json!({"type": "Patient", "identifier": number, "display": "Otto Aussen"}),
            &json!([]),
        ),
        of_actor(
            "a3",
            "2099-02-10T10:00:00Z",
            &json!({"identifier": number, "display": "Uta Ohneart"}),
            &json!([]),
        ),
        of_actor(
            "a4",
            "2099-02-10T11:00:00Z",
            &json!({"reference": "#p1"}),
            &json!([]),
        ),
    ];
    let entries: Vec<Value> = records.iter().map(|one| json!({"resource": one})).collect();
    let bundle = json!({"resourceType": "Bundle", "type": "searchset", "entry": entries});
    let url = answering_each(
        &served.url,
        vec![
            ("/Appointment?", bundle),
            ("/Appointment/a1", records[0].clone()),
        ],
    );
    let run = |line: &str| {
        shell
            .0
            .run_in(line, |command| at(command, &url, served.key))
            .ends_with(0)
            .out
    };
    let day = run(&format!("day {OKONKWO} 10.02.2099 --backend fhir"));
    for name in [
        "Ida Innen",
        "Otto Aussen",
        "Uta Ohneart",
        "no patient named",
    ] {
        assert!(day.contains(name), "{name}: {day}");
    }
    assert!(!day.contains('#'), "{day}");
    let shown = run("show a1");
    assert!(shown.contains("Ida Innen"), "{shown}");
    let requests = shell.0.sandbox.requests().expect("the sandbox answers");
    let about = requests
        .iter()
        .filter(|one| one["path"].to_string().contains("%23"));
    assert_eq!(about.count(), 0, "no record is asked for that nobody has");
}

#[test]
fn what_a_server_states_of_itself_as_a_client_is_not_what_it_can() {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let can = |kind: &str| {
        let codes = ["create", "read", "update", "patch", "search-type"];
        let codes: Vec<Value> = codes.iter().map(|code| json!({"code": code})).collect();
        json!({"type": kind, "interaction": codes})
    };
    let kinds = ["Appointment", "Patient", "Slot"].map(can);
    let statement = json!({"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "rest": [
        {"mode": "client", "resource": [{"type": "Appointment", "interaction": [{"code": "read"}]}]},
        {"mode": "server", "resource": kinds}]});
    let url = answering(&served.url, "/metadata", &statement);
    let said = shell
        .0
        .run_in(VISIT, |command| at(command, &url, served.key))
        .ends_with(0);
    assert_eq!(said.json()["outcome"], "booked");
    let said = shell
        .0
        .run_in("doctor", |command| at(command, &url, served.key));
    assert!(!said.out.contains("Not offered"), "{}", said.out);
}

#[test]
fn the_day_of_a_practitioner_is_shown_where_nobodys_appointments_are_listed_by_date_alone() {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    shell.run(VISIT).ends_with(0);
    let url = before(&served.url, |line| {
        let names_nobody = ["patient=", "practitioner=", "actor="]
            .iter()
            .all(|one| !line.contains(one));
        let refuses = line.contains("/Appointment?") && names_nobody && line.contains("date=");
        let said = refusal("Either patient or practitioner is required");
        refuses.then(|| response(400, said.to_string().as_bytes(), ""))
    });
    let line = "day ki 10.02.2099 --backend fhir";
    let said = shell
        .0
        .run_in(line, |command| at(command, &url, served.key))
        .ends_with(0);
    assert!(said.out.contains("Maria Schmidt"), "{}", said.out);
}

#[test]
fn a_practitioner_who_has_left_has_no_column_unless_somebody_is_booked_with_them() {
    let desk = DeskAtWork::open(at_fhir());
    let left = |family: &str| {
        json!({"resourceType": "Practitioner", "active": false,
               "name": [{"family": family, "given": ["Uwe"]}]})
    };
    stored(desk.sandbox(), &left("Gegangen"));
    let booked = stored(desk.sandbox(), &left("Gebucht"));
    let visit = super::practice::appointment(
        "2026-11-20T14:00:00Z",
        &["Patient/pt-abc123", &format!("Practitioner/{booked}")],
    );
    stored(desk.sandbox(), &visit);
    let mut desk = desk.closed().reopened(at_fhir());
    desk.resize(240, 50).settle().press("Ctrl+D").settle();
    desk.press("Tab").settle();
    desk.sees("Thaddeus Okonkwo")
        .sees("Uwe Gebucht")
        .sees_no("Uwe Gegangen");
}

#[test]
fn whoever_is_free_first_is_not_refused_where_a_calendar_asks_to_wait() {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let url = before(&served.url, |line| {
        let is_calendar = line.contains("/Slot?")
            || line.contains("/Appointment?")
            || line.contains("/Schedule?");
        is_calendar.then(|| response(429, b"{}", "retry-after: 3600\r\n"))
    });
    let told = shell
        .0
        .run_in("book --line 220385s+any+f --yes --json", |command| {
            at(command, &url, served.key);
        })
        .ends_with(7)
        .json();
    assert_eq!(told["outcome"], "not sent", "{told}");
}
