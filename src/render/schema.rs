use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::report::{
    Digest, Inspection, Listing, Missing, ProtocolView, Publication, Shown, Stats, Status, TeamView,
};

/// Returns the JSON Schemas (draft-07) of the reports, each with the name of
/// the command that prints it: `check`, `digest`, `log`, `missing`, `protocol`,
/// `show`, `stats` and `status`; that of `team` is `roster`, since the team file
/// has the name.
#[must_use]
pub fn report_schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("check", schema::<Inspection>()),
    Catchup, Digest, Inbox, Listing, Missing, ProtocolView, Shown, Stats, Status, TeamView,
/// the command that prints it: `catchup`, `digest`, `inbox`, `log`, `missing`, `protocol`, `show`,
/// `stats` and `status`; that of `team` is `roster`, since the team file has the name.
        ("catchup", schema::<Catchup>()),
        ("digest", schema::<Digest>()),
        ("inbox", schema::<Inbox>()),
        ("log", schema::<Listing>()),
        ("missing", schema::<Missing>()),
        ("publish", schema::<Publication>()),
        ("protocol", schema::<ProtocolView>()),
        ("show", schema::<Shown>()),
        ("stats", schema::<Stats>()),
        ("status", schema::<Status>()),
        ("roster", schema::<TeamView>()),
    ]
}

fn schema<T: JsonSchema>() -> Value {
    SchemaSettings::draft07()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}
