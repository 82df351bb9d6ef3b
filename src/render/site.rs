use crate::text;

/// The style that the pages of digests have.
const STYLE: &str = include_str!("../../templates/digest.css");

/// Returns the page that leads to the digests of a team: one self-contained
/// document with a link for each of `pages`, label and file name, in the order
/// in which they are given.
#[must_use]
pub fn site_index(team: &str, pages: &[(String, String)]) -> String {
    let team = text::html(team);
    let mut list = String::new();
    for (label, file) in pages {
        let (label, file) = (text::html(label), text::html(file));
        list.push_str(&format!("<li><a href=\"{file}\">{label}</a></li>\n"));
    }
    format!(
        "<!DOCTYPE html>\n\
         <html lang=\"en\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{team}: digests</title>\n\
         <style>\n{STYLE}</style>\n\
         </head>\n\
         <body>\n\
         <header>\n\
         <h1><bdi>{team}</bdi>: digests</h1>\n\
         </header>\n\
         <main>\n\
         <ul>\n{list}</ul>\n\
         </main>\n\
         </body>\n\
         </html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_team_is_called_stays_text() {
        let pages = [("week 2026-W47".to_owned(), "2026-W47.html".to_owned())];
        let page = site_index("</title><script>alert(1)</script>\u{202e}", &pages);
        assert!(!page.contains("<script") && !page.contains('\u{202e}'));
        assert_eq!(page.matches("</title>").count(), 1);
        assert!(page.contains("<li><a href=\"2026-W47.html\">week 2026-W47</a></li>"));
    }
}
