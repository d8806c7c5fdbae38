-- Due items.

local function lookAt(member, afterMs) call('ZADD', DUE, now + afterMs, member) end

local function lookSoon(member) lookAt(member, HIDDEN_WHILE_HANDED_ON_MS) end
