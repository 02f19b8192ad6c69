/**
 * The {@code rungs} command, to be run by itself or as part of a program.
 *
 * <p>{@link dev.rungs.cli.RungsCli} is the entry; {@code docs/cli.md} shows each command at work.
 */
package dev.rungs.cli;
