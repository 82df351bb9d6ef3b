use crate::report::{MarkCount, ScaleSummary, ScaleView};

use super::Sample;

impl Sample {
    /// Returns a scale that enough people answered, and one that too few did.
    pub(super) fn scales(&self) -> Vec<ScaleView> {
        let scale = |key: &str, title: &str, summary| ScaleView {
            key: key.to_owned(),
            title: self.say(title),
            low: 1,
            high: 3,
            summary,
        };
        let distribution = [(1, 1), (2, 4), (3, 2)].map(|(mark, count)| MarkCount { mark, count });
        let summary = ScaleSummary {
            people: 5,
            answers: 7,
            mean: "2.1".to_owned(),
            median: "2.0".to_owned(),
            distribution: distribution.to_vec(),
        };
        vec![
            scale("mood", "Mood", Some(summary)),
            scale("pace", "Pace", None),
        ]
    }
}
