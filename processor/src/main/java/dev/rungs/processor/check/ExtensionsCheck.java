package dev.rungs.processor.check;

import dev.rungs.processor.model.Extensions;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.QueryMessages;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.Site.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code SchemaReference}: the form of {@code @VersionedSchema(functions, collations, tokenizers)}.
 */
final class ExtensionsCheck implements SchemaCheck {
  @Override
  public List<Problem> check(SchemaGroup group) {
    SchemaDeclaration schema = group.schema();
    List<Problem> problems = new ArrayList<>();
    for (String function : schema.functions()) {
      if (Extensions.Function.parse(function).isEmpty()) {
        problems.add(QueryMessages.notAFunction(function).at(0, schema.at(Part.FUNCTIONS)));
      }
    }
    for (String collation : schema.collations()) {
      if (!Extensions.isName(collation)) {
        problems.add(QueryMessages.notACollation(collation).at(0, schema.at(Part.COLLATIONS)));
      }
    }
    for (String tokenizer : schema.tokenizers()) {
      if (!Extensions.isName(tokenizer)) {
        problems.add(QueryMessages.notATokenizer(tokenizer).at(0, schema.at(Part.TOKENIZERS)));
      }
    }
    return problems;
  }
}
