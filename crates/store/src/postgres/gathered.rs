//! Writes that go to the server with one message: there they are made behind the lock of the writers, if nobody has written
//! since they were prepared, and committed. However slow a desk's line is, it keeps nobody out meanwhile.

use serde_json::Value;

use crate::database::{QueryRows, Statement};

/// The error code of a division by zero, which nothing else makes.
pub(super) const DIVISION_BY_ZERO: &str = "22012";

/// The writes of a transaction, before they are made.
#[derive(Debug)]
pub(super) struct Gathered {
    /// The query that tells whether anybody has written since, with its values in it.
    state: String,
    /// The mark of its answer when it was asked first.
    mark: String,
    /// Queries that were answered with the first one, and their answers.
    answers: Vec<(Statement, QueryRows)>,
    /// The writes, with their values in them.
    writes: Vec<String>,
}

impl Gathered {
    /// Returns the query for the state, with the mark of the answer as an additional last column.
    pub(super) fn query(state: &str) -> String {
        format!("SELECT as_read.*, md5(as_read::text) AS mark FROM ({state}) AS as_read")
    }

    /// Returns nothing gathered yet, and the state, from the answer to its [`query`](Gathered::query).
    pub(super) fn begin(state: String, mut answer: QueryRows) -> (Gathered, QueryRows) {
        answer.columns.pop();
        let marks = answer.rows.iter_mut().filter_map(Vec::pop);
        let mark = marks
            .last()
            .and_then(|mark| Some(mark.as_str()?.to_owned()));
        let gathered = Gathered {
            state,
            mark: mark.unwrap_or_default(),
            answers: Vec::new(),
            writes: Vec::new(),
        };
        (gathered, answer)
    }

    pub(super) fn keep_answer(&mut self, query: Statement, answer: QueryRows) {
        self.answers.push((query, answer));
    }

    /// Removes and returns the answer to a query, if it is known.
    pub(super) fn answer(&mut self, query: &Statement) -> Option<QueryRows> {
        let is_it = |known: &mut (Statement, QueryRows)| known.0 == *query;
        self.answers
            .extract_if(.., is_it)
            .next()
            .map(|(_, answer)| answer)
    }

    pub(super) fn write(&mut self, statement: String) {
        self.writes.push(statement);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    /// Returns the statements that make the writes behind this lock. They fail with [`DIVISION_BY_ZERO`] if somebody has
    /// written.
    pub(super) fn statements(&self, lock: &str) -> String {
        let unchanged = format!(
            "SELECT 1 / (SELECT COUNT(*) FROM ({}) AS as_read WHERE md5(as_read::text) = {})",
            self.state,
            literal(&Value::from(self.mark.as_str()))
        );
        [lock, &unchanged]
            .into_iter()
            .chain(self.writes.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join("; ")
    }
}

/// Returns the SQL with the values in it.
pub(super) fn with_values(sql: &str, values: &[Value]) -> String {
    let mut parts = sql.split('$');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |sql, part| {
        let rest = part.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let number: usize = part[..part.len() - rest.len()].parse().unwrap_or_default();
        let value = values.get(number.wrapping_sub(1)).unwrap_or(&Value::Null);
        sql + &literal(value) + rest
    })
}

/// Returns a value as it stands in SQL: a text in the form that no setting of the server gives another meaning. The server
/// takes no NUL, which would end the message.
fn literal(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => {
            let text = text
                .replace('\0', "")
                .replace('\\', "\\\\")
                .replace('\'', "''");
            format!("E'{text}'")
        }
        _ => "NULL".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_a_value_whatever_it_contains() {
        let values = [json!("it's $1; \\' DROP"), json!(-7), json!(null)];
        assert_eq!(
            with_values("SELECT $2, $1, $3, $1", &values),
            r"SELECT -7, E'it''s $1; \\'' DROP', NULL, E'it''s $1; \\'' DROP'"
        );
    }
}
