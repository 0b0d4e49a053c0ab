//! Reads all people of a clinic, page by page. Each page is on the desk as soon as it has come; another
//! thread indexes it, so that no booking waits for that.

use crate::booking::{Directory, Failure, Person, Register, Vendor};
use crate::client::Client;
use crate::desk::{Answer, Msg, Ticket};

use super::effect_executor::Report;

/// Reads the list to its end and returns the result; reports the pages on the way.
pub(super) async fn read(client: &Client, ticket: Ticket, directory: Directory, report: &Report) -> Answer {
    let so_far = |register| report(Msg::Answer(ticket, Answer::SoFar(directory, register)));
    Answer::Everyone(directory, load_register(client, directory.backend(), so_far).await.map_err(Box::new))
}

/// Reads all people of a clinic; calls `so_far` after each page but the last.
///
/// # Errors
///
/// Returns the failure of a page.
pub async fn load_register(
    client: &Client,
    backend: Vendor,
    so_far: impl Fn(Register),
) -> Result<Register, Failure> {
    let mut register = Register::new(backend);
    let mut next = Some(0);
    while let Some(offset) = next {
        let page = client.read(backend, |api| api.people_page(offset)).await?;
        let known = register.len();
        register = with(register, page.people).await;
        next = page.next;
        // A page without new people means that the server ignores the offset.
        if next.is_some() && (register.len() == known || register.is_full()) {
            return Ok(register);
        }
        so_far(register.clone());
    }
    Ok(register.completed())
}

/// Returns the register with these people added.
async fn with(register: Register, people: Vec<Person>) -> Register {
    let before = register.clone();
    let grown = tokio::task::spawn_blocking(move || register.with(people)).await;
    // The task fails only when the program ends.
    grown.unwrap_or(before)
}
