//! A PostgreSQL server for the tests of one process: made in a folder of its own, reached by a socket in it, and gone with
//! the process. Every database it gives is a fresh one.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "whoever includes it takes what they need of it"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "it starts the server, and is for tests alone"
)]

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The one variable by which a machine without PostgreSQL fails instead of skipping.
const NEEDED: &str = "BOOKDESK_NEEDS_POSTGRES";
/// A server to use instead of an own one: the URL of a database whose role may create others.
const GIVEN: &str = "BOOKDESK_TEST_POSTGRES";
/// How often several desks want one time at once, unless `BOOKDESK_RACES` says so: what is worth its time with every change.
const RACES: u32 = 25;
/// How long a server may take to answer.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Whether there is a server; where there is none the test says so and ends.
pub fn is_there() -> bool {
    said_of(server().is_some())
}

/// A server of its own for one test, which may kill it; none where there is no PostgreSQL, which is said.
pub fn own() -> Option<Server> {
    let server = Server::start();
    said_of(server.is_some()).then_some(server)?
}

/// How often several desks are to want one time at once.
pub fn races() -> u32 {
    env::var("BOOKDESK_RACES").map_or(RACES, |races| races.parse().expect("a number of races"))
}

fn said_of(is_there: bool) -> bool {
    assert!(
        is_there || env::var_os(NEEDED).is_none(),
        "{NEEDED} is set, and there is no PostgreSQL"
    );
    if !is_there {
        let _ = writeln!(io::stderr(), "skipped: no PostgreSQL");
    }
    is_there
}

fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(Server::find).as_ref()
}

/// The URL of a fresh database, where there is a server.
pub fn database() -> Option<String> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = server()?;
    let name = format!(
        "test_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    server.run_sql(&format!("CREATE DATABASE {name}"));
    Some(server.url(&name))
}

/// The role as which desks log in: to what it may do, the setting up of their records adds what it grants to desks.
pub const DESKS: &str = "bookdesk_desks";

/// The URL of the same database for the desks' role, which is made if there is none yet.
pub fn of_desks(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").expect("a URL");
    let host = rest.find(['/', '?']).unwrap_or(rest.len());
    let (owner, at) = match rest[..host].rsplit_once('@') {
        Some((owner, _)) => (owner, &rest[owner.len()..]),
        None => ("", rest),
    };
    let password = owner.split_once(':').map(|(_, password)| password);
    let is_there_already = "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL";
    let with = password.map_or(String::new(), |password| format!(" PASSWORD '{password}'"));
    sql(
        url,
        &format!("DO $$ BEGIN CREATE ROLE {DESKS} LOGIN{with}; {is_there_already}; END $$"),
    );
    let with = password.map_or(String::new(), |password| format!(":{password}"));
    let at = at.strip_prefix('@').unwrap_or(at);
    format!("{scheme}://{DESKS}{with}@{at}")
}

/// A name that no other test of this run, or of one beside it, gives.
pub fn unique(name: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!(
        "{name}_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    )
}

/// Begins to say something that takes its time to the database with this URL.
pub fn begin_sql(url: &str, statement: &str) -> Child {
    psql()
        .args(["-X", "-q", url, "-c", statement])
        .spawn()
        .expect("psql runs")
}

/// Says something to the database with this URL, as its owner.
pub fn sql(url: &str, statement: &str) -> String {
    let settings = ["-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1"];
    let said = psql()
        .args(settings)
        .args([url, "-c", statement])
        .output()
        .expect("psql runs");
    assert!(
        said.status.success(),
        "{statement}: {}",
        String::from_utf8_lossy(&said.stderr)
    );
    String::from_utf8_lossy(&said.stdout).trim().to_owned()
}

/// What the server says to a statement that it refuses.
pub fn refused(url: &str, statement: &str) -> String {
    let said = psql()
        .args(["-X", "-q", "-v", "ON_ERROR_STOP=1"])
        .args([url, "-c", statement])
        .output()
        .expect("psql runs");
    assert!(!said.status.success(), "it is allowed: {statement}");
    String::from_utf8_lossy(&said.stderr).into_owned()
}

/// How many statements a database's server has been sent for it, but for those that count them; none where it does not count them.
pub fn statements(url: &str) -> Option<u64> {
    let counts = "SELECT setting LIKE '%pg_stat_statements%' FROM pg_settings WHERE name = 'shared_preload_libraries'";
    if sql(url, counts) != "t" {
        return None;
    }
    let count = "CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public; \
         SELECT COALESCE(SUM(calls), 0) FROM public.pg_stat_statements JOIN pg_database ON oid = dbid \
         WHERE datname = current_database() AND query !~ 'pg_stat_statements|pg_settings'";
    sql(url, count)
        .lines()
        .last()
        .and_then(|count| count.parse().ok())
}

/// Everything that a database holds, as text.
pub fn dump(url: &str) -> Vec<u8> {
    let said = client("pg_dump")
        .args(["--data-only", url])
        .output()
        .expect("pg_dump runs");
    assert!(
        said.status.success(),
        "{}",
        String::from_utf8_lossy(&said.stderr)
    );
    said.stdout
}

/// The server says nothing more over the connections that desks have, which stand: as where a cable is pulled. It goes on
/// once this is dropped.
pub struct Silenced(Vec<i32>);

/// Silences the server towards the desks at this database, which is one that tests have started.
pub fn silenced(url: &str) -> Silenced {
    let desks = "SELECT pid FROM pg_stat_activity \
                 WHERE application_name = 'bookdesk' AND datname = current_database()";
    let working = sql(url, desks);
    let pids = working.lines().filter_map(|pid| pid.parse().ok());
    let silenced = Silenced(pids.collect());
    silenced.signal("STOP");
    silenced
}

impl Silenced {
    fn signal(&self, name: &str) {
        // One that has ended meanwhile needs no signal.
        self.0.iter().for_each(|pid| _ = signal(name, *pid));
    }
}

impl Drop for Silenced {
    fn drop(&mut self) {
        self.signal("CONT");
    }
}

/// Sends a process a signal; returns whether it was there.
fn signal(name: &str, pid: i32) -> bool {
    let mut kill = Command::new("sh");
    kill.args(["-c", &format!("kill -{name} {pid}")])
        .stderr(Stdio::null());
    kill.status().is_ok_and(|sent| sent.success())
}

/// A server of a folder of its own, which tests may kill.
pub struct Server {
    /// The folder of the socket; none where the server was there already.
    folder: Option<PathBuf>,
    url: String,
    /// Ends the server once this process is gone.
    guard: Option<Child>,
}

impl Server {
    fn find() -> Option<Server> {
        match env::var(GIVEN) {
            Ok(url) => Some(Server {
                folder: None,
                url,
                guard: None,
            }),
            Err(_) => Server::start(),
        }
    }

    /// Starts one; none where PostgreSQL is not installed.
    pub fn start() -> Option<Server> {
        let programs = programs()?;
        let folder = tempfile::Builder::new()
            .prefix("bookdesk-pg-")
            .tempdir()
            .expect("a folder")
            .keep();
        own_folder(&folder);
        let data = folder.join("data");
        run(as_user(&programs, "initdb")
            .args([
                "--auth=trust",
                "--username=bookdesk",
                "--encoding=UTF8",
                "--no-sync",
                "--no-instructions",
            ])
            .arg("--pgdata")
            .arg(&data));
        Some(Server::over(&programs, folder))
    }

    /// A standby that is sent everything that this one writes.
    pub fn replica(&self) -> Server {
        let programs = programs().expect("it is installed");
        let folder = tempfile::Builder::new()
            .prefix("bookdesk-pg-")
            .tempdir()
            .expect("a folder")
            .keep();
        own_folder(&folder);
        let from = self.folder.as_ref().expect("a server of its own");
        let mut backup = as_user(&beside_server(&programs), "pg_basebackup");
        backup.args([
            "--write-recovery-conf",
            "--checkpoint=fast",
            "--no-sync",
            "--username=bookdesk",
        ]);
        run(backup
            .arg("--host")
            .arg(from)
            .arg("--pgdata")
            .arg(folder.join("data")));
        Server::over(&programs, folder)
    }

    /// Takes the place of the one whose standby it was.
    pub fn promote(&self) {
        self.run_sql("SELECT pg_promote()");
    }

    /// The folder of its socket.
    pub fn socket(&self) -> &Path {
        self.folder.as_ref().expect("a server of its own")
    }

    /// Starts one over the data in a folder.
    fn over(programs: &Path, folder: PathBuf) -> Server {
        let data = folder.join("data");
        let mut server = as_user(programs, "postgres");
        server.arg("-D").arg(&data).arg("-k").arg(&folder).args([
            "-c",
            "listen_addresses=",
            // A killed server loses nothing that it has written, on the disk or not.
            "-c",
            "fsync=off",
            "-c",
            "max_connections=200",
            "-c",
            "logging_collector=on",
        ]);
        server
            .arg("-c")
            .arg(format!("log_directory={}", folder.join("log").display()));
        if beside_server(programs)
            .join("../lib/pg_stat_statements.so")
            .exists()
        {
            server.args(["-c", "shared_preload_libraries=pg_stat_statements"]);
            // Every database of a test has its own.
            server.args(["-c", "pg_stat_statements.max=50000"]);
        }
        let guard = guarded(&server, &folder);
        let url = format!(
            "postgresql://bookdesk@localhost/postgres?host={}",
            folder.display()
        );
        let server = Server {
            folder: Some(folder),
            url,
            guard: Some(guard),
        };
        server.wait();
        server
    }

    /// Kills it, as a crash of its machine would; it starts again at once, with what it has written to its disk.
    pub fn crash(&self) {
        assert!(signal("KILL", self.process()), "it runs");
    }

    /// The number of its first process, whose children the others are.
    pub fn process(&self) -> i32 {
        let folder = self.folder.as_ref().expect("a server of its own");
        let lock = fs::read_to_string(folder.join("data/postmaster.pid")).expect("it runs");
        lock.lines()
            .next()
            .and_then(|pid| pid.parse().ok())
            .expect("its process")
    }

    /// Everything that it has logged.
    pub fn log(&self) -> String {
        let folder = self.folder.as_ref().expect("a server of its own");
        let files = fs::read_dir(folder.join("log")).expect("it logs");
        let files = files.map(|file| fs::read(file.expect("a file").path()).expect("a log"));
        let logged = files.flatten().collect::<Vec<u8>>();
        String::from_utf8_lossy(&logged).into_owned()
    }

    /// Waits until it answers.
    pub fn wait(&self) {
        let begun = Instant::now();
        while !self.answers() {
            assert!(begun.elapsed() < TIMEOUT, "the server does not answer");
            std::thread::yield_now();
        }
    }

    fn answers(&self) -> bool {
        let said = psql()
            .args(["-X", "-q", &self.url, "-c", "SELECT 1"])
            .output();
        said.is_ok_and(|said| said.status.success())
    }

    fn run_sql(&self, statement: &str) {
        sql(&self.url, statement);
    }

    /// The URL of one of its databases.
    pub fn url(&self, database: &str) -> String {
        let (before, after) = self.url.rsplit_once('/').expect("a URL");
        // A folder in the query has slashes, too.
        let (before, query) = match self.url.split_once('?') {
            Some((path, query)) => (path.rsplit_once('/').expect("a URL").0, format!("?{query}")),
            None => (
                before,
                after
                    .split_once('?')
                    .map(|(_, query)| format!("?{query}"))
                    .unwrap_or_default(),
            ),
        };
        format!("{before}/{database}{query}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(guard) = &mut self.guard {
            drop(guard.stdin.take());
            let _ = guard.wait();
        }
    }
}

/// Where the programs of the newest PostgreSQL are. Only Unix has the socket by which the server is reached, and the shell
/// that ends it.
fn programs() -> Option<PathBuf> {
    if cfg!(not(unix)) {
        return None;
    }
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.extend(env::split_paths(&env::var_os("PATH")?));
    folders
        .into_iter()
        .rev()
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// The folder of the server's program, which may be reached by a link.
fn beside_server(programs: &Path) -> PathBuf {
    let server = fs::canonicalize(programs.join("postgres")).expect("it is there");
    server.parent().expect("a folder").to_owned()
}

/// What speaks SQL to a server from outside.
pub fn psql() -> Command {
    client("psql")
}

/// A program beside that of the server: what the path has by its name may be a script, and takes longer to start than the
/// program takes for its work.
fn client(name: &str) -> Command {
    let beside = programs().map(|programs| beside_server(&programs).join(name));
    Command::new(
        beside
            .filter(|path| path.exists())
            .unwrap_or_else(|| name.into()),
    )
}

/// A program of the server, which refuses to run as root.
fn as_user(programs: &Path, program: &str) -> Command {
    if !is_root() {
        return Command::new(programs.join(program));
    }
    let mut command = Command::new("runuser");
    command
        .args(["-u", "postgres", "--"])
        .arg(programs.join(program));
    command
}

/// Has a folder belong to whoever the server runs as.
fn own_folder(folder: &Path) {
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(folder));
    }
}

fn is_root() -> bool {
    let user = Command::new("id").arg("-u").output();
    user.is_ok_and(|user| user.stdout.trim_ascii() == b"0")
}

fn run(command: &mut Command) {
    let said = command.output().expect("it runs");
    assert!(
        said.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&said.stderr)
    );
}

/// Starts a server that is started again when it is killed, and is ended, and its folder removed, once the pipe to it is
/// closed: also where this process is killed.
fn guarded(server: &Command, folder: &Path) -> Child {
    let script = "(while [ -d \"$FOLDER\" ] && ! [ -e \"$FOLDER/ends\" ]; do \"$@\"; sleep 0.1; done; rm -rf \"$FOLDER\") >/dev/null 2>&1 & \
         read -r _; touch \"$FOLDER/ends\"; \
         while [ -d \"$FOLDER\" ]; do kill -INT $(head -n 1 \"$FOLDER/data/postmaster.pid\"); sleep 0.1; done 2>/dev/null";
    let mut guard = Command::new("sh");
    guard
        .args(["-c", script, "sh"])
        .arg(server.get_program())
        .args(server.get_args());
    guard
        .env("FOLDER", folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    guard.spawn().expect("sh runs")
}
