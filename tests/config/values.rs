//! The values that are no accounts: what is built in, what the file says, what the environment says.

use std::path::PathBuf;
use std::time::Duration;

use booking::Language;
use booking::clinics::{ANIVA, CLINIK, SHIPPED};
use booking::time::DateOrder;
use chrono::TimeDelta;
use config::{Config, ConfigFile, Environment, Flags, PrintCommand, ZoneOrigin};
use runtime::clinic_zones;
use zones::Zone;

use super::Home;

const EVERYTHING: &str = r#"
backend = "aniva"
timezone = "Europe/Helsinki"
date_order = "mdy"
language = "fi"
connect_timeout = 2.5
request_timeout = 60
data_dir = "~/desk data"
desk = "Front desk 2"
booking_reference = false

[aniva]
profile_group = "front-desk"
"#;

#[test]
fn what_is_built_in() {
    let home = Home::empty();
    let config = home.load(&[]).unwrap();
    assert_eq!(config.zone, Zone::UTC);
    assert_eq!(config.zone_origin, ZoneOrigin::Nothing);
    assert_eq!((config.date_order, config.language), (None, Language::En));
    assert_eq!(config.connect_timeout, Duration::from_secs(5));
    assert_eq!(config.request_timeout, Duration::from_secs(20));
    assert_eq!(config.data_dir, home.path(".local/share/bookdesk"));
    assert_eq!(
        (config.desk_name, config.log, config.operator),
        (None, None, None)
    );
    assert!(config.booking_reference);
    assert_eq!(config.least_notice, TimeDelta::minutes(30));
    assert_eq!(
        config.file,
        ConfigFile::Absent(home.path(".config/bookdesk/config.toml"))
    );
}

#[test]
fn a_printer_is_a_program_with_its_arguments() {
    let of = |text| {
        Home::with(text)
            .load(&[])
            .map(|config| config.print_command)
    };
    let lp = PrintCommand::of(vec!["lp".to_owned(), "-d".to_owned(), "front".to_owned()]);
    let configured = of("print_command = [\"lp\", \"-d\", \"front\"]\n");
    assert_eq!(configured.unwrap(), Some(lp));
    assert_eq!(of("").unwrap(), None);
    assert!(of("print_command = []\n").is_err());
}

#[test]
fn the_language_is_the_files_else_that_of_the_locale() {
    let spoken =
        |text, variables: &[(&str, &str)]| Home::with(text).load(variables).unwrap().language;
    assert_eq!(spoken("", &[("LANG", "de_AT.UTF-8")]), Language::De);
    assert_eq!(
        spoken("", &[("LC_MESSAGES", "fi_FI@euro"), ("LANG", "de_DE")]),
        Language::Fi
    );
    assert_eq!(
        spoken("", &[("LC_ALL", "sv_SE"), ("LC_MESSAGES", "fi_FI")]),
        Language::En
    );
    assert_eq!(spoken("", &[("LC_ALL", ""), ("LANG", "fi")]), Language::Fi);
    assert_eq!(
        spoken("language = \"en\"", &[("LANG", "de_DE.UTF-8")]),
        Language::En
    );
    let refused = Home::with("language = \"dee\"")
        .load(&[])
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("“dee” is none of en, de and fi; did you mean `de`?"),
        "{refused}"
    );
}

#[test]
fn what_the_file_says() {
    let home = Home::with(EVERYTHING);
    let config = home.load(&[("TZ", "Asia/Tokyo")]).unwrap();
    assert_eq!(config.clinic.word(), "aniva");
    assert_eq!(
        (config.zone, config.zone_origin),
        (Zone::HELSINKI, ZoneOrigin::File)
    );
    assert_eq!(
        (config.date_order, config.language),
        (Some(DateOrder::Mdy), Language::Fi)
    );
    assert_eq!(config.connect_timeout, Duration::from_millis(2500));
    assert_eq!(config.request_timeout, Duration::from_secs(60));
    assert_eq!(config.data_dir, home.path("desk data"));
    assert_eq!(config.desk_name.as_deref(), Some("Front desk 2"));
    assert_eq!(config.profile_groups[ANIVA].as_deref(), Some("front-desk"));
    assert!(!config.booking_reference);
    assert_eq!(
        config.file,
        ConfigFile::Read(home.path(".config/bookdesk/config.toml"))
    );
}

#[test]
fn who_has_logged_in_books_unless_someone_else_is_named() {
    let operator = |variables: &[(&str, &str)]| Home::with("").load(variables).unwrap().operator;
    assert_eq!(operator(&[("USER", "desk2")]).as_deref(), Some("desk2"));
    assert_eq!(
        operator(&[("USER", "su"), ("LOGNAME", "desk2")]).as_deref(),
        Some("desk2")
    );
    assert_eq!(
        operator(&[("USER", "desk2"), ("BOOKDESK_OPERATOR", "m.ivers")]).as_deref(),
        Some("m.ivers")
    );
}

#[test]
fn what_the_environment_says() {
    let variables = [
        ("BOOKDESK_DATA_DIR", "/var/lib/desk"),
        ("BOOKDESK_LOG", "debug"),
        ("BOOKDESK_OPERATOR", "m.ivers"),
        ("TZ", ":Europe/Berlin"),
    ];
    let config = Home::with("data_dir = \"/elsewhere\"")
        .load(&variables)
        .unwrap();
    assert_eq!(config.data_dir, PathBuf::from("/var/lib/desk"));
    assert_eq!(config.log, Some(tracing::Level::DEBUG));
    assert_eq!(config.operator.as_deref(), Some("m.ivers"));
    assert_eq!(
        (config.zone, config.zone_origin),
        (Zone::BERLIN, ZoneOrigin::Variable("TZ".to_owned()))
    );
}

#[test]
fn the_machines_zone_counts_where_nothing_else_is_set_and_is_utc_where_unreadable() {
    let zone = |system: &str| {
        let mut environment = Environment::at_home(&PathBuf::from("/none"));
        environment.system_zone = Some(system.to_owned());
        let config = Config::load(&environment, SHIPPED, Flags::default()).unwrap();
        (config.zone, config.zone_origin)
    };
    assert_eq!(
        zone("America/New_York"),
        (Zone::NEW_YORK, ZoneOrigin::System)
    );
    assert_eq!(zone("Nowhere/Land"), (Zone::UTC, ZoneOrigin::Nothing));
}

#[test]
fn the_clinics_zone_is_the_variables_else_the_files_else_the_sandboxs_or_the_desks() {
    let zone = |file: &str, variables: &[(&str, &str)]| {
        let desk = [("TZ", "Asia/Kolkata")];
        clinic_zones(
            &Home::with(file)
                .load(&[&desk[..], variables].concat())
                .unwrap(),
        )[CLINIK]
    };
    let file = "[clinik]\ntimezone = \"Europe/Helsinki\"\n";
    let variable = ("BOOKDESK_CLINIK_TIMEZONE", "America/New_York");
    let key = ("BOOKDESK_CLINIK_KEY", "clk_test_example");
    assert_eq!(zone(file, &[key, variable]), Zone::NEW_YORK);
    assert_eq!(zone(file, &[key]), Zone::HELSINKI);
    assert_eq!(zone("", &[key]), Zone::KOLKATA);
    assert_eq!(
        zone("", &[]),
        Zone::BERLIN,
        "the sandbox's clinic is in Berlin"
    );
    assert_eq!(zone(file, &[]), Zone::HELSINKI);
}

#[test]
fn a_file_elsewhere_is_read_and_its_relative_paths_start_from_it() {
    let home = Home::with("backend = \"clinik\"");
    std::fs::write(
        home.path("other.toml"),
        "backend = \"aniva\"\ndata_dir = \"data\"",
    )
    .unwrap();
    let path = home.path("other.toml");
    let config = home
        .load(&[("BOOKDESK_CONFIG", path.to_str().unwrap())])
        .unwrap();
    assert_eq!(config.clinic.word(), "aniva");
    assert_eq!(config.data_dir, home.path("data"));
}

#[test]
fn a_variable_with_a_slip_in_its_name_is_noted() {
    let config = Home::empty()
        .load(&[("BOOKDESK_CLINC_KEY", "clk_live_sesame")])
        .unwrap();
    assert_eq!(
        config.notes,
        [
            "BOOKDESK_CLINC_KEY is set, and bookdesk reads no such variable. Did you mean BOOKDESK_CLINIK_KEY?"
        ]
    );
}

#[test]
fn colours_are_off_where_no_color_holds_anything() {
    let colour = |value: &str| Home::empty().load(&[("NO_COLOR", value)]).unwrap().colour;
    assert!(colour(""));
    assert!(!colour("1"));
}

#[test]
fn the_least_notice_is_half_an_hour_unless_the_file_says_otherwise() {
    let notice = |text: &str| Home::with(text).load(&[]).unwrap().least_notice;
    assert_eq!(notice("least_notice = \"45min\""), TimeDelta::minutes(45));
    assert_eq!(
        notice("least_notice = \"120 min\""),
        TimeDelta::minutes(120)
    );
    assert_eq!(notice("least_notice = 0"), TimeDelta::zero());
    for value in ["30", "\"soon\"", "\"-5min\"", "true", "\"2000min\""] {
        let refused = Home::with(&format!("least_notice = {value}"))
            .load(&[])
            .unwrap_err()
            .to_string();
        let said = "expected minutes, such as \"30min\", or 0, found ";
        assert!(refused.contains(said), "{refused}");
    }
}
