//! Staff's own visit templates, beside the configuration file.

use std::fs;

use bookdesk::cli::doctor::examine;
use booking::{Language, Template};

use super::Home;

const OWN: &str = ".config/bookdesk/templates.toml";

const PHYSIO: &str = "\
[[template]]
key = \"p\"
name = \"physiotherapy\"
backend = \"clinik\"
minutes = 20
";

fn with(templates: &str) -> Home {
    let home = Home::with("");
    fs::write(home.path(OWN), templates).expect("a file of templates");
    home
}

/// What `bookdesk doctor` says of the templates, and whether all is well.
fn examined(home: &Home) -> (bool, String) {
    let mut said = Vec::new();
    let works =
        examine(&home.load(&[]).expect("a configuration"), &mut said).expect("an examination");
    let said = String::from_utf8(said)
        .expect("text")
        .replace(&home.path("").display().to_string(), "~/");
    let from = said.find("Templates").expect("a line about templates");
    (
        works,
        said[from..]
            .split("\nOpens")
            .next()
            .unwrap_or_default()
            .to_owned(),
    )
}

#[test]
fn staffs_own_stand_beside_those_that_ship_and_in_their_place() {
    let own = format!(
        "{PHYSIO}{}",
        PHYSIO.replace("\"p\"", "\"f\"").replace("physio", "hydro")
    );
    let home = with(&own);
    let templates = home.load(&[]).expect("a configuration").templates;
    assert_eq!((templates.own, templates.mistakes.len()), (2, 0));
    let letters: String = templates.all.iter().map(Template::letter).collect();
    assert_eq!(letters, "fncvubdp");
    assert_eq!(
        templates
            .all
            .by_letter('f')
            .map(|one| one.name(Language::En)),
        Some("hydrotherapy")
    );
    assert_eq!(
        examined(&home),
        (
            true,
            format!("Templates      those that ship, and ~/{OWN} (own: 2)")
        )
    );
}

#[test]
fn a_broken_file_stops_nobody_and_doctor_says_where_it_is_broken() {
    let home = with(&PHYSIO.replace("minutes", "minuts"));
    let templates = home
        .load(&[])
        .expect("the desk opens all the same")
        .templates;
    assert_eq!((templates.own, templates.all.by_letter('p')), (0, None));
    assert!(templates.all.by_letter('f').is_some());
    let (works, said) = examined(&home);
    assert!(!works);
    assert_eq!(
        said,
        "Templates      those that ship, because your own have mistakes:\n\
         \x20 ~/.config/bookdesk/templates.toml:1:1: `minutes` is missing here\n\
         \x20   1 | [[template]]\n\
         \x20     | ^^^^^^^^^^^^\n\
         \x20 ~/.config/bookdesk/templates.toml:5:1: unknown name `minuts`; did you mean `minutes`?\n\
         \x20   5 | minuts = 20\n\
         \x20     | ^^^^^^"
    );
}

#[test]
fn another_file_may_be_named_and_must_then_be_there() {
    let home = Home::with("templates = \"~/visits.toml\"\n");
    let complaint = home
        .load(&[])
        .expect("a configuration")
        .templates
        .mistakes
        .concat();
    assert!(
        complaint.ends_with("visits.toml: there is no such file"),
        "{complaint}"
    );
    fs::write(home.path("visits.toml"), PHYSIO).expect("a file of templates");
    assert_eq!(home.load(&[]).expect("a configuration").templates.own, 1);
}

#[test]
fn a_letter_that_means_a_time_is_refused() {
    let home = with(&PHYSIO.replace("\"p\"", "\"t\""));
    let mistakes = home.load(&[]).expect("a configuration").templates.mistakes;
    assert!(
        mistakes[0].contains(":2:7: “t” means a time on the entry line"),
        "{mistakes:?}"
    );
}
