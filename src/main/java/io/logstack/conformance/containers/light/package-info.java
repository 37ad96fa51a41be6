/** The form without a cluster: Loki and its object store alone. */
@NullMarked
package io.logstack.conformance.containers.light;

import org.jspecify.annotations.NullMarked;
