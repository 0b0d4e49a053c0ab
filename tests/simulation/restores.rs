//! The shared records are put back to an earlier state: what was written there since is missing, and every connection is
//! gone. Each desk copies what it has once more.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::in_touch::Desks;
use super::shared_server::{LeaseTable, SharedServer};
use super::shared_sql::connect;
use super::world::{Create, World};

/// For how long before a backup a change may have been sent that is not in it: its commit took its time.
const COMMITTING: Duration = Duration::from_secs(10);
/// For how long after a restore a change may go out under a claim that was made before it.
const STILL_CLAIMED: Duration = Duration::from_secs(8);

/// The shared records as they were.
#[derive(Debug)]
pub(super) struct Backup {
    at: Duration,
    database: PathBuf,
    leases: LeaseTable,
}

/// A moment between a backup and when it was restored: what was written in it is missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct LostTime {
    from: Duration,
    to: Duration,
}

impl LostTime {
    /// Whether others may not have known of a change that was sent then.
    fn hides(&self, create: &Create) -> bool {
        self.from <= create.at + COMMITTING && create.at <= self.to + STILL_CLAIMED
    }
}

impl SharedServer {
    /// A file holds all of it: nobody is within a transaction, since whoever waits does so outside of one.
    async fn restore(&self, backup: &Backup, to: &Path) {
        std::fs::copy(&backup.database, to).expect("there is room");
        *self.connection().await = connect(to).await;
        self.is_restored(backup.leases.clone());
    }
}

impl World {
    /// The shared records are backed up, or, where they have been, at times restored.
    pub(super) fn backs_up_or_restores(&mut self) {
        let (restores, now) = (self.dice.u8(0..3) > 0, self.now);
        let Some(Desks {
            server,
            backup,
            lost_times,
            ..
        }) = &mut self.desks
        else {
            return;
        };
        let file = |name: &str| self.folder.path().join(format!("{name}.db"));
        let (count, shared) = (lost_times.len(), |count: usize| {
            file(&format!("shared-{count}"))
        });
        match backup.take().filter(|_| restores) {
            Some(old) => {
                self.runtime
                    .block_on(server.restore(&old, &shared(count + 1)));
                lost_times.push(LostTime {
                    from: old.at,
                    to: now,
                });
                let at = old.at.as_secs_f64();
                self.notes(format_args!(
                    "the shared records are restored to how they were at {at:.3}"
                ));
                self.others_are_told();
            }
            None => {
                let (database, leases) = (file("backup"), server.leases());
                std::fs::copy(shared(count), &database).expect("there is room");
                *backup = Some(Backup {
                    at: now,
                    database,
                    leases,
                });
                self.notes("the shared records are backed up");
            }
        }
    }

    /// Whether the records that others had of one of two changes may have been lost.
    pub(super) fn is_hidden_by_restore(&self, pair: [&Create; 2]) -> bool {
        let lost_times = self.desks.iter().flat_map(|desks| &desks.lost_times);
        lost_times
            .into_iter()
            .any(|lost| pair.iter().any(|create| lost.hides(create)))
    }
}
