//! What a line is about if it is not about a visit, by its words alone.

use super::{AwayLine, CallBackLine, DiedLine, LateLine, ListLine};

/// A shape of a line that is not about a visit. Whether the rest of the line names somebody, only the lists tell: if it
/// does not, the line has another shape, or is about a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineShape<'a> {
    /// An absence, or the list of those that are coming.
    Away(AwayLine<'a>),
    /// A call to a patient.
    CallBack(CallBackLine<'a>),
    /// The death of a patient.
    Died(DiedLine<'a>),
    /// A practitioner who runs late.
    Late(LateLine<'a>),
    /// A list.
    List(ListLine),
}

impl<'a> LineShape<'a> {
    /// Returns all shapes that a text may have, in the order in which they are tried.
    pub fn all_of(text: &'a str) -> impl Iterator<Item = LineShape<'a>> {
        [
            AwayLine::of(text).map(LineShape::Away),
            CallBackLine::of(text).map(LineShape::CallBack),
            DiedLine::of(text).map(LineShape::Died),
            LateLine::of(text).map(LineShape::Late),
            ListLine::of(text).map(LineShape::List),
        ]
        .into_iter()
        .flatten()
    }

    /// Returns whether the text is a line even where a question awaits an answer.
    pub fn is_whole_line(&self) -> bool {
        match self {
            LineShape::Away(AwayLine::Of { when, .. }) => !when.is_empty(),
            LineShape::CallBack(_) | LineShape::Died(_) | LineShape::Late(_) => true,
            LineShape::Away(AwayLine::List) | LineShape::List(_) => false,
        }
    }
}
