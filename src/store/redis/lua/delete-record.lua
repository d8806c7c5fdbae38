if deleteRecord(collection, key) == 0 then return false end
raiseGeneration(collection)
return 'deleted'
