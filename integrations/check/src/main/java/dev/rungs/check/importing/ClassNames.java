package dev.rungs.check.importing;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names for classes and migrations, each once, on file systems without upper case too. */
final class ClassNames {
  private final Set<String> taken = new HashSet<>();

  ClassNames(List<String> reserved) {
    reserved.forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
  }

  /** The simple class name of a migration that is called so. */
  String of(String name, int number) {
    StringBuilder words = new StringBuilder();
    for (String word : name.split("_")) {
      if (!word.isEmpty()) {
        words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    if (words.isEmpty()) {
      words.append("Version").append(number);
    } else if (!Character.isJavaIdentifierStart(words.charAt(0))) {
      words.insert(0, "Version");
    }
    String wanted = words.toString();
    return taken.add(wanted.toLowerCase(Locale.ROOT)) ? wanted : numbered(wanted, number);
  }

  private String numbered(String wanted, int number) {
    String with = wanted + "V" + number;
    while (!taken.add(with.toLowerCase(Locale.ROOT))) {
      with += "X";
    }
    return with;
  }
}
