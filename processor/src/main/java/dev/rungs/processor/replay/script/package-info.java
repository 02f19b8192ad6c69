/** What the text of a script tells, without SQLite. */
package dev.rungs.processor.replay.script;
