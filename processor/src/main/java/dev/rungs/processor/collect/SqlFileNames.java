package dev.rungs.processor.collect;

import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.ScriptFormMessages;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which names {@code @Up(file = ...)} may give. */
final class SqlFileNames {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  private SqlFileNames() {}

  /** What is wrong with a name, if anything. */
  static Optional<Message> fault(String name) {
    if (name.indexOf('\\') >= 0) {
      return Optional.of(ScriptFormMessages.fileNameBackslash(name));
    }
    if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
      return Optional.of(ScriptFormMessages.fileNameAbsolute(name));
    }
    for (String segment : name.split("/", -1)) {
      if (segment.equals("..")) {
        return Optional.of(ScriptFormMessages.fileNameLeavesFolder(name));
      }
      if (segment.isEmpty() || segment.equals(".") || name.indexOf('\0') >= 0) {
        return Optional.of(ScriptFormMessages.fileNameNotPlain(name));
      }
    }
    return Optional.empty();
  }
}
