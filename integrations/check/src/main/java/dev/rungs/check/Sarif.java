package dev.rungs.check;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.rungs.processor.history.Finding;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.ProblemKey.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Findings as <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/">SARIF 2.1.0</a>. */
public final class Sarif {
  private static final String HOME = "https://github.com/rungs-dev/rungs";
  private static final Map<Severity, String> LEVELS =
      Map.of(Severity.ERROR, "error", Severity.WARNING, "warning", Severity.NOTE, "note");

  private Sarif() {}

  /**
   * Writes a report.
   *
   * @param report of a check
   * @param version of Rungs
   * @param working the folder from which files are named, if they are in no repository; else they
   *     are named from the root of the repository, as code scanning expects
   * @return a SARIF log, the same for the same report
   */
  public static String write(CheckReport report, String version, Path working) {
    List<String> rules =
        List.copyOf(new TreeSet<>(report.findings().stream().map(Finding::key).toList()));
    JsonObject driver = new JsonObject();
    driver.addProperty("name", "rungs");
    driver.addProperty("version", version);
    driver.addProperty("informationUri", HOME);
    JsonArray descriptors = new JsonArray();
    rules.forEach(rule -> descriptors.add(rule(rule)));
    driver.add("rules", descriptors);
    Path root = root(report.history().folder(), working);
    JsonArray results = new JsonArray();
    report.findings().forEach(finding -> results.add(result(finding, rules, report, root)));
    JsonObject run = new JsonObject();
    run.add("tool", object("driver", driver));
    run.addProperty("columnKind", "utf16CodeUnits");
    run.add("results", results);
    JsonArray runs = new JsonArray();
    runs.add(run);
    JsonObject log = new JsonObject();
    log.addProperty("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.addProperty("version", "2.1.0");
    log.add("runs", runs);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(log) + "\n";
  }

  private static JsonObject rule(String key) {
    JsonObject rule = new JsonObject();
    rule.addProperty("id", key);
    rule.addProperty("name", key);
    rule.add("shortDescription", text(RuleTexts.of(key)));
    rule.addProperty("helpUri", HOME + "#" + key);
    Arrays.stream(ProblemKey.values())
        .filter(known -> known.key().equals(key))
        .forEach(
            known -> {
              JsonObject configuration = new JsonObject();
              configuration.addProperty("level", LEVELS.get(known.severity()));
              rule.add("defaultConfiguration", configuration);
            });
    return rule;
  }

  private static JsonObject result(
      Finding finding, List<String> rules, CheckReport report, Path root) {
    JsonObject artifact = new JsonObject();
    artifact.addProperty("uri", uri(report.history().folder().resolve(finding.file()), root));
    JsonObject region = new JsonObject();
    region.addProperty("startLine", finding.line());
    region.addProperty("startColumn", finding.column());
    JsonObject physical = new JsonObject();
    physical.add("artifactLocation", artifact);
    physical.add("region", region);
    JsonArray locations = new JsonArray();
    locations.add(object("physicalLocation", physical));
    JsonObject fingerprints = new JsonObject();
    fingerprints.addProperty(
        "rungs/v1",
        finding.key() + ":" + finding.file() + ":" + finding.line() + ":" + finding.column());
    JsonObject result = new JsonObject();
    result.addProperty("ruleId", finding.key());
    result.addProperty("ruleIndex", rules.indexOf(finding.key()));
    result.addProperty("level", LEVELS.get(finding.severity()));
    result.add("message", text(finding.message()));
    result.add("locations", locations);
    result.add("partialFingerprints", fingerprints);
    return result;
  }

  private static JsonObject text(String words) {
    JsonObject text = new JsonObject();
    text.addProperty("text", words);
    return text;
  }

  private static JsonObject object(String name, JsonObject value) {
    JsonObject object = new JsonObject();
    object.add(name, value);
    return object;
  }

  /** The root of the repository that the folder is in. */
  private static Path root(Path folder, Path working) {
    Path at = folder.toAbsolutePath().normalize();
    while (at != null && !Files.exists(at.resolve(".git"))) {
      at = at.getParent();
    }
    return at != null ? at : working.toAbsolutePath().normalize();
  }

  private static String uri(Path file, Path root) {
    Path path = file.toAbsolutePath().normalize();
    if (!path.startsWith(root)) {
      return path.toUri().toString();
    }
    try {
      String relative = root.relativize(path).toString().replace('\\', '/');
      return new URI(null, null, relative, null).toASCIIString();
    } catch (URISyntaxException e) {
      return path.toUri().toString();
    }
  }
}
