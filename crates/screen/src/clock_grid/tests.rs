use super::super::Theme;
use super::*;

fn block(lines: Range<u16>, lane: (u16, u16), name: &str) -> GridBlock<'static> {
    let status = ("booked".to_owned(), Role::Text);
    GridBlock {
        lines,
        lane,
        signs: ["○", "┃"],
        ends_within: false,
        time: String::new(),
        name: (name.to_owned(), Role::Text),
        short: String::new(),
        status,
        more: "control",
        ground: None,
        letter: None,
        is_chosen: false,
    }
}

/// Draws four lines of two columns, with a rule before the third.
fn drawn(height: u16, focus: u16) -> (Vec<String>, GridPlaces) {
    let column = |blocks| GridColumn {
        head: ("Ivers".to_owned(), Role::Strong),
        ground: vec![
            GridGround {
                sign: "░",
                fills: false,
                role: Role::Good,
                text: String::new()
            };
            4
        ],
        remark: "",
        blocks,
        foot: ("2 h free".to_owned(), Role::Dim),
    };
    let grid = ClockGrid {
        look: Look::default(),
        times: ["10:00", "10:20", "10:40", "11:00"]
            .map(|time| (time.to_owned(), Role::Dim))
            .into(),
        indent: 7,
        columns: vec![
            column(vec![
                block(0..1, (0, 1), "Lukas"),
                block(1..4, (0, 2), "Ann"),
                block(2..3, (1, 2), "Bo"),
            ]),
            column(vec![block(0..2, (0, 1), "Maria Schmidt")]),
        ],
        now: Some((2, " 10:25 ".to_owned())),
        focus,
    };
    let area = Rect::new(0, 0, 40, height);
    let (mut buffer, mut places) = (Buffer::empty(area), GridPlaces::default());
    grid.render(area, &mut buffer, &mut places);
    let line = |y| {
        (0..area.width)
            .map(|x| buffer[(x, y)].symbol())
            .collect::<String>()
    };
    (
        (0..height).map(|y| line(y).trim_end().to_owned()).collect(),
        places,
    )
}

#[test]
fn a_block_is_as_tall_as_its_lines_and_overlaps_lie_side_by_side() {
    let (lines, places) = drawn(7, 0);
    assert_eq!(
        lines,
        [
            "       Ivers           Ivers",
            " 10:00 ○ Lukas  booked ○ Maria Schmidt",
            " 10:20 ○ Ann           ┃ booked contr…",
            "─ 10:25 ───────────────────────────────",
            " 10:40 ┃ boo… ○ Bo     ░",
            " 11:00 ┃ con…          ░",
            "       2 h free        2 h free",
        ]
    );
    assert!(
        places.blocks.contains(&(Rect::new(14, 4, 7, 1), 0, 2)),
        "{:?}",
        places.blocks
    );
}

#[test]
fn without_heads_there_is_no_line_for_them_and_a_warning_on_one_line_is_shortened() {
    let mut warned = block(0..1, (0, 1), "Lukas");
    warned.status = ("! not in on Thursdays".to_owned(), Role::Warning);
    let off = GridGround {
        sign: "╱",
        fills: true,
        role: Role::Dim,
        text: "not in".to_owned(),
    };
    let column = GridColumn {
        head: (String::new(), Role::Text),
        ground: vec![off; 2],
        remark: "",
        blocks: vec![warned],
        foot: (String::new(), Role::Text),
    };
    let grid = ClockGrid {
        look: Look::default(),
        times: ["10:00", "10:20"]
            .map(|time| (time.to_owned(), Role::Dim))
            .into(),
        indent: 7,
        columns: vec![column],
        now: None,
        focus: 0,
    };
    let area = Rect::new(0, 0, 30, 2);
    let mut buffer = Buffer::empty(area);
    grid.render(area, &mut buffer, &mut GridPlaces::default());
    let line = |y| {
        (0..area.width)
            .map(|x| buffer[(x, y)].symbol())
            .collect::<String>()
    };
    let lines: Vec<String> = (0..2).map(|y| line(y).trim_end().to_owned()).collect();
    assert_eq!(
        lines,
        [
            " 10:00 ○ Lukas  ! not in on…",
            " 10:20 ╱ not in ╱╱╱╱╱╱╱╱╱╱╱╱"
        ]
    );
}

#[test]
fn a_name_that_is_cut_gives_way_to_its_short_form_and_its_time_to_the_second_line() {
    let said = |lines, width| {
        let name = block(lines, (0, 1), "Hannes Oberländer");
        let named = GridBlock {
            time: "8:30".to_owned(),
            short: "H. Oberländer".to_owned(),
            ..name
        };
        let (time, said) = named.on_first_line(width);
        format!("{time}|{said}")
    };
    assert_eq!(said(0..1, 22), "|8:30 Hannes Oberländer");
    assert_eq!(said(0..1, 21), "|8:30 H. Oberländer");
    assert_eq!(
        [said(0..2, 17), said(0..2, 16)],
        ["8:30|Hannes Oberländer", "8:30|H. Oberländer"]
    );
    assert_eq!(said(0..1, 16), "|8:30 Oberländer");
    assert_eq!(said(0..1, 9), "|8:30 Oberländer");
}

#[test]
fn the_chosen_line_is_in_view_and_a_bar_shows_where() {
    let (lines, _) = drawn(5, 3);
    assert!(
        lines[3].starts_with(" 11:00 ┃ con…") && lines[3].ends_with('█'),
        "{lines:?}"
    );
}

#[test]
fn a_visit_has_its_ground_and_what_is_over_has_none() {
    let grounds = [Some(Role::Visit), Some(Role::Red), None].map(|ground| {
        let grid = ClockGrid {
            look: Look {
                theme: Theme::Dark,
                ..Look::default()
            },
            times: vec![(String::new(), Role::Text)],
            indent: 2,
            columns: vec![GridColumn {
                head: (String::new(), Role::Text),
                ground: Vec::new(),
                remark: "",
                blocks: vec![GridBlock {
                    ground,
                    ..block(0..1, (0, 1), "Ann")
                }],
                foot: (String::new(), Role::Text),
            }],
            now: None,
            focus: 0,
        };
        let area = Rect::new(0, 0, 30, 1);
        let mut buffer = Buffer::empty(area);
        grid.render(area, &mut buffer, &mut GridPlaces::default());
        buffer[(4, 0)].bg
    });
    let expected = [Role::Visit, Role::Red, Role::Text].map(|role| Theme::Dark.style(role).bg);
    assert_eq!(grounds.map(Some), expected);
}

#[test]
fn a_block_that_ends_within_its_last_line_ends_there_with_half_a_bar() {
    let sign_below = |ends_within| {
        let block = GridBlock {
            ends_within,
            ..block(0..2, (0, 1), "Lukas")
        };
        let grid = ClockGrid {
            look: Look::default(),
            times: vec![
                ("10:00".to_owned(), Role::Dim),
                ("10:20".to_owned(), Role::Dim),
            ],
            indent: 7,
            columns: vec![GridColumn {
                head: (String::new(), Role::Text),
                ground: Vec::new(),
                remark: "",
                blocks: vec![block],
                foot: (String::new(), Role::Dim),
            }],
            now: None,
            focus: 0,
        };
        let area = Rect::new(0, 0, 30, 2);
        let mut buffer = Buffer::empty(area);
        grid.render(area, &mut buffer, &mut GridPlaces::default());
        buffer[(7, 1)].symbol().to_owned()
    };
    assert_eq!(sign_below(false), "┃");
    assert_eq!(sign_below(true), "╹");
}

/// Draws a block of two lines, and below it an absence of one line, in a theme.
fn drawn_in(theme: Theme) -> Buffer {
    let away = GridGround {
        sign: "╱",
        fills: true,
        role: Role::Away,
        text: "ill".to_owned(),
    };
    let grid = ClockGrid {
        look: Look {
            theme,
            ..Look::default()
        },
        times: vec![(String::new(), Role::Text); 3],
        indent: 2,
        columns: vec![GridColumn {
            head: (String::new(), Role::Text),
            ground: vec![away; 3],
            remark: "",
            blocks: vec![GridBlock {
                ground: Some(Role::Green),
                letter: Some('f'),
                more: "",
                status: (String::new(), Role::Good),
                ..block(0..2, (0, 1), "Ann")
            }],
            foot: (String::new(), Role::Text),
        }],
        now: None,
        focus: 0,
    };
    let area = Rect::new(0, 0, 14, 3);
    let mut buffer = Buffer::empty(area);
    grid.render(area, &mut buffer, &mut GridPlaces::default());
    buffer
}

#[test]
fn a_kind_of_visit_has_its_ground_and_its_letter_and_the_sign_the_colour_of_the_status() {
    let buffer = drawn_in(Theme::Dark);
    let line: String = (0..14).map(|x| buffer[(x, 0)].symbol()).collect();
    assert_eq!(line, "  ○fAnn       ");
    let kind = Theme::Dark.style(Role::Green);
    for x in 4..12 {
        assert_eq!(Some(buffer[(x, 0)].bg), kind.bg, "{x}");
        assert_eq!(Some(buffer[(x, 1)].bg), kind.bg, "{x} below");
    }
    let sign = Theme::Dark.on_visit(Role::Good);
    assert_eq!(
        [Some(buffer[(2, 0)].fg), Some(buffer[(2, 0)].bg)],
        [sign.fg, sign.bg]
    );
}

#[test]
fn an_absence_is_a_solid_band_and_without_colours_one_of_strokes() {
    let band = |theme| -> String {
        let buffer = drawn_in(theme);
        (2..12)
            .map(|x| buffer[(x, 2)].symbol().to_owned())
            .collect()
    };
    assert_eq!(band(Theme::Dark), "╱ ill     ");
    assert_eq!(band(Theme::Mono), "╱ ill ╱╱╱╱");
    let buffer = drawn_in(Theme::Dark);
    let is_solid = |x: u16| Some(buffer[(x, 2)].bg) == Theme::Dark.style(Role::Away).bg;
    assert!((2..12).all(is_solid));
    let plain = drawn_in(Theme::Mono);
    let line: String = (2..8).map(|x| plain[(x, 0)].symbol()).collect();
    assert_eq!(line, "○f Ann", "the letter stays");
}
