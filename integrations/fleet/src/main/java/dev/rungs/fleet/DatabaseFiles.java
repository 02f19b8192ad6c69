package dev.rungs.fleet;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Finds database files by their names, holding no more of them in memory than its position in each
 * open folder. Links to folders are not followed.
 *
 * <p>A folder that may not be read is part of the stream, so that a {@link Fleet} reports it
 * instead of silently missing what is in it.
 */
public final class DatabaseFiles {
  /** The names of databases unless others are given. */
  public static final List<String> USUAL_NAMES = List.of("*.db", "*.db3", "*.sqlite", "*.sqlite3");

  private DatabaseFiles() {}

  /**
   * Finds files in a folder and the folders in it.
   *
   * @param folder an existing folder
   * @param names patterns of file names, as in {@code *.db}; none for {@link #USUAL_NAMES}
   * @return files in no particular order; close it if it is not read to the end
   * @throws FleetException if there is no such folder
   */
  public static Stream<Path> in(Path folder, String... names) {
    if (!Files.isDirectory(folder)) {
      throw new FleetException("There is no folder " + folder + ". Check the path.", null);
    }
    List<PathMatcher> matchers =
        (names.length == 0 ? USUAL_NAMES : List.of(names))
            .stream().map(name -> matcher(name)).toList();
    return walk(folder, path -> matchers.stream().anyMatch(m -> m.matches(path.getFileName())));
  }

  /**
   * Finds files by a pattern of their whole path, as in {@code /data/&#42;/app.db} or {@code
   * tenants/&#42;&#42;/&#42;.sqlite}.
   *
   * @param glob a pattern as {@link java.nio.file.FileSystem#getPathMatcher} reads it
   * @return files in no particular order; close it if it is not read to the end
   */
  public static Stream<Path> matching(String glob) {
    String fixed = glob.replaceFirst("[*?\\[{\\\\].*", "");
    int folderEnd = fixed.lastIndexOf('/');
    Path folder = Path.of(folderEnd < 0 ? "" : fixed.substring(0, Math.max(1, folderEnd)));
    PathMatcher matcher = matcher(glob);
    return Files.isDirectory(folder) ? walk(folder, matcher::matches) : Stream.empty();
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  private interface Choice {
    boolean takes(Path path);
  }

  private static Stream<Path> walk(Path folder, Choice choice) {
    Walk walk = new Walk(folder, choice);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(walk, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(walk::close);
  }

  /** Opens a folder only when it is reached. */
  private static final class Walk implements Iterator<Path> {
    private final Choice choice;
    private final Deque<DirectoryStream<Path>> streams = new ArrayDeque<>();
    private final Deque<Iterator<Path>> folders = new ArrayDeque<>();
    private final Deque<Path> found = new ArrayDeque<>();

    Walk(Path folder, Choice choice) {
      this.choice = choice;
      enter(folder);
    }

    @Override
    public boolean hasNext() {
      while (found.isEmpty() && !folders.isEmpty()) {
        if (!step()) {
          leave();
        }
      }
      return !found.isEmpty();
    }

    @Override
    public Path next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return found.remove();
    }

    private boolean step() {
      try {
        if (!folders.peek().hasNext()) {
          return false;
        }
        Path path = folders.peek().next();
        if (choice.takes(path)) {
          found.add(path);
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          enter(path);
        }
        return true;
      } catch (DirectoryIteratorException e) {
        return false;
      }
    }

    private void enter(Path folder) {
      try {
        DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
        streams.push(stream);
        folders.push(stream.iterator());
      } catch (IOException e) {
        if (!found.contains(folder)) {
          found.add(folder);
        }
      }
    }

    private void leave() {
      folders.pop();
      try {
        streams.pop().close();
      } catch (IOException e) {
        // It was read to its end.
      }
    }

    void close() {
      while (!folders.isEmpty()) {
        leave();
      }
    }
  }
}
