/** The finished schema as a database file, from which new files are created. */
package dev.rungs.processor.replay.image;
