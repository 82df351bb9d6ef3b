/// Writes a text so that it is one part of an address, or several between
/// slashes.
pub(super) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Writes a text so that it is one part of an address, slashes and all.
pub(super) fn encode_all(text: &str) -> String {
    encode(text).replace('/', "%2F")
}

/// Reads a part of an address; `None` where it is none.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        out.push(u8::try_from(high * 16 + low).expect("two digits make a byte"));
    }
    let text = String::from_utf8(out).ok()?;
    (!text.contains('/')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded_again() {
        for text in ["", "log", "a b", "é#%", "~-_."] {
            assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        }
        assert_eq!(encode("a/b?c"), "a/b%3Fc");
        assert_eq!(encode_all("a/b?c"), "a%2Fb%3Fc");
        for odd in ["%", "%4", "%zz", "%ff", "a%2fb"] {
            assert_eq!(decode(odd), None, "{odd}");
        }
    }
}
