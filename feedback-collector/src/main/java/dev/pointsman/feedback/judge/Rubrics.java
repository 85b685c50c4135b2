package dev.pointsman.feedback.judge;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What makes an answer acceptable, by the kind of task. Immutable.
///
/// A request's tags choose the rubric of that name; without one its shape does: `structured` where
/// JSON was asked for, `code` where the question or the answer holds code, else `default`. An own
/// rubric of a name takes the place of the shipped one.
public final class Rubrics {

  public static final String DEFAULT = "default";

  private static final String STRUCTURED = "structured";
  private static final String CODE = "code";

  private static final Map<String, String> SHIPPED =
      Map.of(
          DEFAULT,
          "Is it right, does it do what was asked, all of it and in the form that was asked for,"
              + " and does it claim nothing that is false? Length and polish count for nothing of"
              + " themselves. A refusal of a harmless request is of no use. If there is a"
              + " reference, an answer that contradicts it is wrong.",
          CODE,
          "Would the code run and do what was asked, edge cases included? Mistakes that a test"
              + " would find weigh most. Explanations count only where they were asked for. If"
              + " there is a reference, behaviour counts and not wording.",
          STRUCTURED,
          "Is it well-formed, does it have the fields and types that were asked for, no others, and"
              + " the right values? An answer that a program could not read is of no use.");

  private final Map<String, String> byName;

  /// `own` by name.
  public Rubrics(Map<String, String> own) {
    Map<String, String> all = new LinkedHashMap<>(SHIPPED);
    all.putAll(own);
    this.byName = Map.copyOf(all);
  }

  /// The name of the rubric for a request.
  public String name(Collection<String> tags, boolean wantsStructure, String question) {
    for (String tag : tags) {
      if (byName.containsKey(tag)) {
        return tag;
      }
    }
    if (wantsStructure) {
      return STRUCTURED;
    }
    return question.contains("```") ? CODE : DEFAULT;
  }

  /// The rubric of a name, the default one for a name there is none of.
  public String text(String name) {
    return byName.getOrDefault(name, byName.getOrDefault(DEFAULT, ""));
  }

  public List<String> names() {
    return byName.keySet().stream().sorted().toList();
  }
}
