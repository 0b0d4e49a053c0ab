//! The file being written.

use crate::Document;
use office::Ticket;

/// The file being written, and the ticket of its request.
#[derive(Clone, Default)]
pub(crate) struct FileSave(pub(crate) Option<(Ticket, Box<Document>)>);
