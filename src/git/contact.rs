use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How a remote may be spoken to: for how long, and whether a person may be
/// asked for something on the way.
#[derive(Clone, Debug)]
pub struct Contact {
    /// When it must be over; `None` waits for as long as it takes.
    pub deadline: Option<Instant>,
    /// When no further try is begun, where that is sooner; what is under way
    /// then, perhaps because a person is typing, goes on.
    pub last_try: Option<Instant>,
    /// Whether git and what it starts may ask for a password, a passphrase, or
    /// a touch of a security key.
    pub attended: bool,
    /// Ends it early once it is true.
    pub stop: Option<Arc<AtomicBool>>,
}

impl Contact {
    /// Makes a contact that may ask and takes as long as it takes.
    #[must_use]
    pub const fn attended() -> Self {
        Self {
            deadline: None,
            last_try: None,
            attended: true,
            stop: None,
        }
    }

    /// Makes a contact that asks for nothing and is over within this time.
    #[must_use]
    pub fn unattended(time: Duration) -> Self {
        Self {
            deadline: None,
            last_try: None,
            attended: false,
            stop: None,
        }
        .within(time)
    }

    /// Sets the deadline to this time from now, unless it is sooner already.
    #[must_use]
    pub fn within(mut self, time: Duration) -> Self {
        // A time beyond what the clock can count is no limit.
        let then = Instant::now().checked_add(time);
        self.deadline = self.deadline.into_iter().chain(then).min();
        self
    }

    /// Begins no further try once this time from now is over.
    #[must_use]
    pub fn trying_for(mut self, time: Duration) -> Self {
        let then = Instant::now().checked_add(time);
        self.last_try = self.last_try.into_iter().chain(then).min();
        self
    }

    /// Ends the contact early once `stop` is true.
    #[must_use]
    pub fn until(mut self, stop: Arc<AtomicBool>) -> Self {
        self.stop = Some(stop);
        self
    }

    /// Returns how much time is left; `None` where there is no limit.
    #[must_use]
    pub fn left(&self) -> Option<Duration> {
        self.deadline
            .map(|then| then.saturating_duration_since(Instant::now()))
    }

    /// Returns whether its time is over.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.left().is_some_and(|left| left.is_zero())
    }

    /// Returns how much time is left in which another try may be begun;
    /// `None` where there is no limit.
    #[must_use]
    pub fn left_to_try(&self) -> Option<Duration> {
        let then = self.deadline.into_iter().chain(self.last_try).min();
        then.map(|then| then.saturating_duration_since(Instant::now()))
    }

    /// Returns whether no other try is to be begun.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.left_to_try().is_some_and(|left| left.is_zero())
    }

    /// Returns whether it was ended early.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        let stop = self.stop.as_ref();
        stop.is_some_and(|stop| stop.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_at_the_sooner_deadline_or_when_stopped() {
        let long = Duration::from_secs(1000);
        assert_eq!(Contact::attended().left(), None);
        assert_eq!(Contact::attended().within(Duration::MAX).left(), None);
        assert!(!Contact::unattended(long).is_late());
        assert!(Contact::unattended(long).within(Duration::ZERO).is_late());
        assert!(Contact::unattended(Duration::ZERO).within(long).is_late());
        let tried = Contact::unattended(long).trying_for(Duration::ZERO);
        assert!(tried.is_spent() && !tried.is_late());
        assert!(Contact::unattended(Duration::ZERO).is_spent());
        assert!(!Contact::attended().trying_for(long).is_spent());
        let stop = Arc::new(AtomicBool::new(false));
        let contact = Contact::attended().until(Arc::clone(&stop));
        assert!(!contact.is_stopped());
        stop.store(true, Ordering::SeqCst);
        assert!(contact.is_stopped());
    }
}
