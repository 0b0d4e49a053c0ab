//! What can come between a desk and the right server: poolers, former primaries, and the server's settings.

use super::pooler::pooler;
use super::*;

/// Returns why a desk with this data directory can't share its records there.
async fn refused(server: &Server, folder: &TempDir) -> Unshared {
    let who = Who::default();
    let clinics: Vec<ClinicId> = SHIPPED.iter().collect();
    let journal = Uuid::new_v4().to_string();
    let opened = SharedStore::open(server, folder.path(), MODE, clinics, who, journal).await;
    opened.map(drop).unwrap_err().unshared()
}

impl Clinic {
    pub(super) fn folder_with_key(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let name = "ledger.key";
        std::fs::copy(self.key.path().join(name), folder.path().join(name)).unwrap();
        folder
    }

    /// Returns the path of the server's socket, and the name of the database.
    pub(super) fn socket_and_database(&self) -> Option<(std::path::PathBuf, String)> {
        let (before, folder) = self.server.url.split_once("?host=")?;
        let (_, database) = before.rsplit_once('/')?;
        Some((Path::new(folder).join(".s.PGSQL.5432"), database.to_owned()))
    }
}

#[tokio::test]
async fn a_pooler_that_hands_its_connections_on_after_each_transaction_is_refused_in_words() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    // The server given to the tests is reached in another way.
    let Some((socket, database)) = clinic.socket_and_database() else {
        return;
    };
    for (connections, takes_turns) in [(1, false), (3, false), (3, true)] {
        let server = Server {
            url: pooler(
                &socket,
                (postgres_server::DESKS, &database),
                connections,
                takes_turns,
            )
            .await,
            ..clinic.server.clone()
        };
        let why = refused(&server, &clinic.folder_with_key()).await;
        assert_eq!(why, Unshared::Pooled, "{connections} {takes_turns}");
        let status = SharedStatus::of(&server, clinic.key.path(), MODE).await;
        let status = status.map_err(|error| error.unshared());
        assert_eq!(status, Err(Unshared::Pooled), "so does `store status`");
        assert!(why.lasts());
    }
    let desk = clinic.desk("front-1").await;
    desk.book(&visit("pt_1"), "appt_1", 1).await;
}

#[tokio::test]
async fn what_another_desk_sets_on_a_connection_leads_nothing_to_other_records() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    SharedStore::set_up(
        &clinic.owner,
        clinic.key.path(),
        Mode::Live,
        Some(postgres_server::DESKS),
    )
    .await
    .unwrap();
    let desk = clinic.desk("front-1").await;
    let mut store = desk.shared.records.store.lock().await;
    let live = "SET search_path = bookdesk_live, public";
    store.run(live, NOTHING).await.unwrap();
    drop(store);
    desk.book(&visit("pt_1"), "appt_1", 1).await;
    assert_eq!(clinic.sql("SELECT count(*) FROM changes"), "1");
    assert_eq!(
        clinic.sql("SELECT count(*) FROM bookdesk_live.changes"),
        "0"
    );
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn of_two_that_book_one_time_one_does_whatever_isolation_the_server_has_by_default() {
    for level in ["repeatable read", "serializable"] {
        let Some(clinic) = Clinic::open().await else {
            return;
        };
        clinic.sql(&format!(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = %L', \
             current_database(), '{level}'); END $$"
        ));
        let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
        for turn in 0..4 {
            let [booking, same] = [turn * 2, turn * 2 + 1].map(|who| visit(&format!("pt_{who}")));
            let (first, second) = tokio::join!(one.send(&booking, turn), other.send(&same, turn));
            assert_eq!([first, second].into_iter().flatten().count(), 1, "{level}");
            for (desk, sent) in [(&one, first), (&other, second)] {
                if let Some(sent) = sent {
                    desk.settle(sent, Settlement::NotSent, turn).await;
                }
            }
        }
        clinic.trail_is_whole().await;
    }
}

#[tokio::test]
async fn of_two_that_book_one_time_one_does_also_where_something_sets_the_isolation_of_their_connections()
 {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    for desk in [&one, &other] {
        let mut store = desk.shared.records.store.lock().await;
        let level = "SET default_transaction_isolation = 'repeatable read'";
        store.run(level, NOTHING).await.unwrap();
    }
    let [booking, same] = ["pt_1", "pt_2"].map(visit);
    let held = "BEGIN; SELECT 1 FROM bookdesk_sandbox.facts WHERE name = 'schema' FOR UPDATE; SELECT pg_sleep(60)";
    let mut holding = postgres_server::begin_sql(&clinic.owner.url, held);
    let wait_for = async |number: &str, what: &str| {
        let count = format!(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND {what}"
        );
        while clinic.sql(&count) != number {
            tokio::task::yield_now().await;
        }
    };
    let both = async {
        wait_for("1", "wait_event = 'PgSleep'").await;
        tokio::join!(one.send(&booking, 1), other.send(&same, 1))
    };
    let lets_go = async {
        wait_for("2", "wait_event_type = 'Lock'").await;
        clinic.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
        );
    };
    let ((first, second), ()) = tokio::join!(both, lets_go);
    holding.wait().unwrap();
    assert_eq!([first, second].into_iter().flatten().count(), 1);
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_former_primary_that_takes_writes_again_after_a_failover_gets_none() {
    let Some(former) = postgres_server::own() else {
        return;
    };
    let server_at = |url: String| Server {
        url,
        password: None,
        tls: Tls::Local,
    };
    let clinic = Clinic::at(server_at(former.url("postgres"))).await;
    let standby = former.replica();
    standby.promote();
    let hosts = [&former, &standby].map(|server| {
        let socket = server.socket().display().to_string();
        socket.replace('/', "%2F")
    });
    let at_both = |role: &str| {
        server_at(format!(
            "postgresql://{role}@{},{}/postgres",
            hosts[0], hosts[1]
        ))
    };
    let both = Clinic {
        server: at_both(postgres_server::DESKS),
        owner: at_both("bookdesk"),
        key: clinic.key,
    };
    // This desk does not know which one is the primary. Both accept writes.
    let desk = both.desk("front-1").await;
    desk.book(&visit("pt_1"), "appt_1", 1).await;
    let booked = "SELECT count(*) FROM bookdesk_sandbox.changes";
    let [there, here] =
        [&former, &standby].map(|server| postgres_server::sql(&server.url("postgres"), booked));
    assert_eq!(
        (&*there, &*here),
        ("0", "1"),
        "the one that the failover has made the primary"
    );
    let folder = desk.folder;
    let owner_of_former = server_at(former.url("postgres"));
    let only_former = of_desks(&owner_of_former);
    assert_eq!(refused(&only_former, &folder).await, Unshared::LeftBehind);
    let status = crate::SharedStatus::of(&only_former, folder.path(), MODE).await;
    assert_eq!(status.unwrap_err().unshared(), Unshared::LeftBehind);
    let set_up = SharedStore::set_up(&owner_of_former, folder.path(), MODE, None).await;
    assert_eq!(set_up.unwrap_err().unshared(), Unshared::LeftBehind);
    // Accepting the desk's own records, for any other reason, accepts no server.
    crate::accept(folder.path(), &Who::default(), at(2))
        .await
        .unwrap();
    assert_eq!(refused(&only_former, &folder).await, Unshared::LeftBehind);
    // Nor is there anything to accept about the one that the failover made the primary.
    let accepted = crate::accept_server(&both.server, folder.path()).await;
    assert!(!accepted.unwrap());
    assert_eq!(refused(&only_former, &folder).await, Unshared::LeftBehind);
    // A person says that the former one is right.
    let accepted = crate::accept_server(&only_former, folder.path()).await;
    assert!(accepted.unwrap());
    let status = crate::SharedStatus::of(&only_former, folder.path(), MODE).await;
    assert!(status.is_ok(), "{status:?}");
}
