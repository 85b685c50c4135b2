package dev.pointsman.eval.humaneval;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pointsman.eval.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What became of a file of completions: a verdict each, and pass@k over the problems tried.
///
/// A pass@k is null when a problem has fewer than k completions; `without_completion` names the
/// problems nobody tried, which count nowhere.
record Examination(
    @JsonProperty("n_problems") int problems,
    @JsonProperty("n_completions") int completions,
    @JsonIgnore Map<Integer, @Nullable PassAtK> passAt,
    @JsonProperty("without_completion") List<String> untried,
    List<Verdict> results) {

  @JsonAnyGetter
  Map<String, @Nullable PassAtK> byName() {
    Map<String, @Nullable PassAtK> named = new LinkedHashMap<>();
    passAt.forEach((k, value) -> named.put("pass@" + k, value));
    return named;
  }

  /// Runs every completion once, `workers` at a time; the verdicts stand in the file's order.
  static List<Verdict> judge(
      Sandbox sandbox, List<Completion> completions, int workers, Runnable step) {
    Verdict[] verdicts = new Verdict[completions.size()];
    AtomicInteger next = new AtomicInteger();
    List<Callable<Integer>> work = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      Trial trial = sandbox.trial(worker);
      work.add(
          () -> {
            int done = 0;
            for (int i = next.getAndIncrement(); i < verdicts.length; i = next.getAndIncrement()) {
              Completion completion = completions.get(i);
              String why = trial.run(completion.program());
              verdicts[i] = new Verdict(completion.problem().id(), why.equals(Trial.PASSED), why);
              step.run();
              done++;
            }
            return done;
          });
    }
    Parallel.all(workers, work);
    return Arrays.asList(verdicts);
  }

  static Examination of(Map<String, Problem> problems, List<Verdict> verdicts, List<Integer> ks) {
    Map<String, PassAtK.Count> counts = new LinkedHashMap<>();
    for (Verdict verdict : verdicts) {
      counts.merge(
          verdict.taskId(),
          new PassAtK.Count(1, verdict.passed() ? 1 : 0),
          (a, b) -> new PassAtK.Count(a.tried() + b.tried(), a.passed() + b.passed()));
    }
    int least = counts.values().stream().mapToInt(PassAtK.Count::tried).min().orElse(0);
    Map<Integer, @Nullable PassAtK> passAt = new LinkedHashMap<>();
    for (int k : ks) {
      passAt.put(k, k <= least ? PassAtK.of(counts.values(), k) : null);
    }
    List<String> untried =
        problems.keySet().stream().filter(id -> !counts.containsKey(id)).toList();
    return new Examination(counts.size(), verdicts.size(), passAt, untried, verdicts);
  }
}
