DROP INDEX tasks_owner;
