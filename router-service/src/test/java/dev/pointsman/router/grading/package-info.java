@NullMarked
package dev.pointsman.router.grading;

import org.jspecify.annotations.NullMarked;
