-- Deletes what an account has beside its followers; returns the largest number of records deleted from one collection.
local deleted = 0
for _, collection in ipairs(call('SMEMBERS', ABOUT_FOLLOWERS)) do
  deleted = math.max(deleted, deleteRecords(collection, prefix, most))
end
call('DEL', accountKey(account), tokenKey(account), seenKey(account), knownKey(account), archiveKey(account))
return deleted
