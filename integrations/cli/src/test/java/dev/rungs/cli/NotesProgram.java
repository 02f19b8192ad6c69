package dev.rungs.cli;

import java.util.Arrays;

/** A program that offers the command as its own: the first argument says which release it is. */
public final class NotesProgram {
  private NotesProgram() {}

  /** Runs one command and ends the process. */
  public static void main(String[] args) {
    RungsCli.main(
        Notes.release(Integer.parseInt(args[0])), Arrays.copyOfRange(args, 1, args.length));
  }
}
