//! The line between a desk and its server, over loopback: how long every byte takes on it, and whether any arrives.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "whoever includes it takes what they need of it"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "a line takes its time on the machine's clock, and is for tests alone"
)]

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// A line to a server. A connection over it lasts as long as both ends do.
pub struct NetworkLine {
    port: u16,
    pull: Arc<Pull>,
}

/// Whether the line is pulled, and who waits until it is not.
#[derive(Default)]
struct Pull {
    is_pulled: Mutex<bool>,
    changed: Condvar,
}

impl Pull {
    fn set(&self, is_pulled: bool) {
        *self
            .is_pulled
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = is_pulled;
        self.changed.notify_all();
    }

    fn wait_while_pulled(&self) {
        let pulled = self
            .is_pulled
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        drop(self.changed.wait_while(pulled, |is_pulled| *is_pulled));
    }
}

impl NetworkLine {
    /// One to the server with its socket in this folder, on which a message and its answer take so long.
    pub fn to(socket: &Path, round_trip: Duration) -> NetworkLine {
        let socket = socket.join(".s.PGSQL.5432");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("its address").port();
        let pull = Arc::new(Pull::default());
        let of_line = Arc::clone(&pull);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let Ok(far) = UnixStream::connect(&socket) else {
                    return;
                };
                connect(near, far, round_trip / 2, &of_line);
            }
        });
        NetworkLine { port, pull }
    }

    /// The URL of a database at its other end.
    pub fn url(&self, role: &str, database: &str) -> String {
        format!("postgresql://{role}@127.0.0.1:{}/{database}", self.port)
    }

    /// Nothing arrives any more, and nobody is told: no connection is ended, and one that is begun gets no answer.
    pub fn pull(&self) {
        self.pull.set(true);
    }

    /// What is on the way arrives.
    pub fn mend(&self) {
        self.pull.set(false);
    }
}

fn connect(near: TcpStream, far: UnixStream, takes: Duration, pull: &Arc<Pull>) {
    let near_too = near.try_clone().expect("a socket");
    let far_too = far.try_clone().expect("a socket");
    let nears_end = near.try_clone().expect("a socket");
    let fars_end = far.try_clone().expect("a socket");
    lead(near, far, takes, Arc::clone(pull), move || {
        _ = fars_end.shutdown(Shutdown::Both);
    });
    lead(far_too, near_too, takes, Arc::clone(pull), move || {
        _ = nears_end.shutdown(Shutdown::Both);
    });
}

fn lead(
    mut from: impl Read + Send + 'static,
    mut to: impl Write + Send + 'static,
    takes: Duration,
    pull: Arc<Pull>,
    end: impl FnOnce() + Send + 'static,
) {
    let (sender, on_the_way) = mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut bytes = [0; 16_384];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            if sender
                .send((Instant::now() + takes, bytes[..count].to_vec()))
                .is_err()
            {
                return;
            }
        }
    });
    thread::spawn(move || {
        for (due, bytes) in on_the_way {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            pull.wait_while_pulled();
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        pull.wait_while_pulled();
        end();
    });
}
