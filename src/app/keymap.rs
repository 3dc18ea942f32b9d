//! What a reader can ask for, and which key asks for it where: one table for the dispatcher, the footer, the help and the README.
//!
//! Promises: in one mode no key means two things; every action has a key that is no letter of vi, and one without Control or Alt.
//! An action is what a reader wants, never a clock tick or a redraw.

use ratatui::layout::Position;

use crate::page::{self, Block, Columns, Role, Span, Table};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Leave the program.
    Quit,
    /// Leave the program at once, as Ctrl-C does.
    Interrupt,
    /// Show the tab of a number, counted from 0.
    ShowTab(usize),
    /// Show the tab to the right.
    NextTab,
    /// Show the tab to the left.
    PreviousTab,
    /// Move.
    Move(Motion),
    /// Into the page, or to where the selected line leads.
    Open,
    /// Back to where the reader came from.
    Back,
    /// From the page to the list, or first from an open section to its heading.
    ToList,
    /// Open every section of the page, or fold them.
    ToggleSections,
    /// List the sections of the page, to go to one.
    Sections,
    /// Go to the section that a letter names in their list.
    ToSection(char),
    /// Find a drug or anything else.
    Find,
    /// Find words in the page.
    FindInPage,
    /// To the next match of the words.
    NextMatch,
    /// To the match before.
    PreviousMatch,
    /// The works the page cites.
    References,
    /// What this base is: the page of the review.
    AboutBase,
    /// What has changed since the review was printed.
    Since,
    /// Which regulator has approved which drug.
    Approvals,
    /// The first source of the selected statement in the browser, and the addresses of all.
    Addresses,
    /// Mark the drug shown for a comparison, or remove its mark.
    Mark,
    /// The comparison of the marked drugs.
    Compare,
    /// The columns of the comparison to the left.
    PreviousColumns,
    /// The columns of the comparison to the right.
    NextColumns,
    /// Forward again, after going back.
    Forward,
    /// In the pathway: highlight what the next drug acts on.
    NextDrug,
    /// Write pictures in sentences, or draw them again.
    Words,
    /// The next theme.
    Theme,
    /// Select what is here, or open it if it is selected.
    Click(Position),
    /// Scroll what is here, down or up.
    Wheel {
        /// Where the pointer is.
        at: Position,
        /// Down, or else up.
        down: bool,
    },
    /// Copy the selected statement as text.
    CopyStatement,
    /// Copy the page as Markdown.
    CopyPage,
    /// The keys.
    Help,
    /// Change what is typed.
    Edit(Edit),
}

/// A way to move in a list, a page or the hits of the finder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motion {
    /// The row or statement above.
    Up,
    /// The row or statement below.
    Down,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// Half a screen up.
    HalfUp,
    /// Half a screen down.
    HalfDown,
    /// The beginning.
    First,
    /// The end.
    Last,
    /// The next heading of the page.
    NextSection,
    /// The heading before.
    PreviousSection,
}

/// A way to change a line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    Insert(char),
    DeleteBefore,
    /// Remove the character under the cursor.
    DeleteUnder,
    /// Remove the word before the cursor.
    DeleteWord,
    /// Remove everything typed.
    Clear,
    Left,
    Right,
    Home,
    End,
}

/// A key, free of the terminal's way of reporting it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, as the keyboard layout gives it.
    Char(char),
    /// A letter with Control.
    Ctrl(char),
    Enter,
    Esc,
    Tab,
    /// Tab with Shift.
    BackTab,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    /// A function key, from 1.
    F(u8),
}

impl Key {
    /// The key as help names it.
    pub fn name(self) -> String {
        match self {
            Self::Char(' ') => "Space".to_owned(),
            Self::Char(c) => c.to_string(),
            Self::Ctrl(c) => format!("Ctrl-{}", c.to_ascii_uppercase()),
            Self::Enter => "Enter".to_owned(),
            Self::Esc => "Esc".to_owned(),
            Self::Tab => "Tab".to_owned(),
            Self::BackTab => "Shift-Tab".to_owned(),
            Self::Backspace => "Backspace".to_owned(),
            Self::Delete => "Delete".to_owned(),
            Self::Left => "Left".to_owned(),
            Self::Right => "Right".to_owned(),
            Self::Up => "Up".to_owned(),
            Self::Down => "Down".to_owned(),
            Self::Home => "Home".to_owned(),
            Self::End => "End".to_owned(),
            Self::PageUp => "PageUp".to_owned(),
            Self::PageDown => "PageDown".to_owned(),
            Self::F(number) => format!("F{number}"),
        }
    }
}

/// What the keys act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    List,
    Page,
    Comparison,
    /// The pathway, with its drawing.
    Pathway,
    References,
    /// The finder, where letters are text.
    Finder,
    /// The words to find in the page, where letters are text.
    FindInPage,
    Help,
    /// The list of the sections of the page, where letters name them.
    Sections,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 9] = [
        Self::List,
        Self::Page,
        Self::Comparison,
        Self::Pathway,
        Self::References,
        Self::Finder,
        Self::FindInPage,
        Self::Help,
        Self::Sections,
    ];

    /// The mode as help names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Page => "page",
            Self::Comparison => "comparison",
            Self::Pathway => "pathway",
            Self::References => "references",
            Self::Finder => "find",
            Self::FindInPage => "find in page",
            Self::Help => "keys",
            Self::Sections => "sections",
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Binding {
    /// What is done.
    pub action: Action,
    /// The keys that do it, the one to show first.
    pub keys: &'static [Key],
    /// Where they do it.
    pub modes: &'static [Mode],
    /// What is done, for the help.
    pub help: &'static str,
    /// A word for the footer and its rank there; a low rank stays when room is short. First come the keys that find a sentence and
    /// its source, then those that lead back, last what can wait.
    pub footer: Option<(&'static str, u8)>,
}

use Key::{BackTab, Backspace, Char, Ctrl, Delete, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Up};
use Mode::{Comparison, FindInPage, Finder, Help, List, Page, Pathway, References, Sections};

const DIGITS: [Key; 9] =
    [Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9')];
const READING: &[Mode] = &[List, Page, Comparison, Pathway, References];
/// Where a page is shown.
const PAGES: &[Mode] = &[List, Page, Comparison, Pathway];
const ANYWHERE: &[Mode] = &Mode::ALL;
/// Where letters are text.
const TYPING: &[Mode] = &[Finder, FindInPage];
const SCROLLING: &[Mode] = &[List, Page, Comparison, Pathway, References, Help, Sections];

/// Every binding.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    Binding { action: Action::Move(Motion::Up), keys: &[Up, Char('k')], modes: SCROLLING, help: "the row or statement above", footer: None },
    Binding { action: Action::Move(Motion::Up), keys: &[Up], modes: &[Finder], help: "the hit above", footer: None },
    Binding { action: Action::Move(Motion::Down), keys: &[Down, Char('j')], modes: SCROLLING, help: "the row or statement below", footer: None },
    Binding { action: Action::Move(Motion::Down), keys: &[Down], modes: &[Finder], help: "the hit below", footer: Some(("choose", 1)) },
    Binding { action: Action::Move(Motion::PageUp), keys: &[PageUp, Ctrl('b')], modes: ANYWHERE, help: "a screen up; in the list, of the page", footer: None },
    Binding { action: Action::Move(Motion::PageDown), keys: &[PageDown, Ctrl('f')], modes: ANYWHERE, help: "a screen down; in the list, of the page", footer: None },
    Binding { action: Action::Move(Motion::PageDown), keys: &[Char(' ')], modes: &[Page, Comparison, Pathway, References, Help], help: "a screen down", footer: None },
    Binding { action: Action::Move(Motion::HalfUp), keys: &[Ctrl('u'), Char('(')], modes: SCROLLING, help: "half a screen up", footer: None },
    Binding { action: Action::Move(Motion::HalfDown), keys: &[Ctrl('d'), Char(')')], modes: SCROLLING, help: "half a screen down", footer: None },
    Binding { action: Action::Move(Motion::First), keys: &[Home, Char('g')], modes: SCROLLING, help: "the beginning", footer: None },
    Binding { action: Action::Move(Motion::Last), keys: &[End, Char('G')], modes: SCROLLING, help: "the end", footer: None },
    Binding { action: Action::Edit(Edit::Home), keys: &[Home], modes: TYPING, help: "the beginning of the text", footer: None },
    Binding { action: Action::Edit(Edit::End), keys: &[End], modes: TYPING, help: "the end of the text", footer: None },
    Binding { action: Action::Move(Motion::NextSection), keys: &[Char('+'), Char(']')], modes: &[List, Page, Comparison, Pathway], help: "the next section of the page", footer: Some(("section", 4)) },
    Binding { action: Action::Move(Motion::PreviousSection), keys: &[Char('-'), Char('[')], modes: &[List, Page, Comparison, Pathway], help: "the section before", footer: None },
    Binding { action: Action::Open, keys: &[Enter, Right, Char('l')], modes: &[List], help: "into the page", footer: Some(("read", 2)) },
    Binding { action: Action::Open, keys: &[Enter, Right, Char('l')], modes: &[Page, Pathway], help: "open the section, or where the line leads, or the sources of the statement", footer: Some(("open", 2)) },
    Binding { action: Action::Open, keys: &[Enter], modes: &[Comparison, References, Finder], help: "open the page of the line; of a comparison, the cell in full", footer: Some(("open", 2)) },
    Binding { action: Action::Back, keys: &[Esc], modes: ANYWHERE, help: "back to where you came from; never leaves jakref", footer: Some(("back", 3)) },
    Binding { action: Action::Back, keys: &[Backspace], modes: SCROLLING, help: "back to where you came from", footer: None },
    Binding { action: Action::Forward, keys: &[Char('>')], modes: READING, help: "forward again, after going back", footer: None },
    Binding { action: Action::PreviousColumns, keys: &[Left, Char('h')], modes: &[Comparison], help: "the drug to the left", footer: None },
    Binding { action: Action::NextColumns, keys: &[Right, Char('l')], modes: &[Comparison], help: "the drug to the right", footer: Some(("drug", 1)) },
    Binding { action: Action::NextDrug, keys: &[Char('d')], modes: &[Pathway], help: "highlight what the next drug acts on", footer: Some(("drug", 1)) },
    Binding { action: Action::CopyStatement, keys: &[Char('y')], modes: &[Page, Comparison, Pathway, References], help: "copy the selected statement with its sources, in one line", footer: Some(("copy", 5)) },
    Binding { action: Action::CopyPage, keys: &[Char('Y')], modes: READING, help: "copy the page as Markdown", footer: None },
    Binding { action: Action::Words, keys: &[Char('w')], modes: READING, help: "write plots and diagrams in sentences; again to draw them", footer: None },
    Binding { action: Action::Theme, keys: &[Char('t')], modes: SCROLLING, help: "the next theme: default, dark, light, high-contrast, mono", footer: None },
    Binding { action: Action::Mark, keys: &[Char(' '), Char('m')], modes: &[List], help: "mark a drug for a comparison; again to remove the mark", footer: Some(("mark", 3)) },
    Binding { action: Action::Mark, keys: &[Char('m')], modes: &[Page], help: "mark the drug of the page for a comparison", footer: None },
    Binding { action: Action::Compare, keys: &[Char('c')], modes: READING, help: "compare the two to four drugs that are marked", footer: Some(("compare", 5)) },
    Binding { action: Action::ToList, keys: &[Left, Char('h')], modes: &[Page, Pathway, References], help: "fold the section, or else to the list", footer: None },
    Binding { action: Action::Sections, keys: &[Char('x')], modes: PAGES, help: "list the sections of the page, to go to one with its letter", footer: Some(("sections", 3)) },
    Binding { action: Action::Open, keys: &[Enter], modes: &[Sections], help: "to the section", footer: Some(("go there", 1)) },
    Binding { action: Action::ToggleSections, keys: &[Char('z')], modes: &[List, Page], help: "open all sections of the page; again to fold them", footer: Some(("all sections", 4)) },
    Binding { action: Action::Find, keys: &[Char('/'), Ctrl('k')], modes: READING, help: "find a drug, trial, reference, topic or word", footer: Some(("find", 0)) },
    Binding { action: Action::FindInPage, keys: &[Char('f')], modes: &[Page, Comparison, Pathway], help: "find words in this page", footer: Some(("in page", 3)) },
    Binding { action: Action::FindInPage, keys: &[Char('f')], modes: &[List], help: "find words in the page next to the list", footer: Some(("in page", 7)) },
    Binding { action: Action::NextMatch, keys: &[F(3), Char('n')], modes: PAGES, help: "the next match of the words last searched for", footer: None },
    Binding { action: Action::PreviousMatch, keys: &[F(2), Ctrl('p'), Char('N')], modes: PAGES, help: "the match before", footer: None },
    Binding { action: Action::NextMatch, keys: &[Down, F(3)], modes: &[FindInPage], help: "the next match in the page", footer: Some(("next", 1)) },
    Binding { action: Action::PreviousMatch, keys: &[Up, F(2), Ctrl('p')], modes: &[FindInPage], help: "the match before in the page", footer: None },
    Binding { action: Action::Open, keys: &[Enter], modes: &[FindInPage], help: "read on from this match", footer: Some(("read here", 2)) },
    Binding { action: Action::References, keys: &[Char('r')], modes: READING, help: "the works the page cites; again to leave them", footer: Some(("references", 1)) },
    Binding { action: Action::AboutBase, keys: &[Char('i')], modes: READING, help: "what this base is, and the review it began from", footer: Some(("about", 7)) },
    Binding { action: Action::Since, keys: &[Char('s')], modes: READING, help: "what has changed since the review was printed", footer: Some(("since", 8)) },
    Binding { action: Action::Approvals, keys: &[Char('a')], modes: READING, help: "which regulator has approved which drug", footer: Some(("approvals", 6)) },
    Binding { action: Action::Addresses, keys: &[Char('o')], modes: &[Page, Comparison, Pathway, References], help: "open the source of the statement, and show the addresses of all its sources", footer: None },
    Binding { action: Action::ShowTab(0), keys: &DIGITS, modes: READING, help: "the tab of that number", footer: None },
    Binding { action: Action::NextTab, keys: &[Key::Tab], modes: READING, help: "the next tab", footer: Some(("tab", 5)) },
    Binding { action: Action::PreviousTab, keys: &[BackTab, Char('b')], modes: READING, help: "the tab before", footer: None },
    Binding { action: Action::Help, keys: &[Char('?'), F(1)], modes: SCROLLING, help: "the keys; again to leave them", footer: Some(("keys", 1)) },
    Binding { action: Action::Help, keys: &[F(1)], modes: &[Finder], help: "the keys", footer: None },
    Binding { action: Action::Quit, keys: &[Char('q')], modes: SCROLLING, help: "leave jakref", footer: Some(("quit", 6)) },
    Binding { action: Action::Interrupt, keys: &[Ctrl('c'), F(10)], modes: ANYWHERE, help: "leave jakref at once", footer: None },
    Binding { action: Action::Edit(Edit::Left), keys: &[Left], modes: TYPING, help: "a character to the left", footer: None },
    Binding { action: Action::Edit(Edit::Right), keys: &[Right], modes: TYPING, help: "a character to the right", footer: None },
    Binding { action: Action::Edit(Edit::DeleteBefore), keys: &[Backspace, Ctrl('h')], modes: TYPING, help: "remove the character before the cursor", footer: None },
    Binding { action: Action::Edit(Edit::DeleteUnder), keys: &[Delete], modes: TYPING, help: "remove the character under the cursor", footer: None },
    Binding { action: Action::Edit(Edit::DeleteWord), keys: &[Ctrl('w'), F(5)], modes: TYPING, help: "remove the word before the cursor", footer: None },
    Binding { action: Action::Edit(Edit::Clear), keys: &[Ctrl('u'), F(4)], modes: TYPING, help: "remove everything typed", footer: Some(("clear", 4)) },
];

/// What a key asks for in a mode; `None` where it means nothing. Where text is typed a character without a binding is text; in the list of
/// sections it names one.
pub fn resolve(mode: Mode, key: Key) -> Option<Action> {
    let bound = BINDINGS
        .iter()
        .find(|binding| binding.modes.contains(&mode) && binding.keys.contains(&key))
        .map(|binding| binding.action);
    match (bound, mode, key) {
        (None, Mode::Finder | Mode::FindInPage, Key::Char(c)) => Some(Action::Edit(Edit::Insert(c))),
        (None, Mode::Sections, Key::Char(c)) => Some(Action::ToSection(c)),
        (Some(Action::ShowTab(_)), _, Key::Char(digit)) => Some(Action::ShowTab(digit as usize - '1' as usize)),
        (bound, _, _) => bound,
    }
}

/// The bindings that the footer of a mode shows, the most important first.
pub fn footer(mode: Mode) -> Vec<&'static Binding> {
    let mut shown: Vec<&Binding> =
        BINDINGS.iter().filter(|binding| binding.footer.is_some() && binding.modes.contains(&mode)).collect();
    shown.sort_by_key(|binding| binding.footer.map(|(_word, rank)| rank));
    shown
}

/// The table of keys as rows of keys, modes and meaning.
pub fn table() -> Vec<[String; 3]> {
    BINDINGS
        .iter()
        .map(|binding| {
            let keys: Vec<String> = binding.keys.iter().map(|key| key.name()).collect();
            let modes: Vec<&str> = binding.modes.iter().map(|mode| mode.name()).collect();
            let modes = if modes.len() == Mode::ALL.len() { "everywhere".to_owned() } else { modes.join(", ") };
            [keys.join(", "), modes, binding.help.to_owned()]
        })
        .collect()
}

/// The page of help: the keys that are needed most, the marks, and then every binding.
pub fn help_page() -> page::Page {
    let cell = |role: Role, text: String| vec![Span::new(role, text)];
    let short = SHORT_HELP.iter().map(|[left, right]| {
        let half = |(actions, words): &(&[Action], &str)| {
            [cell(Role::Label, names_of(actions)), cell(Role::Plain, (*words).to_owned())]
        };
        [half(left), half(right)].concat()
    });
    let short = Table {
        head: ["Move", "", "Do", ""].map(str::to_owned).to_vec(),
        rows: short.collect(),
        columns: Columns::RowHeader,
    };
    let mut blocks = vec![Block::table(short), Block::heading("Marks")];
    for (mark, meaning) in MARKS {
        let spans = vec![Span::new(Role::Label, *mark), Span::new(Role::Plain, format!(" {meaning}"))];
        blocks.push(Block::bullet(spans));
    }
    let rows = table()
        .into_iter()
        .map(|[keys, modes, help]| vec![cell(Role::Label, keys), cell(Role::Plain, help), cell(Role::Plain, modes)]);
    let head = ["Key", "What it does", "Where"].map(str::to_owned).to_vec();
    let table = Table { head, rows: rows.collect(), columns: Columns::RowHeader };
    blocks.extend([Block::heading("Every key"), Block::table(table)]);
    page::Page::new("Keys", blocks)
}

/// The first keys of some actions, as they are while a page is read.
fn names_of(actions: &[Action]) -> String {
    let name = |action: &Action| {
        let binding = BINDINGS.iter().find(|binding| binding.action == *action);
        binding.expect("every action that the help names has a key").keys[0].name()
    };
    actions.iter().map(name).collect::<Vec<_>>().join(" ")
}

/// Some actions and what their keys do.
type HelpCell = (&'static [Action], &'static str);

/// The rows of the short help: how to move, and what to do.
#[rustfmt::skip]
const SHORT_HELP: &[[HelpCell; 2]] = &[
    [(&[Action::Move(Motion::Up), Action::Move(Motion::Down)], "row, statement"), (&[Action::Find], "find drug, trial, word")],
    [(&[Action::Open], "open"), (&[Action::FindInPage, Action::NextMatch], "find in page, next match")],
    [(&[Action::Back, Action::Forward], "back, forward"), (&[Action::Mark, Action::Compare], "mark drugs, compare them")],
    [(&[Action::Move(Motion::PageUp), Action::Move(Motion::PageDown)], "a screen"), (&[Action::CopyStatement, Action::CopyPage], "copy statement, page")],
    [(&[Action::Move(Motion::HalfUp), Action::Move(Motion::HalfDown)], "half a screen"), (&[Action::References, Action::Addresses], "sources, their addresses")],
    [(&[Action::Move(Motion::First), Action::Move(Motion::Last)], "beginning, end"), (&[Action::Approvals, Action::Since], "approvals, what changed")],
    [(&[Action::Move(Motion::NextSection), Action::Move(Motion::PreviousSection)], "section"), (&[Action::Words, Action::Theme], "words for plots, colours")],
    [(&[Action::NextTab], "tab; or its number"), (&[Action::Quit, Action::Interrupt], "leave")],
];

const MARKS: &[(&str, &str)] = &[
    ("[3]", "source 3 of the page; [3*] second-hand: check the original"),
    ("●", "approved in that region; \".\" no approval found in the sources read"),
    ("SUPERSEDED", "no longer holds; the date and what holds now are with it"),
    ("LOCAL", "a note of the clinic, not of the base"),
    ("Computed", "calculated by jakref from the counts, not reported"),
    ("not found", "was looked for in the sources read, and is not in them"),
];
