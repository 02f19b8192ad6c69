/** Sample rows, and scripts tried on tables that hold them. */
package dev.rungs.processor.replay.rows;
