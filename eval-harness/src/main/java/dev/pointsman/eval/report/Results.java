package dev.pointsman.eval.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.datasets.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The results files of a folder, told apart by their fields, whatever they are called.
///
/// JSON that is none of ours is skipped by name; JSON that is broken is bad input.
record Results(List<Section> sections, List<String> skipped) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long MOST_BYTES = 64L << 20;
  private static final int MOST_FILES = 50;

  static Results read(Path folder) {
    List<Path> files = files(folder);
    List<String> skipped = new ArrayList<>();
    Map<Kind, List<Facts>> found = new EnumMap<>(Kind.class);
    for (Path file : files) {
      JsonNode root = parse(file);
      Facts facts = new Facts(file.toString(), "", root);
      Kind.of(root)
          .ifPresentOrElse(
              kind -> found.computeIfAbsent(kind, any -> new ArrayList<>()).add(facts),
              () -> skipped.add(facts.name()));
    }
    List<Section> sections = new ArrayList<>();
    found.forEach(
        (kind, all) ->
            all.forEach(facts -> sections.add(kind.section(id(sections.size(), facts), facts))));
    if (sections.isEmpty()) {
      String lack = files.isEmpty() ? "holds no JSON file" : "holds no results of eval";
      throw new BadInputException(
          "--in " + folder, lack, "write some with eval online --json " + folder + "/online.json");
    }
    return new Results(sections, skipped);
  }

  private static String id(int index, Facts facts) {
    String stem = facts.name().substring(0, facts.name().length() - ".json".length());
    return index + 1 + "-" + stem.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      String what = Files.exists(folder) ? "is no folder" : "there is no such folder";
      throw new BadInputException("--in " + folder, what, "name the folder of the JSON files");
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new BadInputException("--in " + folder, "cannot be read", "check who may read it");
    }
    if (files.size() > MOST_FILES) {
      throw new BadInputException(
          "--in " + folder,
          "holds " + files.size() + " JSON files, " + MOST_FILES + " at most are read",
          "report on them in several folders");
    }
    return files;
  }

  private static JsonNode parse(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new BadInputException(file.toString(), "is over 64 MB", "take it out of the folder");
      }
      return MAPPER.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new BadInputException(
          file + ":" + line, "is not JSON", "write it anew with eval ... --json, or take it out");
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(), "cannot be read as UTF-8 text", "check the file and who may read it");
    }
  }

  /// In the order in which the page tells them.
  private enum Kind {
    ONLINE,
    BUDGET,
    FRONTIER,
    OPE,
    HUMANEVAL;

    Section section(String id, Facts facts) {
      return switch (this) {
        case ONLINE -> OnlineSection.of(id, facts);
        case BUDGET -> BudgetSection.of(id, facts);
        case FRONTIER -> FrontierSection.of(id, facts);
        case OPE -> OpeSection.of(id, facts);
        case HUMANEVAL -> HumanEvalSection.of(id, facts);
      };
    }

    static Optional<Kind> of(JsonNode root) {
      if (root.path("per_budget").size() > 0) {
        return Optional.of(BUDGET);
      }
      if (root.path("learner").path("per_lambda").size() > 0) {
        return Optional.of(ONLINE);
      }
      if (root.has("singles") && root.has("oracle") && root.path("models").size() > 0) {
        return Optional.of(FRONTIER);
      }
      if (root.path("verdict").isTextual() && root.path("ips").isObject()) {
        return Optional.of(OPE);
      }
      boolean isExamination = root.has("n_problems") && root.path("results").isArray();
      return isExamination ? Optional.of(HUMANEVAL) : Optional.empty();
    }
  }
}
