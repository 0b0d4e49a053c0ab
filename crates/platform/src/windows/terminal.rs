//! The console: its modes, its size, and its bytes. Text goes through the standard library, which writes UTF-16
//! whatever the code page.
#![expect(
    unsafe_code,
    reason = "no well-kept crate has safe calls for the modes that a paste needs"
)]

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::os::windows::io::AsRawHandle;
use std::sync::{Mutex, OnceLock, PoisonError};

use windows_sys::Win32::Foundation::HANDLE;
use windows_sys::Win32::System::Console::{
    CONSOLE_MODE, CONSOLE_SCREEN_BUFFER_INFO, DISABLE_NEWLINE_AUTO_RETURN, ENABLE_ECHO_INPUT,
    ENABLE_EXTENDED_FLAGS, ENABLE_PROCESSED_OUTPUT, ENABLE_VIRTUAL_TERMINAL_INPUT,
    ENABLE_VIRTUAL_TERMINAL_PROCESSING, ENABLE_WINDOW_INPUT, ENABLE_WRAP_AT_EOL_OUTPUT,
    FlushConsoleInputBuffer, GetConsoleMode, GetConsoleScreenBufferInfo, SetConsoleMode,
};

/// Whether the terminal is the console of Windows.
pub const IS_CONSOLE: bool = true;

/// Keys arrive as a terminal's bytes, pastes with their marks, and size changes as events. Without quick edit, because
/// a selection would block the program.
const RAW_INPUT: CONSOLE_MODE =
    ENABLE_VIRTUAL_TERMINAL_INPUT | ENABLE_WINDOW_INPUT | ENABLE_EXTENDED_FLAGS;
/// Control sequences are interpreted.
const RAW_OUTPUT: CONSOLE_MODE = ENABLE_PROCESSED_OUTPUT
    | ENABLE_WRAP_AT_EOL_OUTPUT
    | ENABLE_VIRTUAL_TERMINAL_PROCESSING
    | DISABLE_NEWLINE_AUTO_RETURN;

/// The modes of input and output before raw mode was set.
static MODES_BEFORE: Mutex<Option<(CONSOLE_MODE, CONSOLE_MODE)>> = Mutex::new(None);

/// Returns the console's input, wherever standard input comes from.
pub(super) fn input() -> io::Result<&'static File> {
    opened(&INPUT, "CONIN$")
}

fn output() -> io::Result<&'static File> {
    opened(&OUTPUT, "CONOUT$")
}

static INPUT: OnceLock<File> = OnceLock::new();
static OUTPUT: OnceLock<File> = OnceLock::new();

fn opened(cell: &'static OnceLock<File>, name: &str) -> io::Result<&'static File> {
    if let Some(file) = cell.get() {
        return Ok(file);
    }
    let file = OpenOptions::new().read(true).write(true).open(name)?;
    Ok(cell.get_or_init(|| file))
}

fn mode(file: &impl AsRawHandle) -> io::Result<CONSOLE_MODE> {
    let mut mode = 0;
    let handle: HANDLE = file.as_raw_handle();
    // SAFETY: the handle is open as long as `file`.
    if unsafe { GetConsoleMode(handle, &raw mut mode) } == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(mode)
}

fn set_mode(file: &impl AsRawHandle, mode: CONSOLE_MODE) -> io::Result<()> {
    let handle: HANDLE = file.as_raw_handle();
    // SAFETY: the handle is open as long as `file`.
    if unsafe { SetConsoleMode(handle, mode) } == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

/// Opens the console.
///
/// # Errors
///
/// Returns an error if standard output is not a console.
pub fn open() -> io::Result<()> {
    if !io::stdout().is_terminal() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    input()?;
    output()?;
    Ok(())
}

/// Passes on every key as it is typed, without echo, and interprets control sequences.
///
/// # Errors
///
/// Returns an error if the console refuses.
pub fn set_raw() -> io::Result<()> {
    let mut before = MODES_BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    let input = input()?;
    let output = output()?;
    let modes = (mode(input)?, mode(output)?);
    before.get_or_insert(modes);
    set_mode(output, RAW_OUTPUT)?;
    set_mode(input, RAW_INPUT)
}

/// Restores the modes that [`set_raw`] found.
pub fn unset_raw() {
    let mut before = MODES_BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    let (Some((input_mode, output_mode)), Ok(input), Ok(output)) =
        (before.take(), input(), output())
    else {
        return;
    };
    // The console may be gone.
    let _ = set_mode(input, input_mode);
    let _ = set_mode(output, output_mode);
}

/// Returns the current columns and rows of the window.
pub fn size() -> Option<(u16, u16)> {
    let mut about = CONSOLE_SCREEN_BUFFER_INFO::default();
    let handle: HANDLE = output().ok()?.as_raw_handle();
    // SAFETY: the handle is open as long as the process.
    if unsafe { GetConsoleScreenBufferInfo(handle, &raw mut about) } == 0 {
        return None;
    }
    let window = about.srWindow;
    let length = |from: i16, to: i16| u16::try_from(i32::from(to) - i32::from(from) + 1).ok();
    let size = (
        length(window.Left, window.Right)?,
        length(window.Top, window.Bottom)?,
    );
    (size.0 != 0 && size.1 != 0).then_some(size)
}

/// Writes all bytes: the console never accepts fewer.
///
/// # Errors
///
/// Returns an error if the console is gone.
pub fn write_some(bytes: &[u8]) -> io::Result<usize> {
    write_all(bytes)?;
    Ok(bytes.len())
}

/// Writes all bytes.
///
/// # Errors
///
/// Returns an error if the console is gone.
pub fn write_all(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(bytes)?;
    output.flush()
}

/// Discards input that has not been read.
pub fn discard_input() {
    if let Ok(input) = input() {
        // SAFETY: the handle is open as long as the process. The console may be gone.
        unsafe { FlushConsoleInputBuffer(input.as_raw_handle()) };
    }
}

/// Returns whether the console is gone. The event of a closed window comes first.
pub fn is_gone() -> bool {
    size().is_none()
}

/// Does nothing: no Windows shell resumes a program.
///
/// # Errors
///
/// Never fails.
pub fn stop() -> io::Result<()> {
    Ok(())
}

/// A console that hides typed text until this is dropped.
#[derive(Debug)]
pub struct EchoOff(CONSOLE_MODE);

impl EchoOff {
    /// Stops showing text typed on standard input; `None` if that is not a console, or refuses.
    pub fn now() -> Option<EchoOff> {
        let before = mode(&io::stdin()).ok()?;
        set_mode(&io::stdin(), before & !ENABLE_ECHO_INPUT).ok()?;
        Some(EchoOff(before))
    }

    /// Shows typed text during `wait`.
    pub fn lifted<T>(&self, wait: impl FnOnce() -> T) -> T {
        // The console may be gone, here and below.
        let _ = set_mode(&io::stdin(), self.0);
        let done = wait();
        let _ = set_mode(&io::stdin(), self.0 & !ENABLE_ECHO_INPUT);
        done
    }
}

impl Drop for EchoOff {
    fn drop(&mut self) {
        // The console may be gone.
        let _ = set_mode(&io::stdin(), self.0);
    }
}
