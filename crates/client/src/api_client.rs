//! A clinic's name for this program, and how the program signs in.

use url::Url;

use super::address::{EndpointError, checked};

/// The name by which a clinic knows this program. The key is its password, or the private key for signing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiClient {
    /// The client's id.
    pub id: String,
    /// The address that issues tokens (RFC 6749, 4.4). A signing client discovers it; any other client without one
    /// sends its id and key directly.
    pub token_url: Option<Url>,
    /// The scopes to request, as the authorization server names them.
    pub scope: Option<String>,
    /// The server that the token is for.
    pub audience: Option<String>,
    /// How it signs, if the key is a private key.
    pub signs: Option<Signs>,
}

/// How a client with a private key signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// The authorization server's name for the public key.
    pub key_id: Option<String>,
}

impl ApiClient {
    /// Creates the name. `token_url` is the address that exchanges it for a token.
    ///
    /// # Errors
    ///
    /// Returns an [`EndpointError`] if no key may be sent to that address.
    pub fn new(id: String, token_url: Option<&str>) -> Result<ApiClient, EndpointError> {
        Ok(ApiClient {
            token_url: token_url.map(checked).transpose()?,
            ..ApiClient::named(id)
        })
    }

    /// Creates the name alone.
    pub fn named(id: String) -> ApiClient {
        ApiClient {
            id,
            token_url: None,
            scope: None,
            audience: None,
            signs: None,
        }
    }
}
