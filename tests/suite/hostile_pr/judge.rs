use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

use super::attack::{Request, Verdict};
use super::{Attack, Workshop};
use crate::kit::{Invocation, Output, Strace, WorkflowCommand};

/// How long a check may take, in a build for tests on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The most that GitHub shows of a summary, in bytes.
const SUMMARY: usize = 1 << 20;

/// The most that a log may be long in reason, in bytes.
const LOG: usize = 4 << 20;

/// The formats of `tidings check`.
const FORMATS: [&str; 4] = ["text", "github", "gitlab", "json"];

/// Runs `tidings check` on hostile pull requests.
pub(super) struct Judge<'a> {
    shop: &'a Workshop,
    traces: bool,
}

/// What a run left behind.
struct Run {
    output: Output,
    summary: String,
    took: Duration,
    trace: String,
}

impl<'a> Judge<'a> {
    pub(super) fn new(shop: &'a Workshop) -> Self {
        let traces = Strace::can_trace(&shop.sandbox);
        Self { shop, traces }
    }

    /// Checks one attack in every format, and returns what is wrong with what
    /// came of it.
    pub(super) fn judge(&self, attack: &Attack) -> Vec<String> {
        let request = (attack.build)(self.shop);
        let refs = self.refs();
        let mut faults = Vec::new();
        let mut fault = |format: &str, what: String| {
            faults.push(format!("{}: {format}: {what}", attack.name));
        };
        let mut json = Value::Null;
        for format in ["json", "text", "github", "gitlab"] {
            let run = self.run(&request, format);
            for what in self.faults(&run, format) {
                fault(format, what);
            }
            if attack.verdict == Verdict::Refused {
                let output = &run.output;
                let silent = output.stdout().is_empty() && run.summary.is_empty();
                if output.status() != Some(1) || !silent || !output.stderr().contains("error: ") {
                    fault(format, format!("it goes on\n{output}"));
                }
                continue;
            }
            match format {
                "json" => match serde_json::from_str(run.output.stdout()) {
                    Ok(value) => json = value,
                    Err(error) => fault(format, format!("no JSON: {error}\n{}", run.output)),
                },
                "gitlab" => gitlab(&run.output, &mut |what| fault(format, what)),
                "github" => {
                    github(&run, &json, &mut |what| fault(format, what));
                }
                _ => {}
            }
            let errors = json["errors"].as_u64().unwrap_or_default();
            let status = run.output.status();
            let right = match attack.verdict {
                Verdict::Caught(_) => status == Some(3),
                Verdict::Refused => false,
                Verdict::Shown(_) | Verdict::Harmless => matches!(status, Some(0 | 3)),
            };
            if !right || (status == Some(3)) != (errors > 0) {
                fault(format, format!("{errors} errors\n{}", run.output));
            }
        }
        let wanted = match attack.verdict {
            Verdict::Caught(rule) => Some(("error", rule)),
            Verdict::Shown(rule) => Some(("warning", rule)),
            Verdict::Refused | Verdict::Harmless => None,
        };
        if let Some((severity, rule)) = wanted {
            let findings = json["findings"].as_array().cloned().unwrap_or_default();
            let is_it =
                |finding: &Value| finding["rule"] == rule && finding["severity"] == severity;
            if !findings.iter().any(is_it) {
                let rules: BTreeSet<String> = findings
                    .iter()
                    .map(|finding| format!("{} {}", finding["severity"], finding["rule"]))
                    .collect();
                fault("json", format!("no {severity} of '{rule}': {rules:?}"));
            }
        }
        if self.refs() != refs {
            fault("", "refs have changed".to_owned());
        }
        faults
    }

    /// Runs the check as a step on a runner would.
    fn run(&self, request: &Request, format: &str) -> Run {
        let shop = self.shop;
        let file = |name: &str| shop.sandbox.write(&format!("runner/{name}"), "");
        let (summary, output, env, path) =
            (file("summary"), file("output"), file("env"), file("path"));
        let args = [
            "check",
            "--base",
            &request.base,
            "--head",
            &request.head,
            "--format",
            format,
        ];
        let mut run = shop
            .sandbox
            .tidings(&args)
            .cwd(&shop.place)
            .env("CI", "true")
            // Not the sandbox's: colour is what a terminal would be given.
            .without("NO_COLOR")
            .env("CLICOLOR_FORCE", "0");
        if format == "github" {
            run = run
                .env("GITHUB_ACTIONS", "true")
                .env("GITHUB_STEP_SUMMARY", &summary)
                .env("GITHUB_OUTPUT", &output)
                .env("GITHUB_ENV", &env)
                .env("GITHUB_PATH", &path);
        }
        if format == "gitlab" {
            run = run.env("GITLAB_CI", "true");
        }
        let start = Instant::now();
        let (output_of, trace) = self.traced(run);
        let read = |path| fs::read_to_string(path).expect("it is UTF-8, and there");
        for (name, path) in [("output", output), ("env", env), ("path", path)] {
            let told = read(path);
            assert!(told.is_empty(), "{name}: {told}");
        }
        Run {
            output: output_of,
            summary: read(summary),
            took: start.elapsed(),
            trace,
        }
    }

    /// Runs under strace, where that can be; returns what it saw.
    fn traced(&self, run: Invocation) -> (Output, String) {
        if !self.traces {
            return (run.run(), String::new());
        }
        let trace = self.shop.sandbox.path("runner/trace");
        let trace = trace.to_str().expect("the sandbox's paths are UTF-8");
        let calls = "trace=%network,execve,openat,open,creat,mkdir,mkdirat,symlink,symlinkat,\
                     link,linkat,rename,renameat,renameat2,unlink,unlinkat";
        let args = ["-f", "-qq", "-s", "300", "-o", trace, "-e", calls];
        let output = run.under("strace", &args).run();
        let seen = fs::read(trace).expect("strace writes it");
        (output, String::from_utf8_lossy(&seen).into_owned())
    }

    /// Returns what is wrong with a run in any format.
    fn faults(&self, run: &Run, format: &str) -> Vec<String> {
        let mut faults = Vec::new();
        if run.took > PATIENCE {
            faults.push(format!("it took {:?}", run.took));
        }
        for (stream, text) in [
            ("output", run.output.stdout()),
            ("error", run.output.stderr()),
            ("summary", &run.summary),
        ] {
            let seen = text.chars().find(|letter| is_unseen(*letter));
            if let Some(letter) = seen {
                let code = u32::from(letter);
                faults.push(format!("U+{code:04X} in {stream}\n{}", run.output));
            }
            if text.len() > LOG {
                faults.push(format!("{} bytes in {stream}", text.len()));
            }
            let commands = WorkflowCommand::find(text);
            if (format != "github" || stream != "output") && !commands.is_empty() {
                faults.push(format!("live commands in {stream}: {commands:?}"));
            }
        }
        if format != "github" && !run.summary.is_empty() {
            faults.push("it writes a summary".to_owned());
        }
        faults.extend(self.escapes(&run.trace));
        faults
    }

    /// Returns what a run has done that it must not: connections, programs
    /// other than git, files changed.
    fn escapes(&self, trace: &str) -> Vec<String> {
        let own = self.shop.sandbox.path("runner");
        let own = own.to_str().expect("the sandbox's paths are UTF-8");
        let bad = |line: &&str| {
            let Some((_, call)) = line.split_once(' ') else {
                return false;
            };
            let call = call.trim_start();
            // Signals, ends, and the second halves of calls.
            let is_call = !["---", "+++", "<..."]
                .iter()
                .any(|mark| call.starts_with(mark));
            if !is_call || call.contains(" = -1 ") {
                return false;
            }
            let (name, rest) = call.split_once('(').unwrap_or((call, ""));
            match name {
                // A pair of sockets leads nowhere.
                "socketpair" => false,
                "execve" => {
                    let program = rest.split('"').nth(1).unwrap_or_default();
                    let name = program.rsplit('/').next().unwrap_or_default();
                    !(name == "tidings" || name == "git" || name.starts_with("git-"))
                }
                "open" | "openat" => {
                    let writes = ["O_WRONLY", "O_RDWR", "O_CREAT"];
                    let path = rest.split('"').nth(1).unwrap_or_default();
                    writes.iter().any(|flag| rest.contains(flag))
                        && path != "/dev/null"
                        && !path.starts_with(own)
                }
                _ => true,
            }
        };
        let found = trace.lines().filter(bad);
        found.map(|line| format!("it did this: {line}")).collect()
    }

    fn refs(&self) -> String {
        let args = ["for-each-ref"];
        self.shop.sandbox.git(&self.shop.place, &args)
    }
}

/// Returns whether a character does something to a terminal or a page instead
/// of being seen.
fn is_unseen(letter: char) -> bool {
    match letter {
        '\n' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => true,
        letter => letter.is_control(),
    }
}

/// Returns what is the same of a path however its other characters are
/// spelt.
fn plain_letters(path: &str) -> String {
    path.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Looks at a report for GitLab: an array, each finding told from the others.
fn gitlab(output: &Output, fault: &mut dyn FnMut(String)) {
    let Ok(Value::Array(findings)) = serde_json::from_str(output.stdout()) else {
        fault(format!("no array\n{output}"));
        return;
    };
    let marks: BTreeSet<_> = findings
        .iter()
        .map(|finding| finding["fingerprint"].as_str())
        .collect();
    if marks.len() != findings.len() || marks.contains(&None) {
        fault("findings share a fingerprint".to_owned());
    }
}

/// Looks at what a runner of GitHub makes of a run: annotations and nothing
/// else, as many as it shows, and a summary that holds nothing alive.
fn github(run: &Run, json: &Value, fault: &mut dyn FnMut(String)) {
    let commands = WorkflowCommand::find(run.output.stdout());
    let known = ["file", "line", "col", "title"];
    let paths: BTreeSet<_> = json["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|finding| finding["path"].as_str())
        .map(plain_letters)
        .collect();
    for command in &commands {
        let plain = command
            .properties
            .keys()
            .all(|key| known.contains(&key.as_str()));
        let kind = ["error", "warning", "notice"].contains(&command.name.as_str());
        if !plain || !kind {
            fault(format!("a live command: {command:?}"));
        }
        if let Some(path) = command.properties.get("file")
            && !paths.contains(&plain_letters(path))
        {
            fault(format!("an annotation for {path:?}, which has no finding"));
        }
    }
    let lines = run.output.stdout().lines().filter(|line| !line.is_empty());
    if lines.clone().any(|line| !line.starts_with("::")) || lines.count() != commands.len() {
        fault(format!("more than annotations\n{}", run.output));
    }
    for (kind, total) in [("error", "errors"), ("warning", "warnings")] {
        let total = json[total].as_u64().unwrap_or_default();
        let shown = commands
            .iter()
            .filter(|command| command.name == kind)
            .count();
        if shown as u64 != total.min(10) {
            fault(format!("{shown} of {total} {kind}s are shown"));
        }
    }
    if run.summary.len() > SUMMARY {
        fault(format!("a summary of {} bytes", run.summary.len()));
    }
    if run.summary.is_empty() {
        fault("no summary".to_owned());
    }
    for event in Parser::new_ext(&run.summary, Options::all()) {
        let alive = match &event {
            Event::Html(_) | Event::InlineHtml(_) => true,
            Event::Start(tag) => matches!(
                tag,
                Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock | Tag::CodeBlock(_)
            ),
            _ => false,
        };
        if alive {
            fault(format!("alive in the summary: {event:?}"));
        }
    }
}

#[test]
fn every_format_is_looked_at() {
    let help = crate::kit::Sandbox::new();
    let help = help.tidings(&["check", "--help"]).run().ok();
    for format in FORMATS {
        assert!(help.stdout().contains(format), "{format}");
    }
}
