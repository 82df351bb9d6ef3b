//! Posts that end before they are saved, and what is left of them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::team::Team;

/// What kills the post as it is about to move the branch.
const KILLER: &str = "\
#!/bin/sh
test \"$1\" = prepared || exit 0
if test -r /proc/$PPID/stat; then
  read -r _ _ _ poster _ < /proc/$PPID/stat
else
  poster=$(ps -o ppid= -p $PPID)
fi
kill -KILL $poster
exit 1
";

impl Team {
    /// Returns where the words of posts are kept until they are saved.
    fn posting(&self) -> PathBuf {
        self.repo.join(".git/tidings/posting")
    }

    /// Returns the files there.
    fn words(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.posting()).into_iter().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("one").path()).collect();
        paths.sort();
        paths
    }

    /// Runs a post that is killed before the branch moves.
    fn kill(&self, args: &[&str], stdin: &str) {
        let hook = self.repo.join(".git/hooks/reference-transaction");
        fs::create_dir_all(self.repo.join(".git/hooks")).expect("the sandbox is writable");
        fs::write(&hook, KILLER).expect("the sandbox is writable");
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&hook, executable).expect("ours");
        let said = self.post(args).stdin(stdin).run();
        assert_eq!(said.status(), None, "it was not killed: {said}");
        fs::remove_file(hook).expect("ours");
    }
}

#[test]
fn what_a_killed_post_said_is_kept_told_of_and_goes_on() {
    for (args, stdin) in [
        (&["--no-input", "Typed for an hour", "-n", "More"][..], ""),
        (&["-f", "-"], "- Typed for an hour\n## Next\n- More\n"),
    ] {
        let team = Team::new();
        team.post(&["Before"]).run().ok();
        team.kill(args, stdin);
        let kept = team.words();
        assert_eq!(kept.len(), 1, "{kept:?}");
        let path = kept[0].to_str().expect("a path");
        let hint = format!("tidings post --for 2026-11-23 -f {path}");
        team.tidings(&["status"]).run().ok().notes(&hint);
        let other = team.post(&["Something else"]).run().ok();
        other.notes("was cut off before it was saved").notes(&hint);
        team.post(&["--for", "2026-11-23", "-f", path]).run().ok();
        assert_eq!(
            team.texts(23, "done"),
            ["Before", "Something else", "Typed for an hour"]
        );
        assert_eq!(team.texts(23, "next"), ["More"]);
        assert_eq!(team.words(), [""; 0].map(PathBuf::from));
    }
}

#[test]
fn what_the_log_says_by_now_is_removed_without_a_word() {
    let team = Team::new();
    let says = ["--no-input", "Said", "-n", "Planned", "--note", "Noted"];
    team.kill(&says, "");
    let kept = team.words();
    let words = fs::read(&kept[0]).expect("they are kept");
    // The same post once more.
    let said = team.post(&says).run().ok();
    assert!(!said.stderr().contains("cut off"), "{said}");
    assert!(team.words().is_empty(), "{:?}", team.words());
    // One that was killed when its commit was there.
    fs::write(&kept[0], words).expect("the sandbox is writable");
    let said = team.tidings(&["status"]).run().ok();
    assert!(!said.stderr().contains("cut off"), "{said}");
    assert!(team.words().is_empty(), "{:?}", team.words());
}

#[test]
fn nothing_is_left_of_a_post_that_is_saved_tried_or_mended() {
    let team = Team::new();
    team.post(&["Saved"]).run().ok();
    team.post(&["Tried", "--dry-run"]).run().ok();
    team.post(&["--did", "zzzz", "Slipped"]).run().code(1);
    assert!(team.words().is_empty(), "{:?}", team.words());
    // What cannot be posted is a draft, which nothing else is lost by.
    team.commit("updates/2026/11/23/ada.yaml", "tidings: 1\ndone: [oops\n");
    team.post(&["-f", "-"]).stdin("- Kept\n").run().code(1);
    assert!(team.words().is_empty(), "{:?}", team.words());
    assert!(team.draft("ada-2026-11-23.md").contains("- Kept"));
}

#[test]
fn a_post_goes_on_where_its_words_cannot_be_kept_and_a_failure_gives_them_back() {
    let team = Team::new();
    fs::create_dir_all(team.repo.join(".git/tidings")).expect("the sandbox is writable");
    for place in ["posting", "drafts"] {
        fs::write(team.repo.join(".git/tidings").join(place), "").expect("the sandbox is writable");
    }
    team.post(&["Saved all the same"]).run().ok();
    assert_eq!(team.texts(23, "done"), ["Saved all the same"]);
    team.commit("updates/2026/11/23/ada.yaml", "tidings: 1\ndone: [oops\n");
    let said = team.post(&["-f", "-"]).stdin("- Typed for an hour\n").run();
    said.code(1)
        .notes("- Typed for an hour\n")
        .notes("could not be kept");
}

#[test]
fn words_that_another_post_has_are_not_told_of() {
    let team = Team::new();
    fs::create_dir_all(team.posting()).expect("the sandbox is writable");
    let path = team.posting().join("ada-2026-11-23~1.md");
    fs::write(&path, "- Being posted\n").expect("the sandbox is writable");
    let held = fs::File::open(&path).expect("it is there");
    held.lock().expect("the file system knows locks");
    let said = team.post(&["Beside it"]).run().ok();
    assert!(!said.stderr().contains("cut off"), "{said}");
    drop(held);
    let said = team.tidings(&["status"]).run().ok();
    said.notes("cut off");
}
