package dev.pointsman.eval.online;

import dev.pointsman.eval.reference.References;
import dev.pointsman.eval.table.Split;
import java.util.List;
import java.util.Map;

/// All that happened under one seed: the references and one life per lambda, in their order.
record SeedRun(Split split, List<Chosen> references, List<Life> lives) {

  SeedRun {
    references = List.copyOf(references);
    lives = List.copyOf(lives);
  }

  /// The references at one lambda.
  record Chosen(
      int bestFixed,
      References.Chosen ridge,
      References.Chosen nearest,
      Map<Baseline, References.Chosen> baselines) {
    Chosen {
      baselines = Map.copyOf(baselines);
    }
  }
}
