use crate::model::nearest;

/// Returns a remedy that names the nearest candidate, or lists all of them.
pub(super) fn remedy(word: &str, candidates: &[&str]) -> String {
    nearest(word, candidates.iter().copied()).map_or_else(
        || format!("use one of {}", candidates.join(", ")),
        |found| format!("did you mean '{found}'?"),
    )
}
