//! Migrating the records of an earlier version to this one, in the required order.

use serde_json::Value;

use super::audit::base;
use super::change_row::{ChangeRow, sealed_as};
use super::database::{Durability, NOTHING, Store};
use super::facts::{SCHEMA, outgrown, version};
use super::seal::Seal;
use super::{Result, StoreError, begin, end};

/// The fact that holds the number of additions applied to the tables.
const ADDITIONS: &str = "additions";

/// The fact that the trail is chained with the key.
const CHAINED: &str = "chain";

/// The fact that every change under way names the appointment that it claims.
const CLAIMS: &str = "claims";

/// The fact that typed persons are replaced by pseudonyms.
const PERSONS: &str = "persons";

/// The state of the tables after a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Schema {
    /// The tables are of this version.
    Ours,
    /// The tables are of a later version.
    Later,
    /// There are no tables.
    None,
}

/// Migrates the tables to this version, and creates them if there are none and there were no records before. Tables of
/// a later version are left unchanged.
pub(super) async fn bring_up(store: &mut dyn Store, had_records: bool) -> Result<Schema> {
    store.begin(Durability::Synced).await?;
    let done = step_up(store, had_records).await;
    end(store, done).await
}

async fn step_up(store: &mut dyn Store, had_records: bool) -> Result<Schema> {
    store.make_facts().await?;
    let version = version(store).await?;
    if version > store.steps().len() {
        return Ok(Schema::Later);
    }
    if version == 0 && had_records {
        return Ok(Schema::None);
    }
    let steps = store.steps();
    let additions_here = store.additions();
    run_scripts(store, &steps[version..]).await?;
    let added = additions(store).await?;
    if added < additions_here.len() {
        run_scripts(store, &additions_here[added..]).await?;
        store
            .set_fact(ADDITIONS, &additions_here.len().to_string())
            .await?;
    }
    // Written at every start: an unwritable file is better found now than at the first booking.
    store.set_fact(SCHEMA, &steps.len().to_string()).await?;
    Ok(Schema::Ours)
}

/// Runs scripts whose statements end with a semicolon at the end of a line.
async fn run_scripts(store: &mut dyn Store, scripts: &[&'static str]) -> Result<()> {
    for statement in scripts
        .iter()
        .flat_map(|script| script.split_terminator(";\n"))
    {
        store.run(statement, NOTHING).await?;
    }
    Ok(())
}

async fn additions(store: &mut dyn Store) -> Result<usize> {
    let fact = store.fact(ADDITIONS).await?;
    Ok(fact.and_then(|fact| fact.parse().ok()).unwrap_or(0))
}

/// Checks that this program can work with the existing tables.
pub(super) async fn check(store: &mut dyn Store) -> Result<()> {
    let version = version(store).await?;
    match outgrown(store, version) {
        Some(error) => Err(error),
        None if version == store.steps().len()
            && additions(store).await? >= store.additions().len() =>
        {
            Ok(())
        }
        None => Err(StoreError::NotSetUp),
    }
}

/// Replaces each person whom an earlier version recorded as typed by a pseudonym. Lines of the audit trail are
/// unchanged, because the chain would break: forgetting a person empties theirs.
pub(super) async fn seal_persons(store: &mut dyn Store, seal: &Seal) -> Result<()> {
    if store.fact(PERSONS).await?.is_some() {
        return Ok(());
    }
    begin(store).await?;
    let done = async {
        let mut sealed = false;
        for person in store.persons().await? {
            let pseudonym = seal.pseudonym(&person);
            if pseudonym != person {
                sealed = true;
                store.rename_person(&person, &pseudonym).await?;
            }
        }
        store.set_fact(PERSONS, "sealed").await?;
        Ok(sealed)
    };
    let done = done.await;
    if end(store, done).await? {
        store.write_out().await?;
    }
    Ok(())
}

/// Records the appointment that each change under way claims, which an earlier version did not. If two changes of one
/// appointment are under way, the first has the claim.
pub(super) async fn name_claims(store: &mut dyn Store, seal: &Seal) -> Result<()> {
    if store.fact(CLAIMS).await?.is_some() {
        return Ok(());
    }
    begin(store).await?;
    let done = async {
        for row in store.changes_under_way().await? {
            let named = named(row, seal);
            let Some(claimed) = &named.claims else {
                continue;
            };
            let others = store.changes_on(&named.clinic, claimed).await?;
            let is_first = !named.holds_appointment()
                || !others
                    .iter()
                    .any(|other| other.id != named.id && other.claims.is_some());
            if is_first {
                store.name_claim(&named).await?;
            }
        }
        store.set_fact(CLAIMS, "named").await
    };
    let done = done.await;
    end(store, done).await
}

/// Returns the change with the appointment from its payload that it claims.
fn named(row: ChangeRow, seal: &Seal) -> ChangeRow {
    let opened = row
        .sealed
        .as_deref()
        .and_then(|sealed| seal.open(&sealed_as(&row.id), sealed));
    let payload: Value = opened
        .and_then(|opened| serde_json::from_slice(&opened).ok())
        .unwrap_or_default();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let claims = row
        .about
        .clone()
        .or_else(|| text(&payload["replaces"]["appointment"]));
    ChangeRow {
        claims,
        follows: text(&payload["replaced_by"]),
        ..row
    }
}

/// Chains with the key the intact part of a trail that an earlier version wrote without one: a line altered before that
/// still counts as altered.
pub(super) async fn chain_with_key(store: &mut dyn Store, seal: &Seal) -> Result<()> {
    if store.fact(CHAINED).await?.is_some() {
        return Ok(());
    }
    begin(store).await?;
    let done = match store.fact(CHAINED).await {
        Ok(None) => chain_anew(store, seal).await,
        other => other.map(drop),
    };
    end(store, done).await
}

async fn chain_anew(store: &mut dyn Store, seal: &Seal) -> Result<()> {
    let (mut seq, mut plain) = base(store).await?;
    let mut keyed = plain.clone();
    'lines: loop {
        let lines = store.lines_after(seq).await?;
        if lines.is_empty() {
            break;
        }
        for line in lines {
            if line.seq != seq + 1 || line.hash != line.plain_hash_after(&plain) {
                break 'lines;
            }
            keyed = line.hash_after(&keyed, seal.chain());
            store.set_line_hash(line.seq, &keyed).await?;
            (seq, plain) = (line.seq, line.hash);
        }
    }
    store.set_fact(CHAINED, "keyed").await
}
