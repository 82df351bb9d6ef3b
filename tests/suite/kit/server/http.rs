use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;

use super::Part;
use super::request::Request;
use super::transport::program_of_git;
use crate::kit::{Invocation, Sandbox};

/// Starts a server for every repository in a folder: smart HTTP, by `git
/// http-backend`. Whoever asks may push.
pub(super) fn start(sandbox: &Sandbox, folder: &Path) -> Part {
    let backend = program_of_git(sandbox, "git-http-backend");
    let sandbox = sandbox.program(backend, &[]).cwd(folder);
    let folder: PathBuf = folder.to_owned();
    Part::start(move |stream| answer(stream, &sandbox, &folder))
}

/// Reads one request and answers it; the connection ends with it.
fn answer(mut stream: &TcpStream, backend: &Invocation, folder: &Path) -> io::Result<()> {
    let request = Request::read(stream, stream)?;
    let mut child = backend
        .command()
        .env("GIT_PROJECT_ROOT", folder)
        .env("GIT_HTTP_EXPORT_ALL", "1")
        .env("REQUEST_METHOD", &request.method)
        .env("PATH_INFO", &request.path)
        .env("QUERY_STRING", &request.query)
        .env("CONTENT_TYPE", request.header("content-type"))
        .env("CONTENT_LENGTH", request.body.len().to_string())
        .env("HTTP_CONTENT_ENCODING", request.header("content-encoding"))
        .env("GIT_PROTOCOL", request.header("git-protocol"))
        .env("REMOTE_ADDR", "127.0.0.1")
        .env("REMOTE_USER", "anyone")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut stdin = child.stdin.take().expect("it is piped");
    let body = request.body;
    let feeder = thread::spawn(move || stdin.write_all(&body).ok());
    let mut reply = Vec::new();
    let read = child
        .stdout
        .take()
        .expect("it is piped")
        .read_to_end(&mut reply);
    child.wait()?;
    read?;
    feeder.join().expect("a writer to a pipe does not panic");
    let (head, body) = split(&reply);
    let status = head
        .lines()
        .find_map(|line| line.strip_prefix("Status: "))
        .unwrap_or("200 OK");
    write!(
        stream,
        "HTTP/1.1 {status}\r\n{}Content-Length: {}\r\nConnection: close\r\n\r\n",
        head.lines()
            .filter(|line| !line.starts_with("Status: ") && !line.starts_with("Content-Length"))
            .map(|line| format!("{line}\r\n"))
            .collect::<String>(),
        body.len()
    )?;
    stream.write_all(body)
}

/// Divides what a CGI program printed into its head and its body.
fn split(reply: &[u8]) -> (String, &[u8]) {
    let end = reply.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.unwrap_or(reply.len());
    let body = reply.get(end + 4..).unwrap_or_default();
    (String::from_utf8_lossy(&reply[..end]).into_owned(), body)
}
