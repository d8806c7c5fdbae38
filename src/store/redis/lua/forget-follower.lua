-- Deletes everything about one follower, as the follower's own wish does.
forget(f, now - FORGETTING_IS_KNOWN_FOR_MS)
tell(f)
