DELETE FROM cars WHERE wheels < 4;
