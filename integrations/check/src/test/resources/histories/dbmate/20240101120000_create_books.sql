-- migrate:up
create table books (id integer primary key, title text not null, isbn text);

-- migrate:down
drop table books;
