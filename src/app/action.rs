//! What a reader can want.
//!
//! Promises: an action is an intent, never a clock tick, a redraw or nothing at all.

use ratatui::layout::Position;

use super::tab::Tab;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Leave the program.
    Quit,
    /// Leave the program at once, as Ctrl-C does.
    Interrupt,
    /// Show a tab.
    ShowTab(Tab),
    /// Show the tab to the right.
    NextTab,
    /// Show the tab to the left.
    PreviousTab,
    /// Move.
    Travel(Motion),
    /// Into the page, or to where the selected line leads.
    Open,
    /// Back to where the reader came from.
    Back,
    /// From the page to the list.
    ToList,
    /// Find a drug or anything else.
    Find,
    /// Find words in the page.
    FindInPage,
    /// To the next place where they stand.
    NextPlace,
    /// To the place before.
    PreviousPlace,
    /// The works the page cites.
    References,
    /// What this base is: the page of the review.
    AboutBase,
    /// What has changed since the review was printed.
    Since,
    /// Mark the drug shown for a comparison, or take its mark away.
    Mark,
    /// The comparison of the marked drugs.
    Compare,
    /// The columns of the comparison to the left.
    PreviousColumns,
    /// The columns of the comparison to the right.
    NextColumns,
    /// Forward again, after going back.
    Forward,
    /// In the pathway: set off what the next drug inhibits.
    NextDrug,
    /// Say pictures in words, or draw them again.
    Words,
    /// The next theme.
    Theme,
    /// Choose what stands here, or open it if it is chosen.
    Click(Position),
    /// Scroll what stands here, down or up.
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
    /// Type a character.
    Insert(char),
    /// Remove the character before the cursor.
    DeleteBefore,
    /// Remove the character under the cursor.
    DeleteUnder,
    /// Remove the word before the cursor.
    DeleteWord,
    /// Remove everything typed.
    Clear,
    /// One character to the left.
    Left,
    /// One character to the right.
    Right,
    /// To the beginning.
    Home,
    /// To the end.
    End,
}

/// What the application cannot do itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: show the new state.
    Stay,
    /// Hand this text to a clipboard, and tell the application what became of it.
    Copy(String),
    /// End the program.
    Quit,
    /// End the program as an interrupt does.
    Interrupt,
}
