// The first code of this target lands next.
