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
      Optional<byte[]> bytes = find(type, packageName, name, places);
      if (bytes.isPresent()) {
        return decode(name, bytes.get());
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

  private Optional<byte[]> find(
      TypeElement type, String packageName, String name, List<String> places) throws IOException {
    String folders = packageName.replace('.', '/');
    AllowedFolders allowed = allowed(type);
    if (folder.isPresent()) {
      Path below = folder.get().resolve(folders);
      for (Path place : folders.isEmpty() ? List.of(below) : List.of(below, folder.get())) {
        places.add("in " + place.toString().replace('\\', '/'));
        Optional<byte[]> bytes = bytes(place, name, allowed);
        if (bytes.isPresent()) {
          return bytes;
        }
      }
    }
    places.add("beside the class" + (packageName.isEmpty() ? "" : " in " + folders));
    Optional<byte[]> bytes = bytes(StandardLocation.SOURCE_PATH, packageName, name, allowed);
    if (bytes.isEmpty()) {
      bytes = sibling(type, folders, name, allowed);
    }
    if (bytes.isEmpty()) {
      bytes = bytes(StandardLocation.CLASS_OUTPUT, packageName, name, allowed);
    }
    return bytes.isPresent()
        ? bytes
        : bytes(StandardLocation.CLASS_PATH, packageName, name, allowed);
  }

  private AllowedFolders allowed(TypeElement type) {
    List<Path> folders = new ArrayList<>(roots.folders());
    folder.ifPresent(folders::add);
    return new AllowedFolders(folders, origins.fileOf(type));
  }

  /** Beside the class's own file, or where the compile has other sources. */
  private Optional<byte[]> sibling(
      TypeElement type, String folders, String name, AllowedFolders allowed) throws IOException {
    Optional<Path> own = origins.folderOf(type);
    Optional<byte[]> bytes = own.isEmpty() ? Optional.empty() : bytes(own.get(), name, allowed);
    if (bytes.isEmpty()) {
      for (Path root : roots.folders()) {
        bytes = bytes(root.resolve(folders), name, allowed);
        if (bytes.isPresent()) {
          return bytes;
        }
      }
    }
    return bytes;
  }

  private static Optional<byte[]> bytes(Path folder, String name, AllowedFolders allowed)
      throws IOException {
    try {
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      allowed.check(file);
      return Optional.of(Files.readAllBytes(file));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> bytes(
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
      if ("file".equals(file.toUri().getScheme())) {
        allowed.check(Path.of(file.toUri()));
      }
      return Optional.of(in.readAllBytes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if ("file".equals(file.toUri().getScheme()) && Files.exists(Path.of(file.toUri()))) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static SqlFile decode(String name, byte[] bytes) {
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
    return SqlFile.read(name, text.startsWith("\ufeff") ? text.substring(1) : text);
  }

  private static String words(Exception e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "." : ": " + message + ".");
  }
}
