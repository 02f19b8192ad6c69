-- // drop small accounts
DELETE FROM accounts WHERE balance < 1;

-- //@UNDO
DELETE FROM accounts;
