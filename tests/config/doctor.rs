//! What `bookdesk doctor` finds, with real answers from a sandbox.

use bookdesk::cli::doctor::examine;
use sandbox::{Sandbox, SandboxOptions, keys};
use serde_json::Value;

use super::Home;
use crate::desk_at_work::write_zones;

/// A sandbox that runs on its own, as another program's would.
fn sandbox() -> Sandbox {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    runtime
        .block_on(Sandbox::start(SandboxOptions::default()))
        .expect("a sandbox")
}

/// A key of the sandbox for this clinic that `fits`.
fn key(clinic: &str, fits: impl Fn(&Value) -> bool) -> String {
    let keys = keys();
    let mut keys = keys.as_array().expect("a list of keys").iter();
    let found = keys
        .find(|key| key["backend"] == clinic && fits(key))
        .expect("a key that fits");
    found["key"].as_str().expect("a key").to_owned()
}

fn may_book(key: &Value) -> bool {
    key["scopes"]
        .as_array()
        .is_some_and(|scopes| scopes.iter().any(|scope| scope == "TEST_SESSIONS_SCHEDULE"))
}

/// Whether all works, and the paragraphs: settings, ClinikAPI, Aniva.
fn examined(variables: &[(&str, &str)], home: &Home) -> (bool, [String; 3]) {
    let config = home.load(variables).expect("a configuration");
    let mut said = Vec::new();
    let works = examine(&config, &mut said).expect("an examination");
    let said = String::from_utf8(said).expect("text");
    let paragraphs: Vec<String> = said.split("\n\n").map(str::to_owned).collect();
    (works, paragraphs.try_into().expect("three paragraphs"))
}

#[test]
fn a_desk_on_its_own_sandbox_works() {
    let home = Home::empty();
    let (works, [settings, clinik, aniva]) = examined(&[("TZ", "Asia/Kolkata")], &home);
    assert!(works);
    let (_version, settings) = settings.split_once('\n').unwrap();
    let zones = format!("Time zones     {}, bundled\n", zones::database().version());
    assert!(settings.contains(&zones), "{settings}");
    assert_eq!(
        settings
            .replace(&home.path("").display().to_string(), "~/")
            .replace(&zones, ""),
        "Configuration  none; it would be ~/.config/bookdesk/config.toml\n\
         Data           ~/.local/share/bookdesk\n\
         Records        drafts and bookings on their way are sealed; whoever can read ledger.key beside them can \
         open them (no OS keyring is used)\n\
         Shared store   none; store names the one that this clinic's desks share\n\
         Kept for       good; retention_days sets an end\n\
         Log            off; BOOKDESK_LOG turns it on\n\
         Desk zone      Asia/Kolkata, from TZ\n\
         ClinikAPI zone Europe/Berlin, the sandbox's own\n\
         Date order     not set, so 03/04/2027 is refused as ambiguous\n\
         Timeouts       5 s to connect, 20 s for a call\n\
         Trusts         the authorities this machine trusts; extra_ca adds others\n\
         Proxy          none; that of the environment is not used\n\
         Least notice   30 min from now to the first time that is proposed\n\
         Locks          after 300 s without a key, or with Ctrl-L; any key opens it, for no PIN is set: see `bookdesk \
         pin`\n\
         Templates      those that ship; your own would be in ~/.config/bookdesk/templates.toml\n\
         Opens with     ClinikAPI"
    );
    assert_eq!(
        clinik,
        "ClinikAPI · SANDBOX\n\
         \x20 Address      the sandbox inside bookdesk; nothing leaves this machine\n\
         \x20 Key          the sandbox's own\n\
         \x20 Reachable    yes\n\
         \x20 Key accepted yes\n\
         \x20 May read     yes\n\
         \x20 May book     ClinikAPI tells only when something is booked"
    );
    assert!(aniva.ends_with("  May book     yes\n"), "{aniva}");
}

#[test]
fn zones_that_differ_between_the_machines_database_and_the_bundled_one_are_named() {
    let home =
        Home::with("timezone = \"Europe/Berlin\"\n[clinik]\ntimezone = \"Europe/Helsinki\"\n");
    let bundled = zones::database().version();
    for version in ["2019a", "2999a"] {
        let folder = home.path("zoneinfo");
        write_zones(&folder, version);
        let folder = folder.display().to_string();
        let (_, [settings, ..]) = examined(&[("TZDIR", &folder)], &home);
        // A process takes the newer one at its start: this one has not.
        let row = format!("Time zones     {bundled}, bundled; not used: {version} in {folder}\n");
        assert!(settings.contains(&row), "{settings}");
        for zone in ["Europe/Berlin", "Europe/Helsinki"] {
            let differs = format!(" {zone}: the two differ from ");
            assert!(settings.contains(&differs), "{settings}");
        }
    }
}

#[test]
fn a_live_clinic_without_a_zone_is_said() {
    let home = Home::empty();
    let (url, key) = ("http://127.0.0.1:1", "clk_live_nothing");
    let variables = [("BOOKDESK_CLINIK_URL", url), ("BOOKDESK_CLINIK_KEY", key)];
    let config = home.load(&variables).expect("a configuration");
    let mut said = Vec::new();
    examine(&config, &mut said).expect("an examination");
    let said = String::from_utf8(said).expect("text");
    let row = "ClinikAPI zone UTC, no timezone under [clinik], so this desk's clock counts there: write it, or run \
               bookdesk setup\n";
    assert!(said.contains(row), "{said}");
}

#[test]
fn it_speaks_the_language_of_the_desk() {
    let german = [
        "Konfiguration  keine; sie wäre in ",
        "Zeitzone hier  Asia/Kolkata, aus TZ\n",
        "Zone ClinikAPI Europe/Berlin, die der Sandbox\n",
        "Sperre         nach 300 s ohne Taste oder mit Strg-L; jede Taste öffnet",
        "  Erreichbar   ja\n",
        "Hinweis        BOOKDESK_COLOUR ist gesetzt, und bookdesk liest keine solche Variable.",
    ];
    let finnish = [
        "Asetukset      ei ole; paikka olisi ",
        "ClinikAPI aika Europe/Berlin, sandboxin oma\n",
        "  Saa varata   kyllä\n",
        "Huomaa         BOOKDESK_COLOUR on asetettu, eikä bookdesk lue sellaista muuttujaa.",
    ];
    let words = [
        "Configuration",
        "Data ",
        "Locks",
        "Reachable",
        "Key ",
        "yes",
        "none",
        "the ",
        " or ",
    ];
    for (locale, says) in [("de_DE.UTF-8", &german[..]), ("fi_FI.UTF-8", &finnish)] {
        let variables = [
            ("TZ", "Asia/Kolkata"),
            ("LANG", locale),
            ("BOOKDESK_COLOUR", "blue"),
        ];
        let (works, paragraphs) = examined(&variables, &Home::empty());
        let said = paragraphs.join("\n\n");
        assert!(works);
        says.iter()
            .for_each(|says| assert!(said.contains(says), "{says}\n{said}"));
        words
            .iter()
            .for_each(|word| assert!(!said.contains(word), "{word}\n{said}"));
        let rows = || {
            said.lines()
                .filter(|line| !line.is_empty() && !line.contains(" · "))
                .skip(1)
        };
        let is_in_column =
            |row: &str| row.chars().nth(14) == Some(' ') && row.chars().nth(15) != Some(' ');
        assert!(rows().all(is_in_column), "a name is too long: {said}");
    }
}

#[test]
fn what_is_wrong_with_records_and_key_commands_is_told_in_the_language_of_the_desk() {
    let home = Home::with("[aniva]\nkey_command = [\"sh\", \"-c\", \"exit 4\"]\n");
    let data = home.path("desk").display().to_string();
    std::fs::create_dir(&data).expect("a folder");
    std::fs::write(home.path("desk/live.db"), "no database").expect("a file");
    std::fs::write(home.path("desk/ledger.key"), "no key").expect("a file");
    let variables = [
        ("BOOKDESK_DATA_DIR", &*data),
        ("LANG", "de_DE"),
        ("BOOKDESK_ANIVA_URL", "http://127.0.0.1:9"),
    ];
    let (works, [settings, clinik, aniva]) = examined(&variables, &home);
    assert!(!works);
    assert_eq!(
        settings
            .matches("ledger.key enthält keinen Schlüssel\n")
            .count(),
        1,
        "{settings}"
    );
    assert!(
        settings.contains("ClinikAPI ist nicht eingerichtet."),
        "{settings}"
    );
    assert!(
        clinik.starts_with("ClinikAPI\n  Fehlt noch   Setzen Sie BOOKDESK_CLINIK_KEY"),
        "{clinik}"
    );
    let key = "  Schlüssel    keiner: der Befehl `sh` ist fehlgeschlagen (exit 4)\n";
    assert!(
        aniva.contains(key)
            && aniva.contains("  Angenommen   nein: es ist kein Schlüssel gesetzt\n")
    );
}

#[test]
fn a_revoked_key_and_a_missing_right_are_told_with_advice_and_without_the_keys() {
    let sandbox = sandbox();
    let revoked = key("clinik", |key| key["state"] == "revoked");
    let thin = key("aniva", |key| key["state"] == "valid" && !may_book(key));
    let variables = [
        ("BOOKDESK_CLINIK_URL", sandbox.clinik_url()),
        ("BOOKDESK_CLINIK_KEY", revoked.clone()),
        ("BOOKDESK_ANIVA_URL", sandbox.aniva_url()),
        ("BOOKDESK_ANIVA_KEY", thin.clone()),
    ];
    let variables: Vec<(&str, &str)> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let (works, [settings, clinik, aniva]) = examined(&variables, &Home::empty());

    assert!(!works);
    assert_eq!(
        clinik.replace(&sandbox.clinik_url(), "URL"),
        "ClinikAPI · SANDBOX\n\
         \x20 Address      URL\n\
         \x20 Key          clk_test_…, from BOOKDESK_CLINIK_KEY\n\
         \x20 Reachable    yes\n\
         \x20 Key accepted no: it was revoked\n\
         \x20              → This key is from BOOKDESK_CLINIK_KEY; a valid one has to be there.\n\
         \x20 May read     not asked\n\
         \x20 May book     not asked"
    );
    assert!(
        aniva.contains("  May book     no: the key lacks the right TEST_SESSIONS_SCHEDULE\n"),
        "{aniva}"
    );
    assert!(
        aniva.contains("→ Ask Aniva for a key that may book.\n"),
        "{aniva}"
    );
    let said = [settings, clinik, aniva].concat();
    assert!(!said.contains(&revoked) && !said.contains(&thin), "{said}");
}

#[test]
fn an_address_where_nobody_listens_is_told() {
    let address = ("BOOKDESK_CLINIK_URL", "http://127.0.0.1:9");
    let variables = [address, ("BOOKDESK_CLINIK_KEY", "clk_test_sandbox0001")];
    let (works, [settings, clinik, aniva]) = examined(&variables, &Home::empty());
    assert!(!works);
    assert!(clinik.contains("  Reachable    no: "), "{clinik}");
    assert!(
        clinik.contains("→ Is it running? `bookdesk sandbox` starts one at 127.0.0.1:4010.\n"),
        "{clinik}"
    );

    assert!(
        settings.ends_with("because ClinikAPI is configured."),
        "{settings}"
    );
    assert_eq!(
        aniva,
        "Aniva\n  Not set up   Set BOOKDESK_ANIVA_KEY, or key_file or key_command under [aniva] in the configuration \
         file.\n"
    );
}

#[test]
fn this_machine_is_the_sandbox_only_with_a_key_of_its_own() {
    let sandbox = sandbox();
    let said = |clinik, aniva| {
        let variables = [
            ("BOOKDESK_CLINIK_URL", sandbox.clinik_url()),
            ("BOOKDESK_CLINIK_KEY", String::from(clinik)),
            ("BOOKDESK_ANIVA_URL", sandbox.aniva_url()),
            ("BOOKDESK_ANIVA_KEY", String::from(aniva)),
        ];
        let variables = variables
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let (_, [_, clinik, aniva]) = examined(&variables, &Home::empty());
        [clinik, aniva].map(|said| said.lines().next().unwrap().to_owned())
    };
    let own = said(sandbox.clinik_key(), "sbx2-aniva-view-only");
    assert_eq!(own, ["ClinikAPI · SANDBOX", "Aniva · SANDBOX"]);
    assert_eq!(
        said("clk_test_nobodys0009", sandbox.clinik_key()),
        ["ClinikAPI · TEST", "Aniva · LIVE"]
    );
    assert_eq!(
        said("clk_live_nobodys0009", "anybodys"),
        ["ClinikAPI · LIVE", "Aniva · LIVE"]
    );
}

#[test]
fn a_backend_that_is_not_set_up_is_no_failure() {
    let sandbox = sandbox();
    let (url, key) = (sandbox.aniva_url(), sandbox.aniva_key());
    let variables = [
        ("BOOKDESK_ANIVA_URL", url.as_str()),
        ("BOOKDESK_ANIVA_KEY", key),
    ];
    let (works, [_, clinik, _]) = examined(&variables, &Home::empty());
    assert!(works);
    assert!(clinik.starts_with("ClinikAPI\n  Not set up   "), "{clinik}");
}

#[test]
fn a_key_command_that_fails_is_told_in_its_own_words() {
    let home = Home::with(
        "[aniva]\nkey_command = [\"sh\", \"-c\", \"echo the vault is closed >&2; exit 4\"]\n",
    );
    let (works, [_, _, aniva]) = examined(&[("BOOKDESK_ANIVA_URL", "http://127.0.0.1:9")], &home);
    assert!(!works);
    assert!(
        aniva.contains(
            "  Key          none: the command `sh` failed (exit 4): the vault is closed\n"
        ),
        "{aniva}"
    );
    assert!(
        aniva.contains("  Key accepted no: no key is set\n"),
        "{aniva}"
    );
}
