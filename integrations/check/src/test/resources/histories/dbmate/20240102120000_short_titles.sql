-- migrate:up transaction:false
update books set title = substr(title, 1, 20);

-- migrate:down
