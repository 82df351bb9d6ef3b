use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How a remote may be spoken to: for how long, and whether a person may be
/// asked for something on the way.
#[derive(Clone, Debug)]
pub struct Contact {
    /// When it must be over; `None` waits for as long as it takes.
    pub deadline: Option<Instant>,
    /// Whether git and what it starts may ask for a password, a passphrase, or
    /// a touch of a security key.
    pub attended: bool,
    /// Tells whether a person is being asked for something just now: time that
    /// passes then does not count.
    pub asks: Option<fn() -> bool>,
    /// Ends it early once it is true.
    pub stop: Option<Arc<AtomicBool>>,
}

impl Contact {
    /// Makes a contact that may ask and takes as long as it takes.
    #[must_use]
    pub const fn attended() -> Self {
        Self {
            deadline: None,
            attended: true,
            asks: None,
            stop: None,
        }
    }

    /// Makes a contact that asks for nothing and is over within this time.
    #[must_use]
    pub fn unattended(time: Duration) -> Self {
        Self {
            deadline: None,
            attended: false,
            asks: None,
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

    /// Does not count the time that passes while `asks` is true.
    #[must_use]
    pub const fn patient_while(mut self, asks: fn() -> bool) -> Self {
        self.asks = Some(asks);
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

    /// Returns whether its time is over once this much of it does not count.
    pub(super) fn is_late_after(&self, uncounted: Duration) -> bool {
        self.deadline
            .is_some_and(|then| Instant::now() >= then + uncounted)
    }

    /// Returns whether a person is being asked for something just now.
    pub(super) fn asks(&self) -> bool {
        self.asks.is_some_and(|asks| asks())
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
        let over = Contact::unattended(Duration::ZERO);
        assert!(over.is_late_after(Duration::ZERO) && !over.is_late_after(long));
        assert!(!over.asks() && over.patient_while(|| true).asks());
        let stop = Arc::new(AtomicBool::new(false));
        let contact = Contact::attended().until(Arc::clone(&stop));
        assert!(!contact.is_stopped());
        stop.store(true, Ordering::SeqCst);
        assert!(contact.is_stopped());
    }
}
