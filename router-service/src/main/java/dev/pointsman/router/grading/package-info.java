/// Grading off the user's path: which answers are drawn for it, how their texts reach a collector,
/// and what a collector does with them: it has a judge grade them, and other arms answer beside.
/// Read {@link dev.pointsman.router.grading.Specimens} first, then {@link
/// dev.pointsman.router.grading.Collector}.
@NullMarked
package dev.pointsman.router.grading;

import org.jspecify.annotations.NullMarked;
