if call('EXISTS', turnKey(id)) == 0 then return false end
return call('GET', answerKey(id)) or ''
