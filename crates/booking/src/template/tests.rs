//! The shipped templates, filling forms, and the messages about mistakes.

use strum::VariantNames as _;

use super::*;
use crate::clinics::{ANIVA, CLINIK, FHIR, KNOWN, SHIPPED, aniva, clinik};
use crate::{Clinics, SiteName, units};

fn today(word: &str) -> bool {
    word == "t"
}

fn shipped() -> Templates {
    Templates::read(SHIPPED, Templates::SHIPPED, &today)
        .unwrap_or_else(|errors| panic!("{}", errors[0]))
}

fn mistakes(text: &str) -> Vec<String> {
    Templates::read(SHIPPED, text, &today)
        .unwrap_err()
        .iter()
        .map(|error| error.to_string())
        .collect()
}

/// A template that is valid except for the given lines.
fn with(lines: &str) -> String {
    let head = "[[template]]\nkey = \"x\"\nname = \"X\"\nbackend = \"clinik\"\nminutes = 5\n";
    format!("{head}{lines}\n")
}

fn mistake(lines: &str) -> String {
    let mistakes = mistakes(&with(lines));
    assert_eq!(mistakes.len(), 1, "{mistakes:#?}");
    mistakes[0].lines().next().unwrap().to_owned()
}

#[test]
fn the_shipped_set_has_the_promised_letters_in_three_languages() {
    let templates = shipped();
    let letters: String = templates.iter().map(Template::letter).collect();
    assert_eq!(letters, "fncvubd");
    for template in templates.iter() {
        let expected = if "bd".contains(template.letter()) {
            ANIVA
        } else {
            CLINIK
        };
        assert_eq!(template.clinic(), expected);
        let texts = Language::ALL.map(|language| template.instruction(language).unwrap());
        assert!(
            texts[0] != texts[1] && texts[1] != texts[2] && texts[0] != texts[2],
            "{}",
            template.name(Language::En)
        );
        for text in texts {
            assert!(
                units(text) < 1000 && !text.contains("  ") && text.ends_with('.'),
                "{text}"
            );
            assert!(text.lines().all(|line| line == line.trim()), "{text}");
        }
    }
    assert_eq!(
        templates.by_letter('F').unwrap().name(Language::En),
        "follow-up"
    );
    assert_eq!(templates.by_letter('x'), None);
}

#[test]
fn a_follow_up_fills_the_form_and_keeps_what_was_typed() {
    let templates = shipped();
    let mut draft = Draft::new(CLINIK);
    draft.set(clinik::REASON, "Check after stent placement".to_owned());
    let typed = |id: FieldId| id == clinik::REASON;
    let filled =
        templates
            .by_letter('f')
            .unwrap()
            .fill(&mut draft, Language::En, Language::En, |id| !typed(id));
    assert_eq!(draft.text(clinik::MINUTES), "30");
    assert_eq!(draft.text(clinik::APPOINTMENT_TYPE), "FOLLOWUP");
    assert_eq!(draft.text(clinik::REASON), "Check after stent placement");
    assert_eq!(
        draft.text(clinik::PATIENT_INSTRUCTION),
        "Come ten minutes ahead and bring a list of current medicines."
    );
    assert!(filled.contains(&clinik::MINUTES) && !filled.contains(&clinik::REASON));
}

#[test]
fn a_blood_draw_fills_the_slip_and_only_at_aniva() {
    let templates = shipped();
    let fasting = templates.by_letter('b').unwrap();
    let mut draw = Draft::new(ANIVA);
    assert_eq!(
        fasting.fill(&mut draw, Language::En, Language::De, |_| true),
        [aniva::DESK_NOTE]
    );
    assert!(draw.text(aniva::DESK_NOTE).contains("12 Stunden"));
    let mut visit = Draft::new(CLINIK);
    assert_eq!(
        fasting.fill(&mut visit, Language::En, Language::De, |_| true),
        []
    );
    assert_eq!(visit, Draft::new(CLINIK));
}

#[test]
fn the_template_behind_a_form_is_found_in_every_language() {
    let templates = shipped();
    for (template, language) in templates
        .iter()
        .flat_map(|one| Language::ALL.map(|language| (one, language)))
    {
        let mut draft = Draft::new(template.clinic());
        template.fill(&mut draft, Language::De, language, |_| true);
        assert_eq!(
            templates.behind(&draft),
            Some(template),
            "{} {language}",
            template.name(Language::En)
        );
    }
    for clinic in SHIPPED {
        assert_eq!(templates.behind(&Draft::new(clinic)), None);
    }
    let mut changed = Draft::new(CLINIK);
    templates
        .by_letter('f')
        .unwrap()
        .fill(&mut changed, Language::De, Language::Fi, |_| true);
    changed.set(clinik::MINUTES, "45".to_owned());
    assert_eq!(templates.behind(&changed), None);
    let says_nothing = with("").replace("clinik", "aniva");
    let says_nothing = Templates::read(SHIPPED, &says_nothing, &today).unwrap();
    assert_eq!(says_nothing.behind(&Draft::new(ANIVA)), None);
}

#[test]
fn english_stands_in_for_a_language_nobody_wrote() {
    let text = with("[template.instruction]\nen = \"Rest.\"\nfi = \"Levätkää.\"");
    let templates = Templates::read(SHIPPED, &text, &today).unwrap();
    let template = templates.by_letter('x').unwrap();
    assert_eq!(
        Language::ALL.map(|one| template.instruction(one).unwrap()),
        ["Rest.", "Rest.", "Levätkää."]
    );
}

#[test]
fn a_name_and_a_text_are_one_for_every_language_or_one_for_each() {
    let shipped = shipped();
    let named = |letter| Language::ALL.map(|one| shipped.by_letter(letter).unwrap().name(one));
    assert_eq!(named('f'), ["follow-up", "Kontrolle", "kontrolli"]);
    let text = with("reason = { en = \"Knee\", de = \"Knie\" }\ncomment = \"call back\"");
    let templates = Templates::read(SHIPPED, &text, &today).unwrap();
    let own = templates.by_letter('x').unwrap();
    assert_eq!(Language::ALL.map(|one| own.name(one)), ["X"; 3]);
    assert_eq!(
        Language::ALL.map(|one| own.text_of(FieldRole::Reason, one).unwrap()),
        ["Knee", "Knie", "Knee"]
    );
    let mut draft = Draft::new(CLINIK);
    own.fill(&mut draft, Language::De, Language::Fi, |_| true);
    assert_eq!(
        (draft.text(clinik::REASON), draft.text(clinik::COMMENT)),
        ("Knie", "call back")
    );
    own.take_back(&mut draft);
    assert_eq!(draft, Draft::new(CLINIK));
    assert_eq!(
        mistake("reason = { de = \"Knie\" }"),
        "6:10: `en` is missing here"
    );
    assert_eq!(
        mistake("reason = { en = \"Knee\", sv = \"Knä\" }"),
        "6:25: unknown name `sv`"
    );
    assert_eq!(
        mistake("priority = { en = 1 }"),
        "6:12: is no whole number from 0 to 9"
    );
}

#[test]
fn a_mistake_has_its_place_a_caret_and_a_guess() {
    let shown = &mistakes(&with("raeson = \"x\""))[0];
    assert_eq!(
        shown,
        "6:1: unknown name `raeson`; did you mean `reason`?\n  6 | raeson = \"x\"\n    | ^^^^^^"
    );
    assert_eq!(
        mistake("priority = 10"),
        "6:12: is no whole number from 0 to 9"
    );
    assert_eq!(
        mistake("colour = 1"),
        "6:1: unknown name `colour`; did you mean `color`?"
    );
    assert_eq!(mistake("farbe = 1"), "6:1: unknown name `farbe`");
}

#[test]
fn every_mistake_is_named_not_only_the_first() {
    let text = "[[template]]\nkey = \"ab\"\nname = \" \"\nbackend = \"klinik\"\nminutes = 0\n\n[[templat]]\n";
    let places: Vec<String> = mistakes(text)
        .iter()
        .map(|mistake| mistake.lines().next().unwrap().to_owned())
        .collect();
    assert_eq!(
        places,
        [
            "2:7: a key is one letter from a to z, not “ab”",
            "3:8: is empty; leave the line out instead",
            "4:11: `klinik` is no clinic; there are `clinik` and `aniva`",
            "5:11: is no whole number from 1 to 1440",
            "7:3: unknown name `templat`; did you mean `template`?",
        ]
    );
}

#[test]
fn letters_are_unique_and_never_a_time() {
    let twice = format!("{}{}", with(""), with(""));
    assert!(
        mistakes(&twice)[0].starts_with("8:7: “x” is the key of another template"),
        "{twice}"
    );
    let time = with("").replace("\"x\"", "\"t\"");
    assert!(mistakes(&time)[0].starts_with("2:7: “t” means a time"));
}

#[test]
fn texts_keep_the_limits_of_the_form() {
    let checked = [
        ("type", clinik::APPOINTMENT_TYPE),
        ("service", clinik::SERVICE_TYPE),
        ("reason", clinik::REASON),
    ];
    for (name, id) in checked {
        let limit = id.limit.unwrap();
        let fits = with(&format!("{name} = \"{}\"", "x".repeat(limit)));
        assert!(Templates::read(SHIPPED, &fits, &today).is_ok(), "{name}");
        let over = mistake(&format!("{name} = \"{}\"", "😀".repeat(limit / 2 + 1)));
        assert!(
            over.ends_with(&format!(
                "is too long: {} of {limit}; shorten it by 2",
                limit + 2
            )),
            "{over}"
        );
    }
    assert!(mistake("reason = \"a\\nb\"").ends_with("is one line only"));
    assert!(mistake("comment = \"a\\u202Eb\"").contains("U+202E"));
    assert!(mistake("[template.instruction]\nde = \"x\"").ends_with("`en` is missing here"));
}

#[test]
fn aniva_takes_no_more_than_it_has_fields_for() {
    let text = with("reason = \"x\"").replace("clinik", "aniva");
    assert!(mistakes(&text)[0].starts_with("6:1: Aniva takes no `reason`"));
}

#[test]
fn panels_are_a_list_of_names_or_uuids_and_only_at_aniva() {
    let aniva = |lines: &str| with(lines).replace("clinik", "aniva");
    let read = Templates::read(
        SHIPPED,
        &aniva("panels = [\"Iron\", \"fab60152-04b0-4bdd-8dbc-735cfb75e041\"]"),
        &today,
    );
    assert_eq!(
        read.unwrap().by_letter('x').unwrap().panels(),
        ["Iron", "fab60152-04b0-4bdd-8dbc-735cfb75e041"]
    );
    for (lines, what) in [
        ("panels = []", "6:10: write a list"),
        ("panels = \"Iron\"", "6:10: write a list"),
        ("panels = [1]", "6:11: is no text"),
        (
            "panels = [\"Iron\", \"Iron\"]",
            "6:19: “Iron” stands here twice",
        ),
        (
            "panel = [\"Iron\"]",
            "6:1: unknown name `panel`; did you mean `panels`?",
        ),
    ] {
        let text = mistakes(&aniva(lines)).remove(0);
        assert!(text.starts_with(what), "{text}");
    }
    assert!(mistake("panels = [\"Iron\"]").contains("ClinikAPI takes no `panels`"));
    let drawn: Vec<bool> = shipped()
        .iter()
        .map(|template| !template.panels().is_empty())
        .collect();
    assert_eq!(drawn, [false, false, false, false, false, true, true]);
}

#[test]
fn what_is_no_toml_is_said_once() {
    let text = with("reason = “x”");
    assert!(!mistakes(&text).is_empty() && mistakes(&text).iter().all(|one| one.starts_with("6:")));
    assert_eq!(
        mistakes("template = 1"),
        ["1:12: write [[template]], once for each\n  1 | template = 1\n    |            ^"]
    );
    assert_eq!(
        Templates::read(SHIPPED, "", &today).map(|none| none.iter().count()),
        Ok(0)
    );
}

#[test]
fn a_file_from_another_system_reads_the_same() {
    let text = Templates::SHIPPED.replace('\n', "\r\n");
    let read = Templates::read(SHIPPED, &text, &today).unwrap();
    assert!(read.iter().eq(shipped().iter()));
}

#[test]
fn a_clinic_that_shares_templates_has_them_where_the_other_is_not_offered() {
    static OFFERED: [ClinicId; 1] = [FHIR];
    let templates = Templates::shipped(Clinics::of(&OFFERED));
    assert_eq!(templates.by_letter('f').map(Template::clinic), Some(FHIR));
    assert!(
        templates.iter().all(|template| template.clinic() == FHIR),
        "no blood draws"
    );
    let of_clinik = |clinics| {
        Templates::shipped(clinics)
            .iter()
            .filter(|one| one.clinic() == CLINIK)
            .count()
    };
    assert_eq!(templates.iter().count(), of_clinik(SHIPPED));
}

#[test]
fn a_clinic_that_shares_templates_has_its_own_beside_the_other() {
    let at = |letter| {
        KNOWN
            .iter()
            .map(|clinic| {
                Templates::shipped(KNOWN)
                    .at(clinic, letter)
                    .map(Template::clinic)
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        at('f'),
        [Some(CLINIK), Some(CLINIK), Some(FHIR)],
        "the first where a clinic has none"
    );
    assert_eq!(at('B'), [Some(ANIVA), Some(ANIVA), Some(ANIVA)]);
    let letters: Vec<char> = Templates::shipped(KNOWN)
        .all_at(FHIR)
        .map(Template::letter)
        .collect();
    assert_eq!(
        letters,
        Templates::shipped(SHIPPED)
            .iter()
            .map(Template::letter)
            .collect::<Vec<_>>()
    );
    let own = "[[template]]\nkey = \"f\"\nname = \"own\"\nbackend = \"aniva\"\nminutes = 5\n";
    let all = Templates::read(KNOWN, own, &today)
        .unwrap()
        .over_shipped(KNOWN);
    assert!(
        KNOWN
            .iter()
            .all(|clinic| all.at(clinic, 'f').map(Template::clinic) == Some(ANIVA))
    );
}

#[test]
fn templates_of_an_api_fill_the_forms_of_all_its_clinics_and_those_of_a_name_only_its_own() {
    let site = |name| FHIR.named(&SiteName::new(name).unwrap()).unwrap();
    let [north, south] = ["North", "South"].map(site);
    let clinics = KNOWN.with_sites(FHIR, &[north, south]);
    let at = |templates: &Templates, letter| {
        [north, south].map(|clinic| templates.at(clinic, letter).map(Template::clinic))
    };
    let shipped = Templates::shipped(clinics);
    assert_eq!(at(&shipped, 'f'), [Some(north), Some(south)]);
    let alone = Templates::shipped(Clinics::of(&[north, south]));
    assert_eq!(at(&alone, 'f'), [Some(north), Some(south)]);
    let own = |backend: &str| {
        let text = format!(
            "[[template]]\nkey = \"f\"\nname = \"own\"\nbackend = \"{backend}\"\nminutes = 5\n"
        );
        Templates::read(clinics, &text, &today).unwrap()
    };
    assert_eq!(at(&own("fhir"), 'f'), [Some(north), Some(south)]);
    let named = own("fhir:south");
    let clinics_of_it: Vec<ClinicId> = named.iter().map(Template::clinic).collect();
    assert_eq!(clinics_of_it, [south]);
}

#[test]
fn a_colour_is_one_of_eight_and_another_word_names_them() {
    for word in KindColour::VARIANTS {
        let templates = Templates::read(SHIPPED, &with(&format!("color = \"{word}\"")), &today);
        let templates = templates.unwrap_or_else(|errors| panic!("{}", errors[0]));
        let mark = templates.by_letter('x').and_then(Template::mark).unwrap();
        assert_eq!((mark.letter, <&str>::from(mark.colour)), ('x', *word));
    }
    for (word, what) in [
        (
            "\"pink\"",
            "is no color; write one of red, orange, yellow, green, cyan, blue, magenta, grey",
        ),
        ("\"gren\"", "did you mean"),
        ("\"Red\"", "is no color"),
        ("3", "is no text"),
        ("\"\"", "is empty"),
    ] {
        let said = mistake(&format!("color = {word}"));
        assert!(said.contains(what), "{word}: {said}");
    }
    let bare = Templates::read(SHIPPED, &with(""), &today).unwrap();
    assert_eq!(bare.by_letter('x').and_then(Template::mark), None);
}

#[test]
fn the_purpose_of_a_visit_tells_its_kind_in_any_language_unless_two_kinds_have_it() {
    let templates = shipped();
    let letter = |clinic, purpose| templates.of_purpose(clinic, purpose).map(Template::letter);
    for (purpose, kind) in [
        ("Follow-up visit", Some('f')),
        ("kontrolltermin", Some('f')),
        (" Kontrolle ", Some('f')),
        ("Impfung", Some('v')),
        ("ROKOTUS", Some('v')),
        ("Blood pressure", None),
        ("", None),
    ] {
        assert_eq!(letter(CLINIK, purpose), kind, "{purpose}");
    }
    assert_eq!(letter(ANIVA, "fasting"), Some('b'));
    assert_eq!(
        letter(ANIVA, "blood test"),
        None,
        "both draws are called so"
    );
    assert_eq!(letter(ANIVA, "Impfung"), None, "another clinic's");
}

#[test]
fn every_shipped_kind_has_a_colour_of_its_own() {
    let templates = shipped();
    let marks: Vec<KindMark> = templates.iter().filter_map(Template::mark).collect();
    assert_eq!(marks.len(), templates.iter().count());
    let is_twin = |mark: &KindMark| {
        let same = marks.iter().filter(|other| other.colour == mark.colour);
        same.count() > 1
    };
    assert!(!marks.iter().any(is_twin), "{marks:?}");
}
