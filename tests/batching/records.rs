//! The records that say which rows are booked: put back without their head, altered, or with a trigger in them, they
//! stop a run before anything is sent, until a person takes them as they are.

use std::fs;
use std::path::PathBuf;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use super::{Office, visits};
use crate::shell::Said;

const ROWS: usize = 10;

impl Office {
    /// The office after ten rows were booked.
    fn with_ten_booked() -> Office {
        let office = Office::open();
        let (text, _) = visits(ROWS);
        office.write("rows.csv", &text);
        let ran = office.run(&["rows.csv", "--yes"]);
        assert_eq!(
            (ran.code, office.creates().len()),
            (Some(0), ROWS),
            "{ran:?}"
        );
        office
    }

    fn record(&self, name: &str) -> PathBuf {
        self.path("desk").join(name)
    }

    /// Alters the records past every desk.
    fn alter(&self, statement: &'static str) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let options = SqliteConnectOptions::new().filename(self.record("sandbox.db"));
        runtime.block_on(async {
            let mut file: SqliteConnection = options.connect().await.unwrap();
            sqlx::query(statement).execute(&mut file).await.unwrap();
            file.close().await.unwrap();
        });
    }

    /// The same file again is refused with these words, and nothing is sent.
    fn refuses_the_file(&self, words: &str) {
        for arguments in [&["rows.csv", "--yes"], &["rows.csv", "--dry-run"]] {
            let ran = self.run(arguments);
            assert_eq!((ran.code, ran.verdicts.len()), (Some(7), 0), "{ran:?}");
            assert!(
                ran.errors.contains(words) && ran.errors.contains("bookdesk audit accept"),
                "{words}: {ran:?}"
            );
            assert_eq!(self.creates().len(), ROWS, "{words}");
        }
    }

    fn audit(&self, words: &[&str]) -> Said {
        let mut command = crate::desk_at_work::shipped(self.home.path(), &self.sandbox);
        command.arg("audit").args(words);
        Said::of(&command.output().unwrap())
    }
}

#[test]
fn records_put_back_without_their_head_stop_a_file_until_a_person_takes_them_as_they_are() {
    for head in [None, Some(Vec::new()), Some(vec![0; 384])] {
        let office = Office::with_ten_booked();
        let file = office.record("sandbox.db");
        let whole = fs::read(&file).unwrap();
        match &head {
            None => fs::remove_file(office.record("sandbox.head")).unwrap(),
            Some(bytes) => fs::write(office.record("sandbox.head"), bytes).unwrap(),
        }
        let words = "not proved to be all that was written";
        office.refuses_the_file(words);
        let said = office.audit(&["verify"]).ends_with(1);
        assert!(said.out.contains(words), "{}", said.out);

        fs::write(&file, whole).unwrap();
        office.audit(&["accept", "--yes"]).ends_with(0);
        office.audit(&["verify"]).ends_with(0);
        let ran = office.run(&["rows.csv", "--yes"]);
        assert_eq!(
            (ran.code, office.creates().len()),
            (Some(0), ROWS),
            "{ran:?}"
        );
    }
}

#[test]
fn records_of_before_the_rows_were_booked_put_back_without_their_head_book_none_again() {
    let office = Office::open();
    let (text, _) = visits(ROWS);
    office.write("rows.csv", &text);
    let rehearsed = office.run(&["rows.csv", "--dry-run"]);
    assert_eq!(rehearsed.verdicts.len(), ROWS, "{rehearsed:?}");
    let earlier = fs::read(office.record("sandbox.db")).unwrap();
    assert_eq!(office.run(&["rows.csv", "--yes"]).code, Some(0));
    for beside in ["sandbox.head", "sandbox.db-wal", "sandbox.db-shm"] {
        let _ = fs::remove_file(office.record(beside));
    }
    fs::write(office.record("sandbox.db"), earlier).unwrap();
    office.refuses_the_file("not proved to be all that was written");
}

#[test]
fn rows_that_somebody_has_altered_in_the_records_are_not_booked_again() {
    for alteration in [
        "DELETE FROM changes",
        "DELETE FROM changes WHERE id = (SELECT MIN(id) FROM changes)",
        "UPDATE changes SET state = 'refused', appointment = NULL",
        "UPDATE changes SET state = 'refused', appointment = NULL, lease = '@elsewhere'",
        "UPDATE changes SET row_mark = NULL",
        "UPDATE changes SET row_mark = 'another' || id",
        "UPDATE audit SET fields = 'row 0' WHERE what = 'sending'",
    ] {
        let office = Office::with_ten_booked();
        office.alter(alteration);
        office.refuses_the_file("is not as it was written");
    }
}

#[test]
fn a_trigger_or_a_view_in_the_records_stops_a_file_until_a_person_has_it_removed() {
    for statement in [
        "CREATE TRIGGER again AFTER UPDATE ON changes WHEN NEW.state = 'booked' BEGIN \
         UPDATE changes SET state = 'refused' WHERE id = NEW.id; END",
        "CREATE VIEW every AS SELECT * FROM changes",
    ] {
        let office = Office::with_ten_booked();
        office.alter(statement);
        office.refuses_the_file("it holds a trigger or a view");
        office.audit(&["verify"]).ends_with(1);
        office.audit(&["accept", "--yes"]).ends_with(0);
        let ran = office.run(&["rows.csv", "--yes"]);
        assert_eq!(
            (ran.code, office.creates().len()),
            (Some(0), ROWS),
            "{ran:?}"
        );
    }
}
