/* nothing else
