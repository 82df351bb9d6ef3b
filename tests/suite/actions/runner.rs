use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::action::expand;
use super::{Action, Toolbox};
use crate::kit::{Invocation, Output, Sandbox, WorkflowCommand};

/// The commit that a workflow pins the actions at.
pub(super) const PINNED: &str = "5f3c1d0e9b8a7f6e5d4c3b2a190817263544f0e1";

/// The folders, files and variables of one job on a runner of GitHub.
pub(super) struct Runner<'a> {
    sandbox: &'a Sandbox,
    pub(super) tools: Toolbox<'a>,
    /// Where the repository is checked out; steps run there.
    pub(super) workspace: PathBuf,
    /// Folders that steps have put in front of the `PATH`, the newest first.
    paths: Vec<String>,
    variables: BTreeMap<String, String>,
    steps: usize,
    pub(super) summary: String,
}

/// What an action came to.
pub(super) struct Ran {
    /// Each of its steps that ran; the last may have failed.
    pub(super) steps: Vec<Output>,
    /// Its outputs.
    pub(super) outputs: BTreeMap<String, String>,
}

impl Ran {
    /// Checks that every step ended well.
    #[track_caller]
    pub(super) fn ok(self) -> Self {
        self.code(0)
    }

    /// Checks how the last step ended.
    #[track_caller]
    pub(super) fn code(self, code: i32) -> Self {
        let last = self.steps.last().expect("an action has steps");
        assert!(last.status() == Some(code), "expected {code}\n{last}");
        self
    }

    /// Returns the commands that the runner found in what was printed, on
    /// either stream.
    pub(super) fn commands(&self) -> Vec<WorkflowCommand> {
        let steps = self.steps.iter();
        steps
            .flat_map(|step| [step.stdout(), step.stderr()])
            .flat_map(WorkflowCommand::find)
            .collect()
    }

    /// Checks that there is an annotation of a kind with a text in it.
    #[track_caller]
    pub(super) fn annotates(self, kind: &str, text: &str) -> Self {
        let commands = self.commands();
        let mut of_kind = commands.iter().filter(|command| command.name == kind);
        assert!(
            of_kind.any(|command| command.data.contains(text)),
            "no {kind} says {text:?}: {commands:#?}"
        );
        self
    }
}

impl<'a> Runner<'a> {
    /// Lays out a job on Linux for an event, whose payload is JSON.
    pub(super) fn new(sandbox: &'a Sandbox, event: &str, payload: &str) -> Self {
        for folder in ["runner/temp", "runner/tools", "runner/work", "runner/home"] {
            fs::create_dir_all(sandbox.path(folder)).expect("the sandbox is writable");
        }
        // The runner keeps an action, with its whole repository, in a folder
        // named after the ref.
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let place = format!("runner/_actions/tidings-log/tidings/{PINNED}");
        for file in files(&root.join(".github/actions")) {
            let below = file.strip_prefix(root).expect("it was found there");
            let path = format!("{place}/{}", below.display());
            sandbox.write(&path, fs::read(&file).expect("it can be read"));
        }
        let manifest = fs::read(root.join("Cargo.toml")).expect("it is there");
        sandbox.write(&format!("{place}/Cargo.toml"), manifest);
        let event_file = sandbox.write("runner/event.json", payload);
        let text = |path: PathBuf| path.to_str().expect("it is UTF-8").to_owned();
        let at = |name: &str| text(sandbox.path(name));
        let variables = [
            ("ACTIONS_ALLOW_UNSECURE_COMMANDS", "false".to_owned()),
            ("CI", "true".to_owned()),
            ("GITHUB_ACTIONS", "true".to_owned()),
            ("GITHUB_API_URL", "http://127.0.0.1:9/api".to_owned()),
            ("GITHUB_EVENT_NAME", event.to_owned()),
            ("GITHUB_EVENT_PATH", text(event_file)),
            ("GITHUB_REPOSITORY", "example/log".to_owned()),
            ("GITHUB_SERVER_URL", "https://github.com".to_owned()),
            ("GITHUB_WORKSPACE", at("runner/work")),
            ("HOME", at("runner/home")),
            ("RUNNER_ARCH", "X64".to_owned()),
            ("RUNNER_OS", "Linux".to_owned()),
            ("RUNNER_TEMP", at("runner/temp")),
            ("RUNNER_TOOL_CACHE", at("runner/tools")),
        ];
        Self {
            sandbox,
            tools: Toolbox::new(sandbox),
            workspace: sandbox.path("runner/work"),
            paths: Vec::new(),
            variables: variables
                .map(|(name, value)| (name.to_owned(), value))
                .into(),
            steps: 0,
            summary: String::new(),
        }
    }

    /// Sets a variable of the job.
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.variables.insert(name.to_owned(), value.into());
    }

    /// Puts the program under test on the `PATH`, as a step with `setup`
    /// before would have.
    pub(super) fn add_tidings(&self) {
        let program = Path::new(env!("CARGO_BIN_EXE_tidings"));
        self.tools.link_to("tidings", program);
    }

    /// Runs an action with inputs; what is not given has its default. The
    /// token of the job is the input `token` where none is given.
    pub(super) fn run(&mut self, name: &str, inputs: &[(&str, &str)]) -> Ran {
        let action = Action::open(name);
        let mut values: BTreeMap<String, String> = [
            ("github.action_ref".to_owned(), PINNED.to_owned()),
            ("github.token".to_owned(), String::new()),
        ]
        .into();
        for (input, about) in &action.inputs {
            let given = inputs.iter().find(|(name, _)| name == input);
            let value = given.map_or_else(
                || expand(&about.default, &values),
                |(_, value)| (*value).to_owned(),
            );
            values.insert(format!("inputs.{input}"), value);
        }
        for (input, _) in inputs {
            assert!(action.inputs.contains_key(*input), "{name} has no {input}");
        }
        let mut steps = Vec::new();
        for step in &action.runs.steps {
            let env = step.env.iter();
            let env = env.map(|(key, value)| (key.clone(), expand(value, &values)));
            let (output, told) = self.step(name, &step.run, env.collect());
            for (key, value) in told {
                values.insert(format!("steps.{}.outputs.{key}", step.id), value);
            }
            let failed = output.status() != Some(0);
            steps.push(output);
            if failed {
                let outputs = BTreeMap::new();
                return Ran { steps, outputs };
            }
        }
        let outputs = action.outputs.into_iter();
        let outputs = outputs.map(|(key, output)| (key, expand(&output.value, &values)));
        Ran {
            steps,
            outputs: outputs.collect(),
        }
    }

    /// Runs one step of an action and returns what it put out.
    fn step(
        &mut self,
        action: &str,
        script: &str,
        env: BTreeMap<String, String>,
    ) -> (Output, BTreeMap<String, String>) {
        self.steps += 1;
        let file = |kind: &str| {
            let name = format!("runner/temp/_{kind}_{}", self.steps);
            self.sandbox.write(&name, "")
        };
        let (outputs, paths, variables, summary) =
            (file("output"), file("path"), file("env"), file("summary"));
        let script = self.sandbox.write(
            &format!("runner/temp/step-{}.sh", self.steps),
            format!("{script}\n"),
        );
        let here = self.sandbox.path(&format!(
            "runner/_actions/tidings-log/tidings/{PINNED}/.github/actions/{action}"
        ));
        let mut path = self.paths.clone();
        path.push(self.tools.path().display().to_string());
        // What the runner itself does not set is not there.
        let mut run = Invocation::new("bash", &["--noprofile", "--norc", "-e", "-o", "pipefail"])
            .arg(&script)
            .cwd(&self.workspace)
            .env("PATH", path.join(":"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", self.sandbox.path("."))
            .env("LANG", "C.UTF-8")
            .env("TIDINGS_NOW", crate::kit::NOW)
            .env("GITHUB_ACTION_PATH", here)
            .env("GITHUB_ENV", &variables)
            .env("GITHUB_OUTPUT", &outputs)
            .env("GITHUB_PATH", &paths)
            .env("GITHUB_STEP_SUMMARY", &summary);
        for (name, value) in self.variables.iter().chain(&env) {
            run = run.env(name, value);
        }
        let output = run.run();
        let read = |path| fs::read_to_string(path).expect("the file is there");
        let _ = write!(self.summary, "{}", read(&summary));
        assert_eq!(read(&variables), "", "no step sets a variable of the job");
        self.paths
            .splice(0..0, read(&paths).lines().rev().map(str::to_owned));
        (output, pairs(&read(&outputs)))
    }

    /// Returns the folders that steps have put in front of the `PATH`.
    pub(super) fn paths(&self) -> &[String] {
        &self.paths
    }
}

/// Reads `name=value` lines, and values of several lines between a word of
/// the writer's choice.
fn pairs(text: &str) -> BTreeMap<String, String> {
    let mut pairs = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some((name, word)) = line.split_once("<<") {
            let value: Vec<_> = lines.by_ref().take_while(|line| line != &word).collect();
            pairs.insert(name.to_owned(), value.join("\n"));
        } else if let Some((name, value)) = line.split_once('=') {
            pairs.insert(name.to_owned(), value.to_owned());
        } else {
            panic!("the runner refuses {line:?} in GITHUB_OUTPUT");
        }
    }
    pairs
}

/// Lists the files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
