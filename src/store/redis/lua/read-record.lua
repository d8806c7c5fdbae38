return readRecord(collection, key) or false
