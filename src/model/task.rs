/// Longest part of a short name, in bytes.
const MAX_PART: usize = 60;

/// Returns the short name by which people know the task at an address:
/// `INK-229`, `owner/repo#12`, `group/project!34`, `Asana 1201`.
///
/// Known are the addresses of Asana, Trello, GitHub, GitLab, Jira and Linear;
/// GitHub on a host that begins with `github.`, GitLab and Jira on any host,
/// since teams run their own. `None` for every other address, and for one that
/// is no `http` or `https`. The name holds only ASCII letters and digits and
/// the signs that such names are made of, whatever the address holds.
#[must_use]
pub fn task_name(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once("://")?;
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(end);
    if host.is_empty() || host.contains(['@', '\\']) {
        return None;
    }
    let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
    let rest = rest.split('#').next().unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match host.as_str() {
        "app.asana.com" => asana(&parts),
        "trello.com" | "www.trello.com" => trello(&parts),
        "linear.app" => linear(&parts),
        "gitlab.com" => gitlab(&parts).or_else(|| gitlab_without_dash(&parts)),
        "www.github.com" => github(&parts),
        _ if host.starts_with("github.") => github(&parts),
        _ => jira(&parts, query).or_else(|| gitlab(&parts)),
    }
}

/// `/0/PROJECT/TASK`, with `/f` for the whole page, and
/// `/1/WORKSPACE/project/PROJECT/task/TASK`.
fn asana(parts: &[&str]) -> Option<String> {
    let task = match parts {
        ["0", _, task, ..] => task,
        ["1", _, rest @ ..] => {
            let at = rest.iter().position(|part| *part == "task")?;
            rest.get(at + 1)?
        }
        _ => return None,
    };
    Some(format!("Asana {}", number(task)?))
}

/// `/c/CARD/NUMBER-words`.
fn trello(parts: &[&str]) -> Option<String> {
    match parts {
        ["c", card, ..] if card.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            Some(format!("Trello {}", word(card)?))
        }
        _ => None,
    }
}

/// `/WORKSPACE/issue/KEY-1/words`.
fn linear(parts: &[&str]) -> Option<String> {
    match parts {
        [_, "issue", key, ..] => issue_key(key),
        _ => None,
    }
}

/// `/OWNER/REPOSITORY/issues/1`, or `pull` or `discussions`.
fn github(parts: &[&str]) -> Option<String> {
    match parts {
        [owner, repository, "issues" | "pull" | "discussions", id, ..] => {
            let (owner, repository) = (word(owner)?, word(repository)?);
            Some(format!("{owner}/{repository}#{}", number(id)?))
        }
        _ => None,
    }
}

/// `/GROUP/…/PROJECT/-/issues/1`, or `merge_requests`, `work_items` or
/// `epics` of a group.
fn gitlab(parts: &[&str]) -> Option<String> {
    let dash = parts.iter().position(|part| *part == "-")?;
    let (place, [_, kind, id, ..]) = parts.split_at(dash) else {
        return None;
    };
    if let (["groups", group @ ..], "epics") = (place, *kind) {
        return gitlab_name(group, '&', id);
    }
    gitlab_name(place, gitlab_sign(kind)?, id)
}

/// The same as it was written years ago: `/GROUP/PROJECT/issues/1`.
fn gitlab_without_dash(parts: &[&str]) -> Option<String> {
    match parts {
        [group, project, kind, id, ..] => gitlab_name(&[group, project], gitlab_sign(kind)?, id),
        _ => None,
    }
}

fn gitlab_sign(kind: &str) -> Option<char> {
    match kind {
        "issues" | "work_items" => Some('#'),
        "merge_requests" => Some('!'),
        _ => None,
    }
}

fn gitlab_name(place: &[&str], sign: char, id: &str) -> Option<String> {
    let place: Option<Vec<&str>> = place.iter().map(|part| word(part)).collect();
    let place = place.filter(|place| !place.is_empty())?.join("/");
    (place.len() <= MAX_PART).then_some(())?;
    Some(format!("{place}{sign}{}", number(id)?))
}

/// `/browse/KEY-1`, also below another path, or a board with
/// `selectedIssue=KEY-1`.
fn jira(parts: &[&str], query: &str) -> Option<String> {
    if let [.., "browse", key] = parts {
        return issue_key(key);
    }
    let selected = |part: &str| part.strip_prefix("selectedIssue=").and_then(issue_key);
    query.split('&').find_map(selected)
}

/// `KEY-1`: capital letters, digits and underscores, and a number.
fn issue_key(text: &str) -> Option<String> {
    let (project, id) = text.split_once('-')?;
    let allowed = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
    let is_key = project.starts_with(|c: char| c.is_ascii_uppercase())
        && project.bytes().all(allowed)
        && project.len() <= MAX_PART;
    is_key.then_some(())?;
    Some(format!("{project}-{}", number(id)?))
}

fn number(text: &str) -> Option<&str> {
    let is_number = (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some(text)
}

fn word(text: &str) -> Option<&str> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    let is_word = (1..=MAX_PART).contains(&text.len()) && text.bytes().all(allowed);
    is_word.then_some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tasks_go_by_the_names_that_people_use() {
        for (address, want) in [
            ("https://app.asana.com/0/1200/1201", "Asana 1201"),
            ("https://app.asana.com/0/1200/1201/f", "Asana 1201"),
            (
                "https://app.asana.com/1/7/project/1200/task/1201?focus=true",
                "Asana 1201",
            ),
            ("https://app.asana.com/1/7/task/1201", "Asana 1201"),
            ("https://trello.com/c/AbC12345/12-fix-it", "Trello AbC12345"),
            ("https://github.com/quill/ink/issues/12", "quill/ink#12"),
            (
                "HTTPS://GitHub.com/quill/ink/pull/12/files#diff-1",
                "quill/ink#12",
            ),
            (
                "https://github.example.org/quill/ink/issues/12",
                "quill/ink#12",
            ),
            (
                "https://gitlab.com/quill/pens/ink/-/merge_requests/34",
                "quill/pens/ink!34",
            ),
            (
                "https://code.example.org:8443/quill/ink/-/issues/34#note_5",
                "quill/ink#34",
            ),
            ("https://gitlab.com/quill/ink/issues/34", "quill/ink#34"),
            ("https://gitlab.com/groups/quill/-/epics/5", "quill&5"),
            ("https://quill.atlassian.net/browse/INK-229", "INK-229"),
            ("http://jira.example.org/jira/browse/INK_2-229", "INK_2-229"),
            (
                "https://quill.atlassian.net/jira/boards/1?view=x&selectedIssue=INK-229",
                "INK-229",
            ),
            (
                "https://linear.app/quill/issue/INK-229/retry-policy",
                "INK-229",
            ),
        ] {
            assert_eq!(task_name(address).as_deref(), Some(want), "{address}");
        }
    }

    #[test]
    fn anything_else_keeps_its_address() {
        for address in [
            "",
            "INK-229",
            "javascript:alert(1)//github.com/a/b/issues/1",
            "javascript://github.com/a/b/issues/1",
            "ftp://github.com/a/b/issues/1",
            "https://github.com@evil.example/a/b/issues/1",
            "https://evil.example/a/b/issues/1",
            "https://github.com/a/b",
            "https://github.com/a/b/issues/new",
            "https://github.com/a/b/issues/1x",
            "https://github.com/a%0a/b/issues/1",
            "https://github.com/<b>/b/issues/1",
            "https://app.asana.com/0/1200/list",
            "https://trello.com/b/AbC12345/board",
            "https://gitlab.com/quill/ink/-/tree/main",
            "https://quill.atlassian.net/browse/ink-229",
            "https://quill.atlassian.net/browse/INK-\u{202e}9",
            "https://linear.app/quill/team/INK",
            "https:///browse/INK-229",
        ] {
            assert_eq!(task_name(address), None, "{address}");
        }
    }

    proptest! {
        #[test]
        fn no_address_makes_a_name_that_is_more_than_a_name(
            host in "(github\\.com|gitlab\\.com|app\\.asana\\.com|linear\\.app|trello\\.com|x\\.example)",
            parts in prop::collection::vec(
                "(-|0|1|c|browse|issue|issues|pull|merge_requests|epics|groups|task|[A-Z]{1,3}-[0-9]{1,3}|\\PC{0,6})",
                0..7,
            ),
        ) {
            let address = format!("https://{host}/{}", parts.join("/"));
            if let Some(name) = task_name(&address) {
                prop_assert!(name.len() <= 160, "{}", name);
                let allowed = |b: u8| b.is_ascii_alphanumeric() || b" -_./#!&".contains(&b);
                prop_assert!(name.bytes().all(allowed), "{}", name);
            }
            prop_assert_eq!(task_name(&address.replace("https:", "data:")), None);
        }
    }
}
