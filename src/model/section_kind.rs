use super::{Answer, Scale};

/// What the answers in a team's own section look like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SectionKind {
    /// Free text.
    #[default]
    Text,
    /// A list of items.
    List,
    /// One of these words.
    Choice(Vec<String>),
    /// A number on a scale. It is never shown by person, only put together
    /// with those of others.
    Scale(Scale),
    /// Yes or no.
    YesNo,
}

/// An answer that is not of its section's kind. The message does not repeat
/// what was marked on a scale.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// A list where one text is asked for.
    #[error("this is a list, and the answer is a single text")]
    Several,
    /// None of the words that there are to choose from.
    #[error("'{text}' is none of the choices")]
    NoOption {
        /// What was answered.
        text: String,
        /// What there is to choose from.
        options: Vec<String>,
    },
    /// No number on the scale.
    #[error("the answer is not on the scale from {} to {}", scale.low(), scale.high())]
    OffScale {
        /// The scale.
        scale: Scale,
    },
    /// Neither yes nor no.
    #[error("'{text}' is neither yes nor no")]
    NotYesNo {
        /// What was answered.
        text: String,
    },
}

impl SectionKind {
    /// Returns the spelling used in files.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::List => "list",
            Self::Choice(_) => "choice",
            Self::Scale(_) => "scale",
            Self::YesNo => "yes-no",
        }
    }

    /// Returns whether the answer is a single word, so that a new one takes
    /// the place of the old one and is not put below it.
    #[must_use]
    pub const fn is_word(&self) -> bool {
        matches!(self, Self::Choice(_) | Self::Scale(_) | Self::YesNo)
    }

    /// Returns what can be answered, for people; `None` where anything can.
    #[must_use]
    pub fn choices(&self) -> Option<String> {
        match self {
            Self::Text | Self::List => None,
            Self::Choice(options) => Some(format!("one of {}", options.join(", "))),
            Self::Scale(scale) => {
                let (low, high) = (scale.low(), scale.high());
                Some(format!("a number from {low} to {high}"))
            }
            Self::YesNo => Some("yes or no".to_owned()),
        }
    }

    /// Returns the answer as one of this kind: a text passes for a list of
    /// one, case does not count in a choice, `y` is a yes, and what was
    /// written as a number or truth value where a text is asked for is that
    /// text.
    ///
    /// # Errors
    ///
    /// [`Misfit`] where it is none.
    pub fn fit(&self, answer: &Answer) -> Result<Answer, Misfit> {
        match (self, answer) {
            (Self::List, Answer::List(_)) => return Ok(answer.clone()),
            (kind, Answer::List(texts)) if kind.is_word() && texts.len() == 1 => {
                return kind.fit(&Answer::Text(texts[0].clone()));
            }
            (_, Answer::List(_)) => return Err(Misfit::Several),
            _ => {}
        }
        let text = answer.to_string();
        let word = text.trim();
        match self {
            Self::Text => Ok(Answer::Text(text)),
            Self::List => Ok(Answer::List(vec![text])),
            Self::Choice(options) => {
                let same = |option: &&String| option.to_lowercase() == word.to_lowercase();
                let exact = options.iter().find(|option| *option == word);
                let option = exact.or_else(|| options.iter().find(same));
                option
                    .map(|option| Answer::Text(option.clone()))
                    .ok_or_else(|| Misfit::NoOption {
                        text: word.to_owned(),
                        options: options.clone(),
                    })
            }
            Self::Scale(scale) => {
                let mark = word.parse().ok().filter(|mark| scale.contains(*mark));
                mark.map(Answer::Mark)
                    .ok_or(Misfit::OffScale { scale: *scale })
            }
            Self::YesNo => match word.to_lowercase().as_str() {
                "y" | "yes" | "true" => Ok(Answer::YesNo(true)),
                "n" | "no" | "false" => Ok(Answer::YesNo(false)),
                _ => Err(Misfit::NotYesNo {
                    text: word.to_owned(),
                }),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Answer {
        Answer::Text(text.to_owned())
    }

    #[test]
    fn answers_are_made_to_fit_their_kind_or_refused() {
        let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let choice = SectionKind::Choice(words(&["Office", "home", "office"]));
        let scale = SectionKind::Scale(Scale::default());
        let (list, yes_no) = (SectionKind::List, SectionKind::YesNo);
        for (kind, answer, want) in [
            (&list, text("a"), Some(Answer::List(words(&["a"])))),
            (&list, Answer::Mark(4), Some(Answer::List(words(&["4"])))),
            (&SectionKind::Text, Answer::Mark(4), Some(text("4"))),
            (&SectionKind::Text, Answer::YesNo(true), Some(text("yes"))),
            (&SectionKind::Text, Answer::List(words(&["a"])), None),
            (&choice, text(" HOME\n"), Some(text("home"))),
            (&choice, text("office"), Some(text("office"))),
            (&choice, text("OFFICE"), Some(text("Office"))),
            (&choice, text("moon"), None),
            (&choice, text("home office"), None),
            (&scale, text("5"), Some(Answer::Mark(5))),
            (&scale, Answer::List(words(&["5"])), Some(Answer::Mark(5))),
            (&scale, Answer::List(words(&["5", "4"])), None),
            (&scale, Answer::Mark(6), None),
            (&scale, text("3.5"), None),
            (&scale, text("-1"), None),
            (&yes_no, text("Y"), Some(Answer::YesNo(true))),
            (&yes_no, text("false"), Some(Answer::YesNo(false))),
            (&yes_no, Answer::YesNo(false), Some(Answer::YesNo(false))),
            (&yes_no, text("maybe"), None),
        ] {
            let fitted = kind.fit(&answer).ok();
            assert_eq!(fitted, want, "{kind:?} {answer:?}");
            if let Some(fitted) = fitted {
                assert_eq!(kind.fit(&fitted).as_ref(), Ok(&fitted), "{kind:?}");
            }
        }
    }

    #[test]
    fn what_is_off_a_scale_is_not_repeated() {
        let misfit = SectionKind::Scale(Scale::default()).fit(&text("77"));
        let message = misfit.expect_err("77 is off").to_string();
        assert_eq!(message, "the answer is not on the scale from 1 to 5");
    }
}
