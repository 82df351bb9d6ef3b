//! Streams, colour, pager, editor and prompts.
