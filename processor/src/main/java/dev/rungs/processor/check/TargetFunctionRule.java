package dev.rungs.processor.check;

import dev.rungs.Target;
import dev.rungs.processor.check.TargetStatement.Call;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Functions that the compiler's SQLite has and a server's has not, whatever its version. Found by
 * comparing {@code PRAGMA function_list}, and on D1 by calling each.
 */
final class TargetFunctionRule implements TargetRule {
  private static final String OF_THE_DRIVER =
      "atn2 charindex cot coth difference leftstr lower_quartile median mode padc padl padr proper"
          + " replicate reverse rightstr square stdev strfilter upper_quartile variance";
  private static final String PERCENTILE = " percentile percentile_cont percentile_disc";

  private static final Map<Target, Set<String>> MISSING = new EnumMap<>(Target.class);

  static {
    MISSING.put(
        Target.RQLITE,
        words(
            OF_THE_DRIVER
                + PERCENTILE
                + " acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor"
                + " ln load_extension log log10 log2 mod pi pow power radians sin sinh sqrt tan"
                + " tanh trunc soundex"));
    MISSING.put(Target.LIBSQL, words("load_extension log2 mod pow trunc" + PERCENTILE));
    MISSING.put(
        Target.D1,
        words(
            OF_THE_DRIVER
                + PERCENTILE
                + " fts3_tokenizer fts5_source_id json_pretty load_extension matchinfo offsets optimize"
                + " rtreecheck rtreedepth rtreenode soundex sqlite_compileoption_get"
                + " sqlite_compileoption_used sqlite_source_id sqlite_version"));
  }

  private static Set<String> words(String list) {
    return Set.of(list.split(" "));
  }

  @Override
  public void check(TargetStatement statement, Set<Target> targets, Findings findings) {
    for (Call call : statement.calls()) {
      Set<Target> without = new TreeSet<>();
      for (Target target : targets) {
        if (MISSING.get(target).contains(call.name())) {
          without.add(target);
        }
      }
      if (!without.isEmpty()) {
        findings.add(
            statement.offset(call.token()),
            without.stream().map(Target::name).collect(Collectors.joining(" and "))
                + (without.size() == 1 ? " has" : " have")
                + " no function "
                + call.name()
                + "().",
            "Compute the value in the program, or write it as a literal.");
      }
    }
  }
}
