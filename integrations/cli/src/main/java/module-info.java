/**
 * The {@code rungs} command, over the public API of the runtime only: its module exports no more.
 */
module dev.rungs.cli {
  requires transitive dev.rungs.runtime;
  requires info.picocli;

  exports dev.rungs.cli;

  opens dev.rungs.cli to
      info.picocli;

  uses dev.rungs.runtime.Registry;
}
