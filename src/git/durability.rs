/// What must have reached the disk before something counts as saved.
///
/// Git's own default leaves new loose objects and refs to the operating
/// system, which a power cut can cost. Here both are flushed unless the user
/// asks for less with `core.fsync`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durability {
    /// New objects, before a ref names them.
    pub objects: bool,
    /// Refs, before their move is reported.
    pub refs: bool,
}

impl Durability {
    /// Everything is flushed.
    pub const FULL: Self = Self {
        objects: true,
        refs: true,
    };
    /// Nothing is flushed.
    pub const NONE: Self = Self {
        objects: false,
        refs: false,
    };

    /// Reads the value of `core.fsync`: names separated by commas or spaces.
    ///
    /// `none` starts from nothing, `-name` takes a component away, `name` adds
    /// it, as in `git help config`; what is not said keeps [`Durability::FULL`].
    /// `core.fsyncMethod` is not looked at: flushing is the only method that
    /// is known to work everywhere, and git minds it for the refs.
    #[must_use]
    pub fn parse(value: &str) -> Self {
        let mut base = Self::FULL;
        let (mut less, mut more) = (Self::NONE, Self::NONE);
        let words = value.split([',', ' ', '\t', '\n']);
        for word in words.filter(|word| !word.is_empty()) {
            let (name, side) = match word.strip_prefix('-') {
                Some(name) => (name, &mut less),
                None => (word, &mut more),
            };
            match name {
                "none" => base = Self::NONE,
                "loose-object" | "objects" => side.objects = true,
                "reference" => side.refs = true,
                "committed" | "added" | "all" => *side = Self::FULL,
                _ => {}
            }
        }
        Self {
            objects: base.objects && !less.objects || more.objects,
            refs: base.refs && !less.refs || more.refs,
        }
    }

    /// Returns the `core.fsync` that makes git treat refs this way.
    pub(super) const fn ref_setting(self) -> &'static str {
        if self.refs {
            "core.fsync=reference"
        } else {
            "core.fsync=none"
        }
    }
}

impl Default for Durability {
    fn default() -> Self {
        Self::FULL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_users_ask_for() {
        for (value, objects, refs) in [
            ("", true, true),
            ("index", true, true),
            ("none", false, false),
            ("committed", true, true),
            ("none,loose-object", true, false),
            ("-loose-object", false, true),
            ("committed,-loose-object", true, true),
            ("none, reference", false, true),
            ("-reference", true, false),
            ("-all", false, false),
        ] {
            let want = Durability { objects, refs };
            assert_eq!(Durability::parse(value), want, "{value}");
        }
    }
}
