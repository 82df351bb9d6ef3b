use clap::Args;

/// Whom a report is about.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(in crate::cli) struct FilterArgs {
    /// Only members of this team; repeat it for any of several.
    #[arg(id = "of-team", long = "team", value_name = "NAME")]
    pub(in crate::cli) teams: Vec<String>,
    /// Only members of this project and items of it; repeat it for any of
    /// several.
    #[arg(id = "of-project", long = "project", value_name = "NAME")]
    pub(in crate::cli) projects: Vec<String>,
    /// Only members with this role; repeat it for any of several.
    #[arg(id = "of-role", long = "role", value_name = "NAME")]
    pub(in crate::cli) roles: Vec<String>,
    /// Only this member; repeat it for several.
    #[arg(id = "of-member", long = "member", value_name = "HANDLE")]
    pub(in crate::cli) members: Vec<String>,
}
