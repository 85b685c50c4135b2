/// Answers drawn for people to grade: how many a week, with which probability, and what of them is
/// kept. Read {@link dev.pointsman.router.review.Reviews} first.
@NullMarked
package dev.pointsman.router.review;

import org.jspecify.annotations.NullMarked;
