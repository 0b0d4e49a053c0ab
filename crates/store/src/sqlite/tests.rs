//! Tests of SQLite alone: which index a query uses.

use chrono::DateTime;
use sqlx::{AssertSqlSafe, query_as};

use super::open;
use crate::change_rows::{IN_STATES, LEASES, OF_APPOINTMENT, OPEN_SINCE, SINCE, beside_query};
use booking::Mode;

#[tokio::test]
async fn what_every_start_asks_is_answered_by_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = open(folder.path(), Mode::Sandbox, false, DateTime::UNIX_EPOCH)
        .await
        .unwrap();
    let beside = beside_query(1);
    let questions = [
        (IN_STATES, "changes_by_state (state="),
        (LEASES, "changes_by_state (state="),
        (SINCE, "changes_by_time (changed_at>"),
        (OPEN_SINCE, "changes_by_state (state="),
        (
            &*beside,
            "changes_by_provider (vendor=? AND <expr>=? AND busy_until>?)",
        ),
        (&*beside, "changes_by_person (person=?)"),
        (OF_APPOINTMENT, "changes_by_about (about="),
    ];
    for (question, index) in questions {
        let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {question}"));
        let plan: Vec<(i64, i64, i64, String)> = query_as(explain)
            .fetch_all(&mut store.connection)
            .await
            .unwrap();
        assert!(
            plan.iter().any(|step| step.3.contains(index)),
            "{question}: {plan:?}"
        );
    }
}
