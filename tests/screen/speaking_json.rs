//! The desk driven by another program, a line of JSON at a time: as `docs/guide/src/headless.md` has it, and
//! whatever is said.

mod schema;

use std::process::Command;

use desk::{Action, Keymap, STATE_SCHEMA, Size};
use headless::{Options, ndjson};
use serde_json::{Value, json};

use crate::desk_at_work::transcript::Transcript;

const DOCS: &str = include_str!("../../docs/guide/src/headless.md");

/// The answers to these lines.
fn answers(input: &[u8]) -> Vec<Value> {
    answers_from(Options::repeatable(), input)
}

fn answers_from(options: Options, input: &[u8]) -> Vec<Value> {
    answers_and_requests_from(options, input).0
}

/// The answers to these lines, and what the server has received, without its address.
fn answers_and_requests_from(options: Options, input: &[u8]) -> (Vec<Value>, Vec<Value>) {
    let mut desk = ndjson::open(options).expect("a desk");
    let mut output = Vec::new();
    ndjson::serve(&mut desk, input, &mut output).expect("it answers");
    let output = String::from_utf8(output).expect("text");
    let transcript = Transcript::of_this_test();
    transcript.adds(&format!("{}{output}", String::from_utf8_lossy(input)));
    let mut received = Vec::new();
    ndjson::serve(&mut desk, &br#"{"do":"requests"}"#[..], &mut received).expect("it answers");
    let received: Value = serde_json::from_slice(&received).expect("JSON");
    let received = received["requests"].as_array().expect("requests");
    transcript.receives(received);
    let requests = received.iter().cloned().map(|mut request| {
        request["headers"]["host"] = Value::Null;
        request
    });
    let answers = output
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    (answers.collect(), requests.collect())
}

fn answers_to(orders: &[Value]) -> Vec<Value> {
    answers_at(Options::repeatable(), orders)
}

fn answers_at(options: Options, orders: &[Value]) -> Vec<Value> {
    let lines: Vec<String> = orders.iter().map(|order| format!("{order}\n")).collect();
    answers_from(options, lines.concat().as_bytes())
}

/// What an answer is made of: the names of its members and of those of the first of its lists.
fn shape(answer: &Value) -> Value {
    match answer {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), shape(value)))
            .collect(),
        // A place is two numbers, a list any number of the same.
        Value::Array(items) => items.iter().take(1).map(shape).collect(),
        _ => Value::Null,
    }
}

#[test]
fn every_order_is_answered_as_documented() {
    let said = |mark: &str| -> Vec<Value> {
        let lines = DOCS.lines().filter_map(|line| line.strip_prefix(mark));
        lines
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))
            })
            .collect()
    };
    let (orders, documented) = (said("> "), said("< "));
    let given = answers_to(&orders);
    assert_eq!((orders.len(), documented.len()), (given.len(), given.len()));
    for ((order, documented), given) in orders.iter().zip(&documented).zip(&given) {
        match order["do"].as_str() {
            // What these hold is too long for a page.
            Some("state") => assert_eq!(
                given["state"]["forms"]["clinik"]["fields"][0]["text"],
                "pt_abc123"
            ),
            Some("requests") => {
                let names = |answer: &Value| -> Vec<String> {
                    answer["requests"][0]
                        .as_object()
                        .expect("a request")
                        .keys()
                        .cloned()
                        .collect()
                };
                assert_eq!(names(documented), names(given));
            }
            Some("screen") if order["styled"] == true => {
                assert_eq!(shape(documented), shape(given), "{given}");
            }
            _ => assert_eq!(documented, given, "{order}"),
        }
    }
}

#[test]
fn both_backends_book_and_the_server_tells() {
    let press = |keys: &[&str]| json!({"do": "press", "keys": keys});
    let (settle, line) = (
        json!({"do": "settle"}),
        |text: &str| json!({"do": "type", "text": text}),
    );
    let given = answers_to(&[
        line("220385s ki f"),
        settle.clone(),
        press(&["Enter"]),
        settle.clone(),
        press(&["Ctrl+S"]),
        settle.clone(),
        press(&["Ctrl+T", "Ctrl+E"]),
        line("220385s be b we 9"),
        settle.clone(),
        press(&["Enter"]),
        settle.clone(),
        press(&["Ctrl+S"]),
        settle,
        json!({"do": "requests"}),
    ]);
    assert!(given.iter().all(|answer| answer["ok"] == true), "{given:?}");
    let requests = given.last().expect("an answer")["requests"]
        .as_array()
        .cloned()
        .expect("requests");
    let creates: Vec<(&Value, &Value)> = requests
        .iter()
        .filter(|request| request["call"] == "create")
        .map(|request| (&request["backend"], &request["status"]))
        .collect();
    assert_eq!(
        creates,
        [
            (&json!("clinik"), &json!(201)),
            (&json!("aniva"), &json!(201))
        ]
    );
}

#[test]
fn whatever_is_said_is_answered_and_the_next_line_heard() {
    let lines: [(&[u8], &str); 22] = [
        (b"", "json"),
        (b"nonsense", "json"),
        (b"\xff\xfe\x00", "json"),
        (b"[1]", "json"),
        (b"{}", "order"),
        (br#"{"do":7}"#, "order"),
        (br#"{"do":"pres","keys":[]}"#, "order"),
        (br#"{"do":"press"}"#, "member"),
        (br#"{"do":"press","keys":"Tab"}"#, "member"),
        (br#"{"do":"press","keys":["Tab","Tabb"]}"#, "key"),
        (br#"{"do":"press","keys":[""]}"#, "key"),
        (br#"{"do":"command"}"#, "member"),
        (br#"{"do":"command","command":"boook"}"#, "command"),
        (br#"{"do":"type","txt":"a"}"#, "member"),
        (br#"{"do":"resize","cols":0,"rows":5}"#, "member"),
        (br#"{"do":"resize","cols":70000,"rows":5}"#, "member"),
        (br#"{"do":"settle","now":true}"#, "member"),
        (br#"{"do":"fault","fault":"none such"}"#, "refused"),
        (br#"{"do":"clock"}"#, "member"),
        (br#"{"do":"clock","advance_s":-1}"#, "member"),
        (
            br#"{"do":"clock","now":"+262142-12-31T23:59:59Z"}"#,
            "member",
        ),
        (br#"{"do":"clock","now":"1970-01-01T00:00:00Z"}"#, "member"),
    ];
    let input: Vec<u8> = lines
        .iter()
        .flat_map(|(line, _)| [line, &b"\n"[..]].concat())
        .collect();
    let given = answers(&input);
    assert_eq!(given.len(), lines.len());
    for ((line, kind), answer) in lines.iter().zip(&given) {
        let line = String::from_utf8_lossy(line);
        assert_eq!(
            (&answer["ok"], &answer["error"]["kind"]),
            (&json!(false), &json!(kind)),
            "{line}: {answer}"
        );
        assert!(
            answer["error"]["message"]
                .as_str()
                .is_some_and(|said| !said.is_empty()),
            "{line}"
        );
    }
    assert_eq!(
        given[6]["error"]["message"],
        "there is no order `pres`; did you mean `press`?"
    );
}

#[test]
fn a_booking_is_made_by_commands_whatever_keys_they_have() {
    let give = |name: &str| json!({"do": "command", "command": name});
    let settle = json!({"do": "settle"});
    let keys = "Ctrl+B"
        .parse()
        .map(|key| Keymap::with(&[(Action::Book, vec![key])]).0)
        .expect("a key");
    let orders = [
        json!({"do": "type", "text": "220385s ki f"}),
        settle.clone(),
        give("enter"),
        settle.clone(),
        give("book"),
        settle,
        json!({"do": "requests"}),
    ];
    let given = answers_at(
        Options {
            keys,
            ..Options::repeatable()
        },
        &orders,
    );
    let requests = given.last().expect("an answer")["requests"]
        .as_array()
        .cloned()
        .expect("requests");
    assert_eq!(
        requests
            .iter()
            .filter(|request| request["call"] == "create")
            .count(),
        1,
        "{given:?}"
    );
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the shipped binary is what is tried here"
)]
fn every_command_is_listed_with_its_keys_and_can_be_given() {
    let shipped = Command::new(env!("CARGO_BIN_EXE_bookdesk"))
        .args(["headless", "--commands"])
        .output();
    let listed: Value = serde_json::from_slice(&shipped.expect("it runs").stdout).expect("JSON");
    let listed = listed.as_array().expect("a list");
    let book = listed
        .iter()
        .find(|row| row["name"] == "book")
        .expect("it books");
    assert_eq!(book["keys"], json!(["Ctrl+S", "F5"]));
    assert!(book["does"].as_str().is_some_and(|does| !does.is_empty()));
    for name in ["drop-all", "discard-draft", "wait", "open"] {
        assert!(listed.iter().any(|row| row["name"] == name), "{name}");
    }
    let names = listed
        .iter()
        .map(|row| &row["name"])
        .filter(|name| *name != "quit");
    let orders: Vec<Value> = names
        .map(|name| json!({"do": "command", "command": name}))
        .collect();
    for (order, answer) in orders.iter().zip(answers_to(&orders)) {
        assert_eq!(answer, json!({"ok": true}), "{order}");
    }
}

#[test]
fn an_appointment_is_opened_and_called_off_by_commands() {
    let give = |name: &str| json!({"do": "command", "command": name});
    let settle = json!({"do": "settle"});
    let state = json!({"do": "state"});
    let type_in = json!({"do": "type", "text": "220385s ki f"});
    let book = [
        type_in,
        settle.clone(),
        give("enter"),
        settle.clone(),
        give("book"),
        settle.clone(),
        state,
    ];
    let given = answers_to(&book);
    let id = given.last().expect("an answer")["state"]["appointment"]["id"].clone();
    let open = json!({"do": "command", "command": "open", "backend": "clinik", "id": id});
    let on = [
        open,
        settle.clone(),
        give("cancel"),
        give("book"),
        settle,
        json!({"do": "requests"}),
    ];
    let given = answers_to(&[&book[..], &on].concat());
    let requests = given.last().expect("an answer")["requests"]
        .as_array()
        .cloned()
        .expect("requests");
    let sent: Vec<_> = requests
        .iter()
        .filter(|request| request["call"] == "patch" && is_about_an_appointment(request))
        .collect();
    assert_eq!(sent.len(), 1, "{given:?}");
    assert_eq!(
        sent[0]["body"],
        json!({"status": "cancelled", "cancelationReason": "patient request"})
    );
    for wrong in [
        json!({"do": "command", "command": "open", "backend": "nowhere"}),
        json!({"do": "command", "command": "book", "id": "1"}),
    ] {
        assert_eq!(answers_to(&[wrong])[0]["error"]["kind"], "member");
    }
}

#[test]
fn a_desk_that_has_been_left_takes_no_more_keys() {
    let given = answers_to(&[
        json!({"do": "press", "keys": ["Ctrl+Q"]}),
        json!({"do": "type", "text": "x"}),
        json!({"do": "state"}),
    ]);
    assert_eq!(given[1]["error"]["kind"], "ended");
    assert_eq!(given[2]["state"]["ended"], "quit");
}

#[test]
fn the_clock_lets_fall_due_what_falls_due() {
    let fault =
        json!({"do": "fault", "backend": "clinik", "call": "create", "fault": "drop-after"});
    let state = json!({"do": "state"});
    let given = answers_to(&[
        json!({"do": "type", "text": "220385s ki f"}),
        json!({"do": "settle"}),
        json!({"do": "press", "keys": ["Enter"]}),
        json!({"do": "settle"}),
        fault,
        json!({"do": "press", "keys": ["Ctrl+S"]}),
        json!({"do": "settle"}),
        state.clone(),
        json!({"do": "clock", "advance_s": 60}),
        state,
    ]);
    assert_eq!(given[7]["state"]["outbox"][0]["state"], "unknown");
    assert_eq!(
        given[9]["state"]["outbox"][0]["state"], "booked",
        "{}",
        given[9]
    );
}

#[test]
fn the_same_orders_give_the_same_answers_by_the_same_requests() {
    let orders = [
        json!({"do": "type", "text": "220385s ki f"}),
        json!({"do": "settle"}),
        json!({"do": "press", "keys": ["Enter", "Ctrl+R"]}),
        json!({"do": "settle"}),
        json!({"do": "screen", "styled": true}),
        json!({"do": "press", "keys": ["Ctrl+S"]}),
        json!({"do": "settle"}),
        json!({"do": "state"}),
        json!({"do": "screen"}),
        // What a key asks for is given up for what the next one does.
        json!({"do": "press", "keys": ["Ctrl+D", "Right", "Right", "Right", "Left"]}),
        json!({"do": "settle"}),
        json!({"do": "screen"}),
        json!({"do": "press", "keys": ["Escape"]}),
        json!({"do": "type", "text": "220385s any\n041268c any mo\n"}),
        json!({"do": "settle"}),
        json!({"do": "screen"}),
        json!({"do": "type", "text": "\n"}),
        json!({"do": "settle"}),
        json!({"do": "state"}),
    ];
    let lines: Vec<String> = orders.iter().map(|order| format!("{order}\n")).collect();
    let input = lines.concat();
    let run = || answers_and_requests_from(Options::repeatable(), input.as_bytes());
    let (answers, requests) = run();
    for _ in 0..3 {
        let again = run();
        let lines = |requests: &[Value]| -> Vec<String> {
            let line = |one: &Value| format!("{} {}", one["method"], one["path"]);
            requests.iter().map(line).collect()
        };
        assert_eq!(lines(&again.1), lines(&requests));
        assert_eq!(again.1, requests);
        assert_eq!(again.0, answers);
    }
}

#[test]
fn every_state_is_as_its_schema_says() {
    let schema: Value = serde_json::from_str(STATE_SCHEMA).expect("JSON");
    let mut checked = 0;
    let mut check = |desk: &headless::Desk| {
        let state = desk.state();
        let wrong = schema::wrong(&schema, &schema, &state, "");
        assert!(wrong.is_empty(), "{wrong:?}\n{state:#}");
        checked += 1;
    };
    let size = Size {
        cols: 120,
        rows: 40,
    };
    let mut desk = headless::Desk::open(Options {
        size,
        ..Options::default()
    })
    .expect("a desk");
    check(&desk);
    let stories: [&[&str]; 12] = [
        &["F1"],
        &["Escape", "Ctrl+P"],
        &["Escape", "Alt+V"],
        &["Escape", "Ctrl+F"],
        &["Escape", "Ctrl+D"],
        &["Escape", "Alt+N"],
        &["Escape", "Escape", "=220385s ki f"],
        &["Enter"],
        &["Ctrl+R"],
        &["Ctrl+N", "Ctrl+O"],
        &["Alt+A", "Ctrl+S"],
        &["Ctrl+S"],
    ];
    for keys in stories.into_iter().flatten() {
        match keys.strip_prefix('=') {
            Some(text) => desk.type_text(text),
            None => desk.press(keys).expect("a key"),
        }
        desk.settle().expect("it settles");
        check(&desk);
    }
    desk.fault(&json!({"call": "create", "backend": "clinik", "fault": "drop-after"}))
        .expect("a fault");
    for text in ["220385s ki f 12.3.2027 10:00", "\n"] {
        desk.type_text(text);
        desk.settle().expect("it settles");
    }
    desk.press("Ctrl+S").expect("a key");
    check(&desk);
    desk.settle().expect("it settles");
    check(&desk);
    desk.press("Ctrl+Q").expect("a key");
    check(&desk);
    assert!(checked > 15);
}

#[test]
fn the_schema_misses_nothing() {
    let schema: Value = serde_json::from_str(STATE_SCHEMA).expect("JSON");
    let desk = headless::Desk::open(Options::default()).expect("a desk");
    let mut state = desk.state();
    state["new"] = json!(1);
    state["flight"] = json!("flying");
    state["size"]["cols"] = json!("wide");
    state.as_object_mut().expect("an object").remove("zone");
    let wrong = schema::wrong(&schema, &schema, &state, "");
    assert_eq!(wrong.len(), 4, "{wrong:?}");
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "another program's language is tried"
)]
fn forty_lines_of_python_book_at_both_backends() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/examples/book.py");
    let run = Command::new("python3")
        .args([example, env!("CARGO_BIN_EXE_bookdesk")])
        .output();
    // Where there is no Python the orders it gives are still tried above.
    let Ok(output) = run else { return };
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("clinik appt_") && said.contains("created: 201 201"),
        "{said}"
    );
}

/// Not one of the published slots, which follow what is booked.
fn is_about_an_appointment(request: &Value) -> bool {
    request["path"]
        .as_str()
        .is_some_and(|path| path.contains("/appointments"))
}
