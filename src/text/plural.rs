/// Returns the word that fits the number: `one` for exactly 1.
///
/// ```
/// assert_eq!(tidings::text::plural(1, "day", "days"), "day");
/// ```
#[must_use]
pub const fn plural<'a>(number: usize, one: &'a str, many: &'a str) -> &'a str {
    if number == 1 { one } else { many }
}

/// Returns the number with the word that fits it.
///
/// ```
/// assert_eq!(tidings::text::count(3, "day", "days"), "3 days");
/// ```
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", plural(number, one, many))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_is_singular() {
        assert_eq!(count(0, "day", "days"), "0 days");
        assert_eq!(count(1, "day", "days"), "1 day");
        assert_eq!(count(2, "reply", "replies"), "2 replies");
    }
}
