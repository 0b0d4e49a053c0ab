//! A clinic's proxy: whoever asks it for a tunnel is led to one address, whatever they asked for.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use client::Proxy;

/// Leads on until the test process ends.
pub(crate) struct Tunnel {
    address: String,
    seen: Arc<Mutex<Vec<u8>>>,
}

impl Tunnel {
    /// Leads to the server at this address; without one, nowhere.
    pub(crate) fn to(server: Option<&str>) -> Tunnel {
        let server = server.map(|address| address.replace("https://", ""));
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a port");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let seeing = Arc::clone(&seen);
        thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                // Whoever hangs up early has ended their test.
                let _ = lead(caller, server.as_deref(), &seeing);
            }
        });
        Tunnel { address, seen }
    }

    /// The proxy as a desk is told of it.
    pub(crate) fn proxy(&self) -> Proxy {
        Proxy::new(&self.address).expect("an address")
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Everything that callers have sent, in and before the tunnel.
    pub(crate) fn saw(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().expect("no panic")).into_owned()
    }
}

fn lead(caller: TcpStream, server: Option<&str>, seen: &Mutex<Vec<u8>>) -> std::io::Result<()> {
    let note = |bytes: &[u8]| seen.lock().expect("no panic").extend_from_slice(bytes);
    let mut caller = BufReader::new(caller);
    loop {
        let mut line = String::new();
        caller.read_line(&mut line)?;
        note(line.as_bytes());
        if line.trim().is_empty() {
            break;
        }
    }
    let Some(server) = server else {
        return caller
            .get_mut()
            .write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
    };
    caller
        .get_mut()
        .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
    let mut there = TcpStream::connect(server)?;
    let (mut back, mut home) = (there.try_clone()?, caller.get_ref().try_clone()?);
    thread::spawn(move || {
        let _ = std::io::copy(&mut back, &mut home);
        let _ = home.shutdown(Shutdown::Write);
    });
    let mut bytes = [0; 4096];
    loop {
        let count = caller.read(&mut bytes)?;
        if count == 0 {
            return there.shutdown(Shutdown::Write);
        }
        note(&bytes[..count]);
        there.write_all(&bytes[..count])?;
    }
}
