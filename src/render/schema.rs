use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::report::{
    Catchup, DecisionRecord, Digest, Inbox, Inspection, Listing, Missing, ProtocolView,
    Publication, Responses, Shown, Stats, Status, TeamView,
};

/// Returns the JSON Schemas (draft-07) of the reports, each with the name of
/// the command that prints it; that of `team` is `roster`, since the team file
/// has the name, and that of `stats --answers` is `answers`.
#[must_use]
pub fn report_schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("answers", schema::<Responses>()),
        ("check", schema::<Inspection>()),
        ("catchup", schema::<Catchup>()),
        ("decisions", schema::<DecisionRecord>()),
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
