use chrono::TimeDelta;

/// Says a length of working time in short: `45m`, `3h 20m`, from ten hours on
/// in whole hours. What is left over is left out.
pub(super) fn working_time(length: TimeDelta) -> String {
    let minutes = length.num_minutes().max(0);
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, _) => format!("{rest}m"),
        (1..10, 1..) => format!("{hours}h {rest}m"),
        _ => format!("{hours}h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short() {
        for (seconds, want) in [
            (-60, "0m"),
            (59, "0m"),
            (45 * 60, "45m"),
            (3600, "1h"),
            (3 * 3600 + 20 * 60 + 59, "3h 20m"),
            (9 * 3600 + 59 * 60, "9h 59m"),
            (10 * 3600 + 59 * 60, "10h"),
            (400 * 3600, "400h"),
        ] {
            let length = TimeDelta::seconds(seconds);
            assert_eq!(working_time(length), want, "{seconds}");
        }
    }
}
