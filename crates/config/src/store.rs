//! The address of the store that a clinic's desks share, and its credentials.

use std::fmt;
use std::path::PathBuf;

use secrecy::SecretString;
use url::{Host, Url};

use super::secret::SecretSource;
use super::secret_command::SecretCommandError;
use i18n::{Language, say};

/// The configured database that a clinic's desks share.
#[derive(Clone, Debug)]
pub struct StoreAddress {
    /// The address, `postgresql://[USER@]HOST[:PORT]/DATABASE` without password or parameters. For a Unix socket, the
    /// host is its folder, with slashes written `%2F`. Of several hosts, the first that accepts writes is used; here
    /// they are one host, with their separators encoded as in [`HOST_SIGNS`].
    pub url: Url,
    /// The source of the address.
    pub origin: StoreOrigin,
    /// The source of the password; `None` if the server needs none.
    pub password: Option<SecretSource>,
    /// A PEM file, readable when the configuration was loaded: additional authorities that may certify the server.
    pub ca: Option<PathBuf>,
}

/// The source of the shared store's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreOrigin {
    /// The setting `store` in the configuration file.
    File,
    /// The variable `BOOKDESK_STORE`.
    Variable,
}

impl StoreAddress {
    /// Parses a typed address, for the configuration file.
    ///
    /// # Errors
    ///
    /// Returns an error if it is not an address, or contains more than that.
    pub fn read(text: &str) -> Result<StoreAddress, StoreAddressError> {
        Ok(StoreAddress {
            url: parse_address(text)?,
            origin: StoreOrigin::File,
            password: None,
            ca: None,
        })
    }

    /// Returns whether the connection stays on this machine: a Unix socket, or a loopback address. Any other is
    /// encrypted, with the server's certificate and name verified.
    pub fn is_local(&self) -> bool {
        decode_hosts(self.url.host_str().unwrap_or_default())
            .split(',')
            .all(is_local)
    }

    /// Returns the address with another role.
    pub fn as_role(mut self, role: &str) -> StoreAddress {
        // A PostgreSQL address takes a user.
        let _ = self.url.set_username(role);
        self
    }

    /// Returns the password, if one is configured. May run a command and block for up to 10 s, so never call it before
    /// the first frame.
    ///
    /// # Errors
    ///
    /// Returns an error if the command prints no password.
    pub fn resolve_password(&self) -> Result<Option<SecretString>, SecretCommandError> {
        self.password
            .as_ref()
            .map(SecretSource::resolve)
            .transpose()
    }
}

/// Writes the address, without a password.
impl fmt::Display for StoreAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decode_hosts(self.url.as_str()).fmt(f)
    }
}

/// The separators of several hosts, and how the address encodes them as a single host.
const HOST_SIGNS: [(char, &str); 4] = [(',', "%2C"), (':', "%3A"), ('[', "%5B"), (']', "%5D")];

fn decode_hosts(text: &str) -> String {
    HOST_SIGNS
        .iter()
        .fold(text.to_owned(), |text, (sign, code)| {
            text.replace(code, &sign.to_string())
        })
}

/// Returns the address with several hosts encoded as one; unchanged if there is only one.
fn encode_hosts(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        return text.to_owned();
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let start = rest[..end].rfind('@').map_or(0, |at| at + 1);
    let hosts = &rest[start..end];
    if !hosts.contains(',') {
        return text.to_owned();
    }
    let hosts = HOST_SIGNS
        .iter()
        .fold(hosts.to_owned(), |hosts, (sign, code)| {
            hosts.replace(*sign, code)
        });
    format!("{scheme}://{}{hosts}{}", &rest[..start], &rest[end..])
}

/// Returns whether a host, optionally followed by a port, is on this machine.
fn is_local(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() && !name.ends_with(':') => name,
        _ => host,
    };
    match Host::parse(name) {
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        Ok(Host::Ipv6(address)) => address.is_loopback(),
        Ok(Host::Domain(name)) => name == "localhost",
        // The folder of a socket.
        Err(_) => name
            .get(..3)
            .is_some_and(|first| first.eq_ignore_ascii_case("%2f")),
    }
}

/// Why a text is not an address of shared records. The message quotes nothing of the text, which may contain a
/// password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreAddressError {
    /// The address contains a password.
    #[error("the address of the store holds a password, which others could read there: {PASSWORD}")]
    Password,
    /// The address has parts that are not allowed.
    #[error(
        "the address of the store is followed by more than the folder of a socket (?host=/run/postgresql) or \
         ?target_session_attrs=read-write; leave it out"
    )]
    Surplus,
    /// The text is not an address; holds the reason.
    #[error("the address of the store {0}; it is {SHAPE}")]
    Shape(String),
}

impl StoreAddressError {
    /// Returns a sentence with the remedy.
    pub fn to_text(&self, language: Language) -> &'static str {
        match self {
            StoreAddressError::Password => say!(language, "setup-store-holds-password"),
            StoreAddressError::Surplus => say!(language, "setup-store-surplus"),
            StoreAddressError::Shape(_) => say!(language, "setup-store-shape"),
        }
    }
}

/// Parses `text` as the address of a PostgreSQL database.
///
/// # Errors
///
/// Returns an error if it is not an address, or contains more than that.
pub(super) fn parse_address(text: &str) -> Result<Url, StoreAddressError> {
    let shape = |what: &str| StoreAddressError::Shape(what.to_owned());
    // PostgreSQL's own tools accept `user@/database?host=…`, an address without a host.
    let mut url = Url::parse(&encode_hosts(&text.replacen("@/", "@localhost/", 1)))
        .map_err(|error| StoreAddressError::Shape(format!("can't be read ({error})")))?;
    if !matches!(url.scheme(), "postgresql" | "postgres") {
        return Err(shape("does not begin with `postgresql:`"));
    }
    if url.password().is_some() || url.query_pairs().any(|(name, _)| name == "password") {
        return Err(StoreAddressError::Password);
    }
    let parameters: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    for (name, value) in parameters {
        // Desks write, so they only ever use this kind of server.
        if name == "target_session_attrs" && ["read-write", "primary"].contains(&value.as_str()) {
            continue;
        }
        if name != "host" || !value.starts_with('/') {
            return Err(StoreAddressError::Surplus);
        }
        url.set_host(Some(&value.replace('/', "%2F")))
            .map_err(|_| shape("names no folder of a socket"))?;
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(shape("names no host"));
    }
    let database = url.path().trim_start_matches('/');
    if database.is_empty() || database.contains('/') || url.fragment().is_some() {
        return Err(shape("names no database"));
    }
    url.set_query(None);
    Ok(url)
}

/// The message about the form of an address.
const SHAPE: &str =
    "postgresql://USER@HOST/DATABASE, or postgresql://USER@/DATABASE?host=/run/postgresql";

/// The message about the place of the password.
const PASSWORD: &str =
    "set BOOKDESK_STORE_PASSWORD, or write store_password_file or store_password_command";

/// Returns the message about a password in the configuration file.
pub(super) fn no_place_for_passwords() -> String {
    format!("a password has no place in this file: {PASSWORD}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> StoreAddress {
        let url = parse_address(text).unwrap_or_else(|what| panic!("{text}: {what}"));
        StoreAddress {
            url,
            origin: StoreOrigin::File,
            password: None,
            ca: None,
        }
    }

    #[test]
    fn the_same_socket_however_it_is_written() {
        for text in [
            "postgresql://front@/book?host=/run/postgresql",
            "postgres://front@%2Frun%2Fpostgresql/book",
            "postgresql://front@ignored/book?host=%2Frun%2Fpostgresql",
        ] {
            let address = at(text);
            assert!(
                address
                    .to_string()
                    .ends_with("://front@%2Frun%2Fpostgresql/book"),
                "{address}"
            );
            assert!(address.is_local(), "{text}");
        }
    }

    #[test]
    fn several_hosts_are_read_and_said_as_they_are_written() {
        for hosts in [
            "db-1,db-2",
            "db-1:5433,db-2",
            "[::1]:5432,db-2:5433",
            "%2Frun%2Fa,%2Frun%2Fb",
        ] {
            let address = at(&format!(
                "postgresql://front@{hosts}/book?target_session_attrs=read-write"
            ));
            assert_eq!(
                address.to_string(),
                format!("postgresql://front@{hosts}/book")
            );
            assert_eq!(address.is_local(), hosts.starts_with("%2F"), "{hosts}");
        }
        assert!(at("postgresql://front@localhost:5433,127.0.0.1/book").is_local());
        assert!(
            parse_address("postgresql://front@db-1,db-2/book?target_session_attrs=standby")
                .is_err()
        );
    }

    #[test]
    fn only_what_stays_on_this_machine_is_local() {
        for text in [
            "localhost",
            "LOCALHOST:5433",
            "127.0.0.1",
            "127.8.8.8",
            "[::1]:5432",
        ] {
            assert!(
                at(&format!("postgresql://{text}/book")).is_local(),
                "{text}"
            );
        }
        for text in [
            "db.clinic.example",
            "localhost.example",
            "10.0.0.7",
            "[fe80::1]",
            "128.0.0.1",
        ] {
            assert!(
                !at(&format!("postgresql://front@{text}/book")).is_local(),
                "{text}"
            );
        }
    }
}
