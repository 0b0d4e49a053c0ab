//! How the records of an earlier version become those of this one, in the order in which that has to happen.

use super::database::{Durability, NOTHING, Store, Table};
use super::seal::Seal;
use super::{StoreError, begin, end};

/// The fact that says how many of the steps the tables have been through.
pub(super) const SCHEMA: &str = "schema";

/// The fact that says that whoever was typed, and not picked, is sealed.
const PERSONS: &str = "persons";

/// Whether the tables are those of this version, from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Schema {
    /// They are.
    Ours,
    /// A later version made them.
    Later,
    /// There are none.
    None,
}

/// Brings the tables up to this version; leaves those of a later one as they are. Where there are none it makes them,
/// unless there were some already.
pub(super) async fn bring_up(store: &mut dyn Store, were_there: bool) -> Result<Schema, StoreError> {
    store.begin(Durability::Synced).await?;
    let done = step_up(store, were_there).await;
    end(store, done).await
}

async fn step_up(store: &mut dyn Store, were_there: bool) -> Result<Schema, StoreError> {
    store.make_facts().await?;
    let version = version(store).await?;
    if version > store.steps().len() {
        return Ok(Schema::Later);
    }
    if version == 0 && were_there {
        return Ok(Schema::None);
    }
    for statement in store.steps()[version..].iter().copied().flatten() {
        store.run(statement, NOTHING).await?;
    }
    // Written with every start: better to find out now that nothing can be written than with the first booking.
    let steps = store.steps().len().to_string();
    store.set_fact(SCHEMA, &steps).await?;
    Ok(Schema::Ours)
}

/// How many of the steps the tables have been through; the highest number where that can't be told.
pub(super) async fn version(store: &mut dyn Store) -> Result<usize, StoreError> {
    let said = store.fact(SCHEMA).await?;
    Ok(said.map_or(0, |said| number_of(&said)))
}

fn number_of(said: &str) -> usize {
    said.parse().unwrap_or(usize::MAX)
}

/// Asks for the same, in one row.
pub(super) const VERSION: &str = "SELECT (SELECT value FROM facts WHERE name = 'schema')";

/// Whether a later version has changed the tables, by an answer whose first value says how far they are.
pub(super) fn says_outgrown(store: &dyn Store, said: &Table) -> bool {
    let version = said.rows.first().and_then(|row| row.first()?.as_str());
    version.map_or(0, number_of) > store.steps().len()
}

/// Whether a later version has changed the tables since they were opened.
pub(super) async fn is_outgrown(store: &mut dyn Store) -> Result<bool, StoreError> {
    Ok(version(store).await? > store.steps().len())
}

/// Puts a pseudonym in place of each person that an earlier version recorded as typed. Lines of the audit trail stay
/// as they are, or the chain would break: forgetting someone empties theirs.
pub(super) async fn seal_persons(store: &mut dyn Store, seal: &Seal) -> Result<(), StoreError> {
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
