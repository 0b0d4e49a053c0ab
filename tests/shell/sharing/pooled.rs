//! A pooler between a counter and the server.

use std::future::pending;
use std::sync::mpsc;
use std::thread;

use super::{Counters, visit};
use crate::pooler::pooler;
use crate::postgres_server::{self, Server};

/// The URL of a pooler before a server, which works as long as this process.
fn pooled(server: &Server, connections: usize, takes_turns: bool) -> String {
    let socket = server.socket().join(".s.PGSQL.5432");
    let (sender, url) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let role = (postgres_server::DESKS, "postgres");
            let url = pooler(&socket, role, connections, takes_turns).await;
            sender.send(url).expect("it is waited for");
            pending::<()>().await;
        });
    });
    url.recv().expect("it starts")
}

#[test]
fn a_pooler_that_hands_its_connections_on_ends_the_status_with_a_code_of_its_own_and_books_nothing()
{
    let Some(server) = postgres_server::own() else {
        return;
    };
    let counters = Counters::at(server.url("postgres"));
    for (connections, takes_turns) in [(1, false), (3, false), (3, true)] {
        let pooled = pooled(&server, connections, takes_turns);
        let said = counters.run_at("front-1", "store status", &pooled);
        let said = said.ends_with(7);
        assert!(said.out.contains("pool_mode = session"), "{}", said.out);
        let said = counters.run_at("front-1", "store status --json", &pooled);
        let told = said.ends_with(7).json();
        assert_eq!(told["modes"][0]["ready"], false, "{told}");
        counters
            .run_at("front-1", &visit("pt_abc123"), &pooled)
            .ends_with(5);
        assert_eq!(counters.shell.creates().len(), 0);
    }
    counters.run("front-1", "store status").ends_with(0);
}
