#!/usr/bin/env python3
"""Packs binaries into the archives of a release, and lists their digests.

    package.py VERSION BINARIES TEXTS OUT

BINARIES holds files named tidings-TARGET; TEXTS is what texts.sh writes. OUT gets one archive for each target, the installer, and SHA256SUMS. The same
input gives the same bytes: names are sorted, times are those of the last
commit, and nobody owns anything.
"""

import gzip
import hashlib
import io
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENTS = ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md"]
# What a release offers; the workflow builds these.
TARGETS = [
    "aarch64-apple-darwin",
    "aarch64-pc-windows-msvc",
    "aarch64-unknown-linux-musl",
    "x86_64-apple-darwin",
    "x86_64-pc-windows-msvc",
    "x86_64-unknown-linux-musl",
]


def archive_name(version, target):
    """Returns the name of an archive, as Cargo.toml tells `cargo binstall`."""
    suffix = "zip" if "-windows-" in target else "tar.gz"
    return f"tidings-{version}-{target}.{suffix}"


def contents(binary, target, texts):
    """Lists what an archive holds: name, bytes, and whether it can be run."""
    program = "tidings.exe" if "-windows-" in target else "tidings"
    files = [(program, binary.read_bytes(), True)]
    files += [(name, (ROOT / name).read_bytes(), False) for name in DOCUMENTS]
    files.append(("LICENSES-BUILT-IN.txt", (texts / "LICENSES-BUILT-IN.txt").read_bytes(), False))
    for folder in ["completions", "man"]:
        found = sorted((texts / folder).iterdir())
        if not found:
            sys.exit(f"error: {texts / folder} is empty")
        files += [(f"{folder}/{file.name}", file.read_bytes(), False) for file in found]
    return sorted(files)


def pack_tar(top, files, moment):
    """Makes a tar archive, compressed with gzip."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content, runs in files:
            entry = tarfile.TarInfo(f"{top}/{name}")
            entry.size = len(content)
            entry.mode = 0o755 if runs else 0o644
            entry.mtime = moment
            tar.addfile(entry, io.BytesIO(content))
    return gzip.compress(plain.getvalue(), compresslevel=9, mtime=0)


def pack_zip(top, files, moment):
    """Makes a zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content, runs in files:
            entry = zipfile.ZipInfo(f"{top}/{name}", time.gmtime(moment)[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (0o100755 if runs else 0o100644) << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    version = sys.argv[1]
    binaries, texts, out = map(pathlib.Path, sys.argv[2:])
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        sys.exit(f"error: {out} is not empty")
    ask = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    moment = int(subprocess.run(ask, check=True, capture_output=True, text=True).stdout)
    for binary in sorted(binaries.iterdir()):
        target = binary.name.removeprefix("tidings-")
        if target not in TARGETS:
            sys.exit(f"error: {binary} is for no target of a release")
        name = archive_name(version, target)
        top = f"tidings-{version}-{target}"
        pack = pack_zip if name.endswith(".zip") else pack_tar
        (out / name).write_bytes(pack(top, contents(binary, target, texts), moment))
    shutil.copyfile(ROOT / ".github/release/install.sh", out / "install.sh")
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(out.iterdir())
    ]
    with open(out / "SHA256SUMS", "w", encoding="ascii", newline="\n") as sums:
        sums.writelines(lines)
    print(f"{len(lines)} files in {out}{os.sep}")


if __name__ == "__main__":
    main()
