//! Bytes of the log ↔ model, with findings.
