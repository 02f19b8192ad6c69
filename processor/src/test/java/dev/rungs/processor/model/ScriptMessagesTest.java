package dev.rungs.processor.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptMessagesTest {
  static Stream<Message> warnings() {
    return Stream.of(
        ScriptMessages.textInDoubleQuotes("x"),
        ScriptMessages.positionalCopy("t", "It copies all columns."),
        ScriptMessages.downLosesRows(2, "t"),
        ScriptMessages.rejectedOnSomeRows(1, "version 2", "SELECT 1", "an error", "a row"),
        ScriptMessages.replaced("Statement 1 replaces a value."),
        ScriptMessages.rewritten("Statement 1 rewrites a value."),
        ScriptMessages.noLosses(2),
        ScriptMessages.noRows("t", Optional.empty(), 2, false));
  }

  /** The advice is copied into sources as it is. */
  @ParameterizedTest
  @MethodSource("warnings")
  void aWarningSaysHowToSilenceItByItsKey(Message warning) {
    String annotation = "@SuppressWarnings(\"rungs." + warning.key().key() + "\").";
    assertTrue(warning.text().endsWith("silence this with " + annotation), warning.text());
  }
}
