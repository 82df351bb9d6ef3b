use super::Team;

impl Team {
    /// Runs the program and returns the git commands that it started.
    fn started(&self, args: &[&str]) -> Vec<String> {
        let trace = self.sandbox.write("trace", "");
        let run = self.run(args).env("GIT_TRACE", trace.as_os_str());
        run.run().ok();
        let text = std::fs::read_to_string(trace).expect("git wrote it");
        let commands = text
            .lines()
            .filter_map(|line| line.split_once("built-in: git "));
        let mut names: Vec<String> = commands
            .filter_map(|(_, rest)| rest.split_whitespace().next())
            .map(str::to_owned)
            .collect();
        names.sort();
        names
    }
}

#[test]
fn no_more_processes_are_started_than_are_needed() {
    let team = Team::new();
    let post = ["post", "--no-input", "Shipped it"];
    // The settings, who writes, who commits, and the ref.
    assert_eq!(team.started(&post), ["config", "update-ref", "var", "var"]);
    for args in [
        &["status", "--short"][..],
        &["status"],
        &["digest", "--format", "json"],
        &["digest"],
        &["log"],
        &["show", "ada"],
    ] {
        assert_eq!(team.started(args), ["config"], "{args:?}");
    }
}
