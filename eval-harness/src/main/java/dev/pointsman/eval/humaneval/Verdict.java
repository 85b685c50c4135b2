package dev.pointsman.eval.humaneval;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How one completion fared; `why` is `passed` or what ended it, never more than a line.
record Verdict(@JsonProperty("task_id") String taskId, boolean passed, String why) {}
