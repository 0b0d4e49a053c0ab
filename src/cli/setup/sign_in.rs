//! The questions about signing in at a clinic that assigns names to its clients.

use secrecy::ExposeSecret;

use super::NotSetUp;
use super::questions::{NONE, Questions};
use booking::ClinicId;
use booking::api::Credential;
use client::{ApiClient, Signs};
use config::{Account, SecretSource, expanded};
use i18n::say;

/// The settings of a key that is not a private key.
const SECRETS: [&str; 4] = [
    "key_file",
    "key_command",
    "client_secret_file",
    "client_secret_command",
];
/// The settings of a private key.
const PRIVATE_KEYS: [&str; 3] = ["private_key_file", "private_key_command", "key_id"];

/// Returns whether the account's key is a private key for signing.
pub(super) fn signs(account: &Account) -> bool {
    client_of(account).is_some_and(|client| client.signs.is_some())
}

fn client_of(account: &Account) -> Option<&ApiClient> {
    match account {
        Account::Api { client, .. } => client.as_deref(),
        Account::Sandbox => None,
    }
}

fn set_client(account: &mut Account, new: ApiClient) {
    if let Account::Api { client, .. } = account {
        *client = Some(Box::new(new));
    }
}

impl Questions {
    /// Asks for the program's name at a clinic that assigns names, where it gets tokens, and whether it signs.
    pub(super) fn ask_client(
        &mut self,
        clinic: ClinicId,
        account: &mut Account,
    ) -> Result<(), NotSetUp> {
        if clinic.api().credential() != Credential::Authorization {
            return Ok(());
        }
        let language = self.language();
        let table = Some(clinic.word());
        let none = say!(language, "setup-none");
        let now = client_of(account).map(|client| client.id.clone());
        let what = say!(language, "setup-client", clinic = clinic.name());
        let answer = self.ask(&what, now.as_deref().unwrap_or(none))?;
        if let Some(id) = &answer {
            self.edit.set(table, "client_id", id);
        }
        let Some(id) = answer.or(now) else {
            return Ok(());
        };
        let mut client = match client_of(account) {
            Some(client) => ApiClient {
                id,
                ..client.clone()
            },
            None => ApiClient::named(id),
        };
        let now = client.token_url.as_ref().map_or(none, |url| url.as_str());
        let what = say!(language, "setup-token-url");
        let read = |answer: &str| {
            let read = ApiClient::new(String::new(), Some(answer));
            let read = read.map(|client| client.token_url);
            read.map_err(|error| format!("{answer} {error}"))
        };
        if let Some(url) = self.ask_for(what, now, read)?.flatten() {
            self.edit.set(table, "token_url", url.as_str());
            client.token_url = Some(url);
        }
        let what = say!(language, "setup-scope");
        if let Some(scope) = self.ask(what, client.scope.as_deref().unwrap_or(none))? {
            self.edit.set(table, "scope", &scope);
            client.scope = Some(scope);
        }
        set_client(account, client);
        self.ask_private_key(clinic, account)
    }

    /// Asks for the file with the client's private key, which has several lines and can't be typed.
    pub(super) fn ask_private_key(
        &mut self,
        clinic: ClinicId,
        account: &mut Account,
    ) -> Result<(), NotSetUp> {
        let Some(mut client) = client_of(account).cloned() else {
            return Ok(());
        };
        let language = self.language();
        let table = Some(clinic.word());
        let none = say!(language, "setup-none");
        let present = if client.signs.is_some() {
            account.key_source()
        } else {
            None
        };
        let now = present.map_or(none.to_owned(), |source| source.to_text(language));
        let home = self.config.home.clone();
        let folder = self.edit.path().parent().map(ToOwned::to_owned);
        let read = |answer: &str| {
            if answer == NONE {
                return Ok(None);
            }
            let path = expanded(answer, home.as_deref()).unwrap_or_else(|| answer.into());
            let path = folder
                .as_ref()
                .map_or(path.clone(), |folder| folder.join(path));
            SecretSource::of_file(&path).map(|source| Some((answer.to_owned(), source)))
        };
        let what = say!(language, "setup-private-key");
        match self.ask_for(what, &now, read)? {
            None => {}
            Some(None) => {
                self.remove_settings(clinic, &PRIVATE_KEYS);
                if client.signs.take().is_some() {
                    account.set_key(None);
                }
            }
            Some(Some((path, source))) => {
                self.remove_settings(clinic, &SECRETS);
                self.remove_settings(clinic, &["private_key_command"]);
                self.edit.set(table, "private_key_file", &path);
                account.set_key(Some(source));
                client.signs.get_or_insert_with(Signs::default);
            }
        }
        if let Some(signs) = &mut client.signs {
            let now = signs.key_id.as_deref().unwrap_or(none);
            if let Some(key_id) = self.ask(say!(language, "setup-key-id"), now)? {
                self.edit.set(table, "key_id", &key_id);
                signs.key_id = Some(key_id);
            }
        }
        set_client(account, client);
        Ok(())
    }

    fn remove_settings(&mut self, clinic: ClinicId, names: &[&str]) {
        for name in names {
            self.edit.remove(Some(clinic.word()), name);
        }
    }
}

/// Returns whether both are known and hold the same key, or neither is known.
pub(super) fn is_same_key(one: Option<&SecretSource>, other: Option<&SecretSource>) -> bool {
    let known = |source: Option<&SecretSource>| {
        source
            .and_then(SecretSource::known)
            .map(|secret| secret.expose_secret().to_owned())
    };
    known(one) == known(other)
}
