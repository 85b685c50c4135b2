package dev.pointsman.feedback.spend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.bandit.log.Fields;
import dev.pointsman.bandit.log.LoggedDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Who spent, and on what: one row of the ledger. A name that is not known is empty.
///
/// `model` is the arm that answered; `language` is of ISO 639-1; `tags` are sorted. At most 8 tags
/// count, and 64 characters of each name.
public record SpendGroup(
    String user,
    String team,
    String project,
    String key,
    String model,
    String task,
    String language,
    List<String> tags) {

  /// The name under which a full bucket counts newcomers.
  public static final String REST = "other";

  /// Between task and language where there is one, so that rows from before are still read.
  private static final char LANGUAGE = '@';

  private static final int MOST_TAGS = 8;
  private static final int LONGEST_NAME = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  public SpendGroup {
    tags = List.copyOf(tags);
  }

  /// Of a decision's own record, answered by `model`.
  public static SpendGroup of(LoggedDecision decision, String model) {
    return of(decision.contract(), model);
  }

  /// Of what was asked, by whom.
  public static SpendGroup of(Map<String, String> contract, String model) {
    return new SpendGroup(
        name(contract, "user"),
        name(contract, "team"),
        name(contract, "project"),
        name(contract, "key"),
        model,
        name(contract, "task"),
        name(contract, "language"),
        tags(contract.getOrDefault("tags", "")));
  }

  /// What this counts as in a bucket that is full: the model and nothing else.
  public SpendGroup rest() {
    return new SpendGroup(REST, REST, REST, REST, model, REST, REST, List.of(REST));
  }

  public boolean isRest() {
    return tags.equals(List.of(REST)) && user.equals(REST) && key.equals(REST);
  }

  public String packed() {
    boolean isPlain = language.isEmpty() && task.indexOf(LANGUAGE) < 0;
    String kind = isPlain ? task : task + LANGUAGE + language;
    List<String> names = new ArrayList<>(List.of(user, team, project, key, model, kind));
    names.addAll(tags);
    return Fields.list(names);
  }

  /// Reads what `packed` wrote; an `IllegalArgumentException` when it is something else.
  public static SpendGroup parse(String packed) {
    List<String> names = Fields.items("spend group", packed);
    if (names.size() < 6) {
      throw new IllegalArgumentException("a spend group has " + names.size() + " names, not 6");
    }
    String kind = names.get(5);
    int cut = kind.lastIndexOf(LANGUAGE);
    return new SpendGroup(
        names.get(0),
        names.get(1),
        names.get(2),
        names.get(3),
        names.get(4),
        cut < 0 ? kind : kind.substring(0, cut),
        cut < 0 ? "" : kind.substring(cut + 1),
        names.subList(6, names.size()));
  }

  private static String name(Map<String, String> contract, String key) {
    return cut(contract.getOrDefault(key, ""));
  }

  private static String cut(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  private static List<String> tags(String json) {
    if (json.isEmpty()) {
      return List.of();
    }
    try {
      TreeSet<String> tags = new TreeSet<>();
      JSON.readTree(json).forEach(tag -> tags.add(cut(tag.asText())));
      return tags.stream().limit(MOST_TAGS).toList();
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }
}
