use super::{Desk, Step};
use crate::kit::NOW;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.post(
        "ada",
        "2026-11-18",
        &["-d", "Shipped <b>retries</b> for @grace"],
    );
    desk
}

/// Puts a template into the log.
fn put(desk: &Desk, name: &str, text: &str) {
    desk.commit(&Step {
        who: "ada",
        when: "2026-11-19T12:00:00Z",
        files: &[(
            "100644",
            &format!(".tidings/templates/{name}"),
            text.as_bytes(),
        )],
        ..Step::default()
    });
}

#[test]
fn a_team_overrides_a_template_in_its_log() {
    let desk = desk();
    let old = desk.tip();
    put(
        &desk,
        "digest.md.jinja",
        "# {{ team }}\n{% include \"extra.md.jinja\" %}\n",
    );
    put(
        &desk,
        "extra.md.jinja",
        "{% for u in updates %}{{ u.name }}: {{ u.done[0].text }}{% endfor %}\n",
    );
    let digest = ["digest", "2026-W47", "--format", "markdown"];
    let text = desk.read(&digest);
    assert!(
        text.starts_with("# Team Quill\nAda Example: Shipped"),
        "{text}"
    );
    assert!(!text.contains("<b>") && !text.contains(" @grace"), "{text}");
    // The other formats, and the log as it was, are as they were.
    let html = desk.read(&["digest", "2026-W47", "--format", "html"]);
    assert!(html.starts_with("<!"), "{html}");
    let before = desk.read(&[&digest[..], &["--at", &old]].concat());
    assert!(!before.starts_with("# Team Quill\nAda"), "{before}");
}

#[test]
fn any_file_can_be_the_template() {
    let desk = desk();
    for (name, text, want) in [
        (
            "plain.txt",
            "{{ team }}: {{ state.line }}",
            "Team Quill: 1 of 3 posted",
        ),
        (
            "mine.html.jinja",
            "{{ updates[0].done[0].text }}",
            "Shipped &lt;b&gt;retries",
        ),
        (
            "json.txt",
            "{{ window.since }} {{ updates[0].history.revisions }}",
            "2026-11-16 1",
        ),
    ] {
        let file = desk.sandbox.write(&format!("work/{name}"), text);
        let run = desk.prepare("ada", NOW, &["digest", "2026-W47", "--template"]);
        run.arg(file).run().ok().says(want);
    }
    let file = desk.sandbox.write("work/plain.txt", "{{ team }}");
    let args = ["digest", "2026-W47", "--format", "html", "--template"];
    let run = desk.prepare("ada", NOW, &args).arg(&file).run();
    run.code(2).notes("cannot be used with");
}

#[test]
fn a_template_that_is_wrong_is_shown_with_line_cause_and_remedy() {
    let desk = desk();
    for (text, place, source, cause) in [
        ("ok\n{{ nope }}\n", "mine.md.jinja:2", "{{ nope }}", "nope"),
        (
            "{% for x in %}\n",
            "mine.md.jinja:1",
            "{% for x in %}",
            "syntax",
        ),
        (
            "a\n\n{{ team | shout }}\n",
            "mine.md.jinja:3",
            "shout",
            "filter",
        ),
        (
            "{% include \"gone.jinja\" %}",
            "mine.md.jinja",
            "gone.jinja",
            "gone.jinja",
        ),
        (
            "{% for a in range(9999) %}\n{% for b in range(9999) %}\n{% endfor %}{% endfor %}",
            "mine.md.jinja",
            "range",
            "fuel",
        ),
        (
            "{{ open('/etc/passwd') }}",
            "mine.md.jinja:1",
            "open",
            "open",
        ),
        ("{{ env.HOME }}", "mine.md.jinja:1", "env.HOME", "env"),
    ] {
        let file = desk.sandbox.write("work/mine.md.jinja", text);
        let run = desk.prepare("ada", NOW, &["digest", "2026-W47", "--template"]);
        let run = run.arg(&file).run().code(1);
        assert_eq!(run.stdout(), "");
        run.notes(place).notes(source).notes(cause).notes("hint: ");
    }
    // One in the log says its name, and the digest can be had without it.
    put(&desk, "digest.html.jinja", "<p>{{ tema }}</p>\n");
    let args = ["digest", "2026-W47", "--format", "html"];
    let run = desk.prepare("ada", NOW, &args).run().code(1);
    run.notes("digest.html.jinja:1").notes("<p>{{ tema }}</p>");
    desk.read(&["digest", "2026-W47", "--format", "markdown"]);
}
