#[cfg(not(unix))]
pub(super) use other::Keyboard;
#[cfg(unix)]
pub(super) use unix::Keyboard;

#[cfg(unix)]
mod unix {
    use std::io::{self, Write};
    use std::thread;
    use std::time::{Duration, Instant};

    use rustix::termios::{OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

    use crate::ui::interrupt::Hold;
    use crate::ui::key::Key;
    use crate::ui::key_decoder::KeyDecoder;

    /// Bytes behind an Enter within three of these make it a pasted one.
    const BURST: Duration = Duration::from_millis(10);

    /// The terminal tells pasted text from typed text; the cursor is seen.
    const PASTE_ON: &str = "\x1b[?2004h";
    const LEAVE: &str = "\x1b[?2004l\x1b[?25h";

    /// The keyboard, taken over for one dialogue: keys come as they are
    /// pressed, are not echoed, and Ctrl-C is a key. All of that ends when the
    /// value is dropped, and what was not read is then thrown away rather than
    /// answered to whoever reads next.
    ///
    /// dialoguer takes and gives back the terminal for every single key, so
    /// that what is typed or pasted in between would be echoed and acted on
    /// by the terminal itself; under a `Keyboard` it finds it taken already.
    #[derive(Debug)]
    pub(in crate::ui) struct Keyboard {
        original: Termios,
        taken: Termios,
        hold: Hold,
        decoder: KeyDecoder,
    }

    impl Keyboard {
        /// Takes the keyboard over.
        pub(in crate::ui) fn take() -> io::Result<Self> {
            let hold = Hold::while_asking()?;
            let original = tcgetattr(io::stdin())?;
            let mut taken = original.clone();
            taken.make_raw();
            taken.output_modes = original.output_modes;
            // Reads come back after a tenth of a second at the latest, so that
            // Esc and signals are noticed without waiting for another key.
            taken.special_codes[SpecialCodeIndex::VMIN] = 0;
            taken.special_codes[SpecialCodeIndex::VTIME] = 1;
            let keyboard = Self {
                original,
                taken,
                hold,
                decoder: KeyDecoder::default(),
            };
            tcsetattr(io::stdin(), OptionalActions::Drain, &keyboard.taken)?;
            Ok(keyboard)
        }

        /// Asks the terminal to mark pasted text from now on.
        pub(in crate::ui) fn mark_pastes(&self) -> io::Result<()> {
            io::stderr().write_all(PASTE_ON.as_bytes())
        }

        /// Waits for a key.
        ///
        /// # Errors
        ///
        /// [`io::ErrorKind::Interrupted`] where the process was told to end,
        /// or the terminal has gone away.
        pub(in crate::ui) fn read(&mut self) -> io::Result<Key> {
            let mut rest = Duration::ZERO;
            let mut vain = 0;
            loop {
                if self.hold.caught() {
                    return Err(io::ErrorKind::Interrupted.into());
                }
                match self.decoder.next(rest) {
                    Some(Key::Enter) if self.has_more()? => return Ok(Key::PastedEnter),
                    Some(key) => return Ok(key),
                    None => {}
                }
                let began = Instant::now();
                if self.fill()? {
                    (rest, vain) = (Duration::ZERO, 0);
                    continue;
                }
                let waited = began.elapsed();
                rest += waited;
                // A terminal that has been hung up answers nothing at once.
                vain = if waited < BURST { vain + 1 } else { 0 };
                if vain > 20 {
                    return Err(io::ErrorKind::Interrupted.into());
                }
            }
        }

        /// Tells whether keys have been read that nobody has taken yet.
        pub(in crate::ui) fn is_busy(&self) -> bool {
            !self.decoder.is_empty()
        }

        /// Tells whether more is there or comes at once: a person does not
        /// type that fast.
        fn has_more(&mut self) -> io::Result<bool> {
            if !self.decoder.is_empty() {
                return Ok(true);
            }
            let mut hasty = self.taken.clone();
            hasty.special_codes[SpecialCodeIndex::VTIME] = 0;
            tcsetattr(io::stdin(), OptionalActions::Now, &hasty)?;
            for _ in 0..3 {
                thread::sleep(BURST);
                if self.fill()? {
                    break;
                }
            }
            tcsetattr(io::stdin(), OptionalActions::Now, &self.taken)?;
            Ok(!self.decoder.is_empty())
        }

        /// Reads what is there; `false` where nothing is.
        fn fill(&mut self) -> io::Result<bool> {
            let mut bytes = [0; 4096];
            let count = match rustix::io::read(io::stdin(), &mut bytes) {
                Ok(count) => count,
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => 0,
                // What a terminal says that has been hung up.
                Err(rustix::io::Errno::IO) => return Err(io::ErrorKind::Interrupted.into()),
                Err(error) => return Err(error.into()),
            };
            self.decoder.push(&bytes[..count]);
            Ok(count > 0)
        }
    }

    impl Drop for Keyboard {
        fn drop(&mut self) {
            // There is nobody left to tell if the terminal has gone away.
            let _ = io::stderr().write_all(LEAVE.as_bytes());
            let _ = tcsetattr(io::stdin(), OptionalActions::Flush, &self.original);
        }
    }
}

#[cfg(not(unix))]
mod other {
    use std::io;
    use std::time::{Duration, Instant};

    use dialoguer::console;

    use crate::ui::key::Key;

    /// An Enter that follows another key within this was not typed.
    const BURST: Duration = Duration::from_millis(10);

    /// The keyboard, read key by key for one dialogue. The cursor is seen
    /// again when the value is dropped.
    #[derive(Debug)]
    pub(in crate::ui) struct Keyboard {
        terminal: console::Term,
        last: Option<Instant>,
    }

    impl Keyboard {
        /// Takes the keyboard over.
        #[allow(
            clippy::unnecessary_wraps,
            reason = "the same signature as on Unix, where it can fail"
        )]
        pub(in crate::ui) fn take() -> io::Result<Self> {
            Ok(Self {
                terminal: console::Term::stderr(),
                last: None,
            })
        }

        /// Does nothing: this terminal marks no pastes, time alone tells.
        #[allow(
            clippy::unnecessary_wraps,
            clippy::unused_self,
            reason = "the same signature as on Unix, where it can fail"
        )]
        pub(in crate::ui) fn mark_pastes(&self) -> io::Result<()> {
            Ok(())
        }

        /// Tells that no keys are kept here.
        #[allow(clippy::unused_self, reason = "the same signature as on Unix")]
        pub(in crate::ui) fn is_busy(&self) -> bool {
            false
        }

        /// Waits for a key.
        ///
        /// # Errors
        ///
        /// Whatever the console says.
        pub(in crate::ui) fn read(&mut self) -> io::Result<Key> {
            let key = self.terminal.read_key_raw()?;
            let now = Instant::now();
            let hasty = self
                .last
                .replace(now)
                .is_some_and(|last| now - last < BURST);
            Ok(match key {
                console::Key::Enter if hasty => Key::PastedEnter,
                console::Key::Enter => Key::Enter,
                console::Key::CtrlC | console::Key::Escape => Key::Leave,
                console::Key::Backspace => Key::Backspace,
                console::Key::Del => Key::Delete,
                console::Key::ArrowLeft => Key::Left,
                console::Key::ArrowRight => Key::Right,
                console::Key::Home => Key::Home,
                console::Key::End => Key::End,
                console::Key::Tab => Key::Char(' '),
                console::Key::Char(letter) if letter.is_control() => Key::from_control(letter),
                console::Key::Char(letter) => Key::Char(letter),
                _ => Key::Other,
            })
        }
    }

    impl Drop for Keyboard {
        fn drop(&mut self) {
            // There is nobody left to tell if the terminal has gone away.
            let _ = self.terminal.show_cursor();
        }
    }
}
