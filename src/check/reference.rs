use super::{FAMILIES, Rule};
use crate::text;

/// Returns the page on all rules as Markdown: what each asks for, why, what to
/// do, and an example of both.
///
/// `docs/check.md` is this text; a test compares them.
#[must_use]
pub fn reference() -> String {
    let mut text = String::from(INTRODUCTION);
    for (heading, rules) in FAMILIES {
        text.push_str(&format!(
            "\n## {heading}\n\n| rule | severity | what it asks for |\n|---|---|---|\n"
        ));
        for rule in *rules {
            let (name, severity) = (rule.name, rule.severity.as_str());
            text.push_str(&format!(
                "| [`{name}`](#{name}) | {severity} | {} |\n",
                rule.title
            ));
        }
        for rule in *rules {
            push_rule(&mut text, rule);
        }
    }
    text
}

const INTRODUCTION: &str = "\
# What `tidings check` looks for

This page is made from the code. `tidings check` reads what a branch changes
against its base, from git objects alone, and judges it by these rules; it runs
nothing that the change brings and believes nothing that it says of the team.
`tidings post` and `tidings reply` run the rules on what is said before they
commit, so that nobody waits for CI to hear of a pasted token: `--allow RULE`
saves it all the same. Reports show what readers find in files that are in the
log already, under the same names.

An error ends `tidings check` with status 3; a warning does not. A team says in
its team file how bad a finding is, and the base's word counts:

```yaml
# .tidings/team.yaml
check:
  long-past: \"off\"      # error, warning or off
  hidden-character: error
```

A rule whose severity depends on the place says so. In the examples `+++ PATH`
stands before a file as the change leaves it, `---` before one as it was, and
`===` before one that the change leaves alone; without any of them it is a part
of `updates/2026/11/20/ada.yaml`. `commit:` names who wrote it, where that is not
the author. What the matter is not about is left out: version, author and
period, and the members `ada`, `grace` and `linus`.
";

fn push_rule(text: &mut String, rule: &Rule) {
    // What is not seen in an example is spelt out.
    let shown = |example: &'static str| text::terminal_lines(example.trim_end());
    let (bad, good) = (shown(rule.bad), shown(rule.good));
    text.push_str(&format!(
        "\n### {}\n\n{}. {}\n\n- **Severity:** {}\n- **What to do:** {}.\n\nNot so:\n\n```text\n{bad}\n```\n\nBut so:\n\n```text\n{good}\n```\n",
        rule.name,
        rule.title,
        rule.why,
        rule.severity.as_str(),
        rule.remedy,
    ));
}
