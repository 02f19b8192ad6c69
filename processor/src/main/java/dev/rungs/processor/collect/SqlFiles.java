package dev.rungs.processor.collect;

import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.ScriptDeclaration.SqlFile;
import dev.rungs.processor.model.ScriptFormMessages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.JavaFileManager.Location;
import javax.tools.StandardLocation;

/** Finds and reads the files of {@code @Up(file = ...)}. */
final class SqlFiles {
  /** A file's content, and where it lies if that is on the disk. */
  private record Found(byte[] bytes, Optional<Path> path) {}

  private final Optional<Path> folder;
  private final Filer filer;
  private final SourceOrigins origins;
  private final SourceRoots roots;

  SqlFiles(Optional<Path> folder, Filer filer, SourceOrigins origins, SourceRoots roots) {
    this.folder = folder;
    this.filer = filer;
    this.origins = origins;
    this.roots = roots;
  }

  SqlFile read(TypeElement type, String packageName, String name, boolean compiled) {
    Optional<Message> fault = SqlFileNames.fault(name);
    if (fault.isPresent()) {
      return SqlFile.faulty(name, fault.get());
    }
    List<String> places = new ArrayList<>();
    try {
      Optional<Found> found = find(type, packageName, name, places);
      if (found.isPresent()) {
        Optional<String> path = found.get().path().map(p -> origins.shown(p, type));
        return decode(name, found.get().bytes(), path);
      }
    } catch (AllowedFolders.OutsideException e) {
      return SqlFile.faulty(
          name, ScriptFormMessages.fileLinkedOutside(name, e.target().toString()));
    } catch (IOException | RuntimeException e) {
      return SqlFile.faulty(name, ScriptFormMessages.fileUnreadable(name, words(e)));
    }
    return SqlFile.faulty(
        name, ScriptFormMessages.fileMissing(name, String.join(", ", places), compiled));
  }

  private Optional<Found> find(
      TypeElement type, String packageName, String name, List<String> places) throws IOException {
    String folders = packageName.replace('.', '/');
    AllowedFolders allowed = allowed(type);
    if (folder.isPresent()) {
      Path below = folder.get().resolve(folders);
      for (Path place : folders.isEmpty() ? List.of(below) : List.of(below, folder.get())) {
        places.add("in " + place.toString().replace('\\', '/'));
        Optional<Found> found = look(place, name, allowed);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    places.add("beside the class" + (packageName.isEmpty() ? "" : " in " + folders));
    Optional<Found> found = look(StandardLocation.SOURCE_PATH, packageName, name, allowed);
    if (found.isEmpty()) {
      found = sibling(type, folders, name, allowed);
    }
    if (found.isEmpty()) {
      found = look(StandardLocation.CLASS_OUTPUT, packageName, name, allowed);
    }
    return found.isPresent()
        ? found
        : look(StandardLocation.CLASS_PATH, packageName, name, allowed);
  }

  private AllowedFolders allowed(TypeElement type) {
    return new AllowedFolders(
        () -> {
          List<Path> folders = new ArrayList<>(roots.folders());
          folder.ifPresent(folders::add);
          return folders;
        },
        () -> origins.fileOf(type));
  }

  /** Beside the class's own file, or where the compile has other sources. */
  private Optional<Found> sibling(
      TypeElement type, String folders, String name, AllowedFolders allowed) throws IOException {
    Optional<Path> own = origins.folderOf(type);
    Optional<Found> found = own.isEmpty() ? Optional.empty() : look(own.get(), name, allowed);
    if (found.isEmpty()) {
      for (Path root : roots.folders()) {
        found = look(root.resolve(folders), name, allowed);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return found;
  }

  private static Optional<Found> look(Path folder, String name, AllowedFolders allowed)
      throws IOException {
    try {
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      allowed.check(file);
      return Optional.of(new Found(Files.readAllBytes(file), Optional.of(file)));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<Found> look(
      Location location, String packageName, String name, AllowedFolders allowed)
      throws IOException {
    FileObject file;
    try {
      file = filer.getResource(location, packageName, name);
    } catch (IOException | RuntimeException e) {
      // No such location in this compile, or no such file in it.
      return Optional.empty();
    }
    try (InputStream in = file.openInputStream()) {
      Optional<Path> path =
          "file".equals(file.toUri().getScheme())
              ? Optional.of(Path.of(file.toUri()))
              : Optional.empty();
      if (path.isPresent()) {
        allowed.check(path.get());
      }
      return Optional.of(new Found(in.readAllBytes(), path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if ("file".equals(file.toUri().getScheme()) && Files.exists(Path.of(file.toUri()))) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static SqlFile decode(String name, byte[] bytes, Optional<String> path) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
    } catch (CharacterCodingException e) {
      // The decoder stops in front of the first bytes that it refuses.
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      return SqlFile.faulty(
          name, ScriptFormMessages.fileNotUtf8(name, bytes[in.position()], in.position(), line));
    }
    return SqlFile.read(name, text.startsWith("\ufeff") ? text.substring(1) : text, path);
  }

  private static String words(Exception e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "." : ": " + message + ".");
  }
}
