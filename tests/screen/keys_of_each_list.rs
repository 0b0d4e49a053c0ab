//! The last line of every list says the key that acts on what is chosen, and the one that closes the list, on the smallest
//! terminal, too.

use booking::Language;
use desk::Size;
use headless::Options;

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// The keys that open a list, and its name in the state.
const LISTS: [(&str, &str); 12] = [
    ("Ctrl+P", "palette"),
    ("F1", "help"),
    ("Alt+V", "templates"),
    ("Alt+U", "absences"),
    ("Alt+W", "waiting"),
    ("Alt+O", "done"),
    ("Alt+R", "calls"),
    ("Ctrl+D", "day"),
    ("Ctrl+D Tab", "day"),
    ("Ctrl+F", "free times"),
    ("Ctrl+F Enter", "free times"),
    ("F3 l i g h t Enter", "themes"),
];

/// The last line of the screen.
fn last_line(desk: &DeskAtWork) -> String {
    let screen = desk.screen();
    screen.lines().last().unwrap_or_default().trim().to_owned()
}

#[test]
fn the_last_line_of_every_list_says_its_key_and_the_one_that_closes_it() {
    for language in Language::ALL {
        for (keys, name) in LISTS {
            let mut desk = DeskAtWork::open(Options {
                language,
                size: Size { cols: 80, rows: 24 },
                ..at_clinik()
            });
            desk.press("Ctrl+E").types("ki").press("Enter").settle();
            desk.press(keys).settle();
            assert_eq!(desk.state()["overlay"], name, "{keys}: {}", desk.screen());
            let line = last_line(&desk);
            let shown: Vec<&str> = line.split("   ").collect();
            assert!(
                shown.iter().any(|key| key.starts_with("Esc ")),
                "{language:?} {name}: {line}"
            );
            assert!(shown.len() > 1, "{language:?} {name}: {line}");
            assert!(!line.contains('…'), "{language:?} {name}: {line}");
        }
    }
}
