package dev.rungs.processor.check;

import dev.rungs.processor.model.Problem;
import java.util.List;

/** A rule about a schema with its migrations. */
interface SchemaCheck {
  List<Problem> check(SchemaGroup group);
}
