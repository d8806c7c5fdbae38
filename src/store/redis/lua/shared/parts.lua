-- The parts of an answer that were given.

local function readParts(id)
  local parts = call('HGET', turnKey(id), 'parts')
  return parts and cjson.decode(parts) or {}
end

local function writeParts(id, parts)
  if #parts > 0 then call('HSET', turnKey(id), 'parts', cjson.encode(parts)) end
end

-- The stretches of an answer that no part covers, as lists of two offsets.
local function findGaps(parts, length)
  local given, gaps, reached = {}, {}, 0
  for _, part in ipairs(parts) do
    if part.state == 'intended' or part.state == 'sent' then given[#given + 1] = part end
  end
  table.sort(given, function(a, b) return a.from < b.from end)
  for _, part in ipairs(given) do
    if part.from > reached then gaps[#gaps + 1] = { reached, part.from } end
    reached = math.max(reached, part.to)
  end
  if reached < length then gaps[#gaps + 1] = { reached, length } end
  return gaps
end

-- Is this stretch still owed, in one piece?
local function isOwed(f, slice)
  local stored, length, delivery =
    unpack(call('HMGET', turnKey(slice.turnId), 'follower', 'length', 'delivery'))
  if stored ~= f or delivery == 'dropped' then return false end
  for _, gap in ipairs(findGaps(readParts(slice.turnId), num(length))) do
    if gap[1] <= slice.from and slice.to <= gap[2] then return true end
  end
  return false
end

local function areOwed(f, slices)
  for _, slice in ipairs(slices) do
    if not isOwed(f, slice) then return false end
  end
  return true
end

local function intend(slice, via, key)
  local parts = readParts(slice.turnId)
  parts[#parts + 1] =
    { from = slice.from, to = slice.to, via = via, state = 'intended', key = key, at = now }
  writeParts(slice.turnId, parts)
end

-- A turn is given when it has ended and all of it was given; until then it is owed.
local function mark(id, f)
  local turn = turnKey(id)
  local state, length, delivery, sequence =
    unpack(call('HMGET', turn, 'state', 'length', 'delivery', 'sequence'))
  if not state or delivery == 'dropped' then return 'given' end
  local parts, isInDoubt = readParts(id), false
  -- A message that was intended and never settled is in doubt and has to be checked.
  for _, part in ipairs(parts) do
    if part.via == 'customer-service' and part.state == 'intended' then isInDoubt = true end
  end
  local isGiven = not isUnfinished(state) and not isInDoubt and #findGaps(parts, num(length)) == 0
  local result = isGiven and 'given' or 'owed'
  if result ~= delivery then call('HSET', turn, 'delivery', result) end
  if not isGiven then
    call('ZADD', owedKey(f), sequence, id)
  elseif call('ZREM', owedKey(f), id) == 1 and call('EXISTS', owedKey(f)) == 0 then
    call('ZREM', DUE, 'f' .. f)
  end
  return result
end
