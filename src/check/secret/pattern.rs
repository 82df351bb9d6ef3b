/// The characters that the body of a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// Digits and capitals.
    Capitals,
    /// Digits and letters.
    Letters,
    /// Digits and `a` to `f`.
    Hex,
    /// Digits, letters, `_` and `-`.
    Url,
    /// Digits, letters, `_`, `-` and `.`.
    Dotted,
    /// Digits, letters, `+`, `/` and `=`.
    Base64,
}

impl Alphabet {
    /// Returns whether it has this character.
    pub(super) const fn has(self, byte: u8) -> bool {
        match self {
            Self::Capitals => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
            Self::Letters => byte.is_ascii_alphanumeric(),
            Self::Hex => byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'),
            Self::Url => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'),
            Self::Dotted => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'),
            Self::Base64 => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='),
        }
    }
}

/// The form of the tokens of one issuer: a beginning of its own, and a body.
#[derive(Debug)]
pub(super) struct Pattern {
    /// What such a token is, with its article.
    pub(super) what: &'static str,
    /// How it begins.
    pub(super) prefix: &'static str,
    /// What its body is made of.
    pub(super) body: Alphabet,
    /// The fewest characters that a body has.
    pub(super) least: usize,
    /// The most; a longer run is something else.
    pub(super) most: usize,
}

const fn exact(what: &'static str, prefix: &'static str, body: Alphabet, length: usize) -> Pattern {
    Pattern {
        what,
        prefix,
        body,
        least: length,
        most: length,
    }
}

const fn least(what: &'static str, prefix: &'static str, body: Alphabet, least: usize) -> Pattern {
    Pattern {
        what,
        prefix,
        body,
        least,
        most: usize::MAX,
    }
}

use Alphabet::{Base64, Capitals, Dotted, Hex, Letters, Url};

/// The forms of tokens, as their issuers describe them. Of two that fit, the
/// one with the longer beginning counts, so it stands first.
pub(super) const PATTERNS: &[Pattern] = &[
    exact("an AWS access key", "AKIA", Capitals, 16),
    exact("an AWS access key", "ASIA", Capitals, 16),
    exact("an AWS access key", "ABIA", Capitals, 16),
    exact("an AWS access key", "ACCA", Capitals, 16),
    least("a GitHub token", "github_pat_", Url, 36),
    least("a GitHub token", "ghp_", Letters, 36),
    least("a GitHub token", "gho_", Letters, 36),
    least("a GitHub token", "ghu_", Letters, 36),
    least("a GitHub token", "ghs_", Dotted, 36),
    least("a GitHub token", "ghr_", Letters, 36),
    least("a GitLab token", "glpat-", Dotted, 20),
    least("a GitLab token", "gldt-", Url, 20),
    least("a GitLab token", "glrt-", Dotted, 20),
    least("a GitLab token", "glrtr-", Dotted, 20),
    least("a GitLab token", "glcbt-", Dotted, 20),
    least("a GitLab token", "glptt-", Url, 20),
    least("a GitLab token", "glft-", Url, 20),
    least("a GitLab token", "glimt-", Url, 20),
    least("a GitLab token", "glagent-", Url, 20),
    least("a GitLab token", "gloas-", Url, 20),
    least("a GitLab token", "glsoat-", Url, 20),
    least("a GitLab token", "glffct-", Url, 20),
    least("a Slack token", "xoxb-", Url, 20),
    least("a Slack token", "xoxp-", Url, 20),
    least("a Slack token", "xoxa-", Url, 20),
    least("a Slack token", "xoxr-", Url, 20),
    least("a Slack token", "xoxs-", Url, 20),
    least("a Slack token", "xoxc-", Url, 20),
    least("a Slack token", "xoxd-", Url, 20),
    least("a Slack token", "xoxe.xox", Dotted, 20),
    least("a Slack token", "xoxe-", Url, 20),
    least("a Slack token", "xapp-", Url, 20),
    exact("a Google key", "AIza", Url, 35),
    least("a Google token", "GOCSPX-", Url, 24),
    least("a Google token", "ya29.", Url, 30),
    least("a Stripe key", "sk_live_", Letters, 16),
    least("a Stripe key", "rk_live_", Letters, 16),
    least("a Stripe key", "sk_test_", Letters, 16),
    least("a Stripe key", "rk_test_", Letters, 16),
    least("a webhook's secret", "whsec_", Base64, 24),
    exact("an npm token", "npm_", Letters, 36),
    least("a PyPI token", "pypi-AgE", Url, 50),
    exact("a crates.io token", "cio", Letters, 32),
    exact("a RubyGems key", "rubygems_", Hex, 48),
    exact("a NuGet key", "oy2", Letters, 43),
    least("a Docker token", "dckr_pat_", Url, 20),
    least("a Docker token", "dckr_oat_", Url, 20),
    least("an Anthropic key", "sk-ant-", Url, 30),
    least("an OpenAI key", "sk-proj-", Url, 30),
    least("an OpenAI key", "sk-svcacct-", Url, 30),
    exact("an OpenAI key", "sk-", Letters, 48),
    least("a Hugging Face token", "hf_", Letters, 34),
    least("a SendGrid key", "SG.", Dotted, 60),
    least("a DigitalOcean token", "dop_v1_", Hex, 64),
    least("a DigitalOcean token", "doo_v1_", Hex, 64),
    least("a DigitalOcean token", "dor_v1_", Hex, 64),
    least("a Shopify token", "shpat_", Hex, 32),
    least("a Shopify token", "shpca_", Hex, 32),
    least("a Shopify token", "shppa_", Hex, 32),
    least("a Shopify token", "shpss_", Hex, 32),
    least("an Atlassian token", "ATATT3", Url, 50),
    least("a Bitbucket token", "ATBB", Letters, 28),
    least("a Linear key", "lin_api_", Letters, 32),
    least("a Notion token", "ntn_", Letters, 40),
    exact("a Databricks token", "dapi", Hex, 32),
    least("a Grafana token", "glsa_", Url, 36),
    least("a Grafana token", "glc_", Base64, 32),
    least("a New Relic key", "NRAK-", Capitals, 27),
    least("a Postman key", "PMAK-", Url, 50),
    exact("a Pulumi token", "pul-", Hex, 40),
    least("a Vault token", "hvs.", Url, 24),
    least("a Vault token", "hvb.", Url, 24),
    least("a Doppler token", "dp.pt.", Letters, 40),
    least("a Supabase token", "sbp_", Hex, 40),
    least("a PlanetScale token", "pscale_", Dotted, 32),
    least("a Sentry token", "sntrys_", Base64, 40),
    least("a Tailscale key", "tskey-", Url, 20),
    least("an age key", "AGE-SECRET-KEY-1", Capitals, 50),
    least("a Square token", "sq0atp-", Url, 22),
    least("a Square secret", "sq0csp-", Url, 40),
    least("a Slack webhook", "hooks.slack.com/services/T", Base64, 30),
    least(
        "a Slack workflow",
        "hooks.slack.com/workflows/T",
        Base64,
        30,
    ),
    least("a Discord webhook", "discord.com/api/webhooks/", Base64, 40),
    least(
        "a Teams webhook",
        "webhook.office.com/webhookb2/",
        Dotted,
        30,
    ),
];
