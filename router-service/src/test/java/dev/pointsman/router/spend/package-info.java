@NullMarked
package dev.pointsman.router.spend;

import org.jspecify.annotations.NullMarked;
