//! Where else a digest goes: the summary of a job, its outputs, pages.

use std::path::Path;

use super::Office;
use super::office::OVER;

/// What nobody's update may do to a build job.
const HOSTILE: &str = "x ::error::y\u{202e} <script>alert(1)</script> @ada \
                       published=evil ##[error]z %0Apaths=evil";

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn a_job_on_github_gets_its_summary_and_outputs_without_being_asked() {
    let office = Office::new();
    office.post("ada", "2026-11-20T14:00:00Z", "2026-W47", HOSTILE);
    let (summary, outputs) = (
        office.sandbox.write("work/summary", "Before\n"),
        office.sandbox.write("work/outputs", "before=1\n"),
    );
    let job = |when: &str| {
        let checkout = office.checkout();
        let job = office.job(&checkout, when, &["--html", "site"]);
        let job = job
            .env("GITHUB_STEP_SUMMARY", &summary)
            .env("GITHUB_OUTPUT", &outputs);
        (job.run().ok(), checkout)
    };
    let (output, checkout) = job(OVER);
    // No line of the job's log is a command, and nobody is called.
    let lines = output.stdout().lines().chain(output.stderr().lines());
    for line in lines {
        assert!(
            !line.starts_with("::") && !line.starts_with("##["),
            "{line}"
        );
    }
    let text = read(&summary);
    let digest = office.file("digests/2026/W47.md");
    assert_eq!(text, format!("Before\n{digest}\n\n"));
    assert!(
        !text.contains("<script") && !text.contains('\u{202e}'),
        "{text}"
    );
    assert!(!text.contains(" @ada"), "{text}");
    let commit = office.git(&["rev-parse", super::office::BRANCH]);
    let want = format!(
        "before=1\npublished<<end\n2026-W47\nend\npaths<<end\ndigests/2026/W47.md\nend\n\
         commit<<end\n{commit}\nend\nhtml<<end\nsite\nend\n"
    );
    assert_eq!(read(&outputs), want);
    let page = read(&checkout.join("site/2026-W47.html"));
    assert!(
        page.contains("<!DOCTYPE html>") && !page.contains("<script"),
        "{page}"
    );
    let index = read(&checkout.join("site/index.html"));
    assert!(
        index.contains("<a href=\"2026-W47.html\">week 2026-W47"),
        "{index}"
    );
    // Nothing new: no summary, and outputs that say so.
    let (_, checkout) = job(OVER);
    assert_eq!(read(&summary), text);
    let empty = "published<<end\n\nend\npaths<<end\n\nend\ncommit<<end\n\nend\nhtml<<end\n\nend\n";
    assert_eq!(read(&outputs), want + empty);
    assert!(!checkout.join("site").exists());
}

#[test]
fn pages_of_earlier_weeks_are_there_too() {
    let office = Office::new();
    office.post_all("2026-W45", "2026-11-06");
    office.post_all("2026-W46", "2026-11-13");
    office.publish("2026-11-16T21:00:00Z", &[]);
    office.post_all("2026-W47", "2026-11-20");
    let checkout = office.checkout();
    let site = office.sandbox.path("work/site");
    let args = ["--html", site.to_str().expect("a plain path")];
    office.job(&checkout, OVER, &args).run().ok();
    let index = read(&site.join("index.html"));
    let at = |week: &str| index.find(&format!("\"2026-{week}.html\"")).expect(week);
    assert!(at("W47") < at("W46") && at("W46") < at("W45"), "{index}");
    assert!(read(&site.join("2026-W45.html")).contains("What ada did in 2026-W45"));
}

#[test]
fn a_team_that_keeps_no_digests_has_them_elsewhere() {
    let office = Office::with(&["--cadence", "weekly", "--digests", "nowhere"]);
    office.post_all("2026-W46", "2026-11-13");
    office.post_all("2026-W47", "2026-11-20");
    let tip = office.git(&["rev-parse", super::office::BRANCH]);
    let (summary, outputs) = (
        office.sandbox.path("work/summary"),
        office.sandbox.path("work/outputs"),
    );
    let path = |path: &Path| path.to_str().expect("a plain path").to_owned();
    let (summary_path, outputs_path) = (path(&summary), path(&outputs));
    let args = ["--summary", &summary_path, "--output-file", &outputs_path];
    let output = office.publish(OVER, &args);
    // Nothing says what was published before, so it is the newest.
    let output = output.says("2026-W47");
    assert!(!output.stdout().contains("2026-W46"), "{output}");
    assert_eq!(office.git(&["rev-parse", super::office::BRANCH]), tip);
    assert!(read(&summary).contains("What ada did in 2026-W47"));
    assert!(read(&outputs).starts_with("published<<end\n2026-W47\nend\npaths<<end\n\nend\n"));
    let states = office.states(OVER, &["--since", "2026-W46"]);
    assert_eq!(
        states,
        "2026-W46 published, 2026-W47 published, 2026-W48 open"
    );
}

#[test]
fn the_digest_has_the_form_that_the_team_gave_it() {
    let office = Office::new();
    let template = office.desk.join(".tidings/templates/digest.md.jinja");
    office
        .sandbox
        .git(&office.desk, &["switch", "--quiet", super::office::BRANCH]);
    std::fs::create_dir_all(template.parent().expect("a folder")).expect("the clone is ours");
    std::fs::write(&template, "{{ team }} in {{ window.label }}\n").expect("the clone is ours");
    office.sandbox.git(&office.desk, &["add", "."]);
    office
        .sandbox
        .git(&office.desk, &["commit", "--quiet", "--message", "Ours"]);
    office.sandbox.git(
        &office.desk,
        &["push", "--quiet", "origin", super::office::BRANCH],
    );
    office.post_all("2026-W47", "2026-11-20");
    office.publish(OVER, &[]);
    assert_eq!(
        office.file("digests/2026/W47.md"),
        "Team Quill in week 2026-W47 (16 to 22 November)"
    );
}
