/// A piece of Rust source that can name something: a word or a mark.
/// Comments, strings, characters and numbers name nothing and are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// The word, or one mark; `::` is one mark.
    pub(crate) text: String,
    /// The line it stands in, from 1.
    pub(crate) line: usize,
    /// How many modules lie around it within its file.
    pub(crate) depth: usize,
    /// Whether it stands in something that is built for tests only.
    pub(crate) test: bool,
}

/// Cuts Rust source into tokens.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let mut all = cut(source);
    place(&mut all);
    all
}

/// Cuts, with depth and test left at nothing.
fn cut(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let mut all = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let start = at;
        let c = chars[at];
        at += match (c, chars.get(at + 1)) {
            ('/', Some('/')) => length(&chars[at..], |c| c != '\n'),
            ('/', Some('*')) => block_comment(&chars[at..]),
            ('"', _) => string(&chars[at..]),
            ('\'', _) => quote(&chars[at..]),
            ('r' | 'b' | 'c', Some('"' | '#' | 'r')) => prefixed(&chars[at..]),
            _ if is_word(c) => length(&chars[at..], is_word),
            (':', Some(':')) => 2,
            _ => 1,
        };
        let text: String = chars[start..at].iter().collect();
        let names = c.is_alphabetic() || c == '_' || c.is_ascii_punctuation();
        let literal = matches!(c, '"' | '\'')
            || text.starts_with("//")
            || text.starts_with("/*")
            || text.contains('"');
        if names && !literal {
            all.push(Token {
                text: text.trim_start_matches("r#").to_owned(),
                line,
                depth: 0,
                test: false,
            });
        }
        line += chars[start..at].iter().filter(|c| **c == '\n').count();
    }
    all
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn length(chars: &[char], more: impl Fn(char) -> bool) -> usize {
    chars.iter().take_while(|c| more(**c)).count()
}

/// Returns the length of a block comment, which may hold others.
fn block_comment(chars: &[char]) -> usize {
    let (mut at, mut open) = (0, 0);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (open, at) = (open + 1, at + 2),
            ('*', Some('/')) => (open, at) = (open - 1, at + 2),
            _ => at += 1,
        }
        if open == 0 {
            break;
        }
    }
    at.min(chars.len())
}

/// Returns the length of a string with escapes.
fn string(chars: &[char]) -> usize {
    let mut at = 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}

/// Returns the length of a character, or of the mark of a lifetime.
fn quote(chars: &[char]) -> usize {
    match (chars.get(1), chars.get(2)) {
        (Some('\\'), _) => 3 + length(&chars[3.min(chars.len())..], |c| c != '\''),
        (Some(_), Some('\'')) => 3,
        _ => 1,
    }
}

/// Returns the length of a raw string, a byte string, a raw name or a word.
fn prefixed(chars: &[char]) -> usize {
    let letters = length(chars, |c| matches!(c, 'r' | 'b' | 'c'));
    let hashes = length(&chars[letters..], |c| c == '#');
    let raw = chars[..letters].contains(&'r');
    let start = letters + hashes;
    if chars.get(start) != Some(&'"') || (hashes > 0 && !raw) {
        let rest = if hashes == 1 { start } else { letters };
        return rest + length(&chars[rest..], is_word);
    }
    if !raw {
        return letters + string(&chars[letters..]);
    }
    let closes = |at: usize| {
        let hashed = &chars[(at + 1).min(chars.len())..];
        chars[at] == '"' && length(hashed, |c| c == '#') >= hashes
    };
    let end = (start + 1..chars.len()).find(|at| closes(*at));
    end.map_or(chars.len(), |end| end + 1 + hashes)
}

/// Fills in the modules and the tests that lie around each token.
fn place(all: &mut [Token]) {
    // What each open brace belongs to: a module, something for tests only.
    let mut open: Vec<(bool, bool)> = Vec::new();
    // What the next brace or semicolon belongs to.
    let (mut module, mut test) = (false, false);
    for at in 0..all.len() {
        let inside = open.iter().any(|(_, test)| *test);
        all[at].depth = open.iter().filter(|(module, _)| *module).count();
        all[at].test = inside || test;
        match all[at].text.as_str() {
            "mod" => module = true,
            "cfg" if for_tests(&all[at..]) => test = true,
            "{" => {
                open.push((module, test));
                (module, test) = (false, false);
            }
            "}" => drop(open.pop()),
            ";" => (module, test) = (false, false),
            _ => {}
        }
    }
}

/// Returns whether a `cfg` holds in tests alone.
fn for_tests(from: &[Token]) -> bool {
    let attribute = from.iter().take_while(|token| token.text != "]");
    let words: Vec<&str> = attribute.map(|token| token.text.as_str()).collect();
    words.contains(&"test") && !words.contains(&"any") && !words.contains(&"not")
}
