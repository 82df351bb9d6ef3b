use super::kept::Kept;
use super::subject::Subject;
use crate::cli::author::Author;
use crate::cli::failure::Failure;
use crate::cli::objection::{self, Objection};
use crate::cli::session::Session;
use crate::model::{Reply, ReplyState, Team};
use crate::report::InspectedView;
use crate::store::{Log, NewReply, Replied, Signer};

/// Who answers what, and how.
pub(in crate::cli) struct Answer<'a> {
    pub(in crate::cli) log: &'a Log,
    pub(in crate::cli) team: &'a Team,
    /// In whose name, and who does it.
    pub(in crate::cli) author: &'a Author,
    pub(in crate::cli) signer: &'a Signer,
    /// What is answered, or with `replace` changed.
    pub(in crate::cli) subject: &'a Subject,
    /// What is done to the item.
    pub(in crate::cli) state: Option<ReplyState>,
    /// Whether the reply that was found is changed, not answered.
    pub(in crate::cli) replace: bool,
    /// Whether the file is made and nothing saved.
    pub(in crate::cli) dry_run: bool,
    /// The rules of the log that do not count this time.
    pub(in crate::cli) allowed: &'a [String],
}

impl Answer<'_> {
    /// Returns whether something must be said: a state may speak for itself,
    /// but a decision says what was decided.
    pub(in crate::cli) fn needs_text(&self) -> bool {
        matches!(self.state, None | Some(ReplyState::Decided))
            && !(self.replace && self.state.is_some())
    }

    /// Saves the answer, and keeps what was said where it cannot be.
    pub(in crate::cli) fn save(
        &self,
        session: &Session,
        text: Option<&str>,
    ) -> anyhow::Result<Replied> {
        let kept = match text {
            Some(text) if !self.dry_run => Some(Kept::keep(self, text)),
            _ => None,
        };
        let error = match self.write(text) {
            Ok((replied, remarks)) => {
                if let Some(kept) = kept {
                    kept.remove();
                }
                objection::say(session, &remarks);
                return Ok(replied);
            }
            Err(error) => error,
        };
        let objection = error.downcast_ref::<Objection>();
        if let Some(objection) = objection {
            objection::say(session, &objection.findings);
        }
        let overrule = objection.map_or_else(String::new, Objection::advice);
        Err(match kept {
            Some(kept) => kept.explain(session, self, error, &overrule),
            None if overrule.is_empty() => error,
            None => error.context(
                Failure::new("nothing would be sent")
                    .hint(overrule.trim_start_matches("; ").to_owned()),
            ),
        })
    }

    /// Saves the answer, unless a rule objects; returns what else the rules
    /// say.
    fn write(&self, text: Option<&str>) -> anyhow::Result<(Replied, Vec<InspectedView>)> {
        let mut remarks = Vec::new();
        let inspect = |path: &str, text: &str| -> anyhow::Result<()> {
            remarks = objection::examine(self.team, path, text, self.allowed)?;
            Ok(())
        };
        let replied = self.write_inspected(text, inspect)?;
        Ok((replied, remarks))
    }

    fn write_inspected(
        &self,
        text: Option<&str>,
        inspect: impl FnMut(&str, &str) -> anyhow::Result<()>,
    ) -> anyhow::Result<Replied> {
        let posted_by = self.author.posted_by.as_deref();
        if !self.replace {
            let reply = Reply {
                author: self.author.handle.clone(),
                to: self.subject.to(),
                re: self.subject.re(),
                state: self.state,
                text: text.map(str::to_owned),
            };
            let new = NewReply { reply, posted_by };
            return self.log.reply(&new, self.signer, self.dry_run, inspect);
        }
        let address = self.subject.own_reply(self.team, &self.author.handle)?;
        let edit = |stored: &Reply| -> anyhow::Result<Reply> {
            if Some(stored) != self.subject.reply.as_ref() {
                return Err(
                    Failure::new(format!("{address} was changed in the meantime"))
                        .hint(format!("look at it with 'tidings show {address}'"))
                        .into(),
                );
            }
            Ok(Reply {
                state: self.state.or(stored.state),
                text: text.map(str::to_owned).or_else(|| stored.text.clone()),
                ..stored.clone()
            })
        };
        self.log
            .replace_reply(address, self.signer, self.dry_run, edit, inspect)
    }
}
