return readArchived(id) or false
