/** Kubernetes' HTTP API. */
@NullMarked
package io.logstack.conformance.homelab.kubernetes.api;

import org.jspecify.annotations.NullMarked;
