//! A new key for everything that may name a person: each text in a desk's own records is resealed with it. The previous
//! key stays in the key file until that is complete, so that after an interruption everything can be read, and
//! resealing can continue.

use super::change_row::sealed_as;
use super::database::{NOTHING, Store};
use super::files::write_whole;
use super::key_file::{KeyError, KeyFile};
use super::key_text::KeyText;
use super::seal::Seal;
use super::{Fingerprint, Result, StoreError, Trail, begin, drafts, end, key, record, sqlite};
use booking::Mode;

/// The result of resealing everything with a new key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRotation {
    /// The fingerprint of the new key.
    pub fingerprint: Fingerprint,
    /// The number of texts sealed with it.
    pub texts: usize,
}

impl KeyFile<'_> {
    /// Reseals everything in this desk's own records with a new key, or continues after an interruption.
    ///
    /// # Errors
    /// If there is no key, a window has the records open, they need another key, or something can't be written: then
    /// the key file has both keys, and the next try continues.
    pub async fn rotate(self) -> Result<KeyRotation, KeyError> {
        let path = self.path();
        let folder = self.folder();
        let text = KeyText::read(&path)?.ok_or_else(|| KeyError::None(path.clone()))?;
        let mut alone = Vec::new();
        let mut trails = Vec::new();
        for mode in Mode::ALL {
            if !sqlite::is_there(folder, mode) {
                continue;
            }
            alone.push(sqlite::alone(folder, mode)?);
            let Some(trail) = Trail::open(folder, mode).await? else {
                continue;
            };
            key::existing(folder, &mut **trail.store.lock().await).await?;
            trails.push(trail);
        }
        let text = text.with_newer()?;
        let write = |text: &KeyText| {
            write_whole(&path, &text.to_text(), true).map_err(StoreError::at(&path))
        };
        write(&text)?;
        let seal = text.seal().ok_or_else(|| StoreError::Key(path.clone()))?;
        let mut texts = 0;
        for trail in trails {
            texts += seal_again(&mut **trail.store.lock().await, &seal).await?;
            trail.close().await;
        }
        write(&text.with_newest())?;
        drop(alone);
        Ok(KeyRotation {
            fingerprint: seal.fingerprint(),
            texts,
        })
    }
}

/// Reseals all texts of a mode's records with the newest key. Returns their number.
async fn seal_again(store: &mut dyn Store, seal: &Seal) -> Result<usize> {
    begin(store).await?;
    let done = seal_each(store, seal).await;
    let texts = end(store, done).await?;
    // Afterwards no file has the texts as they were sealed before.
    store.write_out().await?;
    Ok(texts)
}

async fn seal_each(store: &mut dyn Store, seal: &Seal) -> Result<usize> {
    let mut texts = 0;
    let payloads = "SELECT id, sealed FROM changes WHERE sealed IS NOT NULL";
    for (id, sealed) in store.tuples::<(String, String)>(payloads, NOTHING).await? {
        let update = "UPDATE changes SET sealed = $1 WHERE id = $2";
        if let Some(again) = again(seal, &sealed_as(&id), &sealed)? {
            store.run(update, [again, id]).await?;
            texts += 1;
        }
    }
    let facts = "SELECT id, measured FROM changes WHERE measured IS NOT NULL";
    for (id, sealed) in store.tuples::<(String, String)>(facts, NOTHING).await? {
        let update = "UPDATE changes SET measured = $1 WHERE id = $2";
        if let Some(again) = again(seal, &record::sealed_as(&id), &sealed)? {
            store.run(update, [again, id]).await?;
            texts += 1;
        }
    }
    for row in store.note_rows().await? {
        let update = "UPDATE notes SET sealed = $1 WHERE id = $2";
        if let Some(again) = again(seal, &row.sealed_as(), &row.sealed)? {
            store.run(update, [again, row.id]).await?;
            texts += 1;
        }
    }
    for row in store.drafts().await? {
        let update = "UPDATE drafts SET sealed = $1 WHERE lease = $2 AND place = $3 AND piece = $4";
        if let Some(again) = again(seal, &drafts::sealed_as(&row.piece), &row.sealed)? {
            let values = [again, row.lease, row.place, row.piece];
            store.run(update, values).await?;
            texts += 1;
        }
    }
    key::note(store, seal).await?;
    Ok(texts)
}

/// Returns a text sealed with the newest key; `None` if no key opens it.
fn again(seal: &Seal, context: &str, sealed: &str) -> Result<Option<String>> {
    let opened = seal.open(context, sealed);
    opened.map(|text| seal.seal(context, &text)).transpose()
}
