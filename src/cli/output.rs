use std::io::Write;
use std::path::Path;

use anyhow::Context;

use super::session::Session;

/// Writes data to standard output, or to the file that `-o` names.
///
/// A file is replaced as a whole: it is written beside its place first, so
/// that nobody ever reads half of it. A link stays one, and so does what is no
/// regular file, such as `/dev/null`.
pub(super) fn write(session: &Session, text: &str, target: Option<&Path>) -> anyhow::Result<()> {
    match target {
        None => session.print(text),
        Some(path) if path == Path::new("-") => session.print(text),
        Some(path) => {
            let path = session.directory().join(path);
            replace(&path, text).with_context(|| format!("cannot write {}", path.display()))
        }
    }
}

/// Appends to a file; it is made where it is not there.
pub(super) fn append(session: &Session, path: &Path, text: &str) -> anyhow::Result<()> {
    let path = session.directory().join(path);
    let mut options = std::fs::OpenOptions::new();
    let mut file = options
        .create(true)
        .append(true)
        .open(&path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(text.as_bytes())
        .with_context(|| format!("cannot write {}", path.display()))
}

fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let path = match std::fs::metadata(path) {
        Ok(there) if !there.is_file() => return std::fs::write(path, text),
        Ok(_) => path.canonicalize()?,
        Err(_) => path.to_owned(),
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let mut file = std::fs::File::create(&beside)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| std::fs::rename(&beside, &path));
    if written.is_err() {
        // What is half written beside its place is of no use to anybody.
        std::fs::remove_file(&beside).ok();
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_as_a_whole() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("digest.md");
        for text in ["a longer text\n", "short\n"] {
            replace(&path, text).expect("it is writable");
            assert_eq!(std::fs::read_to_string(&path).expect("it is there"), text);
        }
        let names = std::fs::read_dir(directory.path()).expect("it is there");
        assert_eq!(names.count(), 1, "nothing is left beside it");
        assert!(replace(&directory.path().join("no/digest.md"), "").is_err());
        assert!(replace(directory.path(), "").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_devices_stay_what_they_are() {
        use std::io::Read;
        use std::os::unix::fs::symlink;

        let directory = tempfile::tempdir().expect("a temporary directory");
        let (file, link) = (directory.path().join("file"), directory.path().join("link"));
        std::fs::write(&file, "old").expect("it is writable");
        symlink(&file, &link).expect("links are possible");
        replace(&link, "new").expect("it is writable");
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&file).expect("it is there"), "new");

        let pipe = directory.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.expect("mkfifo is there").success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || {
                let mut text = String::new();
                let mut file = std::fs::File::open(pipe).expect("it opens");
                file.read_to_string(&mut text).expect("it is text");
                text
            }
        });
        replace(&pipe, "through it").expect("it is writable");
        assert_eq!(reader.join().expect("the reader ends"), "through it");
        assert!(!pipe.is_file());
    }
}
