package dev.rungs.cli;

import dev.rungs.cli.Terminal.Style;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.MigrationStatus.State;
import dev.rungs.runtime.Rehearsal;
import java.util.List;

/** What {@code down} and {@code reset} share: show what will be lost, ask, back up, undo. */
final class Undo {
  private final RootCommand root;
  private final BackupOptions backups;

  Undo(RootCommand root, BackupOptions backups) {
    this.root = root;
    this.backups = backups;
  }

  /** Undoes all above a version, if the user agrees. */
  int undo(MigrationStatus status, int version) {
    Terminal terminal = root.terminal();
    List<MigrationStatus.Entry> undone =
        status.migrations().stream()
            .filter(entry -> entry.state() != State.PENDING && entry.version() > version)
            .sorted((one, other) -> other.version() - one.version())
            .toList();
    if (!root.yes && !asked(undone, version)) {
      terminal.err().println("Nothing was changed.");
      return ExitCode.FAILED;
    }
    root.session.interruption().begin();
    Database database = database(true);
    MigrationReport report = database.rollbackTo(version);
    if (root.json) {
      terminal.out().println(Json.write(Reports.describe(database, report)));
    } else {
      Reports.print(terminal, database, report);
    }
    return ExitCode.OK;
  }

  private Database database(boolean forReal) {
    Grants grants =
        Grants.of(
                builder -> {
                  builder.allowDestructive();
                  backups.apply(builder);
                })
            .backups(backups.folder());
    return root.existingDatabase(
        root.registry(),
        forReal ? grants.listener(new ProgressLines(root.terminal(), root.json, "[ ]")) : grants);
  }

  private boolean asked(List<MigrationStatus.Entry> undone, int version) {
    Terminal terminal = root.terminal();
    // First what cannot be done at all: nobody is asked about that.
    Database database = database(false);
    Rehearsal rehearsal = database.rehearseRollback(version);
    if (rehearsal.failure().isPresent()) {
      throw new CommandFailure(Rehearsals.message(rehearsal.failure().get(), database, root));
    }
    if (!terminal.answers()) {
      throw new CommandFailure(
          "This undoes "
              + Texts.count(undone.size(), "migration")
              + " of "
              + database
              + ", and there is no terminal to confirm on. Add --yes.");
    }
    terminal.err().println("This undoes, in " + database + ":");
    for (MigrationStatus.Entry entry : undone) {
      terminal
          .err()
          .println("  " + entry.version() + "  " + terminal.style(Style.BOLD, entry.name()));
    }
    List<String> losses = Rehearsals.losses(rehearsal);
    if (!losses.isEmpty()) {
      terminal
          .err()
          .println(
              backups.none
                  ? "Data that will be lost:"
                  : "Data that will be lost (a backup is made first):");
      losses.forEach(loss -> terminal.err().println("  " + terminal.style(Style.RED, loss)));
    }
    List<MigrationStatus.Entry> destructive =
        undone.stream().filter(MigrationStatus.Entry::destructive).toList();
    if (!destructive.isEmpty()) {
      terminal.err().println("Data that these deleted when they were applied does not come back:");
      destructive.forEach(
          entry ->
              terminal.err().println("  " + entry.version() + "  " + Texts.visible(entry.name())));
    }
    return terminal.confirm("Go on?");
  }
}
