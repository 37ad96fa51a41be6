/** What is applied to the cluster of the containers tier: the homelab's objects, with what is different about a real cluster. */
@NullMarked
package io.logstack.conformance.containers.manifests;

import org.jspecify.annotations.NullMarked;
