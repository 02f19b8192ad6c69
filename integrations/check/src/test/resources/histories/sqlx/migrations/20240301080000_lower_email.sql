UPDATE users SET email = 'unknown' WHERE email NOT LIKE '%@%';
