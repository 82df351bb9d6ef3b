//! Tests that sign for real, with throwaway keys.

use std::process::Command;

use super::kit::{Kind, Sandbox, commit, put, stamp};
use super::{Durability, NewCommit, ObjectId, Replayed, Repository};

/// Sets up ssh signing with a new key that Grace is known by.
fn set_up_ssh(sandbox: &Sandbox) {
    let key = sandbox.path("key");
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "grace", "-f"])
        .arg(&key)
        .status();
    assert!(made.expect("ssh-keygen runs").success());
    let public = sandbox.read("key.pub");
    sandbox.write("signers", &format!("grace@example.org {public}"));
    sandbox.config(&format!(
        "[gpg]\n\tformat = ssh\n[gpg \"ssh\"]\n\tallowedSignersFile = {}\n[user]\n\tsigningKey = {}.pub\n[i18n]\n\tcommitEncoding = ISO-8859-1\n",
        sandbox.path("signers").display(),
        key.display(),
    ));
}

fn signed(repository: &Repository, parent: Option<ObjectId>, seconds: i64) -> NewCommit {
    let base = parent.map(|id| repository.commit(id).expect("a commit").tree);
    let edits = [put(&format!("updates/{seconds}.yaml"), "text")];
    NewCommit {
        tree: repository.write_tree_edits(base, &edits).expect("a tree"),
        parents: parent.into_iter().collect(),
        author: stamp(seconds),
        committer: stamp(seconds + 60),
        message: "Grüße 東京\n\nTidings-Id: x\n".to_owned(),
        sign: true,
        durability: Durability::FULL,
    }
}

fn check(sandbox: &Sandbox, repository: &Repository, new: &NewCommit, id: ObjectId) {
    let got = repository.commit(id).expect("a commit");
    assert!(got.signed);
    assert_eq!((got.tree, &got.parents), (new.tree, &new.parents));
    assert_eq!((&got.author, &got.committer), (&new.author, &new.committer));
    assert_eq!(got.message, new.message);
    let raw = sandbox.git("r", &["cat-file", "commit", &id.to_string()]);
    assert!(!raw.contains("\nencoding "), "{raw}");
    sandbox.git("r", &["verify-commit", &id.to_string()]);
}

#[test]
fn signs_with_ssh_in_every_kind_of_repository() {
    for kind in Kind::ALL {
        let sandbox = Sandbox::new();
        set_up_ssh(&sandbox);
        let repository = sandbox.make(kind);
        let before = sandbox.untouched();
        let first = signed(&repository, None, 1_795_000_000);
        let id = repository.write_commit(&first).expect("a commit");
        check(&sandbox, &repository, &first, id);
        let second = signed(&repository, Some(id), 1_795_000_300);
        let id = repository.write_commit(&second).expect("a commit");
        check(&sandbox, &repository, &second, id);
        assert_eq!(sandbox.untouched(), before, "{kind:?}");
    }
}

#[test]
fn says_what_keeps_it_from_signing() {
    let sandbox = Sandbox::new();
    sandbox.config("[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = /nowhere/key.pub\n");
    let repository = sandbox.make(Kind::Plain);
    let new = signed(&repository, None, 1_795_000_000);
    let error = repository.write_commit(&new).expect_err("no key");
    assert!(error.to_string().contains("/nowhere/key.pub"), "{error}");
}

#[test]
fn refuses_a_commit_that_git_altered() {
    let sandbox = Sandbox::new();
    set_up_ssh(&sandbox);
    let repository = sandbox.make(Kind::Plain);
    let mut new = signed(&repository, None, 1_795_000_000);
    new.author.name = "Grace,".to_owned();
    let error = repository.write_commit(&new).expect_err("another name");
    assert!(error.to_string().contains("its author differs"), "{error}");
}

#[test]
fn signs_again_what_is_replayed() {
    let sandbox = Sandbox::new();
    set_up_ssh(&sandbox);
    let repository = sandbox.make(Kind::Plain);
    let root = commit(&repository, None, &[put("a", "a")], 1).expect("a commit");
    let dropped = commit(&repository, Some(root), &[put("b", "b")], 2).expect("a commit");
    let new = signed(&repository, Some(dropped), 1_795_000_300);
    let tip = repository.write_commit(&new).expect("a commit");
    let committer = stamp(1_796_000_000);
    let tip = repository
        .drop_commit(tip, dropped, &committer, Durability::FULL)
        .expect("git works")
        .expect("it can be dropped");
    let base = repository.commit(root).expect("the root").tree;
    let edits = [put("updates/1795000300.yaml", "text")];
    let want = NewCommit {
        tree: repository
            .write_tree_edits(Some(base), &edits)
            .expect("a tree"),
        parents: vec![root],
        committer,
        ..new
    };
    check(&sandbox, &repository, &want, tip);
}

#[test]
fn leaves_signed_commits_with_other_headers_alone() {
    let sandbox = Sandbox::new();
    set_up_ssh(&sandbox);
    let repository = sandbox.make(Kind::Plain);
    let root = commit(&repository, None, &[put("a", "a")], 1).expect("a commit");
    let other = commit(&repository, None, &[put("b", "b")], 2).expect("a commit");
    let tree = repository.commit(root).expect("a commit").tree;
    // Git names the encoding that was asked for in a header.
    let id = sandbox.git(
        "r",
        &[
            "commit-tree",
            "-S",
            "-m",
            "x",
            "-p",
            &root.to_string(),
            &tree.to_string(),
        ],
    );
    let id = ObjectId::parse(&id).expect("an id");
    let replayed = repository.replay(&[id], Some(other), &stamp(9), Durability::NONE);
    let replayed = replayed.expect("git works");
    assert!(matches!(replayed, Replayed::Stuck { commit, .. } if commit == id));
}

#[cfg(unix)]
#[test]
fn signs_with_gpg() {
    use std::os::unix::fs::DirBuilderExt;

    let mut sandbox = Sandbox::new();
    let home = tempfile::Builder::new()
        .prefix("g")
        .tempdir()
        .expect("a home");
    let keys = home.path().join("k");
    std::fs::DirBuilder::new()
        .mode(0o700)
        .create(&keys)
        .expect("a directory");
    let gpg = |program: &str, args: &[&str]| {
        let mut command = Command::new(program);
        command.env("GNUPGHOME", &keys).args(args).output()
    };
    let who = "Grace <grace@example.org>";
    let args = [
        "--batch",
        "--passphrase",
        "",
        "--quick-gen-key",
        who,
        "ed25519",
        "sign",
    ];
    let Ok(made) = gpg("gpg", &args) else {
        eprintln!("skipped: there is no gpg here");
        return;
    };
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    sandbox.program = sandbox.program.clone().with_env("GNUPGHOME", &keys);
    sandbox.config("[user]\n\tsigningKey = grace@example.org\n");
    let repository = sandbox.make(Kind::Plain);
    let new = signed(&repository, None, 1_795_000_000);
    let written = repository.write_commit(&new);
    let verified = written.as_ref().map(|id| {
        let args = ["verify-commit", &id.to_string()];
        sandbox.program.run(&sandbox.path("r"), &args, b"")
    });
    gpg("gpgconf", &["--kill", "all"]).expect("gpgconf runs");
    assert_eq!(
        verified.expect("a commit").expect("git runs").status,
        Some(0)
    );
}
