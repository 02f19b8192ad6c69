package dev.rungs.check.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds out which tool a folder is of. Each file speaks for one layout by its name or its first
 * marks; files of one layout below one folder are a history. If there are several histories, those
 * of other databases are left aside, and otherwise the user must choose.
 */
final class LayoutFinder {
  private static final Set<String> OTHER_DATABASES =
      Set.of(
          "postgres",
          "postgresql",
          "pg",
          "pgsql",
          "mysql",
          "mariadb",
          "mssql",
          "sqlserver",
          "oracle",
          "cockroach",
          "cockroachdb",
          "h2",
          "hsqldb",
          "db2",
          "clickhouse",
          "duckdb",
          "spanner",
          "tidb",
          "ydb",
          "redshift",
          "derby");
  private static final Pattern LIQUIBASE =
      Pattern.compile("(?im)^\\s*--\\s*liquibase\\s+formatted\\s+sql");
  private static final Pattern RUNGS =
      Pattern.compile(
          "\\bimport\\s+(?:static\\s+)?dev\\.rungs\\.(?:Migration|\\*|VersionedSchema)\\b");

  /** Behind a name: {@code 1_init.sqlite.up.sql}, {@code 1_init_postgres.sql}. */
  private static final Pattern DIALECT =
      Pattern.compile("(?i)[._-]([a-z0-9]+)(?:\\.(?:up|down))?\\.sql$");

  private static final Pattern NOT_MIGRATIONS =
      Pattern.compile(
          "(?i)(^|/)(tests?|testdata|fixtures?|seeds?|quer(y|ies)|examples?|docs?)(/|$)");

  private static final Pattern NUMBERED_FOLDERS =
      Pattern.compile("(?i)(?:(?:v|version|release)?[-_.]?[0-9][^/]*(?:/|$))+");

  private final SourceTree tree;

  /**
   * What was found.
   *
   * @param tree the files that belong to it
   * @param note what a user must know of the choice
   */
  record Found(Layout layout, SourceTree tree, Optional<String> note) {}

  /** One history: its layout and the folder that all of it is below. */
  private record Site(Layout layout, String folder) {}

  LayoutFinder(SourceTree tree) {
    this.tree = tree;
  }

  Found find(Optional<Layout> chosen) {
    if (chosen.isPresent()) {
      return choose(chosen.get(), candidates(chosen.get()));
    }
    Map<Site, List<SourceFile>> sites = new LinkedHashMap<>();
    for (SourceFile file : tree.files()) {
      layoutOf(file)
          .ifPresent(
              layout ->
                  sites
                      .computeIfAbsent(
                          new Site(layout, siteOf(layout, file)), s -> new ArrayList<>())
                      .add(file));
    }
    if (sites.isEmpty()) {
      throw unknown();
    }
    return choose(sites);
  }

  private Map<Site, List<SourceFile>> candidates(Layout layout) {
    Map<Site, List<SourceFile>> sites = new LinkedHashMap<>();
    for (SourceFile file : tree.files()) {
      if (file.endsWith(".sql") || file.endsWith(".sqm")) {
        sites
            .computeIfAbsent(new Site(layout, siteOf(layout, file)), s -> new ArrayList<>())
            .add(file);
      }
    }
    return sites;
  }

  private Found choose(Layout layout, Map<Site, List<SourceFile>> sites) {
    if (sites.size() <= 1) {
      return new Found(layout, tree, Optional.empty());
    }
    return choose(sites);
  }

  private Found choose(Map<Site, List<SourceFile>> all) {
    Map<Site, List<SourceFile>> sites = new LinkedHashMap<>(all);
    String aside = "";
    if (sites.size() > 1 && sites.keySet().stream().anyMatch(site -> !isForeign(site.folder()))) {
      sites.keySet().removeIf(site -> isForeign(site.folder()));
      aside = all.size() > sites.size() ? "those of other databases" : "";
    }
    if (sites.size() > 1 && sites.keySet().stream().anyMatch(site -> isSqlite(site.folder()))) {
      sites.keySet().removeIf(site -> !isSqlite(site.folder()));
      aside = "those not for SQLite";
    }
    if (sites.size() > 1
        && sites.keySet().stream().anyMatch(s -> !NOT_MIGRATIONS.matcher(s.folder()).find())) {
      int before = sites.size();
      sites.keySet().removeIf(site -> NOT_MIGRATIONS.matcher(site.folder()).find());
      aside = before > sites.size() ? "tests and seeds" : aside;
    }
    // Numbered files beside the files of a tool are seeds and queries.
    if (sites.size() > 1 && sites.keySet().stream().anyMatch(s -> s.layout() != Layout.PLAIN)) {
      sites.keySet().removeIf(site -> site.layout() == Layout.PLAIN);
    }
    Site site = single(sites);
    // The schema of SQLDelight may be anywhere.
    List<SourceFile> files =
        site.layout() == Layout.SQLDELIGHT || site.layout() == Layout.RUNGS
            ? tree.files()
            : below(site);
    Optional<String> note =
        aside.isEmpty()
            ? Optional.empty()
            : Optional.of(
                "Read "
                    + (site.folder().isEmpty() ? "the folder itself" : site.folder())
                    + "; "
                    + aside
                    + " were left aside.");
    return new Found(site.layout(), tree.with(files), note);
  }

  private Site single(Map<Site, List<SourceFile>> sites) {
    if (sites.size() == 1) {
      return sites.keySet().iterator().next();
    }
    Site first = sites.keySet().iterator().next();
    String common = common(sites.keySet());
    boolean one =
        sites.keySet().stream()
            .allMatch(s -> s.layout() == first.layout() && isPart(s.folder(), common, sites));
    if (one) {
      return new Site(first.layout(), common);
    }
    String list =
        sites.entrySet().stream()
            .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
            .limit(12)
            .map(
                entry ->
                    "\n  "
                        + tree.root().resolve(entry.getKey().folder())
                        + "  ("
                        + entry.getKey().layout().title()
                        + ", "
                        + entry.getValue().size()
                        + (entry.getValue().size() == 1 ? " file)" : " files)"))
            .collect(Collectors.joining());
    throw new FolderException(
        tree.root() + " has several histories. Name one of these folders:" + list);
  }

  /** A history in several folders, as those of years or releases, is one. */
  private static boolean isPart(String folder, String common, Map<Site, List<SourceFile>> sites) {
    String rest = folder.substring(common.length()).replaceFirst("^/", "");
    boolean around = sites.keySet().stream().anyMatch(site -> site.folder().equals(common));
    return around || NUMBERED_FOLDERS.matcher(rest).matches();
  }

  /** The innermost folder that all of them are below. */
  private static String common(Set<Site> sites) {
    String common = sites.iterator().next().folder();
    for (Site site : sites) {
      while (!common.isEmpty() && !(site.folder() + "/").startsWith(common + "/")) {
        common = parent(common);
      }
    }
    return common;
  }

  private List<SourceFile> below(Site site) {
    boolean foreignAllowed = isForeign(site.folder());
    boolean dialects = tree.files().stream().anyMatch(f -> dialect(f).startsWith("sqlite"));
    return tree.files().stream()
        .filter(file -> isOf(site, file))
        .filter(file -> foreignAllowed || !isForeign(siteOf(site.layout(), file)))
        .filter(file -> !dialects || !OTHER_DATABASES.contains(dialect(file)))
        .toList();
  }

  /** The code of Flyway is among the sources, wherever its scripts are. */
  private static boolean isOf(Site site, SourceFile file) {
    boolean code = site.layout() == Layout.FLYWAY && !file.endsWith(".sql");
    return code || site.folder().isEmpty() || file.relative().startsWith(site.folder() + "/");
  }

  private static String dialect(SourceFile file) {
    Matcher dialect = DIALECT.matcher(file.name());
    return dialect.find() ? dialect.group(1).toLowerCase(Locale.ROOT) : "";
  }

  private static boolean isForeign(String folder) {
    return List.of(folder.toLowerCase(Locale.ROOT).split("/")).stream()
        .anyMatch(part -> hasWord(part, OTHER_DATABASES));
  }

  private static boolean isSqlite(String folder) {
    return folder.toLowerCase(Locale.ROOT).contains("sqlite");
  }

  private static boolean hasWord(String name, Set<String> words) {
    return List.of(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")).stream()
        .anyMatch(words::contains);
  }

  /** The folder of the history that a file belongs to. */
  private static String siteOf(Layout layout, SourceFile file) {
    String folder = file.folder();
    return switch (layout) {
      case RUNGS -> "";
      case DIESEL, PRISMA -> parent(folder);
      case DRIZZLE ->
          file.name().equals("migration.sql") || file.name().equals(DrizzleReader.JOURNAL)
              ? parent(folder)
              : folder;
      case PLAIN, GOLANG_MIGRATE, SQLX ->
          folder.replaceAll("(?i)(^|/)(up|down|undo|rollbacks?|revert)$", "");
      default -> folder;
    };
  }

  private static String parent(String folder) {
    int slash = folder.lastIndexOf('/');
    return slash < 0 ? "" : folder.substring(0, slash);
  }

  private Optional<Layout> layoutOf(SourceFile file) {
    String name = file.name();
    if (file.endsWith(".sqm")) {
      return Optional.of(Layout.SQLDELIGHT);
    }
    if (name.equals(DrizzleReader.JOURNAL)) {
      return Optional.of(Layout.DRIZZLE);
    }
    if (file.endsWith(".java")) {
      return RUNGS.matcher(file.text()).find() ? Optional.of(Layout.RUNGS) : Optional.empty();
    }
    if (!file.endsWith(".sql")) {
      return Optional.empty();
    }
    if (name.equals("up.sql")) {
      return Optional.of(Layout.DIESEL);
    }
    if (name.equals("migration.sql")) {
      boolean snapshot =
          tree.files().stream()
              .anyMatch(f -> f.folder().equals(file.folder()) && f.name().equals("snapshot.json"));
      return Optional.of(snapshot ? Layout.DRIZZLE : Layout.PRISMA);
    }
    if (FlywayReader.NAME.matcher(name).matches()) {
      boolean rust = tree.around("Cargo.toml").contains("refinery");
      return Optional.of(rust ? Layout.REFINERY : Layout.FLYWAY);
    }
    String text = file.text();
    if (LIQUIBASE.matcher(text).find()) {
      return Optional.of(Layout.LIQUIBASE);
    }
    Optional<Layout> marked = SectionReader.layoutOf(text);
    if (marked.isPresent()) {
      return marked;
    }
    if (text.contains("--> statement-breakpoint")) {
      return Optional.of(Layout.DRIZZLE);
    }
    if (!NumberedReader.isNumbered(name)) {
      return Optional.empty();
    }
    boolean rust = tree.isBelow("Cargo.toml") && name.matches("^\\d+_.*");
    if (rust) {
      return Optional.of(Layout.SQLX);
    }
    boolean pairs =
        tree.files().stream()
            .anyMatch(f -> f.folder().equals(file.folder()) && f.name().endsWith(".up.sql"));
    return Optional.of(pairs ? Layout.GOLANG_MIGRATE : Layout.PLAIN);
  }

  private FolderException unknown() {
    long code = tree.files().stream().filter(HistoryBuilder::isCode).count();
    long sql = tree.files().stream().filter(file -> file.endsWith(".sql")).count();
    if (sql > 0) {
      return new FolderException(
          tree.root()
              + " has "
              + (sql == 1 ? "1 .sql file" : sql + " .sql files")
              + ", but no name or mark of a tool that is known, and no numbers. Say how to read it"
              + " with --layout, and --order=name if the names are the order.");
    }
    return new FolderException(
        tree.root()
            + " has no migrations in SQL."
            + (code > 0 ? " Migrations in code (" + code + " files) cannot be checked." : "")
            + " Name the folder that has the .sql files.");
  }
}
