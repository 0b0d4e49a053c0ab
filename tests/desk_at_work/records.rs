//! What a desk has written down, as anyone may read it.

use std::path::Path;

use booking::clinics::{ANIVA, SHIPPED};
use booking::time::Span;
use booking::{Booking, Mode, Settlement};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use store::{Break, Format, RecordStore, RowToSend, Trail, Who, Whole};
use uuid::Uuid;

/// Every line of a sandbox desk's audit trail, oldest first; none where there is no trail.
pub(crate) fn audit(folder: &Path) -> Vec<Value> {
    let mut out = Vec::new();
    blocking(async {
        if let Some(trail) = Trail::open(folder, Mode::Sandbox)
            .await
            .expect("it can be read")
        {
            trail
                .export(Mode::Sandbox, Format::Json, &mut out)
                .await
                .expect("it can be written out");
        }
    });
    let text = String::from_utf8(out).expect("UTF-8");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect()
}

/// What was done, line by line, once there are so many lines: the last one is written behind the answer that the desk
/// shows already.
pub(crate) fn steps(folder: &Path, count: usize) -> Vec<String> {
    const TRIES: usize = 500;
    let word = |line: &Value| line["what"].as_str().unwrap_or_default().to_owned();
    let steps = || -> Vec<String> { audit(folder).iter().map(word).collect() };
    (0..TRIES)
        .map(|_| steps())
        .find(|steps| steps.len() >= count)
        .unwrap_or_else(steps)
}

/// Whether the trail is whole.
pub(crate) fn verified(folder: &Path) -> Result<Whole, Break> {
    blocking(async {
        let trail = Trail::open(folder, Mode::Sandbox)
            .await
            .expect("it can be read");
        trail
            .expect("there is one")
            .verify()
            .await
            .expect("it can be read")
    })
}

/// Writes down so many blood draws that another window has booked by now, each at a location of its own.
pub(crate) fn many_booked(folder: &Path, count: usize, now: DateTime<Utc>) {
    blocking(async {
        let clinics = SHIPPED.iter().collect();
        let opened = RecordStore::open(folder, Mode::Sandbox, clinics, Who::default(), now).await;
        let records = opened.expect("a folder of its own").records;
        let row = |number: usize| {
            let start = now + TimeDelta::minutes(i64::try_from(number).expect("a small number"));
            let [profile, location] = [number as u128; 2].map(|id| Uuid::from_u128(id).to_string());
            let span = Span::resolve(Some(start), None, None).expect("a start");
            let draw = Booking::of_ids(ANIVA, &profile, Some(&location), span).expect("a draw");
            RowToSend {
                mark: records.mark(&number.to_le_bytes()),
                outgoing: draw.into(),
            }
        };
        let rows: Vec<RowToSend> = (0..count).map(row).collect();
        let sent = records
            .write_rows(&[], &rows, now)
            .await
            .expect("it can be written");
        let made = sent
            .into_iter()
            .flatten()
            .map(|id| (id, Settlement::Booked(Uuid::from(id).to_string())));
        records
            .write_rows(&made.collect::<Vec<_>>(), &[], now)
            .await
            .expect("it can be written");
        records.close().await;
    });
}

fn blocking<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime")
        .block_on(future)
}
