use std::path::{Component, Path, PathBuf};

use super::Page;

/// Returns what is wrong with the links of a page.
fn broken(page: &Page) -> Vec<String> {
    let links = page.links().into_iter();
    links
        .filter_map(|link| {
            check(page, &link).map(|wrong| format!("{}: {link}: {wrong}", page.path))
        })
        .collect()
}

fn check(page: &Page, link: &str) -> Option<String> {
    if let Some((scheme, _)) = link.split_once(':') {
        let fine = ["https", "mailto"].contains(&scheme);
        return (!fine).then(|| format!("'{scheme}' is no scheme for a page"));
    }
    let (path, anchor) = link
        .split_once('#')
        .map_or((link, None), |(p, a)| (p, Some(a)));
    let target = if path.is_empty() {
        page.path.clone()
    } else {
        let folder = Path::new(&page.path).parent().unwrap_or(Path::new(""));
        normal(&folder.join(path))?
    };
    if !Page::root().join(&target).exists() && target != page.path {
        return Some("there is no such file".to_owned());
    }
    let anchor = anchor?;
    let anchors = if target == page.path {
        page.anchors()
    } else {
        Page::open(&target).anchors()
    };
    (!anchors.contains(anchor)).then(|| format!("{target} has no heading for '#{anchor}'"))
}

/// Takes `.` and `..` out of a path.
fn normal(path: &Path) -> Option<String> {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            part => clean.push(part),
        }
    }
    clean.to_str().map(|text| text.replace('\\', "/"))
}

#[test]
fn every_link_on_every_page_leads_somewhere() {
    let pages = Page::all();
    assert!(pages.iter().any(|page| page.path == "README.md"));
    let broken: Vec<_> = pages.iter().flat_map(broken).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_first_page_leads_to_every_other() {
    let mut reached = vec!["README.md".to_owned()];
    let mut next = 0;
    while let Some(path) = reached.get(next).cloned() {
        next += 1;
        let folder = Path::new(&path)
            .parent()
            .unwrap_or(Path::new(""))
            .to_owned();
        for link in Page::open(&path).links() {
            let file = link.split('#').next().unwrap_or_default();
            let target = normal(&folder.join(file)).unwrap_or_default();
            if target.ends_with(".md") && !link.contains(':') && !reached.contains(&target) {
                reached.push(target);
            }
        }
    }
    for page in Page::all() {
        assert!(
            reached.contains(&page.path),
            "no link leads to {}",
            page.path
        );
    }
}

#[test]
fn a_broken_link_is_found() {
    for (link, wrong) in [
        ("[x](nowhere.md)", true),
        ("[x](#no-heading)", true),
        ("[x](../README.md#no-heading)", true),
        ("[x](http://example.org)", true),
        ("<img src=\"img/nothing.svg\">", true),
        ("[x](architecture.md#the-rooms)", false),
        ("[x](#title)", false),
        ("[x](https://example.org/a#b)", false),
    ] {
        let page = Page::sample("docs/x.md", &format!("# Title\n\n{link}\n"));
        assert_eq!(broken(&page).len(), usize::from(wrong), "{link}");
    }
}
