use super::*;
use crate::git::kit::{Kind, Sandbox};

#[test]
fn reads_values_as_git_does() {
    let mut sandbox = Sandbox::new();
    sandbox.make(Kind::Plain);
    sandbox.config(
        "[tidings]\n\tRepo = ~/one\n\trepo = two\n\tbare\n\tlines = \"a\\nuser.name=Mallory\"\n[Remote \"UpStream\"]\n\tPushDefault = off\n[core]\n\tfsync = none\n[includeIf \"gitdir:**/r/.git\"]\n\tpath = extra\n",
    );
    sandbox.write("extra", "[tidings]\n\tbranch = inside\n");
    sandbox.program = sandbox
        .program
        .clone()
        .with_env("GIT_CONFIG_COUNT", "1")
        .with_env("GIT_CONFIG_KEY_0", "tidings.remote")
        .with_env("GIT_CONFIG_VALUE_0", "home");
    let inside = sandbox.settings("r");
    for (key, want) in [
        ("tidings.repo", Some("two")),
        ("TIDINGS.Repo", Some("two")),
        ("tidings.bare", Some("true")),
        ("tidings.lines", Some("a\nuser.name=Mallory")),
        ("user.name", Some("Ada Example")),
        ("remote.UpStream.pushdefault", Some("off")),
        ("remote.upstream.pushdefault", None),
        ("tidings.branch", Some("inside")),
        ("tidings.remote", Some("home")),
        ("nothing", None),
        ("", None),
    ] {
        assert_eq!(inside.get(key), want, "{key}");
    }
    assert_eq!(inside.get_all("tidings.repo"), ["~/one", "two"]);
    assert_eq!(inside.durability(), Durability::NONE);
    assert_eq!(sandbox.settings(".").get("tidings.branch"), None);
    for (key, global) in [
        ("tidings.repo", true),
        ("tidings.remote", false),
        ("core.bare", false),
        ("nothing", false),
    ] {
        assert_eq!(inside.is_global(key).expect("git runs"), global, "{key}");
    }
}

#[test]
fn reads_booleans_as_git_does() {
    let sandbox = Sandbox::new();
    let values = "a = yes\nb = ON\nc = 1\nd = 0\ne =\nf\ng = maybe\nh = 2k\ni = off\nj = -1\n";
    sandbox.config(&format!("[x]\n{values}"));
    let settings = sandbox.settings(".");
    for (key, want) in [
        ("a", true),
        ("b", true),
        ("c", true),
        ("d", false),
        ("e", false),
        ("f", true),
        ("h", true),
        ("i", false),
        ("j", true),
    ] {
        let got = settings.get_bool(&format!("x.{key}")).expect(key);
        assert_eq!(got, Some(want), "{key}");
        let args = ["config", "--type=bool", &format!("x.{key}")];
        assert_eq!(sandbox.git(".", &args), want.to_string(), "{key}");
    }
    assert!(settings.get_bool("x.z").expect("none").is_none());
    let error = settings.get_bool("x.g").expect_err("no boolean");
    assert!(error.to_string().contains("'x.g' is 'maybe'"), "{error}");
}

#[test]
fn stamps_as_git_would() {
    let mut sandbox = Sandbox::new();
    sandbox.make(Kind::Plain);
    sandbox.program = sandbox
        .program
        .clone()
        .with_env("GIT_AUTHOR_NAME", "Linus E,")
        .with_env("GIT_AUTHOR_DATE", "2026-11-20T10:00:00+0530");
    let (author, committer) = sandbox.settings("r").author_and_committer().expect("both");
    assert_eq!(
        (author.name.as_str(), author.offset_minutes),
        ("Linus E", 330)
    );
    assert_eq!(author.seconds, 1_795_149_000);
    assert_eq!(committer.name, "Ada Example");
    assert_eq!(committer.seconds, 1_795_000_000);
}

#[test]
fn says_why_git_knows_nobody() {
    for (settings, env, reason) in [
        (
            "[user]\n\tuseConfigOnly = true\n",
            None,
            "no email was given",
        ),
        (
            "[user]\n\temail = a@b\n",
            Some(("GIT_AUTHOR_NAME", "")),
            "empty ident name",
        ),
        (
            "[user]\n\temail = a@b\n\tname = \" ,\"\n",
            None,
            "disallowed characters",
        ),
        (
            "[user]\n\temail = a@b\n\tname = A\n",
            Some(("GIT_AUTHOR_DATE", "soon")),
            "invalid date",
        ),
    ] {
        let sandbox = Sandbox::new();
        std::fs::write(sandbox.path(".gitconfig"), settings).expect("a configuration");
        let mut program = sandbox.program.clone();
        if let Some((key, value)) = env {
            program = program.with_env(key, value);
        }
        let settings = Settings::read(&sandbox.path("."), &program).expect("settings");
        let error = settings.author().expect_err(reason).to_string();
        let what = if reason == "invalid date" {
            "git cannot date a commit: "
        } else {
            "git does not know who you are: "
        };
        assert!(error.contains(reason) && error.contains(what), "{error}");
    }
}

#[test]
fn knows_the_editor_and_sets_settings() {
    let sandbox = Sandbox::new();
    let repository = sandbox.make(Kind::Plain);
    sandbox.config("[core]\n\teditor = 'my editor' --wait\n\tpager = cat\n");
    let settings = sandbox.settings("r");
    assert_eq!(
        settings.editor().expect("git"),
        Some("'my editor' --wait".to_owned())
    );
    assert_eq!(settings.pager().expect("git"), Some("cat".to_owned()));
    repository
        .set_local("tidings.remote", "origin")
        .expect("set");
    let program = &sandbox.program;
    let here = sandbox.path(".");
    program
        .set_global(&here, "tidings.repo", "a\nb \"c\"")
        .expect("set");
    program.set_global(&here, "tidings.repo", "d").expect("set");
    let settings = repository.settings().expect("settings");
    assert_eq!(settings.get("tidings.remote"), Some("origin"));
    assert_eq!(settings.get_all("tidings.repo"), ["d"]);
}
