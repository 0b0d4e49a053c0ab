//! The sandbox of a headless desk and its control routes. Also hides its port, which the system chooses anew each time.

use std::ops::Deref;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use booking::RequestView;

use office::{Answer, FaceAnswer, OfficeEvent};
use sandbox::{RequestHold, Sandbox, SandboxClock, SandboxError, SandboxOptions};

/// A sandbox whose clock is stopped until it is moved.
#[derive(Debug)]
pub struct TestSandbox {
    sandbox: Sandbox,
    http: reqwest::Client,
    runtime: Runtime,
}

/// Why a sandbox can't be used.
#[derive(Debug, thiserror::Error)]
pub enum TestSandboxError {
    /// The sandbox did not start.
    #[error("the sandbox did not start: {0}")]
    Start(#[from] SandboxError),
    /// The system provides no thread or socket for reaching it.
    #[error("the sandbox can't be reached: {0}")]
    System(#[from] std::io::Error),
    /// The sandbox does not answer.
    #[error("the sandbox does not answer: {0}")]
    Silent(#[from] reqwest::Error),
    /// The sandbox rejected the request.
    #[error("the sandbox says: {0}")]
    Refused(String),
}

impl TestSandbox {
    /// Starts a sandbox at `now`, with these options except for the clock.
    ///
    /// # Errors
    ///
    /// Returns an error if it can't be started.
    pub fn start(
        options: SandboxOptions,
        now: DateTime<Utc>,
    ) -> Result<TestSandbox, TestSandboxError> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let options = SandboxOptions {
            clock: SandboxClock::Frozen(now),
            ..options
        };
        let sandbox = runtime.block_on(Sandbox::start(options))?;
        // Control calls are plain HTTP on this machine, but building a client needs TLS, which is quick without
        // certificates.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .no_proxy()
            .tls_certs_only([])
            .build()?;
        Ok(TestSandbox {
            sandbox,
            http,
            runtime,
        })
    }

    /// Returns the port.
    pub(super) fn port(&self) -> u16 {
        self.sandbox.addr().port()
    }

    /// Returns every request that it has received, oldest first.
    ///
    /// # Errors
    ///
    /// Returns an error if it doesn't answer.
    pub fn requests(&self) -> Result<Vec<Value>, TestSandboxError> {
        let url = self.control("requests");
        let call = async { self.http.get(url).send().await?.json().await };
        Ok(self.runtime.block_on(call)?)
    }

    /// Sets a fault.
    ///
    /// # Errors
    ///
    /// Returns an error if it knows no such fault.
    pub fn fault(&self, fault: &Value) -> Result<(), TestSandboxError> {
        self.post("faults", fault)
    }

    /// Lets `keeper` decide when slow and hanging calls continue.
    pub(super) fn keep_time(&self, keeper: impl Fn(RequestHold) + Send + Sync + 'static) {
        self.sandbox.keep_time(keeper);
    }

    /// Sets the clock.
    ///
    /// # Errors
    ///
    /// Returns an error if it doesn't answer, or rejects the time.
    pub fn set_clock(&self, now: DateTime<Utc>) -> Result<(), TestSandboxError> {
        self.post("clock", &json!({ "now": now }))
    }

    fn control(&self, what: &str) -> String {
        format!("http://{}/sandbox/{what}", self.sandbox.addr())
    }

    fn post(&self, what: &str, body: &Value) -> Result<(), TestSandboxError> {
        self.runtime.block_on(async {
            let answer = self.http.post(self.control(what)).json(body).send().await?;
            if answer.status().is_success() {
                return Ok(());
            }
            Err(TestSandboxError::Refused(answer.text().await?))
        })
    }
}

/// Gives access to the addresses, keys and zone.
impl Deref for TestSandbox {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.sandbox
    }
}

/// The default address of `bookdesk sandbox`.
const DEFAULT_ADDRESS: &str = "127.0.0.1:4010";

/// Replaces the sandbox's port, if hidden, by the default one in an event that shows a request.
pub(super) fn hide_port(event: OfficeEvent, hidden: Option<u16>) -> OfficeEvent {
    let Some(port) = hidden else {
        return event;
    };
    let OfficeEvent::Answer(ticket, Answer::Face(answer)) = event else {
        return event;
    };
    let answer = match *answer {
        FaceAnswer::Previewed(view) => {
            let address = format!("127.0.0.1:{port}");
            FaceAnswer::Previewed(with_default_address(view, &address))
        }
        answer => answer,
    };
    OfficeEvent::Answer(ticket, answer.into())
}

fn with_default_address(view: RequestView, address: &str) -> RequestView {
    RequestView {
        url: view.url.replace(address, DEFAULT_ADDRESS),
        curl: view.curl.shown().replace(address, DEFAULT_ADDRESS).into(),
        then: view
            .then
            .map(|then| Box::new(with_default_address(*then, address))),
        ..view
    }
}
