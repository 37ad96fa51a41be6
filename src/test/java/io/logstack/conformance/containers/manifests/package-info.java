/** The manifests of the containers tier against what Kubernetes and the real programs ask of them. */
@NullMarked
package io.logstack.conformance.containers.manifests;

import org.jspecify.annotations.NullMarked;
