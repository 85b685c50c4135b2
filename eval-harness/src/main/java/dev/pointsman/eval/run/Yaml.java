package dev.pointsman.eval.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pointsman.datasets.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A small YAML file of known keys, read value by value; each complaint names the file and the key.
record Yaml(Path file, JsonNode root) {

  private static final ObjectMapper MAPPER = new YAMLMapper();
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)}");

  static Yaml read(Path file, Set<String> keys) {
    JsonNode root;
    try {
      root = MAPPER.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new BadInputException(file.toString(), "there is no such file", "check --config");
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          file + ":" + Math.max(1, e.getLocation().getLineNr()), "not valid YAML", "correct it");
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(), "cannot be read (" + e.getMessage() + ")", "check file and rights");
    }
    if (root == null || !root.isObject()) {
      throw new BadInputException(file.toString(), "holds no keys", "give models: [a, b]");
    }
    root.fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                throw new BadInputException(
                    file + ", " + key,
                    "there is no such key",
                    "known are " + String.join(", ", new TreeSet<>(keys)));
              }
            });
    return new Yaml(file, root);
  }

  String where(String key) {
    return file + ", " + key;
  }

  JsonNode node(String key) {
    return root.path(key);
  }

  Optional<String> text(String key) {
    JsonNode node = root.path(key);
    return node.isMissingNode() ? Optional.empty() : Optional.of(node.asText());
  }

  int whole(String key, int usual, int least, int most) {
    JsonNode node = root.path(key);
    if (node.isMissingNode()) {
      return usual;
    }
    if (!node.isInt() || node.asInt() < least || node.asInt() > most) {
      throw new BadInputException(
          where(key), "was " + node.asText(), "give a whole number in " + least + ".." + most);
    }
    return node.asInt();
  }

  double number(String key, double usual) {
    JsonNode node = root.path(key);
    if (!node.isMissingNode() && !node.isNumber()) {
      throw new BadInputException(where(key), "was " + node.asText(), "give a number");
    }
    return node.asDouble(usual);
  }

  /// A value that only the environment knows: `"${NAME}"`, never the secret itself.
  Optional<String> secret(String key, Map<String, String> environment) {
    JsonNode node = root.path(key);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    Matcher reference = REFERENCE.matcher(node.asText());
    if (!reference.matches()) {
      throw new BadInputException(
          where(key), "must name an environment variable", "give \"${NAME}\", not the key itself");
    }
    String value = environment.get(reference.group(1));
    if (value == null || value.isBlank()) {
      throw new BadInputException(
          where(key), reference.group(1) + " is not set", "export it, or leave api_key out");
    }
    return Optional.of(value);
  }
}
