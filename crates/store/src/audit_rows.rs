//! The table of the audit trail's lines, by number.

use serde_json::Value;

use super::StoreError;
use super::chain::TrailLine;
use super::database::{NOTHING, Store};

/// The number of lines read at once.
pub(super) const LINES: usize = 1000;

impl dyn Store + '_ {
    pub(super) async fn insert_lines(&mut self, lines: &[TrailLine]) -> Result<(), StoreError> {
        self.insert_all("audit", lines).await
    }

    /// Returns the number and the hash of the last line.
    pub(super) async fn last_line(&mut self) -> Result<Option<(i64, String)>, StoreError> {
        Ok(self.tuples("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", NOTHING).await?.pop())
    }

    /// Returns the number and the hash of the last line up to which all lines are older than a moment.
    pub(super) async fn last_line_before(
        &mut self,
        moment: &str,
    ) -> Result<Option<(i64, String)>, StoreError> {
        let last = "SELECT seq, hash FROM audit WHERE at < $1 \
             AND seq < COALESCE((SELECT MIN(seq) FROM audit WHERE at >= $1), 9223372036854775807) \
             ORDER BY seq DESC LIMIT 1";
        Ok(self.tuples(last, [moment]).await?.pop())
    }

    pub(super) async fn last_line_at(&mut self) -> Result<Option<String>, StoreError> {
        Ok(self.column("SELECT at FROM audit ORDER BY seq DESC LIMIT 1", NOTHING).await?.pop())
    }

    pub(super) async fn line_hash(&mut self, seq: i64) -> Result<Option<String>, StoreError> {
        Ok(self.column("SELECT hash FROM audit WHERE seq = $1", [seq]).await?.pop())
    }

    /// Returns the lines after the one with this number, a thousand at most.
    pub(super) async fn lines_after(&mut self, seq: i64) -> Result<Vec<TrailLine>, StoreError> {
        self.rows("SELECT * FROM audit WHERE seq > $1 ORDER BY seq LIMIT 1000", [seq]).await
    }

    /// Returns the `fields` of all lines with this action.
    pub(super) async fn fields_of_lines(&mut self, what: &str) -> Result<Vec<String>, StoreError> {
        self.column("SELECT fields FROM audit WHERE what = $1 AND fields IS NOT NULL", [what]).await
    }

    pub(super) async fn set_line_hash(&mut self, seq: i64, hash: &str) -> Result<(), StoreError> {
        let values: [Value; 2] = [hash.into(), seq.into()];
        self.run("UPDATE audit SET hash = $1 WHERE seq = $2", values).await.map(drop)
    }

    /// Removes the lines up to this one. Returns their number.
    pub(super) async fn remove_lines_up_to(&mut self, seq: i64) -> Result<u64, StoreError> {
        let count: Vec<i64> = self.column("SELECT COUNT(*) FROM audit WHERE seq <= $1", [seq]).await?;
        self.run(self.erasing().remove_lines, [seq]).await?;
        Ok(count.first().copied().unwrap_or_default().unsigned_abs())
    }

    /// Erases the person from the lines about them. Returns the lines' numbers.
    pub(super) async fn empty_lines_about(&mut self, person: &str) -> Result<Vec<i64>, StoreError> {
        let lines = self.column("SELECT seq FROM audit WHERE person = $1 ORDER BY seq", [person]).await?;
        self.run(self.erasing().empty_lines, [person]).await?;
        Ok(lines)
    }
}
