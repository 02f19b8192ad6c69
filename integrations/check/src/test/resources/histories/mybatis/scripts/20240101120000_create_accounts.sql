-- // create accounts
CREATE TABLE accounts (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, balance INTEGER NOT NULL);

-- //@UNDO
DROP TABLE accounts;
