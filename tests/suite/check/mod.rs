//! What `tidings check` finds, on which commits, and how it finds those.

mod clone;
mod fix;
mod forge;
mod hook;
mod hostile;
mod hub;

use hub::Hub;
