use std::fs;

use super::Page;

/// A file of the project that the program writes.
pub(super) struct Kept {
    path: String,
}

impl Kept {
    /// Names a file by its path from the root of the project.
    pub(super) fn at(path: impl Into<String>) -> Self {
        Self { path: path.into() }
    }

    /// Checks that the file holds what the program wrote, or writes it there
    /// when `TIDINGS_BLESS` is 1.
    #[track_caller]
    pub(super) fn holds(&self, written: &str) {
        let path = Page::root().join(&self.path);
        if is_blessing() {
            let folder = path.parent().expect("a file of the project has a folder");
            fs::create_dir_all(folder).expect("the project's folder is writable");
            fs::write(&path, written).expect("the project's folder is writable");
            return;
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        let kept = kept.replace("\r\n", "\n");
        let differs = kept.lines().zip(written.lines()).find(|(a, b)| a != b);
        assert!(
            kept == written,
            "{} is not what the program writes; write it again with TIDINGS_BLESS=1 and look \
             at it; the first difference: {differs:?}",
            self.path
        );
    }

    /// Checks that the file holds `written` between a line that has `start`
    /// and the next line that has `end`, or writes it there.
    #[track_caller]
    pub(super) fn holds_between(&self, start: &str, end: &str, written: &str) {
        let path = Page::root().join(&self.path);
        let text = fs::read_to_string(&path).unwrap_or_default();
        let text = text.replace("\r\n", "\n");
        let whole = replace_between(&text, start, end, written)
            .unwrap_or_else(|| panic!("{} has no {start} with {end} behind it", self.path));
        self.holds(&whole);
    }
}

/// Returns whether the tests are to write what they would compare.
pub(super) fn is_blessing() -> bool {
    std::env::var_os("TIDINGS_BLESS").is_some_and(|value| value == "1")
}

fn replace_between(text: &str, start: &str, end: &str, written: &str) -> Option<String> {
    let from = text.find(start)?;
    let from = from + text[from..].find('\n')? + 1;
    let to = from + text[from..].find(end)?;
    Some(format!("{}{written}{}", &text[..from], &text[to..]))
}

#[test]
fn only_what_stands_between_is_replaced() {
    let text = "a\n<!-- x -->\nold\n<!-- /x -->\nb\n";
    let new = replace_between(text, "<!-- x", "<!-- /x", "new\n");
    let want = "a\n<!-- x -->\nnew\n<!-- /x -->\nb\n";
    assert_eq!(new.as_deref(), Some(want));
    assert_eq!(replace_between(text, "<!-- y", "<!-- /x", ""), None);
}
