package io.logstack.conformance.catalog;

import java.util.Locale;

/** The sections of the operations runbook, by their headings; {@code fixtures/runbook.md} carries the same anchors. */
public enum RunbookSection {
    OVERVIEW("Overview"),
    HEALTH_CHECKS("Health Checks"),
    LOG_INGESTION_STATUS("Log Ingestion Status"),
    STORAGE_USAGE("Storage Usage"),
    LOG_RETENTION_REVIEW("Log Retention Review"),
    PERFORMANCE_MONITORING("Performance Monitoring"),
    LOKI_POD_RESTART_LOOP("Loki Pod Restart Loop"),
    ALLOY_COLLECTION_FAILURE("Alloy Collection Failure"),
    S3_STORAGE_ISSUES("S3 Storage Issues"),
    COMPLETE_LOG_INGESTION_FAILURE("Complete Log Ingestion Failure"),
    BACKUP_PROCEDURES("Backup Procedures"),
    RECOVERY_PROCEDURES("Recovery Procedures"),
    SCALING_GUIDELINES("Scaling Guidelines"),
    QUERY_OPTIMIZATION("Query Optimization"),
    KEY_METRICS("Key Metrics to Monitor"),
    ALERT_THRESHOLDS("Alert Thresholds"),
    UPDATE_PROCEDURES("Update Procedures"),
    ROLLBACK_PROCEDURES("Rollback Procedures"),
    CURRENT_RESOURCE_USAGE("Current Resource Usage"),
    GROWTH_PROJECTIONS("Growth Projections");

    private final String title;

    RunbookSection(String title) {
        this.title = title;
    }

    /** The heading, as the runbook writes it. */
    public String title() {
        return title;
    }

    /** The anchor of the heading, as Markdown renderers derive it. */
    public String anchor() {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
