//! The events that ask the program to end: console keys, a closed window, the end of the session.

use std::sync::{Mutex, PoisonError};
use std::{io, thread};

use tokio::runtime::Builder;
use tokio::signal::windows::{
    CtrlBreak, CtrlC, CtrlClose, CtrlLogoff, CtrlShutdown, ctrl_break, ctrl_c, ctrl_close,
    ctrl_logoff, ctrl_shutdown,
};

/// The number of Ctrl-C, as on Unix.
pub const INTERRUPT: i32 = 2;
/// The number for the end of the session or a shutdown, as of the corresponding signal on Unix.
pub const TERMINATE: i32 = 15;
/// The number of a closed window, as on Unix.
pub const HANG_UP: i32 = 1;
/// The number of Ctrl-Break, as of the quit key on Unix.
const BREAK: i32 = 3;

/// The events that end a program cleanly: typed text is kept, and the exit status is 128 plus the number.
pub const ENDING: &[i32] = &[INTERRUPT, TERMINATE, HANG_UP, BREAK];

type Listener = Box<dyn FnMut(i32) + Send>;

/// The listeners, with the numbers that each listens to.
static LISTENERS: Mutex<Vec<(Vec<i32>, Listener)>> = Mutex::new(Vec::new());

/// Calls `act` with the number of each of these events from now on, on a thread of its own. Meanwhile the window stays
/// open as long as the system allows.
///
/// # Errors
///
/// Returns an error if the system can't start a thread, or does not report the events.
pub fn listen(signals: &[i32], act: impl FnMut(i32) + Send + 'static) -> io::Result<()> {
    let mut listeners = LISTENERS.lock().unwrap_or_else(PoisonError::into_inner);
    if listeners.is_empty() {
        start()?;
    }
    listeners.push((signals.to_vec(), Box::new(act)));
    Ok(())
}

fn start() -> io::Result<()> {
    let runtime = Builder::new_current_thread().build()?;
    let mut events = runtime.block_on(async { EndingEvents::open() })?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            loop {
                report(runtime.block_on(events.next()));
            }
        })?;
    Ok(())
}

/// The events of the system.
struct EndingEvents {
    interrupt: CtrlC,
    pause: CtrlBreak,
    close: CtrlClose,
    logoff: CtrlLogoff,
    shutdown: CtrlShutdown,
}

impl EndingEvents {
    fn open() -> io::Result<EndingEvents> {
        Ok(EndingEvents {
            interrupt: ctrl_c()?,
            pause: ctrl_break()?,
            close: ctrl_close()?,
            logoff: ctrl_logoff()?,
            shutdown: ctrl_shutdown()?,
        })
    }

    /// Waits for an event, and returns its number.
    async fn next(&mut self) -> i32 {
        tokio::select! {
            _ = self.interrupt.recv() => INTERRUPT,
            _ = self.pause.recv() => BREAK,
            _ = self.close.recv() => HANG_UP,
            _ = self.logoff.recv() => TERMINATE,
            _ = self.shutdown.recv() => TERMINATE,
        }
    }
}

fn report(signal: i32) {
    let mut listeners = LISTENERS.lock().unwrap_or_else(PoisonError::into_inner);
    for (signals, act) in listeners.iter_mut() {
        if signals.contains(&signal) {
            act(signal);
        }
    }
}

/// Asks this program to end, as the system would.
pub fn end_this_program() {
    report(TERMINATE);
}
