package io.logstack.conformance.catalog;

import java.util.Locale;

/** The sections of the operations runbook, by their headings; {@code fixtures/runbook.md} carries the same anchors. */
public enum RunbookSection {
    OVERVIEW("Overview", "Overview"),
    HEALTH_CHECKS("Daily Operations", "Health Checks"),
    LOG_INGESTION_STATUS("Daily Operations", "Log Ingestion Status"),
    STORAGE_USAGE("Daily Operations", "Storage Usage"),
    LOG_RETENTION_REVIEW("Weekly Operations", "Log Retention Review"),
    PERFORMANCE_MONITORING("Weekly Operations", "Performance Monitoring"),
    LOKI_POD_RESTART_LOOP("Emergency Procedures", "Loki Pod Restart Loop"),
    ALLOY_COLLECTION_FAILURE("Emergency Procedures", "Alloy Collection Failure"),
    S3_STORAGE_ISSUES("Emergency Procedures", "S3 Storage Issues"),
    COMPLETE_LOG_INGESTION_FAILURE("Emergency Procedures", "Complete Log Ingestion Failure"),
    BACKUP_PROCEDURES("Backup and Recovery", "Backup Procedures"),
    RECOVERY_PROCEDURES("Backup and Recovery", "Recovery Procedures"),
    SCALING_GUIDELINES("Performance Tuning", "Scaling Guidelines"),
    QUERY_OPTIMIZATION("Performance Tuning", "Query Optimization"),
    KEY_METRICS("Monitoring and Alerting", "Key Metrics to Monitor"),
    ALERT_THRESHOLDS("Monitoring and Alerting", "Alert Thresholds"),
    UPDATE_PROCEDURES("Configuration Management", "Update Procedures"),
    ROLLBACK_PROCEDURES("Configuration Management", "Rollback Procedures"),
    CURRENT_RESOURCE_USAGE("Capacity Planning", "Current Resource Usage"),
    GROWTH_PROJECTIONS("Capacity Planning", "Growth Projections");

    private final String chapter;
    private final String title;

    RunbookSection(String chapter, String title) {
        this.chapter = chapter;
        this.title = title;
    }

    /** The heading above; of a section that is a chapter, its own. */
    public String chapter() {
        return chapter;
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
