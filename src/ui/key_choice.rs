use unicode_width::UnicodeWidthStr;

use super::key::Key;
use super::keyboard::Keyboard;
use super::prompter::{columns, say};
use super::{PromptError, Prompter};

impl Prompter {
    /// Lets the person press one of these keys, in whichever case, and returns
    /// it; what each does stands beside it. Any other key is passed over.
    ///
    /// # Errors
    ///
    /// [`PromptError`] where the person leaves, by Ctrl-C, Ctrl-D or Esc.
    pub fn key(&self, keys: &[(char, &str)]) -> Result<char, PromptError> {
        let mut keyboard = Keyboard::take()?;
        say(&format!("{} ", rows(keys, columns())))?;
        loop {
            let pressed = match keyboard.read() {
                Ok(pressed) => pressed,
                Err(error) => {
                    say("\n").ok();
                    return Err(error.into());
                }
            };
            match pressed {
                Key::Char(letter) => {
                    let letter = letter.to_ascii_lowercase();
                    if keys.iter().any(|(key, _)| *key == letter) {
                        say(&format!("{letter}\n"))?;
                        return Ok(letter);
                    }
                }
                Key::Leave | Key::Close => {
                    say("\n")?;
                    return Err(std::io::Error::from(std::io::ErrorKind::Interrupted).into());
                }
                _ => {}
            }
        }
    }
}

/// Returns the keys with what they do, in rows that break between two of them
/// and leave room for the key that is pressed.
fn rows(keys: &[(char, &str)], columns: usize) -> String {
    const GAP: &str = " · ";
    const ANSWER: usize = 3;
    let (mut rows, mut taken) = (String::new(), 0);
    for (key, does) in keys {
        let choice = format!("{key} {does}");
        let wide = choice.width();
        if taken > 0 && taken + GAP.width() + wide + ANSWER > columns {
            rows.push('\n');
            taken = 0;
        } else if taken > 0 {
            rows.push_str(GAP);
            taken += GAP.width();
        }
        rows.push_str(&choice);
        taken += wide;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn rows_break_between_two_keys() {
        let keys = [('r', "reply"), ('s', "skip"), ('q', "quit")];
        for (columns, wanted) in [
            (80, "r reply · s skip · q quit"),
            (28, "r reply · s skip · q quit"),
            (27, "r reply · s skip\nq quit"),
            (5, "r reply\ns skip\nq quit"),
        ] {
            assert_eq!(rows(&keys, columns), wanted, "{columns}");
        }
    }
}
