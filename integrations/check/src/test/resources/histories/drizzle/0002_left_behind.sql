DROP TABLE `todos`;
