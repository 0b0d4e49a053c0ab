//! A pooler that reassigns its connections after each transaction, reduced to what desks notice.

#![allow(
    clippy::unwrap_used,
    unreachable_pub,
    reason = "whoever includes it is a test"
)]

use std::collections::VecDeque;
use std::io::Result;
use std::path::Path;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::Semaphore;

/// The connections that nobody has a transaction on.
struct Pool {
    free: Mutex<VecDeque<UnixStream>>,
    count: Semaphore,
    /// Whether the connection that has been free longest is taken, or the one freed last.
    takes_turns: bool,
}

impl Pool {
    async fn take(&self) -> UnixStream {
        self.count.acquire().await.unwrap().forget();
        let mut free = self.free.lock().unwrap();
        let next = if self.takes_turns {
            free.pop_front()
        } else {
            free.pop_back()
        };
        next.unwrap()
    }

    fn give_back(&self, server: UnixStream) {
        self.free.lock().unwrap().push_back(server);
        self.count.add_permits(1);
    }
}

/// Starts a pooler before the server with this socket and returns its address. It is gone with the caller's runtime.
pub async fn pooler(
    socket: &Path,
    (role, database): (&str, &str),
    connections: usize,
    takes_turns: bool,
) -> String {
    let mut free = VecDeque::new();
    for _ in 0..connections {
        free.push_back(connect(socket, (role, database)).await.unwrap());
    }
    let pool = Arc::new(Pool {
        count: Semaphore::new(free.len()),
        free: Mutex::new(free),
        takes_turns,
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let pool = Arc::clone(&pool);
            // It ends when the client hangs up.
            tokio::spawn(async move { serve(client, &pool).await });
        }
    });
    format!("postgresql://{role}@127.0.0.1:{port}/{database}")
}

/// Opens a connection to the server, up to the point where it takes queries.
async fn connect(socket: &Path, (role, database): (&str, &str)) -> Result<UnixStream> {
    let mut server = UnixStream::connect(socket).await?;
    let mut startup = 196_608_u32.to_be_bytes().to_vec();
    startup.extend(format!("user\0{role}\0database\0{database}\0\0").bytes());
    server.write_all(&with_length(&startup)).await?;
    while message(&mut server).await?.0 != b'Z' {}
    Ok(server)
}

async fn serve(mut client: TcpStream, pool: &Pool) -> Result<()> {
    let mut startup = vec![0; client.read_u32().await? as usize - 4];
    client.read_exact(&mut startup).await?;
    send(&mut client, b'R', &[0; 4]).await?;
    send(&mut client, b'S', b"server_version\x0015.0\0").await?;
    send(&mut client, b'K', &[0; 8]).await?;
    send(&mut client, b'Z', b"I").await?;
    let mut taken: Option<UnixStream> = None;
    loop {
        let (kind, body) = message(&mut client).await?;
        if kind == b'X' {
            return Ok(());
        }
        let mut server = match taken.take() {
            Some(server) => server,
            None => pool.take().await,
        };
        send(&mut server, kind, &body).await?;
        if !matches!(kind, b'Q' | b'S') {
            taken = Some(server);
            continue;
        }
        let state = loop {
            let (kind, body) = message(&mut server).await?;
            send(&mut client, kind, &body).await?;
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

async fn message(from: &mut (impl AsyncRead + Unpin)) -> Result<(u8, Vec<u8>)> {
    let kind = from.read_u8().await?;
    let mut body = vec![0; from.read_u32().await? as usize - 4];
    from.read_exact(&mut body).await?;
    Ok((kind, body))
}

async fn send(to: &mut (impl AsyncWrite + Unpin), kind: u8, body: &[u8]) -> Result<()> {
    to.write_all(&[&[kind], &*with_length(body)].concat()).await
}

fn with_length(body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).unwrap();
    [&length.to_be_bytes(), body].concat()
}
