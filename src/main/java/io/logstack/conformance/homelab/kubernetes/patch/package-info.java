/** The ways in which Kubernetes changes a part of an object. */
@NullMarked
package io.logstack.conformance.homelab.kubernetes.patch;

import org.jspecify.annotations.NullMarked;
