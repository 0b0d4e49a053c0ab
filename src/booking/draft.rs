//! What has been typed so far, whatever it is. Never lost, never trimmed, never cut.

use std::fmt;

use super::{Backend, Field, FieldId, Status, fields};

/// The raw text of each field of one form.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    backend: Backend,
    texts: Vec<String>,
}

impl Draft {
    /// An empty form: every field holds its preset.
    #[must_use]
    pub fn new(backend: Backend) -> Draft {
        Draft { backend, texts: fields(backend).iter().map(|field| field.preset.to_owned()).collect() }
    }

    /// The form for the next booking: empty but for whom or where the desk is booking with.
    #[must_use]
    pub fn next(&self) -> Draft {
        let mut next = Draft::new(self.backend);
        let kept = self.backend.provider_field();
        next.set(kept, self.text(kept).to_owned());
        next
    }

    /// The form it fills.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// What the field holds, exactly as typed.
    #[must_use]
    pub fn text(&self, id: FieldId) -> &str {
        self.texts.get(id.position()).map_or("", String::as_str)
    }

    /// Puts `text` into the field, as it is.
    pub fn set(&mut self, id: FieldId, text: String) {
        if let Some(place) = self.texts.get_mut(id.position()) {
            *place = text;
        }
    }

    /// The status it names, if it names one.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        match self.backend {
            Backend::Clinik => Status::named(self.text(FieldId::Status)),
            Backend::Aniva => None,
        }
    }

    /// Whether the form asks for the field, as it stands.
    #[must_use]
    pub fn asks(&self, field: &Field) -> bool {
        field.only_for.is_empty() || self.status().is_some_and(|status| field.only_for.contains(&status))
    }

    /// The fields the form asks for, as it stands, in form order.
    pub fn asked(&self) -> impl DoubleEndedIterator<Item = &'static Field> + '_ {
        fields(self.backend).iter().filter(|field| self.asks(field))
    }

    /// Whether it holds nothing that would be lost: nothing beyond presets and what a next booking keeps.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == self.next()
    }
}

/// Names which fields hold something, never what they hold.
impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filled = fields(self.backend).iter().filter(|field| !self.text(field.id).is_empty());
        f.debug_struct("Draft")
            .field("backend", &self.backend)
            .field("filled", &filled.map(|field| field.id).collect::<Vec<_>>())
            .finish()
    }
}
