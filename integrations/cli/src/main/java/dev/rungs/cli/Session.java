package dev.rungs.cli;

import dev.rungs.runtime.Registry;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What one call of the command was given by the program it is part of.
 *
 * @param name how the command is called
 * @param registry the program's own, or null
 * @param database the program's own file, or null
 * @param clock dates history
 * @param terminal reads and writes
 * @param interruption knows what Ctrl-C must wait for
 */
record Session(
    String name,
    Registry registry,
    Path database,
    Clock clock,
    Terminal terminal,
    Interruption interruption) {}
