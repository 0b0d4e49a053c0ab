//! What each thing on screen looks like, by what it is. The sixteen colours of the terminal's own palette
//! only, so that light and dark terminals both stay readable; nothing is told by colour alone.

use ratatui::style::{Color, Modifier, Style};

/// What a stretch of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Plain text.
    Text,
    /// Hints, rules, marks of the server: there if one looks.
    Dim,
    /// Titles and keys.
    Strong,
    /// The label of the field with the cursor.
    Focus,
    /// Something wrong.
    Error,
    /// Something unusual.
    Warning,
    /// Something done.
    Good,
    /// The mode word.
    Badge,
    /// The row or problem that is chosen.
    Chosen,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 9] = [
        Role::Text,
        Role::Dim,
        Role::Strong,
        Role::Focus,
        Role::Error,
        Role::Warning,
        Role::Good,
        Role::Badge,
        Role::Chosen,
    ];

    /// Its name in snapshots.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Role::Text => "text",
            Role::Dim => "dim",
            Role::Strong => "strong",
            Role::Focus => "focus",
            Role::Error => "error",
            Role::Warning => "warning",
            Role::Good => "good",
            Role::Badge => "badge",
            Role::Chosen => "chosen",
        }
    }
}

/// A set of looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Colours of the terminal's palette.
    Colour,
    /// No colours (`NO_COLOR`): bold, underline and reverse only.
    Mono,
}

impl Theme {
    /// The look of a role.
    #[must_use]
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        match (self, role) {
            (_, Role::Text) => plain,
            (_, Role::Dim) => plain.add_modifier(Modifier::DIM),
            (_, Role::Strong) => plain.add_modifier(Modifier::BOLD),
            (_, Role::Badge) => plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
            (_, Role::Chosen) => plain.add_modifier(Modifier::REVERSED),
            (Theme::Colour, Role::Focus) => plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            (Theme::Colour, Role::Error) => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
            (Theme::Colour, Role::Warning) => plain.fg(Color::Magenta).add_modifier(Modifier::BOLD),
            (Theme::Colour, Role::Good) => plain.fg(Color::Green),
            (Theme::Mono, Role::Focus) => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            (Theme::Mono, Role::Error | Role::Warning) => plain.add_modifier(Modifier::BOLD),
            (Theme::Mono, Role::Good) => plain,
        }
    }

    /// The role a cell of this style plays.
    #[must_use]
    pub fn role_of(self, style: Style) -> Role {
        let look =
            |style: Style| (style.fg.unwrap_or_default(), style.bg.unwrap_or_default(), style.add_modifier);
        Role::ALL.into_iter().find(|role| look(self.style(*role)) == look(style)).unwrap_or(Role::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_looks_its_own_way_in_colour() {
        for role in Role::ALL {
            assert_eq!(Theme::Colour.role_of(Theme::Colour.style(role)), role);
        }
    }
}
