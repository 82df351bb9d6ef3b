//! Pictures of what the program prints, kept in `docs/img/` and kept true.
//!
//! A picture that is no longer what the program prints fails its test; run
//! the tests with `TIDINGS_BLESS=1` to draw it again, and look at it before
//! it is committed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::kit::Sandbox;
use crate::kit::svg::{DARK, LIGHT, draw};

/// A picture in a folder, once for light paper and once for dark.
pub(crate) struct Picture {
    folder: PathBuf,
    name: &'static str,
    title: &'static str,
}

impl Picture {
    /// Names a picture of the project: `docs/img/<name>-light.svg` and
    /// `-dark.svg`. `title` is for those who cannot see it.
    pub(crate) fn new(name: &'static str, title: &'static str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/img");
        Self {
            folder,
            name,
            title,
        }
    }

    /// Checks that the picture shows what was printed, or draws it when
    /// `TIDINGS_BLESS` is 1.
    #[track_caller]
    pub(crate) fn shows(&self, printed: &str) {
        let bless = std::env::var_os("TIDINGS_BLESS").is_some_and(|value| value == "1");
        self.compare(printed, bless);
    }

    #[track_caller]
    fn compare(&self, printed: &str, bless: bool) {
        for theme in [&LIGHT, &DARK] {
            let path = self
                .folder
                .join(format!("{}-{}.svg", self.name, theme.name));
            let drawn = draw(printed, self.title, theme);
            if bless {
                fs::create_dir_all(&self.folder).expect("the project's folder is writable");
                fs::write(&path, drawn).expect("the project's folder is writable");
                continue;
            }
            let kept = fs::read_to_string(&path).unwrap_or_default();
            assert!(
                kept == drawn,
                "{} no longer shows what the program prints; draw it again with \
                 TIDINGS_BLESS=1 and look at it",
                path.display()
            );
        }
    }
}

/// The parts of a digest that fill the first screen: the state of the team,
/// what needs attention, what had better be talked over, and the table of
/// members.
const FIRST_SCREEN: usize = 4;

#[test]
fn the_picture_on_the_first_page_is_the_demos_digest() {
    let sandbox = Sandbox::new();
    let run = sandbox.tidings(&["demo", "--color", "always"]);
    let demo = run.env("COLUMNS", "100").run().ok();
    let parts: Vec<_> = demo.stdout().split("\n\n").take(FIRST_SCREEN).collect();
    let screen = parts.join("\n\n") + "\n";
    for part in ["Team Quill", "Needs attention", "Talk it over", "Member"] {
        assert!(
            screen.contains(part),
            "{part} is not on the first screen:\n{screen}"
        );
    }
    let title = "The digest of a team's week on a terminal: the state of the team in a line, \
                 what needs attention, what had better be talked over, and what each member did";
    Picture::new("digest", title).shows(&screen);
}

#[test]
fn a_picture_is_drawn_when_blessed_and_compared_when_not() {
    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    let picture = Picture {
        folder: folder.path().join("img"),
        ..Picture::new("sample", "A sample")
    };
    picture.compare("one\n", true);
    picture.shows("one\n");
    let names = fs::read_dir(&picture.folder).expect("it was drawn").count();
    assert_eq!(names, 2);
    let differs = std::panic::catch_unwind(|| picture.compare("two\n", false));
    let said = differs.expect_err("another text is another picture");
    let said = said.downcast_ref::<String>().expect("it says why");
    assert!(said.contains("sample-light.svg") && said.contains("TIDINGS_BLESS=1"));
}
