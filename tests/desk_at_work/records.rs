//! What a desk has written down, as anyone may read it.

use std::path::Path;

use bookdesk::booking::Mode;
use bookdesk::store::{Break, Format, Trail, Whole};
use serde_json::Value;

/// Every line of a sandbox desk's audit trail, oldest first; none where there is no trail.
pub(crate) fn audit(folder: &Path) -> Vec<Value> {
    let mut out = Vec::new();
    blocking(async {
        if let Some(trail) = Trail::open(folder, Mode::Sandbox).await.expect("it can be read") {
            trail.export(Mode::Sandbox, Format::Json, &mut out).await.expect("it can be written out");
        }
    });
    let text = String::from_utf8(out).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// What was done, line by line, once there are so many lines: the last one is written behind the answer that the desk
/// shows already.
pub(crate) fn steps(folder: &Path, count: usize) -> Vec<String> {
    const TRIES: usize = 500;
    let word = |line: &Value| line["what"].as_str().unwrap_or_default().to_owned();
    let steps = || -> Vec<String> { audit(folder).iter().map(word).collect() };
    (0..TRIES).map(|_| steps()).find(|steps| steps.len() >= count).unwrap_or_else(steps)
}

/// Whether the trail is whole.
pub(crate) fn verified(folder: &Path) -> Result<Whole, Break> {
    blocking(async {
        let trail = Trail::open(folder, Mode::Sandbox).await.expect("it can be read");
        trail.expect("there is one").verify().await.expect("it can be read")
    })
}

fn blocking<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}
