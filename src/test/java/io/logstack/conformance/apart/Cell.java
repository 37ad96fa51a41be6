package io.logstack.conformance.apart;

import java.util.Map;

/**
 * One run: a stack by the addresses of its parts, of which one is hostile.
 *
 * @param name of the run
 * @param profile path of the profile
 * @param keys of the profile that differ
 * @param capability what the expectations that are judged require
 * @param address host and port of the hostile part
 * @param requests those that it is hostile to, as a regular expression over {@code GET /path?query}
 */
record Cell(
        String name, String profile, Map<String, String> keys, String capability, String address, String requests) {}
