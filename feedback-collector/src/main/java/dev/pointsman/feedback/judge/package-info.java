/// Grading by a model: what it is asked, what of its reply counts, how often it is asked, and whose
/// answers it may grade. Pure; the calls are made elsewhere. Read {@link
/// dev.pointsman.feedback.judge.JudgePrompt} first.
@NullMarked
package dev.pointsman.feedback.judge;

import org.jspecify.annotations.NullMarked;
