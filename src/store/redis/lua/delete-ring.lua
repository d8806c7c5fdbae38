-- Deletes a ring.
call('DEL', ringKey(ring))
