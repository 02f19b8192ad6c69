/** The {@code rungs} command, over the public API only: no module exports more to it. */
module dev.rungs.cli {
  requires transitive dev.rungs.runtime;
  requires dev.rungs.fleet;
  requires info.picocli;
  requires static dev.rungs.replicated;

  exports dev.rungs.cli;

  opens dev.rungs.cli to
      info.picocli;

  uses dev.rungs.runtime.Registry;
}
