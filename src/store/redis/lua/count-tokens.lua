countTokens(f, tokens)
