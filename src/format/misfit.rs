use crate::model::Misfit;

use super::suggest;

/// Returns what is wrong with the answer to the section `name`, and what can
/// be answered instead.
#[must_use]
pub fn explain_misfit(name: &str, misfit: &Misfit) -> (String, String) {
    let remedy = match misfit {
        Misfit::Several => "write it as one text".to_owned(),
        Misfit::NoOption { text, options } => {
            let options: Vec<&str> = options.iter().map(String::as_str).collect();
            suggest::remedy(text, &options)
        }
        Misfit::OffScale { scale } => {
            format!("write a number from {} to {}", scale.low(), scale.high())
        }
        Misfit::NotYesNo { .. } => "write yes or no".to_owned(),
    };
    (format!("'{name}': {misfit}"), remedy)
}
