@NullMarked
package dev.pointsman.router.language;

import org.jspecify.annotations.NullMarked;
