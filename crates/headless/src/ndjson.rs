//! The headless desk for other programs: one line of JSON in, one line of JSON out. `docs/guide/src/headless.md` shows
//! every order with its answer.

use std::io::{self, BufRead, Write};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use strum::VariantNames;

use booking::{Language, Verb, with_guess};
use desk::{Binding, Command, Gesture, Key, Msg, READABLE_AFTER, TABLE, UnknownKey};
use i18n::say;
use runtime::{LimitedLine, read_line};

use tempfile::TempDir;

use super::{Desk, HeadlessError, MOST_CELLS, Options, TestSandboxError};

/// The maximum time by which one order moves the clock.
const LONGEST_ADVANCE: TimeDelta = TimeDelta::days(3660);
/// The maximum bytes of an order.
const LONGEST_ORDER: usize = 1 << 20;
/// The command that shows an appointment by its id.
const OPEN: &str = "open";
/// The commands without a key and without arguments.
const WITHOUT_KEY: [CommandWithoutKey; 3] = [
    CommandWithoutKey {
        name: "wait",
        command: Command::PutOnWaitingList,
        does: || say!(Language::En, "palette-wait"),
    },
    CommandWithoutKey {
        name: "discard-draft",
        command: Command::DiscardDraft,
        does: || say!(Language::En, "palette-discard"),
    },
    CommandWithoutKey {
        name: "drop-all",
        command: Command::DropDrafts,
        does: || say!(Language::En, "palette-drop-all"),
    },
];
/// The last part of an advance, which passes in steps. The clock jumps over the part before it.
const IN_STEPS: Duration = Duration::from_secs(60 * 60);

struct CommandWithoutKey {
    name: &'static str,
    command: Command,
    /// Returns its description.
    does: fn() -> &'static str,
}

/// The orders, in the order of `docs/guide/src/headless.md`.
#[derive(Deserialize, VariantNames)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[strum(serialize_all = "kebab-case")]
enum Order {
    Press {
        keys: Vec<String>,
    },
    Command {
        command: String,
        /// The clinic of the appointment to open; the current one by default.
        #[serde(rename = "backend")]
        clinic: Option<String>,
        /// The id of the appointment to open.
        id: Option<String>,
    },
    Type {
        text: String,
    },
    Paste {
        text: String,
    },
    Resize {
        cols: u16,
        rows: u16,
    },
    Settle {},
    Screen {
        #[serde(default)]
        styled: bool,
    },
    State {},
    Requests {},
    Fault(Value),
    Clock {
        now: Option<DateTime<Utc>>,
        advance_s: Option<u32>,
    },
    Click(PointedCell),
    WheelDown(PointedCell),
    WheelUp(PointedCell),
    Quit {},
}

/// A cell of the screen, from 0.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PointedCell {
    col: u16,
    row: u16,
}

/// A desk on its own sandbox, with an empty folder for its records.
pub struct Served {
    desk: Desk,
    /// Dropping the folder removes it.
    _folder: TempDir,
}

/// Opens a desk for another program.
///
/// # Errors
///
/// Returns an error if the sandbox can't be started.
pub fn open(options: Options) -> Result<Served, HeadlessError> {
    let folder = tempfile::tempdir()?;
    let data_dir = options
        .data_dir
        .clone()
        .unwrap_or_else(|| folder.path().to_owned());
    let desk = Desk::open(Options {
        data_dir: Some(data_dir),
        ..options
    })?;
    Ok(Served {
        desk,
        _folder: folder,
    })
}

/// Answers every line of `input` with a line of `output`, until told to quit or the end of the input.
///
/// # Errors
///
/// Returns an error if the input can't be read, or the output is gone.
pub fn serve(
    served: &mut Served,
    mut input: impl BufRead,
    mut output: impl Write,
) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        let result = match read_line(&mut input, &mut line, LONGEST_ORDER)? {
            LimitedLine::End => return Ok(()),
            LimitedLine::Whole => execute(&mut served.desk, &line),
            LimitedLine::CutOff => Err(OrderError::new("json", "an order has at most 1 MiB")),
        };
        let quits = matches!(result, Ok(None));
        let answer = match result {
            Ok(members) => {
                let mut answer = members.unwrap_or_default();
                answer.shift_insert(0, "ok".to_owned(), json!(true));
                Value::Object(answer)
            }
            Err(OrderError { kind, message }) => {
                json!({ "ok": false, "error": { "kind": kind, "message": message } })
            }
        };
        writeln!(output, "{answer}")?;
        output.flush()?;
        if quits {
            return Ok(());
        }
    }
}

/// Why an order was not executed. Its kind is one of those in `docs/guide/src/headless.md`.
struct OrderError {
    kind: &'static str,
    message: String,
}

impl OrderError {
    fn new(kind: &'static str, message: impl ToString) -> OrderError {
        OrderError {
            kind,
            message: message.to_string(),
        }
    }
}

impl From<HeadlessError> for OrderError {
    fn from(error: HeadlessError) -> OrderError {
        let kind = match &error {
            HeadlessError::TestSandbox(TestSandboxError::Refused(_)) => "refused",
            HeadlessError::TestSandbox(_) | HeadlessError::Thread(_) => "sandbox",
            HeadlessError::Key(_) => "key",
            HeadlessError::Lost => "lost",
        };
        OrderError::new(kind, error)
    }
}

/// Parses the order in a line, and checks its members.
fn read(line: &[u8]) -> Result<Order, OrderError> {
    let order: Value =
        serde_json::from_slice(line).map_err(|error| OrderError::new("json", error))?;
    let Value::Object(mut members) = order else {
        return Err(OrderError::new(
            "json",
            "an order is a JSON object on a line of its own",
        ));
    };
    let orders = Order::VARIANTS;
    let Some(Value::String(name)) = members.shift_remove("do") else {
        return Err(OrderError::new(
            "order",
            format!("`do` says what to do: one of {}", orders.join(", ")),
        ));
    };
    if !orders.contains(&name.as_str()) {
        let what = with_guess(
            format!("there is no order `{name}`"),
            &name,
            orders.iter().copied(),
        );
        return Err(OrderError::new("order", what));
    }
    serde_json::from_value(json!({ name: members }))
        .map_err(|error| OrderError::new("member", error))
}

/// Executes an order, and returns the members of its answer, besides `ok`; `None` for the order to quit.
fn execute(desk: &mut Desk, line: &[u8]) -> Result<Option<Map<String, Value>>, OrderError> {
    let order = read(line)?;
    desk.catch_up();
    let mut answer = Map::new();
    match order {
        Order::Press { keys } => press(desk, &keys)?,
        Order::Command {
            command: name,
            clinic,
            id,
        } => command(desk, &name, clinic.as_deref(), id)?,
        Order::Type { text } => open_desk(desk)?.type_text(&text),
        Order::Paste { text } => open_desk(desk)?.paste(&text),
        Order::Resize { cols, rows } => resize(desk, cols, rows)?,
        Order::Settle {} => desk.settle()?,
        Order::Screen { styled } => answer = screen(desk, styled),
        Order::State {} => answer = member("state", desk.state()),
        Order::Requests {} => answer = member("requests", Value::Array(desk.requests()?)),
        Order::Fault(fault) => desk.fault(&fault)?,
        Order::Clock { now, advance_s } => {
            answer = member("now", json!(advance(desk, now, advance_s)?))
        }
        Order::Click(PointedCell { col, row }) => {
            // The desk ignores a click right after it has changed, so the clock is advanced first.
            open_desk(desk)?.settle()?;
            pass(desk, READABLE_AFTER)?;
            desk.point(Gesture::Click, (col, row));
        }
        Order::WheelDown(PointedCell { col, row }) => {
            open_desk(desk)?.point(Gesture::WheelDown, (col, row))
        }
        Order::WheelUp(PointedCell { col, row }) => {
            open_desk(desk)?.point(Gesture::WheelUp, (col, row))
        }
        Order::Quit {} => return Ok(None),
    }
    Ok(Some(answer))
}

/// Returns an answer with one member.
fn member(name: &str, value: Value) -> Map<String, Value> {
    Map::from_iter([(name.to_owned(), value)])
}

/// Returns the desk, unless it was left.
fn open_desk(desk: &mut Desk) -> Result<&mut Desk, OrderError> {
    if desk.desk().ended.is_some() {
        return Err(OrderError::new("ended", "the desk has been left"));
    }
    Ok(desk)
}

/// Presses all keys, or none if one of them is invalid.
fn press(desk: &mut Desk, names: &[String]) -> Result<(), OrderError> {
    let keys: Result<Vec<Key>, UnknownKey> = names.iter().map(|name| name.parse()).collect();
    let keys = keys.map_err(|error| OrderError::new("key", error))?;
    let desk = open_desk(desk)?;
    keys.into_iter().for_each(|key| desk.tell(Msg::Key(key)));
    Ok(())
}

/// Executes the command with this name, whatever its keys.
fn command(
    desk: &mut Desk,
    name: &str,
    clinic: Option<&str>,
    id: Option<String>,
) -> Result<(), OrderError> {
    let is_open = name == OPEN;
    if !is_open && (clinic.is_some() || id.is_some()) {
        return Err(OrderError::new(
            "member",
            format!("`backend` and `id` go with the command `{OPEN}`"),
        ));
    }
    let command = match Binding::named(name) {
        Some(named) => Command::Act(named.action),
        None if is_open => {
            let setup = &desk.desk().office.setup;
            let clinic = clinic.map(|word| setup.clinics.meant_by(word)).transpose();
            let clinic = clinic.map_err(|error| OrderError::new("member", error))?;
            Command::Open(
                clinic.unwrap_or(desk.desk().clinic),
                id.unwrap_or_default().into(),
            )
        }
        None => {
            let verb = Verb::ALL.iter().find(|verb| verb.word() == name);
            let without_key = WITHOUT_KEY.into_iter().find(|one| one.name == name);
            match (verb, without_key) {
                (Some(verb), _) => Command::Alter(*verb),
                (None, Some(one)) => one.command,
                (None, None) => {
                    let what = format!("there is no command `{name}`");
                    let what = with_guess(what, name, command_names());
                    return Err(OrderError::new("command", what));
                }
            }
        }
    };
    open_desk(desk)?.tell(Msg::Do(command));
    Ok(())
}

/// Returns the names of all commands.
fn command_names() -> impl Iterator<Item = &'static str> {
    let alters = Verb::ALL.iter().map(|verb| verb.word());
    let without_key = WITHOUT_KEY.into_iter().map(|one| one.name);
    TABLE
        .iter()
        .map(Binding::name)
        .chain(alters)
        .chain([OPEN])
        .chain(without_key)
}

/// Returns every command by name, with its default keys and its description.
pub fn commands() -> Value {
    let row = |row: &Binding| {
        let keys: Vec<String> = row.keys.iter().map(|key| key.written()).collect();
        json!({ "name": row.name(), "keys": keys, "does": row.long(Language::En) })
    };
    let opens = json!({
        "name": OPEN, "keys": [], "does": say!(Language::En, "palette-open"), "takes": ["backend", "id"],
    });
    let alters = Verb::ALL.iter().map(|verb| {
        let does = say!(Language::En, "palette-change", verb = *verb);
        json!({ "name": verb.word(), "keys": [], "does": does })
    });
    let without_key = WITHOUT_KEY
        .into_iter()
        .map(|one| json!({ "name": one.name, "keys": [], "does": (one.does)() }));
    TABLE
        .iter()
        .map(row)
        .chain(alters)
        .chain([opens])
        .chain(without_key)
        .collect()
}

fn resize(desk: &mut Desk, cols: u16, rows: u16) -> Result<(), OrderError> {
    let cells = 1..=MOST_CELLS;
    if !cells.contains(&cols) || !cells.contains(&rows) {
        return Err(OrderError::new(
            "member",
            format!("cols and rows go from 1 to {MOST_CELLS}"),
        ));
    }
    open_desk(desk)?.resize(cols, rows);
    Ok(())
}

fn screen(desk: &Desk, styled: bool) -> Map<String, Value> {
    let lines: Vec<String> = desk.screen().lines().map(str::to_owned).collect();
    let cursor = desk.cursor().map(|place| [place.x, place.y]);
    let mut answer = member("screen", json!(lines));
    answer.insert("cursor".to_owned(), json!(cursor));
    if styled {
        let runs = desk.styles().map(
            |(row, from, to, role)| json!({ "row": row, "from": from, "to": to, "role": role }),
        );
        answer.insert("styles".to_owned(), runs.collect());
    }
    answer
}

/// Advances the clocks of the desk and the sandbox, handles what falls due meanwhile, and settles.
fn advance(
    desk: &mut Desk,
    to: Option<DateTime<Utc>>,
    advance_s: Option<u32>,
) -> Result<DateTime<Utc>, OrderError> {
    let now = desk.desk().office.moment.now;
    let by = match (to, advance_s) {
        (Some(instant), None) => instant - now,
        (None, Some(seconds)) => TimeDelta::seconds(i64::from(seconds)),
        _ => {
            return Err(OrderError::new(
                "member",
                "either `now` or `advance_s` says how late it is",
            ));
        }
    };
    let by = if by <= LONGEST_ADVANCE {
        by.to_std().ok()
    } else {
        None
    };
    let by =
        by.ok_or_else(|| OrderError::new("member", "the clock goes on, and by ten years at most"))?;
    desk.settle()?;
    if by > IN_STEPS {
        desk.pass(by - IN_STEPS)?;
        desk.settle()?;
    }
    pass(desk, by.min(IN_STEPS))?;
    Ok(desk.desk().office.moment.now)
}

/// Lets time pass, in steps from one due moment to the next.
fn pass(desk: &mut Desk, time: Duration) -> Result<(), HeadlessError> {
    let mut remaining = time;
    while !remaining.is_zero() {
        let step = desk.due_in(remaining);
        desk.pass(step)?;
        desk.settle()?;
        remaining -= step;
    }
    Ok(())
}
