local found = {}
for _, process in ipairs(call('ZRANGE', PROCESSES, 0, -1)) do
  if isAlive(process) then
    found[#found + 1] = { process, call('HGET', PROCESS_DETAILS, process) }
  end
end
return found
