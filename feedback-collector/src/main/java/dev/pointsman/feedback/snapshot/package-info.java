/// What a route's learner had come to at places of its `rewards` stream, kept beside the stream so
/// that a boot need not read all of it and the stream can be trimmed.
@NullMarked
package dev.pointsman.feedback.snapshot;

import org.jspecify.annotations.NullMarked;
