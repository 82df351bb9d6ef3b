use std::fs;
use std::path::PathBuf;

use super::Runner;
use crate::kit::Sandbox;

/// A Monday on which the week before is over for everybody.
const OVER: &str = "2026-11-23T20:00:00Z";

/// What nobody's update may do to the job.
const HOSTILE: &str = "x ::error::y ##[error]z <script>alert(1)</script> published=evil";

/// A weekly log at a forge, with one member who has posted.
struct Forge {
    sandbox: Sandbox,
    remote: PathBuf,
}

impl Forge {
    fn new() -> Self {
        let sandbox = Sandbox::new();
        let remote = sandbox.path("forge/log.git");
        fs::create_dir_all(&remote).expect("the sandbox is writable");
        sandbox.git(&remote, &["init", "--quiet", "--bare"]);
        let forge = Self { sandbox, remote };
        let url = forge.url();
        let work = forge.sandbox.path("work");
        forge.sandbox.git(work, &["clone", "--quiet", &url, "desk"]);
        let run = |when: &str, args: &[&str]| {
            let run = forge.sandbox.tidings(args);
            run.cwd(forge.sandbox.path("work/desk"))
                .now(when)
                .run()
                .ok();
        };
        let init = "init --no-input --branch main --cadence weekly --team Quill --handle ada \
                    --time-zone Europe/Paris --name Ada --email ada@example.org";
        let init: Vec<_> = init.split_whitespace().collect();
        run("2026-11-02T08:00:00Z", &init);
        let post = ["post", "--no-input", "--for", "2026-W47", HOSTILE];
        run("2026-11-20T14:00:00Z", &post);
        let head = ["symbolic-ref", "HEAD", "refs/heads/main"];
        forge.sandbox.git(&forge.remote, &head);
        forge
    }

    fn url(&self) -> String {
        format!("file://{}", self.remote.display())
    }

    /// Lays out the job: a checkout of one commit, on a schedule.
    fn runner(&self) -> Runner<'_> {
        let place = self.sandbox.path("runner/work");
        fs::remove_dir_all(&place).ok();
        let mut runner = Runner::new(&self.sandbox, "schedule", "{\"schedule\": \"7 * * * *\"}");
        let git = |args: &[&str]| drop(self.sandbox.git(&runner.workspace, args));
        git(&["init", "--quiet"]);
        git(&["remote", "add", "origin", &self.url()]);
        let refspec = "+refs/heads/main:refs/remotes/origin/main";
        git(&[
            "fetch",
            "--quiet",
            "--no-tags",
            "--depth=1",
            "origin",
            refspec,
        ]);
        git(&[
            "checkout",
            "--quiet",
            "-B",
            "main",
            "refs/remotes/origin/main",
        ]);
        runner.add_tidings();
        runner.set("TIDINGS_NOW", OVER);
        runner.set("GITHUB_REF", "refs/heads/main");
        runner
    }

    fn tip(&self) -> String {
        self.sandbox.git(&self.remote, &["rev-parse", "main"])
    }
}

#[test]
fn a_week_that_is_over_is_published_once() {
    let forge = Forge::new();
    let mut runner = forge.runner();
    let ran = runner.run("digest", &[("html", "site")]).ok();
    assert_eq!(ran.outputs["published"], "2026-W47");
    assert_eq!(ran.outputs["paths"], "digests/2026/W47.md");
    assert_eq!(ran.outputs["commit"], forge.tip());
    assert_eq!(ran.outputs["html"], "site");
    assert!(runner.workspace.join("site/2026-W47.html").is_file());
    // Nothing that was posted is a command, or alive in the summary.
    assert!(ran.commands().is_empty(), "{:?}", ran.commands());
    let digest = ["show", "main:digests/2026/W47.md"];
    let digest = forge.sandbox.git(&forge.remote, &digest);
    assert!(runner.summary.contains(digest.trim()), "{}", runner.summary);
    assert!(!runner.summary.contains("<script"), "{}", runner.summary);

    let before = forge.tip();
    let mut again = forge.runner();
    let ran = again.run("digest", &[]).ok();
    assert_eq!(ran.outputs["published"], "");
    assert_eq!(ran.outputs["commit"], "");
    assert_eq!(forge.tip(), before);
}

#[test]
fn who_published_is_the_robot_of_the_job() {
    let forge = Forge::new();
    forge.runner().run("digest", &[("branch", "main")]).ok();
    let args = ["log", "-1", "--format=%an <%ae>", "main"];
    let author = forge.sandbox.git(&forge.remote, &args);
    assert!(author.contains("github-actions[bot]"), "{author}");
}

#[test]
fn comments_are_written_with_the_token_of_the_job() {
    let forge = Forge::new();
    let mut runner = forge.runner();
    let asked = "printf '%s %s\\n' \"$GH_TOKEN\" \"$*\" >>\"$RUNNER_TEMP/gh\"\n";
    runner.tools.script("gh", &format!("{asked}echo '[]'\n"));
    // The remote is at no forge, so that there is nobody to comment to.
    let ran = runner.run("digest", &[("comment", "12"), ("token", "t0ken")]);
    let last = ran.steps.last().expect("it has steps");
    assert_ne!(last.status(), Some(2), "the options are taken: {last}");
    let mask = &ran.commands()[0];
    assert_eq!(mask.name, "add-mask");
    assert!(!format!("{last}").contains("t0ken"), "{last}");
}
