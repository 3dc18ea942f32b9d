//! The program on a real terminal: what it does there, what it says, and that however it ends the terminal is as it was.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "what fails here is the test")]

#[path = "terminal/pty.rs"]
mod pty;
#[allow(dead_code, reason = "others change what they copy")]
#[path = "scratch/scratch.rs"]
mod scratch;

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use jakref::app::Tab;
use rustix::process::Signal;

use pty::{Terminal, below_pid, rows};
use scratch::Scratch;

const JAKREF: &str = env!("CARGO_BIN_EXE_jakref");

/// A screen on which list and page are drawn to the last row.
fn is_drawn(screen: &vt100::Screen) -> bool {
    let rows = rows(screen);
    screen.alternate_screen() && rows[0].contains("jakref") && rows.last().is_some_and(|row| row.contains("find"))
}

fn browsing(program: &[&str]) -> Terminal {
    let mut terminal = Terminal::run(program);
    terminal.until("first screen", is_drawn);
    terminal
}

/// The titles that `jakref list` gives for a kind.
fn titles(kind: &str) -> Vec<String> {
    let output = Command::new(JAKREF).args(["list", kind, "--format", "json"]).output().unwrap();
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let entries = list["entries"].as_array().unwrap();
    entries.iter().map(|entry| entry["title"].as_str().unwrap().to_owned()).collect()
}

/// Whether the page at the right of the list has a title that begins so.
fn shows_page(screen: &vt100::Screen, name: &str) -> bool {
    is_drawn(screen) && rows(screen)[2].contains(&format!("┌ {name} "))
}

/// The name of the oral drug that begins so.
fn named(beginning: &str) -> String {
    let title = titles("oral").into_iter().find(|title| title.starts_with(beginning)).unwrap();
    title.split(' ').next().unwrap().to_owned()
}

/// Whether the references stand beside the page, as in a wide window.
fn is_wide(screen: &vt100::Screen) -> bool {
    let border = rows(screen)[2].chars().count();
    is_drawn(screen) && border > 80
}

fn shows_keys(screen: &vt100::Screen) -> bool {
    rows(screen)[1].contains(" Keys ")
}

fn cursor_row(screen: &vt100::Screen) -> String {
    rows(screen).swap_remove(usize::from(screen.cursor_position().0))
}

/// The invented base, with so many remarks that reading it is noticed.
fn slow_base() -> Scratch {
    let base = Scratch::second_base();
    let remarks = "# A remark that says nothing.\n".repeat(400_000);
    base.write("references/remarks.toml", remarks.as_bytes());
    base
}

fn is_waiting(screen: &vt100::Screen) -> bool {
    rows(screen).iter().any(|row| row.contains("A large base is being read"))
}

// -- while a large base is read

#[test]
fn a_large_base_is_waited_for_and_nothing_is_left_of_that() {
    let base = slow_base();
    let mut terminal = Terminal::run(&[JAKREF, "--data", base.path().to_str().unwrap()]);
    terminal.until("that a base is being read", is_waiting);
    terminal.until("first screen", |screen| is_drawn(screen) && !is_waiting(screen));
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

#[test]
fn who_does_not_want_to_wait_for_a_base_can_leave() {
    for (key, end) in [("q", "exit 0"), ("\x03", "exit 130")] {
        let base = slow_base();
        let mut terminal = Terminal::run(&[JAKREF, "--data", base.path().to_str().unwrap()]);
        terminal.until("that a base is being read", is_waiting);
        terminal.send(key);
        terminal.given_back(&[end]);
    }
}

#[test]
fn the_faults_of_a_large_base_are_said_when_the_terminal_is_given_back() {
    let base = slow_base();
    base.write("oral/empty-file.toml", b"");
    let mut terminal = Terminal::run(&[JAKREF, "--data", base.path().to_str().unwrap()]);
    terminal.until("that a base is being read", is_waiting);
    let said = |screen: &vt100::Screen, text: &str| rows(screen).iter().any(|row| row.contains(text));
    terminal.until("the fault and the end", |screen| {
        !screen.alternate_screen() && said(screen, "the file is empty") && said(screen, "exit 2")
    });
    terminal.as_found();
}

// -- however it ends

#[test]
fn q_gives_the_terminal_back() {
    let mut terminal = browsing(&[JAKREF]);
    assert!(terminal.screen().bracketed_paste());
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

#[test]
fn ctrl_c_leaves_from_anywhere_even_where_letters_are_text() {
    for before in ["", "/q", "?", "r"] {
        let mut terminal = browsing(&[JAKREF]);
        terminal.send(&format!("{before}\x03"));
        terminal.given_back(&["exit 130"]);
    }
}

#[test]
fn a_signal_gives_the_terminal_back_and_then_kills() {
    for (signal, report) in
        [(Signal::HUP, "signal 1"), (Signal::INT, "signal 2"), (Signal::QUIT, "signal 3"), (Signal::TERM, "signal 15")]
    {
        let mut terminal = browsing(&[JAKREF]);
        terminal.signal(signal);
        terminal.given_back(&[report]);
    }
}

#[test]
fn while_stopped_the_terminal_is_the_shells_and_then_the_screen_is_drawn_anew() {
    let mut terminal = browsing(&[JAKREF]);
    let before = terminal.rows();
    for stop in 1..=2 {
        terminal.signal(Signal::TSTP);
        terminal.given_back(&["stopped"].repeat(stop));
        terminal.signal(Signal::CONT);
        terminal.until("screen as before", |screen| screen.alternate_screen() && rows(screen) == before);
    }
    terminal.send("q");
    terminal.given_back(&["stopped", "stopped", "exit 0"]);
}

#[test]
fn ctrl_z_stops_the_program_even_where_letters_are_text() {
    for before in ["", "/q"] {
        let mut terminal = browsing(&[JAKREF]);
        terminal.send(&format!("{before}\x1a"));
        terminal.given_back(&["stopped"]);
        terminal.signal(Signal::CONT);
        terminal.until("screen again", |screen| screen.alternate_screen() && is_drawn_at_all(screen));
        terminal.signal(Signal::TERM);
        terminal.given_back(&["stopped", "signal 15"]);
    }
}

#[test]
fn a_size_changed_while_stopped_is_followed() {
    let mut terminal = browsing(&[JAKREF]);
    terminal.signal(Signal::TSTP);
    terminal.given_back(&["stopped"]);
    terminal.resize(132, 43);
    terminal.signal(Signal::CONT);
    terminal.until("wide screen", is_wide);
    terminal.send("q");
    terminal.given_back(&["stopped", "exit 0"]);
}

#[test]
fn a_stopped_program_can_be_killed() {
    let mut terminal = browsing(&[JAKREF]);
    terminal.signal(Signal::TSTP);
    terminal.given_back(&["stopped"]);
    terminal.signal(Signal::TERM);
    terminal.signal(Signal::CONT);
    terminal.given_back(&["stopped", "signal 15"]);
}

#[test]
fn without_its_terminal_the_program_ends() {
    let mut terminal = Terminal::led_by(&[JAKREF]);
    terminal.until("first screen", is_drawn);
    assert_eq!(terminal.vanish().signal(), Some(Signal::HUP.as_raw()));
}

#[test]
fn without_its_terminal_the_program_ends_even_where_no_signal_reports_that() {
    // Only the leader of the session is sent the signal, and this one ignores it, as shells under nohup do.
    let mut terminal = Terminal::led_by(&["sh", "-c", "trap '' HUP; \"$0\"; exit $?", JAKREF]);
    terminal.until("first screen", is_drawn);
    assert_eq!(terminal.vanish().code(), Some(128 + Signal::HUP.as_raw()));
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_told() {
    let this = std::env::current_exe().unwrap();
    let panics = ["--exact", "panics", "--ignored", "--nocapture", "--color=never"];
    let program = [&["env", "RUST_BACKTRACE=0", this.to_str().unwrap()], panics.as_slice()].concat();
    let mut terminal = Terminal::run(&program);
    terminal.until_text("exit 101");
    // Below what stood there before, and from the first column on.
    assert!(below_pid(terminal.screen()).contains(&"on purpose".to_owned()), "{:#?}", terminal.rows());
    assert!(terminal.sequences().contains("?1049h"));
    terminal.as_found();
}

/// What the program does when it has a fault; it has none that could be asked for.
#[test]
#[ignore = "another test starts it, on a terminal of its own"]
fn panics() {
    if pty::is_inside() {
        let _session = jakref::terminal::Session::begin(false).unwrap();
        panic!("on purpose");
    }
}

#[test]
fn an_unknown_terminal_is_given_back_too() {
    for program in [&["env", "TERM=dumb", JAKREF], &["env", "-uTERM", JAKREF]] {
        let mut terminal = browsing(program);
        terminal.send("q");
        terminal.given_back(&["exit 0"]);
    }
}

#[test]
fn without_a_terminal_it_says_so_in_one_line_and_nothing_else() {
    let output = Command::new(JAKREF).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("needs a terminal"), "{said}");
    // One of the two is not enough, and then the other must not be touched.
    for half in ["\"$0\" </dev/null 2>/dev/null", "\"$0\" 2>/dev/null >/dev/null"] {
        let mut terminal = Terminal::run(&["sh", "-c", half, JAKREF]);
        terminal.given_back(&["exit 2"]);
        assert!(terminal.sequences().is_empty());
    }
}

/// Reads from a terminal until a text has come.
fn read_until(master: &rustix::fd::OwnedFd, expected: &str) {
    let mut seen = String::new();
    while !seen.contains(expected) {
        let mut bytes = [0; 4096];
        let length = rustix::io::read(master, &mut bytes).unwrap();
        seen.push_str(&String::from_utf8_lossy(&bytes[..length]));
    }
}

#[test]
fn an_error_while_drawing_gives_the_keyboard_back_and_is_told() {
    // Keys from one terminal, the screen on another, which goes away.
    let (path, master) = Terminal::another();
    let mut terminal = Terminal::run(&["sh", "-c", "exec \"$0\" >\"$1\"", JAKREF, &path]);
    read_until(&master, "offline");
    drop(master);
    terminal.send("j");
    terminal.until_text("exit 2");
    assert!(terminal.screen().contents().contains("jakref: the terminal cannot be used"), "{:#?}", terminal.rows());
    terminal.as_found();
}

#[test]
fn without_home_locale_or_a_place_to_write_everything_is_there() {
    let nowhere = ["-uHOME", "-uLANG", "-uUSER", "-uXDG_CONFIG_HOME"];
    let mut terminal = Terminal::run(&[&["env", "-C", "/proc"], nowhere.as_slice(), &[JAKREF]].concat());
    terminal.until("first screen", is_drawn);
    let text = terminal.screen().contents();
    assert!(text.is_ascii(), "a locale that nobody has named shows more than ASCII: {text}");
    terminal.send("/ritl\r");
    terminal.until("page", |screen| rows(screen)[2].contains(&format!("+ {} ", named("ritl"))));
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
    // With nothing in the environment at all.
    let mut terminal = browsing(&["env", "-i", "-C", "/", JAKREF]);
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_closed_output_are_told_and_leave_the_terminal_alone() {
    // An output that is closed from the start is the null device to every Rust program, before its first line runs.
    for (redirect, report) in [(">/dev/full", "exit 2"), (">&-", "exit 0"), ("| true", "exit 0")] {
        let mut terminal = Terminal::run(&["sh", "-c", &format!("\"$0\" list {redirect}"), JAKREF]);
        terminal.until_text(report);
        terminal.as_found();
        assert!(terminal.sequences().is_empty());
    }
    // Of browsing nothing can be seen there, so it does not begin.
    let mut terminal = Terminal::run(&["sh", "-c", "\"$0\" >/dev/full", JAKREF]);
    terminal.until_text("exit 2");
    terminal.as_found();
}

#[test]
fn the_mouse_is_asked_for_only_with_the_flag_and_left_on_every_way_out() {
    let mut terminal = browsing(&[JAKREF]);
    let reports = |terminal: &Terminal| terminal.sequences().iter().filter(|s| s.starts_with("?100")).count();
    terminal.send("?\x1b/rit\x1bq");
    terminal.given_back(&["exit 0"]);
    assert_eq!(reports(&terminal), 0);
    for (way, report) in [(None, "exit 0"), (Some(Signal::TERM), "signal 15"), (Some(Signal::HUP), "signal 1")] {
        let mut terminal = browsing(&[JAKREF, "--mouse"]);
        terminal.may_use_the_mouse();
        assert_eq!(terminal.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::PressRelease);
        // Two clicks on the third drug of the list, in columns and rows from 1; it is under a heading.
        terminal.send(&"\x1b[<0;5;7M\x1b[<0;5;7m".repeat(2));
        let third = titles("oral")[2].split(' ').next().unwrap().to_owned();
        terminal.until("third page", |screen| shows_page(screen, &third));
        terminal.signal(Signal::TSTP);
        terminal.given_back(&["stopped"]);
        terminal.signal(Signal::CONT);
        terminal.until("screen as before", |screen| shows_page(screen, &third));
        assert_eq!(terminal.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::PressRelease);
        match way {
            Some(signal) => terminal.signal(signal),
            None => terminal.send("q"),
        }
        terminal.given_back(&["stopped", report]);
    }
}

// -- colours

#[test]
fn colours_are_those_the_terminal_has_and_none_where_they_are_forbidden() {
    let dark = ["--theme", "dark"];
    for (variables, flags, colours, paper) in [
        (&["TERM=xterm-256color"][..], &dark[..], "by number", vt100::Color::Idx(234)),
        (&["TERM=xterm"], &dark, "classic", vt100::Color::Idx(0)),
        (&["TERM=xterm", "JAKREF_THEME=light"], &[], "classic", vt100::Color::Idx(15)),
        (&["NO_COLOR=1"], &dark, "by number", vt100::Color::Idx(234)),
        (&["NO_COLOR=1", "JAKREF_THEME=light"], &[], "none", vt100::Color::Default),
        (&["NO_COLOR=1"], &[], "none", vt100::Color::Default),
        (&["TERM=dumb"], &[], "none", vt100::Color::Default),
        (&["CLICOLOR=0"], &[], "none", vt100::Color::Default),
        (&["CLICOLOR=0", "CLICOLOR_FORCE=1"], &[], "by number", vt100::Color::Default),
        (&["TERM=xterm-256color"], &["--theme", "dark", "--color", "never"], "none", vt100::Color::Default),
        (&["NO_COLOR=1"], &["--color", "always"], "by number", vt100::Color::Default),
    ] {
        let mut terminal = browsing(&[&["env"], variables, &[JAKREF], flags].concat());
        assert_eq!(terminal.screen().cell(23, 0).unwrap().bgcolor(), paper, "{variables:?} {flags:?}");
        assert_eq!(terminal.kinds_of_colour(), colours, "{variables:?} {flags:?}");
        // What is bold is bold whether there are colours or not.
        let bold = (0..80).any(|column| terminal.screen().cell(23, column).is_some_and(vt100::Cell::bold));
        assert!(bold || paper == vt100::Color::Idx(15), "{variables:?} {flags:?}");
        terminal.send("q");
        terminal.given_back(&["exit 0"]);
    }
    let mut terminal = Terminal::run(&["env", "JAKREF_THEME=mauve", JAKREF]);
    terminal.given_back(&[
        "jakref: JAKREF_THEME is \"mauve\", which is none of default, dark, light, high-con",
        "trast, mono",
        "exit 2",
    ]);
}

// -- what is remembered

/// The program with a settings folder, which is made when something is remembered.
fn with_settings<'a>(home: &'a str, config: &'a str) -> [&'a str; 4] {
    ["env", home, config, JAKREF]
}

#[test]
fn the_theme_is_remembered_from_run_to_run() {
    let folder = Scratch::second_base();
    let config = format!("XDG_CONFIG_HOME={}", folder.path().join("settings").display());
    let program = with_settings("HOME=/", &config);
    let file = folder.path().join("settings/jakref/settings.toml");
    let mut terminal = browsing(&program);
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
    assert!(!file.exists(), "nothing was changed");
    let mut terminal = browsing(&program);
    terminal.send("t");
    terminal.until_text("Theme: dark");
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "theme = \"dark\"\n");
    let mut terminal = browsing(&program);
    assert_eq!(terminal.screen().cell(23, 0).unwrap().bgcolor(), vt100::Color::Idx(234));
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
    // What is asked for comes before what is remembered.
    let mut terminal = browsing(&[&program[..], &["--theme", "light"]].concat());
    assert_eq!(terminal.screen().cell(23, 0).unwrap().bgcolor(), vt100::Color::Idx(231));
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "theme = \"dark\"\n");
}

#[test]
fn settings_that_cannot_be_read_or_written_are_told_of_once_and_are_no_failure() {
    let folder = Scratch::second_base();
    std::fs::create_dir_all(folder.path().join("settings/jakref")).unwrap();
    folder.write("settings/jakref/settings.toml", b"theme = \"mauve\"\n");
    for (config, told) in [("settings", "was not read"), ("safety.toml", "was not remembered")] {
        let config = format!("XDG_CONFIG_HOME={}", folder.path().join(config).display());
        let mut terminal = browsing(&with_settings("HOME=/", &config));
        terminal.send("t");
        terminal.until_text("Theme: dark");
        terminal.send("q");
        terminal.until("the end", |screen| screen.contents().contains("exit 0"));
        let said = terminal.rows().concat();
        assert_eq!(said.matches("jakref: ").count(), 1, "{said}");
        assert!(said.contains(told), "{said}");
        terminal.as_found();
    }
    assert_eq!(
        std::fs::read_to_string(folder.path().join("settings/jakref/settings.toml")).unwrap(),
        "theme = \"mauve\"\n"
    );
}

// -- links

#[test]
fn addresses_are_links_where_the_terminal_takes_them_and_colour_is_wanted() {
    let drug = named("ritl");
    let takes = ["VTE_VERSION=7000"];
    for (variables, flags, is_linked) in [
        (&takes[..], &[][..], true),
        (&[][..], &[], false),
        (&["VTE_VERSION=7000", "NO_COLOR=1"], &[], false),
        (&takes, &["--color", "never"], false),
        (&["VTE_VERSION=7000", "TERM=dumb"], &[], false),
    ] {
        let mut terminal = Terminal::run(&[&["env"], variables, &[JAKREF, "show", &drug], flags].concat());
        terminal.may_copy();
        terminal.until("the end", |screen| screen.contents().contains("exit 0"));
        let links = terminal.links();
        assert_eq!(!links.is_empty(), is_linked, "{variables:?} {flags:?}: {links:?}");
        assert!(links.iter().all(|link| link.starts_with("http")), "{links:?}");
        terminal.as_found();
    }
}

#[test]
fn o_hands_the_address_of_the_source_to_the_systems_opener() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Scratch::second_base();
    let opener = "#!/bin/sh\nprintf '%s' \"$1\" > \"$OPENED.new\" && mv \"$OPENED.new\" \"$OPENED\"\n";
    folder.write("xdg-open", opener.as_bytes());
    let script = folder.path().join("xdg-open");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("PATH={}:/usr/bin:/bin", folder.path().display());
    let opened = folder.path().join("opened");
    let told = format!("OPENED={}", opened.display());
    let mut terminal = browsing(&["env", &path, &told, "DISPLAY=:99", JAKREF]);
    terminal.send("/ritl\ro");
    terminal.until_text("handed to the system's browser");
    terminal.until("the address", |_screen| opened.exists());
    let address = std::fs::read_to_string(&opened).unwrap();
    assert!(address.starts_with("https://") && terminal.screen().contents().contains(&address[..40]), "{address}");
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
    // Without a desktop it is shown, and nothing is started.
    std::fs::remove_file(&opened).unwrap();
    let mut terminal = browsing(&["env", &path, &told, JAKREF]);
    terminal.send("/ritl\ro");
    terminal.until_text("Select an address");
    assert!(!opened.exists());
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

// -- while it lasts

#[test]
fn any_change_of_size_is_followed() {
    let mut terminal = browsing(&[JAKREF]);
    let before = terminal.rows();
    terminal.resize(132, 43);
    terminal.until("wide screen", is_wide);
    let is_too_small = |screen: &vt100::Screen| {
        let rows = rows(screen);
        rows[0] == "jakref: the window i" && rows[1..].iter().all(String::is_empty)
    };
    terminal.resize(20, 5);
    terminal.until("line for a window too small", is_too_small);
    terminal.resize(80, 24);
    terminal.until("screen as before", |screen| rows(screen) == before);
    // The line has no place for the cursor, and the shell needs one.
    terminal.resize(20, 5);
    terminal.until("line for a window too small", is_too_small);
    assert!(terminal.screen().hide_cursor());
    terminal.signal(Signal::TERM);
    terminal.given_back(&["signal 15"]);
}

#[test]
fn an_idle_program_writes_nothing_and_uses_no_processor() {
    let mut terminal = browsing(&[JAKREF]);
    let used = terminal.processor_time();
    assert_eq!(terminal.read(Duration::from_secs(2)), None);
    assert_eq!(terminal.processor_time(), used);
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

/// Presses each key and waits for its frame; the bytes each has cost, in order of size.
fn costs(keys: &[&str]) -> Vec<usize> {
    let mut terminal = browsing(&[JAKREF]);
    let mut costs = Vec::new();
    for key in keys {
        let before = terminal.count();
        terminal.send(key);
        terminal.until("frame", is_drawn_at_all);
        costs.push(terminal.count() - before);
    }
    terminal.signal(Signal::TERM);
    terminal.given_back(&["signal 15"]);
    costs.sort_unstable();
    costs
}

fn is_drawn_at_all(screen: &vt100::Screen) -> bool {
    screen.alternate_screen()
}

#[test]
fn a_key_writes_less_than_4_kilobytes_in_the_median() {
    let session = [
        "\x1b[B", "\x1b[B", "\x1b[A", "\r", "\x1b[B", "\x1b[B", "\x1b[6~", "\x1b[6~", "\x1b[5~", "+", "+", "-", "r",
        "\x1b[B", "\x1b", "/", "r", "i", "t", "l", "\r", "\x1b[6~", "f", "d", "o", "s", "e", "\r", "n", "n", "\x1b",
        "1", "2", "3", "4", "2", "\t", "?", "\x1b[6~", "\x1b", "s", "\x1b[B", "w", "t", "t", "t", "t", "t", "i",
        "\x1b",
    ];
    let costs = costs(&session);
    let median = costs[costs.len() / 2];
    eprintln!("{} keys: median {median} bytes, most {}", costs.len(), costs[costs.len() - 1]);
    assert!(median < 4_000, "{costs:?}");
}

// -- stories

#[test]
fn three_keys_and_a_name_lead_to_the_boxed_warning() {
    let name = named("ritl");
    for keys in [vec!["/", "ritl", "\r"], vec!["/ritl\r"]] {
        let mut terminal = browsing(&[JAKREF]);
        for key in keys {
            terminal.send(key);
            if key == "ritl" {
                terminal.until_text("/ ritl");
            }
        }
        terminal.until("page", |screen| shows_page(screen, &name));
        assert!(terminal.rows()[3..7].iter().any(|row| row.contains("BOXED WARNING")), "{:#?}", terminal.rows());
        terminal.send("q");
        terminal.given_back(&["exit 0"]);
    }
}

#[test]
fn from_a_reference_back_to_its_row() {
    let name = named("ritl");
    let mut terminal = browsing(&[JAKREF]);
    terminal.send("/ritl\r");
    terminal.until("page", |screen| shows_page(screen, &name));
    terminal.send("r\x1b[H\x1b[B\x1b[B");
    terminal.until("third reference", |screen| is_drawn(screen) && cursor_row(screen).contains("[3] "));
    let before = (terminal.rows(), terminal.screen().cursor_position());
    terminal.send("\r");
    terminal.until("page of the work", |screen| is_drawn(screen) && !shows_page(screen, &name));
    terminal.send("\x1b");
    terminal.until("row come from", |screen| (rows(screen), screen.cursor_position()) == before);
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

#[test]
fn from_a_reference_back_to_its_place_on_the_screen() {
    let mut terminal = browsing(&[JAKREF]);
    // Up from the last one, until the row chosen is no longer the lowest.
    terminal.send("rG\x1b[A\x1b[A");
    terminal
        .until("references", |screen| is_drawn(screen) && rows(screen).iter().any(|row| row.contains(" References ")));
    let before = (terminal.rows(), terminal.screen().cursor_position());
    terminal.send("\r");
    terminal.until("page of the work", |screen| is_drawn(screen) && rows(screen) != before.0);
    terminal.send("\x1b");
    terminal.until("place come from", |screen| (rows(screen), screen.cursor_position()) == before);
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

#[test]
fn the_number_of_a_tab_shows_it() {
    let mut terminal = browsing(&[JAKREF]);
    let kinds = ["pathophysiology", "oral", "topical", "questions", "trials", "references"];
    let knowledge = jakref::embedded::knowledge();
    for ((place, tab), kind) in Tab::all(&knowledge).into_iter().enumerate().zip(kinds) {
        let number = place + 1;
        terminal.send(&number.to_string());
        let (_tab, label) = tab.labels(&knowledge, 80).into_iter().find(|(other, _label)| *other == tab).unwrap();
        // The first row may be a heading, and trials are listed by drug.
        let titles: Vec<String> = titles(kind).iter().map(|title| title.chars().take(12).collect()).collect();
        terminal.until(&label, |screen| {
            let rows = rows(screen);
            let is_listed = titles.iter().any(|title| rows[3..5].iter().any(|row| row.contains(title)));
            is_drawn(screen) && rows[1].contains(&label) && is_listed
        });
    }
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

#[test]
fn a_question_mark_shows_the_keys_and_escape_goes_back() {
    let mut terminal = browsing(&[JAKREF]);
    let before = terminal.rows();
    terminal.send("?");
    terminal.until("keys", shows_keys);
    terminal.send("\x1b");
    terminal.until("screen as before", |screen| rows(screen) == before);
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

#[test]
fn escape_and_a_key_that_arrive_together_are_two_keys() {
    let mut terminal = browsing(&[JAKREF]);
    terminal.send("?");
    terminal.until("keys", shows_keys);
    // The help knows no 3, so both are needed.
    terminal.send("\x1b3");
    terminal.until("tab", |screen| is_drawn(screen) && rows(screen)[1].contains("[3 "));
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

#[test]
fn keys_are_read_however_many_arrive_at_once() {
    let mut terminal = browsing(&[JAKREF]);
    terminal.send(&("j".repeat(3_000) + "q"));
    terminal.given_back(&["exit 0"]);
}

#[test]
fn a_key_and_a_change_of_size_that_arrive_together_are_both_heeded() {
    let mut terminal = browsing(&[JAKREF]);
    for (columns, rows, wide) in [(132, 43, true), (80, 24, false), (132, 43, true), (80, 24, false)] {
        // While it is stopped by force it can read neither.
        terminal.signal(Signal::STOP);
        terminal.until_text("stopped");
        terminal.resize(columns, rows);
        terminal.send("?");
        terminal.signal(Signal::CONT);
        terminal.until("keys", shows_keys);
        terminal.send("?");
        terminal.until("screen of the other size", |screen| is_drawn(screen) && is_wide(screen) == wide);
    }
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

#[test]
fn pasted_text_is_text_and_never_keys() {
    let mut terminal = browsing(&[JAKREF]);
    let before = terminal.rows();
    terminal.send("\x1b[200~q1/\r\x03\x1b[201~");
    // Were it keys, the program would have ended before this one.
    terminal.send("?");
    terminal.until("keys", shows_keys);
    terminal.send("\x1b");
    terminal.until("screen as before", |screen| rows(screen) == before);
    terminal.send("/\x1b[200~q\r\x1bri\x1b[201~tl");
    terminal.until("finder with the text", |screen| cursor_row(screen).contains("/ q ritl"));
    terminal.send("\x15ritl\r");
    terminal.until("page", |screen| shows_page(screen, &named("ritl")));
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

/// Text from what it is encoded in (RFC 4648, section 4).
fn decoded(base64: &str) -> String {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<usize> = base64.trim_end_matches('=').chars().map(|c| ALPHABET.find(c).unwrap()).collect();
    let mut bytes = Vec::new();
    for four in bits.chunks(4) {
        let number = four.iter().fold(0, |number, six| number << 6 | six) << (6 * (4 - four.len()));
        bytes.extend((0..four.len() - 1).map(|place| u8::try_from(number >> (16 - 8 * place) & 0xFF).unwrap()));
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn from_find_to_the_text_in_the_terminals_clipboard() {
    let name = named("ritl");
    let mut terminal = browsing(&[JAKREF]);
    terminal.send("/ritl\r");
    terminal.until("page", |screen| shows_page(screen, &name));
    assert_eq!(terminal.handed_over(), [""; 0], "nothing is handed over unasked");
    terminal.may_copy();
    terminal.send("m\x1b[B\x1b[By");
    terminal.until_text("Sent to the terminal");
    assert!(!terminal.screen().contents().to_lowercase().contains("copied"));
    // The text is shown, to be selected where pasting fails.
    terminal.send("\x1b");
    terminal.until("page", |screen| shows_page(screen, &name));
    terminal.send("Y");
    // The second text is long; everything else of the screen stays as it is.
    terminal.until("both texts", |_screen| true);
    let texts = terminal.handed_over();
    assert_eq!(texts.len(), 2);
    let (statement, page) = (decoded(&texts[0]), decoded(&texts[1]));
    let about = Command::new(JAKREF).args(["about", "--format", "json"]).output().unwrap();
    let about: serde_json::Value = serde_json::from_slice(&about.stdout).unwrap();
    let (as_of, digest) = (about["as_of"].as_str().unwrap(), &about["sha256"].as_str().unwrap()[..12]);
    for text in [&statement, &page] {
        assert!(text.contains(&format!("As of {as_of}; jakref, knowledge base {digest}")), "{text}");
    }
    assert!(
        statement.starts_with(&name) && statement.contains(" Sources: [") && statement.lines().count() == 1,
        "{statement}"
    );
    assert!(page.starts_with(&format!("# {name}")) && page.contains("**BOXED WARNING**"), "{page}");
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

#[test]
fn gnu_screen_is_handed_a_text_in_chunks_that_it_does_not_print() {
    let mut terminal = browsing(&["env", "STY=1.pts-1.host", "TERM=screen", JAKREF]);
    terminal.may_copy();
    terminal.send("Y");
    terminal.until_text("Sent to the terminal");
    let chunks = terminal.chunks_for_screen();
    assert!(chunks.len() > 10 && chunks.iter().all(|chunk| chunk.len() < 768), "{}", chunks.len());
    let joined = chunks.concat();
    let text = joined.strip_prefix("\x1b]52;c;").and_then(|rest| rest.strip_suffix('\x07')).unwrap();
    assert!(decoded(text).contains("jakref, knowledge base"));
    terminal.send("q");
    terminal.given_back(&["exit 0"]);
}

#[test]
fn a_terminal_that_would_print_the_sequence_is_sent_none_and_shows_the_text() {
    // A multiplexer on another machine is not known by its variables, nor which of two is the nearer one.
    let unknown: [&[&str]; 4] =
        [&["TERM=linux"], &["TERM=dumb"], &["TERM=screen"], &["TERM=screen", "STY=1.pts-1.host", "TMUX=/tmp/tmux,1,0"]];
    for variables in unknown {
        let mut terminal = browsing(&[&["env"], variables, &[JAKREF]].concat());
        terminal.send("\ry");
        terminal.until_text("As of ");
        terminal.until_text("Select it here");
        assert_eq!(terminal.handed_over(), [""; 0]);
        // The text begins in the first column, so that nothing else is selected with it.
        assert!(!terminal.rows()[1].starts_with([' ', '|', '+']), "{:#?}", terminal.rows());
        terminal.send("\x1b");
        terminal.until("page", is_drawn);
        terminal.send("q");
        terminal.given_back(&["exit 0"]);
    }
}
