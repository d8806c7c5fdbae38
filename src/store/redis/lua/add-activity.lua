-- Adds to the totals of days. `batch` names the counts, so that a try after a lost reply adds nothing again.
if not call('SET', usageBatchKey(batch), '1', 'NX', 'PX', BATCH_IS_KNOWN_FOR_MS) then return end
-- The account, the day, the name of what is counted, and how often it happened.
for at = REST, #ARGV, 4 do
  local key = activityKey(ARGV[at], ARGV[at + 1])
  call('HINCRBY', key, ARGV[at + 2], ARGV[at + 3])
  call('PEXPIRE', key, kept)
end
