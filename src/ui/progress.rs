use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Streams;

/// How long something may take before anything is said of it.
const DELAY: Duration = Duration::from_millis(500);

/// How often a mark that moves does so.
const BEAT: Duration = Duration::from_millis(100);

/// How something that is under way is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pulse {
    /// With a mark that moves.
    Moving,
    /// Drawn once, so that another program can ask a question below it.
    Still,
}

/// Shows on the terminal behind standard error, once half a second is over,
/// what is being waited for; it is gone again when this is dropped.
#[derive(Debug)]
pub struct Progress {
    watch: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to wait; nothing is ever shown where nobody would see it.
    #[must_use]
    pub fn begin(streams: &Streams, what: &str, pulse: Pulse) -> Self {
        let watch = streams.shows_progress().then(|| {
            let (end, ended) = channel();
            let what = crate::text::terminal(what).into_owned();
            let thread = thread::spawn(move || {
                if ended.recv_timeout(DELAY) == Err(RecvTimeoutError::Timeout) {
                    let bar = draw(what, pulse);
                    // Nothing is sent: the other end goes when the wait is over.
                    ended.recv().ok();
                    bar.finish_and_clear();
                }
            });
            (end, thread)
        });
        Self { watch }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, thread)) = self.watch.take() {
            drop(end);
            // What is said next must not stand behind what is shown.
            thread.join().ok();
        }
    }
}

fn draw(what: String, pulse: Pulse) -> ProgressBar {
    let template = match pulse {
        Pulse::Moving => "{spinner} {msg} …",
        Pulse::Still => "{msg} …",
    };
    let style = ProgressStyle::with_template(template).expect("the templates above are well made");
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_style(style);
    bar.set_message(what);
    match pulse {
        Pulse::Moving => bar.enable_steady_tick(BEAT),
        Pulse::Still => bar.tick(),
    }
    bar
}
