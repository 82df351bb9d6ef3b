use super::change::{Change, Saved, Signer};
use super::{Log, StoreError};
use crate::format::size_limit;
use crate::git::{Mode, TreeEdit};
use crate::model::Handle;

impl Log {
    /// Replaces files of the branch by what `mend` makes of them, as plain
    /// files, in one commit; `None` from it leaves a file as it is. Nothing is
    /// committed where nothing changes.
    ///
    /// # Errors
    ///
    /// What git says. Nothing has changed then.
    pub fn mend(
        &self,
        paths: &[String],
        by: &Handle,
        signer: &Signer,
        mend: impl Fn(&str, &[u8]) -> Option<String>,
    ) -> Result<Option<Saved>, StoreError> {
        let ((), saved) = self.change(signer, |tree| {
            let mut edits = Vec::new();
            for path in paths {
                let Some((mode, id)) = tree.entry(path)? else {
                    continue;
                };
                let limit = size_limit(path);
                let Some(bytes) = self.repository().blob_up_to(id, limit)? else {
                    continue;
                };
                let text = mend(path, &bytes);
                let content = text.map(String::into_bytes);
                let differs = |content: &Vec<u8>| *content != bytes || mode != Mode::FILE;
                edits.extend(content.filter(differs).map(|content| TreeEdit {
                    path: path.clone(),
                    content: Some(content),
                }));
            }
            let change = (!edits.is_empty()).then(|| Change {
                edits,
                message: format!(
                    "{by}: mends what 'tidings check' found\n\nTidings-Author: {by}\n"
                ),
            });
            Ok(((), change))
        })?;
        Ok(saved)
    }
}
