//! Starting, addressing and stopping a sandbox.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::middleware;
use serde_json::json;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use zones::Zone;

use super::connection::{ConnectionCutter, CuttableListener};
use super::delay::{RequestHold, RequestWaits};
use super::faults::{FaultOrder, Faults};
use super::state::ServerState;
use super::{SandboxOptions, callers, control, fhir, keys, request_handler};

/// Why a sandbox didn't start.
#[derive(Debug, Error)]
pub enum SandboxError {
    /// The address is not loopback. The sandbox has no real keys and no encryption, so only this machine may reach it.
    #[error("the sandbox listens on this machine only; {0} is not a loopback address")]
    NotLoopback(SocketAddr),
    /// The address is in use, perhaps by another sandbox.
    #[error("{0} is in use; another sandbox may be running there")]
    AddressInUse(SocketAddr),
    /// The operating system refused the address.
    #[error("can't listen on {0}: {1}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The operating system refused a thread or an event queue.
    #[error("can't start the sandbox's thread: {0}")]
    Thread(#[from] io::Error),
    /// The data file can't be opened, read or written.
    #[error("can't open the sandbox's records: {0}")]
    Records(#[source] io::Error),
}

/// A running sandbox, on a thread of its own. It ends when this is dropped.
#[derive(Debug)]
pub struct Sandbox {
    addr: SocketAddr,
    clinik_zone: Zone,
    waiting: Arc<RequestWaits>,
    answer_loss: AnswerLoss,
    /// Ends the thread when dropped.
    alive: oneshot::Sender<()>,
    ended: oneshot::Receiver<()>,
}

/// The address and key of one of the sandbox's APIs.
#[derive(Clone, Debug)]
pub struct ServedApi {
    /// The base address, with the version prefix.
    pub url: String,
    /// A valid key.
    pub key: &'static str,
}

/// Makes a sandbox lose an answer; usable from any thread.
#[derive(Clone, Debug, Default)]
pub struct AnswerLoss(pub(super) Arc<Mutex<Faults>>);

impl AnswerLoss {
    /// Clears all faults. If an API is named (`clinik`, `aniva`, `fhir`), orders that its next appointment is booked
    /// and the answer lost.
    pub fn of(&self, word: Option<&str>) {
        let order = word
            .and_then(|word| word.parse().ok())
            .map(FaultOrder::lost_answer);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
            Faults(order.into_iter().collect());
    }
}

impl Sandbox {
    /// Starts a sandbox and waits until it listens.
    ///
    /// # Errors
    ///
    /// Returns an error if the address isn't loopback or is in use, or the data file can't be used.
    pub async fn start(options: SandboxOptions) -> Result<Self, SandboxError> {
        if !options.listen.ip().is_loopback() {
            return Err(SandboxError::NotLoopback(options.listen));
        }
        let (alive, stopping) = oneshot::channel();
        let (ready, started) = oneshot::channel();
        let (ending, ended) = oneshot::channel();
        let waiting = Arc::new(RequestWaits::default());
        let held = Arc::clone(&waiting);
        let clinik_zone = options.clinik_zone;
        let answer_loss = options.answer_loss.clone();
        std::thread::Builder::new()
            .name("sandbox".to_owned())
            .spawn(move || {
                run_to_end(options, held, ready, stopping);
                let _ = ending.send(());
            })?;
        let gone = |_| SandboxError::Thread(io::Error::other("it ended before it listened"));
        let addr = started.await.map_err(gone)??;
        Ok(Self {
            addr,
            clinik_zone,
            waiting,
            answer_loss,
            alive,
            ended,
        })
    }

    /// Passes every waiting request to `keeper`, which decides instead of the machine's clock when it continues. Only
    /// the first keeper counts.
    pub fn keep_time(&self, keeper: impl Fn(RequestHold) + Send + Sync + 'static) {
        self.waiting.keep(Box::new(keeper));
    }

    /// Returns a handle for losing answers.
    pub fn answer_loss(&self) -> AnswerLoss {
        self.answer_loss.clone()
    }

    /// Returns the address on which it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Returns Aniva's base address, with its version prefix.
    pub fn aniva_url(&self) -> String {
        format!("http://{}/api/v1", self.addr)
    }

    /// Returns ClinikAPI's base address, with its version prefix.
    pub fn clinik_url(&self) -> String {
        format!("http://{}/v1", self.addr)
    }

    /// Returns the base address of the FHIR server.
    pub(crate) fn fhir_url(&self) -> String {
        format!("http://{}{}", self.addr, fhir::PATH)
    }

    /// Returns the API with this word (`clinik`, `aniva`, `fhir`), if the sandbox serves it.
    pub fn served(&self, word: &str) -> Option<ServedApi> {
        let (url, key) = match word {
            "clinik" => (self.clinik_url(), self.clinik_key()),
            "aniva" => (self.aniva_url(), self.aniva_key()),
            "fhir" => (self.fhir_url(), keys::FHIR),
            _ => return None,
        };
        Some(ServedApi { url, key })
    }

    /// Returns a valid Aniva key with every scope.
    pub fn aniva_key(&self) -> &'static str {
        keys::ANIVA
    }

    /// Returns a valid ClinikAPI key.
    pub fn clinik_key(&self) -> &'static str {
        keys::CLINIK
    }

    /// Returns the zone of its ClinikAPI clinic.
    pub fn clinik_zone(&self) -> Zone {
        self.clinik_zone
    }

    /// Returns the line that `bookdesk sandbox` prints when it is ready: the address and a valid key of each clinic,
    /// and the zone of the ClinikAPI clinic, which that API does not return.
    pub fn ready_line(&self) -> String {
        json!({
            "listening": self.addr.to_string(),
            "aniva": {"url": self.aniva_url(), "key": self.aniva_key()},
            "clinik": {
                "url": self.clinik_url(),
                "key": self.clinik_key(),
                "timezone": self.clinik_zone.name(),
            },
            "fhir": {"url": self.fhir_url(), "key": keys::FHIR, "timezone": self.clinik_zone.name()},
        })
        .to_string()
    }

    /// Stops the sandbox and waits until every connection is closed and every record written.
    pub async fn stop(self) {
        drop(self.alive);
        let _ = self.ended.await;
    }
}

/// Reports once where the sandbox listens, or why it doesn't.
type ReadySender = oneshot::Sender<Result<SocketAddr, SandboxError>>;

/// Runs a sandbox on this thread with a runtime of its own. A hanging fault never blocks the desk, and every connection
/// closes when the runtime ends.
fn run_to_end(
    options: SandboxOptions,
    waiting: Arc<RequestWaits>,
    ready: ReadySender,
    stopping: oneshot::Receiver<()>,
) {
    match tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
    {
        Ok(runtime) => runtime.block_on(run(options, waiting, ready, stopping)),
        Err(error) => {
            let _ = ready.send(Err(error.into()));
        }
    }
}

async fn run(
    options: SandboxOptions,
    waiting: Arc<RequestWaits>,
    ready: ReadySender,
    stopping: oneshot::Receiver<()>,
) {
    let (listener, addr, state) = match prepare(options, waiting).await {
        Ok(prepared) => prepared,
        Err(error) => {
            let _ = ready.send(Err(error));
            return;
        }
    };
    let admitting =
        middleware::from_fn_with_state((Arc::clone(&state), addr.port()), callers::admit);
    let routes = control::routes()
        .fallback(request_handler::receive)
        .layer(admitting)
        .with_state(Arc::clone(&state));
    let service = routes.into_make_service_with_connect_info::<ConnectionCutter>();
    let _ = ready.send(Ok(addr));
    tokio::select! {
        _ = axum::serve(CuttableListener(listener), service) => {}
        _ = stopping => {}
    }
}

async fn prepare(
    options: SandboxOptions,
    waiting: Arc<RequestWaits>,
) -> Result<(TcpListener, SocketAddr, Arc<ServerState>), SandboxError> {
    let listen = options.listen;
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => SandboxError::AddressInUse(listen),
            _ => SandboxError::Listen(listen, error),
        })?;
    let addr = listener
        .local_addr()
        .map_err(|error| SandboxError::Listen(listen, error))?;
    let state = ServerState::open(options, waiting).map_err(SandboxError::Records)?;
    Ok((listener, addr, Arc::new(state)))
}
