for n = REST, #ARGV, 2 do
  local id, entries = ARGV[n], ARGV[n + 1]
  local length = call('STRLEN', traceKey(id))
  if call('EXISTS', turnKey(id)) == 1 and length < LONGEST_TRACE then
    call('APPEND', traceKey(id), (length > 0 and ',' or '') .. entries)
    call('PEXPIRE', traceKey(id), math.min(num(kept), retention))
  end
end
