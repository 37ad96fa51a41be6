package io.logstack.conformance.homelab.prometheus;

import java.net.URI;
import java.util.Map;

/**
 * Something to scrape.
 *
 * @param pool name of the scrape configuration, as {@code /targets} shows it
 * @param labels what every series of the target gets, {@code job} and {@code instance} among them
 * @param metrics URL of its exposition
 * @param past what was scraped of it before
 */
public record Target(String pool, Map<String, String> labels, URI metrics, Past past) {
    /** A target without a past. */
    public Target(String pool, Map<String, String> labels, URI metrics) {
        this(pool, labels, metrics, Past.NONE);
    }
}
