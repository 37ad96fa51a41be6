package io.logstack.conformance.homelab.grafana;

import java.util.List;

/** A dashboard, as a search finds it. */
public record Dashboard(String uid, String title, List<String> tags) {}
