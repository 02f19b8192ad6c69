package dev.rungs.processor.proof;

import dev.rungs.processor.proof.Outcome.Answer;
import dev.rungs.processor.proof.Outcome.Kind;
import dev.rungs.processor.proof.Outcome.Question;
import dev.rungs.processor.proof.Outcome.Written;
import dev.rungs.processor.write.Output;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes where another output writes, and remembers what. */
public final class RecordedOutput implements Output {
  private final Output output;
  private final List<Answer> answers = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();
  private String what = "";
  private boolean complete = true;

  /**
   * Records an output.
   *
   * @param output where everything goes
   */
  public RecordedOutput(Output output) {
    this.output = output;
  }

  /**
   * Begins something that is written.
   *
   * @param name what a message calls it if it cannot be written
   */
  public void begin(String name) {
    what = name;
  }

  /**
   * Writes again what another compile wrote.
   *
   * @param file what it wrote
   * @param output where it goes
   * @throws IOException if it cannot be written
   */
  public static void writeAgain(Written file, Output output) throws IOException {
    switch (file.kind()) {
      case SOURCE -> {
        if (!output.source(file.name(), new String(file.content(), StandardCharsets.UTF_8))) {
          throw new IOException(Output.NOT_REPLACED);
        }
      }
      case TEXT -> {
        try (Writer writer = output.resource(file.name())) {
          writer.write(new String(file.content(), StandardCharsets.UTF_8));
        }
      }
      case BYTES -> {
        try (OutputStream out = output.bytes(file.name())) {
          out.write(file.content());
        }
      }
    }
  }

  @Override
  public boolean seesMissingClasses() {
    return output.seesMissingClasses();
  }

  /**
   * Asks again what another compile asked.
   *
   * @param answer what it was told
   * @param output that is asked
   * @return whether the answer is still the same
   */
  static boolean holds(Answer answer, Output output) {
    boolean now =
        switch (answer.question()) {
          case IS_CLASS -> output.isClass(answer.className());
          case HAS_GENERATED_ANNOTATION -> output.hasGeneratedAnnotation(answer.className());
        };
    return now == answer.yes();
  }

  /**
   * Tells whether what was written depends on nothing but the answers.
   *
   * @return false if it also depends on a file
   */
  public boolean isComplete() {
    return complete;
  }

  /**
   * Returns what was asked.
   *
   * @return in the order of asking
   */
  public List<Answer> answers() {
    return answers;
  }

  /**
   * Returns what was written.
   *
   * @return in the order of writing
   */
  public List<Written> written() {
    return written;
  }

  @Override
  public boolean source(String className, String text) throws IOException {
    boolean done = output.source(className, text);
    written.add(new Written(what, Kind.SOURCE, className, text.getBytes(StandardCharsets.UTF_8)));
    return done;
  }

  @Override
  public Writer resource(String path) throws IOException {
    StringWriter copy = new StringWriter();
    return new FilterWriter(output.resource(path)) {
      @Override
      public void write(int c) throws IOException {
        super.write(c);
        copy.write(c);
      }

      @Override
      public void write(char[] buffer, int offset, int length) throws IOException {
        super.write(buffer, offset, length);
        copy.write(buffer, offset, length);
      }

      @Override
      public void write(String text, int offset, int length) throws IOException {
        super.write(text, offset, length);
        copy.write(text, offset, length);
      }

      @Override
      public void close() throws IOException {
        super.close();
        written.add(
            new Written(what, Kind.TEXT, path, copy.toString().getBytes(StandardCharsets.UTF_8)));
      }
    };
  }

  @Override
  public OutputStream bytes(String path) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    return new FilterOutputStream(output.bytes(path)) {
      @Override
      public void write(int b) throws IOException {
        out.write(b);
        copy.write(b);
      }

      @Override
      public void write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
        copy.write(buffer, offset, length);
      }

      @Override
      public void close() throws IOException {
        super.close();
        written.add(new Written(what, Kind.BYTES, path, copy.toByteArray()));
      }
    };
  }

  @Override
  public Optional<String> existing(String path) {
    complete = false;
    return output.existing(path);
  }

  @Override
  public boolean isClass(String className) {
    boolean yes = output.isClass(className);
    answers.add(new Answer(Question.IS_CLASS, className, yes));
    return yes;
  }

  @Override
  public boolean hasGeneratedAnnotation(String className) {
    boolean yes = output.hasGeneratedAnnotation(className);
    answers.add(new Answer(Question.HAS_GENERATED_ANNOTATION, className, yes));
    return yes;
  }
}
