//! Reads everyone a backend knows, page by page. Each page is on the desk as soon as it has come; making it findable
//! is done on another thread, so that no booking waits for it.

use crate::booking::{Directory, Failure, Person, Register, Vendor};
use crate::client::Client;
use crate::desk::{Answer, Msg, Ticket};

use super::effect_executor::Report;

/// Reads to the end of the list and says how that came out; what comes on the way is reported.
pub(super) async fn read(client: &Client, ticket: Ticket, directory: Directory, report: &Report) -> Answer {
    let so_far = |register| report(Msg::Answer(ticket, Answer::SoFar(directory, register)));
    Answer::Everyone(directory, load_register(client, directory.backend(), so_far).await.map_err(Box::new))
}

/// Everyone a backend knows; `so_far` is told after each page but the last.
///
/// # Errors
/// When a page can't be read.
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
        // A page of nobody new means that the server doesn't heed the offset.
        if next.is_some() && (register.len() == known || register.is_full()) {
            return Ok(register);
        }
        so_far(register.clone());
    }
    Ok(register.completed())
}

/// The register with more people in it.
async fn with(register: Register, people: Vec<Person>) -> Register {
    let before = register.clone();
    let grown = tokio::task::spawn_blocking(move || register.with(people)).await;
    // It fails only when the program ends.
    grown.unwrap_or(before)
}
