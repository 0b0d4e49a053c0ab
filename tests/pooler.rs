//! A pooler that hands its connections on after each transaction, as far as desks meet it.

use std::collections::VecDeque;
use std::io::{Read, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// The connections that nobody has a transaction on.
struct Pool {
    free: Mutex<VecDeque<UnixStream>>,
    given_back: Condvar,
    /// Whether the one that was free first is taken, else the one that was free last.
    takes_turns: bool,
}

impl Pool {
    fn take(&self) -> UnixStream {
        let mut free = self.free.lock().unwrap();
        loop {
            let next = if self.takes_turns {
                free.pop_front()
            } else {
                free.pop_back()
            };
            match next {
                Some(server) => return server,
                None => free = self.given_back.wait(free).unwrap(),
            }
        }
    }

    fn give_back(&self, server: UnixStream) {
        self.free.lock().unwrap().push_back(server);
        self.given_back.notify_one();
    }
}

/// Starts a pooler before the server with this socket and returns its address.
pub(super) fn pooler(
    socket: &Path,
    database: &str,
    connections: usize,
    takes_turns: bool,
) -> String {
    let servers = (0..connections).map(|_| connect(socket, database).unwrap());
    let pool = Arc::new(Pool {
        free: Mutex::new(servers.collect()),
        given_back: Condvar::new(),
        takes_turns,
    });
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let pool = Arc::clone(&pool);
            // Whoever hangs up ends it.
            thread::spawn(move || serve(client, &pool));
        }
    });
    format!("postgresql://bookdesk@127.0.0.1:{port}/{database}")
}

/// Opens a connection to the server, up to the point where it takes queries.
fn connect(socket: &Path, database: &str) -> Result<UnixStream> {
    let mut server = UnixStream::connect(socket)?;
    let mut startup = 196_608_u32.to_be_bytes().to_vec();
    startup.extend(format!("user\0bookdesk\0database\0{database}\0\0").bytes());
    server.write_all(&with_length(&startup))?;
    while message(&mut server)?.0 != b'Z' {}
    Ok(server)
}

fn serve(mut client: TcpStream, pool: &Pool) -> Result<()> {
    let mut length = [0; 4];
    client.read_exact(&mut length)?;
    let mut startup = vec![0; u32::from_be_bytes(length) as usize - 4];
    client.read_exact(&mut startup)?;
    send(&mut client, b'R', &[0; 4])?;
    send(&mut client, b'S', b"server_version\x0015.0\0")?;
    send(&mut client, b'K', &[0; 8])?;
    send(&mut client, b'Z', b"I")?;
    let mut taken: Option<UnixStream> = None;
    loop {
        let (kind, body) = message(&mut client)?;
        if kind == b'X' {
            return Ok(());
        }
        let mut server = taken.take().unwrap_or_else(|| pool.take());
        send(&mut server, kind, &body)?;
        if !matches!(kind, b'Q' | b'S') {
            taken = Some(server);
            continue;
        }
        let state = loop {
            let (kind, body) = message(&mut server)?;
            send(&mut client, kind, &body)?;
            if kind == b'Z' {
                break body;
            }
        };
        if state == b"I" {
            pool.give_back(server);
        } else {
            taken = Some(server);
        }
    }
}

fn message(from: &mut impl Read) -> Result<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    from.read_exact(&mut head)?;
    let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
    let mut body = vec![0; length as usize - 4];
    from.read_exact(&mut body)?;
    Ok((head[0], body))
}

fn send(to: &mut impl Write, kind: u8, body: &[u8]) -> Result<()> {
    to.write_all(&[&[kind], &*with_length(body)].concat())
}

fn with_length(body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).unwrap();
    [&length.to_be_bytes(), body].concat()
}
