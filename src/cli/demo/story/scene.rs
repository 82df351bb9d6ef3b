use crate::model::ReplyState;

use super::{release, week_45, week_46, week_47};

/// The week that the story leads up to.
pub(crate) const LAST_WEEK: &str = "2026-W47";

/// The moment at which the story is over and its last week is read: the
/// Monday after it, at nine in the team's zone.
pub(crate) const READ_AT: &str = "2026-11-23T09:00:00+01:00";

/// One thing that somebody does at some moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene {
    /// When, with the offset of the actor's zone (RFC 3339). Scenes are in
    /// order of this moment.
    pub(crate) at: &'static str,
    /// The handle of whoever does it.
    pub(crate) actor: &'static str,
    /// What is done.
    pub(crate) act: Act,
}

/// What can be done in a scene.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Starts the log, with the actor as its first member.
    Init,
    /// Enrols the actor.
    Join,
    /// Posts an update, or adds to the one that is there.
    Post(Post),
    /// Answers somebody's blocker or question, or goes on in its thread.
    Reply {
        /// The handle of whoever has the item.
        author: &'static str,
        /// The text of the item.
        item: &'static str,
        /// What the reply does to the item, besides saying something.
        state: Option<ReplyState>,
        /// What is replied.
        with: &'static str,
    },
    /// Tells the days on which the actor is away.
    Away {
        /// The first day.
        from: &'static str,
        /// The last day.
        until: &'static str,
        /// Why.
        reason: &'static str,
    },
    /// Takes back the actor's last post.
    Undo,
}

/// An update as its author gives it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Post {
    /// The period it is for: `2026-11-16` or `2026-W47`.
    pub(crate) period: &'static str,
    /// What is written, in the Markdown form that `tidings post -f -` takes.
    pub(crate) form: &'static str,
    /// The handle of the member it is for, where that is not the actor.
    pub(crate) on_behalf_of: Option<&'static str>,
    /// Texts of items of the last plan, or of own open blockers and
    /// questions, that are ticked: they become done and keep their ids.
    pub(crate) did: &'static [&'static str],
    /// Texts of items of the last plan that are planned again and keep their
    /// ids. What is in neither list was dropped.
    pub(crate) keep: &'static [&'static str],
}

/// Makes a scene in which somebody posts, for the day on which they do.
pub(super) const fn post(at: &'static str, actor: &'static str, form: &'static str) -> Scene {
    let (day, _) = at.split_at("2026-11-02".len());
    let post = Post {
        period: day,
        form,
        on_behalf_of: None,
        did: &[],
        keep: &[],
    };
    let act = Act::Post(post);
    Scene { at, actor, act }
}

/// Makes a scene in which somebody closes an item.
pub(super) const fn resolve(
    at: &'static str,
    actor: &'static str,
    author: &'static str,
    item: &'static str,
    with: &'static str,
) -> Scene {
    reply(at, actor, author, item, with).state(ReplyState::Resolved)
}

/// Makes a scene in which somebody answers an item.
pub(super) const fn reply(
    at: &'static str,
    actor: &'static str,
    author: &'static str,
    item: &'static str,
    with: &'static str,
) -> Scene {
    let act = Act::Reply {
        author,
        item,
        state: None,
        with,
    };
    Scene { at, actor, act }
}

/// Makes a scene in which somebody does something that needs no words.
pub(super) const fn act(at: &'static str, actor: &'static str, act: Act) -> Scene {
    Scene { at, actor, act }
}

impl Scene {
    /// Ticks items of the last plan, or what was open.
    pub(super) const fn did(mut self, did: &'static [&'static str]) -> Self {
        if let Act::Post(post) = &mut self.act {
            post.did = did;
        }
        self
    }

    /// Plans items of the last plan again.
    pub(super) const fn keep(mut self, keep: &'static [&'static str]) -> Self {
        if let Act::Post(post) = &mut self.act {
            post.keep = keep;
        }
        self
    }

    /// Says what it is for, if not for the day on which it is posted.
    pub(super) const fn period(mut self, period: &'static str) -> Self {
        if let Act::Post(post) = &mut self.act {
            post.period = period;
        }
        self
    }

    /// Says what the reply does to the item.
    pub(super) const fn state(mut self, becomes: ReplyState) -> Self {
        if let Act::Reply { state, .. } = &mut self.act {
            *state = Some(becomes);
        }
        self
    }

    /// Says for whom it is posted.
    pub(super) const fn on_behalf_of(mut self, handle: &'static str) -> Self {
        if let Act::Post(post) = &mut self.act {
            post.on_behalf_of = Some(handle);
        }
        self
    }
}

/// Returns the whole story, in order.
pub(crate) fn scenes() -> impl Iterator<Item = &'static Scene> {
    let weeks = [week_45::SCENES, week_46::SCENES, week_47::SCENES];
    weeks.into_iter().chain([release::SCENES]).flatten()
}
