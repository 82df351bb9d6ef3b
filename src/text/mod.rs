//! What every sink needs: sanitising, width, plurals, wrapping.
