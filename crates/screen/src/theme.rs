//! Themes: a style for each role, read from a TOML file. Colour alone never carries meaning.

use std::collections::HashMap;
use std::ops::Range;
use std::str::FromStr;
use std::sync::OnceLock;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use strum::{IntoStaticStr, VariantArray};

use i18n::{Language, MessageId};

use super::contrast::shade;

/// The role of a text. Each colour has one meaning: the focus, free or done well, look here, refused, over.
#[derive(Clone, Copy, Debug, Deserialize, IntoStaticStr, VariantArray, PartialEq, Eq, Hash)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Role {
    /// Plain text.
    Text,
    /// Hints, rules, ids of the server, and what is over or cancelled.
    Dim,
    /// Titles and keys.
    Strong,
    /// The focus: the label of the focused field, the chosen column, the present.
    Focus,
    /// The background of the focused field. A theme without it underlines plain text.
    Field,
    /// The background of a visit in the columns of a day. A theme without it has none.
    Visit,
    /// The background of an absence in the columns of a day. A theme without it has none.
    Away,
    /// The background of a visit whose patient is late or has waited long. A theme without it shows a warning.
    Late,
    /// An error, or an overlap.
    Error,
    /// A warning.
    Warning,
    /// A success, free time, or a patient who is here.
    Good,
    /// The background of what was just booked, to be read aloud. A theme without it shows success in reverse.
    Booked,
    /// The mode word.
    Badge,
    /// The mode word if bookings are real.
    Live,
    /// The chosen row or problem.
    Chosen,
    /// Text for staff only, not for the patient to read.
    Staff,
    /// A code to scan: dark on light in every theme, as scanners require.
    Code,
    /// The background of a visit of a kind with this colour; likewise the next ones. A theme without it uses that of a
    /// visit.
    Red,
    #[expect(missing_docs, reason = "as red")]
    Orange,
    #[expect(missing_docs, reason = "as red")]
    Yellow,
    #[expect(missing_docs, reason = "as red")]
    Green,
    #[expect(missing_docs, reason = "as red")]
    Cyan,
    #[expect(missing_docs, reason = "as red")]
    Blue,
    #[expect(missing_docs, reason = "as red")]
    Magenta,
    #[expect(missing_docs, reason = "as red")]
    Grey,
}

impl Role {
    fn place(self) -> usize {
        self as usize
    }

    /// The backgrounds of the kinds of visit.
    pub const KINDS: [Role; 8] = [
        Role::Red,
        Role::Orange,
        Role::Yellow,
        Role::Green,
        Role::Cyan,
        Role::Blue,
        Role::Magenta,
        Role::Grey,
    ];

    /// All roles.
    pub const ALL: &'static [Role] = Role::VARIANTS;

    /// Returns the name in themes and snapshots.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A set of styles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// For the terminal's own background: see [`GroundColours`](super::GroundColours).
    #[default]
    Colour,
    /// Light text on a dark background.
    Dark,
    /// Dark text on a light background.
    Light,
    /// The strongest contrast: black, white, and a few strong colours.
    Contrast,
    /// No colours: bold, underline and reverse only.
    Mono,
    /// A theme of the staff's own.
    Own(&'static OwnTheme),
}

/// A theme from a file next to the configuration.
#[derive(Debug, PartialEq, Eq)]
pub struct OwnTheme {
    name: String,
    styles: Styles,
}

/// The style of each role, in the order of [`Role::ALL`].
type Styles = [Style; Role::ALL.len()];

/// The roles that a theme may omit, each with the role that replaces it. The focused field and what was just booked get
/// looks of their own instead.
const OPTIONAL: [(Role, Role); 11] = [
    (Role::Visit, Role::Text),
    (Role::Away, Role::Dim),
    (Role::Late, Role::Warning),
    (Role::Red, Role::Visit),
    (Role::Orange, Role::Visit),
    (Role::Yellow, Role::Visit),
    (Role::Green, Role::Visit),
    (Role::Cyan, Role::Visit),
    (Role::Blue, Role::Visit),
    (Role::Magenta, Role::Visit),
    (Role::Grey, Role::Visit),
];

/// The files of the themes that ship, in the order of [`Theme::ALL`].
const FILES: [&str; 5] = [
    include_str!("../../../assets/themes/colour.toml"),
    include_str!("../../../assets/themes/dark.toml"),
    include_str!("../../../assets/themes/light.toml"),
    include_str!("../../../assets/themes/contrast.toml"),
    include_str!("../../../assets/themes/mono.toml"),
];

/// The styles of each shipped theme, read on first use.
static SHIPPED: [OnceLock<Styles>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

impl Theme {
    /// The shipped themes.
    pub const ALL: [Theme; FILES.len()] = [
        Theme::Colour,
        Theme::Dark,
        Theme::Light,
        Theme::Contrast,
        Theme::Mono,
    ];
    /// The names of the shipped themes, as `theme` in the configuration.
    pub const NAMES: [&'static str; FILES.len()] = ["colour", "dark", "light", "contrast", "mono"];

    /// Reads one of the staff's own themes. If the terminal has no true colour, each colour becomes the nearest of the
    /// 256 that every terminal has.
    ///
    /// # Errors
    ///
    /// Returns the first mistake, with its place in the text.
    pub fn read(
        name: &str,
        text: &str,
        has_true_colour: bool,
    ) -> Result<Theme, (Range<usize>, String)> {
        let own = OwnTheme {
            name: name.to_owned(),
            styles: styles(text, has_true_colour)?,
        };
        // A theme is used until the program ends.
        Ok(Theme::Own(Box::leak(Box::new(own))))
    }

    /// Returns the name, as `theme` in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Theme::Own(own) => &own.name,
            shipped => Theme::NAMES[shipped.place()],
        }
    }

    /// Returns a short description.
    pub fn about(self, language: Language) -> &'static str {
        let word = if matches!(self, Theme::Own(_)) {
            "own"
        } else {
            Theme::NAMES[self.place()]
        };
        MessageId::attribute("theme-about", word).text(language)
    }

    /// Returns the style of a role.
    pub fn style(self, role: Role) -> Style {
        if let Theme::Own(own) = self {
            return own.styles[role.place()];
        }
        let place = self.place();
        SHIPPED[place].get_or_init(|| styles(FILES[place], true).unwrap_or_default())[role.place()]
    }

    /// Returns the style of the focused field's background, whatever the text colour.
    pub(crate) fn ground_of_field(self) -> Style {
        let Style {
            bg, add_modifier, ..
        } = self.style(Role::Field);
        Style {
            bg,
            add_modifier,
            ..Style::new()
        }
    }

    /// Returns the style of a role on the background of a visit. A role with a background of its own keeps it.
    pub(crate) fn on_visit(self, role: Role) -> Style {
        let style = self.style(role);
        if self.has_ground(role) {
            style
        } else {
            Style {
                bg: self.style(Role::Visit).bg,
                ..style
            }
        }
    }

    /// Returns the style of a role on the background of another role. The backgrounds of late visits and of kinds of
    /// visit with a colour set the text colour, too.
    pub fn on(self, ground: Role, role: Role) -> Style {
        let is_plain = self.style(ground) == self.style(Role::Visit);
        if is_plain || role == Role::Chosen || !self.has_ground(ground) {
            self.on_visit(role)
        } else {
            self.style(ground)
        }
    }

    /// Returns whether a role has a background of its own, so that it shows without text.
    pub fn has_ground(self, role: Role) -> bool {
        let style = self.style(role);
        style.bg != self.style(Role::Text).bg || style.add_modifier.contains(Modifier::REVERSED)
    }

    /// Returns the role of a cell with this style, on the background of the focused field, of a visit, or of nothing.
    pub fn role_of(self, style: Style) -> Role {
        let look = |style: Style| {
            (
                style.fg.unwrap_or_default(),
                style.bg.unwrap_or_default(),
                style.add_modifier,
            )
        };
        let find = |style_of: &dyn Fn(Role) -> Style| {
            Role::ALL
                .iter()
                .copied()
                .find(|role| look(style_of(*role)) == look(style))
        };
        let on_field = |role| self.style(role).patch(self.ground_of_field());
        let on_visit = |role| self.on_visit(role);
        find(&|role| self.style(role))
            .or_else(|| find(&on_field))
            .or_else(|| find(&on_visit))
            .unwrap_or(Role::Text)
    }

    fn place(self) -> usize {
        Theme::ALL
            .iter()
            .position(|theme| *theme == self)
            .unwrap_or(0)
    }
}

/// The error for a word that names no theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchTheme;

impl FromStr for Theme {
    type Err = NoSuchTheme;

    fn from_str(word: &str) -> Result<Theme, NoSuchTheme> {
        let place = Theme::NAMES
            .iter()
            .position(|name| *name == word)
            .ok_or(NoSuchTheme)?;
        Ok(Theme::ALL[place])
    }
}

/// A role in a theme's file.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RoleStyle {
    letters: Option<ThemeColour>,
    ground: Option<ThemeColour>,
    style: Vec<LetterStyle>,
}

/// A colour in a theme's file.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct ThemeColour(Color);

impl TryFrom<String> for ThemeColour {
    type Error = String;

    fn try_from(text: String) -> Result<ThemeColour, String> {
        let what =
            "a colour is \"#rrggbb\", a number from \"0\" to \"255\", or a name such as \"cyan\"";
        text.parse().map(ThemeColour).map_err(|_| what.to_owned())
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LetterStyle {
    Bold,
    Dim,
    Italic,
    Underlined,
    Reversed,
}

/// Reads the style of each role.
fn styles(text: &str, has_true_colour: bool) -> Result<Styles, (Range<usize>, String)> {
    let roles: HashMap<Role, RoleStyle> = toml::from_str(text)
        .map_err(|error| (error.span().unwrap_or_default(), error.message().to_owned()))?;
    if let Some(missing) = Role::ALL
        .iter()
        .find(|role| !is_optional(**role) && !roles.contains_key(role))
    {
        return Err((0..0, format!("the role {} is missing", missing.name())));
    }
    let colour = |colour: ThemeColour| {
        if has_true_colour {
            colour.0
        } else {
            of_256(colour.0)
        }
    };
    let style = |role: Role| {
        let Some(RoleStyle {
            letters,
            ground,
            style,
        }) = roles.get(&role)
        else {
            return Style::new();
        };
        let modifiers = style.iter().map(|style| match style {
            LetterStyle::Bold => Modifier::BOLD,
            LetterStyle::Dim => Modifier::DIM,
            LetterStyle::Italic => Modifier::ITALIC,
            LetterStyle::Underlined => Modifier::UNDERLINED,
            LetterStyle::Reversed => Modifier::REVERSED,
        });
        Style {
            fg: letters.map(colour),
            bg: ground.map(colour),
            ..Style::new()
        }
        .add_modifier(modifiers.collect::<Modifier>())
    };
    let mut styles: Styles = std::array::from_fn(|place| style(Role::ALL[place]));
    if !roles.contains_key(&Role::Field) {
        styles[Role::Field.place()] = styles[Role::Text.place()].add_modifier(Modifier::UNDERLINED);
    }
    for (role, like) in OPTIONAL {
        if !roles.contains_key(&role) {
            styles[role.place()] = styles[like.place()];
        }
    }
    if !roles.contains_key(&Role::Booked) {
        styles[Role::Booked.place()] = styles[Role::Good.place()].add_modifier(Modifier::REVERSED);
    }
    Ok(styles)
}

fn is_optional(role: Role) -> bool {
    matches!(role, Role::Field | Role::Booked)
        || OPTIONAL.iter().any(|(optional, _)| *optional == role)
}

/// Returns the nearest of the colours 16 to 255: a cube of six shades a side, and 24 greys.
fn of_256(colour: Color) -> Color {
    let Color::Rgb(red, green, blue) = colour else {
        return colour;
    };
    let steps = [red, green, blue].map(|part| {
        (0..6)
            .min_by_key(|step| shade(*step).abs_diff(part))
            .unwrap_or(0)
    });
    let mean = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
    let grey = u8::try_from((mean.saturating_sub(3) / 10).min(23)).unwrap_or(23);
    let distance = |shades: [u8; 3]| {
        let parts = shades.iter().zip([red, green, blue]);
        parts
            .map(|(shade, part)| u32::from(shade.abs_diff(part)).pow(2))
            .sum::<u32>()
    };
    if distance(steps.map(shade)) <= distance([8 + 10 * grey; 3]) {
        Color::Indexed(16 + 36 * steps[0] + 6 * steps[1] + steps[2])
    } else {
        Color::Indexed(232 + grey)
    }
}

#[cfg(test)]
mod tests {
    use super::super::rgb_of;
    use super::*;

    #[test]
    fn every_theme_that_ships_can_be_read_and_is_known_by_its_name() {
        for (theme, file) in Theme::ALL.into_iter().zip(FILES) {
            assert_eq!(
                styles(file, true).map(|styles| styles[0]),
                Ok(theme.style(Role::Text))
            );
            assert_eq!(theme.word().parse(), Ok(theme));
        }
        assert!("color".parse::<Theme>().is_err() && "".parse::<Theme>().is_err());
    }

    #[test]
    fn every_role_looks_its_own_way_where_there_are_colours() {
        for theme in Theme::ALL.into_iter().filter(|theme| *theme != Theme::Mono) {
            for role in Role::ALL.iter().copied() {
                assert_eq!(theme.role_of(theme.style(role)), role, "{theme:?}");
            }
        }
    }

    #[test]
    fn no_colours_means_none() {
        for role in Role::ALL.iter().copied() {
            let style = Theme::Mono.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
    }

    #[test]
    fn what_is_not_real_is_amber_and_what_is_live_is_red() {
        let ground = |theme: Theme, role| {
            let style = theme.style(role);
            if style.bg.is_some() {
                style.bg
            } else {
                style.fg
            }
        };
        for theme in [Theme::Colour, Theme::Dark, Theme::Light, Theme::Contrast] {
            let [badge, live, warning] =
                [Role::Badge, Role::Live, Role::Warning].map(|role| ground(theme, role));
            assert_ne!(badge, live, "{theme:?}");
            assert!(badge.is_some() && warning.is_some());
        }
        assert_eq!(ground(Theme::Colour, Role::Badge), Some(Color::Yellow));
        assert_eq!(ground(Theme::Colour, Role::Live), Some(Color::Red));
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        let dark = FILES[1];
        let mistake = |from: &str, to: &str| {
            let text = dark.replace(from, to);
            let (span, what) = styles(&text, true).unwrap_err();
            (text[span].to_owned(), what)
        };
        assert_eq!(mistake("\"87\"", "\"sky\"").0, "\"sky\"");
        assert_eq!(mistake("\"italic\"", "\"slanted\"").0, "\"slanted\"");
        assert!(mistake("badge =", "bagde =").1.contains("bagde"));
        assert_eq!(
            mistake("live = {", "# live = {").1,
            "the role live is missing"
        );
    }

    #[test]
    fn a_theme_without_a_ground_for_the_focused_field_underlines_it() {
        let text: String = FILES[1]
            .lines()
            .filter(|line| !line.starts_with("field ="))
            .collect::<Vec<_>>()
            .join("\n");
        let styles = styles(&text, true).unwrap();
        let of = |role: Role| styles[role.place()];
        assert_eq!(
            of(Role::Field),
            of(Role::Text).add_modifier(Modifier::UNDERLINED)
        );
    }

    #[test]
    fn the_focused_field_stands_out_in_every_theme_and_keeps_the_role_of_its_text() {
        for theme in Theme::ALL {
            assert_ne!(
                theme.style(Role::Field),
                theme.style(Role::Text),
                "{theme:?}"
            );
            let hint = theme.style(Role::Dim).patch(theme.ground_of_field());
            assert_eq!(
                (theme.role_of(hint), theme.role_of(theme.style(Role::Field))),
                (Role::Dim, Role::Field)
            );
        }
    }

    #[test]
    fn a_colour_that_the_terminal_lacks_is_the_nearest() {
        let of = |red, green, blue| of_256(Color::Rgb(red, green, blue));
        assert_eq!(
            [of(0, 0, 0), of(255, 255, 255)],
            [16, 231].map(Color::Indexed)
        );
        assert_eq!(
            [of(0, 96, 170), of(30, 30, 33)],
            [25, 234].map(Color::Indexed)
        );
        assert_eq!(of_256(Color::Cyan), Color::Cyan);
        let text = FILES[1].replace("\"87\"", "\"#5ffffd\"");
        let focus =
            |has_true_colour| styles(&text, has_true_colour).unwrap()[Role::Focus.place()].fg;
        assert_eq!(
            [focus(true), focus(false)],
            [Some(Color::Rgb(95, 255, 253)), Some(Color::Indexed(87))]
        );
    }

    /// Checks the minimum contrast of text by WCAG 2.2: 1.4.3 (4.5 to 1) and, for the contrast theme, 1.4.6
    /// (7 to 1).
    #[test]
    fn every_letter_can_be_read_on_its_ground() {
        for (theme, least) in [
            (Theme::Dark, 4.5),
            (Theme::Light, 4.5),
            (Theme::Contrast, 7.0),
        ] {
            for role in Role::ALL.iter().copied() {
                let style = theme.style(role);
                let contrast = contrast(style);
                assert!(contrast >= least, "{theme:?}, {role:?}: {contrast:.1}");
            }
            for role in [Role::Text, Role::Dim, Role::Staff] {
                let contrast = contrast(theme.style(role).patch(theme.ground_of_field()));
                assert!(
                    contrast >= least,
                    "{theme:?}, {role:?} in the focused field: {contrast:.1}"
                );
            }
            for role in Role::ALL.iter().copied().filter(|role| *role != Role::Dim) {
                let contrast = contrast(theme.on_visit(role));
                assert!(
                    contrast >= least,
                    "{theme:?}, {role:?} on a visit: {contrast:.1}"
                );
            }
        }
    }

    /// The backgrounds that set the text colour.
    fn grounds() -> impl Iterator<Item = Role> {
        [Role::Away, Role::Late].into_iter().chain(Role::KINDS)
    }

    #[test]
    fn whatever_is_said_on_the_ground_of_a_kind_can_be_read_and_tells_the_kind() {
        for (theme, least) in [
            (Theme::Colour, 4.5),
            (Theme::Dark, 4.5),
            (Theme::Light, 4.5),
            (Theme::Contrast, 7.0),
        ] {
            for ground in grounds() {
                for role in Role::ALL
                    .iter()
                    .copied()
                    .filter(|role| *role != Role::Chosen)
                {
                    let style = theme.on(ground, role);
                    let contrast = contrast(style);
                    assert!(
                        contrast >= least,
                        "{theme:?}, {role:?} on {ground:?}: {contrast:.1}"
                    );
                    assert_eq!(theme.role_of(style), ground, "{theme:?}, {role:?}");
                }
                let chosen = theme.on(ground, Role::Chosen);
                assert_eq!(theme.role_of(chosen), Role::Chosen, "{theme:?}");
            }
        }
    }

    #[test]
    fn without_colours_a_kind_looks_like_any_visit() {
        for ground in Role::KINDS {
            for role in Role::ALL.iter().copied() {
                let style = Theme::Mono.on(ground, role);
                assert_eq!(style, Theme::Mono.on_visit(role), "{role:?} on {ground:?}");
            }
        }
    }

    #[test]
    fn a_theme_of_ones_own_may_do_without_the_kinds() {
        let is_kept = |line: &&str| {
            let role = line.split(' ').next().unwrap_or_default();
            !OPTIONAL.iter().any(|(optional, _)| optional.name() == role)
        };
        let text: String = FILES[1]
            .lines()
            .filter(is_kept)
            .collect::<Vec<_>>()
            .join("\n");
        let styles = styles(&text, true).unwrap();
        for (role, like) in OPTIONAL {
            assert_eq!(styles[role.place()], styles[like.place()], "{role:?}");
        }
    }

    /// The Linux console has eight background and sixteen text colours: it rounds each part of a colour to all or
    /// nothing, and shows dark grey text in a grey of its own.
    #[test]
    fn in_the_sixteen_colours_of_a_console_the_letters_of_a_kind_stay_readable() {
        let part = |is_full: bool, full: u8| if is_full { full } else { 0 };
        let least_on_console = 2.5;
        for theme in [Theme::Colour, Theme::Dark, Theme::Light, Theme::Contrast] {
            for ground in grounds() {
                let style = theme.style(ground);
                let rgb = |colour: Option<Color>| colour.and_then(rgb_of).unwrap();
                let under = rgb(style.bg).map(|shade| part(shade & 0x80 != 0, 0xaa));
                let letters = rgb(style.fg);
                let most = *letters.iter().max().unwrap();
                let full = if most > 0xaa { 0xff } else { 0xaa };
                let is_grey = letters.iter().all(|shade| *shade > most / 2);
                let letters = if is_grey && most <= 0x55 {
                    [0x55; 3]
                } else {
                    letters.map(|shade| part(shade > most / 2, full))
                };
                let contrast = super::super::contrast(letters, under);
                assert!(
                    contrast >= least_on_console,
                    "{theme:?}, {ground:?}: {contrast:.1}"
                );
            }
        }
    }

    fn contrast(style: Style) -> f64 {
        let rgb = |colour: Option<Color>| {
            colour
                .and_then(rgb_of)
                .expect("a colour that is alike everywhere")
        };
        super::super::contrast(rgb(style.fg), rgb(style.bg))
    }
}
