use std::fmt;
use std::str::FromStr;

/// A form in which a report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Laid out for a terminal.
    #[default]
    Terminal,
    /// Markdown for a pull request, an issue or a wiki.
    Markdown,
    /// One self-contained page.
    Html,
    /// The report itself.
    Json,
}

impl Format {
    /// Every format, in the order in which help texts list them.
    pub const ALL: [Self; 4] = [Self::Terminal, Self::Markdown, Self::Html, Self::Json];

    /// Returns the spelling used on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// Returns the name of the template that prints a digest in this format,
    /// where one does.
    #[must_use]
    pub const fn template(self) -> Option<&'static str> {
        match self {
            Self::Markdown => Some("digest.md.jinja"),
            Self::Html => Some("digest.html.jinja"),
            Self::Terminal | Self::Json => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    /// Reads a format; the error is a sentence that lists the values.
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|format| format.as_str() == text)
            .ok_or_else(|| "the format is terminal, markdown, html or json".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_read_back() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
        }
        assert!("HTML".parse::<Format>().is_err());
    }
}
