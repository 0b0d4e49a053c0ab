//! A server that stops answering while its connections stay open: a pulled cable closes none.

use super::*;

#[tokio::test]
async fn a_desk_whose_cable_is_pulled_knows_it_within_seconds() {
    let Some(database) = postgres_server::own() else {
        return;
    };
    let server = Server {
        url: database.url("postgres"),
        password: None,
        tls: Tls::Local,
    };
    let clinic = Clinic::at(server).await;
    let desk = clinic.desk("front-1").await;
    desk.book(&draw(), "a-1", 1).await;
    let pulled = postgres_server::silenced(&clinic.owner.url);
    desk.local
        .send_off(&Outgoing::from(visit("pt_1")), at(2))
        .await
        .unwrap()
        .unwrap();
    let both = async { tokio::join!(desk.shared.watch(), desk.shared.copy(&desk.local)) };
    let (watched, copied) = tokio::time::timeout(Duration::from_secs(12), both)
        .await
        .expect("it gives up");
    for error in [watched.unwrap_err(), copied.unwrap_err()] {
        assert_eq!(error.unshared(), Unshared::Silent);
    }
    drop(pulled);
    desk.shared.watch().await.unwrap();
    assert_eq!(desk.shared.copy(&desk.local).await.unwrap(), []);
    clinic.trail_is_whole().await;
}
