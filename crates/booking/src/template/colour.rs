//! The colour of a kind of visit; the theme defines its shade.

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

/// The mark that distinguishes a kind of visit: its colour or, without colours, its letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindMark {
    /// The letter of the template.
    pub letter: char,
    /// The colour.
    pub colour: KindColour,
}
