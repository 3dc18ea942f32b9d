//! Closed vocabularies: enums whose words in a data file are declared in one table.
//!
//! Promises: every variant has exactly one word, and `ALL` holds every variant in the order of the table.

/// An enum that is written as a word in a data file.
pub trait Vocabulary: Copy + Sized + 'static {
    /// Every value, in the order of its table.
    const ALL: &'static [Self];
    /// What the vocabulary is called in a message.
    const NAME: &'static str;

    /// The word for the value.
    fn word(self) -> &'static str;

    /// The value of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// Declares an enum and its words in one table.
macro_rules! vocabulary {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// Every value, in the order of its table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for the value in a data file and in JSON.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl $crate::knowledge::Vocabulary for $name {
            const ALL: &'static [Self] = Self::ALL;
            const NAME: &'static str = stringify!($name);

            fn word(self) -> &'static str {
                self.word()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

pub(crate) use vocabulary;
