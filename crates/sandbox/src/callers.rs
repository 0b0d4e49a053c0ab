//! Admits only programs on this machine that address the sandbox. A page in a browser can also reach a local server,
//! through a name of its own that resolves to this machine, or from another origin. It gets no answer, and does not
//! appear in the request log.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use axum::middleware::Next;
use serde_json::json;

use super::message::SandboxReply;
use super::state::ServerState;

/// Admits requests to the sandbox's own port, and refuses others: 421 for another host, 403 for a page of another
/// origin.
pub(super) async fn admit(
    State((state, port)): State<(Arc<ServerState>, u16)>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let (status, sentence) = if !is_for_here(request.headers(), request.uri(), port) {
        (
            StatusCode::MISDIRECTED_REQUEST,
            "The sandbox answers to this machine's own names and its own port only",
        )
    } else if !is_from_here(request.headers(), port) {
        (
            StatusCode::FORBIDDEN,
            "The sandbox answers no page of another origin",
        )
    } else {
        return next.run(request).await;
    };
    SandboxReply::json(status, json!({"error": sentence})).into_response(state.now())
}

/// Returns whether a request names at least one host, and only the sandbox.
fn is_for_here(headers: &HeaderMap, uri: &Uri, port: u16) -> bool {
    let mut hosts = headers.get_all(HOST).iter().peekable();
    let names_host = hosts.peek().is_some() || uri.authority().is_some();
    names_host
        && hosts.all(|host| host.to_str().is_ok_and(|host| is_here(host, port)))
        && uri
            .authority()
            .is_none_or(|authority| is_here(authority.as_str(), port))
}

/// Returns whether a request comes from no page, or from one of the sandbox itself.
fn is_from_here(headers: &HeaderMap, port: u16) -> bool {
    let own = |origin: &str| {
        origin
            .strip_prefix("http://")
            .is_some_and(|authority| is_here(authority, port))
    };
    headers
        .get_all(ORIGIN)
        .iter()
        .all(|origin| origin.to_str().is_ok_and(own))
}

/// Returns whether host and port are this machine and the sandbox.
fn is_here(authority: &str, port: u16) -> bool {
    let Ok(authority) = authority.parse::<Authority>() else {
        return false;
    };
    let host = authority
        .host()
        .trim_start_matches('[')
        .trim_end_matches(']');
    let is_loopback = host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.to_canonical().is_loopback());
    is_loopback && authority.port_u16().unwrap_or(80) == port
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machines_names_with_the_own_port_are_here() {
        for host in [
            "127.0.0.1:4010",
            "localhost:4010",
            "LOCALHOST:4010",
            "[::1]:4010",
            "127.8.0.1:4010",
        ] {
            assert!(is_here(host, 4010), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:4011",
            "127.0.0.1.example.com:4010",
            "evil.example:4010",
            "10.0.0.1:4010",
        ] {
            assert!(!is_here(host, 4010), "{host}");
        }
        assert!(is_here("localhost", 80));
    }
}
