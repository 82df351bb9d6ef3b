use git2::{MergeFileInput, merge_file};

use super::{GitError, libgit2};

/// Merges what two sides made of a text, line by line; `None` where they
/// changed the same lines differently, or it is no text.
///
/// # Errors
///
/// What libgit2 says when it has no memory for it.
pub fn merge_text(base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<Option<Vec<u8>>, GitError> {
    let texts = [base, ours, theirs];
    if texts.iter().any(|text| text.contains(&0)) {
        return Ok(None);
    }
    if ours == theirs || theirs == base {
        return Ok(Some(ours.to_vec()));
    }
    if ours == base {
        return Ok(Some(theirs.to_vec()));
    }
    // No repository may have been opened yet, and this does not set libgit2 up
    // by itself.
    libgit2::set_options();
    let [base, ours, theirs] = texts.map(|text| {
        let mut input = MergeFileInput::new();
        input.content(text);
        input
    });
    let merged = merge_file(&base, &ours, &theirs, None)?;
    Ok(merged.is_automergeable().then(|| merged.content().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merges_lines() {
        for (base, ours, theirs, want) in [
            ("a\nb\nc\n", "x\nb\nc\n", "a\nb\ny\n", Some("x\nb\ny\n")),
            ("a\nb\nc\n", "x\nb\nc\n", "y\nb\nc\n", None),
            ("a\n", "x\n", "x\n", Some("x\n")),
            ("", "a\n", "", Some("a\n")),
            ("", "a\n", "b\n", None),
            ("a\n", "", "b\n", None),
            ("a\n", "b\n", "", None),
            ("a\nb\nc", "a\nb\nc", "x\nb\nc", Some("x\nb\nc")),
            ("a\0\nb\nc\n", "a\0\nb\nc\n", "x\nb\nc\n", None),
        ] {
            let merged = merge_text(base.as_bytes(), ours.as_bytes(), theirs.as_bytes());
            let merged = merged.expect("libgit2 works");
            let merged = merged.map(|text| String::from_utf8(text).expect("text"));
            assert_eq!(merged.as_deref(), want, "{base:?} {ours:?} {theirs:?}");
        }
    }
}
