//! The style of each role in each theme. The default uses only the sixteen colours of the terminal's own
//! palette, so that light and dark terminals both stay readable. Colour alone never carries meaning.

use ratatui::style::{Color, Modifier, Style};

use super::Theme;

/// The role of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Plain text.
    Text,
    /// Hints, rules, ids of the server.
    Dim,
    /// Titles and keys.
    Strong,
    /// The label of the focused field.
    Focus,
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// A success.
    Good,
    /// The mode word.
    Badge,
    /// The mode word if bookings are real.
    Live,
    /// The chosen row or problem.
    Chosen,
    /// Text for staff only, not for the patient to read.
    Staff,
    /// A code to scan: dark on light, whatever the theme, as scanners require.
    Code,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 12] = [
        Role::Text,
        Role::Dim,
        Role::Strong,
        Role::Focus,
        Role::Error,
        Role::Warning,
        Role::Good,
        Role::Badge,
        Role::Live,
        Role::Chosen,
        Role::Staff,
        Role::Code,
    ];

    /// Returns the name in snapshots.
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
            Role::Live => "live",
            Role::Chosen => "chosen",
            Role::Staff => "staff",
            Role::Code => "code",
        }
    }
}

const PLAIN: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;
const LINED: Modifier = Modifier::BOLD.union(Modifier::UNDERLINED);
const SLANTED: Modifier = Modifier::ITALIC;

/// Letters and background of each role, in the order of [`Role::ALL`], by their numbers among the 256
/// colours: those from 16 on look alike in every terminal.
type Painted = [(u8, u8, Modifier); 12];

/// Black on white.
const CODE: (u8, u8, Modifier) = (16, 231, PLAIN);

const DARK: Painted = [
    (252, 234, PLAIN),
    (246, 234, PLAIN),
    (231, 234, BOLD),
    (87, 234, BOLD),
    (210, 234, BOLD),
    (222, 234, BOLD),
    (114, 234, PLAIN),
    (234, 252, BOLD),
    (231, 124, BOLD),
    (231, 25, PLAIN),
    (180, 234, SLANTED),
    CODE,
];

const LIGHT: Painted = [
    (235, 255, PLAIN),
    (240, 255, PLAIN),
    (16, 255, BOLD),
    (25, 255, BOLD),
    (124, 255, BOLD),
    (94, 255, BOLD),
    (22, 255, PLAIN),
    (255, 238, BOLD),
    (255, 124, BOLD),
    (255, 25, PLAIN),
    (58, 255, SLANTED),
    CODE,
];

const CONTRAST: Painted = [
    (231, 16, PLAIN),
    (252, 16, PLAIN),
    (231, 16, BOLD),
    (226, 16, LINED),
    (16, 210, BOLD),
    (16, 226, BOLD),
    (120, 16, PLAIN),
    (16, 231, BOLD),
    (231, 88, BOLD),
    (16, 51, BOLD),
    (159, 16, SLANTED),
    CODE,
];

impl Theme {
    /// Returns the style of a role.
    pub fn style(self, role: Role) -> Style {
        match self {
            Theme::Colour => of_the_terminal(role),
            Theme::Mono => without_colours(role),
            Theme::Dark => painted(&DARK, role),
            Theme::Light => painted(&LIGHT, role),
            Theme::Contrast => painted(&CONTRAST, role),
        }
    }

    /// Returns the role of a cell with this style.
    pub fn role_of(self, style: Style) -> Role {
        let look =
            |style: Style| (style.fg.unwrap_or_default(), style.bg.unwrap_or_default(), style.add_modifier);
        Role::ALL.into_iter().find(|role| look(self.style(*role)) == look(style)).unwrap_or(Role::Text)
    }
}

fn of_the_terminal(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Focus => plain.fg(Color::Cyan).add_modifier(BOLD),
        Role::Error => plain.fg(Color::Red).add_modifier(BOLD),
        Role::Warning => plain.fg(Color::Yellow).add_modifier(BOLD),
        Role::Good => plain.fg(Color::Green),
        // Whatever the terminal's red is, its own background contrasts with it.
        Role::Live => plain.fg(Color::Red).add_modifier(BOLD.union(Modifier::REVERSED)),
        // The terminal's own black and white may be any two greys.
        Role::Code => plain.fg(Color::Indexed(CODE.0)).bg(Color::Indexed(CODE.1)),
        other => without_colours(other),
    }
}

fn without_colours(role: Role) -> Style {
    Style::new().add_modifier(match role {
        Role::Text | Role::Good => PLAIN,
        Role::Dim => Modifier::DIM,
        Role::Strong | Role::Error | Role::Warning => BOLD,
        Role::Focus => LINED,
        Role::Badge | Role::Live => Modifier::BOLD | Modifier::REVERSED,
        Role::Chosen | Role::Code => Modifier::REVERSED,
        Role::Staff => SLANTED,
    })
}

fn painted(colours: &Painted, role: Role) -> Style {
    let (letters, ground, modifier) = colours[role as usize];
    Style::new().fg(Color::Indexed(letters)).bg(Color::Indexed(ground)).add_modifier(modifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_looks_its_own_way_where_there_are_colours() {
        for theme in Theme::ALL.into_iter().filter(|theme| *theme != Theme::Mono) {
            for role in Role::ALL {
                assert_eq!(theme.role_of(theme.style(role)), role, "{theme:?}");
            }
        }
    }

    #[test]
    fn no_colours_means_none() {
        for role in Role::ALL {
            let style = Theme::Mono.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
    }

    /// The minimum contrast of text by WCAG 2.2, 1.4.3 (4.5 to 1) and, for the theme made for it, 1.4.6 (7 to
    /// 1).
    #[test]
    fn every_letter_can_be_read_on_its_ground() {
        for (name, colours, least) in
            [("dark", DARK, 4.5), ("light", LIGHT, 4.5), ("contrast", CONTRAST, 7.0)]
        {
            for (role, (letters, ground, _)) in Role::ALL.into_iter().zip(colours) {
                let (one, other) = (luminance(letters), luminance(ground));
                let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                assert!(contrast >= least, "{name}, {role:?}: {contrast:.1}");
            }
        }
    }

    /// The relative luminance of one of the colours 16 to 255: a cube of six shades a side, then 24 greys.
    fn luminance(number: u8) -> f64 {
        let shade = |step: u8| if step == 0 { 0.0 } else { f64::from(55 + 40 * u32::from(step)) };
        let [red, green, blue] = match number {
            232.. => [f64::from(8 + 10 * u32::from(number - 232)); 3],
            _ => [(number - 16) / 36, (number - 16) / 6 % 6, (number - 16) % 6].map(shade),
        };
        let linear = |part: f64| {
            let part = part / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
