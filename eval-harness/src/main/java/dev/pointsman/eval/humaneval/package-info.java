/// Code answers judged by running them: problems, completions, the sandbox, pass@k.
@NullMarked
package dev.pointsman.eval.humaneval;

import org.jspecify.annotations.NullMarked;
