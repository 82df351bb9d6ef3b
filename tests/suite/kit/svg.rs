use std::fmt::Write;

use super::ansi::{Colour, Run, parse_lines};

/// What a terminal's window looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Theme {
    /// The word in the name of the picture.
    pub(crate) name: &'static str,
    paper: &'static str,
    edge: &'static str,
    ink: &'static str,
    named: [&'static str; 16],
}

/// Dark ink on light paper.
pub(crate) const LIGHT: Theme = Theme {
    name: "light",
    paper: "#ffffff",
    edge: "#d0d7de",
    ink: "#1f2328",
    named: [
        "#24292f", "#cf222e", "#116329", "#7d4e00", "#0969da", "#8250df", "#1b7c83", "#6e7781",
        "#57606a", "#a40e26", "#1a7f37", "#633c01", "#0550ae", "#6639ba", "#136061", "#424a53",
    ],
};

/// Light ink on dark paper.
pub(crate) const DARK: Theme = Theme {
    name: "dark",
    paper: "#0d1117",
    edge: "#30363d",
    ink: "#e6edf3",
    named: [
        "#6e7681", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4",
        "#8b949e", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff",
    ],
};

/// The fonts that terminals use, the reader's own first.
const FONTS: &str = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/// The size of the font, in pixels.
const SIZE: usize = 14;

/// The height of a line, in pixels.
const LINE: usize = 19;

/// The space around the text, in pixels.
const MARGIN: usize = 16;

/// Draws what a program printed for a terminal.
///
/// The same text gives the same bytes. `title` is what the picture says to
/// those who cannot see it.
pub(crate) fn draw(printed: &str, title: &str, theme: &Theme) -> String {
    let lines = parse_lines(printed);
    let columns = lines.iter().filter_map(|line| line.last());
    let columns = columns.map(|run| run.column + run.width).max().unwrap_or(1);
    let width = across(columns) + 2.0 * px(MARGIN);
    let height = lines.len() * LINE + 2 * MARGIN;
    let mut svg = String::new();
    let mut add = |text: String| {
        svg.push_str(&text);
        svg.push('\n');
    };
    add(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.1}\" height=\"{height}\" \
         viewBox=\"0 0 {width:.1} {height}\" role=\"img\" font-family=\"{FONTS}\" \
         font-size=\"{SIZE}\">"
    ));
    add(format!("<title>{}</title>", safe(title)));
    add(format!(
        "<rect x=\"0.5\" y=\"0.5\" width=\"{:.1}\" height=\"{}\" rx=\"8\" fill=\"{}\" \
         stroke=\"{}\"/>",
        width - 1.0,
        height - 1,
        theme.paper,
        theme.edge
    ));
    for (row, line) in lines.iter().enumerate() {
        for run in line {
            let drawn = draw_run(run, row, theme);
            if !drawn.is_empty() {
                add(drawn);
            }
        }
    }
    add("</svg>".to_owned());
    svg
}

fn draw_run(run: &Run, row: usize, theme: &Theme) -> String {
    let style = run.style;
    let colour = |colour: Colour| match colour {
        Colour::Named(index) => theme.named[index].to_owned(),
        Colour::Exact(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
    };
    let mut front = style.front.map_or(theme.ink.to_owned(), colour);
    let mut back = style.back.map(colour);
    if style.reverse {
        let paper = back.unwrap_or(theme.paper.to_owned());
        back = Some(std::mem::replace(&mut front, paper));
    }
    let x = px(MARGIN) + across(run.column);
    let top = MARGIN + row * LINE;
    let width = across(run.width);
    let mut drawn = String::new();
    let mut add = |text: std::fmt::Arguments<'_>| {
        drawn
            .write_fmt(text)
            .expect("a string can always be written to");
    };
    if let Some(back) = back {
        add(format_args!(
            "<rect x=\"{x:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{LINE}\" \
             fill=\"{back}\"/>"
        ));
    }
    if run.text.trim().is_empty() && !style.underline && !style.strike {
        return drawn;
    }
    add(format_args!(
        "<text x=\"{x:.1}\" y=\"{}\" textLength=\"{width:.1}\" \
         lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"{front}\"",
        top + SIZE
    ));
    for (on, attribute) in [
        (style.bold, "font-weight=\"bold\""),
        (style.dim, "opacity=\"0.7\""),
        (style.italic, "font-style=\"italic\""),
        (style.underline, "text-decoration=\"underline\""),
        (style.strike, "text-decoration=\"line-through\""),
    ] {
        if on {
            add(format_args!(" {attribute}"));
        }
    }
    add(format_args!(">{}</text>", safe(&run.text)));
    drawn
}

/// Returns the width of so many columns, in pixels.
fn across(columns: usize) -> f64 {
    px(columns * SIZE) * 0.6
}

/// Returns a number of pixels as SVG reckons with them.
fn px(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("a picture is smaller than that"))
}

/// Takes the markup out of a text.
fn safe(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_holds_its_text_and_nothing_active() {
        let printed = "\u{1b}[1;32mok\u{1b}[0m <script>&\n日 \u{1b}[7mturned\u{1b}[27m";
        let svg = draw(printed, "A <test>", &LIGHT);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        for part in [
            "<title>A &lt;test&gt;</title>",
            "fill=\"#116329\" font-weight=\"bold\">ok</text>",
            "> &lt;script&gt;&amp;</text>",
            ">日</text>",
            "fill=\"#ffffff\">turned</text>",
        ] {
            assert!(svg.contains(part), "{part} not in {svg}");
        }
        assert!(!svg.contains("<script"));
        assert_eq!(svg, draw(printed, "A <test>", &LIGHT));
    }

    #[test]
    fn themes_differ_in_colour_alone() {
        let strip = |theme: &Theme| {
            let svg = draw("\u{1b}[31mred\u{1b}[0m\nplain", "t", theme);
            let mut colours = theme.named.to_vec();
            colours.extend([theme.paper, theme.edge, theme.ink]);
            colours
                .into_iter()
                .fold(svg, |svg, colour| svg.replace(colour, ""))
        };
        assert_eq!(strip(&LIGHT), strip(&DARK));
        assert_ne!(draw("x", "t", &LIGHT), draw("x", "t", &DARK));
    }

    #[test]
    fn nothing_printed_is_a_picture_too() {
        assert!(draw("", "t", &DARK).contains("height=\"32\""));
        assert!(!draw("   \n", "t", &DARK).contains("<text"));
    }
}
