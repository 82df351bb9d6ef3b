use std::collections::BTreeMap;

/// The commands that a runner of GitHub obeys.
const NAMES: [&str; 17] = [
    "add-mask",
    "add-matcher",
    "add-path",
    "debug",
    "echo",
    "endgroup",
    "error",
    "group",
    "internal-set-repo-path",
    "notice",
    "remove-matcher",
    "save-state",
    "section",
    "set-env",
    "set-output",
    "stop-commands",
    "warning",
];

/// A command that a runner of GitHub finds in what a step prints.
///
/// It is read as the runner reads it (`ActionCommand.cs` in `actions/runner`):
/// a command in the newer form begins its line, after any white space; one in
/// the older form, `##[name]`, may stand anywhere in a line. Lines end with a
/// line feed, a carriage return, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WorkflowCommand {
    pub(crate) name: String,
    pub(crate) properties: BTreeMap<String, String>,
    pub(crate) data: String,
}

impl WorkflowCommand {
    /// Finds every command in what a step printed.
    pub(crate) fn find(output: &str) -> Vec<Self> {
        let lines = output.split(['\n', '\r']);
        lines
            .filter_map(|line| Self::newer(line).or_else(|| Self::older(line)))
            .collect()
    }

    /// Reads `::name key=value,key=value::data`.
    fn newer(line: &str) -> Option<Self> {
        let (info, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
        let (name, properties) = info.split_once(' ').unwrap_or((info, ""));
        Self::known(name, properties, ',', unescape_property, unescape(data))
    }

    /// Reads `##[name key=value;key=value]data`.
    fn older(line: &str) -> Option<Self> {
        let (_, rest) = line.split_once("##[")?;
        let (info, data) = rest.split_once(']')?;
        let (name, properties) = info.split_once(' ').unwrap_or((info, ""));
        Self::known(name, properties, ';', unescape_older, unescape_older(data))
    }

    fn known(
        name: &str,
        properties: &str,
        between: char,
        unescape: fn(&str) -> String,
        data: String,
    ) -> Option<Self> {
        let properties = properties.trim().split(between);
        NAMES.contains(&name).then(|| Self {
            name: name.to_owned(),
            properties: properties
                .filter_map(|pair| pair.split_once('='))
                .map(|(key, value)| (key.to_lowercase(), unescape(value)))
                .collect(),
            data,
        })
    }
}

fn unescape(text: &str) -> String {
    let text = text.replace("%0D", "\r").replace("%0A", "\n");
    text.replace("%25", "%")
}

fn unescape_property(text: &str) -> String {
    let text = text.replace("%0D", "\r").replace("%0A", "\n");
    let text = text.replace("%3A", ":").replace("%2C", ",");
    text.replace("%25", "%")
}

fn unescape_older(text: &str) -> String {
    let text = text.replace("%3B", ";").replace("%0D", "\r");
    let text = text.replace("%0A", "\n").replace("%5D", "]");
    text.replace("%25", "%")
}

#[test]
fn commands_are_found_as_the_runner_finds_them() {
    for (output, names) in [
        ("::error::no\n", &["error"][..]),
        ("  \t::error file=a,line=2::no", &["error"]),
        ("a\r::add-mask::x", &["add-mask"]),
        ("a ::error::no", &[]),
        ("::no-such::x", &[]),
        ("::error", &[]),
        ("a ##[error]no", &["error"]),
        ("##[set-env name=A]b\n##[group]x", &["set-env", "group"]),
        ("##[error", &[]),
        ("# #[error]x", &[]),
    ] {
        let found = WorkflowCommand::find(output);
        let found: Vec<_> = found.iter().map(|command| command.name.as_str()).collect();
        assert_eq!(found, names, "{output:?}");
    }
    let found = WorkflowCommand::find("::error file=a%2Cb,title=c%3Ad::one%0Atwo%25");
    let [command] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(command.properties["file"], "a,b");
    assert_eq!(command.properties["title"], "c:d");
    assert_eq!(command.data, "one\ntwo%");
}
