//! What the commands say to people: an id that stands alone, one zone, one language, and no formula.

use std::fs;

use serde_json::json;

use super::Shell;
use crate::desk_at_work::{BERLIN, PROFILE};

const VISIT: &str = "book --backend clinik --patient-id pt_abc123 --practitioner-id ki --start 2099-02-10+10:00 --minutes-duration 30 --yes --json";

impl Shell {
    fn booked(&self, line: &str) -> String {
        self.run(line).ends_with(0).json()["appointment"]["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    }

    /// Runs `bookdesk` in German.
    fn run_in_german(&self, line: &str) -> super::Said {
        let config = self.records().with_extension("toml");
        fs::write(&config, "language = \"de\"\n").expect("a configuration");
        self.run_in(line, |command| _ = command.env("BOOKDESK_CONFIG", &config))
    }
}

#[test]
fn the_clinic_follows_from_an_id_that_stands_alone() {
    let shell = Shell::open();
    let visit = shell.booked(VISIT);
    let draw = shell.booked(&format!(
        "book --backend aniva --profile-id {PROFILE} --location-id {BERLIN} --scheduled-at 2099-02-11T07:30:00Z --yes --json"
    ));
    assert!(
        shell
            .run(&format!("show {visit}"))
            .ends_with(0)
            .out
            .contains("Karin Ivers")
    );
    assert!(
        shell
            .run(&format!("show {draw}"))
            .ends_with(0)
            .out
            .contains("Berlin")
    );
    let said = shell
        .run(&format!("move {visit} 11.02.2099 11:15"))
        .ends_with(0);
    assert!(
        said.out
            .contains("Wed 11 Feb 2099 11:15 CET (Maria Schmidt, Karin Ivers)."),
        "{}",
        said.out
    );
    let said = shell
        .run(&format!("move {draw} 12.02.2099+09:30 --yes"))
        .ends_with(0);
    assert!(
        said.out.contains("Thu 12 Feb 2099 09:30 CET"),
        "{}",
        said.out
    );
    shell.run(&format!("cancel {visit}")).ends_with(0);
    shell.run(&format!("cancel {draw} --dry-run")).ends_with(0);
    for wrong in [
        "show",
        &format!("move {visit}"),
        &format!("show {visit} --id {visit}"),
        &format!("move {visit} fr --start fr"),
    ] {
        shell.run(wrong).ends_with(2);
    }
}

#[test]
fn an_id_is_taken_whole_and_an_unknown_one_is_said() {
    let shell = Shell::open();
    let id = shell.booked(VISIT);
    let part = &id[..id.len() - 2];
    for line in [
        format!("show {part}"),
        format!("cancel --backend clinik --id {part}"),
        format!("show {}", &id[5..]),
    ] {
        let said = shell.run(&line).ends_with(2);
        assert!(
            said.out
                .contains(&format!("only a part of an id. The whole one: {id}")),
            "{line}: {}",
            said.out
        );
    }
    let said = shell.run("show appt_nobody1").ends_with(3);
    assert_eq!(
        said.out,
        "SANDBOX: ClinikAPI does not know the appointment appt_nobody1.\n"
    );
    let said = shell.run("cancel appt_nobody1").ends_with(3);
    assert_eq!(
        said.out,
        "SANDBOX: Not cancelled: ClinikAPI does not know the appointment appt_nobody1.\n"
    );
    for line in [
        "show",
        "cancel",
        "move --start 2099-02-10+10:00",
        "status --to arrived",
    ] {
        let said = shell
            .run(&format!("{line} --backend clinik --id appt_nobody1"))
            .ends_with(3);
        let all = format!("{}{}", said.out, said.err);
        assert_eq!(
            all.matches("does not know the appointment").count(),
            1,
            "{line}: {all}"
        );
    }
    assert!(
        shell
            .run("show nothing")
            .ends_with(2)
            .out
            .contains("“nothing” is no id of an appointment.")
    );
    let said = shell
        .run(&VISIT.replace("pt_abc123", "pt_abc1"))
        .ends_with(2);
    assert!(
        said.out.contains("only a part of an id") && said.out.contains("pt_abc123"),
        "{}",
        said.out
    );
    for line in [
        "day prac_xyz",
        "find slots prac_xyz",
        &VISIT.replace("ki ", "prac_xyz "),
    ] {
        let said = shell.run(line).ends_with(2);
        assert!((said.err + &said.out).contains("prac_xyz789"), "{line}");
    }
    assert_eq!(shell.creates().len(), 1);
}

#[test]
fn a_verdict_comes_with_its_reason_in_the_language_of_the_desk() {
    for shell in Shell::for_visits() {
        shell.run(VISIT).ends_with(0);
        let taken = VISIT
            .replace(" --yes --json", "")
            .replace("+10:00", "+10:15");
        let said = shell.run(&taken).ends_with(5);
        assert!(
            said.out
                .starts_with("SANDBOX: Not booked, and nothing was sent: "),
            "{}",
            said.out
        );
        assert!(
            said.out.contains("10:00") && said.out.ends_with("--yes books it anyway.\n"),
            "{}",
            said.out
        );
        let said = shell.run_in_german(&taken).ends_with(5);
        assert!(
            said.out
                .starts_with("SANDBOX: Nicht gebucht, und es wurde nichts gesendet: "),
            "{}",
            said.out
        );
        assert!(
            said.out.ends_with("Mit --yes wird trotzdem gebucht.\n"),
            "{}",
            said.out
        );
        let said = shell.run_in_german("show appt_nobody1").ends_with(3);
        assert_eq!(
            said.out,
            "SANDBOX: ClinikAPI kennt den Termin appt_nobody1 nicht.\n"
        );
        let said = shell.run_in_german("find patients xyzzy").ends_with(0);
        assert_eq!(said.err.trim(), "nichts gefunden");
    }
}

#[test]
fn an_answer_stands_in_the_zone_of_the_clinic_alone() {
    let shell = Shell::open_at("2099-02-01T08:00:00Z");
    let said = shell
        .run_in_new_york(&VISIT.replace(" --json", ""))
        .ends_with(0);
    assert!(
        said.out.contains("10:00 CET") && !said.out.contains("EST"),
        "{}",
        said.out
    );
    let told = shell
        .run_in_new_york("day ki 10.2.2099 --json")
        .ends_with(0)
        .json();
    let lines = told[0]["lines"].as_array().expect("lines").clone();
    assert!(
        lines.iter().all(|line| line["start"]
            .as_str()
            .is_some_and(|at| at.ends_with("+01:00"))),
        "{told}"
    );
    let board = shell
        .run_in_new_york("board --on 10.2.2099 --backend clinik")
        .ends_with(0);
    let id = board
        .out
        .trim()
        .rsplit('\t')
        .next()
        .expect("an id")
        .to_owned();
    let said = shell.run_in_new_york(&format!("show {id}")).ends_with(0);
    assert!(
        said.out.contains("10:00 – 10:30 CET") && !said.out.contains("EST"),
        "{}",
        said.out
    );
}

// Only Linux has a device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn what_can_not_be_written_is_said_and_ends_with_1_and_what_was_done_stays_done() {
    let shell = Shell::open();
    let id = shell.booked(VISIT);
    let full = |line: &str| {
        shell.run_in(line, |command| {
            let full = fs::OpenOptions::new().write(true).open("/dev/full");
            command.stdout(full.expect("the device"));
        })
    };
    let show = format!("show {id}");
    for asked in [
        "board --on 10.2.2099",
        "board --on 10.2.2099 --csv",
        "board --on 10.2.2099 --print",
        "day ki 10.2.2099",
        "day ki --json",
        "find practitioners",
        "find slots ki --json",
        "calls --on 10.2.2099 --json",
        "waiting --json",
        &show,
        "show --backend clinik --id appt_nobody1 --json",
    ] {
        let said = full(asked);
        // What is not there was not to be shown, and keeps its own code.
        let code = if asked.contains("nobody") { 3 } else { 1 };
        let said = said.ends_with(code);
        let why = "The answer could not be written: No space left on device";
        assert!(said.err.contains(why), "{asked}: {}", said.err);
    }
    let booked = VISIT.replace("10:00", "11:00").replace(" --json", "");
    let said = full(&booked).ends_with(0);
    assert!(
        said.err.contains("could not be written") && said.err.contains("Booked at ClinikAPI: "),
        "{}",
        said.err
    );
    assert_eq!(shell.creates().len(), 2);
}

#[test]
fn signs_are_in_ascii_where_the_locale_has_no_more_and_letters_stay() {
    let shell = Shell::open();
    shell.run(VISIT).ends_with(0);
    for (variable, charset) in [
        ("LC_ALL", "de_DE.ISO-8859-1"),
        ("LC_CTYPE", "de_DE@euro"),
        ("LANG", "C"),
        ("LANG", "en_US.UTF-8"),
    ] {
        for line in [
            "day ki 10.2.2099",
            "board --on 10.2.2099 --print",
            "find locations",
            "book --backend clinik --patient-id schmidt --start x",
            "report",
        ] {
            let said = shell.run_in(line, |command| {
                command.env(variable, charset);
            });
            let is_sign = |letter: char| !letter.is_ascii() && !letter.is_alphabetic();
            let text = said.out + &said.err;
            let has_signs = text.contains(is_sign);
            assert_eq!(
                has_signs,
                charset == "en_US.UTF-8",
                "{charset}, {line}: {text}"
            );
        }
    }
    let json = "board --on 10.2.2099 --json";
    let in_ascii = shell.run_in(json, |command| {
        command.env("LC_ALL", "C");
    });
    assert_eq!(
        in_ascii.out,
        shell.run(json).out,
        "programs get the same everywhere"
    );
}

#[test]
fn a_table_of_commas_holds_no_formula() {
    for shell in Shell::for_visits() {
        let note = VISIT.replace(" --yes --json", " --reason-code =HYPERLINK(1) --yes");
        shell.run(&note).ends_with(0);
        let table = shell
            .run("board --on 10.2.2099 --backend clinik --csv")
            .ends_with(0)
            .out;
        assert!(table.contains(",'=HYPERLINK(1),"), "{table}");
        let table = shell
            .run("calls --on 10.2.2099 --backend clinik --csv")
            .ends_with(0)
            .out;
        assert!(table.contains(",'+493023125001,"), "{table}");
        let waiting = "book --backend clinik --patient-id pt_abc123 --status waitlist --requested-period mo-fr+mornings --reason-code=-1+1 --yes";
        shell.run(waiting).ends_with(0);
        let table = shell.run("waiting --backend clinik --csv").ends_with(0).out;
        assert!(table.contains(",'-1 1,"), "{table}");
    }
}

#[test]
fn panels_that_are_there_are_not_added_again_and_those_that_are_gone_are_gone() {
    const LIPID: &str = "262606c4-54c6-478d-b473-23ff697979d7";
    const IRON: &str = "7333cc95-d492-4e76-8b72-5038459ee3d9";
    let shell = Shell::open();
    let draw = shell.booked(&format!(
        "book --backend aniva --profile-id {PROFILE} --location-id {BERLIN} --scheduled-at 2099-02-11T07:30:00Z --yes --json"
    ));
    let sent = || {
        let requests = shell.sandbox.requests().expect("the sandbox answers");
        let about = requests.into_iter().filter(|call| {
            call["path"]
                .as_str()
                .is_some_and(|path| path.ends_with("/panels") && path.contains("appointments"))
        });
        about
            .filter(|call| call["method"] != "GET")
            .map(|call| call["body"]["panel_ids"].clone())
            .collect::<Vec<_>>()
    };
    shell
        .run(&format!("panels {draw} --add {LIPID}"))
        .ends_with(0);
    let said = shell
        .run(&format!("panels {draw} --add {LIPID}"))
        .ends_with(0);
    assert!(
        said.err.contains("all of these panels are there"),
        "{}",
        said.err
    );
    shell
        .run(&format!("panels {draw} --add {LIPID} {IRON}"))
        .ends_with(0);
    assert_eq!(
        sent(),
        [json!([LIPID]), json!([IRON])],
        "only what is missing goes out"
    );
    shell
        .run(&format!("panels {draw} --remove {LIPID}"))
        .ends_with(0);
    let said = shell
        .run(&format!("panels {draw} --remove {LIPID}"))
        .ends_with(0);
    assert!(said.err.contains("already gone"), "{}", said.err);
    assert_eq!(sent().len(), 3);
    shell.fault(json!({"backend": "aniva", "call": "delete", "fault": "status", "code": 404}));
    let told = shell
        .run(&format!("panels {draw} --remove {IRON} --json"))
        .ends_with(0)
        .json();
    assert_eq!(told["outcome"], "changed");
}
