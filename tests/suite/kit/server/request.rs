use std::collections::BTreeMap;
use std::io::{self, BufRead, Read, Write};

/// The most that a head or a body may be.
const LIMIT: u64 = 64 << 20;

/// An HTTP request, read whole.
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: String,
    /// By name in lower case.
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: Vec<u8>,
}

impl Request {
    /// Reads one from a connection; bodies may come in chunks. `answer` gets
    /// the word to go on where the client waits for it.
    pub(super) fn read(connection: impl Read, mut answer: impl Write) -> io::Result<Self> {
        let mut connection = io::BufReader::new(connection.take(LIMIT));
        let first = line(&mut connection)?;
        let mut words = first.split(' ').map(str::to_owned);
        let mut word = || words.next().ok_or_else(bad);
        let (method, target) = (word()?, word()?);
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let mut headers = BTreeMap::new();
        loop {
            let line = line(&mut connection)?;
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            // A repeated one counts as a list.
            headers
                .entry(name.to_ascii_lowercase())
                .and_modify(|before: &mut String| *before = format!("{before}, {}", value.trim()))
                .or_insert_with(|| value.trim().to_owned());
        }
        if headers.contains_key("expect") {
            answer.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        let mut body = Vec::new();
        if headers
            .get("transfer-encoding")
            .is_some_and(|how| how == "chunked")
        {
            while let size @ 1.. = chunk_size(&line(&mut connection)?)? {
                (&mut connection).take(size).read_to_end(&mut body)?;
                line(&mut connection)?;
            }
            line(&mut connection)?;
        } else if let Some(length) = headers.get("content-length") {
            body = vec![0; length.parse().map_err(|_| bad())?];
            connection.read_exact(&mut body)?;
        }
        Ok(Self {
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            headers,
            body,
        })
    }

    /// Returns a header, or nothing.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

fn line(connection: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if connection.read_line(&mut line)? == 0 {
        return Err(bad());
    }
    Ok(line.trim_end().to_owned())
}

fn chunk_size(line: &str) -> io::Result<u64> {
    let digits = line.split(';').next().unwrap_or_default().trim();
    u64::from_str_radix(digits, 16).map_err(|_| bad())
}

fn bad() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}

#[test]
fn requests_are_read_with_bodies_of_both_kinds() {
    let read = |text: &str| {
        let mut answer = Vec::new();
        let request = Request::read(text.as_bytes(), &mut answer);
        request.map(|request| (request, answer))
    };
    let (request, answer) = read(
        "POST /log.git/git-receive-pack?a=b HTTP/1.1\r\nContent-Type: x/y\r\n\
         Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n\
         3\r\nabc\r\nA;x\r\n0123456789\r\n0\r\n\r\n",
    )
    .expect("a request");
    assert_eq!(request.method, "POST");
    assert_eq!(request.path, "/log.git/git-receive-pack");
    assert_eq!(request.query, "a=b");
    assert_eq!(request.header("content-type"), "x/y");
    assert_eq!(request.body, b"abc0123456789");
    assert!(answer.starts_with(b"HTTP/1.1 100"));
    let (request, answer) =
        read("GET / HTTP/1.1\r\ncontent-length: 2\r\n\r\nhi").expect("a request");
    assert_eq!((request.body.as_slice(), answer.len()), (&b"hi"[..], 0));
    for text in [
        "",
        "GET\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhi",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ] {
        assert!(read(text).is_err(), "{text:?}");
    }
}
