package dev.rungs.processor.replay.query;

import dev.rungs.processor.replay.query.PlanCheck.Plan;
import java.util.List;
import java.util.Optional;

/** A page about the queries of a schema for people: each with its plan. */
final class QueryPage {
  private QueryPage() {}

  static String text(String schema, int version, List<Plan> plans, List<Optional<String>> dropped) {
    StringBuilder page =
        new StringBuilder("# Queries of ")
            .append(schema)
            .append("\n\nOn version ")
            .append(version)
            .append(", without statistics. Written by Rungs.\n");
    int slow = 0;
    for (Plan plan : plans) {
      page.append("\n## ").append(plan.statement().query().name());
      if (plan.statement().number() > 0) {
        page.append(", statement ").append(plan.statement().number());
      }
      page.append("\n\n```sql\n")
          .append(plan.statement().sql().strip().replace("```", "` ` `"))
          .append("\n```\n\n```text\n");
      plan.steps().forEach(step -> page.append(step).append('\n'));
      page.append("```\n");
      if (plan.isSlow()) {
        Optional<String> reason = dropped.get(slow++);
        page.append("\n**`")
            .append(plan.slow())
            .append("`**: an index would serve, `")
            .append(plan.index())
            .append("`")
            .append(reason.map(r -> " " + r).orElse(""))
            .append('\n');
      }
    }
    return page.toString();
  }
}
