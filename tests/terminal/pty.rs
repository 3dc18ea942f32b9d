//! A terminal without glass: a pseudo-terminal, what a terminal would show of it, and the shell that starts a program.
//!
//! Promises: no thread; waits for what is expected and, when that does not come, fails with the screen as it is. The
//! deadline only keeps a failing test from hanging.
//!
//! The program is not the leader of its session, as it is not in life: when a leader ends the kernel resets the terminal,
//! so nobody could tell whether the program had put it in order. The leader is this test binary, started once more as a
//! small [`shell`]. That needs neither `unsafe` code between fork and exec nor a tool such as setsid(1).

use std::collections::BTreeSet;
use std::num::NonZeroU16;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{env, io};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, WaitOptions};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{InputModes, OptionalActions, Winsize, tcgetattr, tcsetattr, tcsetwinsize};

const DEADLINE: Duration = Duration::from_secs(30);

/// The program and its arguments, one a line, for the shell.
const PROGRAM: &str = "JAKREF_TEST_PROGRAM";

/// Set if the shell is to become the program.
const LEADS: &str = "JAKREF_TEST_LEADS";

/// What the program may say to the terminal: move, erase, style, the two screens, the cursor, bracketed paste. No query,
/// no mouse, and no string but the one that hands over a text, where somebody asks for that.
const KNOWN: [&str; 9] = ["H", "J", "m", "?1049h", "?1049l", "?25h", "?25l", "?2004h", "?2004l"];

/// How the mouse is asked for and left again.
const MOUSE: [&str; 4] = ["?1000h", "?1006h", "?1000l", "?1006l"];

/// How a text is handed over, and the end of it.
const COPY: [&str; 3] = ["ESC Some(']')", "ESC Some('P')", "ESC Some('\\\\')"];

pub struct Terminal {
    master: OwnedFd,
    slave: OwnedFd,
    parser: vt100::Parser,
    shell: Child,
    found: String,
    written: Vec<u8>,
    copies: bool,
    mouse: bool,
}

impl Terminal {
    /// A terminal of 80 x 24 whose shell runs a program.
    pub fn run(program: &[&str]) -> Self {
        Self::start(program, false)
    }

    /// A terminal whose session is led by the program itself.
    pub fn led_by(program: &[&str]) -> Self {
        Self::start(program, true)
    }

    fn start(program: &[&str], leads: bool) -> Self {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
        // The programs of tests that run at the same time must not keep this terminal open.
        #[cfg(any(target_os = "linux", target_os = "freebsd", target_os = "netbsd"))]
        let flags = flags | OpenptFlags::CLOEXEC;
        let master = openpt(flags).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        let slave = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).unwrap();
        // Not as every terminal is at first, so that "as it was" says more than "reset".
        let mut attributes = tcgetattr(&slave).unwrap();
        attributes.input_modes.toggle(InputModes::IXANY | InputModes::IXON);
        tcsetattr(&slave, OptionalActions::Now, &attributes).unwrap();
        // Asked for before anything runs that could change it.
        let found = format!("{:?}", tcgetattr(&slave).unwrap());
        set_size(&master, 80, 24);
        let stream = || Stdio::from(slave.try_clone().unwrap());
        let mut shell = Command::new(env::current_exe().unwrap());
        shell.args(["--exact", "pty::shell", "--ignored", "--nocapture", "--color", "never"]);
        for name in [
            "LC_ALL",
            "LC_CTYPE",
            "NO_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "COLORTERM",
            "JAKREF_THEME",
            "COLUMNS",
            "LINES",
            "STY",
            "TMUX",
            // Without it no settings are read or written.
            "HOME",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "SSH_CONNECTION",
            "SSH_TTY",
            "FORCE_HYPERLINK",
            "TERM_PROGRAM",
            "VTE_VERSION",
            "WT_SESSION",
            "KONSOLE_VERSION",
            "DOMTERM",
            LEADS,
        ] {
            shell.env_remove(name);
        }
        shell.env("LANG", "C.UTF-8").env("TERM", "xterm-256color").env(PROGRAM, program.join("\n"));
        if leads {
            shell.env(LEADS, "yes");
        }
        let shell = shell.stdin(stream()).stdout(stream()).stderr(stream()).spawn().unwrap();
        let parser = vt100::Parser::new(cells(24), cells(80), 0);
        Self { master, slave, parser, shell, found, written: Vec::new(), copies: false, mouse: false }
    }

    /// From here on the program may hand over a text or a link: operating system commands 52 and 8.
    pub fn may_copy(&mut self) {
        self.copies = true;
    }

    /// The addresses of the links that were written: operating system command 8.
    pub fn links(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.written);
        let parts = text.split("\x1b]8;;").skip(1);
        parts.map(|part| part.split('\x1b').next().unwrap().to_owned()).filter(|link| !link.is_empty()).collect()
    }

    /// From here on the program may ask for the mouse: buttons and wheel, not movement.
    pub fn may_use_the_mouse(&mut self) {
        self.mouse = true;
    }

    /// How many bytes the program has written.
    pub fn count(&self) -> usize {
        self.written.len()
    }

    /// The texts that were handed over, still encoded.
    pub fn handed_over(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.written);
        let parts = text.split("\x1b]52;c;").skip(1);
        parts.map(|part| part.split('\x1b').next().unwrap().to_owned()).collect()
    }

    /// The chunks in which a text was handed to GNU screen, without what encloses each.
    pub fn chunks_for_screen(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.written);
        let parts = text.split("\x1bP").skip(1);
        parts.map(|part| part.split("\x1b\\").next().unwrap().to_owned()).collect()
    }

    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// The text of the screen, row by row.
    pub fn rows(&self) -> Vec<String> {
        rows(self.screen())
    }

    /// Reads until the screen is as expected and nothing more comes.
    #[track_caller]
    pub fn until(&mut self, expected: &str, seen: impl Fn(&vt100::Screen) -> bool) {
        const PAUSE: Duration = Duration::from_millis(50);
        let end = Instant::now() + DEADLINE;
        // What is looked at must not be half of a frame.
        while self.read(PAUSE).is_some() || !seen(self.screen()) {
            assert!(Instant::now() < end, "no {expected} on the screen:\n{}", self.rows().join("\n"));
        }
    }

    #[track_caller]
    pub fn until_text(&mut self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    /// How many bytes come within a time; `None` if none do, or none can any more.
    pub fn read(&mut self, wait: Duration) -> Option<usize> {
        let wait = Timespec::try_from(wait).unwrap();
        if poll(&mut [PollFd::new(&self.master, PollFlags::IN)], Some(&wait)).unwrap() == 0 {
            return None;
        }
        let mut bytes = [0; 4096];
        let length = rustix::io::read(&self.master, &mut bytes).ok().filter(|length| *length > 0)?;
        self.parser.process(&bytes[..length]);
        self.written.extend(&bytes[..length]);
        Some(length)
    }

    /// Types, in one write.
    pub fn send(&self, keys: &str) {
        assert_eq!(rustix::io::write(&self.master, keys.as_bytes()), Ok(keys.len()));
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.set_size(cells(rows), cells(columns));
        set_size(&self.master, columns, rows);
    }

    /// Sends a signal to the program, and to nobody else.
    pub fn signal(&self, signal: Signal) {
        rustix::process::kill_process(self.program(), signal).unwrap();
    }

    /// Waits until the shell has said all of `report` about the program, and holds the terminal to how it was found. What
    /// stood on it before must still be there, and the report directly below.
    #[track_caller]
    pub fn given_back(&mut self, report: &[&str]) {
        self.until(&format!("{report:?}"), |screen| {
            let below = below_pid(screen);
            !screen.alternate_screen()
                && below.len() >= report.len()
                && below.last().map(String::as_str) == report.last().copied()
        });
        assert_eq!(below_pid(self.screen()), report);
        self.as_found();
    }

    /// Holds the terminal to how it was found, and the program to what it may say.
    #[track_caller]
    pub fn as_found(&self) {
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left on");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is on");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is taken");
        assert!(!screen.bold() && !screen.inverse() && !screen.underline(), "a style is left on");
        assert_eq!(format!("{:?}", tcgetattr(&self.slave).unwrap()), self.found);
        let unknown: Vec<String> = self
            .sequences()
            .into_iter()
            .filter(|s| {
                !(KNOWN.contains(&s.as_str())
                    || self.copies && COPY.contains(&s.as_str())
                    || self.mouse && MOUSE.contains(&s.as_str()))
            })
            .collect();
        assert_eq!(unknown, [""; 0], "said to the terminal");
    }

    /// How colours were written: by number (38;5;N), in the classic way (30 to 47, 90 to 107), or not at all.
    pub fn kinds_of_colour(&self) -> &'static str {
        let text = String::from_utf8_lossy(&self.written);
        let styles = text.split("\x1b[").filter_map(|rest| {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ';'))?;
            rest[end..].starts_with('m').then(|| rest[..end].split(';').collect::<Vec<_>>())
        });
        let styles: Vec<Vec<&str>> = styles.collect();
        let blinks = |style: &Vec<&str>| !style.contains(&"38") && !style.contains(&"48") && style.contains(&"5");
        assert!(!styles.iter().any(blinks), "something blinks");
        let has = |wanted: fn(u32) -> bool| styles.iter().flatten().any(|code| code.parse().is_ok_and(wanted));
        match (has(|code| code == 38 || code == 48), has(|code| matches!(code, 30..=37 | 40..=47 | 90..=107))) {
            (true, _) => "by number",
            (false, true) => "classic",
            (false, false) => "none",
        }
    }

    /// The kinds of escape sequence that were written.
    pub fn sequences(&self) -> BTreeSet<String> {
        let text = String::from_utf8_lossy(&self.written);
        let sequence = |rest: &str| match rest.strip_prefix('[') {
            Some(rest) => {
                let end = rest.find(|c| ('@'..='~').contains(&c)).map_or(rest.len(), |last| last + 1);
                let sequence = &rest[..end];
                let switch = sequence.ends_with(['h', 'l']);
                sequence.chars().filter(|c| switch || !(c.is_ascii_digit() || *c == ';')).collect()
            }
            None => format!("ESC {:?}", rest.chars().next()),
        };
        text.split('\x1b').skip(1).map(sequence).collect()
    }

    /// The process number that the shell told before the program began.
    fn program(&self) -> Pid {
        let text = String::from_utf8_lossy(&self.written);
        let number = text.lines().find_map(|line| line.strip_prefix("pid ")).and_then(|number| number.parse().ok());
        number.and_then(Pid::from_raw).expect("the program has begun")
    }

    /// The processor time the program has used, where the system tells.
    pub fn processor_time(&self) -> Option<[String; 2]> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.program())).ok()?;
        let mut fields = stat.split(' ').skip(13).map(str::to_owned);
        Some([fields.next()?, fields.next()?])
    }

    /// A second terminal, for a program whose output goes elsewhere: its path, and what holds it. It is gone when that is
    /// dropped.
    pub fn another() -> (String, OwnedFd) {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
        #[cfg(any(target_os = "linux", target_os = "freebsd", target_os = "netbsd"))]
        let flags = flags | OpenptFlags::CLOEXEC;
        let master = openpt(flags).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        set_size(&master, 80, 24);
        (ptsname(&master, Vec::new()).unwrap().into_string().unwrap(), master)
    }

    /// Takes the terminal away from the program that leads its session; returns how that program ended.
    pub fn vanish(self) -> ExitStatus {
        let Self { master, mut shell, .. } = self;
        drop(master);
        let end = Instant::now() + DEADLINE;
        while Instant::now() < end {
            if let Some(status) = shell.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        shell.kill().unwrap();
        panic!("the program goes on without a terminal");
    }
}

/// Whether this process runs on a terminal of these tests.
pub fn is_inside() -> bool {
    env::var_os(PROGRAM).is_some()
}

/// Leads a session on the terminal it finds, runs a program there and says what becomes of it.
#[test]
#[ignore = "the other tests start it, on a terminal of its own"]
#[allow(clippy::zombie_processes, reason = "waitpid waits, since it tells of a stop too")]
fn shell() {
    let Ok(program) = env::var(PROGRAM) else { return };
    rustix::process::setsid().unwrap();
    rustix::process::ioctl_tiocsctty(io::stdin()).unwrap();
    let mut words = program.lines();
    if env::var_os(LEADS).is_some() {
        panic!("{}", Command::new(words.next().unwrap()).args(words).exec());
    }
    // The program tells its number before it is the program, while the shell cannot be in its way.
    let child = Command::new("sh").args(["-c", "echo; echo pid $$; exec \"$@\"", "sh"]).args(words).spawn().unwrap();
    loop {
        let (_pid, status) =
            rustix::process::waitpid(Some(Pid::from_child(&child)), WaitOptions::UNTRACED).unwrap().unwrap();
        match (status.exit_status(), status.terminating_signal()) {
            (None, None) => println!("stopped"),
            (Some(code), _) => break println!("exit {code}"),
            (None, Some(signal)) => break println!("signal {signal}"),
        }
    }
    // The session lasts until the terminal goes.
    let _ = io::stdin().read_line(&mut String::new());
}

/// The rows of a screen, without the blanks at their ends.
pub fn rows(screen: &vt100::Screen) -> Vec<String> {
    screen.rows(0, u16::MAX).map(|row| row.trim_end().to_owned()).collect()
}

/// What stands under the line that the shell began with.
pub fn below_pid(screen: &vt100::Screen) -> Vec<String> {
    let below = rows(screen).into_iter().skip_while(|row| !row.starts_with("pid ")).skip(1);
    below.filter(|row| !row.is_empty()).collect()
}

fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

fn set_size(master: &OwnedFd, columns: u16, rows: u16) {
    tcsetwinsize(master, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
}
