/// Returns as much of a digest as there is `room` for, in bytes, up to a
/// heading, and whether that is not all.
pub(super) fn cut(text: &str, room: usize) -> (&str, bool) {
    if text.len() <= room {
        return (text, false);
    }
    let end = (0..=room).rfind(|&at| text.is_char_boundary(at));
    let end = end.expect("every text begins at a boundary");
    // What people write is quoted, so that a heading is the digest's own.
    let heading = text[..end].rfind("\n##").filter(|&at| at > 0);
    (&text[..heading.unwrap_or(end)], true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_digest_is_cut_before_a_heading() {
        let long = "## Quill\n\n### Ada\n\néé\n### Grace\nxxxx";
        for (text, room, want, is_cut) in [
            ("short\n", 6, "short\n", false),
            (long, 34, "## Quill\n\n### Ada\n\néé", true),
            (long, 20, "## Quill\n", true),
            (long, 9, "## Quill\n", true),
            ("éé", 3, "é", true),
            ("é", 0, "", true),
        ] {
            assert_eq!(cut(text, room), (want, is_cut), "{text:?} {room}");
        }
    }
}
