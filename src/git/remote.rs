use git2::Direction;

use super::{GitError, ObjectId, Repository};

impl Repository {
    /// Returns whether a push of a local branch to a remote leaves a trace
    /// here: whether what the remote is asked for includes that branch. A
    /// clone of a single branch does not follow the others.
    ///
    /// # Errors
    ///
    /// What libgit2 says when the configuration cannot be read.
    pub fn follows(&self, remote: &str, branch: &str) -> Result<bool, GitError> {
        let name = format!("refs/heads/{branch}");
        let remote = self.inner.find_remote(remote)?;
        Ok(remote
            .refspecs()
            .any(|spec| spec.direction() == Direction::Fetch && spec.src_matches(&name)))
    }

    /// Returns the address that git would fetch from, or push to, after
    /// `insteadOf` and its kin; of several, the first. `None` when there is no
    /// such remote.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`], or what git says when the settings cannot be read.
    pub fn remote_url(&self, remote: &str, push: bool) -> Result<Option<String>, GitError> {
        let plain = self.plain_url(remote, push)?;
        if plain.is_some() {
            return Ok(plain);
        }
        let mut args = vec!["remote", "get-url"];
        args.extend(push.then_some("--push"));
        args.extend(["--", remote]);
        let ran = self.bound().run(&self.run_dir(), &args, b"")?;
        let found = (ran.status == Some(0)).then(|| ran.text());
        Ok(found.filter(|url| !url.is_empty()))
    }

    /// Returns the address of a remote as the settings have it, where nothing
    /// in them makes another of it and git need not be asked.
    fn plain_url(&self, remote: &str, push: bool) -> Result<Option<String>, GitError> {
        let settings = self.settings()?;
        if settings.has_section("url") {
            return Ok(None);
        }
        let mut urls = settings.get_all(&format!("remote.{remote}.url"));
        let push_urls = settings.get_all(&format!("remote.{remote}.pushurl"));
        // Without addresses it is no remote, and an empty one takes back those
        // before it.
        if urls.is_empty() || urls.iter().chain(&push_urls).any(|url| url.is_empty()) {
            return Ok(None);
        }
        if push && !push_urls.is_empty() {
            urls = push_urls;
        }
        Ok(urls.first().map(|&url| url.to_owned()))
    }

    /// Notes, as `git branch --track` does, that a local branch belongs to the
    /// branch of that name of a remote, so that git can pull and push it
    /// without being told whence; not where `branch.autoSetupMerge` is false.
    ///
    /// # Errors
    ///
    /// [`GitError::Program`] when git cannot write its settings.
    pub fn track(&self, remote: &str, branch: &str) -> Result<(), GitError> {
        if self.settings()?.get("branch.autoSetupMerge") == Some("false") {
            return Ok(());
        }
        let merge = format!("refs/heads/{branch}");
        self.set_local(&format!("branch.{branch}.remote"), remote)?;
        self.set_local(&format!("branch.{branch}.merge"), &merge)
    }

    /// Returns whether any remote-tracking ref, or what was noted of a remote,
    /// or a tag contains a commit.
    ///
    /// # Errors
    ///
    /// [`GitError::Program`] when git cannot tell.
    pub fn is_published(&self, commit: ObjectId) -> Result<bool, GitError> {
        let contains = format!("--contains={commit}");
        let args = [
            "for-each-ref",
            "--count=1",
            "--format=%(refname)",
            &contains,
            "refs/remotes",
            "refs/tidings/seen",
            "refs/tidings/fetched",
            "refs/tags",
        ];
        Ok(!self.git(&args, b"")?.stdout.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use crate::git::kit::{Kind, Sandbox, commit, put};

    #[test]
    fn tells_what_others_may_have_seen() {
        for kind in Kind::ALL {
            let sandbox = Sandbox::new();
            let repository = sandbox.make(kind);
            let one = commit(&repository, None, &[put("a", "1")], 1).expect("a commit");
            let two = commit(&repository, Some(one), &[put("a", "2")], 2).expect("a commit");
            sandbox.git("r", &["branch", "log", &two.to_string()]);
            let published = |id| repository.is_published(id).expect("git works");
            assert!(!published(one) && !published(two), "{kind:?}");
            let seen = "refs/remotes/origin/other";
            sandbox.git("r", &["update-ref", seen, &one.to_string()]);
            assert!(published(one) && !published(two), "{kind:?}");
            let noted = "refs/tidings/seen/origin/log";
            sandbox.git("r", &["update-ref", noted, &two.to_string()]);
            assert!(published(two), "{kind:?}");
            sandbox.git("r", &["update-ref", "-d", noted]);
            assert!(!published(two), "{kind:?}");
            sandbox.git("r", &["tag", "v1", &two.to_string()]);
            assert!(published(two), "{kind:?}");
        }
    }

    #[test]
    fn tells_where_a_remote_is_as_git_does() {
        for (config, want) in [
            ("", None),
            ("url = a\n", Some(["a", "a"])),
            ("url = a\nurl = b\n", Some(["a", "a"])),
            ("url = a\npushurl = c\npushurl = d\n", Some(["a", "c"])),
            ("url = a\nurl =\nurl = b\n", None),
            ("pushurl = c\n", None),
        ] {
            let sandbox = Sandbox::new();
            let repository = sandbox.make(Kind::Plain);
            let old = sandbox.read("r/.git/config");
            sandbox.write("r/.git/config", &format!("{old}[remote \"O.x\"]\n{config}"));
            for (place, push) in [false, true].into_iter().enumerate() {
                let plain = repository.plain_url("O.x", push).expect("settings");
                let want = want.map(|urls| urls[place].to_owned());
                assert_eq!(plain, want, "{config} {push}");
                let option: &[&str] = if push { &["--push"] } else { &[] };
                let args = [&["remote", "get-url"], option, &["O.x"]].concat();
                if want.is_some() {
                    assert_eq!(Some(sandbox.git("r", &args)), want, "{config} {push}");
                }
            }
        }
    }

    #[test]
    fn knows_where_a_remote_is() {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(Kind::Linked);
        sandbox.git("r", &["remote", "add", "o", "team:log.git"]);
        sandbox.config(
            "[url \"https://git.example.org/\"]\n\tinsteadOf = team:\n\tpushInsteadOf = x:\n\
             [url \"ssh://git.example.org/\"]\n\tpushInsteadOf = team:\n",
        );
        let url = |remote, push| repository.remote_url(remote, push).expect("git runs");
        for (remote, push, want) in [
            ("o", false, Some("https://git.example.org/log.git")),
            ("o", true, Some("ssh://git.example.org/log.git")),
            ("none", true, None),
            ("--help", false, None),
        ] {
            assert_eq!(url(remote, push).as_deref(), want, "{remote} {push}");
        }
    }

    #[test]
    fn follows_what_it_fetches() {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(Kind::Plain);
        for (fetch, want) in [
            ("+refs/heads/*:refs/remotes/o/*", true),
            ("+refs/heads/main:refs/remotes/o/main", false),
            ("+refs/heads/log:refs/remotes/o/log", true),
        ] {
            sandbox.git("r", &["config", "remote.o.url", "nowhere"]);
            sandbox.git("r", &["config", "remote.o.fetch", fetch]);
            assert_eq!(
                repository.follows("o", "log").expect("git"),
                want,
                "{fetch}"
            );
        }
        assert!(repository.follows("none", "log").is_err());
    }
}
