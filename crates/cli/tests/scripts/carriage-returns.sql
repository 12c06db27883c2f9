create
server s
  wrapper;
