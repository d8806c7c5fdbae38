-- The parts of an answer that were given; the number of a part is its place in the list.

local function readParts(id)
  local parts = call('HGET', turnKey(id), 'parts')
  return parts and cjson.decode(parts) or {}
end
