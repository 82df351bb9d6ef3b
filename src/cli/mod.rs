//! Arguments, settings, and one file per command.
