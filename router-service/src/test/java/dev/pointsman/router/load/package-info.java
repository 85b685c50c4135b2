/// A load generator for gateways: latency from scheduled send times, and the CPU a request costs.
@NullMarked
package dev.pointsman.router.load;

import org.jspecify.annotations.NullMarked;
