use super::broken;
use crate::check::secret::{SECRET, mask};

/// Returns a body that looks random, made of characters of an alphabet. No
/// token stands in this file: those who look for leaks would find it.
fn body(alphabet: &str, length: usize) -> String {
    let chars: Vec<char> = alphabet.chars().collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let at = usize::try_from(state % chars.len() as u64).expect("an index");
        chars[at]
    };
    (0..length).map(|_| next()).collect()
}

const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX: &str = "0123456789abcdef";

/// Returns what a line is taken for.
fn found(line: &str) -> Vec<String> {
    let text = format!("notes: |\n  {line}\n");
    let findings = super::Example::parse(&text).findings();
    let secrets = findings
        .into_iter()
        .filter(|finding| finding.rule == SECRET.name);
    secrets.map(|finding| finding.message).collect()
}

#[test]
fn tokens_of_well_known_services_are_found() {
    let letters = |length| body(LETTERS, length);
    for (token, what) in [
        (format!("AKIA{}", body(CAPITALS, 16)), "an AWS access key"),
        (format!("ASIA{}", body(CAPITALS, 16)), "an AWS access key"),
        (format!("ghp_{}", letters(36)), "a GitHub token"),
        (format!("gho_{}", letters(36)), "a GitHub token"),
        (
            format!("github_pat_{}_{}", letters(22), letters(59)),
            "a GitHub token",
        ),
        (format!("glpat-{}", letters(20)), "a GitLab token"),
        (format!("glrt-t1_{}", letters(20)), "a GitLab token"),
        (
            format!("xoxb-123456789012-{}", letters(24)),
            "a Slack token",
        ),
        (
            format!("https://hooks.slack.com/services/T0AB/B0CD/{}", letters(24)),
            "a Slack webhook",
        ),
        (format!("AIza{}", letters(35)), "a Google key"),
        (format!("GOCSPX-{}", letters(28)), "a Google token"),
        (format!("sk_live_{}", letters(24)), "a Stripe key"),
        (format!("whsec_{}", letters(32)), "a webhook's secret"),
        (format!("npm_{}", letters(36)), "an npm token"),
        (
            format!("pypi-AgEIcHlwaS5vcmc{}", letters(60)),
            "a PyPI token",
        ),
        (format!("rubygems_{}", body(HEX, 48)), "a RubyGems key"),
        (format!("dckr_pat_{}", letters(27)), "a Docker token"),
        (format!("sk-ant-api03-{}", letters(40)), "an Anthropic key"),
        (format!("sk-proj-{}", letters(48)), "an OpenAI key"),
        (format!("hf_{}", letters(34)), "a Hugging Face token"),
        (
            format!("SG.{}.{}", letters(22), letters(43)),
            "a SendGrid key",
        ),
        (format!("dop_v1_{}", body(HEX, 64)), "a DigitalOcean token"),
        (format!("shpat_{}", body(HEX, 32)), "a Shopify token"),
        (format!("hvs.{}", letters(24)), "a Vault token"),
        (
            format!("AGE-SECRET-KEY-1{}", body(CAPITALS, 58)),
            "an age key",
        ),
        (
            format!("eyJ{}.eyJ{}.{}", letters(20), letters(40), letters(43)),
            "a JSON web token",
        ),
        (
            "-----BEGIN RSA PRIVATE KEY-----".to_owned(),
            "a private key",
        ),
        (
            "-----BEGIN PGP PRIVATE KEY BLOCK-----".to_owned(),
            "a private key",
        ),
        (
            "PuTTY-User-Key-File-3: ssh-ed25519".to_owned(),
            "a private key",
        ),
        (
            format!("postgres://ada:{}@db.example.org/log", letters(12)),
            "an address with a password",
        ),
        (
            format!("password = \"{}\"", letters(20)),
            "a secret by its name",
        ),
        (
            format!("AWS_SECRET_ACCESS_KEY={}", letters(40)),
            "a secret by its name",
        ),
        (
            format!("client-secret: {}", letters(32)),
            "a secret by its name",
        ),
        (
            format!("Authorization: Bearer {}", letters(40)),
            "credentials for a server",
        ),
    ] {
        for line in [
            token.clone(),
            format!("use {token}, please."),
            format!("key=\"{token}\""),
        ] {
            let got = found(&line);
            assert_eq!(got, [format!("this looks like {what}")], "{line}");
            let secret: String = token.chars().rev().take(10).collect();
            let secret: String = secret.chars().rev().collect();
            let masked = mask(&line);
            let shown =
                !masked.contains(&secret) || secret.contains("-----") || secret.contains("ed25519");
            assert!(shown || what.contains("address"), "{masked}");
        }
    }
}

#[test]
fn what_only_looks_like_one_is_left_alone() {
    let letters = |length| body(LETTERS, length);
    for line in [
        "Rotated AKIAIOSFODNN7EXAMPLE, see the runbook".to_owned(),
        "the token begins with ghp_ and has 40 characters".to_owned(),
        format!("ghp_{}", "x".repeat(36)),
        format!("ghp_{}", "abcdefghijklmnopqrstuvwxyz0123456789"),
        "ghp_your_token_here_your_token_here_your_to".to_owned(),
        "glpat-xxxxxxxxxxxxxxxxxxxx".to_owned(),
        format!("deploy {} to staging", body(HEX, 40)),
        format!("digest sha256:{}", body(HEX, 64)),
        format!("npm_{}", letters(50)),
        format!("myghp_{}", letters(36)),
        "-----BEGIN PUBLIC KEY-----".to_owned(),
        "-----BEGIN CERTIFICATE-----".to_owned(),
        "https://ada@git.example.org/log.git".to_owned(),
        "https://user:password@example.org".to_owned(),
        "postgres://ada:${PASSWORD}@db/log".to_owned(),
        "https://x:<token>@example.org".to_owned(),
        "Password: reset it at https://accounts.example.org/reset/2026".to_owned(),
        "token: rotated yesterday, all green again".to_owned(),
        "the secret: write tests first and ship on Mondays".to_owned(),
        "password=$DATABASE_PASSWORD_OF_STAGING_2".to_owned(),
        "token = process.env.GITHUB_TOKEN_2".to_owned(),
        "TOKEN=aaaaaaaaaaaaaaaaaaaaaaaaaa1".to_owned(),
        "see https://app.asana.com/0/1200123456789012/1201234567890123".to_owned(),
        "task-ios-sk-live-checkout-2026-11-20-rollout".to_owned(),
        "eyJ is how web tokens begin. Really. Yes".to_owned(),
        "DjangoRestFrameworkSimpleJWTAuthenticationBackend2".to_owned(),
    ] {
        assert_eq!(found(&line), [""; 0], "{line}");
        // Of what may be the lines of a key nothing is shown, to be sure.
        let is_long = |word: &str| word.len() >= 40;
        if !line
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(is_long)
        {
            assert_eq!(mask(&line), line);
        }
    }
}

#[test]
fn an_escape_hides_no_secret_and_the_message_repeats_none() {
    let token = format!("ghp_{}", body(LETTERS, 36));
    let hidden = token.replacen("gh", "\\x67h", 1);
    let text = format!("done: [\"Use {hidden}\"]");
    assert_eq!(broken(&text), ["error secret"]);
    for text in [
        text,
        format!("done: [Use {token}]"),
        // What readers quote may be one.
        format!("done:\n  - Fix #{token}"),
        format!("done:\n  - Use: {token}"),
        format!("health: {token}"),
        format!("{token}: x"),
        format!("blockers: [{{ text: x, needs: [{token}] }}]"),
    ] {
        for finding in super::Example::parse(&text).findings() {
            let said = format!("{} {}", finding.message, finding.remedy);
            assert!(!said.contains(&token[4..]), "{said}");
        }
    }
}

#[test]
fn hostile_lines_are_read_to_their_end() {
    let token = format!("password={}", body(LETTERS, 24));
    for line in [
        "ghp_".repeat(15_000),
        "glpat-".repeat(10_000),
        "eyJ-".repeat(15_000),
        "eyJaaaaaaaaaa.".repeat(4_000),
        "token=".repeat(10_000),
        "token: ".repeat(9_000),
        "://a:b@".repeat(9_000),
        "Authorization: Bearer ".repeat(3_000),
        "-----BEGIN ".repeat(5_000),
        format!("{token} ").repeat(1_800),
        "AKIA".repeat(15_000),
        "=".repeat(60_000),
    ] {
        found(&line);
        mask(&line);
    }
}
