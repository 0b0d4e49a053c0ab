//! The clinic's server: three guests, two nurses, and whatever has been booked.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, patch, post};
use axum::{Json, Router};
use serde_json::{Value, json};

pub(crate) const KEY: &str = "norda-front-desk-0001";

/// A server that listens on this machine until the test program ends.
#[derive(Clone)]
pub(crate) struct Server {
    records: Records,
    addr: SocketAddr,
}

type Records = Arc<Mutex<Recorded>>;
type Answer = (StatusCode, Json<Value>);

#[derive(Default)]
struct Recorded {
    visits: Vec<Value>,
    /// Every change that was asked for: method and path, and the body.
    changes: Vec<(String, Value)>,
    /// Whether changes are made and nobody is told.
    loses_answers: bool,
}

impl Server {
    pub(crate) fn start() -> Server {
        let records = Records::default();
        let router = Router::new()
            .route("/v9/guests", get(guests))
            .route("/v9/nurses", get(nurses))
            .route("/v9/nurses/{no}/gaps", get(gaps))
            .route("/v9/visits", get(visits).post(book))
            .route("/v9/visits/{no}", patch(change).get(visit))
            .route("/v9/visits/{no}/cancel", post(cancel))
            .with_state(Arc::clone(&records));
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let addr = listener.local_addr().expect("its number");
        listener.set_nonblocking(true).expect("a socket");
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a socket");
                axum::serve(listener, router).await.expect("it serves");
            });
        });
        Server { records, addr }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    pub(crate) fn loses_answers(&self, loses: bool) {
        locked(&self.records).loses_answers = loses;
    }

    pub(crate) fn changes(&self) -> Vec<(String, Value)> {
        locked(&self.records).changes.clone()
    }

    pub(crate) fn visits(&self) -> Vec<Value> {
        locked(&self.records).visits.clone()
    }
}

fn locked(records: &Records) -> MutexGuard<'_, Recorded> {
    records.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn guests() -> Json<Value> {
    Json(json!({"rows": [
        {"no": "g-1", "first": "Aino", "last": "Virtanen", "born": "1961-05-17"},
        {"no": "g-3", "first": "Maria", "last": "Schmidt", "born": "1985-03-22"},
        {"no": "g-2", "first": "Onni", "last": "Laine", "born": "1990-01-02"},
    ]}))
}

async fn nurses() -> Json<Value> {
    Json(json!({"rows": [{"no": "n-1", "name": "Sanna Holm"}, {"no": "n-2", "name": "Juha Berg"}]}))
}

async fn gaps() -> Json<Value> {
    Json(json!({"rows": [{"at": "2026-11-24T08:00:00Z"}, {"at": "2026-11-24T08:30:00Z"}]}))
}

async fn visits(
    State(records): State<Records>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Json<Value> {
    let fits = |visit: &&Value| {
        asked
            .iter()
            .all(|(name, value)| visit[name.as_str()] == value.as_str())
    };
    Json(json!({"rows": locked(&records).visits.iter().filter(fits).collect::<Vec<_>>()}))
}

async fn visit(State(records): State<Records>, Path(no): Path<String>) -> Answer {
    match locked(&records)
        .visits
        .iter()
        .find(|visit| visit["no"] == no.as_str())
    {
        Some(visit) => (StatusCode::OK, Json(json!({ "visit": visit }))),
        None => (StatusCode::NOT_FOUND, Json(json!({}))),
    }
}

async fn book(
    State(records): State<Records>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Answer {
    let mut records = locked(&records);
    records
        .changes
        .push(("POST visits".to_owned(), body.clone()));
    if headers.get("x-api-key").is_none_or(|key| key != KEY) {
        return (
            StatusCode::UNAUTHORIZED,
            Json(json!({"message": "who are you?"})),
        );
    }
    if body["note"].as_str().is_some_and(|note| note.contains('!')) {
        let wrong = json!({"wrong": [{"field": "note", "why": "No shouting"}]});
        return (StatusCode::UNPROCESSABLE_ENTITY, Json(wrong));
    }
    let mut visit = body;
    visit["no"] = format!("v-{}", records.visits.len() + 1).into();
    visit["state"] = "fixed".into();
    records.visits.push(visit.clone());
    told(&records, visit)
}

async fn change(
    State(records): State<Records>,
    Path(no): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    altered(&records, &no, "PATCH", &body, |visit| {
        for (name, value) in body.as_object().into_iter().flatten() {
            visit[name] = value.clone();
        }
    })
}

async fn cancel(
    State(records): State<Records>,
    Path(no): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    altered(&records, &no, "CANCEL", &body, |visit| {
        visit["state"] = "off".into()
    })
}

fn altered(
    records: &Records,
    no: &str,
    how: &str,
    body: &Value,
    alter: impl FnOnce(&mut Value),
) -> Answer {
    let mut records = locked(records);
    records
        .changes
        .push((format!("{how} visits/{no}"), body.clone()));
    let Some(visit) = records.visits.iter_mut().find(|visit| visit["no"] == no) else {
        return (StatusCode::NOT_FOUND, Json(json!({})));
    };
    alter(visit);
    let visit = visit.clone();
    told(&records, visit)
}

/// The answer to a change that was made, where it arrives.
fn told(records: &Recorded, visit: Value) -> Answer {
    match records.loses_answers {
        true => (StatusCode::BAD_GATEWAY, Json(json!({}))),
        false => (StatusCode::CREATED, Json(json!({ "visit": visit }))),
    }
}
