/// Evaluation results as one page a stranger can decide by, with figures and tables beside it.
@NullMarked
package dev.pointsman.eval.report;

import org.jspecify.annotations.NullMarked;
