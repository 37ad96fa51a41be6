/** The cluster of the containers tier, as far as it can be tried without containers. */
@NullMarked
package io.logstack.conformance.containers.k3s;

import org.jspecify.annotations.NullMarked;
