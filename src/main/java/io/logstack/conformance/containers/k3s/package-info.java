/** The form of the containers tier with a cluster: k3s with all parts in it, and MinIO beside it. */
@NullMarked
package io.logstack.conformance.containers.k3s;

import org.jspecify.annotations.NullMarked;
