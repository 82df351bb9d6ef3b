use super::{Document, Reader};
use crate::format::Parsed;

/// Reads a stored file: its YAML, and then what `read` makes of it.
///
/// The value is `None` where the file is no YAML or `read` says so.
pub(in crate::format) fn parse_stored<T>(
    path: &str,
    bytes: &[u8],
    read: for<'a> fn(&mut Reader<'a>, &str, &'a Document<'a>) -> Option<T>,
) -> Parsed<T> {
    let mut findings = Vec::new();
    match Document::parse(path, bytes, &mut findings) {
        Ok(document) => {
            let mut reader = Reader::new(path, &document, false, findings);
            let value = read(&mut reader, path, &document);
            Parsed {
                value,
                findings: reader.findings,
            }
        }
        Err(finding) => {
            findings.push(finding);
            Parsed {
                value: None,
                findings,
            }
        }
    }
}
