package dev.rungs.runtime.internal.apply;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the backups of one file are called: {@code FILE.vVERSION-TIME.bak}, with {@code -2}, {@code
 * -3}, … before the end if the name is taken, and {@code .part} after it while it is written. Names
 * are matched whole, so that nothing else in the folder is ever taken for one.
 */
final class BackupNames {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final String END = ".bak";
  private static final String PART = ".part";

  private final Path directory;
  private final String file;
  private final Pattern complete;
  private final Pattern unfinished;

  /** The backups of a file in a folder. */
  BackupNames(Path directory, Path file) {
    this.directory = directory;
    this.file = file.getFileName().toString();
    String name =
        Pattern.quote(this.file)
            + "\\.v-?\\d+-(\\d{8}T\\d{6}Z)(?:-(\\d{1,9}))?"
            + Pattern.quote(END);
    this.complete = Pattern.compile(name);
    this.unfinished = Pattern.compile(name + Pattern.quote(PART) + "(-journal|-wal|-shm)?");
  }

  /** Returns a name that is free, for a backup made now. */
  Path free(int version, Instant now) {
    String name = file + ".v" + version + "-" + TIME.format(now);
    for (int n = 1; ; n++) {
      Path backup = directory.resolve(name + (n == 1 ? "" : "-" + n) + END);
      // A link to nothing takes its name too.
      if (!Files.exists(backup, LinkOption.NOFOLLOW_LINKS)
          && !Files.exists(part(backup), LinkOption.NOFOLLOW_LINKS)) {
        return backup;
      }
    }
  }

  /** Returns what a backup is called while it is written. */
  static Path part(Path backup) {
    return backup.resolveSibling(backup.getFileName() + PART);
  }

  /** Lists what is left of backups that were not finished. */
  List<Path> unfinished() throws IOException {
    return list(unfinished);
  }

  /** Lists the finished backups, the newest first. */
  List<Path> newestFirst() throws IOException {
    List<Path> backups = list(complete);
    backups.sort(Comparator.comparing(this::time).thenComparing(this::number).reversed());
    return backups;
  }

  private String time(Path backup) {
    return part(backup, 1);
  }

  private int number(Path backup) {
    String number = part(backup, 2);
    return number == null ? 1 : Integer.parseInt(number);
  }

  private String part(Path backup, int group) {
    Matcher matcher = complete.matcher(backup.getFileName().toString());
    matcher.matches();
    return matcher.group(group);
  }

  private List<Path> list(Pattern pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            directory, path -> pattern.matcher(path.getFileName().toString()).matches())) {
      for (Path path : files) {
        // A folder or a link of such a name is somebody else's.
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          found.add(path);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }
}
