package io.logstack.conformance.stack;

import java.util.List;
import java.util.Set;

/** Grafana's HTTP API. */
public interface Grafana {
    /** Its address, for messages. */
    String address();

    /** GET of any path. Throws {@link NoAnswerException} only when there was no answer. */
    Answer get(String path);

    /** The data sources; throws {@link NoAnswerException} when it does not tell. */
    List<DataSource> dataSources();

    /**
     * How a data source's own check of its connection ends; throws {@link NoAnswerException} when it does not tell.
     *
     * @param uid of the data source
     */
    DataSourceHealth health(String uid);

    /** The dashboards; throws {@link NoAnswerException} when it does not tell. */
    List<Dashboard> dashboards();

    /** @param type such as {@code loki} */
    record DataSource(String uid, String name, String type) {}

    /** @param message in Grafana's words */
    record DataSourceHealth(boolean ok, String message) {}

    record Dashboard(String uid, String title, Set<String> tags) {}
}
