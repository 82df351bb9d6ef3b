use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use chrono::{Datelike, Days, NaiveDate};

use crate::process::{git, run};
use crate::random::Random;
use crate::{generator, process};

/// The branch of every log.
pub(crate) const BRANCH: &str = "tidings";

/// How large a log is: members, and working days on which each posts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) members: usize,
    pub(crate) days: usize,
}

/// A generated log in a bare repository.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    pub(crate) path: PathBuf,
    pub(crate) size: Size,
}

/// A week of working days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Week {
    pub(crate) monday: NaiveDate,
}

impl Size {
    pub(crate) const fn new(members: usize, days: usize) -> Self {
        Self { members, days }
    }

    pub(crate) fn updates(self) -> usize {
        self.members * self.days
    }
}

impl Week {
    pub(crate) fn sunday(self) -> NaiveDate {
        self.monday + Days::new(6)
    }

    pub(crate) fn days(self) -> [NaiveDate; 2] {
        [self.monday, self.sunday()]
    }
}

impl std::fmt::Display for Week {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.monday.format("%G-W%V"))
    }
}

impl Log {
    /// Returns the log of this size, which is made when it is not there yet.
    pub(crate) fn of(root: &Path, size: Size) -> Self {
        let name = format!("{}x{}.git", size.members, size.days);
        Self::made(root.join(name), root, size, false)
    }

    fn made(path: PathBuf, root: &Path, size: Size, replies: bool) -> Self {
        let log = Self { path, size };
        if !log.path.is_dir() {
            eprintln!("making a log of {} updates", size.updates());
            let draft = process::draft(&log.path);
            run(git(root).args(["init", "--quiet", "--bare"]).arg(&draft));
            log.import(&draft, replies)
                .expect("git fast-import takes the log");
            run(git(&draft).args(["repack", "-adq"]));
            let head = format!("refs/heads/{BRANCH}");
            run(git(&draft).args(["symbolic-ref", "HEAD", &head]));
            std::fs::rename(&draft, &log.path).expect("the log can be moved");
        }
        log
    }

    /// Returns the log of this size in which somebody replies to each update,
    /// and each member has a question open since a day of their own: the days
    /// are spread over all of history.
    pub(crate) fn with_replies(root: &Path, size: Size) -> Self {
        let name = format!("{}x{}-replies.git", size.members, size.days);
        Self::made(root.join(name), root, size, true)
    }

    /// Returns a copy of the log of this size whose members have zones, hours,
    /// rhythms and leave of their own.
    pub(crate) fn of_team(root: &Path, size: Size) -> Self {
        let plain = Self::of(root, size);
        let log = Self {
            path: root.join(format!("{}x{}-team.git", size.members, size.days)),
            size,
        };
        if !log.path.is_dir() {
            let draft = process::draft(&log.path);
            run(git(root)
                .args(["clone", "--quiet", "--bare", "--local", "--branch", BRANCH])
                .args([&plain.path, &draft]));
            run(git(&draft).args(["remote", "remove", "origin"]));
            let mut child = git(&draft)
                .args(["fast-import", "--quiet"])
                .stdin(Stdio::piped())
                .spawn()
                .expect("git starts");
            let mut out = child.stdin.take().expect("it is piped");
            let text = generator::world_team(size.members);
            let from = format!("from refs/heads/{BRANCH}^0");
            let when = seconds(last_day()) + 68_400;
            writeln!(
                out,
                "commit refs/heads/{BRANCH}\ncommitter ada Example <ada@example.org> {when} +0000\n\
                 data 4\nteam\n{from}\nM 100644 inline .tidings/team.yaml\ndata {}\n{text}",
                text.len()
            )
            .expect("git takes the team file");
            drop(out);
            let status = child.wait().expect("git ends");
            assert!(status.success(), "git fast-import failed");
            std::fs::rename(&draft, &log.path).expect("the log can be moved");
        }
        log
    }

    /// Returns the last week of the log.
    pub(crate) fn newest_week(&self) -> Week {
        Week {
            monday: last_day() - Days::new(4),
        }
    }

    /// Returns the second week of the log.
    pub(crate) fn old_week(&self) -> Week {
        let weeks = self.size.days / 5;
        Week {
            monday: self.newest_week().monday - Days::new(7 * (weeks as u64 - 2)),
        }
    }

    /// Returns the first day of the log.
    pub(crate) fn first_day(&self) -> NaiveDate {
        self.old_week().monday - Days::new(7)
    }

    fn import(&self, draft: &Path, replies: bool) -> io::Result<()> {
        let mut child = git(draft)
            .args(["fast-import", "--quiet"])
            .stdin(Stdio::piped())
            .spawn()?;
        let mut out = BufWriter::new(child.stdin.take().expect("it is piped"));
        let mut random = Random(7);
        let team = generator::team(self.size.members);
        let seconds = seconds(self.first_day()) - 86_400;
        commit(
            &mut out,
            "ada",
            seconds,
            "ada: start the log",
            ".tidings/team.yaml",
            &team,
        )?;
        let days = self.first_day().iter_days();
        let days: Vec<NaiveDate> = days
            .filter(|day| day.weekday().num_days_from_monday() < 5)
            .take(self.size.days)
            .collect();
        for (at, &day) in days.iter().enumerate() {
            let first = random.below(self.size.members);
            for number in 0..self.size.members {
                let member = (first + number) % self.size.members;
                let author = generator::handle(member);
                let share = 36_000 * number as i64 / self.size.members as i64;
                let mut text = generator::update(&author, day, &mut random);
                let asked = member * (days.len() - 1) / self.size.members;
                if replies && [asked, days.len() - 1].contains(&at) {
                    text = generator::asking(&text, days[asked]);
                }
                let path = format!("updates/{}/{author}.yaml", day.format("%Y/%m/%d"));
                let id: u64 = random.next();
                let message = format!("{author}: daily update for {day}\n\nTidings-Id: {id:016x}");
                commit(
                    &mut out,
                    &author,
                    self::seconds(day) + 28_800 + share,
                    &message,
                    &path,
                    &text,
                )?;
                if replies {
                    let other = generator::handle(random.below(self.size.members));
                    let text = generator::reply(&other, &author, day, &mut random);
                    let folder = path.replace("updates/", "replies/").replace(".yaml", "");
                    let path = format!("{folder}/{:012x}.yaml", random.next() >> 16);
                    let when = self::seconds(day) + 28_800 + share;
                    commit(&mut out, &other, when, "a reply", &path, &text)?;
                }
            }
        }
        drop(out);
        assert!(child.wait()?.success(), "git fast-import failed");
        Ok(())
    }
}

/// The last day of every log: a Friday.
fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
}

/// Returns the start of a day in seconds since 1970, in UTC.
pub(crate) fn seconds(day: NaiveDate) -> i64 {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
}

fn commit(
    out: &mut impl Write,
    author: &str,
    seconds: i64,
    message: &str,
    path: &str,
    text: &str,
) -> io::Result<()> {
    writeln!(out, "commit refs/heads/{BRANCH}")?;
    writeln!(
        out,
        "committer {author} Example <{author}@example.org> {seconds} +0000"
    )?;
    writeln!(out, "data {}\n{message}\n", message.len() + 1)?;
    writeln!(out, "M 100644 inline {path}\ndata {}\n{text}", text.len())
}
