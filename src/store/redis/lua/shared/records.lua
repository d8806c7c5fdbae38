-- Small records. Each is stored as its version, its end or nothing, and its JSON, with spaces between them.

-- Returns key, version, the time that is left or '', and JSON; nothing for a record past its end.
local function readRecord(collection, key)
  local stored = call('HGET', recordsKey(collection), key)
  if not stored then return nil end
  local version, ends, value = stored:match('^(%d+) (%d*) (.*)$')
  if ends ~= '' and num(ends) <= now then return nil end
  return { key, version, ends ~= '' and num(ends) - now or '', value }
end

-- Versions are generations of the collection, so that no two writes share one.
local function raiseGeneration(collection)
  local generation = math.max(num(call('HGET', GENERATIONS, collection)) + 1, now)
  local text = string.format('%.0f', generation)
  call('HSET', GENERATIONS, collection, text)
  call('PUBLISH', COLLECTIONS_CHANNEL, me .. ' ' .. collection)
  return text
end

-- Writes a record that ends after `life`, or never where that is ''.
local function writeRecord(collection, key, value, life)
  local version, ends = raiseGeneration(collection), ''
  call('ZADD', recordKeysKey(collection), 0, key)
  if life == '' then
    call('ZREM', recordEndsKey(collection), key)
  else
    ends = string.format('%.0f', now + num(life))
    call('ZADD', recordEndsKey(collection), ends, key)
  end
  call('HSET', recordsKey(collection), key, version .. ' ' .. ends .. ' ' .. value)
end

local function deleteRecord(collection, key)
  call('ZREM', recordKeysKey(collection), key)
  call('ZREM', recordEndsKey(collection), key)
  return call('HDEL', recordsKey(collection), key)
end

-- Deletes at most so many records whose keys begin with the prefix; all of them with -1.
local function deleteRecords(collection, prefix, most)
  local keys = call('ZRANGEBYLEX', recordKeysKey(collection), '[' .. prefix, '(' .. prefix .. '\255',
    'LIMIT', 0, most)
  for _, key in ipairs(keys) do deleteRecord(collection, key) end
  return #keys
end

-- Keys about a follower begin with the follower's name, with slashes in place of colons.
local function forgetRecords(f)
  local prefix = f:gsub(':', '/') .. '/'
  for _, collection in ipairs(call('SMEMBERS', ABOUT_FOLLOWERS)) do deleteRecords(collection, prefix, -1) end
end
