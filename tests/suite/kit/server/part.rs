use std::io;
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How long a connection may stay silent before its thread gives it up.
const PATIENCE: Duration = Duration::from_secs(90);

/// A listener on loopback with a thread for each connection. When it is
/// dropped every connection is shut, so that no thread stays behind.
pub(crate) struct Part {
    port: u16,
    ends: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Part {
    /// Starts one that hands each connection to `serve`.
    pub(super) fn start(
        serve: impl Fn(&TcpStream) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has free ports");
        let port = listener.local_addr().expect("it is bound").port();
        let part = Self {
            port,
            ends: Arc::default(),
            open: Arc::default(),
        };
        let (ends, open) = (Arc::clone(&part.ends), Arc::clone(&part.open));
        let serve = Arc::new(serve);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if ends.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                stream.set_read_timeout(Some(PATIENCE)).ok();
                stream.set_nodelay(true).ok();
                if let Ok(handle) = stream.try_clone() {
                    open.lock().expect("no holder panics").push(handle);
                }
                let serve = Arc::clone(&serve);
                thread::spawn(move || {
                    // A client that goes away is what some tests are about.
                    serve(&stream).ok();
                    stream.shutdown(Shutdown::Both).ok();
                });
            }
        });
        part
    }

    /// Returns where it listens.
    pub(super) const fn port(&self) -> u16 {
        self.port
    }

    /// Returns how many connections there have been.
    pub(super) fn connections(&self) -> usize {
        self.open.lock().expect("no holder panics").len()
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        for stream in self.open.lock().expect("no holder panics").drain(..) {
            stream.shutdown(Shutdown::Both).ok();
        }
        // Wakes the listener, which then sees that it is to end.
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).ok();
    }
}
