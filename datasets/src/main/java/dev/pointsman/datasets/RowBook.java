package dev.pointsman.datasets;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The rows of a table in the making, in the order of their first sight.
///
/// A row seen again joins the earlier one when both ask the same and no model answers twice, so one
/// file a model makes one table. Anything else is a duplicate id. All rows are in memory.
public final class RowBook {

  private final Map<String, TableRow> rows = new LinkedHashMap<>();

  public void add(TableRow row) {
    check(row);
    rows.merge(row.row().labels().id(), row, RowBook::joined);
  }

  public Collection<TableRow> rows() {
    return Collections.unmodifiableCollection(rows.values());
  }

  private static void check(TableRow row) {
    OutcomeRow its = row.row();
    if (its.labels().id().isBlank()) {
      throw new BadInputException(its.where(), "id is blank", "give each row an id of its own");
    }
    if (its.prompt().isBlank()) {
      throw new BadInputException(its.where(), "the prompt is empty", "give each row a prompt");
    }
    its.outcomes()
        .forEach(
            (model, outcome) -> {
              if (!(outcome.score() >= 0 && outcome.score() <= 1)) {
                throw new BadInputException(
                    its.where(),
                    "score of " + model + " must be in 0..1, was " + outcome.score(),
                    "scale the scores before the import");
              }
            });
  }

  private static TableRow joined(TableRow earlier, TableRow later) {
    OutcomeRow a = earlier.row();
    OutcomeRow b = later.row();
    boolean isOtherModel =
        !b.outcomes().isEmpty()
            && Collections.disjoint(a.outcomes().keySet(), b.outcomes().keySet());
    if (!isOtherModel || a.outcomes().isEmpty()) {
      throw new BadInputException(
          b.where(),
          "id " + Shown.name(b.labels().id()) + " stands already at " + a.where(),
          "give each row an id of its own");
    }
    if (!a.prompt().equals(b.prompt())) {
      throw new BadInputException(
          b.where(),
          "id " + Shown.name(b.labels().id()) + " asks something else than at " + a.where(),
          "give each prompt an id of its own");
    }
    TableRow both = earlier;
    for (Map.Entry<String, Outcome> entry : b.outcomes().entrySet()) {
      both = both.with(entry.getKey(), entry.getValue());
    }
    return both;
  }
}
