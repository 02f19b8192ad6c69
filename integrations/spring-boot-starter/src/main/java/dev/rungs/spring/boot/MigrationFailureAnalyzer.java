package dev.rungs.spring.boot;

import dev.rungs.runtime.DestructiveApprovalRequiredException;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.NewerSchemaException;
import dev.rungs.runtime.Remedy;
import dev.rungs.runtime.UnrecognizedSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a start that failed because the database was refused or a migration failed. Where the
 * exception advises a call, this names the property.
 */
final class MigrationFailureAnalyzer extends AbstractFailureAnalyzer<MigrationException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, MigrationException cause) {
    List<String> actions = new ArrayList<>();
    for (Remedy remedy : cause.remedies()) {
      actions.add(words(remedy, cause));
    }
    String action = actions.isEmpty() ? cause.advice() : String.join("\n", actions);
    return new FailureAnalysis(cause.problem(), action.isEmpty() ? null : action, cause);
  }

  private static String words(Remedy remedy, MigrationException cause) {
    return switch (remedy) {
      case ALLOW_DESTRUCTIVE -> approval(cause);
      case ALLOW_REBUILD ->
          "To have the file wiped and created at version "
              + cause.currentVersion()
              + ", set rungs.allow-rebuild=true; the application must then fill it again.";
      case ALLOW_REBUILD_OF_NEWER ->
          "To have the file wiped although a newer build wrote it, set"
              + " rungs.allow-rebuild-of-newer=true.";
      case ALLOW_DRIFT ->
          "Undo the change that was made outside Rungs. To go on in spite of it, set"
              + " rungs.allow-drift=true.";
      case ADOPT_AS -> "To say which version the file has, set rungs.adopt-as" + version(cause);
      case APPLICATION_ID ->
          "If the file is this application's, set rungs.application-id to its application_id.";
      case ROLL_BACK ->
          "Start the newer build, or roll the file back: rungs down --to "
              + cause.currentVersion()
              + ".";
      case BUSY_TIMEOUT ->
          "Close the other programs that use the file, or set rungs.busy-timeout to a longer time.";
      case BACKUPS -> "Set rungs.backups.directory to an existing folder with enough space.";
      case WITHOUT_BACKUPS -> "To migrate without a backup, set rungs.backups.enabled=false.";
    };
  }

  private static String approval(MigrationException cause) {
    if (!(cause instanceof DestructiveApprovalRequiredException unapproved)) {
      return "To approve it, set rungs.allow-destructive to its version.";
    }
    List<Integer> versions = unapproved.versions();
    String listed = versions.stream().map(String::valueOf).collect(Collectors.joining(","));
    return "To approve "
        + (versions.size() == 1 ? "version " : "versions ")
        + listed.replace(",", ", ")
        + ", set rungs.allow-destructive="
        + listed
        + ". A backup is created first, unless rungs.backups.enabled=false.";
  }

  private static String version(MigrationException cause) {
    List<Integer> known =
        cause instanceof UnrecognizedSchemaException unrecognized
            ? unrecognized.candidates()
            : cause instanceof NewerSchemaException newer ? newer.candidates() : List.of();
    return known.isEmpty()
        ? " to that version."
        : "=" + known.stream().map(String::valueOf).collect(Collectors.joining(" or ")) + ".";
  }
}
