package dev.pointsman.router.litellm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.config.YamlDocument;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What became of the file's keys: a line each for what is not carried over or means something else
/// here, and the environment variables that the result needs. Never a value, which may be a secret.
final class Notes {

  private static final String REFERENCE = "os.environ/";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final YamlDocument document;
  private final List<String> lines = new ArrayList<>();
  private final Set<String> variables = new LinkedHashSet<>();

  Notes(YamlDocument document) {
    this.document = document;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  Set<String> variables() {
    return variables;
  }

  void note(JsonPointer at, String what) {
    lines.add(document.where(at) + what);
  }

  void dropped(JsonPointer at) {
    note(at, "not carried over");
  }

  /// Every key below that is not among those known.
  void dropOthers(JsonNode node, JsonPointer at, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                dropped(at.appendProperty(key));
              }
            });
  }

  /// A text as it stands in our file: a reference becomes a variable, anything else stays.
  String plain(String text) {
    return text.startsWith(REFERENCE) ? variable(text.substring(REFERENCE.length())) : text;
  }

  /// The same of a secret: one that stands in the file becomes a variable of that name, or of that
  /// name and a number where another secret has it.
  String secret(String text, String name, JsonPointer at) {
    if (text.startsWith(REFERENCE)) {
      return plain(text);
    }
    String free = free(name);
    note(at, "a secret is not copied; export it as " + free + " before the router starts");
    return variable(free);
  }

  String variable(String name) {
    if (!VARIABLE.matcher(name).matches()) {
      String made = name.replaceAll("[^A-Za-z0-9_]", "_");
      return variable(Character.isDigit(made.charAt(0)) ? "_" + made : made);
    }
    variables.add(name);
    return "${" + name + "}";
  }

  private String free(String name) {
    String upper = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    String free = upper;
    for (int i = 2; variables.contains(free); i++) {
      free = upper + "_" + i;
    }
    return free;
  }
}
