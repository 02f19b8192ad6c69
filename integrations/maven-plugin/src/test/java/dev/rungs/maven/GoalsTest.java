package dev.rungs.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.cli.RungsCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The goals have what the commands have, and the documentation names all of it. */
class GoalsTest {
  private static final Pattern OPTION = Pattern.compile("(?m)^ +(?:-\\w, )?--([a-z-]+)");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `rungs:(\\w+)` \\|.*\\| (.*?) ?\\|$");
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");

  /** Commands that are no goals: they need no compiled project, or are picocli's own. */
  private static final Set<String> NO_GOALS =
      Set.of("fleet", "check", "import", "help", "generate-completion");

  /** Goals that are no commands: they work on what the compiler reads and writes. */
  private static final Set<String> NO_COMMANDS = Set.of("recompile", "lock", "help");

  /** What the project says, or Maven. */
  private static final Set<String> OF_THE_PROJECT =
      Set.of("classpath", "help", "noColor", "version");

  /** What every command takes and only some use. */
  private static final List<Set<String>> OPTIONAL =
      List.of(Set.of("db", "busyTimeout", "applicationId", "ignore"), Set.of("yes"));

  private static final Set<String> OF_EVERY_GOAL = Set.of("skip", "registry", "json");

  private static final Map<String, String> RENAMED = Map.of("exitCode", "failIfPending");

  /** Arguments without a name. */
  private static final Map<String, String> ARGUMENTS =
      Map.of("create", "name", "renumber", "classes");

  private final Map<String, Set<String>> goals = goals();

  @Test
  void everyCommandIsAGoal() {
    Set<String> commands = commands();
    commands.removeAll(NO_GOALS);
    Set<String> named = new TreeSet<>(goals.keySet());
    named.removeAll(NO_COMMANDS);
    assertEquals(commands, named);
  }

  @Test
  void everyOptionIsAParameter() {
    for (String command : commands()) {
      if (!NO_GOALS.contains(command)) {
        Set<String> parameters = goals.get(command);
        Set<String> options = options(command);
        for (Set<String> optional : OPTIONAL) {
          if (parameters.stream().noneMatch(optional::contains)) {
            options.removeAll(optional);
          }
        }
        options.add("skip");
        assertEquals(options, parameters, command);
      }
    }
  }

  @Test
  void theDocumentationNamesEveryGoalAndParameter() throws IOException {
    String page = Files.readString(Path.of("../../docs/maven-plugin.md"));
    Set<String> documented = new TreeSet<>();
    Matcher rows = ROW.matcher(page);
    while (rows.find()) {
      String goal = rows.group(1);
      documented.add(goal);
      Set<String> named = words(rows.group(2));
      if (named.contains("up")) { // "and the permissions of up"
        named.addAll(
            Set.of("allowDestructive", "allowRebuild", "allowRebuildOfNewer", "allowDrift"));
        named.add("oneTransaction");
        named.remove("up");
      }
      Set<String> expected = new TreeSet<>(goals.get(goal));
      expected.removeAll(OF_EVERY_GOAL);
      expected.removeAll(OPTIONAL.get(0));
      if (!goal.equals("help")) {
        assertEquals(expected, named, goal);
      }
    }
    assertEquals(goals.keySet(), documented);
    Set<String> always = words(page);
    page.lines().filter(line -> line.contains("-Drungs.")).forEach(line -> named(line, always));
    OF_EVERY_GOAL.forEach(name -> assertTrue(always.contains(name), name));
    OPTIONAL.get(0).forEach(name -> assertTrue(always.contains(name), name));
  }

  private static void named(String line, Set<String> names) {
    Matcher property = Pattern.compile("-Drungs\\.(\\w+)").matcher(line);
    while (property.find()) {
      names.add(property.group(1));
    }
  }

  private static Set<String> words(String text) {
    return CODE.matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> commands() {
    String help = help();
    String list = help.substring(help.indexOf("Commands:"));
    return Pattern.compile("(?m)^  ([a-z-]+) ")
        .matcher(list)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The options of a command, as a goal would name them. */
  private static Set<String> options(String command) {
    Set<String> options =
        OPTION
            .matcher(help(command))
            .results()
            .map(GoalsTest::camelCase)
            .filter(name -> !OF_THE_PROJECT.contains(name))
            .map(name -> RENAMED.getOrDefault(name, name))
            .collect(Collectors.toCollection(TreeSet::new));
    if (ARGUMENTS.containsKey(command)) {
      options.add(ARGUMENTS.get(command));
    }
    return options;
  }

  private static String camelCase(MatchResult option) {
    return Pattern.compile("-(.)")
        .matcher(option.group(1))
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  private static String help(String... command) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out, true);
    String[] args = java.util.Arrays.copyOf(command, command.length + 1);
    args[command.length] = "--help";
    assertEquals(0, RungsCli.standalone().streams(writer, writer, null).execute(args));
    return out.toString();
  }

  /** The parameters of each goal that a user can set, as the plugin's descriptor has them. */
  private static Map<String, Set<String>> goals() {
    Map<String, Set<String>> goals = new TreeMap<>();
    try {
      Document descriptor =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(Path.of("target/classes/META-INF/maven/plugin.xml").toFile());
      NodeList mojos = descriptor.getElementsByTagName("mojo");
      for (int i = 0; i < mojos.getLength(); i++) {
        Element mojo = (Element) mojos.item(i);
        goals.put(child(mojo, "goal"), parameters(mojo));
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return goals;
  }

  private static Set<String> parameters(Element mojo) {
    Set<String> names = new TreeSet<>();
    NodeList parameters = mojo.getElementsByTagName("parameter");
    for (int i = 0; i < parameters.getLength(); i++) {
      Element parameter = (Element) parameters.item(i);
      if (child(parameter, "editable").equals("true")) {
        names.add(child(parameter, "name"));
      }
    }
    return names;
  }

  private static String child(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }
}
