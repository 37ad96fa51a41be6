/** What Kubernetes objects say about the stack: which nodes are admitted, which pods are ready, what restarted. */
@NullMarked
package io.logstack.conformance.expectations.cluster;

import org.jspecify.annotations.NullMarked;
