use super::ReplyState;

/// What the replies to an item have come to, each kept as a `T`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThreadState<T> {
    /// No reply has closed the item.
    #[default]
    Untouched,
    /// A reply has closed it: the first one since it was last open.
    Closed(T),
    /// It was closed, or left out, and a reply has opened it again: the last
    /// that did.
    Reopened(T),
}

impl<T> ThreadState<T> {
    /// Returns what the replies have come to after one more of them; they are
    /// told in the order of history, the first first.
    #[must_use]
    pub fn after(self, state: Option<ReplyState>, reply: T) -> Self {
        match (state, self) {
            (Some(ReplyState::Reopened), _) => Self::Reopened(reply),
            (Some(state), Self::Untouched | Self::Reopened(_)) if state.closes() => {
                Self::Closed(reply)
            }
            (_, unchanged) => unchanged,
        }
    }

    /// Returns the reply that closed the item.
    pub fn closed(&self) -> Option<&T> {
        match self {
            Self::Closed(reply) => Some(reply),
            Self::Untouched | Self::Reopened(_) => None,
        }
    }

    /// Returns the reply that opened the item again.
    pub fn reopened(&self) -> Option<&T> {
        match self {
            Self::Reopened(reply) => Some(reply),
            Self::Untouched | Self::Closed(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_state_that_opens_or_closes_counts() {
        use ReplyState::{Acknowledged, Decided, Reopened, Resolved};
        use ThreadState::{Closed, Untouched};
        for (states, want) in [
            (vec![], Untouched),
            (vec![None, Some(Acknowledged)], Untouched),
            (vec![None, Some(Resolved)], Closed(1)),
            // Who closes what is closed adds words only.
            (vec![Some(Decided), Some(Resolved), None], Closed(0)),
            (
                vec![Some(Resolved), Some(Reopened)],
                ThreadState::Reopened(1),
            ),
            (
                vec![Some(Reopened), Some(Reopened), Some(Acknowledged)],
                ThreadState::Reopened(1),
            ),
            (
                vec![Some(Resolved), Some(Reopened), Some(Decided)],
                Closed(2),
            ),
        ] {
            let told = states.iter().enumerate();
            let state = told.fold(Untouched, |all, (at, state)| all.after(*state, at));
            assert_eq!(state, want, "{states:?}");
        }
    }
}
