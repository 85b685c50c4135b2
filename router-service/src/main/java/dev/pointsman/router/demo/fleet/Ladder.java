package dev.pointsman.router.demo.fleet;

import dev.pointsman.bandit.Price;
import java.util.List;

/// The models of the simulated fleet, cheapest first: generalists and specialists.
///
/// They stand for classes of models, not for products; each carries the list price of one product
/// of its class, in USD per million tokens of input and output, and that product's published MMLU
/// score. The score is what a buyer would look up; what the models can do stands in [Skills]. Fixed
/// on 2026-11-23 by the rule of docs/fleet.md, which names the sources.
///
/// | model | priced like | scored like |
/// |---|---|---|
/// | local-3b | Llama 3.2 3B Instruct, DeepInfra | the same |
/// | math-7b | Qwen2.5 7B, DeepInfra | Qwen2.5-Math 7B Instruct |
/// | sql-7b | Qwen2.5 7B, DeepInfra | Arctic-Text2SQL-R1 7B; MMLU of Qwen2.5 7B Instruct |
/// | coder-32b | Qwen2.5-Coder 32B Instruct, DeepInfra | the same |
/// | mini | GPT-4o mini | the same |
/// | large | GPT-4o | the same |
/// | frontier | Claude Opus 4.5, thinking | OpenAI o1 |
public final class Ladder {

  public static final List<FleetModel> MODELS =
      List.of(
          new FleetModel("local-3b", Price.perMtok(0.02, 0.02), 0.634, 128_000),
          new FleetModel("math-7b", Price.perMtok(0.04, 0.10), 0.672, 4_096),
          new FleetModel("sql-7b", Price.perMtok(0.04, 0.10), 0.779, 32_768),
          new FleetModel("coder-32b", Price.perMtok(0.06, 0.15), 0.776, 128_000),
          new FleetModel("mini", Price.perMtok(0.15, 0.60), 0.820, 128_000),
          new FleetModel("large", Price.perMtok(2.50, 10.00), 0.887, 128_000),
          new FleetModel("frontier", Price.perMtok(5.00, 25.00), 0.918, 200_000));

  private Ladder() {}
}
