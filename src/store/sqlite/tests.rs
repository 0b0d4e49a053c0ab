//! What only SQLite knows: which index a question takes. And a way for the other tests to bend the tables.

use std::any::Any;

use chrono::DateTime;
use sqlx::{AssertSqlSafe, query, query_as, query_scalar};

use super::{Sqlite, changes, open};
use crate::booking::Mode;
use crate::store::tables::Store;

fn sqlite(store: &mut dyn Store) -> &mut Sqlite {
    let store: &mut dyn Any = store;
    store.downcast_mut().expect("SQLite")
}

/// Executes a statement, whatever it spoils.
pub(in crate::store) async fn alter(store: &mut dyn Store, statement: &'static str) {
    query(statement).execute(&mut sqlite(store).connection).await.unwrap();
}

/// The texts that a question is answered with.
pub(in crate::store) async fn texts(store: &mut dyn Store, question: &'static str) -> Vec<Option<String>> {
    query_scalar(question).fetch_all(&mut sqlite(store).connection).await.unwrap()
}

#[tokio::test]
async fn what_every_start_asks_is_answered_by_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = open(folder.path(), Mode::Sandbox, false, DateTime::UNIX_EPOCH).await.unwrap();
    let questions = [
        (changes::IN_STATES, "changes_by_state (state="),
        (changes::LEASES, "changes_by_state (state="),
        (changes::SINCE, "changes_by_time (changed_at>"),
    ];
    for (question, index) in questions {
        let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {question}"));
        let plan: Vec<(i64, i64, i64, String)> =
            query_as(explain).fetch_all(&mut store.connection).await.unwrap();
        assert!(plan.iter().any(|step| step.3.contains(index)), "{question}: {plan:?}");
    }
}
