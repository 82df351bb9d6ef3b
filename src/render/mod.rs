//! Reports, lists and findings → terminal, Markdown, HTML and JSON.
