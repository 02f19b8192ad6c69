package dev.rungs.processor.collect;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which names {@code @Up(file = ...)} may give. */
final class SqlFileNames {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  private SqlFileNames() {}

  /** What is wrong with a name, with its mend. */
  static Optional<String> fault(String name) {
    if (name.indexOf('\\') >= 0) {
      return Optional.of(
          "The file name \""
              + name
              + "\" has a backslash. It is one name on every system. Write /.");
    }
    if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
      return Optional.of(
          "The file name \""
              + name
              + "\" is absolute. Files are looked for beside the class and under -Arungs.sql. Write a"
              + " relative name.");
    }
    for (String segment : name.split("/", -1)) {
      if (segment.equals("..")) {
        return Optional.of(
            "The file name \""
                + name
                + "\" leaves its folder. Files are looked for beside the class and under"
                + " -Arungs.sql. Leave out the \"..\".");
      }
      if (segment.isEmpty() || segment.equals(".") || name.indexOf('\0') >= 0) {
        return Optional.of(
            "The file name \""
                + name
                + "\" is not a plain relative name. It has an empty part, a \".\" or a NUL. Write a"
                + " name such as sql/add_tags.sql.");
      }
    }
    return Optional.empty();
  }
}
