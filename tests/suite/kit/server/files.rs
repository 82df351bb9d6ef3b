use std::fs;
use std::io::{self, Write};
use std::net::TcpStream;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::Part;
use super::request::Request;

/// A server that gives out the files of a folder by HTTP, until it is
/// dropped.
///
/// Of a file that has a neighbour with `.cut` behind its name it promises all
/// and sends half.
pub(crate) struct FileServer {
    part: Part,
    authorizations: Arc<Mutex<Vec<String>>>,
}

impl FileServer {
    /// Serves a folder.
    pub(crate) fn start(folder: &Path) -> Self {
        let folder = folder.to_owned();
        let authorizations: Arc<Mutex<Vec<String>>> = Arc::default();
        let seen = Arc::clone(&authorizations);
        Self {
            part: Part::start(move |stream| {
                let request = Request::read(stream, stream)?;
                let shown = request.header("authorization").to_owned();
                if !shown.is_empty() {
                    seen.lock().expect("no holder panics").push(shown);
                }
                answer(stream, &request, &folder)
            }),
            authorizations,
        }
    }

    /// Returns its address, without a slash at the end.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.part.port())
    }

    /// Returns who said they were, in order: the headers of that name.
    pub(crate) fn authorizations(&self) -> Vec<String> {
        self.authorizations
            .lock()
            .expect("no holder panics")
            .clone()
    }

    /// Returns how often it was asked for something.
    pub(crate) fn requests(&self) -> usize {
        self.part.connections()
    }
}

/// Answers a request; the connection ends with it.
fn answer(mut stream: &TcpStream, request: &Request, folder: &Path) -> io::Result<()> {
    let Some(content) = place(folder, &request.path).and_then(|path| fs::read(path).ok()) else {
        return stream.write_all(
            b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        );
    };
    let cut = place(folder, &format!("{}.cut", request.path)).is_some_and(|path| path.exists());
    let sent = content.len() / if cut { 2 } else { 1 };
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        content.len()
    )?;
    stream.write_all(&content[..sent])
}

/// Returns the file that a path of a request means, if it lies in the folder.
fn place(folder: &Path, path: &str) -> Option<PathBuf> {
    let below = Path::new(path.trim_start_matches('/'));
    let inside = below
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| folder.join(below))
}
