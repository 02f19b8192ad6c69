package dev.rungs.processor.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.FinishedImage;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.proof.ProvenReplay.Proof;
import dev.rungs.processor.replay.Checkpoints;
import dev.rungs.processor.replay.Replay;
import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.testing.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept changes how long a compile takes, and never what it says. */
class ProvenReplayTest {
  @TempDir Path folder;

  /** A history with a warning, a virtual table, seed rows, a rollback, a forward reference. */
  private static List<UnaryOperator<Schemas>> history() {
    return List.of(
        s -> s.up("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, plan TEXT);"),
        s -> s.up("INSERT INTO users VALUES (1, 'first', 'free'), (2, 'second', 'paid');"),
        s ->
            s.up(
                "CREATE TABLE posts (id INTEGER PRIMARY KEY, u REFERENCES users, t REFERENCES tags);"),
        s -> s.upDown("CREATE TABLE tags (id INTEGER PRIMARY KEY);", "DROP TABLE tags;"),
        s -> s.up("CREATE UNIQUE INDEX one_name ON users (name, plan);"),
        s -> s.up("CREATE VIEW paid AS SELECT id, name FROM users WHERE plan = 'paid';"),
        s -> s.up("CREATE VIRTUAL TABLE found USING fts5(body); INSERT INTO found VALUES ('a');"),
        s ->
            s.up(
                "CREATE TRIGGER log AFTER DELETE ON users BEGIN DELETE FROM posts WHERE u = old.id; END;"),
        s -> s.destructive("ALTER TABLE users ADD COLUMN seen TEXT;"),
        s -> s.up("UPDATE users SET seen = name WHERE seen IS NULL;"),
        s ->
            s.upDown(
                "ALTER TABLE users RENAME COLUMN plan TO tier;",
                "ALTER TABLE users RENAME COLUMN tier TO plan;"),
        s -> s.up("CREATE INDEX by_tier ON users (tier);"));
  }

  private static SchemaModel schema(List<UnaryOperator<Schemas>> history) {
    Schemas schema = Schemas.schema();
    history.forEach(version -> version.apply(schema));
    return schema.model();
  }

  private Proof proven(SchemaModel schema) {
    return new ProvenReplay(Optional.of(folder), Options.LIMIT)
        .run(schema, Replay.Observer.NONE, () -> "a page");
  }

  private static void assertSame(ReplayResult expected, ReplayResult actual) {
    assertEquals(expected.problems(), actual.problems());
    assertEquals(expected.fingerprints(), actual.fingerprints());
    assertEquals(
        expected.image().map(FinishedImage::version), actual.image().map(FinishedImage::version));
    if (expected.image().isPresent()) {
      assertArrayEquals(expected.image().get().bytes(), actual.image().get().bytes());
    }
  }

  @Test
  void theSecondTimeItIsFoundAsItWas() {
    SchemaModel schema = schema(history());
    ReplayResult cold = Replay.run(schema);
    assertNotEquals(List.of(), cold.problems(), "a warning to tell again");
    assertTrue(cold.image().isPresent());

    assertSame(cold, proven(schema).replay());
    Proof again = proven(schema);
    assertSame(cold, again.replay());
    assertEquals("a page", again.page());
  }

  @Test
  void whateverChangesTheResultIsThatOfAColdReplay() {
    List<UnaryOperator<Schemas>> history = history();
    proven(schema(history));
    List<UnaryOperator<Schemas>> others =
        List.of(
            s -> s.up("CREATE TABLE other (a REFERENCES users (id));"),
            s -> s.up("UPDATE users SET name = 'x';"),
            s -> s.up("DROP TABLE users;"),
            s -> s.up("INSERT INTO users (id, name) VALUES (1, 'taken');"),
            s -> s.up("SELECT nothing FROM nowhere;"),
            s -> s.step());
    for (int version = history.size(); version >= 0; version--) {
      for (UnaryOperator<Schemas> other : others) {
        List<UnaryOperator<Schemas>> changed = new ArrayList<>(history);
        if (version == history.size()) {
          changed.add(other);
        } else {
          changed.set(version, other);
        }
        SchemaModel schema = schema(changed);
        assertSame(Replay.run(schema), proven(schema).replay());
      }
    }
  }

  /**
   * What one version is told of was noted many versions before: where a compile went on is no
   * matter.
   */
  @Test
  void problemsThatEarlierVersionsLedToAreThoseOfAColdReplay() throws IOException {
    List<UnaryOperator<Schemas>> history = new ArrayList<>(troubled());
    SchemaModel schema = schema(history);
    ReplayResult cold = Replay.run(schema);
    List<String> keys = cold.problems().stream().map(p -> p.key().key()).toList();
    assertTrue(keys.containsAll(List.of("LostDependents", "SqlRejected")), keys::toString);
    assertTrue(cold.problems().stream().anyMatch(p -> p.text().contains("created in version 2")));

    for (int known = 1; known < history.size(); known++) {
      for (Path file : kept().keySet()) {
        Files.delete(file);
      }
      proven(schema(history.subList(0, known)));
      assertSame(cold, proven(schema).replay());
      assertSame(cold, proven(schema).replay());
    }
  }

  /**
   * Indexes and triggers that get lost, references that begin to miss their table or get it late.
   */
  private static List<UnaryOperator<Schemas>> troubled() {
    return List.of(
        s ->
            s.up(
                "CREATE TABLE desks (id INTEGER PRIMARY KEY, lamp REFERENCES bosses (id));"
                    + " CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, boss REFERENCES bosses"
                    + " (id));"
                    + " CREATE TABLE rooms (id INTEGER PRIMARY KEY, floor REFERENCES floors (id));"),
        s ->
            s.up(
                "CREATE INDEX people_name ON people (name); CREATE TRIGGER people_log AFTER DELETE ON"
                    + " people BEGIN UPDATE rooms SET floor = NULL WHERE floor = old.id; END;"),
        s -> s.up("CREATE TABLE bosses (id INTEGER PRIMARY KEY);"),
        s ->
            s.up(
                "ALTER TABLE people ADD COLUMN room REFERENCES romos (id);"
                    + " ALTER TABLE desks ADD COLUMN lid REFERENCES lids (id);"
                    + " ALTER TABLE rooms ADD COLUMN door REFERENCES doors (id);"),
        s -> s.up("ALTER TABLE people RENAME TO persons;"),
        s -> s.up("ALTER TABLE bosses RENAME TO chiefs;"),
        s -> s.up("CREATE TABLE floors (id INTEGER PRIMARY KEY);"),
        s ->
            s.up(
                "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, boss REFERENCES chiefs (id), room"
                    + " REFERENCES romos (id)); INSERT INTO n (id, name, boss, room) SELECT id, name,"
                    + " boss, room FROM persons; DROP TABLE persons; ALTER TABLE n RENAME TO persons;"),
        s -> s.destructive("DROP TABLE floors;"),
        s -> s.up("CREATE TABLE more (id INTEGER PRIMARY KEY, o REFERENCES others (id));"),
        s -> s.up("CREATE INDEX more_o ON more (o);"),
        s -> s.up("CREATE TABLE last (id INTEGER PRIMARY KEY);"));
  }

  @Test
  void theImageBehindAStepIsKeptToo() {
    List<UnaryOperator<Schemas>> history = new ArrayList<>(history());
    history.add(4, Schemas::step);
    proven(schema(history));
    history.add(s -> s.up("CREATE TABLE more (a);"));
    SchemaModel schema = schema(history);
    ReplayResult cold = Replay.run(schema);

    assertEquals(4, cold.image().orElseThrow().version());
    assertSame(cold, proven(schema).replay());
  }

  @Test
  void aPageIsKeptWithItsResult() {
    SchemaModel schema = schema(history());
    List<Integer> seen = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      proven(schema); // one without a page does not stand for one with it
      Proof proof =
          new ProvenReplay(Optional.of(folder), Options.LIMIT)
              .run(schema, (version, snapshot, ddl) -> seen.add(version), () -> "page of " + seen);
      assertEquals("page of " + seen, proof.page());
      assertEquals(history().size(), seen.size(), "seen once, though asked for twice");
    }
  }

  @Test
  void noDamageToAFileChangesTheResult() throws IOException {
    SchemaModel schema = schema(history());
    ReplayResult cold = Replay.run(schema);
    proven(schema);
    Map<Path, byte[]> kept = kept();
    assertEquals(4, kept.size(), "the result and checkpoints");
    for (Path file : kept.keySet()) {
      byte[] bytes = kept.get(file);
      for (int at = 0; at < bytes.length; at += Math.max(1, bytes.length / 40)) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 0x10;
        restore(kept);
        Files.write(file, flipped);
        assertSame(cold, proven(schema).replay());
      }
      for (int length : new int[] {0, 1, 31, 32, bytes.length / 2, bytes.length - 1}) {
        restore(kept);
        Files.write(file, Arrays.copyOf(bytes, length));
        assertSame(cold, proven(schema).replay());
      }
      for (Path other : kept.keySet()) {
        restore(kept);
        Files.write(file, kept.get(other));
        assertSame(cold, proven(schema).replay());
      }
      restore(kept);
      Files.delete(file);
      Files.createDirectories(file.resolve("a folder"));
      ReplayResult result = proven(schema).replay();
      assertSame(cold, withoutNote(result));
      Files.delete(file.resolve("a folder"));
      Files.delete(file);
    }
  }

  private static ReplayResult withoutNote(ReplayResult result) {
    List<Problem> problems =
        result.problems().stream().filter(p -> p.site() != Site.NOWHERE).toList();
    return new ReplayResult(problems, result.fingerprints(), result.finished(), result.image());
  }

  private Map<Path, byte[]> kept() throws IOException {
    Map<Path, byte[]> kept = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        kept.put(file, Files.readAllBytes(file));
      }
    }
    return kept;
  }

  private static void restore(Map<Path, byte[]> kept) throws IOException {
    for (Map.Entry<Path, byte[]> entry : kept.entrySet()) {
      Files.write(entry.getKey(), entry.getValue());
    }
  }

  /** A checkpoint that is well formed and not of the schema that it says. */
  @Test
  void aCheckpointOfAnotherSchemaIsNotUsed() throws IOException {
    List<UnaryOperator<Schemas>> history = history();
    SchemaModel schema = schema(history);
    ReplayResult cold = Replay.run(schema);
    byte[] environment = Environment.digest().orElseThrow();
    ProofKeys keys = new ProofKeys(environment, schema, false);
    ProofFolder kept = new ProofFolder(folder);
    SchemaModel other = schema(List.of(s -> s.up("CREATE TABLE users (id, name, plan);")));
    proven(other);
    byte[] foreign =
        kept.read(new ProofKeys(environment, other, false).checkpoint(1)).orElseThrow();
    for (int version = 1; version <= history.size(); version++) {
      kept.write(keys.checkpoint(version), foreign);
    }
    assertSame(cold, proven(schema).replay());
  }

  @Test
  void compilersAtOnceDoNotDisturbEachOther() throws Exception {
    List<SchemaModel> schemas = new ArrayList<>();
    List<ReplayResult> cold = new ArrayList<>();
    for (int length = history().size() - 3; length <= history().size(); length++) {
      schemas.add(schema(history().subList(0, length)));
      cold.add(Replay.run(schemas.get(schemas.size() - 1)));
    }
    ExecutorService compilers = Executors.newFixedThreadPool(4);
    try {
      List<Future<ReplayResult>> results = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        SchemaModel schema = schemas.get(i % schemas.size());
        results.add(compilers.submit(() -> proven(schema).replay()));
      }
      for (int i = 0; i < results.size(); i++) {
        assertSame(cold.get(i % cold.size()), results.get(i).get());
      }
    } finally {
      compilers.shutdownNow();
    }
    assertTrue(kept().keySet().stream().allMatch(f -> f.toString().endsWith(".proof")));
  }

  @Test
  void whatCannotBeKeptIsANoteAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    SchemaModel schema = schema(history());
    ReplayResult cold = Replay.run(schema);

    ReplayResult result =
        new ProvenReplay(Optional.of(file.resolve("cache")), Options.LIMIT)
            .run(schema, Replay.Observer.NONE, () -> "")
            .replay();

    assertSame(cold, withoutNote(result));
    Problem note = result.problems().get(result.problems().size() - 1);
    assertEquals(ProblemKey.NOTE, note.key());
    assertTrue(note.message().contains("cannot be written"), note.message());
  }

  @Test
  void errorsAreKeptButNothingIsBuiltOnThem() {
    List<UnaryOperator<Schemas>> history = new ArrayList<>(history());
    history.set(10, s -> s.up("DROP TABLE nowhere;"));
    SchemaModel broken = schema(history);
    ReplayResult cold = Replay.run(broken);
    assertTrue(cold.problems().stream().anyMatch(Problem::isError));
    assertSame(cold, proven(broken).replay());
    assertSame(cold, proven(broken).replay());

    history.set(10, s -> s.up("CREATE TABLE nowhere (a);"));
    assertSame(Replay.run(schema(history)), proven(schema(history)).replay());
  }

  @Test
  void whatTimeCutShortIsNotKept() throws IOException {
    List<UnaryOperator<Schemas>> history = new ArrayList<>(history());
    history.add(
        s ->
            s.up(
                "INSERT INTO found (body) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
                    + " FROM n LIMIT 100000000) SELECT max(i) FROM n;"));
    SchemaModel schema = schema(history);
    new ProvenReplay(Optional.of(folder), Duration.ofMillis(300))
        .run(schema, Replay.Observer.NONE, () -> "");
    byte[] environment = Environment.digest().orElseThrow();
    ProofKeys keys = new ProofKeys(environment, schema, false);
    assertEquals(Optional.empty(), new ProofFolder(folder).read(keys.result()));
    assertEquals(Optional.empty(), new ProofFolder(folder).read(keys.checkpoint(history.size())));
  }

  @Test
  void withoutAFolderNothingIsKept() throws IOException {
    new ProvenReplay(Optional.empty(), Options.LIMIT)
        .run(schema(history()), Replay.Observer.NONE, () -> "");
    assertEquals(Map.of(), kept());
    assertFalse(Checkpoints.NONE.wants(1));
  }
}
