/// Answers kept for requests that are equal to the letter. Read {@link
/// dev.pointsman.router.cache.AnswerCache}.
@NullMarked
package dev.pointsman.router.cache;

import org.jspecify.annotations.NullMarked;
