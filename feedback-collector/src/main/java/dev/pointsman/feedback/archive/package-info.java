/// A stream's beginning, where Redis no longer has it: read from an archive by whoever can.
@NullMarked
package dev.pointsman.feedback.archive;

import org.jspecify.annotations.NullMarked;
