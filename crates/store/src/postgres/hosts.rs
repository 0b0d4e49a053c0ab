//! Which of several hosts is the primary. After a failover two of them may accept writes: the former primary has come
//! back.

use std::time::Duration;

use sqlx::query_as;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

use super::Server;
use super::connect::answered;
use super::timeline::Timeline;
use crate::{Result, StoreError};
use booking::{Mode, Unshared};

/// How long the other hosts may take to answer after one accepts writes.
const OTHERS: Duration = Duration::from_millis(500);

/// A host that accepts writes.
struct Primary {
    /// Its place among the hosts of the address.
    place: usize,
    server: Server,
    timeline: Option<Timeline>,
}

impl Primary {
    /// Returns whether the other one has replaced it in a failover.
    fn is_before(&self, other: &Primary) -> bool {
        self.timeline
            .as_ref()
            .zip(other.timeline.as_ref())
            .is_some_and(|(own, other)| own.is_before(other))
    }
}

impl Server {
    /// Returns the server at the host that accepts writes. Of several, it is the one that the last failover made the
    /// primary, or else the first. A single host is not checked.
    ///
    /// # Errors
    /// If no host accepts writes. Of several reasons, the one that needs a person comes first.
    pub(crate) async fn primary(&self) -> Result<Server> {
        let hosts = self.each_host();
        if hosts.len() < 2 {
            return Ok(self.clone());
        }
        let mut asked = JoinSet::new();
        for (place, url) in hosts.into_iter().enumerate() {
            let server = Server {
                url,
                ..self.clone()
            };
            asked.spawn(server.primary_at(place));
        }
        let mut found: Vec<Primary> = Vec::new();
        let mut why = None;
        let mut until = None;
        loop {
            let answer = match until {
                None => asked.join_next().await,
                Some(until) => timeout_at(until, asked.join_next()).await.ok().flatten(),
            };
            match answer {
                None => break,
                Some(Ok(Ok(primary))) => {
                    found.push(primary);
                    until.get_or_insert_with(|| Instant::now() + OTHERS);
                }
                Some(Ok(Err(error))) => why = Some(more_lasting(why, error)),
                Some(Err(_)) => {}
            }
        }
        let is_last = |host: &&Primary| !found.iter().any(|other| host.is_before(other));
        let last = found.iter().filter(is_last).min_by_key(|host| host.place);
        match last {
            Some(host) => Ok(host.server.clone()),
            None => Err(why.unwrap_or(StoreError::Away(Unshared::Silent))),
        }
    }

    async fn primary_at(self, place: usize) -> Result<Primary> {
        const IS_WRITABLE: &str = "SELECT current_setting('transaction_read_only') = 'off'";
        let mut connection = self.reach(Mode::Live, "").await?;
        let (is_writable,): (bool,) =
            answered(query_as(IS_WRITABLE).fetch_one(&mut connection)).await?;
        if !is_writable {
            return Err(StoreError::Away(Unshared::ReadOnly));
        }
        let timeline = Timeline::of(&mut connection).await?;
        Ok(Primary {
            place,
            server: self,
            timeline,
        })
    }

    /// Returns the address of each host.
    pub(super) fn each_host(&self) -> Vec<String> {
        let Some((scheme, rest)) = self.url.split_once("://") else {
            return vec![self.url.clone()];
        };
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let start = rest[..end].rfind('@').map_or(0, |at| at + 1);
        let before = &rest[..start];
        let after = &rest[end..];
        rest[start..end]
            .split(',')
            .map(|host| format!("{scheme}://{before}{host}{after}"))
            .collect()
    }
}

/// Returns the reason that needs a person, if either does.
fn more_lasting(why: Option<StoreError>, error: StoreError) -> StoreError {
    match why {
        Some(why) if why.unshared().lasts() || !error.unshared().lasts() => why,
        _ => error,
    }
}
