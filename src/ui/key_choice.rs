use super::key::Key;
use super::keyboard::Keyboard;
use super::prompter::say;
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
        let choices: Vec<String> = keys
            .iter()
            .map(|(key, does)| format!("{key} {does}"))
            .collect();
        say(&format!("{} ", choices.join(" · ")))?;
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
