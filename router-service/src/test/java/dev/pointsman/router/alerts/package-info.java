@NullMarked
package dev.pointsman.router.alerts;

import org.jspecify.annotations.NullMarked;
