use clap::Args;

use crate::check::RULES;
use crate::model::nearest;

/// Which rules of the log do not count this time.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct AllowArgs {
    /// Save it although it breaks this rule (repeat it for more).
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    pub(in crate::cli) allow: Vec<String>,
}

fn parse_rule(text: &str) -> Result<String, String> {
    let names = || RULES.iter().map(|rule| rule.name);
    if names().any(|name| name == text) {
        return Ok(text.to_owned());
    }
    let near = nearest(text, names());
    Err(near.map_or_else(
        || "there is no such rule; a refusal names the rules that it is about".to_owned(),
        |near| format!("there is no such rule; did you mean '{near}'?"),
    ))
}
