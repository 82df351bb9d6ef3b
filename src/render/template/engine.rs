use std::collections::BTreeMap;
use std::io;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde::Serialize;

use crate::text;

use super::error::TemplateError;
use super::filter;
use super::sink::Sink;

/// The templates that are built in.
const BUILT_IN: [(&str, &str); 10] = [
    (
        "catchup.html.jinja",
        include_str!("../../../templates/catchup.html.jinja"),
    ),
    (
        "catchup.md.jinja",
        include_str!("../../../templates/catchup.md.jinja"),
    ),
    ("digest.css", include_str!("../../../templates/digest.css")),
    (
        "digest.html.jinja",
        include_str!("../../../templates/digest.html.jinja"),
    ),
    (
        "digest.md.jinja",
        include_str!("../../../templates/digest.md.jinja"),
    ),
    (
        "group.md.jinja",
        include_str!("../../../templates/group.md.jinja"),
    ),
    (
        "inbox.html.jinja",
        include_str!("../../../templates/inbox.html.jinja"),
    ),
    (
        "inbox.md.jinja",
        include_str!("../../../templates/inbox.md.jinja"),
    ),
    (
        "proposal.md.jinja",
        include_str!("../../../templates/proposal.md.jinja"),
    ),
    (
        "protocol.md.jinja",
        include_str!("../../../templates/protocol.md.jinja"),
    ),
];

/// Under this name a built-in template can be reached from one that overrides
/// it: `{% extends "builtin/digest.html.jinja" %}`.
const PREFIX: &str = "builtin/";

/// Work that any template may do, in the engine's units: about one an
/// instruction or 64 bytes.
const FUEL: u64 = 1_000_000;

/// Bytes that any template may print.
const OUTPUT: usize = 4 << 20;

/// More bytes that may be printed for each byte of the report's JSON.
const OUTPUT_PER_BYTE: usize = 8;

/// How deep templates may include and call each other, in the engine's units.
const RECURSION: usize = 120;

/// The built-in templates, and those that a team puts in their place.
///
/// A template may include, extend and import others by name, built-in ones
/// and overrides alike. A built-in one that is overridden stays reachable
/// under `builtin/`. The name of the template that is rendered decides how
/// text is made safe: `.html` and `.md` in it mean those formats, anything
/// else is plain text.
///
/// What a render may do is bounded: 1,000,000 units of work and one more for
/// each byte of the report's JSON, 4 MiB of output and 8 bytes more for each
/// such byte.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    overrides: BTreeMap<String, String>,
}

impl Templates {
    /// Returns the built-in templates.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a template, in place of a built-in one if it has that one's name.
    #[must_use]
    pub fn with_override(mut self, name: &str, source: String) -> Self {
        self.overrides.insert(name.to_owned(), source);
        self
    }

    /// Returns the names of all templates, built-in ones first.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let more = self.overrides.keys().map(String::as_str);
        let is_new = |name: &&str| BUILT_IN.iter().all(|(built_in, _)| built_in != name);
        BUILT_IN
            .iter()
            .map(|(name, _)| *name)
            .chain(more.filter(is_new))
            .collect()
    }

    /// Renders a report with the template of that name.
    ///
    /// # Errors
    ///
    /// If there is no such template, it does not parse, names something that
    /// the report does not have, or does more work than it may.
    pub fn render<T: Serialize>(&self, name: &str, report: &T) -> Result<String, TemplateError> {
        let names = self.names();
        if self.source(name).is_none() {
            return Err(TemplateError::unknown(name, &names));
        }
        let size = json_size(report);
        let fuel = FUEL.saturating_add(u64::try_from(size).unwrap_or(u64::MAX));
        let mut out = Bounded {
            bytes: Vec::new(),
            room: OUTPUT.saturating_add(OUTPUT_PER_BYTE.saturating_mul(size)),
        };
        let env = self.environment(Sink::of(name), fuel);
        env.get_template(name)
            .and_then(|template| {
                template.render_captured_to(Value::from(Serde(report)), &mut out)?;
                Ok(())
            })
            .map_err(|error| {
                TemplateError::from_engine(&error, name, &names, |name| {
                    self.source(name).map(str::to_owned)
                })
            })?;
        let out = String::from_utf8(out.bytes).expect("the engine writes whole strings");
        // The last word on controls: a template may hold some itself.
        Ok(text::plain(&out).into_owned())
    }

    /// Returns the source of a template: the override, or the built-in one.
    fn source(&self, name: &str) -> Option<&str> {
        let built_in = |name: &str| {
            BUILT_IN
                .iter()
                .find(|(built_in, _)| *built_in == name)
                .map(|(_, source)| *source)
        };
        match name.strip_prefix(PREFIX) {
            Some(name) => built_in(name),
            None => self
                .overrides
                .get(name)
                .map(String::as_str)
                .or_else(|| built_in(name)),
        }
    }

    fn environment(&self, sink: Sink, fuel: u64) -> Environment<'static> {
        let mut env = Environment::new();
        let templates = self.clone();
        env.set_loader(move |name| Ok(templates.source(name).map(str::to_owned)));
        env.set_syntax(
            SyntaxConfig::builder()
                .trim_blocks(true)
                .lstrip_blocks(true)
                .keep_trailing_newline(true)
                .build()
                .expect("the usual delimiters are valid"),
        );
        // Every template prints through the formatter of the sink, whatever
        // its own name is. The mode only tells the engine that captured
        // output is made safe already.
        env.set_auto_escape_callback(|_| AutoEscape::Custom("sink".into()));
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_recursion_limit(RECURSION);
        env.set_fuel(Some(fuel));
        // Errors then say which name was undefined.
        env.set_debug(true);
        filter::install(&mut env, sink);
        env
    }
}

/// Output that may not grow beyond a size.
struct Bounded {
    bytes: Vec<u8>,
    room: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.room = self
            .room
            .checked_sub(bytes.len())
            .ok_or_else(|| io::Error::other("the output is too large"))?;
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns the size of a report as JSON, in bytes, without making it.
fn json_size<T: Serialize>(report: &T) -> usize {
    struct Count(usize);
    impl io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    serde_json::to_writer(&mut count, report).expect("reports serialise, and counting cannot fail");
    count.0
}
