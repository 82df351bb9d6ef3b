use crate::model::{Finding, Place, Severity};

/// The size that an update or reply does not exceed, in bytes.
pub const MAX_BYTES: usize = 64 * 1024;

/// The mark that some editors put in front of UTF-8.
pub(in crate::format) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Checks size and encoding, and takes off a byte order mark.
pub(in crate::format) fn decode<'a>(
    path: &str,
    bytes: &'a [u8],
    most: usize,
    findings: &mut Vec<Finding>,
) -> Result<&'a str, Finding> {
    let finding = |severity, rule, place, message: String, remedy: &str| Finding {
        severity,
        rule,
        path: path.to_owned(),
        place,
        message,
        remedy: remedy.to_owned(),
    };
    if bytes.len() > most {
        return Err(finding(
            Severity::Error,
            "too-big",
            None,
            format!("the file has {} bytes, and {most} is the most", bytes.len()),
            "shorten it, and link to what is long",
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        let line = good.matches('\n').count() + 1;
        let column = good.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        finding(
            Severity::Error,
            "not-utf8",
            Some(Place { line, column }),
            "the file is not UTF-8".to_owned(),
            "save it as UTF-8",
        )
    })?;
    Ok(text
        .strip_prefix(BYTE_ORDER_MARK)
        .inspect(|_| {
            findings.push(finding(
                Severity::Warning,
                "byte-order-mark",
                Some(Place { line: 1, column: 1 }),
                "the file begins with a byte order mark".to_owned(),
                "save it as UTF-8 without one",
            ));
        })
        .unwrap_or(text))
}
