//! What was put aside at a desk that is gone is taken over. Two desks, each with records of its own, that share others in
//! PostgreSQL.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use booking::clinics::{CLINIK, SHIPPED};
use config::{StoreAddress, StoreOrigin};
use headless::Options;
use runtime::Shared;
use tempfile::TempDir;

use crate::desk_at_work::{DeskAtWork, at_clinik, at_home};
use crate::postgres_server;

/// A clinic's database, and a folder for each of its desks.
pub(crate) struct Clinic {
    home: TempDir,
    /// The address of the records, for the role of the desks.
    store: String,
    /// The same for their owner.
    owner: String,
}

impl Clinic {
    /// None where there is no PostgreSQL.
    fn open() -> Option<Clinic> {
        Some(Clinic::at(
            postgres_server::is_there().then(postgres_server::database)??,
        ))
    }

    /// One whose database has this URL, which is its owner's.
    pub(crate) fn at(owner: String) -> Clinic {
        let clinic = Clinic {
            home: tempfile::tempdir().expect("a folder"),
            store: postgres_server::of_desks(&owner),
            owner,
        };
        let set_up = format!("store init --role {}", postgres_server::DESKS);
        clinic.run_as_owner("front-1", &set_up);
        fs::create_dir(clinic.folder("front-2")).expect("a folder");
        fs::copy(
            clinic.folder("front-1").join("ledger.key"),
            clinic.folder("front-2").join("ledger.key"),
        )
        .expect("a key");
        clinic
    }

    fn folder(&self, desk: &str) -> PathBuf {
        self.home.path().join(desk)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the records are set up by the shipped command"
    )]
    fn run_as_owner(&self, desk: &str, line: &str) {
        let output = Command::new(env!("CARGO_BIN_EXE_bookdesk"))
            .args(line.split(' '))
            .env_clear()
            .env("PATH", env::var_os("PATH").unwrap_or_default())
            .envs(at_home(self.home.path()))
            .env("BOOKDESK_DATA_DIR", self.folder(desk))
            .env("BOOKDESK_STORE", &self.owner)
            .output()
            .expect("it runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    pub(crate) fn called(&self, name: &str) -> Options {
        self.called_by_way_of(name, &self.store)
    }

    /// A desk that reaches the database by another URL.
    pub(crate) fn called_by_way_of(&self, name: &str, url: &str) -> Options {
        let url = url.parse().expect("a URL");
        let address = StoreAddress {
            url,
            origin: StoreOrigin::Variable,
            password: None,
            ca: None,
        };
        Options {
            data_dir: Some(self.folder(name)),
            desk_name: Some(name.to_owned()),
            shared: Some(Shared {
                address,
                clinics: SHIPPED.iter().collect(),
            }),
            ..at_clinik()
        }
    }

    /// front-1 and front-2, which know of one another.
    fn two_desks(&self) -> [DeskAtWork; 2] {
        let mut desks = [
            DeskAtWork::open(self.called("front-1")),
            DeskAtWork::open(self.called("front-2")),
        ];
        for desk in &mut desks {
            self.until(desk, "2 desks");
        }
        desks
    }

    /// A desk that has reached the shared records, so that a change waits for nothing but its own calls.
    pub(crate) fn reached_at(&self, name: &str) -> DeskAtWork {
        let mut desk = DeskAtWork::open_at_the_line(self.called(name));
        let mut looks = 0;
        loop {
            let office = &desk.desk().office;
            if office.is_reach_known(office.mode_of(CLINIK)) {
                break;
            }
            // Other programs of a busy machine come first.
            self.sql("SELECT pg_sleep(0.05)");
            desk.catches_up();
            looks += 1;
            assert!(looks < 400, "never reached\n{}", desk.screen());
        }
        assert!(!desk.desk().office.is_alone(), "{}", desk.screen());
        desk
    }

    pub(crate) fn sql(&self, statement: &str) -> String {
        postgres_server::sql(
            &self.owner,
            &format!("SET search_path = bookdesk_sandbox; {statement}"),
        )
    }

    /// Until the desk has heard of something that happens elsewhere.
    fn until(&self, desk: &mut DeskAtWork, words: &str) {
        let mut looks = 0;
        while !desk.shows(words) {
            // The desk hears of it meanwhile; other programs of a busy machine come first.
            self.sql("SELECT pg_sleep(0.05)");
            desk.catches_up();
            looks += 1;
            assert!(looks < 400, "never “{words}” on\n{}", desk.screen());
        }
    }

    /// Until the shared records hold so many drafts of a kind.
    fn until_drafts(&self, piece: &str, count: usize) {
        let counted = format!("SELECT COUNT(*) FROM drafts WHERE piece = '{piece}'");
        let mut looks = 0;
        while self.sql(&counted) != count.to_string() {
            // Other programs of a busy machine come first.
            self.sql("SELECT pg_sleep(0.05)");
            looks += 1;
            assert!(looks < 400, "{count} drafts are never {piece}");
        }
    }
}

fn parked(desk: &DeskAtWork) -> Vec<String> {
    let rows = desk.state()["parked"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    rows.iter()
        .map(|row| format!("{}: {}", row["letter"], row["who"]).replace('"', ""))
        .collect()
}

pub(crate) fn a_visit(desk: &mut DeskAtWork) {
    desk.fill("Patient", "pt_abc123")
        .fill("Practitioner", "prac_xyz789");
    desk.fill("Start", "10.02.2027 10:00").settle();
}

#[test]
fn what_was_put_aside_at_a_desk_that_is_gone_is_taken_over_by_name() {
    let Some(clinic) = Clinic::open() else { return };
    let [mut one, mut other] = clinic.two_desks();
    a_visit(&mut one);
    one.press("Ctrl+N").settle().pass(1);
    clinic.until_drafts("parked", 1);
    other
        .press("Alt+H")
        .sees("Nothing is parked, here or at a desk that is gone.")
        .press("Tab");
    let sandbox = one.killed_after(0);
    clinic.until(&mut other, "front-1 is gone and has left drafts. Alt-H");
    other
        .press("Alt+H")
        .sees("front-1 (gone): Maria Schmidt, Karin Ivers, 10.02.2027 10:00")
        .press("Enter");
    clinic.until(&mut other, "Taken over from front-1: Maria Schmidt");
    assert_eq!(parked(&other), ["a: Maria Schmidt"]);
    let dump = String::from_utf8_lossy(&postgres_server::dump(&clinic.owner)).into_owned();
    assert!(
        !dump.contains("Schmidt") && !dump.contains("pt_abc123"),
        "the database's owner reads no names"
    );
    let mut one = sandbox.reopened(clinic.called("front-1"));
    clinic.until(
        &mut one,
        "front-2 has taken over this draft of yours: Maria Schmidt",
    );
    assert_eq!(parked(&one), [] as [&str; 0]);
    one.pass(1);
    clinic.until_drafts("taken", 0);
    clinic.until_drafts("parked", 1);
}
