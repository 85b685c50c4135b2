/// What can be read back of a prompt from what is stored of it.
@NullMarked
package dev.pointsman.eval.privacy;

import org.jspecify.annotations.NullMarked;
