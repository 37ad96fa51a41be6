/** How the homelab's parts speak HTTP. */
@NullMarked
package io.logstack.conformance.homelab.http;

import org.jspecify.annotations.NullMarked;
