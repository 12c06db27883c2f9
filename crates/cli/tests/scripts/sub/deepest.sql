alter server;
