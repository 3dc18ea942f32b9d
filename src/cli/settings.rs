//! What is remembered from run to run: the theme.
//!
//! Promises: one small file in the settings folder of the user, written whole or not at all, and only when the reader has changed the
//! theme on the screen. A place that cannot be read or written is no failure: it is reported once, and the program goes on. Other keys and
//! remarks in the file stay as they are. Without HOME there is no folder: a static program must not ask
//! the C library for it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

use etcetera::BaseStrategy;
use toml::de::DeTable;

use crate::app::ThemeName;
use crate::knowledge::visible;

/// The largest file that is read: no settings are larger.
const MOST_BYTES: u64 = 64 * 1024;

/// Where the settings are; `None` where there is no settings folder.
pub(super) fn path() -> Option<PathBuf> {
    if cfg!(unix) && env::var_os("HOME").is_none_or(|home| !Path::new(&home).is_absolute()) {
        return None;
    }
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("jakref").join("settings.toml"))
}

/// The theme that is remembered; `None` if there is none.
///
/// # Errors
/// A sentence, if the file cannot be read or names no theme.
pub(super) fn theme(path: &Path) -> Result<Option<ThemeName>, String> {
    let message = |why: &dyn std::fmt::Display| format!("{} was not read: {why}", visible(&path.display().to_string()));
    let Some(text) = read(path).map_err(|error| message(&error))? else { return Ok(None) };
    let settings = DeTable::parse(&text).map_err(|error| message(&error.message()))?;
    let Some(theme) = settings.get_ref().get("theme") else { return Ok(None) };
    let named = theme.get_ref().as_str().and_then(ThemeName::from_word);
    let names = ThemeName::ALL.map(ThemeName::word).join(", ");
    named.map(Some).ok_or_else(|| message(&format!("theme is none of {names}")))
}

/// The text of the file; `None` if there is no file.
fn read(path: &Path) -> io::Result<Option<String>> {
    // A pipe or a device of that name would be waited for.
    match fs::metadata(path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
        Ok(found) if !found.is_file() || found.len() > MOST_BYTES => Err(io::Error::other("it is no file of settings")),
        Ok(_) => fs::read_to_string(path).map(Some),
    }
}

/// Remembers a theme.
///
/// # Errors
/// If the file cannot be read or written, or is not TOML; then it is as it was.
pub(super) fn remember(path: &Path, theme: ThemeName) -> Result<(), String> {
    let message = |why: &dyn std::fmt::Display| {
        format!("the theme was not remembered in {}: {why}", visible(&path.display().to_string()))
    };
    let known = read(path).map_err(|error| message(&error))?.unwrap_or_default();
    DeTable::parse(&known).map_err(|error| message(&error.message()))?;
    // A key of that name in a table further down is another one.
    let tables = known.split_inclusive('\n').take_while(|line| !line.starts_with('[')).map(str::len).sum();
    let (top, tables) = known.split_at(tables);
    let is_theme = |line: &&str| line.split('=').next().is_some_and(|key| key.trim() == "theme");
    let others: String = top.split_inclusive('\n').filter(|line| !is_theme(line)).chain([tables]).collect();
    write(path, &format!("theme = \"{}\"\n{others}", theme.word())).map_err(|error| message(&error))
}

/// Writes a file under another name and moves it to its place, so that it is there whole or as it was.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().expect("the file is in a folder of its own");
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{remember, theme};
    use crate::app::ThemeName;

    #[test]
    fn a_theme_is_remembered_and_what_else_is_in_the_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jakref").join("settings.toml");
        assert_eq!(theme(&path), Ok(None));
        remember(&path, ThemeName::Dark).unwrap();
        assert_eq!(theme(&path), Ok(Some(ThemeName::Dark)));
        fs::write(&path, "# mine\ntheme = \"dark\"\n\n[later]\ntheme = 1\n").unwrap();
        remember(&path, ThemeName::Light).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "theme = \"light\"\n# mine\n\n[later]\ntheme = 1\n");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "something else was left there");
    }

    #[test]
    fn a_file_that_cannot_be_understood_is_reported_and_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        for text in ["theme = ", "theme = \"mauve\"", "theme = 3"] {
            fs::write(&path, text).unwrap();
            assert!(theme(&path).unwrap_err().contains("was not read"), "{text}");
        }
        fs::write(&path, "theme = ").unwrap();
        assert!(remember(&path, ThemeName::Dark).unwrap_err().contains("was not remembered"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "theme = ");
        assert!(theme(folder.path()).is_err(), "a folder is no file");
        assert!(remember(&path.join("below"), ThemeName::Dark).is_err());
    }
}
