//! Files that are broken, truncated, from a later version, or not writable.

use std::fs::{self, File};
use std::rc::Rc;

use platform::files::readers;

use tokio::task::LocalSet;

use super::*;
use crate::{Break, Older, SetAside, Trouble, accept};

fn set_aside(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.contains(".aside-")).collect();
    names.sort();
    names
}

/// Fills the records with some bookings, and closes them.
async fn fill(folder: &Place) {
    let records = open(folder).await;
    for minute in 0..20 {
        send(&records, &visit("pt_1"), minute).await;
    }
    records.keep(&[draft("typed")], &[], at(30)).await.unwrap();
    records.close().await;
}

#[tokio::test]
async fn every_file_is_for_its_owner_alone_also_where_it_existed() {
    let folder = Database::Sqlite.place();
    let path = folder.path().join("sandbox.db");
    fs::write(&path, "").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    }
    let records = open(&folder).await;
    send(&records, &draw(), 0).await;
    let mut names = Vec::new();
    for file in fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
        let opened = File::open(file.path()).unwrap();
        assert_eq!(readers(&opened).unwrap(), None, "{:?}", file.path());
        names.push(file.file_name().into_string().unwrap());
    }
    names.sort();
    assert_eq!(
        names,
        [
            "ledger.key",
            "sandbox.db",
            "sandbox.db-shm",
            "sandbox.db-wal",
            "sandbox.head",
            "sandbox.seat-1"
        ]
    );
}

#[tokio::test]
async fn a_broken_file_is_kept_aside_and_said() {
    let folder = Database::Sqlite.place();
    let path = folder.path().join("sandbox.db");
    fs::write(&path, "certainly no database, but nobody's to throw away").unwrap();
    let opened = try_open(&folder).await.unwrap();
    let kept = folder.path().join("sandbox.db.aside-20261120T133200Z");
    assert_eq!(
        opened.set_aside,
        Some(SetAside {
            path: kept.clone(),
            why: Trouble::Broken
        })
    );
    assert_eq!(
        fs::read_to_string(&kept).unwrap(),
        "certainly no database, but nobody's to throw away"
    );
    opened.records.close().await;
    fs::write(&path, "broken again, within the second").unwrap();
    try_open(&folder).await.unwrap();
    assert_eq!(
        set_aside(folder.path()),
        [
            "sandbox.db.aside-20261120T133200Z",
            "sandbox.db.aside-20261120T133200Z-1"
        ]
    );
}

#[tokio::test]
async fn a_large_file_is_checked_by_the_first_start_of_a_day_and_whenever_somebody_asks() {
    const LARGE: &str = "INSERT INTO drafts (lease, place, piece, kept_at, sealed) \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) \
         SELECT 'gone', i, '', '2026-11-20T13:32:00.000Z', hex(zeroblob(1000)) FROM n";
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    alter(&folder, &records, LARGE).await;
    records.close().await;
    open(&folder).await.close().await;
    let path = folder.path().join("sandbox.db");
    let mut bytes = fs::read(&path).unwrap();
    bytes[12 << 20..(12 << 20) + 4096].fill(0);
    fs::write(&path, bytes).unwrap();
    open(&folder).await.close().await;
    assert!(
        Trail::open(folder.path(), MODE).await.is_err(),
        "it is read from end to end"
    );
    let tomorrow =
        RecordStore::open(folder.path(), MODE, Vec::new(), Who::default(), at(24 * 60)).await;
    assert_eq!(tomorrow.unwrap().set_aside.unwrap().why, Trouble::Broken);
}

#[tokio::test]
async fn a_file_of_a_later_version_is_kept_aside_unless_a_window_works_with_it() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    send(&records, &draw(), 0).await;
    alter(
        &folder,
        &records,
        "UPDATE facts SET value = '99' WHERE name = 'schema'",
    )
    .await;
    assert!(matches!(
        try_open(&folder).await,
        Err(StoreError::InUse(_, Trouble::Later))
    ));
    assert!(matches!(
        Trail::open(folder.path(), MODE).await,
        Err(StoreError::Unreadable(_, Trouble::Later))
    ));
    assert_eq!(set_aside(folder.path()), [""; 0]);
    records.close().await;
    let opened = try_open(&folder).await.unwrap();
    assert_eq!(opened.set_aside.unwrap().why, Trouble::Later);
    assert_eq!(opened.records.unsettled(at(1)).await.unwrap().len(), 0);
}

#[tokio::test]
async fn wherever_a_file_is_cut_off_it_opens_or_is_kept() {
    let folder = Database::Sqlite.place();
    fill(&folder).await;
    let path = folder.path().join("sandbox.db");
    let whole = fs::read(&path).unwrap();
    for cut in (1..=4096).step_by(97) {
        let folder = Database::Sqlite.place();
        fs::copy(
            path.with_file_name("ledger.key"),
            folder.path().join("ledger.key"),
        )
        .unwrap();
        fs::write(
            folder.path().join("sandbox.db"),
            &whole[..whole.len() - cut],
        )
        .unwrap();
        opens_or_is_kept(&folder, &format!("{cut} bytes cut off")).await;
    }
}

#[tokio::test]
async fn wherever_the_last_writes_are_cut_off_it_opens_to_the_commit_before() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    for minute in 0..8 {
        send(&records, &visit("pt_1"), minute).await;
    }
    let [key, file, last] = ["ledger.key", "sandbox.db", "sandbox.db-wal"]
        .map(|name| fs::read(folder.path().join(name)).unwrap());
    for cut in (1..=4096).step_by(211) {
        let torn = Database::Sqlite.place();
        fs::write(torn.path().join("ledger.key"), &key).unwrap();
        fs::write(torn.path().join("sandbox.db"), &file).unwrap();
        fs::write(
            torn.path().join("sandbox.db-wal"),
            &last[..last.len() - cut],
        )
        .unwrap();
        assert_eq!(
            open(&torn).await.unsettled(at(9)).await.unwrap().len(),
            7,
            "{cut} bytes cut off"
        );
        // The lines themselves are intact; only the number of lines reveals the loss.
        let unproved = Older {
            witnessed: None,
            last: 21,
        };
        assert_eq!(
            trail(&torn).await.verify().await.unwrap(),
            Err(Break::Older(unproved))
        );
    }
}

#[tokio::test]
async fn whichever_byte_of_its_head_is_bent_it_opens_or_is_kept() {
    let folder = Database::Sqlite.place();
    fill(&folder).await;
    let path = folder.path().join("sandbox.db");
    let whole = fs::read(&path).unwrap();
    for place in 0..100 {
        let folder = Database::Sqlite.place();
        fs::copy(
            path.with_file_name("ledger.key"),
            folder.path().join("ledger.key"),
        )
        .unwrap();
        let mut bent = whole.clone();
        bent[place] ^= 1 << (place % 8);
        fs::write(folder.path().join("sandbox.db"), &bent).unwrap();
        opens_or_is_kept(&folder, &format!("byte {place} bent")).await;
    }
}

/// Checks that everything is there, or was set aside for a new file, or is left alone with an error.
async fn opens_or_is_kept(folder: &Place, how: &str) {
    let file = folder.path().join("sandbox.db");
    let before = fs::read(&file).unwrap();
    match try_open(folder).await {
        Ok(opened) if opened.set_aside.is_some() => {
            let kept = fs::read(opened.set_aside.unwrap().path).unwrap();
            assert!(kept == before, "{how}: kept as it was");
        }
        Ok(opened) => {
            assert_eq!(
                opened.records.unsettled(at(40)).await.unwrap().len(),
                20,
                "{how}"
            );
            assert_eq!(
                opened.records.kept(at(40)).await.unwrap().drafts,
                [draft("typed")],
                "{how}"
            );
        }
        Err(_) => assert!(fs::read(&file).unwrap() == before, "{how}: left alone"),
    }
}

#[tokio::test]
async fn where_nothing_can_be_written_it_says_which_file() {
    let folder = Database::Sqlite.place();
    let file = folder.path().join("no folder");
    fs::write(&file, "").unwrap();
    let opened = RecordStore::open(&file, MODE, Vec::new(), Who::default(), at(0)).await;
    let said = opened.unwrap_err().to_string();
    // Systems fail at different files because it is not a folder.
    let in_it = file.join("").display().to_string();
    assert!(
        said.contains(&in_it) && said.contains("can't be used"),
        "{said}"
    );
}

#[tokio::test]
async fn a_file_with_a_trigger_or_a_view_is_left_alone_until_a_person_takes_the_records_as_they_are()
 {
    const TRIGGER: &str = "CREATE TRIGGER \"not \"\"ours\"\"\" AFTER UPDATE ON changes BEGIN \
         UPDATE changes SET state = 'refused' WHERE id = NEW.id; END";
    for foreign in [TRIGGER, "CREATE VIEW every AS SELECT * FROM changes"] {
        let folder = Database::Sqlite.place();
        let records = open(&folder).await;
        send(&records, &draw(), 0).await;
        alter(&folder, &records, foreign).await;
        records.close().await;
        assert!(matches!(
            try_open(&folder).await,
            Err(StoreError::Altered(_))
        ));
        assert!(matches!(
            Trail::open(folder.path(), MODE).await,
            Err(StoreError::Altered(_))
        ));
        assert_eq!(set_aside(folder.path()), [""; 0]);
        accept(folder.path(), &Who::default(), at(1)).await.unwrap();
        let records = open(&folder).await;
        assert_eq!(records.unsettled(at(2)).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn windows_that_make_a_file_at_the_same_moment_all_open_it() {
    for _ in 0..20 {
        let folder = Rc::new(Database::Sqlite.place());
        let windows = LocalSet::new();
        let open = |_| {
            let folder = Rc::clone(&folder);
            windows.spawn_local(async move { try_open(&folder).await })
        };
        let opening: Vec<_> = (0..8).map(open).collect();
        windows.await;
        for window in opening {
            assert_eq!(window.await.unwrap().unwrap().set_aside, None);
        }
    }
}
