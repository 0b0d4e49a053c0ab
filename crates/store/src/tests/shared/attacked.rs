//! What the desks' role and strangers can't do in the database.

use super::*;
use crate::seal::Seal;
use crate::tests::altering::{appointment_of, later};
use crate::tests::patient_notes;
use booking::{AppointmentRef, Change};

/// Creates a role that may log in. Returns its name.
fn role(clinic: &Clinic, name: &str) -> String {
    let role = postgres_server::unique(name);
    clinic.sql(&format!("CREATE ROLE {role} LOGIN"));
    role
}

fn url_of(clinic: &Clinic, role: &str) -> String {
    clinic
        .owner
        .url
        .replacen("bookdesk@", &format!("{role}@"), 1)
}

#[tokio::test]
async fn the_desks_role_works_and_can_take_nothing_out_of_the_audit_trail() {
    let Some(mut clinic) = Clinic::open().await else {
        return;
    };
    let desks = role(&clinic, "desk");
    // The rights in the previous version.
    clinic.sql(&format!(
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bookdesk_sandbox TO {desks}"
    ));
    SharedStore::set_up(&clinic.owner, clinic.key.path(), MODE, Some(&desks))
        .await
        .unwrap();
    clinic.server.url = url_of(&clinic, &desks);
    let desk = clinic.desk("front-1").await;
    desk.book(&visit("pt_1"), "appt_1", 1).await;
    let at_schema = |statement: &str| format!("SET search_path = bookdesk_sandbox; {statement}");
    for attack in [
        "DELETE FROM audit",
        "UPDATE audit SET what = 'nothing'",
        "TRUNCATE audit",
        "SET bookdesk.erases = 'yes'; DELETE FROM audit",
        "SELECT remove_audit_lines(1000000)",
        "SELECT empty_audit_lines('pt_1')",
        "DROP TRIGGER only_append ON audit",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "CREATE TABLE mine (id INT)",
        "CREATE FUNCTION mine() RETURNS void LANGUAGE sql AS ''",
        "CREATE TEMP TABLE audit (seq BIGINT)",
        "CREATE TABLE pg_temp.audit (seq BIGINT)",
        "CREATE TABLE public.audit (seq BIGINT)",
        "SET ROLE bookdesk",
        "DELETE FROM heads",
        "INSERT INTO audit SELECT 9223372036854775806, at, operator, desk, what, backend, intent, provider, fields, result, \
         reason, person, appointment, starts_at, kind, old_value, new_value, salt, subject, hash FROM audit LIMIT 1",
    ] {
        let said = postgres_server::refused(&clinic.server.url, &at_schema(attack));
        assert!(
            said.contains("denied") || said.contains("must be owner"),
            "{attack}: {said}"
        );
    }
    assert_eq!(
        clinic.sql("SELECT COUNT(*) > 0 FROM audit WHERE person = 'pt_1'"),
        "t"
    );
    clinic.trail_is_whole().await;
    let trail = Trail::open_shared(&clinic.owner, clinic.key.path(), MODE).await;
    assert!(
        trail
            .forget("pt_1", &Who::default(), at(2))
            .await
            .unwrap()
            .lines
            > 0,
        "the owner may"
    );
    let itself =
        SharedStore::set_up(&clinic.owner, clinic.key.path(), MODE, Some("bookdesk")).await;
    assert!(
        itself
            .unwrap_err()
            .to_string()
            .contains("a role of their own")
    );
}

/// Returns what the desks' write function answers to these writes and lines, called directly as the desks' role.
fn said_to(clinic: &Clinic, others: &str) -> String {
    let call = format!(
        "SET search_path = bookdesk_sandbox; SELECT append('{{\"journal\": \"mine\", \"chain\": [0, \"\"], \
         \"writes\": [], \"lines\": []}}'::jsonb || jsonb_build_object('version', facts.value::bigint) || {others}) \
         FROM changes, facts WHERE facts.name = 'schema' LIMIT 1"
    );
    postgres_server::sql(&clinic.server.url, &call)
}

#[tokio::test]
async fn a_desk_writes_no_table() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let desk = clinic.desk("front-1").await;
    desk.book(&visit("pt_1"), "appt_1", 1).await;
    let tables = "SELECT relname FROM pg_class WHERE relnamespace = 'bookdesk_sandbox'::regnamespace AND relkind IN ('r', 'v', 'S')";
    for table in clinic.sql(tables).lines() {
        let rights = ["INSERT", "UPDATE", "DELETE", "TRUNCATE"].map(|right| {
            format!(
                "SELECT has_table_privilege('{}', 'bookdesk_sandbox.{table}', '{right}')",
                postgres_server::DESKS
            )
        });
        for right in rights {
            assert_eq!(clinic.sql(&right), "f", "{right}");
        }
    }
    for attack in [
        "DELETE FROM changes",
        "UPDATE changes SET state = 'booked'",
        "INSERT INTO journals VALUES ('mine', 0, 0)",
        "UPDATE leases SET until = now()",
        "DELETE FROM facts",
        "SELECT nextval('seqs')",
        "SELECT make_write('{}')",
        "SELECT let_desks_work('desk')",
        "SELECT 1 FROM facts FOR UPDATE",
    ] {
        let attack = format!("SET search_path = bookdesk_sandbox; {attack}");
        let said = postgres_server::refused(&clinic.server.url, &attack);
        assert!(said.contains("permission denied"), "{attack}: {said}");
    }
}

#[tokio::test]
async fn a_desk_takes_nothing_from_another_that_is_at_work() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let sent = one.send(&visit("pt_1"), 1).await.unwrap();
    // Neither is gone before the last attack, however long they take.
    postgres_server::sql(
        &clinic.owner.url,
        "UPDATE bookdesk_sandbox.leases SET until = now() + interval '1 hour'",
    );
    for alteration in [
        r#"{"lease": "999"}"#,
        r#"{"busy_until": null}"#,
        r#"{"overrides": "yes"}"#,
        r#"{"changed_at": "2020-02-10T15:00:00.000Z"}"#,
        r#"{"sealed": null}"#,
        r#"{"appointment": "appt_9"}"#,
        r#"{"measured": null}"#,
        r#"{"state": "queued", "result": "x", "sealed": null}"#,
    ] {
        let said = said_to(
            &clinic,
            &format!(
                "jsonb_build_object('writes', jsonb_build_array(jsonb_build_object('do', 'goes-on', \
                 'row', to_jsonb(changes) || '{alteration}')))"
            ),
        );
        assert!(
            said.contains("a change goes on from one state to the next"),
            "{alteration}: {said}"
        );
    }
    let taken = "jsonb_build_object('writes', jsonb_build_array(jsonb_build_object('do', 'hand-over', \
         'from', lease, 'to', '999')))";
    let said = said_to(&clinic, taken);
    assert!(said.contains("is at work"), "{said}");
    let journal = one.local.journal().await.unwrap();
    for overtaken in [
        // A wrong position of the journal, and lines that don't continue the chain.
        format!(
            r#"'{{"journal": "{journal}", "moves": {{"is": "copied", "from": 999999, "to": 1000000}}}}'"#
        ),
        format!(r#"'{{"journal": "{journal}", "moves": {{"is": "joined", "to": 0}}}}'"#),
        format!(r#"'{{"journal": "{journal}", "lines": [{{"what": "sending"}}]}}'"#),
    ] {
        let said = said_to(&clinic, &overtaken);
        assert!(said.contains(r#""is": "overtaken""#), "{overtaken}: {said}");
    }
    let lapsed = "SET search_path = bookdesk_sandbox; SELECT count(*) FROM take_vacant(ARRAY(SELECT number FROM leases))";
    assert_eq!(postgres_server::sql(&clinic.server.url, lapsed), "0");
    let there = "SELECT state || ' ' || (lease = (SELECT number::text FROM leases WHERE desk = 'front-1')) FROM changes";
    assert_eq!(clinic.sql(there), "sending true");
    clinic.trail_is_whole().await;
    // The same role can take over the changes of a gone desk.
    let folder = one.vanish(&clinic);
    assert_eq!(
        other
            .shared
            .take_over(&other.local, at(2))
            .await
            .unwrap()
            .unsettled
            .len(),
        1
    );
    let again = clinic.desk_in(folder, "front-1").await.unwrap();
    assert!(
        again
            .local
            .settle(sent, &Settlement::Booked("appt_1".to_owned()), at(4))
            .await
            .unwrap()
    );
    again.shared.copy(&again.local).await.unwrap();
    again.book(&draw(), "a-1", 5).await;
    again.shared.leave().await.unwrap();
    let states = "SET search_path = bookdesk_sandbox; SELECT DISTINCT state FROM changes";
    assert_eq!(
        postgres_server::sql(&clinic.server.url, states),
        "booked",
        "the clinic has said so"
    );
}

#[tokio::test]
async fn a_desk_whose_journal_somebody_has_set_forward_is_found_and_copies_on() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let desk = clinic.desk("front-1").await;
    desk.book(&visit("pt_1"), "appt_1", 1).await;
    clinic.sql("UPDATE journals SET copied = 1000000");
    // It does not know that yet.
    let id = desk.local.send_off(&Outgoing::from(draw()), at(2)).await;
    let made = Settlement::Booked("a-1".to_owned());
    let id = id.unwrap().unwrap();
    assert!(desk.local.settle(id, &made, at(2)).await.unwrap());
    let trail = Trail::open_shared(&clinic.server, desk.folder.path(), MODE).await;
    let found = trail.verify().await.unwrap().unwrap_err().to_string();
    assert!(
        found.contains("is said to be copied, and was never written"),
        "{found}"
    );
    assert!(desk.shared.copy(&desk.local).await.is_err());
    let DeskAtWork {
        folder,
        local,
        shared,
    } = desk;
    drop((local, shared));
    let again = clinic.desk_in(folder, "front-1").await.unwrap();
    assert_eq!(
        clinic.sql("SELECT count(*) FROM changes WHERE appointment = 'a-1'"),
        "1"
    );
    again.book(&later(&visit("pt_2")).0, "appt_2", 120).await;
    let trail = Trail::open_shared(&clinic.server, again.folder.path(), MODE).await;
    trail.verify().await.unwrap().unwrap();
}

#[tokio::test]
async fn a_line_that_is_passed_over_because_somebody_has_set_a_journal_forward_is_found() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let desk = clinic.desk("front-1").await;
    desk.book(&visit("pt_1"), "appt_1", 1).await;
    let id = desk.local.send_off(&Outgoing::from(draw()), at(2)).await;
    let id = id.unwrap().unwrap();
    let made = Settlement::Booked("a-1".to_owned());
    assert!(desk.local.settle(id, &made, at(2)).await.unwrap());
    let end = desk.local.journal_end().await.unwrap();
    clinic.sql(&format!("UPDATE journals SET copied = {end}"));
    desk.shared.copy(&desk.local).await.unwrap();
    let trail = Trail::open_shared(&clinic.server, desk.folder.path(), MODE).await;
    let found = trail.verify().await.unwrap().unwrap_err().to_string();
    assert!(found.contains("was never copied"), "{found}");
    assert!(found.contains(&id.to_string()), "{found}");
}

#[tokio::test]
async fn lines_that_are_taken_out_of_one_desks_chain_are_missed_in_that_of_another() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    one.book(&visit("pt_1"), "appt_1", 1).await;
    other.sees().await;
    other.book(&draw(), "a-1", 2).await;
    clinic.trail_is_whole().await;
    // All counts of lines are adapted.
    let count = clinic.sql("SELECT count(*) FROM audit WHERE desk = 'front-1'");
    clinic.sql(&format!(
        "SET bookdesk.erases = 'yes'; DELETE FROM heads; DELETE FROM changes WHERE appointment = 'appt_1'; \
         DELETE FROM audit WHERE desk = 'front-1'; UPDATE audit SET seq = seq - {count}"
    ));
    let trail = Trail::open_shared(&clinic.server, clinic.key.path(), MODE).await;
    let found = trail.verify().await.unwrap().unwrap_err().to_string();
    assert!(found.contains("lines are missing"), "{found}");
}

/// Returns what `audit verify` finds.
async fn found(clinic: &Clinic) -> String {
    let trail = Trail::open_shared(&clinic.server, clinic.key.path(), MODE).await;
    trail.verify().await.unwrap().unwrap_err().to_string()
}

#[tokio::test]
async fn a_line_that_one_desk_has_signed_is_missed_whatever_the_others_sign_later() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    one.book(&visit("pt_1"), "appt_1", 1).await;
    one.shared.countersign(at(2)).await.unwrap();
    other.book(&draw(), "a-1", 3).await;
    other.shared.countersign(at(4)).await.unwrap();
    clinic.trail_is_whole().await;
    // Two lines of different chains change places: the last line is still the one that was signed last.
    let swapped = |one: &str, other: &str| {
        clinic.sql(&format!(
            "SET bookdesk.erases = 'yes'; UPDATE audit SET seq = -1 WHERE seq = {one}; \
             UPDATE audit SET seq = {one} WHERE seq = {other}; UPDATE audit SET seq = {other} WHERE seq = -1"
        ));
    };
    let last = clinic.sql("SELECT max(seq) FROM audit WHERE desk = 'front-1'");
    let next = clinic.sql(&format!("SELECT {last} + 1"));
    swapped(&last, &next);
    let missing = found(&clinic).await;
    assert!(
        missing.contains(&format!("line {last} was written once")),
        "{missing}"
    );
    swapped(&last, &next);
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_head_says_which_desk_has_signed_it_and_one_of_an_earlier_version_still_counts() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let desk = clinic.desk("front-1").await;
    desk.book(&visit("pt_1"), "appt_1", 1).await;
    desk.shared.countersign(at(2)).await.unwrap();
    // The last line is gone, and the change is as the line before says.
    clinic.sql(
        "SET bookdesk.erases = 'yes'; DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit); \
         UPDATE changes SET state = 'sending', appointment = NULL",
    );
    let missing = found(&clinic).await;
    assert!(missing.contains("was written once"), "{missing}");
    // As another desk's it is no head, and proves nothing.
    clinic.sql("UPDATE heads SET desk = 'front-2'");
    clinic.trail_is_whole().await;
    let seal = Seal::existing(clinic.key.path()).unwrap().unwrap();
    let columns = "journal || ' ' || at || ' ' || seq || ' ' || hash";
    let head = clinic.sql(&format!("SELECT {columns} FROM heads"));
    let signed = format!("shared head of {} {head}", MODE.word());
    let signature = ring::hmac::sign(seal.chain(), signed.as_bytes());
    clinic.sql(&format!(
        "UPDATE heads SET signature = '{}'",
        crate::bytes::to_hex(signature.as_ref())
    ));
    let missing = found(&clinic).await;
    assert!(missing.contains("was written once"), "{missing}");
}

#[tokio::test]
async fn functions_find_only_what_is_theirs_and_are_for_whom_they_are() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let unsafe_ones = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'bookdesk_sandbox'::regnamespace \
         AND proname <> 'taken' AND NOT COALESCE(proconfig::text LIKE '%search_path=pg_catalog, bookdesk_sandbox, pg_temp%', false)";
    assert_eq!(clinic.sql(unsafe_ones), "0");
    let everybodys = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'bookdesk_sandbox'::regnamespace \
         AND (proacl IS NULL OR EXISTS (SELECT 1 FROM aclexplode(proacl) WHERE grantee = 0))";
    assert_eq!(clinic.sql(everybodys), "0");
}

/// The columns whose values no log may have, by their tables.
const PRIVATE: [&str; 11] = [
    "person FROM audit",
    "salt FROM audit",
    "subject FROM audit",
    "operator FROM audit",
    "provider FROM audit",
    "appointment FROM audit",
    "starts_at FROM audit",
    "person FROM notes",
    "sealed FROM notes",
    "id FROM changes",
    "journal FROM audit",
];

#[tokio::test]
async fn the_servers_log_holds_nothing_of_patients_however_often_desks_are_overtaken() {
    let Some(server) = postgres_server::own() else {
        return;
    };
    let owner = Server {
        url: server.url("postgres"),
        password: None,
        tls: Tls::Local,
    };
    let clinic = Clinic::at(owner).await;
    let mut desks = Vec::new();
    for number in 1..=3 {
        desks.push(clinic.desk(&format!("front-{number}")).await);
    }
    let [one, two, three] = &desks[..] else {
        return;
    };
    let races = postgres_server::races();
    for number in 0..races {
        let booking = another_visit(number);
        let sent = tokio::join!(
            one.send(&booking, 1),
            two.send(&booking, 1),
            three.send(&booking, 1)
        );
        let sent = [sent.0, sent.1, sent.2];
        assert_eq!(sent.into_iter().flatten().count(), 1);
        for (desk, sent) in desks.iter().zip(sent) {
            if let Some(sent) = sent {
                let made = Settlement::Booked(format!("appt_{number}"));
                desk.settle(sent, made, 2).await;
            }
        }
        let note = patient_notes::note(&format!("pt_{number}"), "deaf");
        for desk in [one, two] {
            desk.local.note_patient(&note, None, at(3)).await.unwrap();
        }
        let (first, second) = tokio::join!(
            one.shared.copy_notes(&one.local),
            two.shared.copy_notes(&two.local)
        );
        assert!(first.is_ok() && second.is_ok());
    }
    clinic.trail_is_whole().await;
    let logged = server.log();
    assert!(!logged.is_empty(), "it logs what happens to it");
    println!("{} claims, a log of {} bytes", 3 * races, logged.len());
    for word in ["pt_", "appt_", "prac_", "ERROR", "append("] {
        assert!(!logged.contains(word), "{word}: {logged}");
    }
    for column in PRIVATE {
        let values = clinic.sql(&format!("SELECT DISTINCT {column}"));
        let mut values = values.lines().filter(|value| !value.is_empty()).peekable();
        assert!(values.peek().is_some(), "{column}: none is on record");
        for value in values {
            assert!(!logged.contains(value), "{column}: {value}: {logged}");
        }
    }
}

#[tokio::test]
async fn a_stranger_keeps_no_desk_from_writing() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let desk = clinic.desk("front-1").await;
    let stranger = url_of(&clinic, &role(&clinic, "stranger"));
    let statement = "SELECT pg_advisory_lock(hashtext('bookdesk_sandbox')); SELECT pg_sleep(60)";
    let mut holding = postgres_server::begin_sql(&stranger, statement);
    let held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted";
    while clinic.sql(held) == "0" {
        tokio::task::yield_now().await;
    }
    desk.book(&visit("pt_1"), "appt_1", 1).await;
    holding.kill().unwrap();
    holding.wait().unwrap();
}

/// An incompressible id of 6,400 digits.
fn long_id() -> String {
    let digits = |number: u64| format!("{:016x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (1..=400).map(digits).collect()
}

#[tokio::test]
async fn an_appointment_with_an_id_that_postgresql_can_not_hold_takes_its_time_and_stops_nothing_behind_it()
 {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let long = long_id();
    one.book(&visit("pt_1"), &long, 1).await;
    assert_eq!(other.sees().await.len(), 1);
    assert_eq!(other.send(&visit("pt_2"), 2).await, None, "it is taken");

    let moves = Change::moved(
        appointment_of(&visit("pt_1"), &long),
        later(&visit("pt_1")).1,
        None,
    );
    let moves = Outgoing::from(moves.unwrap());
    let id = one.local.send_off(&moves, at(3)).await.unwrap().unwrap();
    let refused = one.shared.claim(&one.local, id, &moves).await.err();
    assert_eq!(
        refused.map(|error| error.unshared()),
        Some(Unshared::Unfit),
        "nobody else would know of it"
    );
    one.settle(id, Settlement::NotSent, 3).await;

    one.book(&draw(), "a-1", 4).await;
    assert_eq!(other.sees().await.len(), 2);
    for desk in [&one, &other] {
        let trail = Trail::open_shared(&clinic.server, desk.folder.path(), MODE).await;
        trail.verify().await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn what_is_done_with_an_appointment_whose_practitioner_has_a_nul_leaves_the_audit_trail_whole()
 {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    let of = AppointmentRef {
        provider: Some("prac_\u{0}1".to_owned()),
        ..appointment_of(&visit("pt_1"), "appt_1")
    };
    let replaced = Change::replaced(of, later(&visit("pt_1")).0, "ill");
    let moves = Outgoing::from(replaced.unwrap());
    let id = one.local.send_off(&moves, at(1)).await.unwrap().unwrap();
    one.settle(id, Settlement::NotSent, 1).await;
    assert_ne!(
        clinic.sql("SELECT COUNT(*) FROM audit WHERE old_value LIKE '%prac_%1%'"),
        "0"
    );
    let trail = Trail::open_shared(&clinic.server, one.folder.path(), MODE).await;
    trail.verify().await.unwrap().unwrap();
    let own = Trail::open(one.folder.path(), MODE).await.unwrap().unwrap();
    own.verify().await.unwrap().unwrap();
}

#[tokio::test]
async fn a_desk_whose_journal_the_shared_records_do_not_know_any_more_copies_nothing_twice() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let desk = clinic.desk("front-1").await;
    desk.book(&visit("pt_1"), "appt_1", 1).await;
    clinic.sql("DELETE FROM journals");
    let id = desk.local.send_off(&Outgoing::from(draw()), at(2)).await;
    let id = id.unwrap().unwrap();
    let made = Settlement::Booked("a-1".to_owned());
    assert!(desk.local.settle(id, &made, at(2)).await.unwrap());
    assert!(
        desk.shared.copy(&desk.local).await.is_err(),
        "nobody knows how far it was copied"
    );
    let DeskAtWork {
        folder,
        local,
        shared,
    } = desk;
    let own = local.journal_end().await.unwrap();
    drop((local, shared));
    let again = clinic.desk_in(folder, "front-1").await.unwrap();
    assert_eq!(
        clinic.sql("SELECT state FROM changes WHERE appointment = 'a-1'"),
        "booked"
    );
    assert_eq!(clinic.sql("SELECT COUNT(*) FROM audit"), own.to_string());
    again.book(&later(&visit("pt_2")).0, "appt_2", 120).await;
    let trail = Trail::open_shared(&clinic.server, again.folder.path(), MODE).await;
    trail.verify().await.unwrap().unwrap();
}

#[tokio::test]
async fn a_desk_joins_the_others_whatever_it_has_of_an_id_that_postgresql_can_not_hold() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let key = |folder: &TempDir| folder.path().join("ledger.key");
    std::fs::copy(key(&clinic.key), key(&folder)).unwrap();
    let clinics: Vec<ClinicId> = SHIPPED.iter().collect();
    let alone = RecordStore::open(folder.path(), MODE, clinics, Who::default(), at(1)).await;
    let long = long_id();
    let cancels = Change::cancelled(appointment_of(&visit("pt_1"), &long), "ill");
    let cancels = Outgoing::from(cancels.unwrap());
    let sent = alone.unwrap().records.send_off(&cancels, at(1)).await;
    assert!(sent.unwrap().is_ok());
    let one = clinic.desk_in(folder, "front-1").await.unwrap();
    one.book(&draw(), "a-1", 4).await;
    assert_eq!(clinic.desk("front-2").await.sees().await.len(), 1);
}

impl DeskAtWork {
    /// Records a booking that another desk's prevents from being sent, and settles it as not sent, later than the
    /// claim.
    async fn loses(&self, booking: &Booking, minute: i64) -> RecordId {
        let outgoing = Outgoing::from(booking.clone());
        let id = self.local.send_off(&outgoing, at(minute)).await;
        let id = id.unwrap().expect("it does not know of the other one");
        let claimed = self.shared.claim(&self.local, id, &outgoing).await.unwrap();
        assert!(claimed.is_err(), "the other one was first");
        let settled = self.local.settle(id, &Settlement::NotSent, at(minute + 1));
        assert!(settled.await.unwrap());
        id
    }
}

#[tokio::test]
async fn a_desk_that_loses_a_race_shares_what_it_does_next() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    one.book(&visit("pt_1"), "appt_1", 1).await;
    other.loses(&visit("pt_2"), 2).await;
    assert_eq!(other.shared.copy(&other.local).await.unwrap(), []);
    other.book(&draw(), "a-1", 4).await;
    assert_eq!(other.shared.set_aside().await, [""; 0]);
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_move_that_is_found_not_to_be_made_while_the_desk_is_alone_gives_its_time_back_to_all() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let of = appointment_of(&visit("pt_1"), "appt_1");
    let moves = Change::moved(of, later(&visit("pt_1")).1, None).unwrap();
    let moves = Outgoing::from(moves);
    let id = one.local.send_off(&moves, at(1)).await.unwrap().unwrap();
    assert!(
        one.shared
            .claim(&one.local, id, &moves)
            .await
            .unwrap()
            .is_ok()
    );
    for settlement in [Settlement::Unknown, Settlement::Elsewhere] {
        assert!(one.local.settle(id, &settlement, at(2)).await.unwrap());
    }
    assert_eq!(one.shared.copy(&one.local).await.unwrap(), []);
    assert_eq!(one.shared.set_aside().await, [""; 0]);
    let taken = later(&visit("pt_2")).0;
    assert!(other.send(&taken, 3).await.is_some(), "its time is free");
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_line_that_the_database_refuses_is_set_aside_and_told_and_those_behind_it_are_copied() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let sent = one.send(&visit("pt_1"), 1).await.unwrap();
    // No desk does this, and a later rule of the tables may refuse it.
    clinic.sql(&format!(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         RAISE check_violation USING MESSAGE = 'against a rule'; END $$; \
         CREATE TRIGGER refuse BEFORE UPDATE ON recorded_changes FOR EACH ROW \
         WHEN (OLD.id_text = '{sent}') EXECUTE FUNCTION refuse()"
    ));
    let made = Settlement::Booked("appt_1".to_owned());
    assert!(one.local.settle(sent, &made, at(2)).await.unwrap());
    let note = patient_notes::note("pt_1", "deaf");
    one.local.note_patient(&note, None, at(3)).await.unwrap();
    assert_eq!(one.shared.copy(&one.local).await.unwrap(), []);
    assert_eq!(one.shared.set_aside().await, ["against a rule"]);
    one.book(&draw(), "a-1", 4).await;
    assert_eq!(one.shared.set_aside().await, [""; 0], "it is told once");
    other.shared.mirror(&other.local, at(5)).await.unwrap();
    let booked = "SELECT state FROM changes WHERE appointment = 'a-1'";
    assert_eq!(clinic.sql(booked), "booked");
    other
        .shared
        .mirror_lists(&other.local, at(5))
        .await
        .unwrap();
    assert_eq!(other.local.patient_notes().await.unwrap(), [note]);
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_role_that_may_not_write_at_all_sets_nothing_aside() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    let desks = postgres_server::DESKS;
    clinic.sql(&format!("REVOKE EXECUTE ON FUNCTION append FROM {desks}"));
    let sent = one
        .local
        .send_off(&Outgoing::from(visit("pt_1")), at(1))
        .await;
    let sent = sent.unwrap().unwrap();
    let error = one.shared.copy(&one.local).await.unwrap_err();
    assert!(
        matches!(error.unshared(), Unshared::NotPermitted(_)),
        "{error}"
    );
    clinic.sql(&format!("GRANT EXECUTE ON FUNCTION append TO {desks}"));
    assert_eq!(one.shared.copy(&one.local).await.unwrap(), []);
    let there = format!("SELECT state FROM changes WHERE id = '{sent}'");
    assert_eq!(clinic.sql(&there), "sending");
}
