use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::Days;

use crate::check::Changes;
use crate::log::{BRANCH, Log, Size, Week};
use crate::process::{draft, git, peak_memory, printed, run, sealed, tidings};
use crate::reno::Reno;
use crate::timer::{Pair, once};
use crate::walker;

/// The cases, and the logs that they are measured on.
pub(crate) struct Bench {
    root: PathBuf,
    large: Log,
    small: Log,
    team: Log,
    replies: Log,
}

impl Bench {
    /// Makes the logs that are not there yet.
    pub(crate) fn prepare(root: &Path, large: Size, small: Size) -> Self {
        std::fs::create_dir_all(root).expect("a directory below target");
        Self {
            root: root.to_owned(),
            large: Log::of(root, large),
            small: Log::of(root, small),
            team: Log::of_team(root, large),
            replies: Log::with_replies(root, large),
        }
    }

    /// Measures the cases whose name holds `only` and prints the table.
    pub(crate) fn run(&self, only: Option<&str>, notes: [usize; 2]) {
        println!(
            "A log of {} updates by {} members.\n",
            self.large.size.updates(),
            self.large.size.members
        );
        println!("| case | ours | theirs | ratio | at most |\n|---|---|---|---|---|");
        let wanted = |name: &str| only.is_none_or(|only| name.contains(only));
        let row = |name: &str, limit: &str, measure: &dyn Fn() -> Result<Pair, String>| {
            if wanted(name) {
                match measure() {
                    Ok(pair) => println!(
                        "| {name} | {:.1} ms | {:.1} ms | {:.2} | {limit} |",
                        pair.ours.as_secs_f64() * 1e3,
                        pair.theirs.as_secs_f64() * 1e3,
                        pair.ratio
                    ),
                    Err(reason) => println!("| {name} | not measured: {reason} | | | {limit} |"),
                }
            }
        };
        let (large, newest, old) = (&self.large, self.large.newest_week(), self.large.old_week());
        let log = |week: Week| move |_: usize| vec![git_log(large, &["-p"], Some(week))];
        let digest = |log: &Log, week: Week| {
            let log = log.clone();
            move |_: usize| vec![digest(&log, &[&week.to_string()])]
        };
        let proven = |log: &Log, week: Week| {
            prove_digest(
                self::digest(log, &[&week.to_string()]),
                log.size.members * 5,
            )
        };
        let walks = |week: Option<Week>, revisions: usize| {
            let count = printed(walker::command(large, week.map(Week::days)))?;
            expect(
                count.trim() == revisions.to_string(),
                "the walk finds every update",
            )
        };
        let walk =
            |week: Option<Week>| move |_: usize| vec![walker::command(large, week.map(Week::days))];

        row("digest of the newest week : git log -p", "1.5", &|| {
            proven(large, newest)?;
            Pair::time(15, &digest(large, newest), &log(newest))
        });
        row("digest of an old week : git log -p", "1.2", &|| {
            proven(large, old)?;
            Pair::time(5, &digest(large, old), &log(old))
        });
        row(
            "digest of the newest week, large : small log",
            "1.2",
            &|| {
                proven(large, newest)?;
                proven(&self.small, newest)?;
                Pair::time(15, &digest(large, newest), &digest(&self.small, newest))
            },
        );
        row("walk of all history : git log --raw", "1.1", &|| {
            walks(None, large.size.updates())?;
            Pair::time(3, &walk(None), &|_| vec![git_log(large, &["--raw"], None)])
        });
        row("walk of the newest week : git log --raw", "", &|| {
            walks(Some(newest), large.size.members * 5)?;
            Pair::time(15, &walk(Some(newest)), &|_| {
                vec![git_log(large, &["--raw"], Some(newest))]
            })
        });
        row("walk of an old week : git log --raw", "", &|| {
            walks(Some(old), large.size.members * 5)?;
            Pair::time(5, &walk(Some(old)), &|_| {
                vec![git_log(large, &["--raw"], Some(old))]
            })
        });
        // A team of people who live all over the world, and take leave.
        let team = &self.team;
        let missing = |_: usize| vec![tidings(&team.path, &["missing", "--format", "json"])];
        row("missing today : git log --raw of the week", "0.5", &|| {
            let report = printed(missing(0).remove(0))?;
            expect(report.contains("\"rows\""), "it tells who is missing")?;
            let since = format!("--since={}T00:00:00Z", newest.monday);
            Pair::time(15, &missing, &|_| {
                let mut command = git(&team.path);
                command.args(["log", "--raw", &since, BRANCH, "--", "updates"]);
                vec![command]
            })
        });
        // As many replies as updates, and questions that are open since days
        // of all of history.
        let name = "inbox since a week : git log -p of the week";
        row(name, "1.5", &|| {
            let log = &self.replies;
            let monday = newest.monday.to_string();
            let ours = |_: usize| {
                let args = ["inbox", "--since", &monday, "--format", "json"];
                let mut command = tidings(&log.path, &args);
                command.env("GIT_AUTHOR_EMAIL", "grace@example.org");
                vec![command]
            };
            let report = printed(ours(0).remove(0))?;
            let report: serde_json::Value =
                serde_json::from_str(&report).map_err(|error| error.to_string())?;
            let open = report["waiting"].as_array().into_iter().flatten();
            let open = open.filter(|view| view["text"] == "Since when?");
            let known = open.filter(|view| view["since"].is_string()).count();
            let others = log.size.members - 1;
            expect(known == others, "it tells since when each question waits")?;
            Pair::time(15, &ours, &|_| {
                let mut command = git(&log.path);
                let since = format!("--since={monday}T00:00:00Z");
                command.args(["log", "-p", &since, BRANCH]);
                vec![command]
            })
        });
        row("status --short : git --version", "3", &|| {
            let ours = |_: usize| {
                let mut command = tidings(&team.path, &["status", "--short"]);
                command.env("GIT_AUTHOR_EMAIL", "ada@example.org");
                vec![command]
            };
            let theirs = |_: usize| {
                let mut command = sealed("git");
                command.arg("--version");
                vec![command]
            };
            printed(ours(0).remove(0))?;
            Pair::time(50, &ours, &theirs)
        });
        let year = [newest.monday - Days::new(7 * 51), newest.sunday()];
        let stats = |_: usize| {
            let [first, last] = year.map(|day| day.to_string());
            let args = [
                "stats", "--since", &first, "--until", &last, "--format", "json",
            ];
            vec![tidings(&team.path, &args)]
        };
        let counts = || {
            let report = printed(stats(0).remove(0))?;
            expect(report.contains("\"total\""), "it counts")
        };
        row("stats of a year : our walk of that year", "1.5", &|| {
            counts()?;
            Pair::time(5, &stats, &|_| vec![walker::command(team, Some(year))])
        });
        // With all that merges bring, as a walk has it.
        let name = "stats of a year : git log --full-history -m --raw";
        row(name, "", &|| {
            counts()?;
            let since = format!("--since={}T00:00:00Z", year[0]);
            Pair::time(5, &stats, &|_| {
                let mut command = git(&team.path);
                command.args(["log", "--full-history", "-m", "--raw", &since]);
                command.args([BRANCH, "--", "updates"]);
                vec![command]
            })
        });
        row("check of 5 updates : git diff --raw", "3", &|| {
            Changes::of(large, 5)?.against_diff(30)
        });
        let thousand = (large.size.updates() / 4).min(1000);
        // The week of a large team, as many commits as members.
        let name = "check of 1,000 updates, a commit a member : git cat-file --batch";
        row(name, "1.5", &|| {
            Changes::by_member(large, thousand)?.against_cat_file(15, &self.root)
        });
        let name = "check of 1,000 updates, a commit each : git cat-file --batch";
        row(name, "", &|| {
            Changes::of(large, thousand)?.against_cat_file(15, &self.root)
        });
        let name = "check of 1,000 updates, a commit each : git log --raw -p";
        row(name, "", &|| Changes::of(large, thousand)?.against_log(15));
        row("post : git add and git commit", "0.1", &|| self.post());
        row("--version : git --version", "2", &|| {
            let ours = |_: usize| {
                let mut command = sealed(env!("CARGO_BIN_EXE_tidings"));
                command.arg("--version");
                vec![command]
            };
            let theirs = |_: usize| {
                let mut command = sealed("git");
                command.arg("--version");
                vec![command]
            };
            let version = ours(0).pop().map_or_else(|| Ok(String::new()), printed)?;
            expect(version.starts_with("tidings "), "it prints a version")?;
            Pair::time(50, &ours, &theirs)
        });
        if wanted("reno") {
            self.reno(notes);
        }
        if wanted("memory") {
            println!("\n| peak memory | MiB | at most |\n|---|---|---|");
            let week = |week| proven(large, week).map(|()| digest(large, week)(0));
            for (name, limit, commands) in [
                ("digest of the newest week", "64", week(newest)),
                ("digest of an old week", "64", week(old)),
                ("walk of the newest week", "", Ok(walk(Some(newest))(0))),
                ("walk of an old week", "", Ok(walk(Some(old))(0))),
                ("walk of all history", "", Ok(walk(None)(0))),
                (
                    "git log --raw of all history",
                    "",
                    Ok(vec![git_log(large, &["--raw"], None)]),
                ),
            ] {
                let command = commands.ok().and_then(|mut commands| commands.pop());
                let peak = command.and_then(peak_memory);
                let peak = peak.map_or("not measured".to_owned(), |mib| format!("{mib:.1}"));
                println!("| {name} | {peak} | {limit} |");
            }
        }
    }

    /// Posts where the branch is not checked out, against adding a file and
    /// committing it in a checkout; both write what git calls committed
    /// objects through to the disk.
    fn post(&self) -> Result<Pair, String> {
        let [bare, checkout] = ["post", "checkout"].map(|name| {
            let name = format!("{}-{name}", self.large.size.updates());
            self.root.join(name)
        });
        for (path, kind) in [(&bare, "--bare"), (&checkout, "--no-tags")] {
            if !path.is_dir() {
                let draft = draft(path);
                run(git(&self.root)
                    .args(["clone", "--quiet", "--local", kind, "--branch", BRANCH])
                    .args([&self.large.path, &draft]));
                run(git(&draft).args(["remote", "remove", "origin"]));
                for (key, value) in [
                    ("core.fsync", "committed,reference"),
                    ("core.commitGraph", "false"),
                    ("gc.auto", "0"),
                    ("user.name", "Ada Example"),
                    ("user.email", "ada@example.org"),
                ] {
                    run(git(&draft).args(["config", key, value]));
                }
                std::fs::rename(&draft, path).expect("the clone can be moved");
            }
        }
        let start = self.large.newest_week().sunday() + Days::new(1);
        let day = |round: usize| start + Days::new(round as u64);
        let ours = |round: usize| {
            let day = day(round).to_string();
            // The clone is kept, and what it holds already is not said again.
            let text = format!("Shipped at {:?}", std::time::SystemTime::now());
            let args = [
                "post",
                "--for",
                &day,
                "--no-input",
                "-d",
                &text,
                "-n",
                "Roll it out",
            ];
            let mut command = tidings(&bare, &args);
            command.env("TIDINGS_NOW", format!("{day}T17:00:00Z"));
            vec![command]
        };
        let theirs = |round: usize| {
            let path = format!("updates/{}/ada.yaml", day(round).format("%Y/%m/%d"));
            let file = checkout.join(&path);
            std::fs::create_dir_all(file.parent().expect("a directory")).expect("a directory");
            let moment = format!("{:?}", std::time::SystemTime::now());
            std::fs::write(&file, format!("tidings: 1\nnotes: {moment}\n")).expect("a file");
            let (mut add, mut commit) = (git(&checkout), git(&checkout));
            add.args(["add", &path]);
            commit.args(["commit", "--quiet", "-m", "ada: daily update"]);
            vec![add, commit]
        };
        let commits = || {
            let mut count = git(&bare);
            count.args(["rev-list", "--count", BRANCH]);
            let count = printed(count)?;
            count
                .trim()
                .parse::<usize>()
                .map_err(|error| error.to_string())
        };
        let before = commits()?;
        let pair = Pair::time(10, &ours, &theirs)?;
        expect(commits()? == before + 11, "each post is one commit")?;
        Ok(pair)
    }

    /// Measures reports over notes and over updates, and how both grow.
    fn reno(&self, notes: [usize; 2]) {
        println!("\n| report over | tidings | reno | ratio |\n|---|---|---|---|");
        let measure = |count: usize| {
            let log = Log::of(&self.root, Size::new(count / 50, 50));
            let since = log.first_day().to_string();
            let until = log.newest_week().sunday().to_string();
            let args = ["--since", &since, "--until", &until];
            prove_digest(digest(&log, &args), count)?;
            let ours = once(vec![digest(&log, &args)])?;
            let theirs = Reno::install(&self.root)?.report(count)?;
            Ok::<_, String>((ours.as_secs_f64(), theirs.as_secs_f64()))
        };
        let measured = notes.map(|count| (count, measure(count)));
        for (count, result) in &measured {
            match result {
                Ok((ours, theirs)) => {
                    println!(
                        "| {count} | {ours:.3} s | {theirs:.3} s | {:.4} |",
                        ours / theirs
                    );
                }
                Err(reason) => println!("| {count} | skipped: {reason} | | |"),
            }
        }
        if let [(few, Ok(before)), (many, Ok(after))] = &measured {
            println!(
                "| growth, {few} to {many} | ×{:.1} | ×{:.1} | |",
                after.0 / before.0,
                after.1 / before.1
            );
        }
    }
}

/// Makes sure that a command did what it is measured for.
fn expect(it_did: bool, what: &str) -> Result<(), String> {
    it_did
        .then_some(())
        .ok_or_else(|| format!("it does not hold that {what}"))
}

/// Makes sure that a digest holds so many updates.
fn prove_digest(command: Command, updates: usize) -> Result<(), String> {
    let text = printed(command)?;
    let json: serde_json::Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let found = json["updates"].as_array().map(Vec::len);
    expect(found == Some(updates), "the digest has every update")
}

fn digest(log: &Log, period: &[&str]) -> Command {
    let mut args = vec!["digest"];
    args.extend(period);
    args.extend(["--format", "json"]);
    tidings(&log.path, &args)
}

/// Returns `git log` over the updates, all of them or those of a week.
fn git_log(log: &Log, options: &[&str], week: Option<Week>) -> Command {
    let mut command = git(&log.path);
    command.arg("log").args(options);
    if let Some(week) = week {
        command.arg(format!("--since={}T00:00:00Z", week.monday));
        command.arg(format!("--until={}T23:59:59Z", week.sunday()));
    }
    command.args([BRANCH, "--", "updates"]);
    command
}
