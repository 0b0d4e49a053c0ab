//! Typed columns of the shared tables, the rules for rows, and the migrations that created them.

use super::*;

/// A dump of records of the previous version, and the key that sealed them.
const BEFORE: &str = include_str!("../../../../../tests/shared_records_before.sql");
const KEY_BEFORE: &str = "9bdd269e53470b79ec211d67b9c59dc71f6d3fbef8a5a1f406c4c72177c67fb3\n";

/// The types of the columns that the previous version reads and writes.
const TEXTS: &str = "SELECT DISTINCT data_type FROM information_schema.columns \
     WHERE table_schema = 'bookdesk_sandbox' AND table_name = 'changes' AND column_name NOT LIKE '%seq'";
const COLUMNS_BEFORE: &str = "id,lease,kind,state,vendor,about,person,provider,starts_at,ends_at,old_starts_at,\
     appointment,result,operator,desk,prepared_at,changed_at,sealed,row_mark,busy_until,overrides,seq,first_seq,\
     measured,claims,follows,old_status";

impl Clinic {
    /// Restores a clinic's records of the previous version, and migrates them.
    async fn of_the_version_before() -> Option<Clinic> {
        let owner = Database::postgres()?.place().server?;
        let key = tempfile::tempdir().unwrap();
        std::fs::write(key.path().join("ledger.key"), KEY_BEFORE).unwrap();
        postgres_server::sql(
            &owner.url,
            &format!("CREATE EXTENSION btree_gist SCHEMA public; {BEFORE}"),
        );
        let server = of_desks(&owner);
        let desks = postgres_server::DESKS;
        postgres_server::sql(
            &owner.url,
            &format!(
                "GRANT USAGE ON SCHEMA bookdesk_sandbox TO {desks}; \
                 GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bookdesk_sandbox TO {desks}"
            ),
        );
        Some(Clinic { server, owner, key })
    }

    async fn bring_up(&self) -> Result<(), StoreError> {
        let role = Some(postgres_server::DESKS);
        SharedStore::set_up(&self.owner, self.key.path(), MODE, role).await
    }
}

/// Returns the statement with which a desk of the previous version writes a change: every value is a text.
fn insertion(id: u8, state: &str, [from, until]: [&str; 2], others: &str) -> String {
    format!(
        "PREPARE insertion(TEXT, TEXT, TEXT, TEXT) AS INSERT INTO changes (id, lease, kind, state, vendor, provider, starts_at, \
         busy_until, prepared_at, changed_at, about, appointment, overrides) VALUES ($1, '1', 'book', $2, 'clinik', 'prac_1', \
         $3, $4, '2026-11-22T09:00:00.000Z', '2026-11-22T09:00:0{id}.000Z', {others}); \
         EXECUTE insertion('0199a7c5-1111-7000-8000-00000000000{id}', '{state}', '2199-02-10T{from}:00.000Z', \
         '2199-02-10T{until}:00.000Z'); DEALLOCATE insertion"
    )
}

const NO_OTHERS: &str = "NULL, NULL, NULL";

impl Clinic {
    fn refuses(&self, statement: &str) -> String {
        let there = format!("SET search_path = bookdesk_sandbox, public; {statement}");
        postgres_server::refused(&self.owner.url, &there)
    }
}

#[tokio::test]
async fn records_of_the_version_before_are_carried_over_and_its_desks_share_nothing_more() {
    let Some(clinic) = Clinic::of_the_version_before().await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ledger.key"), KEY_BEFORE).unwrap();
    let early = clinic.desk_in(folder, "front-1").await.err();
    assert!(matches!(early, Some(StoreError::NotSetUp)), "{early:?}");
    let columns = "SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns \
         WHERE table_schema = 'bookdesk_sandbox' AND table_name = 'changes'";
    assert_eq!(clinic.sql(columns), COLUMNS_BEFORE);
    let rows = "SELECT changes FROM changes ORDER BY seq";
    let before = clinic.sql(rows);
    for _ in 0..2 {
        clinic.bring_up().await.unwrap();
        assert_eq!(
            (clinic.sql(columns).as_str(), clinic.sql(TEXTS).as_str()),
            (COLUMNS_BEFORE, "text")
        );
        assert_eq!(
            clinic.sql(rows),
            before,
            "every row as it was, with its number"
        );
        assert_eq!(
            clinic.sql("SELECT COUNT(*) FROM _sqlx_migrations WHERE success"),
            "16"
        );
    }
    let facts = "SELECT string_agg(value, ' ' ORDER BY name) FROM facts WHERE name IN ('schema', 'additions')";
    assert_eq!(
        clinic.sql(facts),
        "9 7",
        "the version before compares the second"
    );
    clinic.trail_is_whole().await;
    let one = clinic.desk("front-1").await;
    let taken = one.shared.take_over(&one.local, at(1)).await.unwrap();
    let [lost] = &taken.unsettled[..] else {
        panic!("{taken:?}")
    };
    assert_eq!(
        lost.change.booking().unwrap().visit().person,
        "pt_apwgty",
        "what was sealed is read"
    );
    // Times are texts, and the rules apply to them.
    clinic.sql(&insertion(1, "sending", ["15:00", "15:30"], NO_OTHERS));
    let typed = "SELECT starts_at AT TIME ZONE 'UTC', taken, lease FROM recorded_changes WHERE id::text LIKE '%01'";
    let range = r#"["2199-02-10 15:00:00+00","2199-02-10 15:30:00+00")"#;
    assert_eq!(
        clinic.sql(&format!("SET TIME ZONE 'UTC'; {typed}")),
        format!("2199-02-10 15:00:00|{range}|1")
    );
    let meets = Outgoing::from(visit("pt_1"));
    assert!(one.local.send_off(&meets, at(2)).await.unwrap().is_ok());
    one.shared.copy(&one.local).await.unwrap();
    assert_eq!(
        one.shared
            .mirror(&one.local, at(3))
            .await
            .unwrap()
            .collisions,
        []
    );
    clinic.sql("DELETE FROM changes WHERE id LIKE '%01'");
    clinic.trail_is_whole().await;
    // A desk of the previous version compares the steps with those that it knows, and its role can no longer write
    // tables.
    let writes = "SET search_path = bookdesk_sandbox; UPDATE journals SET copied = copied";
    let said = postgres_server::refused(&clinic.server.url, writes);
    assert!(said.contains("permission denied for table"), "{said}");
}

#[tokio::test]
async fn times_are_moments_and_ranges_and_no_function_claims_to_be_immutable_that_is_not() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let types = "SELECT string_agg(DISTINCT data_type, ',') FROM information_schema.columns \
         WHERE table_schema = 'bookdesk_sandbox' AND table_name = 'recorded_changes' AND column_name IN ";
    let moments =
        "('starts_at', 'ends_at', 'old_starts_at', 'busy_until', 'prepared_at', 'changed_at')";
    for (columns, kind) in [
        (moments, "timestamp with time zone"),
        ("('taken')", "tstzrange"),
        ("('id')", "uuid"),
        ("('lease')", "bigint"),
    ] {
        assert_eq!(clinic.sql(&format!("{types} {columns}")), kind, "{columns}");
    }
    let immutable = "SELECT string_agg(proname, ',') FROM pg_proc \
         WHERE pronamespace = 'bookdesk_sandbox'::regnamespace AND provolatile = 'i'";
    assert_eq!(clinic.sql(immutable), "");
    let heads = "INSERT INTO heads (journal, at, seq, hash, signature) \
         SELECT 'j', '2026-11-22T09:00:00.000Z', n, 'h', 's' FROM generate_series(1, 5000) AS n; ANALYZE heads";
    clinic.sql(heads);
    let plan =
        clinic.sql("EXPLAIN SELECT * FROM heads WHERE seq > 4990 ORDER BY seq DESC LIMIT 20");
    assert!(plan.contains("heads_by_seq"), "{plan}");
    for (broken, rule) in [
        ("UPDATE changes SET state = 'half-made'", "known_state"),
        ("UPDATE changes SET overrides = 'no'", "known_override"),
        ("UPDATE changes SET id = 'x'", "uuid"),
        ("UPDATE changes SET changed_at = 'yesterday'", "integer"),
        (
            "INSERT INTO calls VALUES ('clinik', 'a', 'b', 'soon', NULL, '', NULL, NULL, 'now')",
            "utc_text",
        ),
        (
            "INSERT INTO journals VALUES ('j', -1, 0)",
            "places_of_lines",
        ),
        (
            "INSERT INTO holds (lease, place, vendor, provider, starts_at, busy_until, until) VALUES (99, '', \
             'clinik', 'p', '2199-02-10T09:00:00.000Z', '2199-02-10T09:30:00.000Z', now())",
            "under_a_lease",
        ),
    ] {
        let said = clinic.refuses(&format!(
            "{}; {broken}",
            insertion(1, "sending", ["09:00", "09:30"], NO_OTHERS)
        ));
        assert!(said.contains(rule), "{broken}: {said}");
    }
}

#[tokio::test]
async fn the_database_itself_refuses_a_change_for_a_time_that_an_appointment_has() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let made = |id, times, appointment: &str| {
        insertion(id, "booked", times, &format!("NULL, '{appointment}', NULL"))
    };
    clinic.sql(&made(1, ["09:00", "09:30"], "appt_1"));
    let said = clinic.refuses(&insertion(2, "sending", ["09:15", "09:45"], NO_OTHERS));
    assert!(said.contains("one_appointment_at_a_time"), "{said}");
    clinic.sql(&insertion(
        2,
        "sending",
        ["09:15", "09:45"],
        "'appt_1', NULL, NULL",
    ));
    clinic.sql(&insertion(
        3,
        "sending",
        ["09:20", "09:40"],
        "NULL, NULL, 'yes'",
    ));
    clinic.sql(&insertion(4, "sending", ["09:45", "10:00"], NO_OTHERS));
    // A change that the clinic has made is recorded despite any obstacle.
    clinic.sql(&made(5, ["09:25", "09:50"], "appt_5"));
    // The second change moved the first appointment, which leaves its old time.
    clinic.sql(
        "UPDATE changes SET kind = 'move', state = 'booked', appointment = 'appt_1' WHERE id LIKE '%02'",
    );
    clinic.sql(&insertion(6, "sending", ["09:00", "09:15"], NO_OTHERS));
    let said = clinic.refuses(&insertion(7, "sending", ["09:20", "09:30"], NO_OTHERS));
    assert!(said.contains("one_appointment_at_a_time"), "{said}");
}

#[tokio::test]
async fn a_change_by_which_an_appointment_leaves_its_time_frees_it_in_the_database_as_at_the_desk()
{
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let statuses = [
        "cancelled",
        " NoShow ",
        "entered-in-error",
        "proposed",
        "waitlist",
        "booked",
        "arrived",
        "theirs",
    ];
    let of_status = statuses.map(|status| {
        (
            ChangeKind::Status,
            Some(status),
            booking::takes_time(status),
        )
    });
    let of_kind = ChangeKind::all().map(|kind| (kind, None, kind.keeps_time()));
    for (kind, status, stays) in of_kind.chain(of_status) {
        clinic.sql("DELETE FROM changes");
        let made = insertion(1, "booked", ["09:00", "09:30"], "NULL, 'appt_1', NULL");
        let later = insertion(2, "sending", ["10:00", "10:30"], "'appt_1', NULL, NULL");
        let result = status.map_or("NULL".to_owned(), |status| format!("'{status}'"));
        clinic.sql(&format!(
            "{made}; {later}; UPDATE changes SET kind = '{}', result = {result}, state = 'booked', appointment = 'appt_1', \
             busy_until = NULL WHERE id LIKE '%02'",
            kind.word()
        ));
        let kept = clinic.sql("SELECT count(*) FROM recorded_changes WHERE keeps_time");
        assert_eq!(kept == "1", stays, "{kind:?} {status:?}");
    }
}

#[tokio::test]
async fn a_migration_whose_text_was_altered_is_found_and_nothing_is_done() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    clinic.sql("UPDATE _sqlx_migrations SET checksum = 'other' WHERE version = 3");
    let said = clinic.bring_up().await.unwrap_err().to_string();
    assert!(
        said.contains("migration 3") && said.contains("modified"),
        "{said}"
    );
}
