use std::borrow::Cow;

/// Writes a path, or whatever else a command names, so that a shell takes it
/// for one word when the command is pasted. Messages put commands between
/// single quotes, so double ones are used where they do.
#[must_use]
pub fn shell_word(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "/\\:._-+~".contains(c);
    // A tilde in front is somebody's home.
    if !word.is_empty() && !word.starts_with('~') && word.chars().all(is_plain) {
        return word.into();
    }
    if cfg!(windows) || !word.contains(['"', '$', '`', '\\', '!', '\n']) {
        return format!("\"{word}\"").into();
    }
    format!("'{}'", word.replace('\'', r"'\''")).into()
}

#[cfg(test)]
#[cfg(not(windows))]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_the_word_that_was_meant() {
        for word in [
            "/srv/team-log",
            "/home/ada/my log",
            "it's here",
            "it's $HOME!",
            "~/log",
            "a\"b`c`\\ d;e&f*",
            "Läden/日本",
            "",
        ] {
            let line = format!("printf %s {}", shell_word(word));
            let ran = std::process::Command::new("sh")
                .args(["-c", &line])
                .output();
            let ran = ran.expect("there is a shell");
            assert_eq!(String::from_utf8_lossy(&ran.stdout), word, "{line}");
        }
        assert_eq!(shell_word("/srv/team-log"), "/srv/team-log");
    }
}
