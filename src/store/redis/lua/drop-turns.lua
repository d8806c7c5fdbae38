for n = REST, #ARGV do drop(ARGV[n], f) end
expireLater(f)
tell(f)
