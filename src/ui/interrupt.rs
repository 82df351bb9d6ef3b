#[cfg(not(unix))]
pub use other::Hold;
#[cfg(unix)]
pub use unix::Hold;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, OnceLock};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::flag;

    /// One signal: whether it ends the process as ever, and whether it came
    /// while it did not.
    #[derive(Debug)]
    struct Watch {
        signal: i32,
        ends: Arc<AtomicBool>,
        caught: Arc<AtomicBool>,
    }

    /// The signals that are ever held, watched from the first hold on.
    static WATCHES: OnceLock<Watches> = OnceLock::new();

    #[derive(Debug)]
    struct Watches {
        each: Vec<Watch>,
        /// Whether any of them came since the last hold began.
        any: Arc<AtomicBool>,
    }

    /// Keeps signals from ending the process for as long as it lives. Holds
    /// are not nested.
    #[derive(Debug)]
    pub struct Hold(&'static [i32]);

    impl Hold {
        /// Holds what would end the process in the middle of a dialogue, with
        /// the terminal bent and the answers lost.
        pub(in crate::ui) fn while_asking() -> io::Result<Self> {
            Self::new(&[SIGINT, SIGTERM, SIGHUP])
        }

        /// Holds what the keyboard sends to a child and to us alike.
        pub(in crate::ui) fn while_child_runs() -> io::Result<Self> {
            Self::new(&[SIGINT, SIGQUIT])
        }

        /// Holds what would end the process while something is sent, and leave
        /// it unsaid that it is saved.
        ///
        /// # Errors
        ///
        /// What the system says when signals cannot be watched.
        pub fn while_sending() -> io::Result<Self> {
            Self::new(&[SIGINT, SIGTERM, SIGHUP])
        }

        fn new(signals: &'static [i32]) -> io::Result<Self> {
            if WATCHES.get().is_none() {
                let any = Arc::new(AtomicBool::new(false));
                let all = [SIGINT, SIGQUIT, SIGTERM, SIGHUP];
                let each = all.into_iter().map(|signal| watch(signal, &any));
                let each = each.collect::<io::Result<_>>()?;
                // A second thread that came first has watches as good as these.
                let _ = WATCHES.set(Watches { each, any });
            }
            let hold = Self(signals);
            Self::all().any.store(false, Ordering::SeqCst);
            for watch in hold.watches() {
                watch.caught.store(false, Ordering::SeqCst);
                watch.ends.store(false, Ordering::SeqCst);
            }
            Ok(hold)
        }

        /// Tells whether a held signal came.
        #[must_use]
        pub fn caught(&self) -> bool {
            self.watches()
                .any(|watch| watch.caught.load(Ordering::SeqCst))
        }

        /// Returns what becomes true as soon as a held signal comes.
        #[must_use]
        pub fn flag(&self) -> Arc<AtomicBool> {
            // A signal that is not held ends the process, whoever looks.
            Arc::clone(&Self::all().any)
        }

        fn all() -> &'static Watches {
            WATCHES.get().expect("a hold is made after its watches")
        }

        fn watches(&self) -> impl Iterator<Item = &'static Watch> {
            let signals = self.0;
            Self::all()
                .each
                .iter()
                .filter(move |watch| signals.contains(&watch.signal))
        }
    }

    impl Drop for Hold {
        fn drop(&mut self) {
            for watch in self.watches() {
                watch.ends.store(true, Ordering::SeqCst);
            }
        }
    }

    fn watch(signal: i32, any: &Arc<AtomicBool>) -> io::Result<Watch> {
        let ends = Arc::new(AtomicBool::new(true));
        let caught = Arc::new(AtomicBool::new(false));
        flag::register_conditional_default(signal, Arc::clone(&ends))?;
        flag::register(signal, Arc::clone(&caught))?;
        flag::register(signal, Arc::clone(any))?;
        Ok(Watch {
            signal,
            ends,
            caught,
        })
    }
}

#[cfg(not(unix))]
mod other {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    /// Holds nothing: Windows consoles hand Ctrl-C to the reader as a key.
    #[derive(Debug)]
    pub struct Hold;

    #[allow(
        clippy::unnecessary_wraps,
        reason = "the same signatures as on Unix, where they can fail"
    )]
    impl Hold {
        pub(in crate::ui) fn while_child_runs() -> io::Result<Self> {
            Ok(Self)
        }

        /// Holds nothing.
        ///
        /// # Errors
        ///
        /// None.
        pub fn while_sending() -> io::Result<Self> {
            Ok(Self)
        }

        /// Returns what never becomes true.
        #[must_use]
        pub fn flag(&self) -> Arc<AtomicBool> {
            Arc::default()
        }

        /// Tells that nothing came.
        #[must_use]
        pub fn caught(&self) -> bool {
            false
        }
    }
}
