@NullMarked
package dev.pointsman.router.review;

import org.jspecify.annotations.NullMarked;
