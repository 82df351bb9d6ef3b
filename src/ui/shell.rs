use std::ffi::OsStr;
use std::io;
use std::process::{Child, Command};

/// A command line as git takes it in `core.editor` and `core.pager`: words
/// for a shell, with quotes and arguments of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShellLine<'a>(pub(super) &'a str);

impl ShellLine<'_> {
    /// Starts the line by `sh -c`, with `preamble` before it and `arguments`
    /// after it; `prepare` sets up the streams.
    ///
    /// Where there is no `sh`, as in a plain Windows console, the line is
    /// split into words here and the preamble falls away.
    pub(super) fn spawn(
        self,
        preamble: &str,
        arguments: &[&OsStr],
        prepare: impl Fn(&mut Command),
    ) -> io::Result<Child> {
        let mut shell = Command::new("sh");
        shell
            .arg("-c")
            .arg(format!("{preamble}{} \"$@\"", self.0))
            .arg(self.0)
            .args(arguments);
        prepare(&mut shell);
        match shell.spawn() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut words = words(self.0).into_iter();
                let mut command = Command::new(words.next().ok_or(error)?);
                command.args(words).args(arguments);
                prepare(&mut command);
                command.spawn()
            }
            result => result,
        }
    }
}

/// Splits a command line at blanks outside quotes. A backslash is a letter
/// like any other: in such lines it separates folders.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for letter in line.chars() {
        match quote {
            Some(mark) if letter == mark => quote = None,
            Some(_) => word.get_or_insert_default().push(letter),
            None if letter == '"' || letter == '\'' => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            None if letter.is_whitespace() => words.extend(word.take()),
            None => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_end_at_blanks_outside_quotes() {
        let table: [(&str, &[&str]); 7] = [
            ("", &[]),
            ("  ", &[]),
            ("vim", &["vim"]),
            ("code  --wait ", &["code", "--wait"]),
            (
                r#""C:\Program Files\Pad\pad.exe" -multiInst"#,
                &[r"C:\Program Files\Pad\pad.exe", "-multiInst"],
            ),
            ("a'b c'd", &["ab cd"]),
            ("say ''", &["say", ""]),
        ];
        for (line, expected) in table {
            assert_eq!(words(line), expected, "{line}");
        }
    }
}
