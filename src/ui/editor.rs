use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use super::interrupt::Hold;
use super::shell::ShellLine;

/// A file could not be edited; it stays where it is, as the editor left it.
#[derive(Debug, thiserror::Error)]
pub enum EditorError {
    /// There is no command to start.
    #[error("no editor is set; name one with `git config --global core.editor`")]
    Unset,
    /// The command could not be started.
    #[error(
        "the editor `{command}` cannot be started; name another with `git config --global core.editor`"
    )]
    Start {
        /// The editor's command line.
        command: String,
        /// What the system said.
        source: io::Error,
    },
    /// The command ran and failed, or was killed.
    #[error("the editor `{command}` failed ({status}) on {path}", path = path.display())]
    Failed {
        /// The editor's command line.
        command: String,
        /// How it ended.
        status: ExitStatus,
        /// The file that was open.
        path: PathBuf,
    },
}

/// Opens a file in an editor and waits until the editor ends.
///
/// `editor` is what `git var GIT_EDITOR` prints: a line for the shell, run as
/// git runs it. While it runs, Ctrl-C is the editor's alone.
///
/// # Errors
///
/// [`EditorError`] where no editor is named, where it cannot be started, and
/// where it ends with another status than 0 or by a signal.
pub fn edit(editor: &str, path: &Path) -> Result<(), EditorError> {
    if editor.trim().is_empty() {
        return Err(EditorError::Unset);
    }
    let started = |source| EditorError::Start {
        command: editor.to_owned(),
        source,
    };
    let _hold = Hold::while_child_runs().map_err(started)?;
    let status = ShellLine(editor)
        .spawn("", &[path.as_os_str()], |_| {})
        .and_then(|mut child| child.wait())
        .map_err(started)?;
    if status.success() {
        return Ok(());
    }
    Err(EditorError::Failed {
        command: editor.to_owned(),
        status,
        path: path.to_owned(),
    })
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;

    use super::{EditorError, edit};

    #[test]
    fn a_line_for_the_shell_edits_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let script = folder.path().join("my editor.sh");
        fs::write(&script, "#!/bin/sh\nprintf '%s\\n' \"$@\" >>\"$2\"\n").expect("a script");
        let file = folder.path().join("to $post 'it'.md");
        fs::write(&file, "kept\n").expect("a file");
        let editor = format!("sh '{}' \"two words\"", script.display());
        edit(&editor, &file).expect("the editor succeeds");
        assert_eq!(
            fs::read_to_string(&file).expect("the file"),
            format!("kept\ntwo words\n{}\n", file.display())
        );
    }

    #[test]
    fn colon_leaves_the_file_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        edit(":", &folder.path().join("absent")).expect("nothing to fail");
    }

    #[test]
    fn a_failing_editor_is_named_and_the_file_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("draft.md");
        // (editor, what the message says)
        let table = [
            ("false", "`false` failed (exit status: 1)"),
            ("exit 3;", "`exit 3;` failed (exit status: 3)"),
            ("no-such-editor-here", "(exit status: 127)"),
            ("kill -9 $$;", "(signal: 9 (SIGKILL))"),
            ("", "no editor is set"),
            ("  ", "no editor is set"),
        ];
        for (editor, expected) in table {
            fs::write(&file, "kept").expect("a file");
            let error = edit(editor, &file).expect_err("the editor fails");
            let message = error.to_string();
            assert!(message.contains(expected), "{editor}: {message}");
            if matches!(error, EditorError::Failed { .. }) {
                assert!(message.contains(&file.display().to_string()), "{message}");
            }
            assert_eq!(fs::read_to_string(&file).expect("the file"), "kept");
        }
    }
}
