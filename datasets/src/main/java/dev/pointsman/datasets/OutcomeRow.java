package dev.pointsman.datasets;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One prompt of a canonical table with what each model made of it. `where` is `file:line`.
public record OutcomeRow(
    String where, Labels labels, String prompt, Map<String, Outcome> outcomes) {

  /// What the row is called and where it comes from; `session` is the conversation it belongs to,
  /// empty when it is on its own.
  public record Labels(String id, String source, String task, String category, String session) {
    public Labels(String id, String source, String task, String category) {
      this(id, source, task, category, "");
    }
  }

  public OutcomeRow {
    outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
  }
}
