use super::change::{Change, Saved, Signer};
use super::{Log, StoreError};
use crate::format::{format_reply, reply_path};
use crate::git::{ObjectId, TreeEdit};
use crate::model::{Handle, ItemAddress, Reply, ReplyId, ReplyState};

/// What became of a request to resolve an item.
#[derive(Clone, Debug)]
pub enum Resolution {
    /// A reply that closes the item was saved.
    Saved {
        /// The commit.
        saved: Saved,
        /// The path of the reply.
        path: String,
    },
    /// A reply had closed the item before; nothing was saved.
    Already,
}

impl Log {
    /// Closes a blocker or question by a reply of `author`.
    ///
    /// # Errors
    ///
    /// What git says. Nothing has changed then.
    pub fn resolve(
        &self,
        author: &Handle,
        item: &ItemAddress,
        text: Option<&str>,
        signer: &Signer,
    ) -> Result<Resolution, StoreError> {
        let reply = Reply {
            author: author.clone(),
            to: item.clone().into(),
            re: None,
            state: Some(ReplyState::Resolved),
            text: text.map(str::to_owned),
        };
        let content = format_reply(&reply);
        let path = reply_path(&reply.to, &reply_id(&content, signer));
        let ((), saved) = self.change(signer, |tree| {
            let open = !tree.resolved([item])?.contains(item);
            let change = open.then(|| Change {
                edits: vec![TreeEdit {
                    path: path.clone(),
                    content: Some(content.as_bytes().to_vec()),
                }],
                message: format!(
                    "{author}: resolves {item}\n\nTidings-Author: {author}\nTidings-Reply-To: {item}\n"
                ),
            });
            Ok(((), change))
        })?;
        Ok(
            saved.map_or(Resolution::Already, |saved| Resolution::Saved {
                saved,
                path,
            }),
        )
    }
}

/// Names a reply by what it says, who says it and when.
fn reply_id(content: &str, signer: &Signer) -> ReplyId {
    let author = &signer.author;
    let source = format!("{content}\0{}\0{}", author.email, author.seconds);
    ObjectId::of_blob(source.as_bytes()).to_string()[..12]
        .parse()
        .expect("hexadecimal digits make a reply id")
}
