/// The way of a text from the router that served it to the collector that has it graded: sealed,
/// short-lived, at least once. Read {@link dev.pointsman.feedback.grading.PaperQueue} first.
@NullMarked
package dev.pointsman.feedback.grading;

import org.jspecify.annotations.NullMarked;
