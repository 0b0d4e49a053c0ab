//! A later version of the desk and this one at the same records: this one says so, and writes nothing over them.

use std::fs;
use std::path::Path;

use headless::TestSandbox;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::booking::fill_in_a_visit;
use super::pty::{Pty, home};
use super::server::{creates, high_desk_at, sandbox};

const SAID: &str = "A later version of bookdesk works with";

/// Does to the records what a later version does when it opens them, and counts what is in them.
pub(super) fn upgrade(folder: &Path) -> i64 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(folder.join("sandbox.db"));
        let mut file = options.connect().await.expect("the records");
        let later = "UPDATE facts SET value = '99' WHERE name = 'schema'";
        sqlx::query(later)
            .execute(&mut file)
            .await
            .expect("it can be written");
        let count = "SELECT (SELECT COUNT(*) FROM audit) + (SELECT COUNT(*) FROM changes)";
        let count = sqlx::query_scalar(count)
            .fetch_one(&mut file)
            .await
            .expect("it can be read");
        file.close().await.expect("it was whole");
        count
    })
}

fn sends_nothing(desk: &mut Pty, sandbox: &TestSandbox) {
    fill_in_a_visit(desk);
    desk.reads(SAID);
    desk.keys("\x13");
    desk.reads("could not be written down first");
    assert_eq!(creates(sandbox), 0);
}

#[test]
fn records_that_a_later_version_takes_over_are_written_to_no_more() {
    let (home, sandbox) = (home(), sandbox());
    let folder = home.path().join("desk");
    let mut first = high_desk_at(&sandbox, home.path()).go();
    first.has_opened(&folder, 1);
    let before = upgrade(&folder);
    sends_nothing(&mut first, &sandbox);

    // Another window of this version, while the first one has not been closed yet.
    let mut second = high_desk_at(&sandbox, home.path()).go();
    second.sees("SANDBOX");
    sends_nothing(&mut second, &sandbox);
    assert_eq!(upgrade(&folder), before, "nothing was written");
    let names = fs::read_dir(&folder)
        .expect("a folder")
        .map(|file| file.expect("a file").file_name());
    assert!(
        !names
            .into_iter()
            .any(|name| name.to_string_lossy().contains(".aside-")),
        "nothing is put aside"
    );
}
