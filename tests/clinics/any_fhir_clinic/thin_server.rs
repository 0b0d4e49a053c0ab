//! A FHIR server that gives one answer of its own and hands on everything else to the one behind it.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use crate::desk_at_work::response;

/// Returns the address of a server like the one at `url` that allows only these interactions with these kinds of
/// records. Answers until the test process ends.
pub(super) fn thin(url: &str, allowed: &[(&str, &[&str])]) -> String {
    let codes = |codes: &[&str]| {
        codes
            .iter()
            .map(|code| json!({ "code": code }))
            .collect::<Value>()
    };
    let resources: Value = allowed
        .iter()
        .map(|(kind, of)| json!({"type": kind, "interaction": codes(of)}))
        .collect();
    let statement = json!({"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "rest": [{"resource": resources}]});
    answering(url, "/metadata", &statement)
}

/// Returns the address of a server like the one at `url` that answers requests whose path contains `path` with `body`.
/// Answers until the test process ends.
pub(super) fn answering(url: &str, path: &'static str, body: &Value) -> String {
    answering_each(url, vec![(path, body.clone())])
}

/// The same, with several paths and bodies.
pub(super) fn answering_each(url: &str, answers: Vec<(&'static str, Value)>) -> String {
    before(url, move |request| {
        let own = answers.iter().find(|(path, _)| request.contains(path));
        own.map(|(_, body)| response(200, body.to_string().as_bytes(), ""))
    })
}

/// Returns the address of a server like the one at `url` that lists nobody without a criterion, practitioners only with
/// `active=true`, and refuses these parameters. Answers until the test process ends.
pub(super) fn refusing_lists(url: &str, parameters: &'static [&'static str]) -> String {
    let refusal = json!({"resourceType": "OperationOutcome", "issue": [{
        "severity": "error", "code": "invalid", "details": {"text": "A search parameter is required"}}]});
    before(url, move |request| {
        let is_of = |kind: &str| request.contains(&format!("/{kind}?"));
        let query = request.split_once('?').map_or("", |(_, query)| query);
        let names = query
            .split(['&', ' '])
            .filter_map(|pair| pair.split_once('='));
        let names: Vec<&str> = names.map(|(name, _)| name).collect();
        let is_bare = names
            .iter()
            .all(|name| *name == "_count" || *name == "_offset");
        let is_refused = names
            .iter()
            .any(|name| parameters.contains(&name.replace("%3A", ":").as_str()));
        let refuses = (is_of("Patient") || is_of("Practitioner")) && (is_bare || is_refused);
        refuses.then(|| response(400, refusal.to_string().as_bytes(), ""))
    })
}

/// Returns the address of a server like the one at `url` that lets nobody read these kinds of records. Answers until the
/// test process ends.
pub(super) fn refusing_kinds(url: &str, kinds: &'static [&str]) -> String {
    let refusal = json!({"resourceType": "OperationOutcome", "issue": [{
        "severity": "error", "code": "forbidden", "details": {"text": "The token has no scope for this"}}]});
    before(url, move |request| {
        let is_of = |kind: &&str| {
            ["?", "/", " "]
                .iter()
                .any(|end| request.contains(&format!("/{kind}{end}")))
        };
        let refuses = kinds.iter().any(is_of);
        refuses.then(|| response(403, refusal.to_string().as_bytes(), ""))
    })
}

/// A server that knows one key of its own, and hands on the requests that bear it.
pub(super) struct Gate {
    pub(super) url: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Gate {
    /// A gate before the server at `url`, whose key is `behind`. Stands until the test process ends.
    pub(super) fn with_key(key: &'static str, url: &str, behind: &'static str) -> Gate {
        let heads = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&heads);
        let url = between(url, move |head| {
            heard
                .lock()
                .expect("nobody has panicked")
                .push(head.clone());
            let known = head.contains(&format!("authorization: Bearer {key}\r\n"));
            *head = head.replace(key, behind);
            (!known).then(|| response(401, b"", ""))
        });
        Gate { url, heads }
    }

    /// The heads of all requests so far.
    pub(super) fn heads(&self) -> Vec<String> {
        self.heads.lock().expect("nobody has panicked").clone()
    }
}

/// Returns the address of a server before the one at `url`, which gives this answer to a request line, or hands the
/// request on.
pub(super) fn before(
    url: &str,
    answer: impl Fn(&str) -> Option<Vec<u8>> + Clone + Send + 'static,
) -> String {
    between(url, move |head| {
        answer(head.lines().next().unwrap_or_default())
    })
}

/// Returns the address of a server before the one at `url`, which answers the head of a request itself, or hands it on
/// as it then is.
pub(super) fn between(
    url: &str,
    answer: impl Fn(&mut String) -> Option<Vec<u8>> + Clone + Send + 'static,
) -> String {
    let behind = url
        .trim_start_matches("http://")
        .split('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a port");
    let own = listener.local_addr().expect("it is bound").to_string();
    let address = url.replace(&behind, &own);
    thread::spawn(move || {
        for caller in listener.incoming().flatten() {
            let behind = behind.clone();
            let answer = answer.clone();
            // Whoever hangs up early has ended their test.
            thread::spawn(move || drop(serve(caller, &behind, answer)));
        }
    });
    address
}

fn serve(
    mut caller: TcpStream,
    behind: &str,
    answer: impl Fn(&mut String) -> Option<Vec<u8>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(caller.try_clone()?);
    let mut head = String::new();
    while reader.read_line(&mut head)? > 2 {}
    if let Some(own) = answer(&mut head) {
        return caller.write_all(&own);
    }
    // The server behind answers to its own name only.
    let is_host = |line: &&str| line.to_ascii_lowercase().starts_with("host:");
    let host = head.lines().find(is_host).unwrap_or_default().to_owned();
    // One request to a connection: the next one may be answered here.
    let head = head.replace(&host, &format!("host: {behind}\r\nconnection: close"));
    let mut server = TcpStream::connect(behind)?;
    server.write_all(head.as_bytes())?;
    let mut answers = server.try_clone()?;
    thread::spawn(move || {
        let copied = std::io::copy(&mut reader, &mut server);
        drop((copied, server.shutdown(Shutdown::Write)));
    });
    std::io::copy(&mut answers, &mut caller)?;
    caller.shutdown(Shutdown::Both)
}

/// Returns the address of a server like the one at `url` that answers searches by `schedule.actor` as `chained` does:
/// refuses them, or ignores the parameter. Answers until the test process ends.
pub(super) fn without_chains(url: &str, chained: Chained) -> String {
    let refusal = json!({"resourceType": "OperationOutcome", "issue": [{
        "severity": "error", "code": "not-supported", "details": {"text": "No chains"}}]});
    let nothing = json!({"resourceType": "Bundle", "type": "searchset", "total": 0});
    before(url, move |request| {
        let is_chained = request.contains("schedule.actor=");
        is_chained.then(|| match &chained {
            Chained::Refused => response(400, refusal.to_string().as_bytes(), ""),
            Chained::Empty => response(200, nothing.to_string().as_bytes(), ""),
            Chained::Answered(bundle) => response(200, bundle.to_string().as_bytes(), ""),
        })
    })
}

/// The answer of a server that has no chained searches.
#[derive(Clone)]
pub(super) enum Chained {
    /// A refusal.
    Refused,
    /// Nothing, whatever there is.
    Empty,
    /// This Bundle, whoever is asked for.
    Answered(Value),
}

/// Returns the address of a server like the one at `url` that takes no notice of these parameters. Answers until the test
/// process ends.
pub(super) fn ignoring(url: &str, parameters: &'static [&'static str]) -> String {
    between(url, move |head| {
        let line = head.lines().next().unwrap_or_default().to_owned();
        if let Some((path, rest)) = line.split_once('?')
            && let Some((query, version)) = rest.split_once(' ')
        {
            let is_kept = |pair: &&str| {
                let name = pair.split('=').next().unwrap_or_default();
                !parameters.contains(&name)
            };
            let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
            *head = head.replacen(&line, &format!("{path}?{} {version}", kept.join("&")), 1);
        }
        None
    })
}
