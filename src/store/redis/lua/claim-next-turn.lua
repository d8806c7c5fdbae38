return claimNext(f)
