//! The colour of a kind of visit. Its shade is the theme's.

use strum::{EnumString, IntoStaticStr, VariantNames};

/// A colour that a template may have.
#[derive(Clone, Copy, Debug, EnumString, IntoStaticStr, PartialEq, Eq, VariantNames)]
#[strum(serialize_all = "lowercase")]
#[expect(missing_docs, reason = "the colours by their names")]
pub enum KindColour {
    Red,
    Orange,
    Yellow,
    Green,
    Cyan,
    Blue,
    Magenta,
    Grey,
}

/// What tells a kind of visit apart among many: its colour, and without colours its letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindMark {
    /// The letter of the template.
    pub letter: char,
    /// The colour.
    pub colour: KindColour,
}
