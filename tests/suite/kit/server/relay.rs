use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use super::Part;

/// What stands between a client and a server, and passes on what both say;
/// until it is told to cut, or to take its time.
pub(crate) struct Relay {
    part: Part,
    limits: Arc<Limits>,
}

/// What it does to each connection.
struct Limits {
    /// How many bytes pass from the client to the server.
    up: AtomicU64,
    /// How many bytes pass from the server to the client.
    down: AtomicU64,
    /// How long each piece is held back, in milliseconds.
    pause: AtomicU64,
}

impl Relay {
    /// Starts one in front of a port of this machine; it passes everything.
    pub(crate) fn start(to: u16) -> Self {
        let limits = Arc::new(Limits {
            up: AtomicU64::new(u64::MAX),
            down: AtomicU64::new(u64::MAX),
            pause: AtomicU64::new(0),
        });
        let own = Arc::clone(&limits);
        let part = Part::start(move |client| {
            let server = TcpStream::connect((Ipv4Addr::LOCALHOST, to))?;
            server.set_nodelay(true)?;
            let pause = Duration::from_millis(own.pause.load(Ordering::SeqCst));
            let (up, down) = (
                own.up.load(Ordering::SeqCst),
                own.down.load(Ordering::SeqCst),
            );
            thread::scope(|scope| {
                scope.spawn(|| pass(client, &server, up, pause));
                pass(&server, client, down, pause)
            })
        });
        Self { part, limits }
    }

    /// Returns where it listens.
    pub(crate) const fn port(&self) -> u16 {
        self.part.port()
    }

    /// Cuts each connection from now on once so many bytes went to the server.
    pub(crate) fn cut_up(&self, bytes: u64) {
        self.limits.up.store(bytes, Ordering::SeqCst);
    }

    /// Cuts each connection from now on once so many bytes came from the
    /// server.
    pub(crate) fn cut_down(&self, bytes: u64) {
        self.limits.down.store(bytes, Ordering::SeqCst);
    }

    /// Holds back each piece from now on.
    pub(crate) fn slow(&self, pause: Duration) {
        let pause = u64::try_from(pause.as_millis()).expect("tests are short");
        self.limits.pause.store(pause, Ordering::SeqCst);
    }

    /// Passes everything again, at once.
    pub(crate) fn heal(&self) {
        self.cut_up(u64::MAX);
        self.cut_down(u64::MAX);
        self.slow(Duration::ZERO);
    }
}

/// Passes on at most so many bytes. At the limit both sides are cut off; when
/// one side is done, the other is told so.
fn pass(mut from: &TcpStream, mut to: &TcpStream, limit: u64, pause: Duration) -> io::Result<()> {
    let mut left = limit;
    let mut buffer = [0; 1024];
    loop {
        let read = from.read(&mut buffer).unwrap_or(0);
        if read == 0 {
            return to.shutdown(Shutdown::Write);
        }
        thread::sleep(pause);
        let some = usize::try_from(left).map_or(read, |left| left.min(read));
        to.write_all(&buffer[..some])?;
        left -= some as u64;
        if left == 0 {
            from.shutdown(Shutdown::Both).ok();
            return to.shutdown(Shutdown::Both);
        }
    }
}
