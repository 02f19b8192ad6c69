CREATE TABLE `todos` (
	`id` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`done` integer
);
--> statement-breakpoint
CREATE INDEX `todos_done` ON `todos` (`done`);
