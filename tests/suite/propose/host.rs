use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::kit::Invocation;
use crate::sync::team::Team;

/// The branch of what Ada proposes at the usual moment.
pub(super) const ADA: &str = "tidings-proposals/ada/2026-11-23";

/// Stands for `gh` and `glab`: it writes down what it is asked, and answers as
/// the host would that has no requests at first.
const PROGRAM: &str = r#"#!/bin/bash
state=$(dirname "$0")/state
mkdir -p "$state"
name=$(basename "$0")
printf '%s %s\n' "$name" "$*" >>"$state/asked"
env >"$state/environment"
if [ -e "$state/fails" ]; then
  cat "$state/fails" >&2
  exit "$(cat "$state/status" 2>/dev/null || echo 1)"
fi
[ -e "$state/slow" ] && sleep 60
method=
while [ $# -gt 1 ]; do
  [ "$1" = --method ] && method=$2
  [ "$1" = --input ] && cat >"$state/body-$method"
  shift
done
case "$method" in
GET) cat "$state/open" 2>/dev/null || echo '[]' ;;
POST)
  head=$(grep -o '"\(head\|source_branch\)":"[^"]*"' "$state/body-POST" | cut -d'"' -f4)
  one="{\"number\":7,\"iid\":7,\"head\":{\"ref\":\"$head\"},\"source_branch\":\"$head\"}"
  echo "[$one]" >"$state/open"
  echo "$one"
  ;;
*) echo '{}' ;;
esac
"#;

/// A team whose remote is, by its address, on a host with requests.
pub(super) struct Host {
    pub(super) team: Team,
}

impl Host {
    /// Puts the remote of a team at an address, of which ssh is told where it
    /// really is.
    pub(super) fn at(address: &str) -> Self {
        let host = Self { team: Team::new() };
        let hub = host.team.path("hub.git");
        host.script(
            "ssh",
            &format!(
                "#!/bin/bash\nfor last; do :; done\ncase \"$last\" in\n\
                 git-upload-pack*) exec git-upload-pack '{0}' ;;\n\
                 git-receive-pack*) exec git-receive-pack '{0}' ;;\nesac\nexit 1\n",
                hub.display()
            ),
        );
        for clone in ["ada", "grace"] {
            let clone = host.team.path(clone);
            let sandbox = &host.team.sandbox;
            sandbox.git(&clone, &["remote", "set-url", "origin", address]);
        }
        host
    }

    /// Installs `gh` or `glab`.
    pub(super) fn with(self, program: &str) -> Self {
        self.script(program, PROGRAM);
        self
    }

    fn script(&self, name: &str, text: &str) {
        let path = self.team.sandbox.write(&format!("bin/{name}"), text);
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("it was written");
    }

    /// Prepares a run in Ada's clone.
    pub(super) fn ada(&self, args: &[&str]) -> Invocation {
        self.reached(self.team.ada(args))
    }

    /// Prepares a run by Grace in hers.
    pub(super) fn grace(&self, args: &[&str]) -> Invocation {
        self.reached(self.team.grace(args))
    }

    /// Has Ada propose one thing that is done.
    pub(super) fn propose(&self, text: &str) -> Invocation {
        self.ada(&["post", "--no-input", "--propose", text])
    }

    fn reached(&self, run: Invocation) -> Invocation {
        let bin = self.team.sandbox.path("bin");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(bin.clone()).chain(std::env::split_paths(&path));
        let path = std::env::join_paths(folders).expect("folders without colons");
        run.env("PATH", path)
            .env("GIT_SSH_COMMAND", bin.join("ssh"))
            .env("GIT_SSH_VARIANT", "ssh")
    }

    fn state(&self, name: &str) -> PathBuf {
        self.team.sandbox.path("bin/state").join(name)
    }

    /// Returns what the program left in a file of its own; nothing where there
    /// is none.
    pub(super) fn left(&self, name: &str) -> String {
        fs::read_to_string(self.state(name)).unwrap_or_default()
    }

    /// Has the program find a file of its own.
    pub(super) fn put(&self, name: &str, text: &str) {
        self.team.sandbox.write(&format!("bin/state/{name}"), text);
    }

    /// Forgets what the program was asked so far.
    pub(super) fn forget(&self) {
        fs::remove_file(self.state("asked")).ok();
    }

    /// Returns the tip of a branch in a repository, if it is there.
    pub(super) fn branch(&self, repository: &str, branch: &str) -> Option<String> {
        let name = format!("refs/heads/{branch}");
        let args = ["rev-parse", "--quiet", "--verify", &name];
        let run = self.team.sandbox.program("git", &args);
        let output = run.cwd(self.team.path(repository)).run();
        (output.status() == Some(0)).then(|| output.stdout().trim().to_owned())
    }

    /// Returns a file of a branch at the remote.
    pub(super) fn text(&self, branch: &str, path: &str) -> String {
        self.team.hub(&["show", &format!("{branch}:{path}")])
    }
}
