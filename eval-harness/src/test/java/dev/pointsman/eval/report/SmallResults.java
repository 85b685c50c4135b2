package dev.pointsman.eval.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.eval.EvalMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Results of the real commands on a table of forty made-up prompts, whose models have awkward ids.
final class SmallResults {

  static final String CHEAP = "small <a=1> & \"co\"";
  static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;

  /// The commands' JSON goes to `folder`.
  SmallResults(Path folder) {
    this.folder = folder;
  }

  Path online() throws IOException {
    return run("online.json", "online", "--seeds", "2", "--lambda", "1,100,10000");
  }

  Path budget() throws IOException {
    return run("budget.json", "online", "--seeds", "1", "--budget", "1e-4,2e-4");
  }

  Path frontier() throws IOException {
    return run("frontier.json", "frontier");
  }

  private Path run(String name, String command, String... more) throws IOException {
    Path tables = Files.createDirectories(folder.resolveSibling("tables"));
    Path table = tables.resolve("made-up.outcomes.jsonl");
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < 40; row++) {
      ObjectNode line = MAPPER.createObjectNode();
      line.put("id", "" + row).put("source", "s").put("task", "t");
      line.put("category", row % 2 == 0 ? "sums <1>" : "words").put("prompt", "question " + row);
      ObjectNode outcomes = line.putObject("outcomes");
      outcomes.putObject(CHEAP).put("score", row % 2).put("in_tok", 10).put("out_tok", 10);
      outcomes.putObject("big").put("score", 1).put("in_tok", 10).put("out_tok", 20);
      lines.append(line).append('\n');
    }
    Files.writeString(table, lines);
    ObjectNode prices = MAPPER.createObjectNode();
    prices.putObject(CHEAP).put("in_usd_per_mtok", 1).put("out_usd_per_mtok", 1);
    prices.putObject("big").put("in_usd_per_mtok", 10).put("out_usd_per_mtok", 10);
    Path list = Files.writeString(tables.resolve("prices.json"), prices.toString());
    Path json = folder.resolve(name);
    String[] common = {
      "--data", table.toString(), "--prices", list.toString(), "--models", CHEAP + ",big"
    };
    String[] named = {"--json", json.toString()};
    String[] args =
        Stream.of(new String[] {"eval", command}, more, common, named)
            .flatMap(Stream::of)
            .toArray(String[]::new);
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    if (EvalMain.run(args, out, out) != 0) {
      throw new IllegalStateException(said.toString());
    }
    return json;
  }

  Path ope(String verdict, String... reasons) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("n", 5_000).put("target", "arm=" + CHEAP).put("ess", 1_000).put("max_weight", 4);
    root.put("verdict", verdict);
    ArrayNode all = root.putArray("reasons");
    List.of(reasons).forEach(all::add);
    for (String name : List.of("ips", "snips", "dr", "logged")) {
      root.putObject(name).put("estimate", 0.66).put("se", 0.01).put("lo", 0.64).put("hi", 0.68);
    }
    ObjectNode gain = root.putObject("gain");
    gain.putObject("dr").put("estimate", 0.05).put("se", 0.01).put("lo", 0.03).put("hi", 0.07);
    return write("ope.json", root);
  }

  Path humanEval() throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("n_problems", 2).put("n_completions", 2);
    root.putObject("pass@1").put("mean", 0.5).put("lo", 0.1).put("hi", 0.9);
    root.putNull("pass@10");
    ArrayNode results = root.putArray("results");
    results.addObject().put("task_id", "a").put("passed", true).put("why", "passed");
    results.addObject().put("task_id", "b").put("passed", false).put("why", "<timeout>");
    return write("code.json", root);
  }

  Path write(String name, JsonNode root) throws IOException {
    return Files.writeString(folder.resolve(name), root.toString());
  }
}
