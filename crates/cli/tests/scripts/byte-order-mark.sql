create server;
