/** The homelab's Kubernetes API and the controllers behind it, on our own store. */
@NullMarked
package io.logstack.conformance.homelab.kubernetes;

import org.jspecify.annotations.NullMarked;
