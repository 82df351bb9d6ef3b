/// Returns whether commits with this name and address are made by a program:
/// by what forges and well-known programs call themselves.
#[must_use]
pub fn is_robot(name: &str, email: &str) -> bool {
    let (name, email) = (name.to_lowercase(), email.to_lowercase());
    let local = email.split('@').next().unwrap_or_default();
    // A number and a plus stand before the account at some forges.
    let local = local.rsplit('+').next().unwrap_or_default();
    let is_name = |text: &str| {
        text.ends_with("[bot]")
            || text.ends_with("-bot")
            || text.ends_with("_bot")
            || text.ends_with(" bot")
            || matches!(
                text,
                "bot"
                    | "ci"
                    | "github"
                    | "gitlab"
                    | "jenkins"
                    | "travis"
                    | "root"
                    | "noreply"
                    | "no-reply"
                    | "dependabot"
                    | "renovate"
                    | "github actions"
                    | "github-actions"
                    | "gitlab-ci"
                    | "greenkeeper"
                    | "semantic-release"
                    | "pre-commit-ci"
            )
    };
    is_name(name.trim()) || is_name(local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_told_from_people() {
        for (name, email, want) in [
            (
                "dependabot[bot]",
                "49699333+dependabot[bot]@users.noreply.github.com",
                true,
            ),
            ("GitHub", "noreply@github.com", true),
            ("Renovate Bot", "bot@renovateapp.example", true),
            ("release-bot", "release@example.org", true),
            ("Jenkins", "jenkins@ci.example.org", true),
            ("Ada Example", "ada@example.org", false),
            ("Abbot", "abbot@example.org", false),
            ("Ada", "12+ada-example@users.noreply.github.com", false),
            ("Bo T", "bot.example@example.org", false),
        ] {
            assert_eq!(is_robot(name, email), want, "{name} <{email}>");
        }
    }
}
