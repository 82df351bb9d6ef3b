//! Names of commits, in repositories that keep refs in files and in reftables.

use tidings::git::ObjectId;

use crate::walk::history::History;
use crate::walk::repository::{Scratch, open};

fn both(test: impl Fn(&Scratch)) {
    for format in ["files", "reftable"] {
        test(&Scratch::with(&format!("--ref-format={format}")));
    }
}

#[test]
fn resolves_what_git_resolves() {
    both(|scratch| {
        let ids = scratch.import(&[History::line(5)]).swap_remove(0);
        scratch.git(["tag", "light", "h0~1"], b"");
        scratch.git(["tag", "-a", "-m", "heavy", "heavy", "h0~2"], b"");
        scratch.git(["tag", "nested/tag", "heavy"], b"");
        scratch.git(["tag", "blob", "h0:updates/2026/09/01/ada.yaml"], b"");
        let repository = scratch.open();
        for (rev, want) in [
            ("h0", Some(4)),
            ("refs/heads/h0", Some(4)),
            ("light", Some(3)),
            ("heavy", Some(2)),
            ("nested/tag", Some(2)),
            ("h0~3", Some(1)),
            ("heavy^{commit}~1", Some(1)),
            ("h0^^^^", Some(0)),
            ("h0^{/^13}", Some(0)),
            (&ids[2], Some(2)),
            (&ids[2][..12], Some(2)),
            ("h0^2", None),
            ("h0:updates", None),
            ("blob", None),
            ("main", None),
            ("nothing", None),
            ("h0..light", None),
            ("-h0", None),
            ("--all", None),
            ("", None),
            (" ", None),
            ("a\0b", None),
            ("h0\n", None),
        ] {
            let found = repository.resolve(rev).expect("git answers");
            let want = want.map(|number: usize| ids[number].clone());
            assert_eq!(found.map(|id| id.to_string()), want, "{rev:?}");
        }
    });
}

#[test]
fn finds_branches_here_and_at_remotes() {
    both(|scratch| {
        let ids = scratch.import(&[History::line(2)]).swap_remove(0);
        let [first, second] = [&ids[0], &ids[1]];
        let repository = scratch.open();
        let tip = |branch: &str| {
            let tip = repository
                .branch_tip(branch)
                .expect("the branch can be read");
            tip.map(|id| id.to_string())
        };
        assert_eq!(tip("h0").as_ref(), Some(second));
        for none in [
            "main",
            "h0~1",
            "h0^{commit}",
            "",
            "..",
            "h0/deeper",
            "*",
            "-h0",
        ] {
            assert_eq!(tip(none), None, "{none}");
        }
        for (remote, id) in [("origin", first), ("team/mirror", second)] {
            scratch.git(["remote", "add", remote, "/nowhere"], b"");
            scratch.git(
                ["update-ref", &format!("refs/remotes/{remote}/log"), id],
                b"",
            );
        }
        scratch.git(["remote", "add", "empty", "/nowhere"], b"");
        scratch.git(["update-ref", "refs/remotes/origin/deeper/log", first], b"");
        let repository = scratch.open();
        let remotes = repository.remotes().expect("the settings can be read");
        assert_eq!(remotes, ["empty", "origin", "team/mirror"]);
        let parse = |id: &String| ObjectId::parse(id).expect("an id");
        let tips = repository.remote_tips("log").expect("the refs can be read");
        let want = [("origin", first), ("team/mirror", second)];
        assert_eq!(
            tips,
            want.map(|(remote, id)| (remote.to_owned(), parse(id)))
        );
    });
}

#[test]
fn names_the_branch_of_head() {
    both(|scratch| {
        let branch = || scratch.open().default_branch().expect("HEAD can be read");
        assert_eq!(branch().as_deref(), Some("main"));
        let ids = scratch.import(&[History::line(1)]).swap_remove(0);
        scratch.git(["symbolic-ref", "HEAD", "refs/heads/h0"], b"");
        assert_eq!(branch().as_deref(), Some("h0"));
        scratch.git(["update-ref", "--no-deref", "HEAD", &ids[0]], b"");
        assert_eq!(branch(), None);
    });
}

#[test]
fn tells_where_refs_are_kept() {
    for (format, want) in [("files", false), ("reftable", true)] {
        let scratch = Scratch::with(&format!("--ref-format={format}"));
        assert_eq!(open(&scratch.path()).uses_reftable(), want);
    }
}
