//! The shared records in `bookdesk doctor`.

use tokio::runtime::Runtime;

use super::door::indented;
use crate::cli::store::{self, Stand};
use crate::config::{Config, StoreAddress, StoreOrigin};

/// Returns the state of the shared records as a paragraph, and whether all is well: each mode's by itself,
/// unless none can be used for the same reason. Blocks as long as a password command and the server take.
pub(super) fn examine(config: &Config, address: &StoreAddress, runtime: &Runtime) -> (String, bool) {
    let no = |why: String| format!("no: {why}");
    let rows: Vec<(String, Result<String, String>)> = match store::stands(config, address, runtime) {
        Err(error) => vec![("Password".to_owned(), Err(no(error.to_string())))],
        Ok(found) => {
            let says = |status: &Stand| match status {
                Ok(_) => Ok(store::in_words(status)),
                Err(error) => Err(no(error.unshared().to_string())),
            };
            found.iter().map(|(mode, status)| (mode.to_string(), says(status))).collect()
        }
    };
    let is_well = rows.iter().all(|(_, says)| says.is_ok());
    let says = match rows.as_slice() {
        [(_, Err(why)), _, ..] if rows.iter().all(|(_, other)| other.as_ref() == Err(why)) => {
            indented("Can be used", why)
        }
        _ => rows
            .iter()
            .map(|(name, says)| indented(name, says.as_ref().unwrap_or_else(|why| why)))
            .collect::<String>(),
    };
    (format!("Shared records\n{says}"), is_well)
}

/// Returns the address of the shared store, and the source of its password. Shows no password.
pub(super) fn store(store: Option<&StoreAddress>) -> String {
    let Some(store) = store else {
        return "none; store names the one that this clinic's desks share".to_owned();
    };
    let origin = match store.origin {
        StoreOrigin::File => "the configuration file",
        StoreOrigin::Variable => "BOOKDESK_STORE",
    };
    let password = match &store.password {
        Some(source) => format!("password from {source}"),
        None => "no password".to_owned(),
    };
    let verified = match &store.ca {
        _ if store.is_local() => "on this machine".to_owned(),
        Some(path) => format!("verified, also by the authorities in {}", path.display()),
        None => "verified; store_ca adds authorities".to_owned(),
    };
    format!("{store}, from {origin}; {password}; {verified}")
}
