package dev.pointsman.router.demo.fleet;

import dev.pointsman.datasets.tasks.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The tasks that were asked lately, found by their prompt; the oldest are forgotten. Safe for use
/// by several threads.
public final class TaskBook {

  private static final int KEPT = 50_000;

  private final Map<String, Task> byPrompt =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Task> eldest) {
          return size() > KEPT;
        }
      };

  public synchronized void add(Task task) {
    byPrompt.put(task.prompt().strip(), task);
  }

  public synchronized Optional<Task> find(String prompt) {
    return Optional.ofNullable(byPrompt.get(prompt.strip()));
  }
}
