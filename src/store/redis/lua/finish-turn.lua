local turn = turnKey(id)
-- The answer to an earlier try of the same may have been lost.
local storedFence, storedState = unpack(call('HMGET', turn, 'fence', 'state'))
if storedFence == fence and storedState == state then return 'finished' end
local may = mayWrite(id, fence, from)
if may ~= 'lost' then countTokens(f, tokens) end
if may ~= 'yes' then return may end
if rest ~= '' then call('APPEND', answerKey(id), rest) end
call('HSET', turn, 'length', to, 'origin', origin, 'state', state, 'noticeFrom', noticeFrom,
  'ended', now)
closeTurn(id, f)
-- This process keeps the turns that wait after it until they are claimed.
local waiting = trim(openKey(f))
if waiting then keep(waiting, me) end
lookAt('f' .. f, LOOK_AT_FOLLOWER_AFTER_MS)
raiseVersion(f)
expireLater(f)
tell(f)
return waiting and 'finished' or 'finished last'
