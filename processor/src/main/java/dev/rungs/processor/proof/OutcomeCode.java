package dev.rungs.processor.proof;

import static dev.rungs.processor.proof.PackedBytes.bytes;
import static dev.rungs.processor.proof.PackedBytes.pack;
import static dev.rungs.processor.proof.PackedBytes.problems;
import static dev.rungs.processor.proof.PackedBytes.text;
import static dev.rungs.processor.proof.PackedBytes.unpack;
import static dev.rungs.processor.proof.PackedBytes.write;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.proof.Outcome.Answer;
import dev.rungs.processor.proof.Outcome.Kind;
import dev.rungs.processor.proof.Outcome.Question;
import dev.rungs.processor.proof.Outcome.Written;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Outcomes as packed bytes, and back. */
final class OutcomeCode {
  private OutcomeCode() {}

  static byte[] of(String key, Outcome outcome) throws IOException {
    return pack(key, out -> writeAll(outcome, out));
  }

  static Outcome outcome(String key, byte[] packed) throws IOException {
    return unpack(key, packed, OutcomeCode::readAll);
  }

  private static void writeAll(Outcome outcome, DataOutputStream out) throws IOException {
    writeNames(outcome.schemas(), out);
    writeNames(outcome.registries(), out);
    writeNames(outcome.classes(), out);
    out.writeInt(outcome.answers().size());
    for (Answer answer : outcome.answers()) {
      write(answer.question().name(), out);
      write(answer.className(), out);
      out.writeBoolean(answer.yes());
    }
    writeFiles(outcome.early(), out);
    writeFiles(outcome.late(), out);
    write(outcome.problems(), out);
    write(outcome.lateProblems(), out);
    out.writeInt(outcome.pages().size());
    for (Map.Entry<String, String> page : outcome.pages().entrySet()) {
      write(page.getKey(), out);
      write(page.getValue(), out);
    }
    out.writeInt(outcome.schemaFiles().size());
    for (Map.Entry<String, Map<String, byte[]>> files : outcome.schemaFiles().entrySet()) {
      write(files.getKey(), out);
      out.writeInt(files.getValue().size());
      for (Map.Entry<String, byte[]> file : files.getValue().entrySet()) {
        write(file.getKey(), out);
        write(file.getValue(), out);
      }
    }
  }

  private static Outcome readAll(DataInputStream in) throws IOException {
    List<String> schemas = names(in);
    List<String> registries = names(in);
    List<String> classes = names(in);
    List<Answer> answers = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      answers.add(new Answer(Question.valueOf(text(in)), text(in), in.readBoolean()));
    }
    List<Written> early = files(in);
    List<Written> late = files(in);
    List<Problem> problems = problems(in);
    List<Problem> lateProblems = problems(in);
    Map<String, String> pages = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      pages.put(text(in), text(in));
    }
    Map<String, Map<String, byte[]>> schemaFiles = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String registry = text(in);
      Map<String, byte[]> files = new TreeMap<>();
      for (int more = in.readInt(); more > 0; more--) {
        files.put(text(in), bytes(in));
      }
      schemaFiles.put(registry, files);
    }
    return new Outcome(
        schemas,
        registries,
        classes,
        answers,
        early,
        late,
        problems,
        lateProblems,
        pages,
        schemaFiles);
  }

  private static void writeFiles(List<Written> files, DataOutputStream out) throws IOException {
    out.writeInt(files.size());
    for (Written file : files) {
      write(file.what(), out);
      write(file.kind().name(), out);
      write(file.name(), out);
      write(file.content(), out);
    }
  }

  private static List<Written> files(DataInputStream in) throws IOException {
    List<Written> files = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      files.add(new Written(text(in), Kind.valueOf(text(in)), text(in), bytes(in)));
    }
    return files;
  }

  private static void writeNames(List<String> names, DataOutputStream out) throws IOException {
    out.writeInt(names.size());
    for (String name : names) {
      write(name, out);
    }
  }

  private static List<String> names(DataInputStream in) throws IOException {
    List<String> names = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      names.add(text(in));
    }
    return names;
  }
}
