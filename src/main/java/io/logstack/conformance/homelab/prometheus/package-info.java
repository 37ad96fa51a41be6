/** The homelab's Prometheus: it scrapes the parts over HTTP and answers from what it scraped. */
@NullMarked
package io.logstack.conformance.homelab.prometheus;

import org.jspecify.annotations.NullMarked;
